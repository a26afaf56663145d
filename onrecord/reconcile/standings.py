"""Pieces -> who is held to have a place on every day that something finely dated speaks of, by the stated rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.reconcile.pieces import Piece, Standing
from onrecord.vocab.findings import Change, ControlState

_A_WEEK = 7  # days

RULES = {
    "adverse": "an adverse claim outranks a self-serving one",
    "roots": "two independent roots outrank one",
    "newer": "newer outranks older",
    "alone": "only one holder is named",
    "clash": "a live clash shows as contested",
    "inside": "the enemy is inside and holding",
    "joint": "one source says that both hold it",
    "loser": "who lost it must have held it before",
    "anew": "who takes it again must have lost it in between",
    "left": "its holder left or lost it, and nobody says who came",
    "admitted": "its holder has left, and the one that had claimed it has it",
    "ringed": "its enemy stands around it",
    "share": "a share is a claim of its own and never drawn as an area",
}


def standings_of(pieces: Sequence[Piece], denied: Sequence[Piece], consolidated: bool) -> dict[int, Standing]:
    """A standing for every day that something finely dated speaks of; coarse pieces speak only where nothing finer tells the same."""
    chosen = [p for p in pieces if p.fine or not _told_finer(p, pieces)]
    by_day: dict[int, list[Piece]] = defaultdict(list)
    for piece in chosen:
        for d in _speaking_days(piece):
            by_day[d].append(piece)
    against: dict[int, list[Piece]] = defaultdict(list)
    for piece in denied:
        for d in _speaking_days(piece):
            against[d].append(piece)
    found = {d: standing for d in sorted(by_day) if (standing := _judge(by_day[d], against.get(d, []), consolidated))}
    return {d: _claimed_before(d, standing, chosen) or standing for d, standing in found.items()}


def _claimed_before(day: int, standing: Standing, pieces: Sequence[Piece]) -> Standing | None:
    """Its holder has gone, and within the week before exactly one other had said to have it: that word now stands alone."""
    if standing.holder is not None or standing.rule != RULES["left"]:
        return None
    gone = {p.holder for p in standing.pieces}
    claims = [p for p in pieces if p.holds and p.main and p.holder not in gone and 0 <= day - p.last <= _A_WEEK]
    if len({p.holder for p in claims}) != 1:
        return None
    if any(not p.holds and p.holder == claims[0].holder and p.last >= claims[0].last for p in pieces):
        return None  # and has lost it since
    return Standing(claims[0].holder, ControlState.HELD, (*claims, *standing.pieces), RULES["admitted"])


def _told_finer(coarse: Piece, pieces: Sequence[Piece]) -> bool:
    """Something finely dated lies in, or a day beside, the coarse piece's days and tells the same: X came, or X went because Y came."""
    for p in pieces:
        if p.fine and p.main and p.first <= coarse.last + 1 and coarse.first - 1 <= p.last:
            if p.holds is coarse.holds and p.holder == coarse.holder:
                return True
            if p.gains and not coarse.holds and p.holder != coarse.holder:
                return True
    return False


def _speaking_days(piece: Piece) -> list[int]:
    """Every day of a short holding; the day by which a gain or loss had happened; of a long holding the days within its vague ends.

    "From May 2015 to March 2016" says nothing sure of the first and the last month.
    """
    if piece.control.change is not Change.HOLD:
        return [piece.last]
    if piece.fine:
        return list(range(piece.first, piece.last + 1))
    vague = min(31, (piece.last - piece.first) // 3)
    return [piece.first + vague, piece.last - vague]


def _judge(pieces: Sequence[Piece], against: Sequence[Piece], consolidated: bool) -> Standing | None:
    """Who holds the place at the end of a day."""
    held: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.holds and piece.main:
            held[piece.holder].append(piece)
    for holder in [h for h in held if _all_denied(held[h], [a for a in against if _denies(a, h)])]:
        return Standing(holder, ControlState.CONTESTED, (*held[holder], *against), RULES["clash"])
    if not held:
        return _without_holder(pieces)
    ranked = sorted(held, key=lambda h: (_rank(held[h]), max(p.last for p in held[h]), h), reverse=True)
    if len(ranked) == 1:
        return Standing(ranked[0], _state(held[ranked[0]], consolidated), tuple(held[ranked[0]]), RULES["alone"])
    best, second = held[ranked[0]], held[ranked[1]]
    if _said_together(best, second):
        return Standing(" and ".join(sorted(ranked[:2])), ControlState.JOINT, (*best, *second), RULES["joint"])
    rule = _outranks(best, second)
    if rule is None:
        return Standing(None, ControlState.CONTESTED, (*best, *second), RULES["clash"])
    return Standing(ranked[0], _state(best, consolidated), tuple(best), rule)


def _without_holder(pieces: Sequence[Piece]) -> Standing | None:
    """Nobody is said to hold most of it: an enemy inside, or a holder who left."""
    inside = [p for p in pieces if p.holds and not p.main]
    if inside:
        return Standing(inside[0].holder, ControlState.CONTESTED, tuple(inside), RULES["inside"])
    lost = [p for p in pieces if not p.holds and p.main]
    if not lost:
        return None
    state = ControlState.LOST_BY_ADMISSION if any(p.adverse for p in lost) else ControlState.UNKNOWN
    return Standing(None, state, tuple(lost), RULES["left"])


def _denies(piece: Piece, holder: str) -> bool:
    """It denies that the holder has it, or that another has lost it."""
    return piece.holder == holder if piece.holds else piece.holder != holder


def _all_denied(held: Sequence[Piece], against: Sequence[Piece]) -> bool:
    """One root alone says it, and another denies it; two roots outrank the denial, and so does an admission."""
    roots = {p.view.root for p in held}
    return len(roots) == 1 and any(a.view.root not in roots for a in against) and not any(p.adverse for p in held)


def _rank(pieces: Sequence[Piece]) -> tuple[bool, int]:
    return any(p.adverse for p in pieces), min(2, len({p.view.root for p in pieces}))


def _outranks(best: Sequence[Piece], second: Sequence[Piece]) -> str | None:
    """The rule by which the first prevails; None: a live clash."""
    a, b = _rank(best), _rank(second)
    if a[0] != b[0]:
        return RULES["adverse"]
    if a[1] != b[1]:
        return RULES["roots"]
    if any(p.gains for p in best) != any(p.gains for p in second) and max(p.last for p in best) > max(p.last for p in second):
        return RULES["newer"]
    return None


def _state(pieces: Sequence[Piece], consolidated: bool) -> ControlState:
    return ControlState.CLAIMED_ONLY if consolidated and all(p.self_serving for p in pieces) else ControlState.HELD


def _said_together(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """One source in one report says of both that they hold it, and neither took it from the other."""
    both = {(p.view.claim.report, p.view.root) for p in left if not p.gains} & {
        (p.view.claim.report, p.view.root) for p in right if not p.gains
    }
    roots = {p.view.root for p in (*left, *right)}
    return bool(both) and len(roots) == 1
