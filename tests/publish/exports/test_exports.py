"""What holds for every exporter: nothing private, nothing under embargo, no formula, every column documented, the same bytes twice."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from leaving import EMBARGOED, FORMULA, NOW, PRIVATE, REGISTER, TEXT, made, picture, rows, written

from onrecord.publish.exports import EXPORTS, outgoing, sidecar
from onrecord.publish.exports.base import cell
from onrecord.publish.exports.outgoing import coarse, last_day
from onrecord.records import Claim, Event, EventFigure, Picture, Place, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.measures import Measure

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "exports.md").read_text("utf-8")

# A register has rows of its own matter alone: test_registers.py has claims for each.
WHOLE = [e for e in EXPORTS if not e.name.startswith("register-")]
each = pytest.mark.parametrize("exporter", WHOLE, ids=lambda e: e.name)
each_documented = pytest.mark.parametrize("exporter", EXPORTS, ids=lambda e: e.name)
each_csv = pytest.mark.parametrize("exporter", [e for e in WHOLE if e.ending == ".csv"], ids=lambda e: e.name)
each_json = pytest.mark.parametrize("exporter", [e for e in EXPORTS if e.ending in (".geojson", ".jsonld")], ids=lambda e: e.name)


@each
def test_the_event_that_may_leave_is_there_and_nothing_private_or_embargoed_is(exporter):
    text = written(exporter)
    assert "e1" in text and "█" in text
    assert [word for word in (*PRIVATE, *EMBARGOED) if word in text] == []


@each
def test_what_is_under_embargo_leaves_when_it_is_over(exporter):
    later = dt.datetime(2016, 12, 23, 0, 0, tzinfo=dt.UTC)  # the 19th ends at midnight, and 72 hours have gone
    before = outgoing(picture(), REGISTER, at=later - dt.timedelta(seconds=1))
    after = outgoing(picture(), REGISTER, at=later)
    assert ([e.id for e in before.events], before.withheld) == (["e1"], 1)
    assert ([e.id for e in after.events], after.withheld) == (["e1", "e2"], 0)
    if exporter.name not in ("acled", "ged", "claimreview"):  # a movement said to come has no row there
        assert "Zubayda" in written(exporter, at=later)


@each
def test_no_coordinate_is_finer_than_its_words(exporter):
    text = written(exporter)
    if "latitude" in dict(exporter.columns):
        assert "32.12" in text and "36.65" in text
    assert "32.123" not in text and "36.654" not in text


@each_documented
def test_a_second_run_gives_the_same_bytes(exporter):
    assert made(exporter) == made(exporter)


@each_documented
def test_every_column_is_documented(exporter):
    section = PAGE.split(f"\n## `{exporter.name}`\n")[1].split("\n## ")[0]
    assert exporter.columns and exporter.rules
    for name, means in exporter.columns:
        assert f"| `{name}` | {means} |" in section, name
    for rule in exporter.rules:
        assert f"- {rule}\n" in section, rule


@each_csv
def test_the_columns_are_those_of_the_file_and_no_cell_is_a_formula(exporter):
    table = list(csv.reader(io.StringIO(written(exporter), newline="")))
    assert table[0] == [name for name, _ in exporter.columns]
    assert {len(line) for line in table} == {len(table[0])}
    cells = [c for line in table[1:] for c in line]
    assert [c for c in cells if c.lstrip()[:1] in ("=", "+", "@")] == []
    assert "'" + FORMULA in cells or any(FORMULA in c for c in cells)


@each_json
def test_the_file_is_json(exporter):
    assert isinstance(json.loads(written(exporter)), dict)


@each_documented
def test_the_sidecar_has_rules_and_columns(exporter):
    text = "".join(sidecar(exporter))
    assert all(f"| `{name}` |" in text for name, _ in exporter.columns) and exporter.rules[0] in text


@pytest.mark.parametrize(
    "value, written",
    [
        (None, ""),
        (12, "12"),
        (-3.5, "-3.5"),
        (12.0, "12"),
        ("Dura", "Dura"),
        ("=1+1", "'=1+1"),
        (" @SUM(A1)", "' @SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("\tx", "'\tx"),
        ("＝1", "'＝1"),
        ("a\0b", "ab"),
        ("\ud800", "?"),
        ("", ""),
    ],
)
def test_cells(value, written):
    assert cell(value) == written


@pytest.mark.parametrize("precision, shown", [(1, 32.12), (2, 32.12), (3, 32.1), (4, 32.1), (5, None), (6, None), (7, None), (None, None)])
def test_coordinates_are_as_coarse_as_the_place(precision, shown):
    place = coarse(Place(name="x", lat=32.123456, lon=36.6, precision=precision))
    assert place is not None and place.lat == shown


def test_an_embargo_below_a_day_is_refused():
    with pytest.raises(ValueError, match="24 hours or more"):
        outgoing(picture(), REGISTER, at=NOW, embargo_hours=23)


def test_an_undated_event_is_as_late_as_its_reports_and_held_back_where_they_have_no_date():
    def undated(**report: Any) -> Picture:
        whole = picture(**report)
        bare = {i: Claim(id=c.id, report=c.report, quote=c.quote, source=c.source, type=c.type) for i, c in whole.claims.items()}
        event = Event(id="e1", type=EventType.SHELLING, claims=("c1",), roots=())
        return Picture(reports=whole.reports, claims=bare, events=(event,))

    assert last_day(undated().events[0], undated()) == "2016-12-11"
    unknown = undated(published=None)
    assert last_day(unknown.events[0], unknown) is None
    assert outgoing(unknown, REGISTER, at=NOW).withheld == 1
    collected = undated(published=None, collected="2016-12-12T08:00:00Z")
    assert last_day(collected.events[0], collected) == "2016-12-12"


def test_words_shared_with_an_event_held_back_stay_back():
    whole = picture()
    wide = Words(text=TEXT, start=0, end=len(TEXT))
    first = whole.claims["c1"]
    shared = Claim(id="c1", report="r1", quote=wide, source=first.source, type=first.type, when=first.when)
    going = outgoing(Picture(reports=whole.reports, claims={**whole.claims, "c1": shared}, events=whole.events), REGISTER, at=NOW)
    assert going.claims["c1"].quote.text == ""


def test_an_unlocated_event_has_no_geometry():
    whole = picture()
    nowhere = Picture(
        reports=whole.reports,
        claims=whole.claims,
        events=(Event(id="e1", type=EventType.SHELLING, claims=("c1",), roots=(), earliest="2016-12-11", latest="2016-12-11"),),
    )
    exporter = next(e for e in EXPORTS if e.name == "events-geojson")
    assert json.loads(written(exporter, nowhere))["features"][0]["geometry"] is None


def test_a_located_event_is_longitude_first():
    exporter = next(e for e in EXPORTS if e.name == "events-geojson")
    assert json.loads(written(exporter))["features"][0]["geometry"] == {"type": "Point", "coordinates": [36.65, 32.12]}


def test_counts_of_two_groups_are_not_added():
    exporter = next(e for e in EXPORTS if e.name == "events-hxl")
    assert rows(exporter)[0]["killed_min"] == "12"
    whole = picture()
    two = tuple(EventFigure(what=Measure.KILLED, of=of, low=n, high=n, by_root=()) for of, n in (("soldiers", 5), ("rebels", 7)))
    event = Event(id="e1", type=EventType.SHELLING, claims=("c1",), roots=(), latest="2016-12-11", figures=two)
    apart = Picture(reports=whole.reports, claims=whole.claims, events=(event,))
    assert rows(exporter, apart)[0]["killed_min"] == ""
