"""Clashes over who holds a place, and over how it came to change hands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from onrecord.knowledge.gazetteer.wide import fold_place, names_a_country
from onrecord.reconcile.findings import clash
from onrecord.reconcile.reading import Names, View, coarse, days_between, iso, told_before, too_soon
from onrecord.reconcile.scope import as_it_was, asides, not_two_sides, together, told_apart
from onrecord.records import Control, Finding
from onrecord.vocab.event_types import TERRITORY
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.findings import Change, FindingKind
from onrecord.vocab.outcomes import BEATEN_OFF

_A_WEEK, _A_MONTH, _A_SEASON = 7, 31, 120  # days
# Land about a place is no part of it.
_ROUND_IT = re.compile(
    r"\b(?:around|near|outside|outskirts|countryside|approaches|surround\w*|(?:north|south|east|west)\w* of)\b", re.IGNORECASE
)
_WAS_BEATEN_OFF = re.compile(
    r"\b(?:was|were|been|being|got) (?:\w+ )?(?:repelled|repulsed|thwarted|foiled|beaten|broken|driven|pushed|hurled|held off)",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|no more|merely|just|nothing but|as far as)\b", re.IGNORECASE)
# Words by which an army that has lost a place says that it went of its own plan.
_PLANNED = re.compile(
    r"\b(?:reposition|redeploy|regroup|rotat|tactical|prepared positions|orderly|planned|own accord|under orders|for lack of)\w*",
    re.IGNORECASE,
)
_WITHOUT_A_FIGHT = re.compile(
    r"\bwithout (?:a |one |any |firing a |firing one )?(?:fight|shot|battle|resistance|combat)\w*"
    r"|\b(?:had (?:already |long )?(?:left|gone|quit|fled|withdrawn|pulled out|slipped away|abandoned)"
    r"|(?:evening|night|day|days|week|hours?) (?:before|earlier)"
    r"|slipped away|no (?:fighting|resistance|battle)|were gone|been gone|given up)\b",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(r"\b(?:reposition|redeploy|regroup|tactical|withdr|pull|left|leave|gone|quit|own)\w*", re.IGNORECASE)


def control_clashes(claims: Sequence[View], names: Names) -> Iterator[Finding]:
    """Two roots name two holders of one place at times that overlap, or two shares of it that cannot both be true."""
    holding = [v for v in claims if v.happened and v.claim.control]
    for left, right in combinations(holding, 2):
        a, b = left.claim.control, right.claim.control
        if a is None or b is None or not _one_place(left, right):
            continue
        if left.root == right.root:
            if _printed_two_ways(left, a, right, b):
                yield clash(FindingKind.CONTROL_CLASH, left, right, f"{a.extent} against {b.extent} of it, of one source in two prints")
            continue
        only = any(_ONLY.search(v.claim.quote.text) for v in (left, right))
        point = _clash(a, b, names.alike(a.holder, b.holder, left.claim), only)
        if point and not _two_asides(left, a, right, b):
            excuse = _excuse(left, a, right, b, names) or as_it_was(left, right) or asides(left, right) or told_apart(left, right)
            excuse = excuse or together(left, right, names) or not_two_sides(left, right, names)
            yield clash(FindingKind.CONTROL_CLASH, left, right, point, excuse)
    for left, right in permutations(holding, 2):
        point = _whole_against_part(left, right, names)
        if point:
            yield clash(FindingKind.CONTROL_CLASH, left, right, point, as_it_was(left, right) or told_apart(left, right))


def _printed_two_ways(left: View, a: Control, right: View, b: Control) -> bool:
    """Two publishers give one named source's word of one day, neither known to be the later: all of it here, most of it there."""
    one_word = left.claim.source.named and left.speaker == right.speaker and left.publisher != right.publisher
    if not one_word or {a.extent, b.extent} != {"all", "most"} or a.change is not b.change or a.holder != b.holder:
        return False
    gap = days_between(left, right)
    in_turn = told_before(left, right) or told_before(right, left)
    return gap is not None and gap <= 0 and not in_turn and not coarse(left) and not coarse(right)


