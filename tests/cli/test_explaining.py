"""`onrecord explain` as its user runs it, and options that commands share."""

import inspect
import json
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.cli.options import Looking, Narrowing, UsageError, spelled_out
from onrecord.publish.explain import UnknownIdError

REPORT = """---
title: Rebels take Maraba
publisher: Valley Monitor
date: 2019-03-10
---
MARABA, March 10 - Fighters of the Northern Front seized the town of Maraba on Sunday after the army withdrew, the Valley Monitor said.

At least 14 soldiers were killed in the fighting, the monitor said.
"""


@pytest.fixture
def onrecord(tmp_path, monkeypatch):
    """Runs a command in a folder with one report."""
    (tmp_path / "monitor.md").write_text(REPORT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return lambda *words: CliRunner().invoke(app, words)


def test_what_a_table_shows_can_be_asked_for(onrecord):
    listed = onrecord("events", "monitor.md", "--reader", "rules")
    assert listed.exit_code == 0, listed.output
    id_ = next(word for word in listed.stdout.split() if word.startswith("evt-"))
    done = onrecord("explain", id_, "monitor.md", "--reader", "rules")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"EVENT {id_}")
    assert "root: " in done.stdout
    assert "for the analyst's own use" in done.stderr


def test_json_and_ledger_and_an_unknown_id(onrecord):
    onrecord("add", "monitor.md", "--reader", "rules")
    claim = json.loads(onrecord("claims", "--format", "jsonl").stdout.splitlines()[0])["claim"]
    row = json.loads(onrecord("explain", claim, "--format", "json").stdout)
    assert row["explains"] == "claim"
    assert row["claims"][0]["claim"]["claim"] == claim
    wrong = onrecord("explain", claim[:-1] + ("0" if claim[-1] != "0" else "1"))
    assert isinstance(wrong.exception, UnknownIdError)
    assert f"did you mean {claim}?" in str(wrong.exception)
    assert wrong.stdout == ""


def test_how_many_ids_is_said(onrecord):
    with pytest.raises(UsageError, match="one id is expected"):
        raise onrecord("explain", "monitor.md").exception


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
