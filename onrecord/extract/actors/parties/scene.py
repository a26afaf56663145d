"""A report as the choice of parties sees it: where it names actors, in order, and what the reader pointed at, claim by claim."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from onrecord.extract.actors.names import ActorNames
from onrecord.extract.actors.words import PRONOUNS
from onrecord.knowledge.actors.nations import nation
from onrecord.knowledge.actors.register import Actor
from onrecord.records import Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality
from onrecord.vocab.roles import Kind

Role = Literal["doer", "target"]
CIVILIANS = "civilians"
_GOVERNMENTS = frozenset({Kind.GOVERNMENT, Kind.FOREIGN_GOVERNMENT})
_BEFORE, _AFTER = 30, 15  # mentions looked at on either side of a quote; keeps the work linear
_OFTEN = 5  # actors named most often in the report, which a claim may mean wherever it stands
_LONGEST = 80  # words of a quote that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One claim as the reader left it: its words, its kind, and the words it pointed at for each party; chances from 0 to 1."""

    quote: Span
    event_type: EventType
    modality: Modality = Modality.ASSERTED
    voice: str = "narrator"
    source: Span | None = None
    doer: Span | None = None
    target: Span | None = None
    holder: Span | None = None
    chances: Mapping[str, float] = field(default_factory=dict)  # "actor", "target"; missing: it does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words [first, last) of a report name an actor; as a target the same words may only mean civilians."""

    first: int
    last: int
    name: str
    as_target: str
    kind: Kind
    family: str
    how: str  # "cast": a noun phrase; otherwise as the tables found it; "pronoun"

    def called(self, role: Role) -> str:
        return self.as_target if role == "target" else self.name


@dataclass(slots=True)
class Candidate:
    """An actor who may be the party: every mention near the claim, or none. turn: made from `base` by a rule ("g>a": its army)."""

    name: str
    kind: Kind
    mentions: list[Mention]
    base: str
    turn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """Names of what the reader pointed at in one claim."""

    doer: str | None
    target: str | None
    holder: str | None
    source: str | None

    def letters(self, name: str | None) -> str:
        """Which of the four a name is, as letters: "AS" is the doer and the source."""
        pairs = (("A", self.doer), ("T", self.target), ("H", self.holder), ("S", self.source))
        return "".join(letter for letter, given in pairs if given is not None and given == name)

    @property
    def told(self) -> str:
        """Which parties were pointed at at all."""
        return "".join(
            letter if given else "-" for letter, given in zip("ATHS", (self.doer, self.target, self.holder, self.source), strict=True)
        )


