"""Near copies, relays and the root of every claim.

A named source is its own root, and a channel or spokesman speaks for the body it belongs to. What the publisher says in its own voice,
or "reportedly", roots at the publisher unless it repeats another claim: then it is that claim's root. Four bases, tried in this order:
  relay     the source is itself the publisher of a report that says so after somebody else
  copy      the passages share most of their words in their order (winnowed shingles: Schleimer, Wilkerson and Aiken 2003)
  restated  the publisher's voice, or an outlet named as source, repeats the number, the change of hands or most of the words of the one
            source that gave it in the same event
  one body  two offices of one house say one thing
Counting fewer independent roots than there are is the lesser harm: agreement is then claimed too late, never too soon.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.knowledge.actors.register import ActorRegister, key
from onrecord.link.compare.actors import likeness
from onrecord.link.facts import Facts, Name, Reader
from onrecord.records import Origin, Report
from onrecord.vocab.measures import Measure
from onrecord.vocab.roles import NARRATOR, Kind
from onrecord.vocab.roots import Basis

_TOKEN = re.compile(r"\w+")
_SHINGLE = 4  # words
_WINDOW = 4  # of the shingles in a row one is kept, so that any common run of seven words is noticed
_CROWD = 60  # a run of words that stands in more passages than this is a set phrase
_COPIED = 0.6  # share of the shorter passage's shingles
_AT_LEAST = 5  # shingles: eight words in a row, or several shorter runs
_REPEATED = 0.6  # share of the shorter quote's content words
_FEW = 5  # content words: below, likeness is chance
_SPEAKS_FOR = frozenset({Kind.MEDIA, Kind.COMMANDER, Kind.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Copy:
    """The claim at `claim` has its root from the claim at `origin`."""

    claim: int
    origin: int
    basis: Basis
    share: float | None = None  # of the shorter one's runs of words, or of its words, that both have
    because: str = ""


def roots(claims: Sequence[Facts], groups: Sequence[Sequence[int]], reader: Reader) -> tuple[list[str], list[Origin]]:
    """For every claim the name of its root, and the root graph: who has it from whom, on what basis."""
    names = [own_root(facts, reader.reports, reader.register) for facts in claims]
    copies = list(_near_copies(claims))
    voices: dict[str, set[str]] = defaultdict(set)
    for facts in claims:
        voices[facts.claim.report].add(facts.source)
    basis: dict[int, Copy] = {}
    for copy in [*_relays(claims, groups, reader), *copies, *_restated(claims, groups), *_one_body(claims, groups, reader)]:
        if copy.claim == copy.origin or copy.claim in basis or _leads_back(basis, copy):
            continue
        if copy.basis is not Basis.COPY or _may_copy(claims, copy, voices):
            basis[copy.claim] = copy
    graph = [_origin(claims, basis[at]) if at in basis else _by_itself(facts, names[at]) for at, facts in enumerate(claims)]
    return [_follow(basis, at, names) for at in range(len(claims))], graph


def _origin(claims: Sequence[Facts], copy: Copy) -> Origin:
    claim, of = claims[copy.claim], claims[copy.origin]
    quoted = copy.basis is Basis.COPY and claim.source and claim.source == of.source
    basis = Basis.QUOTED if quoted else copy.basis
    return Origin(claim=claim.claim.id, basis=basis, of=of.claim.id, share=copy.share, because=copy.because)


def _by_itself(facts: Facts, root: str) -> Origin:
    """A claim that has its root from no other claim."""
    source = facts.claim.source
    if source.named:
        own = key(root) == facts.source
        return Origin(claim=facts.claim.id, basis=Basis.OWN_WORDS if own else Basis.SPEAKS_FOR)
    voice = "its own voice" if source.name == NARRATOR else "“reportedly”"
    return Origin(claim=facts.claim.id, basis=Basis.PUBLISHER, because=voice)


def own_root(facts: Facts, reports: Mapping[str, Report], register: ActorRegister) -> str:
    """The speaker or the body it speaks for; for the publisher's voice the publisher, or the report where none is known."""
    source = facts.claim.source
    if source.named:
        return _body(source.name, register)
    report = reports.get(facts.claim.report)
    return _body(report.publisher, register) if report and report.publisher else facts.claim.report