def date_clashes(claims: Sequence[View], names: Names) -> Iterator[Finding]:
    """Two roots look back at one change of hands and date it to days that do not meet, yet lie within a season of each other."""
    taken = [v for v in claims if v.happened and v.claim.control and v.first is not None and _looks_back(v)]
    for left, right in combinations(taken, 2):
        a, b = left.claim.control, right.claim.control
        if a is None or b is None or left.root == right.root or a.change is not b.change or not _one_place(left, right):
            continue
        if not names.one_body(a.holder, b.holder) or left.first is None or right.first is None:
            continue
        gap = days_between(left, right)
        if a.change is Change.HOLD and coarse(left) and coarse(right):
            gap = abs(left.first - right.first) - _A_MONTH if gap is not None and gap <= 0 else None
        if gap is not None and 0 < gap <= _A_SEASON:
            point = f"the change of hands is dated to {_dated(left)} against {_dated(right)}"
            yield clash(FindingKind.CONTROL_CLASH, left, right, point)


def _looks_back(view: View) -> bool:
    """Told a month or more after what it tells had begun: background, not the news of the day."""
    return view.told_day is not None and view.first is not None and view.told_day - view.first > _A_MONTH


def _dated(view: View) -> str:
    return f"{iso(view.first or 1)} to {iso(view.last or 1)}" if view.first != view.last else iso(view.first or 1)


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
    for left in (v for v in claims if v.happened and v.claim.type is T.ARMED_CLASH):
        for right in claims:
            if right.root != left.root and right.happened and _one_place(left, right) and not too_soon(left, right):
                point = _won_or_found_empty(left, right, names)
                if point:
                    yield clash(FindingKind.ACCOUNT_CLASH, left, right, point)


def _clash(a: Control, b: Control, one_holder: bool, only: bool) -> str | None:
    """only: the words of one say that there is no more to it ("the station and two mosques, no more")."""
    lost = a.change is Change.LOSS, b.change is Change.LOSS
    holding = a.change is Change.HOLD, b.change is Change.HOLD
    if one_holder:
        if lost[0] != lost[1] and (any(holding) or {a.extent, b.extent} <= {"all", "most"}):
            return f"{a.holder} left or lost it against {b.holder} having it" if lost[0] else f"{a.holder} having it against its loss"
        if not any(lost) and "%" in a.extent + b.extent and abs(share(a.extent) - share(b.extent)) >= 15:
            return f"{a.extent} against {b.extent} of it held by {a.holder}"
        if {a.extent, b.extent} == {"all", "part"} and not any(lost) and (all(holding) or only):
            return f"{a.extent} against {b.extent} of it held by {a.holder}"
        return None
    if any(lost):
        return None
    if (holding[0] == holding[1] or a.extent == b.extent == "part") and share(a.extent) + share(b.extent) <= 100:
        return None
    return f"{a.holder} ({a.extent}) against {b.holder} ({b.extent}) as the holder"


def _whole_against_part(whole: View, part: View, names: Names) -> str | None:
    """All of a place is said to be one's, and a named part of it another's, on days that meet."""
    a, b = whole.claim.control, part.claim.control
    if a is None or b is None or whole.root == part.root or a.extent != "all" or Change.LOSS in (a.change, b.change):
        return None
    outer, inner = frozenset(_place(whole).split()), frozenset(_place(part).split())
    if not outer or not outer < inner or _ROUND_IT.search(b.place) or names.alike(a.holder, b.holder, whole.claim):
        return None
    gap = days_between(whole, part)
    if (gap is None and whole.claim.report != part.claim.report) or (gap is not None and gap > 0 and not _still(whole, part)):
        return None
    return f"{a.holder} holding all of {a.place} against {b.holder} holding {b.place}"


def _still(whole: View, part: View) -> bool:
    """The part is said to be another's within the week after the whole was taken."""
    a, b = whole.claim.control, part.claim.control
    gap = days_between(whole, part)
    taken = a is not None and b is not None and a.change is Change.GAIN and b.change is Change.HOLD
    return taken and gap is not None and gap <= _A_WEEK and (part.first or 0) >= (whole.first or 0)


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


