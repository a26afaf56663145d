"""Words for a terminal that need no table."""

from __future__ import annotations


def count(many: int, thing: str) -> str:
    return f"{many:,} {thing}" if many == 1 else f"{many:,} {thing}s"


def shown(words: str) -> str:
    """Words on one line, without control characters that could move a terminal's cursor."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())
