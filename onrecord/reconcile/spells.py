"""Standings -> spells: days in a row with one holder and state, with the bounds of their beginning and end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.reconcile.pieces import Piece, Standing
from onrecord.reconcile.reading import Names, View, iso
from onrecord.reconcile.standings import RULES
from onrecord.records import Bounds, Spell, day
from onrecord.vocab.findings import Change, ControlState

_LONG = 31  # days: two reports of one capture lie less far apart


def spells_of(standings: Mapping[int, Standing], pieces: Sequence[Piece], root: str | None) -> list[Spell]:
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


def share_spell(piece: Piece, root: str | None) -> Spell:
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


# --- sieges ------------------------------------------------------------------------------------------------------


def besieged(spells: Sequence[Spell], around: Sequence[View], names: Names) -> list[Spell]:
    """The spells, each from the day on which its holder is first said to be ringed by another; how long that lasted nobody says."""
    drawn: list[Spell] = []
    for spell in spells:
        siege = min((v for v in around if _rings(v, spell, names)), key=lambda v: (_day(v), v.claim.id), default=None)
        if siege is None:
            drawn.append(spell)
            continue
        begun = iso(_day(siege))
        ids = tuple(dict.fromkeys((*spell.claims, siege.claim.id)))
        ringed = replace(spell, state=ControlState.BESIEGED, claims=ids)
        if spell.according_to is None:
            ringed = replace(ringed, rule=RULES["ringed"], because=f"{siege.said_by}: “{siege.words()}”.")
        if begun <= (spell.start.latest or spell.start.earliest or ""):
            drawn.append(ringed)
        else:
            drawn.append(replace(spell, end=Bounds(earliest=begun, latest=begun)))
            drawn.append(replace(ringed, start=Bounds(earliest=spell.start.latest or spell.start.earliest, latest=begun)))
    return drawn


def _day(view: View) -> int:
    return view.first if view.first is not None else (view.told_day or 0)


def _rings(view: View, spell: Spell, names: Names) -> bool:
    """An enemy of the holder stands around the place while he has it."""
    if spell.holder is None or spell.state not in (ControlState.HELD, ControlState.CLAIMED_ONLY) or not view.claim.actor:
        return False
    begun, ended = day(spell.start.earliest or spell.start.latest), day(spell.end.earliest)
    last = view.last if view.last is not None else _day(view)
    within = (begun is None or last >= begun) and (ended is None or _day(view) < ended)
    return within and not names.alike(view.claim.actor, spell.holder, view.claim)
