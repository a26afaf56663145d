#!/usr/bin/env python3
"""Fits the weights of onrecord/extract/places/claim_place.py on annotated reports: a conditional logit over the places of a report and
"no place".

    python training/gazetteer/fit_claim_places.py --score-with .../score --gold .../gold/train .../gold/train-real [--check FOLDER...]

A claim whose annotated place is among the places found teaches that it is the right one; the others teach nothing. Plain batch gradient
descent with L2, same input, same weights. --check prints the share of right places on further folders and never learns from them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord.extract.places import find_places
from onrecord.extract.places.claim_place import ClaimPlaces
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.records import Span
from onrecord.vocab.event_types import EventType

OUT = Path(__file__).resolve().parents[2] / "onrecord/extract/places/claim_place_weights.json"
STEPS, RATE, L2 = 400, 0.5, 1e-4


def claims_of(
    folder: Path, gazetteer: Gazetteer, scorer: Any
) -> list[tuple[str, list[dict[str, float]], list[int], bool, list[str | None], str]]:
    """(report, rows of features, right rows, findable, countries, gold country)."""
    found = []
    for report, _ in scorer.load_gold(folder):
        text = report["text"]
        places = ClaimPlaces(text, find_places(text, gazetteer, title=report.get("title")), report.get("title"))
        for gold in report["claims"]:
            at = scorer.span_of(text, gold["quote"])
            if not at:
                continue
            rows = places.features(Span(*at), EventType(gold["type"]))
            names = [o.name for o in places.options] + [""]
            right = [n for n, name in enumerate(names) if scorer.same_name(gold["place"], name)]
            found.append((report["id"], rows, right, bool(right), [o.best.country for o in places.options] + [None], gold["country"]))
    return found


def fit(claims: list[Any]) -> dict[str, float]:
    names = sorted({k for _, rows, right, *_ in claims if right for row in rows for k in row})
    number = {name: n for n, name in enumerate(names)}
    usable = [c for c in claims if c[2]]
    flat = [row for _, rows, *_ in usable for row in rows]
    x = np.zeros((len(flat), len(names)), dtype=np.float32)
    for r, row in enumerate(flat):
        for k, v in row.items():
            x[r, number[k]] = v
    sizes = np.array([len(rows) for _, rows, *_ in usable])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(usable)), sizes)
    good = np.zeros(len(flat), dtype=bool)
    for s, (_, _, right, *_) in zip(starts, usable, strict=True):
        good[[s + n for n in right]] = True
    w, m, v = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        z = x @ w
        z -= np.maximum.reduceat(z, starts)[group]
        e = np.exp(z)
        p = e / np.add.reduceat(e, starts)[group]
        q = np.where(good, e, 0)
        q = q / np.add.reduceat(q, starts)[group]
        g = (p - q) @ x / len(usable) + L2 * w
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= RATE * 0.1 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(w[n]), 3) for name, n in number.items()}


def share_right(claims: list[Any], weights: dict[str, float]) -> tuple[float, float, float]:
    """Places right, countries right, places findable: shares of all claims."""
    right = countries = 0
    for _, rows, good, _, codes, country in claims:
        best = max(range(len(rows)), key=lambda n: sum(weights.get(k, 0) * v for k, v in rows[n].items()))
        right += best in good
        countries += (codes[best] or "") == (country or "")
    return right / len(claims), countries / len(claims), sum(bool(c[2]) for c in claims) / len(claims)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--score-with", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--check", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=int, default=0, help="print cross-validated shares instead of writing weights")
    args = parser.parse_args()
    sys.path.insert(0, str(args.score_with))
    import score_claims

    gazetteer = Gazetteer.load()
    parts = {folder: claims_of(folder, gazetteer, score_claims) for folder in args.gold}
    claims = [c for part in parts.values() for c in part]
    if args.folds:
        reports = sorted({c[0] for c in claims})
        for folder, part in parts.items():
            scores = []
            for fold in range(args.folds):
                held = set(reports[fold :: args.folds])
                weights = fit([c for c in claims if c[0] not in held])
                scores.append([c for c in part if c[0] in held] and share_right([c for c in part if c[0] in held], weights))
            print(folder.name, "cross-validated", np.round(np.mean([s for s in scores if s], axis=0), 3))
    weights = fit(claims)
    for folder, part in parts.items():
        print(folder.name, "seen", np.round(share_right(part, weights), 3), len(part))
    for folder in args.check:
        part = claims_of(folder, gazetteer, score_claims)
        print(folder.name, "unseen", np.round(share_right(part, weights), 3), len(part))
    OUT.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
