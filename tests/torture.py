"""Kills `add` at random points, and the database server under it, and looks whether anything that was acknowledged is lost.

    torture.py [--sqlite 1000] [--postgres 200] [--server 20] [--seed 7] [--reader rules]

Each round forks a process that adds reports, each report acknowledged on a pipe once the ledger says that it is written; it is killed with
SIGKILL after a random while. Then: every acknowledged report, its claims and its original are there, `verify` finds no fault, and the next
round goes on with the same ledger. `make torture` runs the long form; the tests run a short one.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import postgres
from builders import a_claim

from onrecord import flow
from onrecord.errors import LedgerError
from onrecord.extract.claims import claim_id
from onrecord.extract.pipeline import Pipeline
from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.verify import verify
from onrecord.records import Claim, Report, Span

PLACES = "Maraba Dura Harran Qasab Tel Rifat Zafran Umm Safa Deir Alun Kafr Nun".split()
STORY = (
    "Rebels took {place} on Sunday, the army said. Shells fell on {place} and killed {n} people, a hospital said. "
    "The governor of {place} denied it. Report number {n}.\n"
)


class Prepared:
    """In a reader's place: two claims a report at once, so that most kills meet the ledger at work and not the reader."""

    sends_to = None
    rejected = ()

    def software(self) -> dict[str, str]:
        return {"reader": "prepared"}

    def claims(self, report: Report) -> list[Claim]:
        quotes = [report.text[:20], report.text[20:50]]
        return [a_claim(quote, report.text, id=claim_id(report.id, Span(n, n), None), report=report.id) for n, quote in enumerate(quotes)]


class Acknowledging(Ledger):
    """Says on a pipe which report was written, and only then."""

    pipe: int = -1

    def append(self, entries: Iterable[tuple[EntryKind, str, dict]]) -> int:
        held = list(entries)
        written = super().append(held)
        for kind, ref, payload in held:
            if kind is EntryKind.REPORT:
                os.write(self.pipe, f"{ref} {payload['digest']} {len(held) - 1}\n".encode())
        return written


@dataclass(slots=True)
class Tally:
    """How a run went. landed: kills that met a process still at work."""

    rounds: int = 0
    landed: int = 0
    acknowledged: dict[str, tuple[str, int]] = field(default_factory=dict)  # report -> digest of its original, number of its claims
    problems: list[str] = field(default_factory=list)
    slowest_recovery: float = 0.0  # seconds from the kill to a verified ledger


class Torture:
    """One ledger under torture, over any number of rounds. where: as for Ledger. folder: for the reports and the archive."""

    def __init__(self, where: str | Path, folder: Path, pipeline: Any, seed: int = 7) -> None:
        self.where, self.folder, self.pipeline = where, folder, pipeline
        self.random = random.Random(seed)
        self.tally = Tally()
        self._told = 0
        self._pace = 0.05  # seconds that one report takes, learned on the way

    def round(self, strike: Callable[[int], None] | None = None, *, reports: int = 3) -> None:
        """One process that adds so many new reports, struck somewhere between two acknowledgements, and the check of what is left."""
        paths = [self._report() for _ in range(reports)]
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            self._add(paths, writing)
        os.close(writing)
        said = self._wait(reading, self.random.randrange(reports))
        self.tally.landed += os.waitpid(child, os.WNOHANG) == (0, 0)
        struck = time.monotonic()
        (strike or _kill)(child)
        said += b"".join(iter(lambda: os.read(reading, 65536), b""))
        os.close(reading)
        _wait_for(child)
        for line in said.decode().splitlines():
            if line.count(" ") == 2:
                ref, digest, claims = line.split()
                self.tally.acknowledged[ref] = digest, int(claims)
        self.tally.rounds += 1
        self._check()
        self.tally.slowest_recovery = max(self.tally.slowest_recovery, time.monotonic() - struck)
        for path in paths:
            path.unlink(missing_ok=True)

    def _wait(self, reading: int, acknowledged: int) -> bytes:
        """Waits for so many acknowledgements, and then a random part of the time that one takes; the load of the machine plays no part."""
        begun, said = time.monotonic(), b""
        while said.count(b"\n") < acknowledged and (more := os.read(reading, 65536)):
            said += more
        if acknowledged:
            self._pace = 0.8 * self._pace + 0.2 * (time.monotonic() - begun) / acknowledged
        time.sleep(self.random.random() * 1.5 * self._pace)
        return said

    def _report(self) -> Path:
        self._told += 1
        path = self.folder / f"told-{self._told}.txt"
        path.write_text(STORY.format(place=self.random.choice(PLACES), n=self._told))
        return path

    def _add(self, paths: list[Path], pipe: int) -> None:
        """What the forked process does; it never comes back from here."""
        code = 1
        try:
            with Acknowledging(self.where, archive=self.folder / "archive") as ledger:
                ledger.pipe = pipe
                flow.add(paths, ledger, self.pipeline, max_text=10_000)
            code = 0
        except LedgerError as error:
            print(f"  (the adding process said: {error})", file=sys.stderr)
        finally:
            os._exit(code)

    def _check(self) -> None:
        with Ledger(self.where, archive=self.folder / "archive") as ledger:
            found = verify(ledger)
            claims: dict[str, int] = {}
            for entry in ledger.entries(EntryKind.CLAIM):
                claims[entry.payload["report"]] = claims.get(entry.payload["report"], 0) + 1
            standing = {entry.ref: entry.payload["digest"] for entry in ledger.entries(EntryKind.REPORT)}
        self.tally.problems += [f"round {self.tally.rounds}: {fault.what}" for fault in found.faults]
        for ref, (digest, count) in self.tally.acknowledged.items():
            if standing.get(ref) != digest:
                self.tally.problems.append(f"round {self.tally.rounds}: acknowledged report {ref} is lost")
            if claims.get(ref, 0) != count:
                self.tally.problems.append(f"round {self.tally.rounds}: {ref} has {claims.get(ref, 0)} claims, not {count}")

    def last_add(self) -> None:
        """An undisturbed add after all the kills."""
        before = len(self.tally.acknowledged)
        self.round(_wait_for)
        if len(self.tally.acknowledged) != before + 3:
            self.tally.problems.append("the add after the last kill did not go through")


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # it had ended, and was waited for
        os.kill(pid, signal.SIGKILL)


