"""Scores the figures layer alone: figures of the annotated quotes, and death tolls of whole articles.

    python gate/score_figures_layer.py [GOLD_DIR ...] [--tolls] [--errors N]

Without GOLD_DIR: gold/dev and gold/real of the shared folder (ONRECORD_SHARED, or ../shared beside the repository).
Quotes: a figure is right when its measure, low and high are those of the annotation (micro-averaged F1).
Tolls: the articles of data/fakes/dev.jsonl that are not among gold/train-real; every figure of the text stands in for the claims'.
`gate/measure.py --only tolls` scores the same articles by the claims that are read in them.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from onrecord.extract.figures import figures_of, find_figures
from onrecord.records import Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.measures import Measure

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
Key = tuple[str, object, object]


def score_quotes(folder: Path, errors: int) -> float:
    right = made = wanted = 0
    by: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for path in sorted(folder.glob("*/*.json")):
        report = json.loads(path.read_text("utf-8"))
        if not isinstance(report, dict) or "claims" not in report:
            continue
        text = report["text"]
        for claim in report["claims"]:
            at = text.find(claim["quote"])
            quote = Span(at, at + len(claim["quote"]))
            gold: Counter[Key] = Counter((q["what"], q["low"], q["high"]) for q in claim["quantities"])
            found = figures_of(quote, text, event_type=EventType(claim["type"]))
            got: Counter[Key] = Counter((str(f.what), f.low, f.high) for f in found)
            hit = gold & got
            right, made, wanted = right + hit.total(), made + got.total(), wanted + gold.total()
            for i, counter in enumerate((hit, got, gold)):
                for (what, _, _), n in counter.items():
                    by[what][i] += n
            if gold != got and errors > 0:
                errors -= 1
                print(f"{report['id']}: {claim['type']}: {claim['quote'][:160]!r}: missing {dict(gold - got)}, wrong {dict(got - gold)}")
    f1 = 2 * right / max(made + wanted, 1)
    print(f"{folder.name}: wanted {wanted}  made {made}  P {right / max(made, 1):.3f}  R {right / max(wanted, 1):.3f}  F1 {f1:.3f}")
    print("  " + "  ".join(f"{w} {2 * n[0] / max(n[1] + n[2], 1):.2f} ({n[2]})" for w, n in sorted(by.items(), key=lambda x: -x[1][2])))
    return f1


def score_tolls(errors: int) -> tuple[float, float]:
    asked = first = anywhere = words = 0
    started = time.perf_counter()
    for article in unlearnt_articles():
        if not article["killed"]:
            continue
        asked += 1
        words += len(article["text"].split())
        tolls = [(f.low, f.high) for f in find_figures(article["text"]) if f.what is Measure.KILLED]
        first += bool(tolls) and article["killed"] in tolls[0]
        hit = any(article["killed"] in t for t in tolls)
        anywhere += hit
        if not (tolls and article["killed"] in tolls[0]) and errors > 0:
            errors -= 1
            print(f"{article['id']} coded {article['killed']}, got {tolls[:6]}: {article['title'][:80]}")
    rate = words / (time.perf_counter() - started)
    print(f"tolls: articles {asked}  first {first / asked:.3f}  any {anywhere / asked:.3f}  ({rate:,.0f} words a second)")
    return first / asked, anywhere / asked


def unlearnt_articles() -> list[dict[str, Any]]:
    """The FA-KES articles that nothing was learned from: those of gold/train-real are left out, and those that begin like one of them
    (a few stand in the collection twice)."""
    folder = SHARED / "gold/train-real"
    learnt = {_opening(json.loads(p.read_text("utf-8"))["text"]) for p in folder.glob("*/*.json") if p.stem not in ("actors", "relations")}
    lines = (SHARED / "data/fakes/dev.jsonl").read_text("utf-8").splitlines()
    return [article for article in map(json.loads, lines) if _opening(article["text"]) not in learnt]


def _opening(text: str) -> str:
    """The first letters and digits of a text."""
    return "".join(c for c in text[:600].casefold() if c.isalnum())[:200]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--tolls", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    for folder in args.gold or [SHARED / "gold/dev", SHARED / "gold/real"]:
        score_quotes(folder, args.errors)
    if args.tolls:
        score_tolls(args.errors)


if __name__ == "__main__":
    main()
