"""Events in ACLED's columns: what is coded, and what stays empty."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import shared
from leaving import REGISTER, picture, rows

from onrecord.publish.exports import acled
from onrecord.publish.exports.parties import acled_kind, type_of_violence
from onrecord.records import EventFigure, Picture, When
from onrecord.vocab.event_types import TERMS, EventType
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure


def one(**changed: Any) -> Picture:
    """The picture of the other tests with its first event and that event's claim alone; changed: of the event."""
    whole = picture()
    event = replace(whole.events[0], **changed)
    return replace(whole, claims={"c1": whole.claims["c1"]}, events=(event,))


def said(given: Picture, **changed: Any) -> Picture:
    return replace(given, claims={i: replace(c, **changed) for i, c in given.claims.items()})


def test_a_row():
    row = rows(acled.EVENTS, one())[0]
    assert len(row) == 31
    assert {k: v for k, v in row.items() if k not in ("source", "notes", "actor2")} == {
        "event_id_cnty": "SYR:e1",
        "event_date": "2016-12-11",
        "year": "2016",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "Syrian rebels",
        "country": "Syria",
        "admin1": "Daraa",
        "location": "Dura",
        "latitude": "32.12",
        "longitude": "36.65",
        "geo_precision": "1",
        "fatalities": "12",
        "tags": "grade=Weak; roots=1",
        **dict.fromkeys(
            "assoc_actor_1 inter1 assoc_actor_2 inter2 "
            " interaction civilian_targeting iso region admin2 admin3 source_scale timestamp".split(),
            "",
        ),
    }
    assert row["notes"].endswith("[killed: at least 12, at most 12]")


def test_the_columns_are_those_of_the_field_notes():
    text = (shared() / "domain.md").read_text("utf-8")
    listed = text.split("**ACLED (31)**: ")[1].split(". inter:")[0].replace("\n", " ")
    assert [c.name for c in acled.COLUMNS] == [name.strip() for name in listed.split(",")]


@pytest.mark.parametrize("modality", [Modality.DENIED, Modality.FUTURE, Modality.DEMANDED])
def test_what_nobody_says_happened_has_no_row(modality):
    assert rows(acled.EVENTS, said(one(), modality=modality)) == []


def test_the_types_that_have_a_row_are_those_with_a_name_of_acleds():
    assert set(acled.CLASSES) == {t for t, term in TERMS.items() if term.acled}


def test_a_fight_of_three_days_is_three_rows_and_its_dead_are_in_none():
    given = one(type=EventType.ARMED_CLASH, claims=("c1", "c2", "c3"), latest="2016-12-13")
    first = given.claims["c1"]
    days = {
        f"c{n}": replace(first, id=f"c{n}", when=When(earliest=d, latest=d))
        for n, d in ((1, "2016-12-11"), (2, "2016-12-12"), (3, "2016-12-13"))
    }
    found = rows(acled.EVENTS, replace(given, claims=days))
    assert [r["event_date"] for r in found] == ["2016-12-11", "2016-12-12", "2016-12-13"]
    assert {r["fatalities"] for r in found} == {""} and "over all days: at least 12" in found[0]["notes"]
    assert len({r["event_id_cnty"] for r in found}) == 3
    once = replace(given, claims=days, events=(replace(given.events[0], type=EventType.SUICIDE_BOMB),))
    assert [r["time_precision"] for r in rows(acled.EVENTS, once)] == ["2"]


@pytest.mark.parametrize(
    "earliest, latest, day, precision, year",
    [
        ("2016-12-05", "2016-12-11", "2016-12-05", "2", "2016"),
        ("2016-11-01", "2016-11-30", "2016-11-01", "3", "2016"),
        ("2016-01-01", "2016-12-15", "", "", "2016"),
        ("2015-01-01", "2016-12-15", "", "", ""),
        (None, None, "", "", ""),
    ],
)
def test_no_date_is_finer_than_the_words(earliest, latest, day, precision, year):
    given = said(one(earliest=earliest, latest=latest), when=When(earliest=earliest, latest=latest) if earliest else None)
    row = rows(acled.EVENTS, given)[0]
    assert (row["event_date"], row["time_precision"], row["year"]) == (day, precision, year)


def test_an_open_end_is_no_count_of_the_dead():
    most = (EventFigure(what=Measure.KILLED, of=None, low=None, high=40, by_root=()),)
    row = rows(acled.EVENTS, one(figures=most))[0]
    assert row["fatalities"] == "" and "[killed: at most 40]" in row["notes"]
    assert rows(acled.EVENTS, one(figures=()))[0]["fatalities"] == ""


def test_doers_that_differ_are_left_empty_and_sides_of_a_clash_are_not():
    given = one(claims=("c1", "c2"))
    first = replace(given.claims["c1"], actor="Islamic State", target="Syrian army")
    other = replace(first, id="c2", actor="Syrian army", target="Islamic State")
    both = replace(given, claims={"c1": first, "c2": other})
    assert {rows(acled.EVENTS, both)[0][k] for k in ("actor1", "actor2")} == {""}
    clash = replace(both, events=(replace(both.events[0], type=EventType.ARMED_CLASH),))
    row = rows(acled.EVENTS, clash)[0]
    assert (row["actor1"], row["actor2"], row["inter1"], row["inter2"]) == ("Islamic State", "Syrian army", "", "1")


@pytest.mark.parametrize(
    "name, country, kind",
    [
        ("Syrian army", "SYR", 1),
        ("Russian army", "SYR", 8),
        ("civilians", "SYR", 7),
        ("Islamic State", "SYR", None),
        ("Somebody else", "SYR", None),
        ("Syrian army", None, None),
        (None, "SYR", None),
    ],
)
def test_kinds_of_actor(name, country, kind):
    assert acled_kind(name, country, REGISTER) == kind


@pytest.mark.parametrize(
    "one, other, kind",
    [
        ("Syrian army", "Islamic State", 1),
        ("Islamic State", "Taliban", 2),
        ("Islamic State", "civilians", 3),
        ("Somebody else", "civilians", None),
        ("Islamic State", None, None),
    ],
)
def test_types_of_violence(one, other, kind):
    assert type_of_violence(one, other, "SYR", REGISTER) == kind
