"""What single claims say of who holds a place: pieces, of which standings and spells are made."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.knowledge.actors.interest import Interest, interest
from onrecord.knowledge.gazetteer.wide import fold_place
from onrecord.reconcile.agreement import admits
from onrecord.reconcile.holders import share
from onrecord.reconcile.reading import Names, View, view
from onrecord.records import Claim, Control, Report, day
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.findings import Change, ControlState
from onrecord.vocab.measures import Measure

_FINE = 8  # days: what is dated more coarsely is background, and yields to what is dated more finely
_MOST = 60.0  # per cent: from here on a holder is held to have the place
_NO_NAME = re.compile(r"\s*(?:several|some|many|most|other|two|three|four|five|six|\d+)\b", re.IGNORECASE)  # "several villages"
_SIEGE = re.compile(r"\b(?:besieg\w*|under siege|siege|encircl\w*|surround(?:ed|s|ing)|blockad\w*|cut off)\b", re.IGNORECASE)
_OVER = re.compile(r"\b(?:lift\w*|broke\w*|end(?:ed|ing)?|over|reliev\w*)\b", re.IGNORECASE)
_RINGED = frozenset({T.AID_ACCESS, T.TROOP_MOVEMENT, T.CONTROL_STATUS, T.ARMED_CLASH})


@dataclass(frozen=True, slots=True)
class Piece:
    """What one claim says of one place: who took, held or lost it, between which days."""

    view: View
    control: Control
    holder: str  # the group of names that stand for one holder
    first: int
    last: int
    adverse: bool
    self_serving: bool
    dated: bool
    loser: str | None  # from whom it was taken

    @property
    def main(self) -> bool:
        return share(self.control.extent) >= _MOST

    @property
    def gains(self) -> bool:
        return self.control.change is Change.GAIN

    @property
    def holds(self) -> bool:
        return self.control.change is not Change.LOSS

    @property
    def fine(self) -> bool:
        return self.last - self.first < _FINE


@dataclass(frozen=True, slots=True)
class Standing:
    """What is held of a day: the holder's group (None: nobody known), the state, and the pieces that say so."""

    holder: str | None
    state: ControlState
    pieces: tuple[Piece, ...]
    rule: str


# --- claims -> pieces --------------------------------------------------------------------------------------------


def by_place(reports: Mapping[str, Report], claims: Sequence[Claim]) -> dict[str, list[View]]:
    """Claims of control by place: the gazetteer's entry where the claim's place is the one held, else the folded name.

    Spellings that some claim ties to a gazetteer entry are that entry for the claims that have none.
    """
    entry: dict[str, str] = {}
    ordered = sorted((c for c in claims if c.control), key=lambda c: c.id)
    for claim in ordered:
        if claim.place and claim.place.gazetteer and claim.control and _holds_own_place(claim):
            entry.setdefault(fold_place(held_place(claim)), claim.place.gazetteer)
    found: dict[str, list[View]] = defaultdict(list)
    for claim in ordered:
        name = fold_place(held_place(claim))
        if name:
            own = claim.place.gazetteer if claim.place and _holds_own_place(claim) else None
            found[own or entry.get(name, name)].append(view(claim, _root(claim, reports), reports.get(claim.report)))
    return found


def held_place(claim: Claim) -> str:
    return (claim.control.place if claim.control else "") or (claim.place.name if claim.place else "")


def _holds_own_place(claim: Claim) -> bool:
    return claim.place is not None and fold_place(claim.place.name) == fold_place(held_place(claim))


def place_name(told: View) -> str:
    own = told.claim.place
    return own.name if own and _holds_own_place(told.claim) else held_place(told.claim)


def _root(claim: Claim, reports: Mapping[str, Report]) -> str:
    report = reports.get(claim.report)
    return claim.source.name if claim.source.named else (report.publisher if report and report.publisher else claim.report)


def label(names: Sequence[str]) -> str:
    counted = Counter(names)
    return min(counted, key=lambda n: (-counted[n], n))