def _body(name: str, register: ActorRegister) -> str:
    actor = register.find(name)
    if actor is None:
        return name
    parent = register.actors.get(actor.parent) if actor.parent else None
    return parent.name if parent and actor.kind in _SPEAKS_FOR else actor.name


def _follow(basis: Mapping[int, Copy], at: int, names: Sequence[str]) -> str:
    while at in basis:
        at = basis[at].origin
    return names[at]


def _leads_back(basis: Mapping[int, Copy], copy: Copy) -> bool:
    at = copy.origin
    while at in basis:
        at = basis[at].origin
    return at == copy.claim


# --- relays ------------------------------------------------------------------------------------------------------


def _relays(claims: Sequence[Facts], groups: Sequence[Sequence[int]], reader: Reader) -> Iterator[Copy]:
    """ "Reuters says" in one report, and Reuters' own report has it from a doctor: the doctor is the root."""
    publisher = {r.id: key(r.publisher) for r in reader.reports.values() if r.publisher}
    for group in groups:
        for at in group:
            facts = claims[at]
            if not facts.source:
                continue
            printed = [
                o
                for o in group
                if o != at and _is_name_of(facts.source, publisher.get(claims[o].claim.report, "")) and claims[o].source != facts.source
            ]
            said = [
                o for o in printed if claims[o].source and claims[o].claim.type is facts.claim.type and claims[o].denied == facts.denied
            ]
            if said and not _differ(facts, claims[said[0]]):
                origin = min(said, key=lambda o: (-len(claims[o].words & facts.words), o))
                yield Copy(at, origin, Basis.RELAY, because="that report's publisher is the source named")


def _is_name_of(source: str, publisher: str) -> bool:
    return bool(publisher) and (source == publisher or set(source.split()) < set(publisher.split()))


# --- copies ------------------------------------------------------------------------------------------------------


def _near_copies(claims: Sequence[Facts]) -> Iterator[Copy]:
    """Claims of two reports whose quotes share most of their shingles; a named speaker is the origin, or else the earlier report."""
    shingles = [_shingles(facts.claim.quote.text) for facts in claims]
    posted: dict[int, list[int]] = defaultdict(list)
    for at, hashes in enumerate(shingles):
        for mark in _winnow(hashes):
            posted[mark].append(at)
    seen: set[tuple[int, int]] = set()
    for members in posted.values():
        if 1 < len(members) <= _CROWD:
            seen.update(combinations(sorted(set(members)), 2))
    for left, right in sorted(seen):
        if claims[left].claim.report == claims[right].claim.report or claims[left].denied != claims[right].denied:
            continue
        a, b = set(shingles[left]), set(shingles[right])
        common = len(a & b)
        fewer = min(len(a), len(b))
        if common >= _AT_LEAST and common >= _COPIED * fewer:
            because = f"{common} of the shorter one's {fewer} runs of {_SHINGLE} words"
            yield _directed(claims, left, right, Basis.COPY, round(common / fewer, 2), because)


def _shingles(text: str) -> list[int]:
    tokens = [t.casefold() for t in _TOKEN.findall(text)]
    return [zlib.crc32(" ".join(tokens[n : n + _SHINGLE]).encode("utf-8", "surrogatepass")) for n in range(len(tokens) - _SHINGLE + 1)]


def _winnow(hashes: Sequence[int]) -> set[int]:
    """The least hash of every window of neighbours."""
    if len(hashes) <= _WINDOW:
        return set(hashes)
    return {min(hashes[n : n + _WINDOW]) for n in range(len(hashes) - _WINDOW + 1)}


def _may_copy(claims: Sequence[Facts], copy: Copy, voices: Mapping[str, set[str]]) -> bool:
    """The publisher's voice may copy anybody. A named speaker's words are another's only where nothing but the name differs, and neither
    report gives them to both: what two sources say jointly stays two roots, however often it is printed."""
    copier, origin = claims[copy.claim], claims[copy.origin]
    if not copier.source or copier.source == origin.source:
        return True
    if origin.source in voices[copier.claim.report] or copier.source in voices[origin.claim.report]:
        return False
    return bool(origin.source) and copier.figures == origin.figures and copier.claim.type is origin.claim.type


