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
from dataclasses import asdict
from pathlib import Path

from onrecord.extract.dates import find_dates

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


if __name__ == "__main__":
    main()
