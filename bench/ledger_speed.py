"""Speed of the ledger: prepared claims into SQLite and PostgreSQL, and `verify`; against plain inserts of the same rows in the same run.

    PYTHONPATH=tests python bench/ledger_speed.py [--claims 20000 ...] [--batch 1000] [--postgres]

Rates are claims a second: of the processor's time of this process, and of the clock. On PostgreSQL the server works in processes of its
own, so that the clock says more there, if the machine is not busy with anything else. It is a private server, as in the tests.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import postgres
from builders import a_full_claim

from onrecord.interchange import claim_row
from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind, canonical
from onrecord.ledger.verify import verify

ROW = claim_row(a_full_claim())


def claim(number: int) -> dict:
    return ROW | {"claim": f"clm-{number:024d}", "report": f"r{number // 10}"}


def timed(act: Callable[[], object], many: int) -> str:
    clock, processor = time.perf_counter(), time.process_time()
    act()
    return f"{many / (time.process_time() - processor):>9,.0f} /s processor {many / (time.perf_counter() - clock):>9,.0f} /s clock"


def plain(folder: Path, many: int, batch: int) -> None:
    """The baseline: the same payloads, written as JSON into a table that promises nothing."""
    db = sqlite3.connect(folder / "plain.db")
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("CREATE TABLE claims (seq INTEGER PRIMARY KEY, payload TEXT)")
    for first in range(0, many, batch):
        db.executemany("INSERT INTO claims VALUES (?, ?)", [(n, canonical(claim(n))) for n in range(first, min(many, first + batch))])
        db.commit()
    db.close()


def ingest(ledger: Ledger, many: int, batch: int) -> None:
    for first in range(0, many, batch):
        ledger.append([(EntryKind.CLAIM, f"clm-{n:024d}", claim(n)) for n in range(first, min(many, first + batch))])


def run(name: str, where: str | Path, folder: Path, many: int, batch: int) -> None:
    with Ledger(where, archive=folder / "archive") as ledger:
        print(f"{name}: ingest {timed(lambda: ingest(ledger, many, batch), many)}", flush=True)
        print(f"{name}: verify {timed(lambda: _sound(ledger), many)}", flush=True)
    if isinstance(where, Path):
        print(
            f"{name}: {where.stat().st_size / many:,.0f} bytes a claim, of which its JSON {len(canonical(claim(1)).encode()):,}", flush=True
        )


def compare(many: int, batch: int, *, server: bool) -> None:
    print(f"{many:,} claims in batches of {batch:,}")
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        print(f"plain inserts: {timed(lambda: plain(Path(folder), many, batch), many)}", flush=True)
        run("SQLite", Path(folder) / "a.db", Path(folder), many, batch)
    if server:
        with postgres.started("-c fsync=on") as running, tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
            run("PostgreSQL", running.new_place(), Path(folder), many, batch)


def _sound(ledger: Ledger) -> None:
    assert verify(ledger).sound


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="*", default=[20_000])
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    for many in asked.claims:
        compare(many, asked.batch, server=asked.postgres)


if __name__ == "__main__":
    main()
