"""One date that a claim's event may have had."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.dates.facts import Facts
from onrecord.records import Span

_LEADS = frozenset("since by until till before after from to between during on in of at over and for as late early through into".split())
_LEAD = re.compile(r"([\w’']+)\s(?:the\s)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A possible date. days None: undated. span: the words it comes from, None for the day of publication."""

    days: tuple[str, str] | None
    span: Span | None
    features: tuple[str, ...]


def an_option(days: tuple[str, str] | None, span: Span | None, kind: str, own: Sequence[str], facts: Facts) -> Option:
    """The words of the claim weigh on whether it is dated at all, and dated to the day of publication; not on which mention it takes."""
    about = [*facts.claim, *facts.words] if kind in ("none", "pub") else facts.claim
    return Option(days=days, span=span, features=(kind, *(f"{kind}:{f}" for f in own), *(f"{kind}|{f}" for f in about)))


def lead_word(text: str, start: int) -> str:
    """The preposition or edge just before a place; "-": there is none."""
    found = _LEAD.search(text[max(0, start - 20) : start])
    word = found.group(1).lower() if found else ""
    return word if word in _LEADS else "-"
