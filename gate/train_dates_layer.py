"""Learns the weights by which a claim's date is chosen, from the annotated training reports, and checks them by cross-validation.

    python gate/train_dates_layer.py [--shared DIR] [--write]

Reads gold/train and gold/train-real only. --write replaces onrecord/extract/dates/choice.json. Takes about a minute on one core.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from score_dates_layer import gold_cases, shared_folder

from onrecord.extract.dates.options import Option, options

SEEN_AT_LEAST = 4  # a feature of fewer claims is left out
SMALLEST = 0.02  # weights nearer to nothing are not written

Example = tuple[str, list[Option], list[bool]]


def examples(shared: Path, *sets: str) -> Iterator[Example]:
    """The options of each claim, and which of them are the annotated date; the cluster it is from."""
    for cluster, case, want in gold_cases(shared, *sets):
        choices = options(case)
        yield cluster, choices, [o.days == want for o in choices]


def learn(rows: Sequence[Example], *, rounds: int = 120, decay: float = 0.002, rate: float = 0.25) -> dict[str, float]:
    """Conditional logit by gradient ascent with Adagrad; claims whose date is none of their options teach nothing."""
    counts = Counter(f for _, choices, _ in rows for f in {f for o in choices for f in o.features})
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= SEEN_AT_LEAST))}
    usable = [(c, r) for _, c, r in rows if any(r)]
    flat = [o for c, _ in usable for o in c]
    owner = np.repeat(np.arange(len(usable)), [len(c) for c, _ in usable])
    right = np.array([x for _, r in usable for x in r], dtype=bool)
    columns = [np.array([index[f] for f in o.features if f in index], dtype=np.int64) for o in flat]
    column, option = np.concatenate(columns), np.repeat(np.arange(len(flat)), [len(c) for c in columns])
    weights, squares = np.zeros(len(index)), np.full(len(index), 1e-6)
    for _ in range(rounds):
        score = np.bincount(option, weights[column], minlength=len(flat))
        gradient = _shares(np.where(right, score, -np.inf), owner, len(usable)) - _shares(score, owner, len(usable))
        step = np.bincount(column, gradient[option], minlength=len(index)) / len(usable) - decay * weights
        squares += step**2
        weights += rate * step / np.sqrt(squares)
    return {f: round(float(weights[i]), 3) for f, i in index.items() if abs(weights[i]) >= SMALLEST}


def _shares(score: Any, owner: Any, count: int) -> Any:
    """Softmax of the scores within each claim."""
    top = np.full(count, -np.inf)
    np.maximum.at(top, owner, score)
    grown = np.exp(score - top[owner])
    return grown / np.bincount(owner, grown, minlength=count)[owner]


def accuracy(rows: Sequence[Example], table: dict[str, float]) -> float:
    hits = 0
    for _, choices, right in rows:
        scores = [sum(table.get(f, 0.0) for f in o.features) for o in choices]
        hits += right[scores.index(max(scores))]
    return hits / len(rows)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=shared_folder())
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--decay", type=float, default=0.002)
    given = arguments.parse_args()
    rows = {name: list(examples(given.shared, name)) for name in ("train", "train-real")}
    together = [row for part in rows.values() for row in part]
    print(f"{len(together)} claims; the date is among the options of {sum(any(r) for _, _, r in together) / len(together):.3f}")
    folds = {cluster: i % 5 for i, cluster in enumerate(sorted({c for c, _, _ in together}))}
    held: dict[str, list[tuple[float, int]]] = {name: [] for name in rows}
    for fold in range(5):
        table = learn([r for r in together if folds[r[0]] != fold], decay=given.decay)
        for name, part in rows.items():
            test = [r for r in part if folds[r[0]] == fold]
            held[name].append((accuracy(test, table) * len(test), len(test)))
    for name, pairs in held.items():
        print(f"{name}: held out by cluster, right {sum(a for a, _ in pairs) / sum(n for _, n in pairs):.3f}")
    table = learn(together, decay=given.decay)
    print(f"on the reports it learned from {accuracy(together, table):.3f}, {len(table)} weights")
    if given.write:
        target = Path(__file__).resolve().parents[1] / "onrecord" / "extract" / "dates" / "choice.json"
        origin = "learned by gate/train_dates_layer.py from gold/train and gold/train-real"
        target.write_text(json.dumps({"origin": origin, "weights": dict(sorted(table.items()))}, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
