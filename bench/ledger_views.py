"""Stored views on ledgers of growing size: what `rebuild` takes, what questions take, what one report more takes.

    python bench/ledger_views.py FOLDER [--claims 10000 100000 1000000]

Made-up claims as in link_claims.py, one ledger a size, in FOLDER, which are left there and taken up again by the next run. Each question
is a command run by itself, as a user runs it, start of the program and all: `events` and `control` of one place, `brief` of one place and
month. Bars, at any size: under 1 s, under 1 s, under 2 s. Best of three, by the clock and by the processor's time of the command. The
baseline is the same question where no view is stored, at the smallest size. Exit code 1 if a bar is not held by the processor's time.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from link_claims import make

from onrecord.interchange import claim_row, report_row
from onrecord.keeping import Keeper
from onrecord.ledger import Ledger, LedgerView, StoredViews
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.stored import path_of
from onrecord.records import Report

ROOT = Path(__file__).resolve().parents[1]
BARS = {"events": 1.0, "control": 1.0, "brief": 2.0}


def fill(path: Path, count: int) -> None:
    """A ledger of so many claims, if it is not there; what is missing at its end is made good."""
    reports, claims = make(count)
    by_report: dict[str, list] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append((EntryKind.CLAIM, claim.id, claim_row(claim)))
    waiting: list = []
    with Ledger(path) as ledger:
        for id, rows in by_report.items():
            text = Report(**{f: getattr(reports[id], f) for f in ("id", "publisher", "published")}, text=f"Report {id}.")
            waiting += [(EntryKind.REPORT, id, report_row(text)), *rows]
            if len(waiting) > 5000:
                ledger.append(waiting)
                waiting = []
        if waiting:
            ledger.append(waiting)


def busiest(ledger: Ledger) -> tuple[str, str]:
    """The place that most claims name, and the month in which most of its claims lie."""
    places = Counter(c.place.name for c in LedgerView(ledger).read_claims() if c.place)
    place = places.most_common(1)[0][0]
    claims = (c for c in LedgerView(ledger).read_claims() if c.place and c.place.name == place and c.when)
    return place, Counter(c.when.earliest[:7] for c in claims if c.when).most_common(1)[0][0]


def timed(*words: str) -> tuple[float, float, int]:
    """Seconds by the clock and of the processor, best of three, and bytes printed."""
    best: tuple[float, float, int] = (1e9, 1e9, 0)
    for _ in range(3):
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run([sys.executable, "-m", "onrecord", *words], capture_output=True, check=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best[0], time.perf_counter() - begun), min(best[1], used), len(done.stdout)
    return best


def ask(path: Path, place: str, month: str) -> dict[str, tuple[float, float, int]]:
    where = ["--ledger", str(path)]
    days = ["--from", f"{month}-01", "--to", f"{month}-28"]
    page = path.with_suffix(".html")
    return {
        "events": timed("events", "--place", place, *days, "--format", "jsonl", *where),
        "control": timed("control", place, "--format", "jsonl", *where),
        "brief": timed("brief", "--place", place, *days, "-o", str(page), *where),
    }


def measure(folder: Path, count: int, *, baseline: bool) -> bool:
    path = folder / f"{count}.db"
    if not path.exists():
        begun = time.process_time()
        fill(path, count)
        print(f"{count:,} claims: made and written in {time.process_time() - begun:.0f} s", flush=True)
    with Ledger(path) as ledger:
        place, month = busiest(ledger)
        if baseline and not StoredViews.there(ledger):
            told = {name: f"{clock:.1f} s ({used:.1f})" for name, (clock, used, _) in ask(path, place, month).items()}
            print(f"{count:,} claims, nothing stored: {told}", flush=True)
        keeper = Keeper(ledger)
        if keeper.views.behind(keeper.rules):
            begun, used = time.perf_counter(), time.process_time()
            kept = keeper.rebuild()
            spent = f"{time.process_time() - used:.0f} s of the processor, {time.perf_counter() - begun:.0f} s by the clock"
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
            sizes = f"{path.stat().st_size / 1e6:,.0f} MB, views {path_of(ledger).stat().st_size / 1e6:,.0f} MB"
            print(
                f"{count:,} claims: rebuild {spent}, {kept.events:,} events, {kept.recorded:,} recorded, {most:.1f} GB; {sizes}", flush=True
            )
            _one_more(ledger, keeper, count)
    held = True
    for name, (clock, used, printed) in ask(path, place, month).items():
        held &= used < BARS[name]
        print(f"{count:,} claims: {name} {clock:.2f} s by the clock, {used:.2f} s of the processor; {printed:,} bytes", flush=True)
    return held


def _one_more(ledger: Ledger, keeper: Keeper, count: int) -> None:
    """One report more, as a program that stays open takes it in."""
    reports, claims = make(30, seed=count + os.getpid())
    report = next(iter(reports.values()))
    mine = [c for c in claims if c.report == report.id]
    name = f"more-{count}-{os.getpid()}"
    told = report_row(Report(id=name, text="One more.", publisher=report.publisher, published=report.published))
    rows = [(EntryKind.CLAIM, f"{name}-{n}", claim_row(c) | {"claim": f"{name}-{n}", "report": name}) for n, c in enumerate(mine)]
    ledger.append([(EntryKind.REPORT, name, told), *rows])
    begun, used = time.perf_counter(), time.process_time()
    kept = keeper.catch_up()
    spent = f"{time.process_time() - used:.2f} s of the processor, {time.perf_counter() - begun:.2f} s by the clock"
    print(f"{count:,} claims: one report more, in a program that stays open: {spent}, {kept.events} events written", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, nargs="*", default=[10_000, 100_000])
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    held = [measure(asked.folder, count, baseline=count == min(asked.claims)) for count in asked.claims]
    sys.exit(not all(held))


if __name__ == "__main__":
    main()
