"""Clashes over who holds a place, and over how it came to change hands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from onrecord.reconcile.findings import clash
from onrecord.reconcile.reading import Names, View, coarse, days_between, fold_place, iso, names_a_country, too_soon
from onrecord.records import Control, Finding
from onrecord.vocab.event_types import TERRITORY
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.findings import Change, FindingKind

_A_WEEK = 7
_BEATEN_OFF = re.compile(
    r"\b(?:repel|repuls|beat(?:en)? (?:back|off)|broken|broke the|foil|thwart|push(?:ed)? back|(?:driven|drove) (?:off|back)|held off"
    r"|put .{0,12}to flight|in (?:the )?defen[cs]e of|defend(?!er|ant))\w*",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|no more|merely|just|nothing but|as far as)\b", re.IGNORECASE)
_OF_ITSELF = re.compile(r"\b(?:reposition|redeploy|regroup|tactical|withdr|pull|left|leave|gone|quit|own)\w*", re.IGNORECASE)


def control_clashes(claims: Sequence[View], names: Names) -> Iterator[Finding]:
    """Two roots name two holders of one place at times that overlap, or two shares of it that cannot both be true."""
    holding = [v for v in claims if v.happened and v.claim.control]
    for left, right in combinations(holding, 2):
        a, b = left.claim.control, right.claim.control
        if a is None or b is None or left.root == right.root or not _one_place(left, right):
            continue
        only = any(_ONLY.search(v.claim.quote.text) for v in (left, right))
        point = _clash(a, b, names.alike(a.holder, b.holder, left.claim), only)
        if point and not _two_asides(left, a, right, b):
            yield clash(FindingKind.CONTROL_CLASH, left, right, point, _excuse(left, a, right, b))
    for left, right in permutations(holding, 2):
        point = _whole_against_part(left, right, names)
        if point:
            yield clash(FindingKind.CONTROL_CLASH, left, right, point)


def outcome_clashes(claims: Sequence[View], names: Names) -> Iterator[Finding]:
    """A place taken against an attack beaten off; a place stormed against one that was left of one's own will."""
    taken = [v for v in claims if v.happened and v.claim.control and v.claim.control.change is not Change.LOSS]
    for left in taken:
        for right in claims:
            if right.root == left.root or not right.happened or not _one_place(left, right) or too_soon(left, right):
                continue
            gap = days_between(left, right)
            if (gap is not None and gap > 1) or coarse(left) or coarse(right):
                continue
            point = _beaten_off(left, right, names)
            if point is None and left.claim.type in TERRITORY:
                point = _left_freely(left, right, names)
            if point:
                yield clash(FindingKind.ACCOUNT_CLASH, left, right, point)


def _clash(a: Control, b: Control, one_holder: bool, only: bool) -> str | None:
    """only: the words of one say that there is no more to it ("the station and two mosques, no more")."""
    lost = a.change is Change.LOSS, b.change is Change.LOSS
    holding = a.change is Change.HOLD, b.change is Change.HOLD
    if one_holder:
        if lost[0] != lost[1] and any(holding):
            return f"{a.holder} left or lost it against {b.holder} holding it" if lost[0] else f"{a.holder} holding it against its loss"
        if not any(lost) and "%" in a.extent + b.extent and abs(share(a.extent) - share(b.extent)) >= 15:
            return f"{a.extent} against {b.extent} of it held by {a.holder}"
        if {a.extent, b.extent} == {"all", "part"} and not any(lost) and (all(holding) or only):
            return f"{a.extent} against {b.extent} of it held by {a.holder}"
        return None
    if any(lost):
        return None
    if holding[0] == holding[1] and share(a.extent) + share(b.extent) <= 100:
        return None
    return f"{a.holder} ({a.extent}) against {b.holder} ({b.extent}) as the holder"


def _whole_against_part(whole: View, part: View, names: Names) -> str | None:
    """All of a place is said to be one's, and a named part of it another's, on days that meet."""
    a, b = whole.claim.control, part.claim.control
    if a is None or b is None or whole.root == part.root or a.extent != "all" or Change.LOSS in (a.change, b.change):
        return None
    outer, inner = frozenset(_place(whole).split()), frozenset(_place(part).split())
    if not outer or not outer < inner or names.alike(a.holder, b.holder, whole.claim):
        return None
    gap = days_between(whole, part)
    if (gap is None and whole.claim.report != part.claim.report) or (gap is not None and gap > 0):
        return None
    return f"{a.holder} holding all of {a.place} against {b.holder} holding {b.place}"


