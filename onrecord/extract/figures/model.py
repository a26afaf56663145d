"""The trained table that says what a number counts: a log-linear model over the features of its context.

The weights in data/weights.json are learnt from this project's own annotated reports (see docs/layers-figures.md).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import resources

NO_COUNT = "none"
Weights = Mapping[str, Mapping[str, float]]  # feature -> what is counted -> weight


@cache
def shipped_weights() -> Weights:
    text = (resources.files("onrecord.extract.figures") / "data" / "weights.json").read_text("utf-8")
    weights: Weights = json.loads(text)["weights"]
    return weights


def best(features: Iterable[str], weights: Weights, allowed: Callable[[str], bool]) -> str:
    """What the number counts most likely, of what is allowed; NO_COUNT where it counts nothing."""
    scores: dict[str, float] = {}
    for feature in features:
        for label, weight in weights.get(feature, {}).items():
            scores[label] = scores.get(label, 0.0) + weight
    labels = [label for label in sorted(scores) if label == NO_COUNT or allowed(label)]
    return max(labels, key=lambda label: scores[label]) if labels else NO_COUNT
