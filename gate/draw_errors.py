"""Draws errors of the program on gold/real at random, for a person to read and to sort by kind; docs/errors.md holds what was found.

    draw_errors.py [--folder real] [--reader default] [--number 100] [--seed 1]

An error is an annotated claim that was missed, one whose type, source or modality is wrong, and a claim that was made where none is
annotated.
"""

from __future__ import annotations

import argparse
import random
import sys
from typing import Any

from gate.reliability import SHARED, load_scorer
from onrecord.extract.pipeline import Pipeline
from onrecord.interchange import claim_row
from onrecord.records import Report

AROUND = 200  # characters of context on either side


def errors_of(folder: str, reader: str) -> list[str]:
    scorer, pipeline = load_scorer(), Pipeline.load(reader=reader)
    made: list[str] = []
    for gold, names in scorer.load_gold(SHARED / "gold" / folder):
        told = {k: gold.get(k) for k in ("id", "publisher", "published", "language", "title", "text")}
        claims = [claim_row(c) for c in pipeline.claims(Report(**told))]
        pairs = dict(scorer.match(gold, claims, names))
        for number, wanted in enumerate(gold["claims"]):
            at = scorer.span_of(gold["text"], wanted["quote"])
            if number not in pairs:
                near = [c for c in claims if at and c["quote"]["start"] < at[1] and c["quote"]["end"] > at[0]]
                made.append(page(gold, at, "missed", wanted=as_words(wanted), near=[c["quote"]["text"] for c in near]))
                continue
            claim = claims[pairs[number]]
            wrong = [k for k in ("type", "modality") if wanted[k] != claim[k]]
            wrong += [] if scorer.source_right(wanted, claim, names) else ["source"]
            if wrong:
                made.append(page(gold, at, f"wrong {', '.join(wrong)}", wanted=as_words(wanted), got=as_words(claim)))
        for number, claim in enumerate(claims):
            if number not in pairs.values():
                made.append(page(gold, (claim["quote"]["start"], claim["quote"]["end"]), "not annotated", got=as_words(claim)))
    return made


def as_words(claim: dict[str, Any]) -> str:
    source, quote = claim.get("source") or {}, claim["quote"]
    name = source.get("canonical") or source.get("name")
    return f"{claim['type']}, {claim['modality']}, by {name}: {quote if isinstance(quote, str) else quote['text']}"


def page(report: dict[str, Any], at: tuple[int, int] | None, kind: str, **rest: Any) -> str:
    start, end = at or (0, 0)
    text = report["text"]
    context = f"…{text[max(0, start - AROUND) : start]}«{text[start:end]}»{text[end : end + AROUND]}…".replace("\n", " / ")
    return "\n".join([f"{report['id']}: {kind}", *(f"  {k}: {v}" for k, v in rest.items()), f"  {context}"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", default="real")
    parser.add_argument("--reader", default="default")
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if not (SHARED / "gold").is_dir():
        print(f"the annotated reports are not at {SHARED}", file=sys.stderr)
        return 2
    found = errors_of(args.folder, args.reader)
    drawn = random.Random(args.seed).sample(found, min(args.number, len(found)))
    print(f"{len(found)} errors, {len(drawn)} drawn")
    for number, error in enumerate(drawn, 1):
        print(f"\n[{number}] {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
