"""Scores a reader alone: its spans as interchange lines, names being the words themselves.

python gate/score_reader.py [--reader rules] [--folder WEIGHTS] [--hold-out K/N] dev real train
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import Any

from onrecord.extract.reader.base import ReadClaim, Reader
from onrecord.extract.reader.mend import mend
from onrecord.extract.reader.rules import RuleReader
from onrecord.records import Report, Span

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / "shared"))


def row(report: Report, claim: ReadClaim, number: int) -> dict[str, Any]:
    """A claim in interchange form; dates, figures and coordinates are left to other stages."""
    text = report.text

    def words(span: Span | None) -> str | None:
        return text[span.start : span.end] if span else None

    source = words(claim.source)
    return {
        "claim": f"{report.id}#{number}",
        "report": report.id,
        "quote": {"text": words(claim.quote), "start": claim.quote.start, "end": claim.quote.end},
        "source": {"mention": source, "name": source or claim.voice, "via": [words(v) for v in claim.via]},
        "cue": words(claim.cue),
        "modality": str(claim.modality),
        "type": str(claim.type),
        "actor": words(claim.actor),
        "target": words(claim.target),
        "place": {"name": words(claim.place)} if claim.place else None,
        "control": claim.holder
        and claim.change
        and {"holder": words(claim.holder), "place": words(claim.place), "extent": claim.extent, "change": str(claim.change)},
    }


def copied(name: str, hold_out: str | None, into: Path) -> Path:
    """The gold folder, or a copy with only the clusters that were held out of training."""
    gold = SHARED / "gold" / name
    if hold_out is None:
        return gold
    k, n = map(int, hold_out.split("/"))
    for cluster in sorted(p for p in gold.iterdir() if p.is_dir()):
        if zlib.crc32(cluster.name.encode()) % n == k:
            shutil.copytree(cluster, into / name / cluster.name)
    return into / name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--hold-out")
    parser.add_argument("--threshold", type=float, default=None)
    parser.add_argument("--short", action="store_true")
    args = parser.parse_args()
    options = {} if args.threshold is None else {"threshold": args.threshold}
    reader: Reader = RuleReader(folder=args.folder, **options)
    for name in args.gold:
        with tempfile.TemporaryDirectory() as scratch:
            gold = copied(name, args.hold_out, Path(scratch))
            scorer = str(SHARED / "score/score_claims.py")
            lines = subprocess.run([sys.executable, scorer, "reports", str(gold)], check=True, capture_output=True, text=True).stdout
            predicted = Path(scratch) / "predicted.jsonl"
            started, count = time.perf_counter(), 0
            with predicted.open("w", encoding="utf-8") as out:
                for line in lines.splitlines():
                    fields = json.loads(line)
                    report = Report(**{k: fields.get(k) for k in ("id", "text", "url", "publisher", "published", "language", "title")})
                    count += len(report.text.split())
                    for number, claim in enumerate(mend(report, reader.read(report))):
                        out.write(json.dumps(row(report, claim, number), ensure_ascii=False) + "\n")
            took = time.perf_counter() - started
            print(f"== {name} ({count / took:.0f} words a second)", flush=True)
            shown = subprocess.run(
                [sys.executable, scorer, "score", str(gold), str(predicted)], check=True, capture_output=True, text=True
            ).stdout
            print("\n".join(shown.splitlines()[: 10 if args.short else 60]))


if __name__ == "__main__":
    main()
