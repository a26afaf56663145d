"""Who holds a place, where the words say it plainly: checks and completes what the reader says.

"Fell to X", "was captured by X": X is the holder, whatever the reader pointed at. And a taker's side decides which of the two territory
types it is: the state's own forces regain, everybody else, foreign armies included, overtakes (the guideline's rule, after ACLED).
"""

from __future__ import annotations

import re

from onrecord.extract.actors import ActorNames
from onrecord.extract.reader.base import ReadClaim
from onrecord.knowledge.actors import ActorRegister
from onrecord.records import Control, Place, Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.roles import Kind

_TAKING = frozenset({EventType.GOVERNMENT_REGAINS_TERRITORY, EventType.NONSTATE_OVERTAKES_TERRITORY})
_HOLDERS = frozenset({Kind.MILITARY, Kind.GOVERNMENT, Kind.FOREIGN_GOVERNMENT, Kind.ARMED_GROUP})
_TO = re.compile(
    r"\b(?:went back|gone back|pass(?:ed|es)?|fell|fallen|falls|lost|ceded|surrendered|handed(?: over)?)\b"
    r"(?:\s+[\w'’-]+){0,3}?\s+(?:in)?to\s+(?:the\s+(?:full\s+)?(?:hands|control|rule)\s+of\s+)?",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:overrun|captured|seized|taken|retaken|recaptured|occupied|stormed|liberated|conquered|won back|taken over)\b"
    r"(?:\s+\w+){0,3}?\s+by\s+",
    re.IGNORECASE,
)
# Not behind a form of "be": that is the passive, whose subject is the place.
_TOOK = re.compile(
    r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbe )(?<!\bbeing )(?<!\bis )"
    r"\b(?:captured|seized|took (?:over|control of|the|back)|retook|recaptured|overran|liberated|conquered)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:the\s+)?(?:[\w'’\-“”\"]+\s?){1,6}")
_STOP = re.compile(r"[,.;:()]|\s(?:in|on|at|after|before|when|while|and|with|from|since|during|as|who|which|once|again)\b")


def control_of(item: ReadClaim, text: str, names: ActorNames, place: Place | None) -> Control | None:
    """Who holds, took or left the claim's place; None where the claim says nothing of it, or names no place."""
    if item.holder is None or item.change is None or place is None:
        return None
    if item.change is not Change.HOLD:
        taker = taker_in(item.quote, text, names)
        taker = taker or doer_in(item, text, names)
        if taker:
            return Control(holder=taker, place=place.name, extent=item.extent, change=Change.GAIN)
    return Control(holder=names.name_of(item.holder)[0], place=place.name, extent=item.extent, change=item.change)


def taker_in(quote: Span, text: str, names: ActorNames) -> str | None:
    """Who a place "fell to" or "was captured by" in these words; None where they do not say so of a body that can hold one."""
    for pattern in (_TO, _BY):
        for found in reversed(list(pattern.finditer(text, quote.start, quote.end))):
            start = found.end()
            stop = _STOP.search(text, start, quote.end)
            end = min(stop.start() if stop else quote.end, start + 80)
            if _NAME.match(text, start, end):
                name, kind = names.name_of(Span(start, end))
                if kind in _HOLDERS:
                    return name
    return None


def doer_in(item: ReadClaim, text: str, names: ActorNames) -> str | None:
    """Who "captured the town" in the active voice: the doer that the reader pointed at, before or in the words; None otherwise."""
    if item.change is not Change.GAIN or item.actor is None or item.actor == item.holder:
        return None
    took = _TOOK.search(text, item.quote.start, item.quote.end)
    if took is None or item.actor.start > took.start():
        return None
    name, kind = names.name_of(item.actor)
    return name if kind in _HOLDERS else None


def type_by_taker(type_: EventType, control: Control | None, place: Place | None, register: ActorRegister) -> EventType:
    """The territory type that the taker's side asks for; the given type where the claim is no taking or the taker is not known."""
    actor = register.find(control.holder) if control and control.change is Change.GAIN and type_ in _TAKING else None
    if actor is None or place is None or place.country is None:
        return type_
    if actor.kind is Kind.ARMED_GROUP:
        return EventType.NONSTATE_OVERTAKES_TERRITORY
    if actor.country and actor.kind in _HOLDERS:
        home = actor.country == place.country
        return EventType.GOVERNMENT_REGAINS_TERRITORY if home else EventType.NONSTATE_OVERTAKES_TERRITORY
    return type_
