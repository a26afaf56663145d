"""Who held which place from when to when: one timeline per place and root, and a consolidated one by stated rules.

A place is lost or taken by claims that speak of all or most of it. A part taken by another makes it contested, as Wikipedia's war-map
editors have it: the enemy must be inside and holding. Shares ("93 per cent") are spells of their own and never drawn as an area. A nested
place (the airport, the eastern half) is not the city. Only the claims handed over count: for a view as known at a moment, hand over those
known by then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.knowledge.actors.register import ActorRegister
from onrecord.knowledge.gazetteer.wide import names_a_country
from onrecord.reconcile.pieces import Piece, by_place, held_place, label, pieces_of, place_name, sieges
from onrecord.reconcile.reading import Names, View, names_of
from onrecord.reconcile.spells import besieged, share_spell, spells_of
from onrecord.reconcile.standings import standings_of
from onrecord.records import Claim, Report, Spell


def timelines(reports: Mapping[str, Report], claims: Sequence[Claim], register: ActorRegister) -> list[Spell]:
    """Spells ordered by place, then by root with the consolidated view (according_to None) first, then by time."""
    return Timelines(register).of(reports, claims)


class Timelines:
    """The spells of all places, asked for again and again as claims come in: those of a place of which nothing new is said stay."""

    def __init__(self, register: ActorRegister) -> None:
        self._names = names_of(register)
        self._before: dict[str, tuple[tuple[str, ...], list[Spell]]] = {}  # of each place the claims that speak of it, and its spells

    def of(self, reports: Mapping[str, Report], claims: Sequence[Claim]) -> list[Spell]:
        """As `timelines`. A claim or report that was here before is the same one."""
        places = by_place(reports, claims)
        ringed = sieges(reports, claims, places, self._names)
        return [spell for key in sorted(places) for spell in self._of_place(key, places[key], ringed.get(key, []))]

    def _of_place(self, key: str, told: Sequence[View], around: Sequence[View]) -> list[Spell]:
        ids = (*(v.claim.id for v in told), "", *(v.claim.id for v in around))
        if key not in self._before or self._before[key][0] != ids:
            self._before[key] = ids, _spells(told, around, self._names)
        return self._before[key][1]


def _spells(told: Sequence[View], around: Sequence[View], names: Names) -> list[Spell]:
    """told: what is said of who holds one place; around: who is said to stand around it."""
    name = label([place_name(v) for v in told])
    pieces, denied = pieces_of(told, names)
    own = {root: [p for p in pieces if p.view.root == root] for root in sorted({v.root for v in told})}
    drawn = _timeline(pieces, denied, around, None, names)
    for root, mine in own.items():
        drawn += _timeline(mine, [d for d in denied if d.view.root == root], [v for v in around if v.root == root], root, names)
    return [replace(s, place=name) for s in drawn]


def _timeline(pieces: Sequence[Piece], denied: Sequence[Piece], around: Sequence[View], root: str | None, names: Names) -> list[Spell]:
    areas = [p for p in pieces if not p.control.extent.endswith("%") and not names_a_country(held_place(p.view.claim))]
    spells = besieged(spells_of(standings_of(areas, denied, root is None), areas, root), around, names)
    for piece in pieces:
        if piece.control.extent.endswith("%") and piece.holds:
            spells.append(share_spell(piece, root))
    return sorted(spells, key=lambda s: (s.start.latest or s.start.earliest or "", s.end.earliest or "9999", s.holder or "", s.extent))