def pieces_of(told: Sequence[View], names: Names) -> tuple[list[Piece], list[Piece]]:
    """What is said to be so, and what is denied."""
    told = [v for v in told if v.claim.control and not _misread(v.claim, v.claim.control, names)]
    groups = _holder_groups(told, names)
    undated = all(v.first is None for v in told)
    said: list[Piece] = []
    denied: list[Piece] = []
    for seen in told:
        control = seen.claim.control
        if control is None or not (seen.happened or seen.denied):
            continue
        when = _span(seen, control, undated=undated)
        if when is None:
            continue
        stake = interest(seen.claim, names.register)
        piece = Piece(
            seen,
            control,
            groups[control.holder],
            *when,
            admits(seen, names.register),
            stake is Interest.SELF_SERVING,
            seen.first is not None,
            _loser_in(seen.claim, names),
        )
        (denied if seen.denied else said).append(piece)
    return said, denied


def _misread(claim: Claim, control: Control, names: Names) -> bool:
    """A machine read it, and was unsure that the words speak of holding a place, or found a holder that is no body which could hold one."""
    if not claim.confidence:
        return False
    if _NO_NAME.match(control.place):
        return True
    unsure = any(claim.confidence.get(field, 1.0) < 0.6 for field in ("quote", "control", "modality"))
    return unsure or not names.can_hold(control.holder) or names.at_odds(claim, control)


def _loser_in(claim: Claim, names: Names) -> str | None:
    """Who a place was taken from; of what a machine read only a body that can hold one."""
    return claim.target if claim.target and (not claim.confidence or names.can_hold(claim.target)) else None


def _span(seen: View, control: Control, *, undated: bool) -> tuple[int, int] | None:
    """Its days; for a holding that names none, the day it was told.

    A deed without a day cannot be placed among dated ones. undated: nothing said of the place names a day; then the day on which the
    deed was told stands for it, as the last on which it can have happened.
    """
    if seen.first is not None and seen.last is not None:
        return seen.first, seen.last
    told = day(seen.told)
    return (told, told) if told is not None and (undated or control.change is Change.HOLD or seen.denied) else None


def _holder_groups(told: Sequence[View], names: Names) -> dict[str, str]:
    """Names that stand for one holder share the most used of them."""
    counted = Counter(v.claim.control.holder for v in told if v.claim.control)
    chosen: dict[str, str] = {}
    for holder in sorted(counted, key=lambda h: (-counted[h], h)):
        at = next(v.claim for v in told if v.claim.control and v.claim.control.holder == holder)
        chosen[holder] = next((head for head in dict.fromkeys(chosen.values()) if names.alike(head, holder, at)), holder)
    return chosen


# --- sieges ------------------------------------------------------------------------------------------------------


def sieges(
    reports: Mapping[str, Report], claims: Sequence[Claim], places: Mapping[str, Sequence[View]], names: Names
) -> dict[str, list[View]]:
    """Claims that a place is ringed by an enemy, by the key of the place; of a machine's only those that it is sure of."""
    keys = {fold_place(place_name(v)): key for key, told in places.items() for v in told}
    found: dict[str, list[View]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: c.id):
        name = fold_place(held_place(claim))
        if name not in keys or claim.type not in _RINGED or not claim.actor or not _rings(claim):
            continue
        sure = all(claim.confidence.get(field, 1.0) >= 0.6 for field in ("quote", "modality", "type", "actor"))
        seen = view(claim, _root(claim, reports), reports.get(claim.report))
        if sure and seen.happened and names.armed(claim.actor) and (seen.first is not None or seen.told_day is not None):
            found[keys[name]].append(seen)
    return found


def _rings(claim: Claim) -> bool:
    words = claim.quote.text
    counted = any(f.what is Measure.BESIEGED for f in claim.figures)
    return (counted or _SIEGE.search(words) is not None) and not _OVER.search(words)
