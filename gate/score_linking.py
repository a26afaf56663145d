"""Measures linking and reconciling from the right claims: writes events and spells and calls the scorers that lie beside the repository.

    score_linking.py FOLDER [--out DIR] [--errors N]      one folder of annotated reports, e.g. ../shared/gold/train
    score_linking.py --control                            control of Palmyra on gold/dev, against what hindsight knows

The scorers are called, never copied; without them the script says so and ends with status 2.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from onrecord.interchange import dump, event_row, read_claims, report_from, spell_row
from onrecord.knowledge.actors import ActorRegister
from onrecord.link import link
from onrecord.reconcile import reconcile
from onrecord.reconcile.control import timelines
from onrecord.records import Claim, Event, Report

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
WINDOWS = ("2015-05-19:2015-05-24", "2016-12-08:2016-12-13")
PALMYRA = ("palmyra-2015-05", "palmyra-2016-12")


def scorer(name: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, str(SHARED / "score" / name), *map(str, arguments)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return done.stdout


def read_gold(folder: Path, out: Path) -> tuple[dict[str, Report], list[Claim], Path]:
    """The right reports and claims of a folder, and where the claims were written."""
    path = out / "claims.jsonl"
    path.write_text(scorer("score_claims.py", "answers", folder), "utf-8")
    reports = [report_from(json.loads(line)) for line in scorer("score_claims.py", "reports", folder).splitlines()]
    with path.open(encoding="utf-8") as lines:
        claims = list(read_claims(lines, path.name))
    return {r.id: r for r in reports}, claims, path


def run(reports: dict[str, Report], claims: Sequence[Claim], register: ActorRegister) -> list[Event]:
    by_id = {c.id: c for c in claims}
    return [reconcile(event, reports, by_id, register) for event in link(reports, claims, register)]


def write(path: Path, rows: Iterable[str]) -> Path:
    path.write_text("".join(row + "\n" for row in rows), "utf-8")
    return path


def relations(folder: Path, out: Path, errors: int) -> None:
    reports, claims, path = read_gold(folder, out)
    begun = time.perf_counter()
    events = run(reports, claims, ActorRegister.load())
    took = time.perf_counter() - begun
    written = write(out / "events.jsonl", (dump(event_row(e)) for e in events))
    print(f"{folder.name}: {len(claims)} claims, {len(events)} events, {took:.1f} s")
    print(scorer("score_relations.py", folder, path, written, "--errors", str(errors)).strip())
    print(largest(events, {c.id: reports[c.report] for c in claims}, folder))


def largest(events: Sequence[Event], report_of: dict[str, Report], folder: Path) -> str:
    """The largest event of every cluster of reports, in claims."""
    cluster = {p.stem: p.parent.name for p in folder.rglob("*.json")}
    top: dict[str, int] = {}
    for event in events:
        name = cluster.get(report_of[event.claims[0]].id, "?")
        top[name] = max(top.get(name, 0), len(event.claims))
    ranked = sorted(top.items(), key=lambda item: (-item[1], item[0]))
    return "largest events: " + ", ".join(f"{name} {size}" for name, size in ranked[:8])


def control(out: Path) -> None:
    dev = SHARED / "gold" / "dev"
    reports, told, _ = read_gold(dev, out)
    wanted = {p.stem for cluster in PALMYRA for p in (dev / cluster).glob("*.json")}
    claims = [c for c in told if c.report in wanted]
    spells = timelines(reports, claims, ActorRegister.load())
    written = write(out / "spells.jsonl", (dump(spell_row(s)) for s in spells))
    actors = itertools.chain.from_iterable(("--actors", str(dev / c / "actors.json")) for c in PALMYRA)
    windows = itertools.chain.from_iterable(("--window", w) for w in WINDOWS)
    print(scorer("score_control.py", dev / "truth-syria.json", written, *actors, "--place", "Palmyra", *windows).strip())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--control", action="store_true")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    if not (SHARED / "score").is_dir():
        print(f"the scorers are not at {SHARED / 'score'}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        out = args.out or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        if args.folder:
            relations(args.folder, out, args.errors)
        if args.control:
            control(out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
