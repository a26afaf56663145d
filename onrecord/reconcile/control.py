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
    names = names_of(register)
    spells: list[Spell] = []
    places = by_place(reports, claims)
    ringed = sieges(reports, claims, places, names)
    for key in sorted(places):
        told, around = places[key], ringed.get(key, [])
        name = label([place_name(v) for v in told])
        pieces, denied = pieces_of(told, names)
        own = {root: [p for p in pieces if p.view.root == root] for root in sorted({v.root for v in told})}
        drawn = _timeline(pieces, denied, around, None, names)
        for root, mine in own.items():
            drawn += _timeline(mine, [d for d in denied if d.view.root == root], [v for v in around if v.root == root], root, names)
        spells += [replace(s, place=name) for s in drawn]
    return spells


def _timeline(pieces: Sequence[Piece], denied: Sequence[Piece], around: Sequence[View], root: str | None, names: Names) -> list[Spell]:
    areas = [p for p in pieces if not p.control.extent.endswith("%") and not names_a_country(held_place(p.view.claim))]
    spells = besieged(spells_of(standings_of(areas, denied, root is None), areas, root), around, names)
    for piece in pieces:
        if piece.control.extent.endswith("%") and piece.holds:
            spells.append(share_spell(piece, root))
    return sorted(spells, key=lambda s: (s.start.latest or s.start.earliest or "", s.end.earliest or "9999", s.holder or "", s.extent))
