"""Stored views on ledgers of growing size: what `rebuild` takes, what questions take, what one report more takes.

    python bench/ledger_views.py FOLDER [--claims 10000 100000 1000000]

Made-up claims (prepared_claims.py), one ledger a size, in FOLDER, which are left there and taken up again by the next run. Each question is
a command run by itself, as a user runs it, start of the program and all: `events` of a place and month, `control` of a place, `brief` of a
place and month; of the place that is named most often in the month in which it is, and of a place in the middle. What the start alone takes
is the same command on a ledger with one report. Bars, at any size: under 1 s, under 1 s, under 2 s. Best of three, by the clock and by the
processor's time of the command. The baseline is the same question where no view is stored, at the smallest size. Exit code 1 if a bar is
not held by the processor's time.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from calendar import monthrange
from collections import Counter
from dataclasses import replace
from pathlib import Path

from prepared_claims import make

from onrecord.interchange import claim_row, report_row
from onrecord.keeping import Keeper
from onrecord.ledger import Ledger, LedgerView, StoredViews
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.rules import rules_of
from onrecord.ledger.stored import path_of

ROOT = Path(__file__).resolve().parents[1]
BARS = {"events": 1.0, "control": 1.0, "brief": 2.0}


def fill(path: Path, count: int) -> None:
    """Makes a ledger of so many claims."""
    part, waiting = path.with_suffix(".part"), []
    part.unlink(missing_ok=True)
    with Ledger(part) as ledger:
        for report, claims in make(count):
            waiting += [(EntryKind.REPORT, report.id, report_row(report)), *((EntryKind.CLAIM, c.id, claim_row(c)) for c in claims)]
            if len(waiting) > 2000:
                ledger.append(waiting)
                waiting = []
        if waiting:
            ledger.append(waiting)
    part.rename(path)


def places(ledger: Ledger) -> dict[str, tuple[str, str]]:
    """The place that most claims name and the month in which they do most often, and those of a place in the middle."""
    named: Counter[tuple[str, str]] = Counter()
    for claim in LedgerView(ledger).read_claims():
        if claim.place and claim.when:
            named[claim.place.name, claim.when.earliest[:7]] += 1
    total: Counter[str] = Counter()
    for (place, _), many in named.items():
        total[place] += many
    ranked = [place for place, _ in total.most_common()]
    chosen = {"the first place": ranked[0], "a middle place": ranked[len(ranked) // 2]}
    return {what: max((many, (place, month)) for (place, month), many in named.items() if place == it)[1] for what, it in chosen.items()}


def timed(*words: str, times: int = 3) -> tuple[float, float, int]:
    """Seconds by the clock and of the processor, best of three, and bytes printed."""
    best: tuple[float, float, int] = (1e9, 1e9, 0)
    for _ in range(times):
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run([sys.executable, "-m", "onrecord", *words], capture_output=True, check=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best[0], time.perf_counter() - begun), min(best[1], used), len(done.stdout)
    return best


def ask(path: Path, place: str, month: str, times: int = 3) -> dict[str, tuple[float, float, int]]:
    where = ["--ledger", str(path)]
    days = ["--from", f"{month}-01", "--to", f"{month}-{monthrange(int(month[:4]), int(month[5:]))[1]}"]
    page = path.with_suffix(".html")
    found = {
        "events": timed("events", "--place", place, *days, "--format", "jsonl", *where, times=times),
        "control": timed("control", place, "--format", "jsonl", *where, times=times),
        "brief": timed("brief", "--place", place, *days, "-o", str(page), *where, times=times),
    }
    clock, used, _ = found["brief"]
    return found | {"brief": (clock, used, page.stat().st_size)}


def measure(folder: Path, count: int, *, baseline: bool) -> bool:
    path = folder / f"{count}.db"
    if not path.exists():
        begun, used = time.perf_counter(), time.process_time()
        fill(path, count)
        spent = f"{time.process_time() - used:.0f} s of the processor, {time.perf_counter() - begun:.0f} s by the clock"
        print(f"{count:,} claims: made and written in {spent}", flush=True)
    with Ledger(path) as ledger:
        asked = places(ledger)
        if baseline and not StoredViews.there(ledger):
            told = {name: f"{clock:.1f} s ({used:.1f})" for name, (clock, used, _) in ask(path, *asked["the first place"], times=1).items()}
            print(f"{count:,} claims, nothing stored: {told}", flush=True)
        if Keeper(ledger).views.behind(rules_of(None)):
            _stored(ledger, path, count)
            _one_more(ledger, count)
    held = True
    for what, (place, month) in asked.items():
        for name, (clock, used, printed) in ask(path, place, month).items():
            held &= used < BARS[name]
            told = f"{clock:.2f} s by the clock, {used:.2f} s of the processor; {printed:,} bytes"
            print(f"{count:,} claims, {what}: {name} {told}", flush=True)
    return held


def start_alone(folder: Path) -> None:
    """The same questions of a ledger that holds next to nothing."""
    path = folder / "1.db"
    if not path.exists():
        fill(path, 1)
    with Ledger(path) as ledger:
        Keeper(ledger).catch_up()
        ((place, month), *_) = places(ledger).values()
    for name, (clock, used, _) in ask(path, place, month).items():
        print(f"start alone, {name}: {clock:.2f} s by the clock, {used:.2f} s of the processor", flush=True)


def _stored(ledger: Ledger, path: Path, count: int) -> None:
    begun, used = time.perf_counter(), time.process_time()
    kept = Keeper(ledger).rebuild()
    spent = f"{time.process_time() - used:.0f} s of the processor, {time.perf_counter() - begun:.0f} s by the clock"
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    sizes = f"{path.stat().st_size / 1e6:,.0f} MB, views {path_of(ledger).stat().st_size / 1e6:,.0f} MB"
    print(f"{count:,} claims: rebuild {spent}, {kept.events:,} events, {kept.recorded:,} recorded, {most:.1f} GB; {sizes}", flush=True)


def _one_more(ledger: Ledger, count: int) -> None:
    """Reports more: one as a command takes it in that has just been started, two as a program does that stays open."""
    keeper = Keeper(ledger)
    for nth, whose in enumerate(("a program that has just been started", "one that stays open", "one that stays open")):
        report, claims = next(iter(make(30, seed=count + nth + os.getpid())))
        name = f"more-{count}-{nth}-{os.getpid()}"
        rows = [(EntryKind.CLAIM, f"{name}-{n}", claim_row(c) | {"claim": f"{name}-{n}", "report": name}) for n, c in enumerate(claims)]
        ledger.append([(EntryKind.REPORT, name, report_row(replace(report, id=name))), *rows])
        begun, used = time.perf_counter(), time.process_time()
        kept = keeper.catch_up()
        spent = f"{time.process_time() - used:.2f} s of the processor, {time.perf_counter() - begun:.2f} s by the clock"
        print(f"{count:,} claims: one report more, in {whose}: {spent}, {kept.events} events written", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, nargs="*", default=[10_000, 100_000])
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    start_alone(asked.folder)
    held = [measure(asked.folder, count, baseline=count == min(asked.claims)) for count in asked.claims]
    sys.exit(not all(held))


if __name__ == "__main__":
    main()
