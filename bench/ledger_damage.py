"""Changes single bytes of a ledger, one at a time, and looks whether `verify` names each.

    PYTHONPATH=tests python bench/ledger_damage.py [--entries 4500] [--originals 500] [--anywhere 500] [--seed 7]

Inside stored entries and archived originals, every change must be named with its entry or original. Anywhere in the database file, a
change must be named, or the file be reported as damaged, or the byte must lie where no reading reaches: then everything that can be read
from it, tables and their definitions, is as it was.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from pathlib import Path

from ledgers import SKIP, add_report

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger
from onrecord.ledger.verify import verify

COLUMNS = {"entries": ("kind", "at", "commitment", "digest"), "payloads": ("ref", "salt", "payload")}
STORY = "Rebels took Maraba on day {n}, the army said. Shells fell on Dura and killed {n} people. The governor denied it."


def make(folder: Path, reports: int = 12) -> Path:
    """A small ledger: removals, judgements and all that is in it are entries like these."""
    with Ledger(folder / "a.db") as ledger:
        for n in range(reports):
            text = STORY.format(n=n)
            add_report(ledger, f"r{n}", text, text[:20], text[20:60])
        ledger.append([SKIP] * 3)
    return folder / "a.db"


def in_entries(path: Path, times: int, rng: random.Random) -> Counter[str]:
    """One character of one column of one entry becomes another that differs in one bit; undone after each look."""
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA synchronous=OFF")
    guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    last = raw.execute("SELECT max(seq) FROM entries").fetchone()[0]
    counts: Counter[str] = Counter()
    with Ledger.existing(path) as ledger:
        for _ in range(times):
            table = rng.choice(list(COLUMNS))
            column, seq = rng.choice(COLUMNS[table]), rng.randint(1, last)
            (value,) = raw.execute(f"SELECT {column} FROM {table} WHERE seq = ?", (seq,)).fetchone()
            data = bytearray(value.encode())
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(7)
            raw.execute(f"UPDATE {table} SET {column} = CAST(? AS TEXT) WHERE seq = ?", (bytes(data), seq))
            raw.commit()
            found = verify(ledger, archive=False)
            named = [fault.seq for fault in found.faults if fault.seq]
            counts["named" if named and min(named) == seq else f"NOT NAMED: {table}.{column} of {seq}, but {named[:3]}"] += 1
            raw.execute(f"UPDATE {table} SET {column} = ? WHERE seq = ?", (value, seq))
            raw.commit()
        for _, sql in guards:
            raw.execute(sql)
        raw.commit()
        assert verify(ledger).sound
    raw.close()
    return counts


def in_originals(path: Path, times: int, rng: random.Random) -> Counter[str]:
    counts: Counter[str] = Counter()
    with Ledger.existing(path) as ledger:
        assert ledger.archive_folder
        files = sorted(p for p in ledger.archive_folder.rglob("*") if p.is_file())
        for _ in range(times):
            file = rng.choice(files)
            good = file.read_bytes()
            _flip(file, rng.randrange(len(good)), rng)
            faults = [fault.what for fault in verify(ledger).faults]
            counts["named" if len(faults) == 1 and file.name in faults[0] else f"NOT NAMED: {file.name}"] += 1
            file.write_bytes(good)
    return counts


def anywhere(path: Path, times: int, rng: random.Random) -> Counter[str]:
    counts: Counter[str] = Counter()
    before = everything(path)
    broken = path.with_name("b.db")
    if not broken.with_name("b.db.archive").exists():
        shutil.copytree(path.with_name("a.db.archive"), broken.with_name("b.db.archive"))
    for _ in range(times):
        shutil.copy(path, broken)
        at = rng.randrange(path.stat().st_size)
        _flip(broken, at, rng)
        counts[look(broken, before, at)] += 1
        for side in ("-wal", "-shm"):
            broken.with_name(broken.name + side).unlink(missing_ok=True)
    return counts


def look(broken: Path, before: object, at: int) -> str:
    try:
        with Ledger.existing(broken) as ledger:
            found = verify(ledger)
    except LedgerError:
        return "reported as damaged on opening"
    if any(fault.seq for fault in found.faults):
        return "named with its entry"
    if found.faults:
        return "reported as damaged"
    return "where no reading reaches" if everything(broken) == before else f"NOT SEEN: byte {at}"


def everything(path: Path) -> object:
    """All that can be read: every row of every table, every definition, and the numbers that SQLite keeps for the file's user."""
    raw = sqlite3.connect(path)
    try:
        numbers = [raw.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id", "encoding", "page_size")]
        return numbers, list(raw.iterdump())
    except (sqlite3.Error, UnicodeError) as error:
        return str(error)
    finally:
        raw.close()


def _flip(file: Path, at: int, rng: random.Random) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 1 << rng.randrange(8)
    file.write_bytes(data)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=4500)
    parser.add_argument("--originals", type=int, default=500)
    parser.add_argument("--anywhere", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    rng, bad = random.Random(asked.seed), 0
    for what, times, act in (
        ("a byte of an entry", asked.entries, in_entries),
        ("a byte of an original", asked.originals, in_originals),
        ("a byte anywhere in the file", asked.anywhere, anywhere),
    ):
        with tempfile.TemporaryDirectory(prefix="onrecord-damage-") as folder:
            counts = act(make(Path(folder)), times, rng)
        print(f"{what}, {times} times: " + "; ".join(f"{n} {how}" for how, n in counts.most_common(8)), flush=True)
        bad += sum(n for how, n in counts.items() if how.startswith("NOT"))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
