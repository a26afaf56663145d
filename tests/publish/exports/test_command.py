"""`onrecord export --format`: the file, its rules beside it, and a line in the ledger."""

import hashlib
import sys

import pytest
from ledgers import add_report

from onrecord.cli import main
from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind

TEXT = "Rebels took Maraba on Sunday. The army denied it."


@pytest.fixture
def onrecord(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    with Ledger(tmp_path / "a.db") as ledger:
        add_report(ledger, "r1", TEXT, "Rebels took Maraba", "The army denied it")

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["onrecord", *words, "--ledger", "a.db"])
        try:
            main.run()
            code = 0
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_an_export_leaves_a_file_its_rules_and_an_entry(onrecord, tmp_path):
    code, out, err = onrecord("export", "--format", "claims-hxl", "-o", "c.csv", "--by", "mk")
    assert (code, err) == (0, "") and "c.csv: 2 rows" in out
    first = (tmp_path / "c.csv").read_bytes()
    assert b"Rebels took Maraba" in first and "## Coding rules" in (tmp_path / "c.csv.rules.md").read_text()
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".onrecord")) == []
    with Ledger.existing(tmp_path / "a.db") as ledger:
        payload = next(ledger.entries(EntryKind.EXPORT)).payload
    assert payload["sha256"] == hashlib.sha256(first).hexdigest()
    assert (payload["what"], payload["to"], payload["by"], payload["embargo_hours"]) == ("export claims-hxl", "c.csv", "mk", 72)
    assert onrecord("export", "--format", "claims-hxl", "-o", "c.csv")[0] == 0
    assert (tmp_path / "c.csv").read_bytes() == first


def test_what_was_asked_for_stands_in_the_entry(onrecord, tmp_path):
    assert onrecord("export", "--format", "events-hxl", "-o", "e.csv", "--from", "2030-01-01")[0] == 0
    with Ledger.existing(tmp_path / "a.db") as ledger:
        assert next(ledger.entries(EntryKind.EXPORT)).payload["filters"] == {"from": "2030-01-01"}


@pytest.mark.parametrize(
    "words",
    [
        ["-o", "x.csv"],
        ["--format", "nonsense", "-o", "x.csv"],
        ["--format", "events-hxl", "-o", "x.csv", "--embargo-hours", "23"],
        ["--format", "events-hxl", "-o", "nowhere/x.csv"],
        ["--all", "--format", "events-hxl", "-o", "x.zip"],
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_no_file(onrecord, tmp_path, words):
    code, _, err = onrecord("export", *words)
    assert code == 2 and err.startswith("onrecord: ")
    assert not (tmp_path / "x.csv").exists() and not (tmp_path / "x.zip").exists()
