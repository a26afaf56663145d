"""Interchange out and in again, uncovered: the same events, findings and grades."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import onrecord as rec
from onrecord import flow
from onrecord.extract.complete import complete
from onrecord.interchange import event_row, read_claims, spell_row
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.publish.exports.interchange import write_uncovered
from onrecord.read import read_all

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


def test_what_is_written_uncovered_comes_back_as_the_same_events_findings_and_grades(tmp_path):
    reading = rec.read(EXAMPLES, reader="rules")
    write_uncovered(reading.picture, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as pack:
        pack.extractall(tmp_path)
    skipped: list[object] = []
    reports = list(read_all([tmp_path / "reports.jsonl"], max_chars=2_000_000, on_skip=skipped.append))
    with (tmp_path / "claims.jsonl").open(encoding="utf-8") as lines:
        claims = complete(list(read_claims(lines, "claims.jsonl", on_skip=skipped.append)), Gazetteer.load(), reading.register)
    again = flow.conclude(reports, claims, reading.register)
    assert skipped == [] and len(again.claims) == len(reading.picture.claims) > 20
    assert [event_row(e) for e in again.events] == [event_row(e) for e in reading.picture.events]
    assert [spell_row(s) for s in again.spells] == [spell_row(s) for s in reading.picture.spells]
    changed = replace(again.events[0], grade=None)
    assert event_row(changed) != event_row(reading.picture.events[0])  # the comparison can fail
