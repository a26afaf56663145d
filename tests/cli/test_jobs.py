"""`add --jobs`: the same ledger as with one process, and a sound one when it is broken off."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord import flow
from onrecord.extract.pipeline import Pipeline
from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind

ROOT = Path(__file__).parents[2]
REPORTS = 24
SENTENCE = "The army took town number {n} on Sunday, the governor said, and at least {n} people were killed. "


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    path = tmp_path_factory.mktemp("jobs") / "reports.jsonl"
    rows = [{"id": f"r{n}", "text": SENTENCE.format(n=n) * 3, "published": "2016-12-11", "publisher": "Daily"} for n in range(REPORTS)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def entries(ledger):
    with Ledger.existing(ledger) as book:
        assert book.broken_at() is None
        rows = [(e.kind, e.ref, {k: v for k, v in e.payload.items() if k != "collected"}) for e in book.entries()]
    return [row for row in rows if row[0] in (EntryKind.REPORT, EntryKind.CLAIM)]


def in_one_process(reports, ledger):
    with Ledger(ledger) as book:
        return flow.add([reports], book, Pipeline.load(reader="rules"), max_text=10_000)


def written(ledger):
    """How many entries a ledger holds that another process writes."""
    try:
        with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as db:
            return db.execute("select count(*) from entries").fetchone()[0]
    except sqlite3.Error:  # not made yet
        return 0


def test_a_run_that_is_stopped_leaves_a_sound_ledger_and_the_next_goes_on(reports, tmp_path):
    whole, stopped = tmp_path / "whole.db", tmp_path / "stopped.db"
    in_one_process(reports, whole)
    started = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "add", str(reports), "--ledger", str(stopped), "--reader", "rules", "--jobs", "2"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a suite in the background of a shell has Ctrl-C ignored
    )
    until = time.monotonic() + 60
    while time.monotonic() < until and written(stopped) < 4:
        time.sleep(0.02)
    os.killpg(started.pid, signal.SIGINT)  # as a terminal does: the program and its workers get it
    told = started.communicate(timeout=60)[1]
    assert (started.returncode, "the same command goes on from there" in told) == (130, True), told
    before = sum(kind is EntryKind.REPORT for kind, _, _ in entries(stopped))
    assert 0 < before < REPORTS
    assert in_one_process(reports, stopped).held == before
    assert entries(stopped) == entries(whole)
