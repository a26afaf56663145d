"""How far the reader's confidence can be believed: draws docs/images/reliability.svg and prints the table behind it.

    reliability.py [--reader default] [--write]

Claims of the whole program on gold/dev and gold/real. For each field the claims are put into ten bins by confidence; a bin's point stands
at its mean confidence and at the share that was right. `quote`: found; `type`, `modality`: right among the found; `source`: right among
the found; `claim`: quote, type and source all right. The expected calibration error is the mean distance of the bins from the diagonal,
weighed by their size (Naeini and others, "Obtaining well calibrated probabilities using Bayesian binning", 2015).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType

from onrecord.extract.pipeline import Pipeline
from onrecord.interchange import claim_row
from onrecord.records import Report

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
PICTURE = ROOT / "docs" / "images" / "reliability.svg"
FIELDS = ("quote", "type", "source", "modality", "claim")
BINS = 10
SIZE = 170  # of one field's square, in units of the picture

Points = list[tuple[float, bool]]


def load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "score" / "score_claims.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def observe(reader: str) -> dict[str, Points]:
    """(confidence, right) by field, over every claim that the program makes."""
    scorer, pipeline = load_scorer(), Pipeline.load(reader=reader)
    seen: dict[str, Points] = defaultdict(list)
    for name in ("dev", "real"):
        for gold, names in scorer.load_gold(SHARED / "gold" / name):
            told = {k: gold.get(k) for k in ("id", "publisher", "published", "language", "title", "text")}
            claims = [claim_row(c) for c in pipeline.claims(Report(**told))]
            pairs = {j: gold["claims"][i] for i, j in scorer.match(gold, claims, names)}
            for number, claim in enumerate(claims):
                right, sure = pairs.get(number), claim.get("confidence") or {}
                typed = right is not None and right["type"] == claim["type"]
                spoken = right is not None and scorer.source_right(right, claim, names)
                truth = {"quote": right is not None, "claim": typed and spoken}
                if right is not None:
                    truth |= {"type": typed, "source": spoken, "modality": right["modality"] == claim["modality"]}
                for field, ok in truth.items():
                    if field in sure:
                        seen[field].append((sure[field], bool(ok)))
    return seen


def binned(points: Points) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, how many) of every bin that is not empty."""
    bins: dict[int, Points] = defaultdict(list)
    for sure, ok in points:
        bins[min(int(sure * BINS), BINS - 1)].append((sure, ok))
    return [(sum(s for s, _ in held) / len(held), sum(ok for _, ok in held) / len(held), len(held)) for _, held in sorted(bins.items())]


def calibration_error(points: Points) -> float:
    return sum(abs(sure - right) * count for sure, right, count in binned(points)) / max(len(points), 1)


def draw(seen: dict[str, Points]) -> str:
    """One square a field: the diagonal, and a dot a bin whose area goes with its size."""
    step = SIZE + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {step * len(FIELDS) + 20} {SIZE + 70}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for number, field in enumerate(FIELDS):
        points, left, top = seen.get(field, []), 30 + number * step, 30
        parts.append(f'<text x="{left}" y="{top - 10}">{field}, off by {calibration_error(points):.3f}</text>')
        parts.append(f'<rect x="{left}" y="{top}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#888"/>')
        parts.append(f'<path d="M{left} {top + SIZE}L{left + SIZE} {top}" stroke="#bbb" fill="none"/>')
        for sure, right, count in binned(points):
            x, y = left + sure * SIZE, top + (1 - right) * SIZE
            radius = 1.5 + 9 * (count / max(len(points), 1)) ** 0.5
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#1f5f8b" fill-opacity=".75"/>')
        parts.append(f'<text x="{left}" y="{top + SIZE + 16}" fill="#555">0</text>')
        parts.append(f'<text x="{left + SIZE}" y="{top + SIZE + 16}" text-anchor="end" fill="#555">1 confidence</text>')
    middle = 30 + SIZE / 2
    turned = f'x="18" y="{middle}" transform="rotate(-90 18 {middle})"'
    parts.append(f'<text {turned} text-anchor="middle" fill="#555">share right</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", default="default")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if not (SHARED / "gold").is_dir():
        print(f"the annotated reports are not at {SHARED}", file=sys.stderr)
        return 2
    seen = observe(args.reader)
    for field in FIELDS:
        points = seen.get(field, [])
        said, right = (sum(p[i] for p in points) / max(len(points), 1) for i in (0, 1))
        print(f"{field:9} {len(points):5} claims, said {said:.3f}, right {right:.3f}, calibration error {calibration_error(points):.3f}")
        print("          " + "  ".join(f"{s:.2f}:{r:.2f}({n})" for s, r, n in binned(points)))
    if args.write:
        PICTURE.write_text(draw(seen), "utf-8")
        print(json.dumps({f: round(calibration_error(seen.get(f, [])), 3) for f in FIELDS}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
