"""Deadly events in UCDP GED's columns: what is coded, and what stays empty."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import shared
from leaving import picture, rows

from onrecord.publish.exports import ged
from onrecord.records import EventFigure, Picture, Place
from onrecord.vocab.event_types import EventType
from onrecord.vocab.measures import Measure


def one(**changed: Any) -> Picture:
    whole = picture()
    return replace(whole, claims={"c1": whole.claims["c1"]}, events=(replace(whole.events[0], **changed),))


def killed(*counts: tuple[str | None, int | None, int | None]) -> tuple[EventFigure, ...]:
    return tuple(EventFigure(what=Measure.KILLED, of=of, low=low, high=high, by_root=()) for of, low, high in counts)


def test_the_columns_are_those_of_the_field_notes():
    text = (shared() / "domain.md").read_text("utf-8")
    listed = text.split("**UCDP GED (49)**: ")[1].split(". `source_original`")[0].replace("\n", " ")
    assert [c.name for c in ged.COLUMNS] == [name.strip() for name in listed.split(",")]


def test_a_row():
    row = rows(ged.EVENTS, one())[0]
    assert len(row) == 49
    filled = {k: v for k, v in row.items() if v and not k.startswith(("source_", "side_", "dyad_"))}
    assert filled == {
        "id": "e1",
        "year": "2016",
        "number_of_sources": "1",
        "where_prec": "1",
        "where_coordinates": "Dura",
        "adm_1": "Daraa",
        "latitude": "32.12",
        "longitude": "36.65",
        "geom_wkt": "POINT (36.65 32.12)",
        "priogrid_gid": "176114",
        "country": "Syria",
        "date_prec": "1",
        "date_start": "2016-12-11",
        "date_end": "2016-12-11",
        "deaths_unknown": "12",
        "best": "12",
        "high": "12",
        "low": "12",
    }


@pytest.mark.parametrize(
    "counts, best, low, high, civilians, unknown",
    [
        ([(None, 12, 14)], "", "12", "14", "", ""),
        ([(None, 12, None)], "", "12", "", "", ""),
        ([("civilians", 5, 5)], "5", "5", "5", "5", ""),
        ([(None, 9, 9), ("civilians", 5, 5)], "9", "9", "9", "5", ""),
        ([("soldiers", 4, 4), ("civilians", 5, 5)], "", "", "", "5", ""),
        ([("civilians", 5, 6)], "", "5", "6", "", ""),
    ],
)
def test_counts_of_the_dead(counts, best, low, high, civilians, unknown):
    row = rows(ged.EVENTS, one(figures=killed(*counts)))[0]
    found = tuple(row[k] for k in ("best", "low", "high", "deaths_civilians", "deaths_unknown"))
    assert found == (best, low, high, civilians, unknown)


@pytest.mark.parametrize(
    "changed", [{"figures": ()}, {"figures": killed((None, None, 40))}, {"figures": killed((None, 0, 0))}, {"type": EventType.STATEMENT}]
)
def test_what_is_not_deadly_violence_has_no_row(changed):
    assert rows(ged.EVENTS, one(**changed)) == []


@pytest.mark.parametrize(
    "lat, lon, precision, cell",
    [
        (-90.0, -180.0, 1, 1),
        (-89.6, -179.4, 1, 2),
        (-89.4, -180.0, 2, 721),
        (90.0, 180.0, 1, 259200),
        (32.1, 36.6, 3, None),
        (None, None, 1, None),
    ],
)
def test_cells_of_the_grid(lat, lon, precision, cell):
    assert ged.priogrid(Place(name="x", lat=lat, lon=lon, precision=precision)) == cell
