"""Each register in its field's columns, from what may leave alone."""

import csv
import io
from dataclasses import replace

import pytest
from leaving import EMBARGOED, PRIVATE, REGISTER, made, picture
from leaving import NOW as AT

from onrecord.publish.exports import outgoing
from onrecord.publish.exports.registers import REGISTERS
from onrecord.vocab.event_types import EventType

NAMES = [e.name.removeprefix("register-") for e in REGISTERS]
# One claim of each register's own matter: its type, and a column with what stands in it.
TYPES = {
    "casualties": (EventType.SHELLING, "killed_unknown_min", "12"),
    "heritage": (EventType.HERITAGE_DAMAGE, "status", "harm"),
    "chemical": (EventType.CHEMICAL_WEAPON, "killed_max", "12"),
    "health": (EventType.SHELLING, "staff", "yes"),
    "missing": (EventType.ABDUCTION, "kinds", "abducted"),
    "displacement": (EventType.DISPLACEMENT, "place", "Dura"),
    "demands": (EventType.DEMAND, "kind", "demand"),
    "accusations": (EventType.ACCUSATION, "accused", "Syrian rebels (according to"),
}


def of_type(type_):
    """The picture that every export is tested on, its claim of what happened being of this type."""
    whole = picture()
    claims = {**whole.claims, "c1": replace(whole.claims["c1"], type=type_)}
    return replace(whole, claims=claims, events=tuple(replace(e, type=type_) if e.id == "e1" else e for e in whole.events))


def rows(name, whole, tmp_path):
    (exporter,) = (e for e in REGISTERS if e.name == f"register-{name}")
    out = tmp_path / "out.csv"
    count = exporter.write(outgoing(whole, REGISTER, at=AT), out)
    text = out.read_text("utf-8")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(found) == count
    return found, text


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_a_row_with_its_words_and_nothing_that_may_not_leave(name, tmp_path, monkeypatch):
    type_, column, value = TYPES[name]
    whole = of_type(type_)
    if name == "health":
        monkeypatch.setattr("onrecord.registers.ground.fine_types", lambda *_: ("health_staff",))
    found, text = rows(name, whole, tmp_path)
    row = next(r for r in found if r["claims"] == "c1")
    assert row[column].startswith(value)
    assert "rebels shelled Dura, killing 12 people" in row["words"]
    assert (row["latitude"], row["longitude"]) == ("32.12", "36.65")
    assert [word for word in (*PRIVATE, *EMBARGOED) if word in text] == []
    assert "█" in text


def test_there_is_an_export_for_each_register():
    from onrecord.registers.every import Register

    assert set(NAMES) == set(Register)


def test_a_register_without_entries_is_a_header_alone():
    (exporter,) = (e for e in REGISTERS if e.name == "register-chemical")
    assert made(exporter).decode().count("\n") == 1


def test_victims_whom_reports_name_are_in_the_export_with_their_names_covered(tmp_path):
    found, _ = rows("casualties", picture(), tmp_path)
    (row,) = (r for r in found if r["victims"])
    assert row["victims"].startswith("█") and "his wife, killed (according to" in row["victims"]
    assert (row["victims_named"], row["more_named_than_counted"]) == ("1", "")
