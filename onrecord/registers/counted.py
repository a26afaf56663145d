"""Counts of people who are not counted as dead or injured: root by root, from the least to the most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.records import Claim
from onrecord.registers.casualties import envelope, line_of
from onrecord.registers.ground import Ground, Said
from onrecord.vocab.measures import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many of whom, over all roots and root by root. what: as the register calls the measure."""

    what: str
    of: str | None
    low: int | float | None
    high: int | float | None
    by_root: tuple[Said, ...]


def counted(claims: Iterable[Claim], measures: Mapping[Measure, str], ground: Ground) -> tuple[Counted, ...]:
    """What claims count of these measures, one for each kind of people. measures: what the register calls each."""
    found: dict[tuple[str, str], dict[str, list[Said]]] = {}
    for claim in claims:
        for figure in claim.figures:
            if figure.what in measures:
                said = Said(root=ground.root(claim), low=figure.low, high=figure.high, of=figure.of, claim=claim.id)
                key = (measures[figure.what], (figure.of or "").casefold())
                found.setdefault(key, {}).setdefault(said.root, []).append(said)
    return tuple(_counted(what, roots) for (what, _), roots in found.items())


def _counted(what: str, roots: Mapping[str, list[Said]]) -> Counted:
    low, high = envelope(said for told in roots.values() for said in told)
    lines = tuple(line_of(root, told) for root, told in roots.items())
    return Counted(what=what, of=lines[0].of or None, low=low, high=high, by_root=lines)
