"""Who holds a place: what the reader points at, checked and completed by what the words and the type of the claim say.

Plain words come first: "fell to X", "was captured by X", "X seized the town" name the holder whatever the reader pointed at, and the
holder's side decides which of the two territory types it is: the state's own forces regain, everybody else, foreign armies included,
overtakes (the guideline's rule, after ACLED). Without plain words the type decides: a claim that a state's forces took a place cannot
have rebels for its taker, so of the bodies that the claim points at the one is taken whose side the type asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.extract.actors import ActorNames
from onrecord.extract.attribution.phrases import phrase_after, subject_before
from onrecord.extract.attribution.tokens import tokens_of
from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.rules.control import extent_of, holding_in
from onrecord.extract.reader.speakers import is_first_person, is_pronoun
from onrecord.knowledge.actors import Actor, ActorRegister
from onrecord.records import Control, Place, Span
from onrecord.vocab.event_types import TERRITORY, EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.roles import Kind

_TAKING = frozenset({EventType.GOVERNMENT_REGAINS_TERRITORY, EventType.NONSTATE_OVERTAKES_TERRITORY})
_HOLDERS = frozenset({Kind.MILITARY, Kind.GOVERNMENT, Kind.FOREIGN_GOVERNMENT, Kind.ARMED_GROUP})
# Who watches, reports, heals or suffers holds no place: a pointer that fell on one of them fell wrong.
_NO_HOLDERS = frozenset({Kind.MONITOR, Kind.MEDIA, Kind.UN, Kind.MEDICAL, Kind.WITNESS, Kind.NGO, Kind.ACTIVISTS})
_TO = re.compile(
    r"\b(?:went back|gone back|pass(?:ed|es)?|fell|fallen|falls|lost|loses|ceded|surrendered|handed(?: over)?)\b"
    r"(?:\s+[\w'’-]+){0,7}?\s+(?:in)?to\s+(?:the\s+(?:full\s+)?(?:hands|control|rule)\s+of\s+)?",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:overrun|captured|seized|taken|retaken|recaptured|occupied|stormed|liberated|freed|conquered|won back|taken over|taken back"
    r"|expelled|ousted|driven (?:out|from)|cleared)\b(?:\s+[\w’'-]+){0,3}?(?:\s+\([^)]{1,40}\))?\s+by\s+",
    re.IGNORECASE,
)
# Not behind a form of "be": that is the passive, whose subject is the place.
_TOOK = re.compile(
    r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbe )(?<!\bbeing )(?<!\bis )(?<!\bare )"
    r"\b(?:captured|seized|took (?:over|control of|the|back)|taken (?:control|the|over|back)|retook|retaken|recaptured|overran|overrun"
    r"|liberated|conquered|(?:re-?)?entered|stormed|burst into|swept into|marched into|fought (?:its|their) way (?:back )?into"
    r"|broke into|drove|expelled|ousted|won back|regained|reclaimed|secured)\b",
    re.IGNORECASE,
)
# A share of what somebody holds is no share of a place: "12 percent of ISIL's territory went".
_OF_SOMEBODY = re.compile(
    r"(?:%|\bper ?cent)\s+of\s+(?:(?:the|its|their|his)\s+)?(?:[\w-]+(?:['’]s?|s['’]))?\s*(?:territory|lands?|holdings|domain)\b(?!\s+of)",
    re.IGNORECASE,
)
# Where an earlier happening begins that only dates the one told: "regained the city, nine months after it was driven out by ...".
_EARLIER = re.compile(
    r",?\s(?:(?:just|only|barely|less than|more than|nearly|about|some)\s)?(?:(?:[\w-]+|\d+)\s(?:hour|day|week|month|year)s?\s)?"
    r"(?:after|before|since|following)\s",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:the\s+)?(?:[\w'’\-“”\"]+\s?){1,6}")
_STOP = re.compile(r"[,.;:()]|\s(?:in|on|at|after|before|when|while|and|with|from|since|during|as|who|which|once|again)\b")
_LOSER = re.compile(r"\b(?:from|against)\s+(?:the\s+|its\s+|their\s+)?$")

# "The remaining rebel-held area": the word tied to "held" names the holder, whoever else is near.
_TIED = re.compile(r"\b([A-Za-z][\w’']*)-(?:held|controlled|occupied|ruled)\s+(?:\w+\s+)?[A-Za-z]", re.IGNORECASE)

# "Remained in full control": nobody took it, whatever the type that was read.
_REMAINS = re.compile(
    r"\b(?:remain(?:s|ed|ing)?|still|retain(?:s|ed|ing)?|kept|keeps?|maintain(?:s|ed)?|continue[sd]? to)\b[^.;,]{0,30}?"
    r"\b(?:in (?:\w+ )?control|under (?:\w+ )?control|(?:full|complete|total|firm) control|hold|control)\b",
    re.IGNORECASE,
)

_OURS = re.compile(r"(?:our|my)\s+\w|(?:we|us)\b", re.IGNORECASE)

# Types that a taking is misread as; where the reader is no surer than this of one of them, plain words of taking make it a taking.
_NEAR = frozenset({EventType.TROOP_MOVEMENT, EventType.ARMED_CLASH, EventType.OTHER_STRATEGIC})
UNSURE = 0.6


_DRIVEN = re.compile(
    r"\s+(?:(?:have|has|had|having)\s+)?(?:was|were|been|be|being|are|is)\s+(?:close to being\s+)?(?:\w+ly\s+)?"
    r"(?:driven|expelled|ousted|cleared|pushed|forced|thrown|flushed|dislodged)\b",
    re.IGNORECASE,
)
_FORCED = re.compile(
    r"\b(?:drove|driven|driving|forced?|forcing|compelled|compelling|made|making|obliged)\s+(?=[^.;]{3,80}?\b(?:with|re|leav|pull|fl|quit|out|from))",
    re.IGNORECASE,
)
_PLACE_WORD = re.compile(
    r"\b(?:city|town|village|district|area|neighbou?rhood|quarter|positions?|base|airport|airfield|hills?|heights|crossing|bridge|port|there"
    r"|province|region|front|outskirts|cent(?:er|re)|camp|junction|oil ?fields?)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Holders:
    """Who may hold a place in one report: names, and the sides they stand on."""

    text: str
    names: ActorNames
    register: ActorRegister

    def held(self, item: ReadClaim, place: Place | None, doer: str | None = None) -> tuple[EventType, Control | None]:
        """The claim's type, put right by who took the place, and who holds, took or left it; None where it says nothing of that.

        doer is the name of who did what the claim says, where that is known from more than its words.
        """
        if item.type in _TAKING and self._remains(item.quote):
            item = replace(item, type=EventType.CONTROL_STATUS, change=Change.HOLD)
        unsure = item.confidence.get("type", 1.0) < UNSURE  # what has no confidence is taken as it stands
        if place is None or _OF_SOMEBODY.search(self.text, item.quote.start, item.quote.end):
            return item.type, None
        taker = None
        if item.type in TERRITORY or (item.type in _NEAR and unsure):
            told = main_clause(item.quote, self.text)
            taker = taker_in(told, self.text, self.names) or doer_in(replace(item, quote=told), self.text, self.names)
        change = item.change if taker and item.change else self._change(item, place)
        extent = item.extent if item.change else extent_of(self.text[item.quote.start : item.quote.end])
        if taker and change is not Change.HOLD:
            control = Control(holder=taker, place=place.name, extent=extent, change=Change.GAIN)
            taking = EventType.NONSTATE_OVERTAKES_TERRITORY if item.type in _NEAR else item.type
            return type_by_taker(taking, control, place, self.register), control
        if change is None:
            return item.type, None
        held = self._driven_out(item) if change is Change.LOSS else self._tied_to_held(item) if change is Change.HOLD else None
        holder = held or self._holder(item, change, place, doer)
        if holder is None:
            return item.type, None
        control = Control(holder=holder, place=place.name, extent=extent, change=change)
        return type_by_taker(item.type, control, place, self.register) if unsure else item.type, control

    def _change(self, item: ReadClaim, place: Place) -> Change | None:
        """What the type of the claim leaves of the reader's answer; what the type asks for where the reader has none."""
        if item.type is EventType.CONTROL_STATUS:
            return item.change or Change.HOLD
        if item.type in TERRITORY:
            return item.change or (Change.GAIN if item.type in _TAKING else None)
        if item.type is EventType.TROOP_MOVEMENT:
            if item.change is Change.LOSS:
                return item.change if self._names(item, place) else None
            found = holding_in(self.text, item.quote, item.type, item.actor)
            return found.change if found else None
        return None

    def _driven_out(self, item: ReadClaim) -> str | None:
        """ "Drove the garrison to withdraw", "forcing government forces to retreat": who is forced to go leaves the place."""
        forced = _FORCED.search(self.text, item.quote.start, item.quote.end)
        gone = phrase_in(self.text, Span(forced.end(), min(item.quote.end, forced.end() + 120))) if forced else None
        name, kind = self.names.name_of(gone) if gone else ("", Kind.UNKNOWN)
        return name if kind in _HOLDERS else None

    def _names(self, item: ReadClaim, place: Place) -> bool:
        """Whether a retreat is from a place: one without is no loss of one (settled question 2)."""
        named = place.mention.span if place.mention else item.place
        inside = named is not None and item.quote.overlaps(named)
        words = self.text[item.quote.start : item.quote.end]
        return inside or place.name in words or bool(_PLACE_WORD.search(words))

    def _holder(self, item: ReadClaim, change: Change, place: Place, doer: str | None) -> str | None:
        """The first body that the claim points at or names whose side the type asks for; failing that, the first that can hold one."""
        wanted = _side_of_holder(item.type, change)
        found = list(self._candidates(item, change, doer))
        for fits in (wanted, None):
            for name, kind in found:
                if kind in _HOLDERS and (wanted is None or self.side(name, kind, place) == fits):
                    return name
        return found[0][0] if found else None

    def _remains(self, quote: Span) -> bool:
        """Whether the words tell that a place stayed with its holder, and of no taking."""
        if not _REMAINS.search(self.text, quote.start, quote.end):
            return False
        return not any(pattern.search(self.text, quote.start, quote.end) for pattern in (_TO, _BY, _TOOK))

    def _tied_to_held(self, item: ReadClaim) -> str | None:
        """Who holds an "X-held" place, where the claim says nothing else of holding."""
        found = list(_TIED.finditer(self.text, item.quote.start, item.quote.end))
        if item.type is not EventType.CONTROL_STATUS or len(found) != 1:
            return None
        name, kind = self.names.name_of(Span(found[0].start(1), found[0].end(1)))
        return name if kind in _HOLDERS else None

    def _candidates(self, item: ReadClaim, change: Change, doer: str | None) -> Iterator[tuple[str, Kind]]:
        actor = self.register.find(doer) if doer else None
        if doer and actor and actor.kind in _HOLDERS:
            yield doer, actor.kind
        words = holding_in(self.text, item.quote, item.type, None)
        for span in (item.holder, words.holder if words else None, item.actor, item.target if item.type in _TAKING else None):
            if span is None or (change is Change.GAIN and self._loses(span)):
                continue
            name, kind = self.names.name_of(span)
            if kind not in _NO_HOLDERS:
                yield name, kind

    def _loses(self, span: Span) -> bool:
        """Whether the words name who loses the place: "won back from the rebels", "the rebels have been driven out"."""
        before = _LOSER.search(self.text, max(0, span.start - 12), span.start)
        return bool(before or _DRIVEN.match(self.text, span.end))

    def side(self, name: str, kind: Kind, place: Place) -> str | None:
        """ "state" for the forces and bodies of the state in which the place lies, "other" for everybody else, None: not known."""
        actor = self.register.find(name)
        return _side_of(actor, actor.kind if actor else kind, place)


