"""Who has a claim from whom: near copies between reports, and in one event relays, numbers and words handed on, and one body's offices.

Five bases, tried in this order:
  relay     the source is itself the publisher of a report that says so after somebody else
  copy      the passages share most of their words in their order (winnowed shingles: Schleimer, Wilkerson and Aiken 2003)
  credited  the publisher's voice repeats the report of an outlet that its own report names
  restated  the publisher's voice, or an outlet named as source, repeats the number, the change of hands or most of the words of the one
            source that gave it in the same event
  one body  two offices of one house say one thing
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.link.compare.actors import likeness
from onrecord.link.facts import Facts, Name, Reader
from onrecord.vocab.measures import Measure
from onrecord.vocab.roles import Kind
from onrecord.vocab.roots import Basis

_TOKEN = re.compile(r"\w+")
_SHINGLE = 4  # words
_WINDOW = 4  # of the shingles in a row one is kept, so that any common run of seven words is noticed
_CROWD = 60  # a run of words that stands in more passages than this is a set phrase
_COPIED = 0.5  # share of the shorter passage's shingles
_AT_LEAST = 4  # shingles: seven words in a row, or several shorter runs
_REPEATED = 0.6  # share of the shorter quote's content words
_LEAD = 400  # code points from the beginning of a report: its first sentences
_SOME, _PART = 2, 0.25  # content words, and share of the shorter quote's, by which a lead tells what a source says below
_FEW = 5  # content words: below, likeness is chance


@dataclass(frozen=True, slots=True)
class Copy:
    """A claim has its root from another one."""

    claim: Facts
    origin: Facts
    basis: Basis
    share: float | None = None  # of the shorter one's runs of words, or of its words, that both have
    because: str = ""


# --- copies ------------------------------------------------------------------------------------------------------


class Passages:
    """The quotes of all claims so far, by their runs of words: a new one is held only against those that share a run with it."""

    def __init__(self) -> None:
        self._claims: list[Facts] = []
        self._runs: list[frozenset[int]] = []
        self._marks: list[frozenset[int]] = []
        self._posted: dict[int, list[int]] = defaultdict(list)
        self._near: dict[tuple[int, int], int] = {}  # runs in common, of pairs that are near enough

    def add(self, claims: Iterable[Facts]) -> tuple[list[Copy], list[Copy]]:
        """The near copies that are found with these claims, and those that are none any more, as what they share became a set phrase.

        A named speaker is the origin, or else the earlier report.
        """
        begin = len(self._claims)
        for facts in claims:
            hashes = _shingles(facts.claim.quote.text)
            at = len(self._claims)
            self._claims.append(facts)
            self._runs.append(frozenset(hashes))
            self._marks.append(frozenset(_winnow(hashes)))
            for mark in self._marks[at]:
                self._posted[mark].append(at)
        new = range(begin, len(self._claims))
        pairs = {(other, at) for at in new for mark in self._marks[at] if self._tells(mark) for other in self._posted[mark] if other < at}
        found = {pair: common for pair in pairs if (common := self._common(*pair))}
        gone = self._set_phrases({mark for at in new for mark in self._marks[at]})
        lost = [self._copy(*pair, self._near.pop(pair)) for pair in gone]
        self._near |= found
        return [self._copy(*pair, common) for pair, common in found.items()], lost

    def _copy(self, left: int, right: int, common: int) -> Copy:
        fewer = min(len(self._runs[left]), len(self._runs[right]))
        because = f"{common} of the shorter one's {fewer} runs of {_SHINGLE} words"
        return _directed(self._claims[left], self._claims[right], Basis.COPY, round(common / fewer, 2), because)

    def _tells(self, mark: int) -> bool:
        return len(self._posted[mark]) <= _CROWD

    def _common(self, left: int, right: int) -> int:
        """The number of runs in common if the two are near copies, else 0."""
        a, b = self._claims[left], self._claims[right]
        if a.claim.report == b.claim.report or a.denied != b.denied:
            return 0
        common = len(self._runs[left] & self._runs[right])
        enough = common >= _AT_LEAST and common >= _COPIED * min(len(self._runs[left]), len(self._runs[right]))
        return common if enough else 0

    def _set_phrases(self, marks: set[int]) -> list[tuple[int, int]]:
        """Pairs so far that were noticed by a run which has become a set phrase, and by no other."""
        crowded = {at for mark in marks if len(self._posted[mark]) > _CROWD for at in self._posted[mark]}
        if not crowded:
            return []
        return [p for p in self._near if crowded.issuperset(p) and not any(map(self._tells, self._marks[p[0]] & self._marks[p[1]]))]


def _shingles(text: str) -> list[int]:
    tokens = [t.casefold() for t in _TOKEN.findall(text)]
    return [zlib.crc32(" ".join(tokens[n : n + _SHINGLE]).encode("utf-8", "surrogatepass")) for n in range(len(tokens) - _SHINGLE + 1)]


def _winnow(hashes: Sequence[int]) -> set[int]:
    """The least hash of every window of neighbours."""
    if len(hashes) <= _WINDOW:
        return set(hashes)
    return {min(hashes[n : n + _WINDOW]) for n in range(len(hashes) - _WINDOW + 1)}


def _directed(left: Facts, right: Facts, basis: Basis, share: float | None, because: str) -> Copy:
    """From a publisher's voice to the named speaker; else from the later told to the earlier."""

    def rank(facts: Facts) -> tuple[bool, int, str, str]:
        return (not facts.source, facts.told or 0, facts.claim.report, facts.claim.id)

    first, second = sorted((left, right), key=rank)
    return Copy(second, first, basis, share, because)


