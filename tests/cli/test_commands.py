"""The commands as their user runs them, on reports of our own making."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

MONITOR = """---
title: Rebels take Maraba
publisher: Valley Monitor
date: 2019-03-10
---
MARABA, March 10 - Fighters of the Northern Front seized the town of Maraba on Sunday after the army withdrew, the Valley Monitor said.

At least 14 soldiers were killed in the fighting, the monitor said.
"""
MINISTRY = """---
title: Army repels attack
publisher: State Courier
date: 2019-03-10
---
The defence ministry denied on Sunday that Maraba had fallen.

"The town of Maraba is under the control of the army," a ministry spokesman said.

The ministry said its aircraft carried out 20 air strikes and killed more than 100 militants.
"""


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "monitor.md").write_text(MONITOR)
    (folder / "ministry.md").write_text(MINISTRY)
    return folder


def onrecord(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "COLUMNS": "140"},
    )


def rows(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_claims_point_at_the_exact_words(reports, tmp_path):
    done = onrecord("claims", reports, "--format", "jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    claims = rows(done)
    assert claims
    texts = {"monitor": MONITOR, "ministry": MINISTRY}
    for claim in claims:
        assert any(claim["quote"]["text"] in text for text in texts.values())
    assert any(c["type"] == "air_strike" and c["quantities"] for c in claims)
    assert "for the analyst's own use" in done.stderr


def test_brief_writes_one_page_and_prints_its_gist(reports, tmp_path):
    done = onrecord("brief", reports, "-o", "out.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "out.html").read_text("utf-8")
    assert page.startswith("<!doctype html>") or page.startswith("<!DOCTYPE html>")
    assert "Maraba" in done.stdout


def test_add_then_ask_the_ledger(reports, tmp_path):
    added = onrecord("add", reports, cwd=tmp_path)
    assert added.returncode == 0 and "2 reports" in added.stdout, added.stderr
    again = onrecord("add", reports, cwd=tmp_path)
    assert "0 reports" in again.stdout and "2 held already" in again.stdout
    assert rows(onrecord("claims", "--format", "jsonl", cwd=tmp_path)) == rows(
        onrecord("claims", reports, "--format", "jsonl", cwd=tmp_path)
    )
    assert rows(onrecord("events", "--format", "jsonl", cwd=tmp_path))
    assert onrecord("control", "Maraba", cwd=tmp_path).returncode == 0
    originals = [p for p in (tmp_path / "onrecord.db.archive").rglob("*") if p.is_file()]
    assert {p.read_text() for p in originals} == {MONITOR, MINISTRY}


def test_claims_of_another_program_are_linked(reports, tmp_path):
    text = "Rebels took Maraba. The army denied it."
    (tmp_path / "r.jsonl").write_text(json.dumps({"id": "r1", "publisher": "Courier", "published": "2019-03-10", "text": text}))
    claim = {
        "claim": "a1",
        "report": "r1",
        "quote": {"text": "Rebels took Maraba", "start": 0, "end": 18},
        "source": {"name": "narrator"},
        "type": "nonstate_overtakes_territory",
        "place": {"name": "Maraba"},
        "when": {"from": "2019-03-10", "to": "2019-03-10"},
        "control": {"holder": "rebels", "place": "Maraba", "extent": "all", "change": "gain"},
    }
    (tmp_path / "c.jsonl").write_text(json.dumps(claim) + "\n")
    done = onrecord("events", "--from-claims", "c.jsonl", "--reports", "r.jsonl", "--format", "jsonl", cwd=tmp_path)
    (event,) = rows(done)
    assert event["claims"] == ["a1"] and event["roots"][0]["root"] == "Courier"
    held = rows(onrecord("control", "Maraba", "--from-claims", "c.jsonl", "--reports", "r.jsonl", "--format", "jsonl", cwd=tmp_path))
    assert {s["holder"] for s in held} == {"rebels"}


def test_one_bad_file_is_named_and_the_rest_goes_on(reports, tmp_path):
    (reports / "junk.bin").write_bytes(bytes(range(256)) * 50)
    (reports / "empty.txt").write_text("")
    done = onrecord("claims", reports, "--format", "jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert rows(done)
    assert "skipped" in done.stderr and "junk.bin" in done.stderr and "empty.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_long_text_is_skipped_with_the_option_that_raises_the_limit(reports, tmp_path):
    done = onrecord("claims", reports, "--max-text", "50", cwd=tmp_path)
    assert done.returncode == 1 and "--max-text" in done.stderr


def test_an_empty_folder_is_said(tmp_path):
    (tmp_path / "none").mkdir()
    done = onrecord("brief", "none", cwd=tmp_path)
    assert done.returncode == 1 and "empty" in done.stderr and "Traceback" not in done.stderr


def test_a_report_in_another_language_gives_a_warning_and_no_claims(tmp_path):
    (tmp_path / "de.txt").write_text(
        "Die Regierungstruppen haben die Stadt am Sonntag nach schweren Kämpfen zurückerobert, teilte das Verteidigungsministerium mit. "
        "Mindestens zwölf Soldaten wurden getötet und Dutzende Verletzte wurden in die Hauptstadt gebracht."
    )
    done = onrecord("claims", "de.txt", "--format", "jsonl", cwd=tmp_path)
    assert rows(done) == []
    assert "language" in done.stderr


@pytest.mark.parametrize(
    "command, problem",
    [
        (["claims"], "no ledger there"),
        (["claims", "x.txt", "--from", "Sunday"], "2016-12-11"),
        (["events", "--from-claims", "c.jsonl"], "--reports"),
        (["annotate", "x.txt", "--layers", "moods"], "moods"),
        (["brief", "--bogus"], "bogus"),
    ],
)
def test_wrong_usage_is_said_in_one_line_without_a_traceback(command, problem, tmp_path):
    (tmp_path / "c.jsonl").write_text("")
    done = onrecord(*command, cwd=tmp_path)
    assert done.returncode == (1 if command == ["claims"] else 2)
    assert problem in done.stderr and "Traceback" not in done.stderr


def test_layers_of_any_text(tmp_path):
    (tmp_path / "a.txt").write_text("On 3 May 2018 the mayor of Lyon said that 12 people were injured.")
    (row,) = rows(onrecord("annotate", "a.txt", "--layers", "dates,figures,attributions", "--format", "jsonl", cwd=tmp_path))
    assert row["dates"][0]["value"] == "2018-05-03"
    assert row["figures"][0]["low"] == 12
    assert row["attributions"][0]["source"]


def test_as_known_at_leaves_out_later_reports(reports, tmp_path):
    (reports / "later.md").write_text(MONITOR.replace("2019-03-10", "2019-03-14"))
    done = onrecord("claims", reports, "--as-known-at", "2019-03-11", "--format", "jsonl", cwd=tmp_path)
    every = onrecord("claims", reports, "--format", "jsonl", cwd=tmp_path)
    assert 0 < len(rows(done)) < len(rows(every))
