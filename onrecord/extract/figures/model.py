"""The trained table that says what a number counts: a log-linear model over the features of its context.

The weights in data/weights.txt are learnt from this project's own annotated reports (see docs/layers-figures.md). One feature a line: the
feature, a tab, and a letter for each measure with its weight in steps of STEP; the line `labels` says which letter is which measure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import resources

NO_COUNT = "none"
STEP = 0.05
_PART = re.compile(r"([A-Z])(-?\d+)")
Weights = Mapping[str, Mapping[str, float]]  # feature -> what is counted -> weight


@cache
def shipped_weights() -> Weights:
    return parse_weights((resources.files("onrecord.extract.figures") / "data" / "weights.txt").read_text("utf-8"))


def parse_weights(text: str) -> Weights:
    weights: dict[str, dict[str, float]] = {}
    labels: dict[str, str] = {}
    for line in text.splitlines():
        feature, _, row = line.partition("\t")
        if feature == "labels":
            labels = dict(part.split("=", 1) for part in row.split())
        elif row:
            weights[feature] = {labels[letter]: int(steps) * STEP for letter, steps in _PART.findall(row)}
    return weights


def print_weights(weights: Weights, about: str) -> str:
    """The form that parse_weights reads; weights are rounded to whole steps, rows that come to nothing are left out."""
    names = sorted({label for row in weights.values() for label in row})
    letters = {name: chr(ord("A") + i) for i, name in enumerate(names)}
    lines = [f"# {about}", "labels\t" + " ".join(f"{letter}={name}" for name, letter in letters.items())]
    for feature, row in sorted(weights.items()):
        steps = "".join(f"{letters[label]}{round(weight / STEP)}" for label, weight in sorted(row.items()) if round(weight / STEP))
        lines += [f"{feature}\t{steps}"] if steps else []
    return "\n".join(lines) + "\n"


def best(features: Iterable[str], weights: Weights, allowed: Callable[[str], bool]) -> str:
    """What the number counts most likely, of what is allowed; NO_COUNT where it counts nothing."""
    scores: dict[str, float] = {}
    for feature in features:
        row = weights.get(feature)
        if row:
            for label, weight in row.items():
                scores[label] = scores.get(label, 0.0) + weight
    likely = sorted(scores, key=lambda label: (-scores[label], label))
    return next((label for label in likely if label == NO_COUNT or allowed(label)), NO_COUNT)