# --- relays ------------------------------------------------------------------------------------------------------


def relays(event: Sequence[Facts], reader: Reader) -> Iterator[Copy]:
    """ "Reuters says" in one report, and Reuters' own report has it from a doctor: the doctor is the root.

    event: the claims of one event, in the order of their ids, here and below.
    """
    publishers = [reader.publisher(f.claim.report) for f in event]
    for facts in event:
        if not facts.source:
            continue
        said = [
            o
            for o, publisher in zip(event, publishers, strict=True)
            if o.claim.report != facts.claim.report
            and _is_name_of(facts.source, publisher)
            and o.source
            and o.source != facts.source
            and o.claim.type is facts.claim.type
            and o.denied == facts.denied
            and not _differ(facts, o)
        ]
        if said:
            origin = min(said, key=lambda o: (-len(o.words & facts.words), o.claim.id))
            yield Copy(facts, origin, Basis.RELAY, because="that report's publisher is the source named")


def _is_name_of(source: str, publisher: str) -> bool:
    return bool(publisher) and (source == publisher or set(source.split()) < set(publisher.split()))


# --- credited ----------------------------------------------------------------------------------------------------


def credited(event: Sequence[Facts], reader: Reader) -> Iterator[Copy]:
    """The publisher's voice repeats what stands in the report of an outlet that its own report names: an agency's credit."""
    for facts in event:
        if facts.source:
            continue
        theirs = [
            (o, common)
            for o in event
            if o.claim.report != facts.claim.report
            and o.denied == facts.denied
            and (o.told or 0) <= (facts.told or 0)
            and reader.names_outlet(facts.claim.report, o.claim.report)
            and (common := _repeats(facts, o))
        ]
        if theirs:
            origin, (share, because) = max(theirs, key=lambda t: (_closeness(facts, t[0])[::2], t[0].claim.id))
            yield Copy(
                facts,
                origin,
                Basis.CREDITED,
                share,
                f"the report names {reader.outlet(origin.claim.report)}, or both name one agency; {because}",
            )


# --- restated ----------------------------------------------------------------------------------------------------


def restated(event: Sequence[Facts]) -> Iterator[Copy]:
    """The publisher's voice, or another outlet, gives the number, or tells it in the words, of a source of the event.

    Of several sources that of the most numbers in common, of the same report, of the most words. Where the best are two that stand in two
    other reports, nobody can say whose word it is, and the publisher stays the root.
    """
    named = [f for f in event if f.source and f.claim.source.kind != Kind.MEDIA]
    for facts in event:
        if facts.source and facts.claim.source.kind != Kind.MEDIA:
            continue
        like = [(o, common) for o in named if o.denied == facts.denied and (common := _repeats(facts, o) or _leads(facts, o))]
        best = max((_closeness(facts, o) for o, _ in like), default=None)
        nearest = [(o, common) for o, common in like if _closeness(facts, o)[:2] == (best or ())[:2]]
        one_source = len({o.source for o, _ in (like if facts.source else nearest)}) == 1
        if nearest and (one_source or (best and best[1] and not facts.source)):
            origin, common = min(nearest, key=lambda n: (-_closeness(facts, n[0])[2], n[0].told or 0, n[0].claim.id))
            yield Copy(facts, origin, Basis.RESTATED, *common)