def _wait_for(pid: int) -> None:
    with contextlib.suppress(ChildProcessError):  # it was waited for before
        os.waitpid(pid, 0)


def strike_server(server: postgres.Server) -> Callable[[int], None]:
    """Kills the server, lets the adding process find out, and starts the server again, which recovers from its log."""

    def strike(pid: int) -> None:
        server.kill()
        _wait_for(pid)
        server.restart()

    return strike


def told(name: str, run: Torture, seconds: float) -> str:
    t = run.tally
    state = "nothing lost, every verify sound" if not t.problems else f"{len(t.problems)} PROBLEMS: {t.problems[:3]}"
    return (
        f"{name}: {t.rounds} rounds, {t.landed} struck an add at work, {len(t.acknowledged)} reports acknowledged; {state}; "
        f"slowest check after a kill {t.slowest_recovery:.1f} s; {seconds:.0f} s in all"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sqlite", type=int, default=1000)
    parser.add_argument("--postgres", type=int, default=200)
    parser.add_argument("--server", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--reader", help="default or rules: read each report in earnest, which takes longer")
    asked = parser.parse_args()
    pipeline = Pipeline.load(reader=asked.reader) if asked.reader else Prepared()
    problems = 0
    with tempfile.TemporaryDirectory(prefix="onrecord-torture-") as folder:
        path = Path(folder)
        problems += _series("SQLite, SIGKILL to add", asked.sqlite, Torture(path / "a.db", path, pipeline, asked.seed))
    if asked.postgres or asked.server:
        with postgres.started("-c fsync=on") as server, tempfile.TemporaryDirectory(prefix="onrecord-torture-") as folder:
            run = Torture(server.new_place(), Path(folder), pipeline, asked.seed)
            problems += _series("PostgreSQL, SIGKILL to add", asked.postgres, run)
            run = Torture(server.new_place(), Path(folder), pipeline, asked.seed + 1)
            problems += _series("PostgreSQL, SIGKILL to the server", asked.server, run, strike_server(server))
    return 1 if problems else 0


def _series(name: str, rounds: int, run: Torture, strike: Callable[[int], None] | None = None) -> int:
    if not rounds:
        return 0
    begun = time.monotonic()
    for number in range(1, rounds + 1):
        run.round(strike)
        if number % 50 == 0:
            print(f"  {name}: {number} rounds", file=sys.stderr, flush=True)
    run.last_add()
    print(told(name, run, time.monotonic() - begun), flush=True)
    return len(run.tally.problems)


if __name__ == "__main__":
    sys.exit(main())