class Scene:
    """What is counted once about a report and its claims."""

    def __init__(self, names: ActorNames, frames: Sequence[Frame], *, title: str = "", day: str | None = None) -> None:
        self.names, self.sketch, self.register = names, names.sketch, names.sketch.register
        self.frames, self.day, self.country = frames, day, names.sketch.country
        self.mentions = self._mentions()
        self._firsts = [m.first for m in self.mentions]
        self.count = Counter(m.name for m in self.mentions)
        self.often = [name for name, _ in self.count.most_common(_OFTEN)]
        self.kinds: dict[str, Kind] = {}
        for mention in self.mentions:
            self.kinds.setdefault(mention.name, mention.kind)
        self.pointed = [self._pointed(frame) for frame in frames]
        self.doers = Counter(p.doer for p in self.pointed)
        self.targets = Counter(p.target for p in self.pointed)
        self.sources = Counter(p.source for p in self.pointed)
        self.pairs = Counter((p.doer, p.target) for p in self.pointed)
        self.title = frozenset(title.casefold().split())
        self._sides: dict[str, str | None] = {}

    def side(self, name: str | None) -> str | None:
        """The side on which an actor stands where and when the report is about."""
        if name is None:
            return None
        if name not in self._sides:
            self._sides[name] = self.register.side_of(name, theatre=self.country, on=self.day)
        return self._sides[name]

    def words(self, span: Span) -> tuple[int, int]:
        first, last = self.sketch.token_range(span.start, span.end)
        return first, min(last, first + _LONGEST)

    def candidates(self, number: int, role: Role) -> list[Candidate]:
        """Who may be the party of claim `number`: the actors named around it, those pointed at, those named most in the report."""
        first, last = self.words(self.frames[number].quote)
        low, high = bisect_left(self._firsts, first), bisect_left(self._firsts, last)
        near = self.mentions[max(0, low - _BEFORE) : high + _AFTER] + self._pronouns(first, last)
        by_name: dict[str, list[Mention]] = defaultdict(list)
        kinds: dict[str, Kind] = {}
        for mention in near:
            by_name[mention.called(role)].append(mention)
            kinds.setdefault(mention.called(role), mention.kind)
        pointed = self.pointed[number]
        for name in (pointed.doer, pointed.target, pointed.holder, pointed.source, *self.often, CIVILIANS if role == "target" else None):
            if name is not None and name not in by_name:
                by_name[name] = []
                kinds[name] = self.kinds.get(name, Kind.WITNESS if name == CIVILIANS else Kind.UNKNOWN)
        made = [Candidate(name, kinds[name], mentions, name) for name, mentions in by_name.items()]
        known = set(by_name)
        for plain in list(made):
            for name, kind, turn in turns(self.register.find(plain.name), plain.name):
                if name not in known:
                    known.add(name)
                    made.append(Candidate(name, kind, plain.mentions, plain.name, turn))
        return made

    def _mentions(self) -> list[Mention]:
        found, covered = [], {}
        for member in self.names.cast.members:
            found.append(self._mention(member.at, member.last, member.name, member.kind, member.family, "cast"))
            covered.update(dict.fromkeys(range(member.at, member.last), member.name))
        for here in self.sketch.found:
            if covered.get(here.first) != here.name:
                found.append(self._mention(here.first, here.last, here.name, here.kind, here.family, here.how))
        return sorted(found, key=lambda m: (m.first, m.last))

    def _mention(self, first: int, last: int, name: str, kind: Kind, family: str, how: str) -> Mention:
        civil = self.names.civil(kind, first, last)
        return Mention(first=first, last=last, name=name, as_target=CIVILIANS if civil else name, kind=kind, family=family, how=how)

    def _pronouns(self, first: int, last: int) -> list[Mention]:
        tokens, found = self.sketch.tokens, []
        for n in range(first, last):
            if tokens[n].fold in PRONOUNS and self.sketch.found_at[n] is None:
                name, kind = self.names.name_of(Span(tokens[n].start, tokens[n].end))
                if name.casefold() not in PRONOUNS:
                    found.append(Mention(first=n, last=n + 1, name=name, as_target=name, kind=kind, family="", how="pronoun"))
        return found

    def _pointed(self, frame: Frame) -> Pointed:
        def called(span: Span | None) -> str | None:
            if span is None:
                return None
            name, kind = self.names.name_of(span)
            self.kinds.setdefault(name, kind)
            return name

        target = self.names.target_of(frame.target)[0] if frame.target else None
        if frame.target:
            called(frame.target)
        return Pointed(doer=called(frame.doer), target=target, holder=called(frame.holder), source=called(frame.source))


def turns(actor: Actor | None, name: str) -> tuple[tuple[str, Kind, str], ...]:
    """Other names under which a state's body may stand as a party: the government's deed by arms is its army's, and the other way round."""
    return _turns(actor.country, actor.kind, name) if actor and actor.country else ()


@cache
def _turns(country: str, kind: Kind, name: str) -> tuple[tuple[str, Kind, str], ...]:
    state = nation(country)
    if state is None:
        return ()
    army = state.own.get("army", f"{state.short} army")
    if name == state.government:
        return (army, Kind.MILITARY, "g>a"), (state.name, Kind.GOVERNMENT, "g>c")
    if name == state.name:
        return (army, Kind.MILITARY, "c>a"), (state.government, Kind.GOVERNMENT, "c>g")
    if name == army:
        return (state.government, Kind.GOVERNMENT, "a>g"), (state.name, Kind.GOVERNMENT, "a>c")
    if kind is Kind.MILITARY:
        return ((army, Kind.MILITARY, "b>a"),)
    if kind in _GOVERNMENTS:
        return ((state.government, Kind.GOVERNMENT, "m>g"),)
    return ()