def _closeness(copier: Facts, origin: Facts) -> tuple[int, bool, int]:
    return len(_telling(copier) & _telling(origin)), copier.claim.report == origin.claim.report, len(copier.words & origin.words)


Common = tuple[float | None, str]  # a share of words, if it is words, and in a few words what it is


def _repeats(copier: Facts, origin: Facts) -> Common | None:
    """What one repeats of the other: a number, a change of hands, or most of the shorter one's words; None if nothing."""
    numbers = _telling(copier) & _telling(origin)
    if (copier.claim.type is not origin.claim.type and not numbers) or _differ(copier, origin):
        return None
    if numbers:
        what, number = max(numbers, key=lambda n: (n[1], n[0]))
        return None, f"the number: {str(what).replace('_', ' ')}, {number:,}"
    if _one_change(copier, origin):
        return None, "one change of hands"
    both, fewer = len(copier.words & origin.words), min(len(copier.words), len(origin.words))
    if fewer < _FEW or both < _REPEATED * fewer:
        return None
    return round(both / fewer, 2), f"{both} of the shorter one's {fewer} telling words"


def _leads(lead: Facts, body: Facts) -> Common | None:
    """A report opens in its own voice with what a source says further down: one type, a part of the words, no other number or day."""
    if lead.source or lead.claim.report != body.claim.report or not lead.claim.quote.start < min(_LEAD, body.claim.quote.start):
        return None
    both, fewer = len(lead.words & body.words), min(len(lead.words), len(body.words))
    if lead.claim.type is not body.claim.type or _differ(lead, body) or _days_part(lead, body) or both < _SOME or both < _PART * fewer:
        return None
    return round(both / fewer, 2), f"it leads with it: {both} of the shorter one's {fewer} telling words"


def _one_change(left: Facts, right: Facts) -> bool:
    """Both tell of one change of hands of one place, on days that may be one."""
    a, b = left.claim.control, right.claim.control
    if a is None or b is None or a.change is not b.change or not left.held or left.held != right.held:
        return False
    if left.holder is None or right.holder is None or likeness(left.holder, right.holder) < 0.8:
        return False
    return not _days_part(left, right)


def _telling(facts: Facts) -> set[tuple[Measure, int | float]]:
    """Counts that would hardly agree by chance: two and more."""
    return {(what, n) for what, low, high in facts.figures for n in (low, high) if n is not None and n > 1}


def _differ(left: Facts, right: Facts) -> bool:
    """Both give a number for one count, and no number is the same."""
    a, b = _telling(left), _telling(right)
    return bool({w for w, _ in a} & {w for w, _ in b}) and not a & b


# --- one body ----------------------------------------------------------------------------------------------------


def one_body(event: Sequence[Facts], reader: Reader) -> Iterator[Copy]:
    """Two offices of one state or movement, in two reports, with one number, one denial or the same words.

    A body's own page speaks in the publisher's voice: the publisher is then the speaker.
    """
    some = event[:_CROWD]
    speakers = {f.claim.id: f.speaker or _publisher(f, reader) for f in some}
    for a, b in combinations(some, 2):
        if a.claim.report == b.claim.report or a.denied != b.denied or (a.source and a.source == b.source):
            continue
        if not _one_house(speakers[a.claim.id], speakers[b.claim.id]):
            continue
        common = _repeats(a, b) or ((None, "one denial") if a.denied and a.claim.type is b.claim.type else None)
        if common:
            yield _directed(a, b, Basis.ONE_BODY, *common)


def _days_part(left: Facts, right: Facts) -> bool:
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return False
    return left.first > right.last or right.first > left.last


def _publisher(facts: Facts, reader: Reader) -> Name | None:
    report = reader.reports.get(facts.claim.report)
    on = report.published_day if report else None
    return reader.name(report.publisher if report else None, facts.country or None, on)


def _one_house(left: Name | None, right: Name | None) -> bool:
    """One side, one body within the other, or a name that stands whole in the other's: "Joint Command" in "Joint Command Media Cell"."""
    if left is None or right is None:
        return False
    whole = len(left.tokens & right.tokens) >= 2 and (left.tokens <= right.tokens or right.tokens <= left.tokens)
    return whole or likeness(left, right) >= 0.6