def _directed(claims: Sequence[Facts], left: int, right: int, basis: Basis, share: float | None, because: str) -> Copy:
    """From a publisher's voice to the named speaker; else from the later told to the earlier."""

    def rank(at: int) -> tuple[bool, int, str, int]:
        return (not claims[at].source, claims[at].told or 0, claims[at].claim.report, at)

    first, second = sorted((left, right), key=rank)
    return Copy(second, first, basis, share, because)


# --- restated ----------------------------------------------------------------------------------------------------


def _restated(claims: Sequence[Facts], groups: Sequence[Sequence[int]]) -> Iterator[Copy]:
    """The publisher's voice, or another outlet, gives the number, or tells it in the words, of exactly one source of the event."""
    for group in groups:
        named = [at for at in group if claims[at].source and claims[at].claim.source.kind != Kind.MEDIA]
        for at in group:
            if claims[at].source and claims[at].claim.source.kind != Kind.MEDIA:
                continue
            like = [o for o in named if claims[o].denied == claims[at].denied and _repeats(claims[at], claims[o])]
            if like and len({claims[o].source for o in like}) == 1:
                origin = min(like, key=lambda o: (claims[o].told or 0, o))
                yield Copy(at, origin, Basis.RESTATED, *_in_common(claims[at], claims[origin]))


def _repeats(copier: Facts, origin: Facts) -> bool:
    shared = bool(_telling(copier) & _telling(origin))
    if (copier.claim.type is not origin.claim.type and not shared) or _differ(copier, origin):
        return False
    if shared or _one_change(copier, origin):
        return True
    fewer = min(len(copier.words), len(origin.words))
    return fewer >= _FEW and len(copier.words & origin.words) >= _REPEATED * fewer


def _in_common(copier: Facts, origin: Facts) -> tuple[float | None, str]:
    """What one repeats of the other: a share of words, if it is words, and in a few words what it is."""
    numbers = _telling(copier) & _telling(origin)
    if numbers:
        what, number = max(numbers, key=lambda n: (n[1], n[0]))
        return None, f"the number: {str(what).replace('_', ' ')}, {number:,}"
    if _one_change(copier, origin):
        return None, "one change of hands"
    both, fewer = len(copier.words & origin.words), min(len(copier.words), len(origin.words))
    return (round(both / fewer, 2), f"{both} of the shorter one's {fewer} telling words") if fewer else (None, "")


def _one_change(left: Facts, right: Facts) -> bool:
    """Both tell of one change of hands of one place, on days that may be one."""
    a, b = left.claim.control, right.claim.control
    if a is None or b is None or a.change is not b.change or not left.held or left.held != right.held:
        return False
    if left.holder is None or right.holder is None or likeness(left.holder, right.holder) < 0.8:
        return False
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return True
    return left.first <= right.last and right.first <= left.last


def _telling(facts: Facts) -> set[tuple[Measure, int | float]]:
    """Counts that would hardly agree by chance: two and more."""
    return {(what, n) for what, low, high in facts.figures for n in (low, high) if n is not None and n > 1}


def _differ(left: Facts, right: Facts) -> bool:
    """Both give a number for one count, and no number is the same."""
    a, b = _telling(left), _telling(right)
    return bool({w for w, _ in a} & {w for w, _ in b}) and not a & b


# --- one body ----------------------------------------------------------------------------------------------------


def _one_body(claims: Sequence[Facts], groups: Sequence[Sequence[int]], reader: Reader) -> Iterator[Copy]:
    """Two offices of one state or movement, in two reports, with one number, one denial or the same words: one said it for the other.

    A body's own page speaks in the publisher's voice: the publisher is then the speaker.
    """
    speakers = [facts.speaker or _publisher(facts, reader) for facts in claims]
    for group in groups:
        for left, right in combinations(group[:_CROWD], 2):
            a, b = claims[left], claims[right]
            if a.claim.report == b.claim.report or a.denied != b.denied or (a.source and a.source == b.source):
                continue
            if _one_house(speakers[left], speakers[right]) and (_repeats(a, b) or (a.denied and a.claim.type is b.claim.type)):
                share, because = _in_common(a, b) if _repeats(a, b) else (None, "one denial")
                yield _directed(claims, left, right, Basis.ONE_BODY, share, because)


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
