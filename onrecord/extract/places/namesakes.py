"""Words that are also something else than a place: common words, given names, surnames."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def namesakes() -> dict[str, str]:
    """Word -> flags: c common English word, w rarer English word, g given name, s frequent surname."""
    text = (resources.files("onrecord.knowledge.gazetteer") / "data" / "namesakes.txt").read_text("utf-8")
    return dict(line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#"))