def _excuse(left: View, a: Control, right: View, b: Control, names: Names) -> str | None:
    """Held in turn. A place taken on one day and said to be still the other's within the week is no turn but a clash."""
    if {a.change, b.change} == {Change.GAIN, Change.LOSS} and names.alike(a.holder, b.holder, left.claim):
        return "it may have been taken and left in turn"
    if a.change is Change.GAIN and b.change is Change.GAIN:
        gap = days_between(left, right)
        loser, other = left.claim.target, right.claim.target
        if loser and other and names.one_body(loser, other) and (gap is None or gap <= 0):
            return None  # from one loser at one time: they differ on who took it
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
    if claim.type not in (T.ARMED_CLASH, T.TROOP_MOVEMENT) or not BEATEN_OFF.search(claim.quote.text) or claim.control:
        return None
    taker = left.claim.control.holder if left.claim.control else ""
    one_side = bool(claim.actor) and names.alike(claim.actor or "", taker, claim)
    suffered = claim.type is T.TROOP_MOVEMENT or _WAS_BEATEN_OFF.search(claim.quote.text) is not None
    if one_side is not suffered and (one_side or claim.type is T.TROOP_MOVEMENT):
        return None  # who beats off an attack is the defender; who is hurled back, the attacker
    return f"taken by {taker} against an attack beaten off"


def answers_a_capture(left: View, right: View) -> bool:
    """One says in plain words that the attack was beaten off, the other that all or most of the place was taken."""
    for taken, beaten in ((left, right), (right, left)):
        control = taken.claim.control
        fell = control is not None and control.change is Change.GAIN and control.extent in ("all", "most")
        if fell and beaten.claim.type is T.ARMED_CLASH and not beaten.claim.control and BEATEN_OFF.search(beaten.claim.quote.text):
            return True
    return False


def _left_freely(left: View, right: View, names: Names) -> str | None:
    """Whoever lost it says that it went, not that it was beaten; the taker says that it fought for it."""
    claim, control = right.claim, right.claim.control
    if claim.type is not T.TROOP_MOVEMENT or (control and not _left(control)):
        return None
    if not any(words.search(claim.quote.text) for words in (_OF_ITSELF, _PLANNED, _WITHOUT_A_FIGHT)):
        return None
    goer = control.holder if control else claim.actor
    taker = left.claim.control.holder if left.claim.control else ""
    if not goer or names.alike(goer, taker, claim) or names.alike(right.root, taker, claim):
        return None
    loser = left.claim.target
    if loser and not names.alike(loser, goer, claim):
        return None
    planned = _PLANNED.search(claim.quote.text) is not None
    speaks_for_itself = right.claim.source.named and names.alike(right.root, goer, claim)
    empty = _WITHOUT_A_FIGHT.search(claim.quote.text) is not None and names.alike(left.root, taker, claim)
    return f"taken by {taker} against left by {goer} of itself" if planned or speaks_for_itself or empty else None


def _won_or_found_empty(left: View, right: View, names: Names) -> str | None:
    """One side tells of a fight for a place in which it beat its enemy; another root says that the enemy had left before, or of itself."""
    fight, gone = left.claim, right.claim
    if (
        gone.type is not T.TROOP_MOVEMENT
        or not gone.actor
        or not fight.actor
        or not fight.target
        or (gone.control and not _left(gone.control))
    ):
        return None
    gap = days_between(left, right)
    if not names.alike(left.root, fight.actor, fight) or names.alike(gone.actor, fight.actor, fight) or (gap is not None and gap > 3):
        return None
    if not names.alike(gone.actor, fight.target, fight) or (gap is not None and (right.first or 0) > (left.last or 0)):
        return None
    if _PLANNED.search(gone.quote.text) or _WITHOUT_A_FIGHT.search(gone.quote.text):
        return f"a fight won by {fight.actor} against a place that {gone.actor} had left"
    return None


def _left(control: Control) -> bool:
    return control.change is Change.LOSS


def _one_place(left: View, right: View) -> bool:
    """One place, and no country: parts of a country have many holders at once."""
    return bool(_place(left)) and _place(left) == _place(right) and not names_a_country(_place(left))


def _place(view: View) -> str:
    control, place = view.claim.control, view.claim.place
    return fold_place((control.place if control else "") or (place.name if place else ""))
