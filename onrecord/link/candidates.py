"""Which pairs of claims are worth comparing: blocks of claims that share something, and in each block the neighbours in time.

Blocking and the sorted neighbourhood (Hernandez and Stolfo 1995): the number of pairs grows with the number of claims, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.link.compare.event_type import FAMILIES_OF
from onrecord.link.facts import Facts
from onrecord.vocab.event_types import EventType

_MAX_DAYS = 31  # claims that lie further apart speak of one event only if they share a figure or a report, or name no day
_NEIGHBOURS = 32  # per block; a report of average length fits
_FEWER = 8  # in blocks that share an actor only, where most pairs are of two places
_TELLING = 10  # a shared number from here on is worth a comparison of its own

Key = tuple[str, ...]
# An accusation may be about any harm, and meets it in the block of that harm.
_HALTED = frozenset({"fight", "blast"})
_GROUND = frozenset({"ground"})
_BLAMED = frozenset({"harm", "blast", "custody"})


def keys(facts: Facts) -> Iterator[Key]:
    """The blocks a claim is filed under."""
    yield ("report", facts.claim.report)
    families = families_of(facts)
    names = {t for t in facts.place_tokens if len(t) > 3} or set(facts.place_tokens)
    names |= {t for p in facts.place_parents for t in p.split() if len(t) > 3}
    for name in names:
        for family in families:
            yield ("place", name, family)
    for actor in (facts.doer, facts.sufferer):
        if actor and not actor.civil:
            yield ("actor", actor.key, str(facts.claim.type))
    for what, low, high in facts.figures:
        if max(low or 0, high or 0) >= _TELLING:
            yield ("figure", str(what), str(low), str(high))


def families_of(facts: Facts) -> frozenset[str]:
    """The families of its type; a halt meets the fights, an attack beaten off meets the claims of who holds the ground."""
    kind = facts.claim.type
    if kind is EventType.ACCUSATION:
        return _BLAMED
    families = FAMILIES_OF[kind] or frozenset({str(kind)})
    if facts.halts:
        families |= _HALTED
    return families | _GROUND if facts.beaten_off else families


def candidates(claims: Sequence[Facts]) -> set[tuple[int, int]]:
    """Pairs of positions in claims, lower first."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for at, facts in enumerate(claims):
        for key in set(keys(facts)):
            blocks[key].append(at)
    pairs: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if len(members) > 1:
            within = None if key[0] == "report" else _MAX_DAYS
            pairs |= _neighbours(claims, members, within=within, most=_FEWER if key[0] == "actor" else _NEIGHBOURS)
    return pairs


def _neighbours(claims: Sequence[Facts], members: list[int], *, within: int | None, most: int) -> set[tuple[int, int]]:
    if within is None:
        ordered = sorted(members, key=lambda at: (claims[at].claim.quote.start, at))
    else:
        ordered = sorted(members, key=lambda at: (claims[at].about or 0, claims[at].claim.type, at))
    found = set()
    for nth, left in enumerate(ordered):
        for right in ordered[nth + 1 : nth + 1 + most]:
            if within is not None and not _close(claims[left].about, claims[right].about, within):
                if claims[left].about is not None:
                    break  # they are in the order of their days
                continue
            if within is None or not _elsewhere(claims[left], claims[right]):
                found.add((left, right) if left < right else (right, left))
    return found


def _elsewhere(left: Facts, right: Facts) -> bool:
    """Two reports, two places with no word in common, of which neither lies in the other, and no number in common."""
    if not left.place or not right.place or left.wide or right.wide or left.claim.report == right.claim.report:
        return False
    if left.place == right.place or left.place_tokens & right.place_tokens or _lies_in(left, right) or _lies_in(right, left):
        return False
    return not set(left.figures) & set(right.figures)


def _close(left: int | None, right: int | None, within: int) -> bool:
    return left is None or right is None or abs(left - right) <= within


def _lies_in(part: Facts, whole: Facts) -> bool:
    return any(frozenset(parent.split()) == whole.place_tokens for parent in part.place_parents)