def _side_of(actor: Actor | None, kind: Kind, place: Place) -> str | None:
    if kind is Kind.ARMED_GROUP:
        return "other"
    if actor and actor.country and place.country and kind in _HOLDERS:
        return "state" if actor.country == place.country else "other"
    return None


def _side_of_holder(type_: EventType, change: Change) -> str | None:
    if type_ not in _TAKING or change is Change.HOLD:
        return None
    taken_by_state = type_ is EventType.GOVERNMENT_REGAINS_TERRITORY
    return "state" if taken_by_state == (change is Change.GAIN) else "other"


def main_clause(quote: Span, text: str) -> Span:
    """The quote without the clause that only dates it, if what is left still tells of a taking."""
    for found in _EARLIER.finditer(text, quote.start, quote.end):
        left = Span(quote.start, found.start())
        if any(pattern.search(text, left.start, left.end) for pattern in (_TO, _BY, _TOOK)):
            return left
    return quote


def taker_in(quote: Span, text: str, names: ActorNames) -> str | None:
    """Who a place "fell to" or "was captured by" in these words; None where they do not say so of a body that can hold one."""
    for pattern in (_TO, _BY):
        for found in reversed(list(pattern.finditer(text, quote.start, quote.end))):
            start = found.end()
            whole = phrase_in(text, Span(start, min(quote.end, start + 120)))
            name, kind = names.name_of(whole) if whole else ("", Kind.UNKNOWN)
            if kind in _HOLDERS:
                return name
            stop = _STOP.search(text, start, quote.end)
            end = min(stop.start() if stop else quote.end, start + 80)
            if _NAME.match(text, start, end):
                name, kind = names.name_of(Span(start, end))
                if kind in _HOLDERS:
                    return name
    return None