def _two_asides(left: View, a: Control, right: View, b: Control) -> bool:
    """ "Regime-held Aleppo" here and "the rebel-held part of Aleppo" there, both in a paper's own voice: no word against word."""
    parts = "part" in (a.extent, b.extent)
    return parts and not left.claim.source.named and not right.claim.source.named and left.claim.report != right.claim.report


def share(extent: str) -> float:
    """A rough share of the place in per cent, only to see whether two shares fit into one place."""
    if extent.endswith("%"):
        try:
            return float(extent[:-1])
        except ValueError:
            return 50.0
    return {"all": 100.0, "most": 70.0, "part": 30.0}.get(extent, 50.0)


def _excuse(left: View, a: Control, right: View, b: Control) -> str | None:
    """Held in turn. A place taken on one day and said to be still the other's within the week is no turn but a clash."""
    if a.change is Change.GAIN and b.change is Change.GAIN:
        return "it may have been taken and retaken"
    if coarse(left) != coarse(right):
        return "one is dated to no more than a month or a year"
    gap = days_between(left, right)
    if gap is None or gap <= 0:
        return None
    if a.holder != b.holder and _taken_then_still_held(left, a, right, b):
        return None
    return f"one speaks of {iso(left.first or 1)}, the other of {iso(right.first or 1)}"


def _taken_then_still_held(left: View, a: Control, right: View, b: Control) -> bool:
    gap = days_between(left, right)
    if gap is None or gap > _A_WEEK:
        return False
    if a.change is Change.GAIN and b.change is Change.HOLD:
        return (left.first or 0) <= (right.last or 0)
    if b.change is Change.GAIN and a.change is Change.HOLD:
        return (right.first or 0) <= (left.last or 0)
    return a.change is Change.HOLD and b.change is Change.HOLD and gap <= 1


def _beaten_off(left: View, right: View, names: Names) -> str | None:
    claim = right.claim
    if claim.type is not T.ARMED_CLASH or not _BEATEN_OFF.search(claim.quote.text) or claim.control:
        return None
    taker = left.claim.control.holder if left.claim.control else ""
    if claim.actor and names.alike(claim.actor, taker, claim):
        return None
    return f"taken by {taker} against an attack beaten off"


def answers_a_capture(left: View, right: View) -> bool:
    """One says in plain words that the attack was beaten off, the other that all or most of the place was taken."""
    for taken, beaten in ((left, right), (right, left)):
        control = taken.claim.control
        fell = control is not None and control.change is Change.GAIN and control.extent in ("all", "most")
        if fell and beaten.claim.type is T.ARMED_CLASH and not beaten.claim.control and _BEATEN_OFF.search(beaten.claim.quote.text):
            return True
    return False


def _left_freely(left: View, right: View, names: Names) -> str | None:
    """Whoever lost it says that it went, not that it was beaten; the taker says that it fought for it."""
    claim, control = right.claim, right.claim.control
    if claim.type is not T.TROOP_MOVEMENT or not _OF_ITSELF.search(claim.quote.text) or (control and control.change is not Change.LOSS):
        return None
    goer = control.holder if control else claim.actor
    taker = left.claim.control.holder if left.claim.control else ""
    if not goer or names.alike(goer, taker, claim) or not right.claim.source.named or names.alike(right.root, taker, claim):
        return None
    loser = left.claim.target
    if loser and not names.alike(loser, goer, claim):
        return None
    speaks_for_itself = names.alike(right.root, goer, claim)
    return f"taken by {taker} against left by {goer} of itself" if speaks_for_itself else None


def _one_place(left: View, right: View) -> bool:
    """One place, and no country: parts of a country have many holders at once."""
    return bool(_place(left)) and _place(left) == _place(right) and not names_a_country(_place(left))


def _place(view: View) -> str:
    control, place = view.claim.control, view.claim.place
    return fold_place((control.place if control else "") or (place.name if place else ""))
