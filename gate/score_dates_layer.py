"""Scores the dates layer on the public TIMEX3 sets and, given gold quotes, on annotated claims. Measures only.

    python gate/score_dates_layer.py [--shared DIR] [--errors N]

The sets lie outside the repository (ONRECORD_SHARED, or ../shared beside it); a set that is absent is passed over.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from onrecord.extract.dates import dates_of, find_dates, reference_day
from onrecord.extract.dates.page import Frame, Page, page
from onrecord.records import Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

SETS = ("meantime", "wikiwars_updated")


def shared_folder() -> Path:
    return Path(os.environ.get("ONRECORD_SHARED") or Path(__file__).resolve().parents[1].parent / "shared")


def write_layer(source: Path, target: Path) -> float:
    """Writes the layer's rows for each document. Returns words read per second."""
    words, started = 0, time.perf_counter()
    with target.open("w", encoding="utf-8") as out:
        for line in source.read_text("utf-8").splitlines():
            row = json.loads(line)
            words += row["text"].count(" ")
            rows = [asdict(m) for m in find_dates(row["text"], row.get("published") or row.get("dct"))]
            out.write(json.dumps({"id": row["id"], "dates": rows}) + "\n")
    return words / (time.perf_counter() - started)


Days = tuple[str, str] | None
Annotated = tuple[Page, list[Frame], list[Days]]


def gold_reports(shared: Path, name: str) -> Iterator[Annotated]:
    """The annotated reports of one folder, with quotes, types and modalities given."""
    for path in sorted((shared / "gold" / name).glob("*/*.json")):
        row = json.loads(path.read_text("utf-8"))
        if not isinstance(row, dict) or "claims" not in row:
            continue
        yield annotated(row)


def annotated(row: dict[str, Any]) -> Annotated:
    """An annotated report as the layer sees it: its page, its claims in the order of the text, and their annotated days."""
    published = row.get("published") or None
    made: list[tuple[Frame, Days]] = []
    for claim in row["claims"]:
        start = row["text"].find(claim["quote"])
        if start < 0:
            continue
        frame = Frame(
            quote=Span(start, start + len(claim["quote"])),
            event_type=EventType(claim["type"]),
            modality=Modality(claim["modality"]),
            control_change=Change(claim["control"]["change"]) if claim.get("control") else None,
        )
        made.append((frame, (claim["date_from"], claim["date_to"]) if claim.get("date_from") else None))
    made.sort(key=lambda pair: pair[0].quote)
    report = page(row["text"], find_dates(row["text"], published), reference_day(row["text"], published))
    return report, [frame for frame, _ in made], [days for _, days in made]


def score_claims(shared: Path, name: str) -> None:
    """Prints the share of claims with the right days, over all and over those that are dated; with neighbours known, and alone."""
    counts = {"together": [0, 0], "alone": [0, 0]}
    claims = dated = 0
    for report, frames, wanted in gold_reports(shared, name):
        published = report.today.isoformat() if report.today else None
        got = {
            "together": dates_of(frames, report.text, report.mentions, published=published),
            "alone": [dates_of([f], report.text, report.mentions, published=published)[0] for f in frames],
        }
        claims, dated = claims + len(frames), dated + sum(w is not None for w in wanted)
        for way, dates in got.items():
            right = [(d and (d.earliest, d.latest)) == w for d, w in zip(dates, wanted, strict=True)]
            counts[way][0] += sum(right)
            counts[way][1] += sum(r for r, w in zip(right, wanted, strict=True) if w)
    if claims:
        shares = "; ".join(f"{way} {a / claims:.3f} of all, {b / dated:.3f} of the dated" for way, (a, b) in counts.items())
        print(f"gold/{name}: dates right of {claims} claims ({dated} dated): {shares}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=shared_folder())
    options.add_argument("--errors", type=int, default=0)
    given = options.parse_args()
    scorer = given.shared / "score" / "score_dates.py"
    for name in SETS:
        source = given.shared / "data" / "dates" / f"{name}.jsonl"
        if not (source.exists() and scorer.exists()):
            print(f"{name}: not here, passed over")
            continue
        with tempfile.TemporaryDirectory() as folder:
            layer = Path(folder) / f"{name}.jsonl"
            speed = write_layer(source, layer)
            scored = subprocess.run(
                [sys.executable, str(scorer), str(source), str(layer), "--errors", str(given.errors)],
                capture_output=True,
                text=True,
                check=True,
            )
        print(f"{name}: {scored.stdout.strip()}  ({speed:,.0f} words a second)")
    for name in ("train", "train-real", "dev", "real"):
        score_claims(given.shared, name)


if __name__ == "__main__":
    main()
