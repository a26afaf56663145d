"""Switches each rule of mending off in turn and scores what is left: which rules pay, and on what.

python gate/ablate_rules.py [--reader default] [--out FILE] train-real dev real

The annotated reports and the scorer lie beside the repository (ONRECORD_SHARED, or ../shared). Each report is read once; mending and the
layers run once for each rule. Figures are F1; a row says what is lost (-) or won (+) by leaving the rule out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord import interchange
from onrecord.extract.claims import Layers, to_claims
from onrecord.extract.pipeline import Pipeline
from onrecord.extract.reader import READERS, mend
from onrecord.extract.reader.base import ReadClaim
from onrecord.records import Report

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / "shared"))
SHOWN = ("found", "typed", "attributed", "complete", "control", "relays")

Read = tuple[Report, Layers, list[ReadClaim]]
Scores = dict[str, float]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "score" / "score_claims.py")
    if spec is None or spec.loader is None or not (SHARED / "score").is_dir():
        raise SystemExit(f"the annotated reports and scorers are not at {SHARED} (set ONRECORD_SHARED)")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(part: str, pipeline: Pipeline, scoring: ModuleType) -> list[Read]:
    """Every report of a part, with its layers and what the reader alone makes of it."""
    found = []
    for fields, _ in scoring.load_gold(SHARED / "gold" / part):
        report = Report(**{k: fields.get(k) for k in ("id", "text", "url", "publisher", "published", "language", "title")})
        found.append((report, Layers.of(report, pipeline.gazetteer), pipeline.reader.read(report)))
    return found


def scores(part: str, reads: Sequence[Read], pipeline: Pipeline, scoring: ModuleType) -> Scores:
    """F1 of each measure shown, with the rules as they stand in mend.RULES."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for report, layers, claims in reads:
            mended = mend.mend(report, claims)
            for claim in to_claims(report, mended, layers, pipeline.register, made_by="ablation"):
                out.write(interchange.dump(interchange.claim_row(claim)) + "\n")
        out.flush()
        result: dict[str, Any] = scoring.score(SHARED / "gold" / part, Path(out.name), 0)[0]
    return {name: result[name]["F1"] for name in SHOWN}


def table(part: str, reads: Sequence[Read], pipeline: Pipeline, scoring: ModuleType) -> list[str]:
    """A Markdown table: all rules, none, and each rule left out."""
    everything = mend.RULES
    lines = [f"| {part} | " + " | ".join(SHOWN) + " |", "|---|" + "---|" * len(SHOWN)]
    try:
        full = scores(part, reads, pipeline, scoring)
        lines.append("| all rules | " + " | ".join(f"{full[n]:.3f}" for n in SHOWN) + " |")
        for name, rules in (("no rules", ()), *((r.__name__, tuple(o for o in everything if o is not r)) for r in everything)):
            mend.RULES = rules
            left = scores(part, reads, pipeline, scoring)
            cells = [f"{left[n] - full[n]:+.3f}" if abs(left[n] - full[n]) >= 0.0005 else "" for n in SHOWN]
            lines.append(f"| {'' if name == 'no rules' else 'without '}{name.replace('_', ' ')} | " + " | ".join(cells) + " |")
            print(json.dumps({"part": part, "without": name, **dict(zip(SHOWN, cells, strict=True))}), file=sys.stderr, flush=True)
    finally:
        mend.RULES = everything
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="+")
    parser.add_argument("--reader", default="default", choices=READERS)
    parser.add_argument("--out", type=Path, help="where the page goes; standard output if not given")
    args = parser.parse_args()
    scoring = scorer()
    pipeline = Pipeline.load(reader=args.reader)
    lines = [
        "# What each rule of mending pays",
        "",
        f"Made by `gate/ablate_rules.py --reader {args.reader}`. F1 with all rules; then what changes when one",
        "is left out: a rule pays where the row is negative. The trained reader learned from `train-real`, so what rules mend",
        "there is too little. Rules that won nothing on the",
        "reports for learning were removed. How rules order, and what each says, stands in `onrecord/extract/reader/mend.py`.",
        "",
    ]
    for part in args.parts:
        lines += [*table(part, read(part, pipeline, scoring), pipeline, scoring), ""]
    page = "\n".join(lines)
    if args.out:
        args.out.write_text(page, encoding="utf-8")
    else:
        print(page)


if __name__ == "__main__":
    main()
