"""Who held which place from when to when: one timeline per place and root, and a consolidated one by stated rules.

A place is lost or taken by claims that speak of all or most of it. A part taken by another makes it contested, as Wikipedia's war-map
editors have it: the enemy must be inside and holding. Shares ("93 per cent") are spells of their own and never drawn as an area. A nested
place (the airport, the eastern half) is not the city. Only the claims handed over count: for a view as known at a moment, hand over those
known by then.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.knowledge.actors.interest import Interest, interest
from onrecord.knowledge.actors.register import ActorRegister
from onrecord.reconcile.holders import share
from onrecord.reconcile.reading import Names, View, day, fold_place, iso, names_a_country, names_of, view
from onrecord.records import Bounds, Claim, Control, Report, Spell
from onrecord.vocab.findings import Change, ControlState

_FINE = 8  # days: what is dated more coarsely is background, and yields to what is dated more finely
_LONG = 31  # days: two reports of one capture lie less far apart
_MOST = 60.0  # per cent: from here on a holder is held to have the place


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


_NO_NAME = re.compile(r"\s*(?:several|some|many|most|other|two|three|four|five|six|\d+)\b", re.IGNORECASE)  # "several villages"

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
    "share": "a share is a claim of its own and never drawn as an area",
}


def timelines(reports: Mapping[str, Report], claims: Sequence[Claim], register: ActorRegister) -> list[Spell]:
    """Spells ordered by place, then by root with the consolidated view (according_to None) first, then by time."""
    names = names_of(register)
    spells: list[Spell] = []
    places = _by_place(reports, claims)
    for key in sorted(places):
        told = places[key]
        label = _label([_place_name(v) for v in told])
        pieces, denied = _pieces(told, names)
        spells += [replace(s, place=label) for s in _timeline(pieces, denied, None)]
        for root in sorted({v.root for v in told}):
            mine = [p for p in pieces if p.view.root == root]
            spells += [replace(s, place=label) for s in _timeline(mine, [d for d in denied if d.view.root == root], root)]
    return spells


def _by_place(reports: Mapping[str, Report], claims: Sequence[Claim]) -> dict[str, list[View]]:
    """Claims of control by place: the gazetteer's entry where the claim's place is the one held, else the folded name.

    Spellings that some claim ties to a gazetteer entry are that entry for the claims that have none.
    """
    entry: dict[str, str] = {}
    ordered = sorted((c for c in claims if c.control), key=lambda c: c.id)
    for claim in ordered:
        if claim.place and claim.place.gazetteer and claim.control and _holds_own_place(claim):
            entry.setdefault(fold_place(_held(claim)), claim.place.gazetteer)
    found: dict[str, list[View]] = defaultdict(list)
    for claim in ordered:
        name = fold_place(_held(claim))
        if name:
            own = claim.place.gazetteer if claim.place and _holds_own_place(claim) else None
            found[own or entry.get(name, name)].append(view(claim, _root(claim, reports), reports.get(claim.report)))
    return found


def _held(claim: Claim) -> str:
    return (claim.control.place if claim.control else "") or (claim.place.name if claim.place else "")


def _holds_own_place(claim: Claim) -> bool:
    return claim.place is not None and fold_place(claim.place.name) == fold_place(_held(claim))


def _place_name(told: View) -> str:
    own = told.claim.place
    return own.name if own and _holds_own_place(told.claim) else _held(told.claim)


def _root(claim: Claim, reports: Mapping[str, Report]) -> str:
    report = reports.get(claim.report)
    return claim.source.name if claim.source.named else (report.publisher if report and report.publisher else claim.report)


def _label(names: Sequence[str]) -> str:
    counted = Counter(names)
    return min(counted, key=lambda n: (-counted[n], n))


def _pieces(told: Sequence[View], names: Names) -> tuple[list[Piece], list[Piece]]:
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
            stake is Interest.ADVERSE,
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


# --- one timeline ------------------------------------------------------------------------------------------------


def _timeline(pieces: Sequence[Piece], denied: Sequence[Piece], root: str | None) -> list[Spell]:
    areas = [p for p in pieces if not p.control.extent.endswith("%") and not names_a_country(_held(p.view.claim))]
    spells = _spells(_standings(areas, denied, root is None), areas, root)
    for piece in pieces:
        if piece.control.extent.endswith("%") and piece.holds:
            spells.append(_share_spell(piece, root))
    return sorted(spells, key=lambda s: (s.start.latest or s.start.earliest or "", s.end.earliest or "9999", s.holder or "", s.extent))


def _standings(pieces: Sequence[Piece], denied: Sequence[Piece], consolidated: bool) -> dict[int, Standing]:
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
    return {d: found for d in sorted(by_day) if (found := _judge(by_day[d], against.get(d, []), consolidated))}


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
    for holder in [h for h in held if _all_denied(held[h], [a for a in against if a.holder == h])]:
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


# --- standings -> spells -----------------------------------------------------------------------------------------


def _spells(standings: Mapping[int, Standing], pieces: Sequence[Piece], root: str | None) -> list[Spell]:
    """Days in a row with one holder and state are one spell; it lasts until the next begins, the last one until something is heard."""
    runs = _runs(standings)
    spells = []
    before = _loser(runs[0], pieces) if runs else None
    if runs and before is None and runs[0][0][1].rule == RULES["inside"]:  # a part, and nobody is said to hold the rest
        runs[0] = [(d, replace(standing, state=ControlState.HELD, rule=RULES["alone"])) for d, standing in runs[0]]
    if before:
        spells.append(_spell(before, Bounds(), _start(runs[0], None), root))
    for n, run in enumerate(runs):
        start = _start(run, runs[n - 1] if n else None)
        end = _start(runs[n + 1], run) if n + 1 < len(runs) else Bounds()
        spells.append(_spell(run, start, end, root))
    return spells


def _runs(standings: Mapping[int, Standing]) -> list[list[tuple[int, Standing]]]:
    runs: list[list[tuple[int, Standing]]] = []
    for d in sorted(standings):
        now = standings[d]
        last = runs[-1][-1][1] if runs else None
        if last is not None and not _overturns(now, last):
            continue
        if last is not None and (last.holder, _kind(last)) == (now.holder, _kind(now)):
            anew = _taken_anew(now, runs[-1])
            if anew:
                runs += [anew, [(d, now)]]
                continue
            if _tells_the_start_better(now, runs[-1][0][1]):
                runs[-1] = []
            runs[-1].append((d, now))
        else:
            runs.append([(d, now)])
    return runs


def _overturns(now: Standing, last: Standing) -> bool:
    """That X left says nothing when Y holds it; a holding without fine days yields to a finely dated change."""
    if now.rule == RULES["inside"] and now.holder == last.holder:
        return False  # whoever holds it holds a part of it too
    if now.holder is None and now.state is not ControlState.CONTESTED:
        return last.holder in {p.holder for p in now.pieces}
    if now.holder != last.holder and all(not p.fine and not p.gains for p in now.pieces):
        return not any(p.fine for p in last.pieces)
    return True


def _taken_anew(now: Standing, run: Sequence[tuple[int, Standing]]) -> list[tuple[int, Standing]] | None:
    """Who takes what it had taken long before must have lost it in between: to the one it is taken from, or nobody knows whom."""
    gains = [p for p in now.pieces if p.gains and p.fine]
    taken_before = any(p.gains for _, standing in run for p in standing.pieces)
    if not gains or not taken_before or now.state is ControlState.CONTESTED:
        return None
    first = min(p.first for p in gains)
    if first - run[-1][0] <= _LONG:
        return None
    losers = sorted(p.loser for p in gains if p.loser and p.loser != now.holder)
    state = ControlState.HELD if losers else ControlState.UNKNOWN
    return [(first - 1, Standing(losers[0] if losers else None, state, tuple(gains), RULES["anew"]))]


def _tells_the_start_better(now: Standing, first: Standing) -> bool:
    """A holder is said to have taken the place twice and never to have lost it: more roots, and finer days, say when."""
    if not any(p.gains and p.fine for p in now.pieces) or any(p.fine for p in first.pieces):
        return False
    return len({p.view.root for p in now.pieces}) >= len({p.view.root for p in first.pieces})


def _kind(standing: Standing) -> ControlState:
    """Held and claimed only are one spell of one holder: better evidence does not begin it anew."""
    return ControlState.HELD if standing.state is ControlState.CLAIMED_ONLY else standing.state


def _start(run: Sequence[tuple[int, Standing]], previous: Sequence[tuple[int, Standing]] | None) -> Bounds:
    """A dated gain gives the days of the change; a bare holding began some time after the last word of another holder."""
    d, standing = run[0]
    gains = [p for p in standing.pieces if p.control.change is not Change.HOLD and p.last <= d]
    if gains:
        finest = min(gains, key=lambda p: (p.last - p.first, p.last))
        return Bounds(earliest=iso(min(finest.first, d)), latest=iso(d))
    return Bounds(earliest=iso(previous[-1][0]) if previous else None, latest=iso(d))


def _loser(run: Sequence[tuple[int, Standing]], pieces: Sequence[Piece]) -> list[tuple[int, Standing]] | None:
    """The first change of hands names who lost the place: it held it until then."""
    d, standing = run[0]
    lost = Counter(p.loser for p in standing.pieces if p.gains and p.loser and p.loser != standing.holder)
    left = Counter(p.holder for p in pieces if not p.holds and p.main and p.first <= d <= p.last + 1 and p.holder != standing.holder)
    names = left + Counter({n: c for n, c in lost.items() if n})
    if not names:
        return None
    name = min(names, key=lambda n: (-names[n], n))
    return [(d, Standing(name, ControlState.HELD, standing.pieces, RULES["loser"]))]


def _spell(run: Sequence[tuple[int, Standing]], start: Bounds, end: Bounds, root: str | None) -> Spell:
    first = run[0][1]
    pieces = [p for _, standing in run for p in standing.pieces]
    states = {standing.state for _, standing in run}
    state = ControlState.HELD if states == {ControlState.HELD, ControlState.CLAIMED_ONLY} else first.state
    ids = tuple(dict.fromkeys(p.view.claim.id for p in pieces))
    spell = Spell(
        place="",
        holder=first.holder,
        state=state,
        extent=_extent(pieces, first.holder),
        start=start,
        end=end,
        according_to=root,
        claims=ids,
    )
    if root is None:
        said = "; ".join(f"{p.view.said_by}: “{p.view.words()}”" for p in pieces[:2])
        spell = replace(spell, rule=first.rule, because=f"{said}.")
    return spell


def _extent(pieces: Sequence[Piece], holder: str | None) -> str:
    extents = {p.control.extent for p in pieces if p.holds and (holder is None or p.holder == holder)}
    return next((e for e in ("all", "most", "part") if e in extents), "all")


def _share_spell(piece: Piece, root: str | None) -> Spell:
    consolidated = root is None
    return Spell(
        place="",
        holder=piece.control.holder,
        state=ControlState.CLAIMED_ONLY if piece.self_serving else ControlState.HELD,
        extent=piece.control.extent,
        start=Bounds(earliest=iso(piece.first) if piece.gains else None, latest=iso(piece.last if piece.gains else piece.first)),
        end=Bounds(earliest=iso(piece.last)),
        according_to=root,
        claims=(piece.view.claim.id,),
        rule=RULES["share"] if consolidated else None,
        because=f"{piece.view.said_by}: “{piece.view.words()}”." if consolidated else None,
    )
