"""`onrecord explain` as its user runs it, and options that commands share."""

import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest
import typer

from onrecord.cli.options import Looking, Narrowing, UsageError, spelled_out

ROOT = Path(__file__).resolve().parents[2]
REPORT = """---
title: Rebels take Maraba
publisher: Valley Monitor
date: 2019-03-10
---
MARABA, March 10 - Fighters of the Northern Front seized the town of Maraba on Sunday after the army withdrew, the Valley Monitor said.

At least 14 soldiers were killed in the fighting, the monitor said.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "monitor.md").write_text(REPORT)
    return tmp_path


def onrecord(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
    )


def test_what_a_table_shows_can_be_asked_for(folder):
    listed = onrecord("events", "monitor.md", "--reader", "rules", cwd=folder)
    id_ = next(word for word in listed.stdout.split() if word.startswith("evt-"))
    done = onrecord("explain", id_, "monitor.md", "--reader", "rules", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"EVENT {id_}")
    assert "root: " in done.stdout
    assert "for the analyst's own use" in done.stderr


def test_json_and_ledger_and_an_unknown_id(folder):
    onrecord("add", "monitor.md", "--reader", "rules", cwd=folder)
    claim = json.loads(onrecord("claims", "--format", "jsonl", cwd=folder).stdout.splitlines()[0])["claim"]
    row = json.loads(onrecord("explain", claim, "--format", "json", cwd=folder).stdout)
    assert row["explains"] == "claim"
    assert row["claims"][0]["claim"]["claim"] == claim
    wrong = onrecord("explain", claim[:-1] + ("0" if claim[-1] != "0" else "1"), cwd=folder)
    assert wrong.returncode == 1
    assert f"did you mean {claim}?" in wrong.stderr
    assert wrong.stdout == ""


def test_how_many_ids_is_said(folder):
    done = onrecord("explain", "monitor.md", cwd=folder)
    assert done.returncode == 2
    assert "one id is expected" in done.stderr


def test_records_of_options_are_spelled_out_once_each():
    seen = []

    @spelled_out
    def command(looking: Looking, narrowing: Narrowing, words: list[str], many: Annotated[int, typer.Option("--many")] = 1) -> None:
        seen.append((looking, narrowing, words, many))

    names = list(inspect.signature(command).parameters)
    assert names[:2] == ["words", "many"]
    assert {"ledger", "as_known_at", "place", "first", "last"} <= set(names)
    command(words=["a"], many=2, **dict.fromkeys(names[2:]) | {"place": "Dura"})
    [(looking, narrowing, words, many)] = seen
    assert (looking, narrowing.place, words, many) == (Looking(), "Dura", ["a"], 2)


def test_a_wrong_option_is_an_error_of_use():
    with pytest.raises(UsageError, match="--as-known-at"):
        Looking(as_known_at="yesterday").known_at()
    with pytest.raises(UsageError, match="is after"):
        Narrowing(first="2016-12-11", last="2016-12-10").wanted()