def phrase_in(text: str, span: Span) -> Span | None:
    """The noun phrase with which a stretch begins."""
    tokens = tokens_of(text, span)
    found = phrase_after(tokens, 0, apposition=False) if tokens else None
    return Span(tokens[found[1][0]].start, tokens[found[1][1] - 1].end) if found else None


def doer_in(item: ReadClaim, text: str, names: ActorNames) -> str | None:
    """Who "captured the town" in the active voice: the verb's subject in the claim's words, else the doer whom the reader points at."""
    if item.change is Change.LOSS:
        return None
    took = _TOOK.search(text, item.quote.start, item.quote.end)
    if took is None:
        return None
    tokens = tokens_of(text, item.quote)
    at = next((i for i, t in enumerate(tokens) if t.start >= took.start()), 0)
    found = subject_before(tokens, at) if at else None
    spans = [Span(tokens[found[1][0]].start, tokens[found[1][1] - 1].end)] if found else []
    if item.actor and item.actor != item.holder and item.actor.start < took.start():
        spans.append(item.actor)
    for span in spans:
        words = text[span.start : span.end]
        if not is_pronoun(words) and not is_first_person(words):
            name, kind = names.name_of(whose(item, span, text, names))
            if kind in _HOLDERS:
                return name
    return None


def whose(item: ReadClaim, span: Span, text: str, names: ActorNames) -> Span:
    """The words that name whom a mention means: "our forces" in an armed group's or an army's own words are that body, not the state's."""
    if item.source is None or not _OURS.match(text, span.start, span.end):
        return span
    return item.source if names.name_of(item.source)[1] in (Kind.ARMED_GROUP, Kind.MILITARY) else span


def type_by_taker(type_: EventType, control: Control | None, place: Place | None, register: ActorRegister) -> EventType:
    """The territory type that the taker's side asks for; the given type where the claim is no taking or the taker is not known."""
    actor = register.find(control.holder) if control and control.change is Change.GAIN and type_ in _TAKING else None
    if actor is None or place is None or place.country is None:
        return type_
    side = _side_of(actor, actor.kind, place)
    if side is None:
        return type_
    return EventType.GOVERNMENT_REGAINS_TERRITORY if side == "state" else EventType.NONSTATE_OVERTAKES_TERRITORY
