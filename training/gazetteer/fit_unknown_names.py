#!/usr/bin/env python3
"""Fits the weights of onrecord/extract/places/unknown.py: which names that the gazetteer lacks are places.

    python training/gazetteer/fit_unknown_names.py --score-with .../score --gold .../gold/train .../gold/train-real --bank .../gold/bank

A name is a place if some claim of its cluster has it as its place; any other is taken for none, except where its context makes a place
likely all the same (claims do not name every place): those are left out. Logistic regression with L2 by full-batch gradient descent, on
word features that stand in at least MIN_SEEN names.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord.extract.places.detect import Detector
from onrecord.extract.places.unknown import features
from onrecord.extract.places.walk import Candidate
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.knowledge.gazetteer.names import exact

OUT = Path(__file__).resolve().parents[2] / "onrecord/extract/places/unknown_names_weights.json"
MIN_SEEN, STEPS, RATE, L2, LIKELY = 6, 600, 0.05, 3e-4, 2.5


def rows_of(text: str, places: set[str], gazetteer: Gazetteer, scorer: Any) -> Iterator[tuple[dict[str, float], bool]]:
    detector = Detector(text, gazetteer)
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for c in detector.candidates():
        if not c.entries:
            groups[exact(c.name)].append(c)
    for mentions in groups.values():
        place = any(
            scorer.plain(mentions[0].name) == p or set(scorer.plain(mentions[0].name).split()) >= set(p.split()) for p in places if p
        )
        if not place and max(c.evidence for c in mentions) >= LIKELY:
            continue
        yield features(detector, mentions), place


def fit(rows: list[tuple[dict[str, float], bool]]) -> dict[str, float]:
    seen = Counter(k for f, _ in rows for k in f)
    names = sorted(k for k, n in seen.items() if n >= MIN_SEEN)
    number = {k: n for n, k in enumerate(names)}
    x = np.zeros((len(rows), len(names)), dtype=np.float32)
    for r, (f, _) in enumerate(rows):
        for k, v in f.items():
            if k in number:
                x[r, number[k]] = v
    y = np.array([p for _, p in rows], dtype=np.float32)
    w, m, v2 = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        p = 1 / (1 + np.exp(-(x @ w)))
        g = (p - y) @ x / len(rows) + L2 * w
        m, v2 = 0.9 * m + 0.1 * g, 0.999 * v2 + 0.001 * g * g
        w -= RATE * (m / (1 - 0.9**step)) / (np.sqrt(v2 / (1 - 0.999**step)) + 1e-8)
    return {k: round(float(w[n]), 3) for k, n in number.items()}


def measure(rows: list[tuple[dict[str, float], bool]], weights: dict[str, float]) -> str:
    scored = [(sum(weights.get(k, 0) * v for k, v in f.items()), p) for f, p in rows]
    out = []
    for least in (-1.5, -1.0, -0.5, 0.0):
        right = sum(s > least and p for s, p in scored)
        made, wanted = sum(s > least for s, _ in scored), sum(p for _, p in scored)
        out.append(f"above {least}: P {right / max(made, 1):.3f} R {right / max(wanted, 1):.3f}")
    return "; ".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--score-with", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--bank", type=Path)
    args = parser.parse_args()
    sys.path.insert(0, str(args.score_with))
    import score_claims

    gazetteer = Gazetteer.load()
    clusters: dict[str, list[tuple[dict[str, float], bool]]] = {}
    for folder in args.gold:
        reports = [r for r, _ in score_claims.load_gold(folder)]
        places: dict[str, set[str]] = defaultdict(set)
        for report in reports:
            places[report["cluster"]] |= {score_claims.plain(c["place"]) for c in report["claims"]}
        for report in reports:
            rows = clusters.setdefault(f"{folder.name}/{report['cluster']}", [])
            rows += rows_of(f"{report['title']}\n\n{report['text']}", places[report["cluster"]], gazetteer, score_claims)
    for path in sorted(args.bank.glob("*.jsonl")) if args.bank else ():
        rows = []
        for line in path.read_text("utf-8").splitlines():
            passage = json.loads(line)
            named = {score_claims.plain(c.get("place")) for c in passage["claims"]}
            rows += rows_of(passage["text"], named, gazetteer, score_claims)
        clusters[path.name] = rows
    keys = sorted(clusters)
    held = [k for n, k in enumerate(keys) if n % 5 == 0]
    weights = fit([r for k in keys if k not in held for r in clusters[k]])
    print("held out:", measure([r for k in held for r in clusters[k]], weights))
    rows = [r for k in keys for r in clusters[k]]
    weights = fit(rows)
    print(len(rows), "names,", len(weights), "features; seen:", measure(rows, weights))
    OUT.write_text(json.dumps(weights, indent=0, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
