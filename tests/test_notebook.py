"""`import onrecord as rec`: tables for notebooks, and the notebook of the docs, cell by cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from leaving import NOW, PRIVATE, REGISTER, picture

import onrecord as rec
from onrecord.errors import OnrecordError

DOCS = Path(__file__).resolve().parents[1] / "docs"


@pytest.fixture
def reading():
    return rec.Reading(picture=picture(), register=REGISTER)


def test_tables_are_rows_of_named_values(reading):
    claims = reading.claims()
    assert [r["claim_id"] for r in claims] == ["c1", "c2"] and claims[0]["killed_min"] == 12
    assert claims[0]["speaker"] == "Ahmad al-Masri" and claims[1]["killed_min"] is None
    assert claims.means["root"] == "The independent root under which it counts."
    assert [len(t) for t in (reading.events(), reading.findings(), reading.spells(), reading.reports())] == [2, 2, 2, 1]


def test_rows_are_chosen_by_value_and_an_unknown_column_is_said(reading):
    assert [r["claim_id"] for r in reading.claims().where(place="Dura")] == ["c1"]
    with pytest.raises(OnrecordError, match="claims have no column 'plaice'"):
        reading.claims().where(plaice="Dura")


def test_what_is_covered_may_leave(reading):
    covered = reading.covered(at=NOW)
    rows = [*covered.claims(), *covered.events(), *covered.findings(), *covered.spells(), *covered.reports()]
    assert len(covered.claims()) == 1 and not [w for w in (*PRIVATE, "Zubayda", "32.123") if w in str(rows)]


def test_a_data_frame_knows_what_is_missing(reading):
    frame = reading.claims().to_pandas()
    assert list(frame.columns) == reading.claims().columns and frame["killed_min"].isna().tolist() == [False, True]
    assert str(frame.dtypes["words_start"]) == "Int64"


def test_the_notebook_of_the_docs_runs(monkeypatch):
    book = json.loads((DOCS / "palmyra.ipynb").read_text("utf-8"))
    monkeypatch.chdir(DOCS)
    names: dict[str, object] = {}
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    assert len(names["palmyra"]) > 0 and len(names["findings"]) > 0


def test_a_name_that_is_not_there_is_an_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = rec.nothing
