"""The trained table that says what a number counts: a log-linear model over the features of its context.

The weights in data/weights.json are learnt from this project's own annotated reports (see docs/layers-figures.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

NO_COUNT = "none"
Weights = Mapping[str, Mapping[str, float]]  # feature -> what is counted -> weight


@cache
def shipped_weights() -> Weights:
    text = (resources.files("onrecord.extract.figures") / "data" / "weights.json").read_text("utf-8")
    weights: Weights = json.loads(text)["weights"]
    return weights


def best(features: Iterable[str], weights: Weights) -> str:
    """What the number counts most likely; NO_COUNT where it counts nothing."""
    scores: dict[str, float] = {}
    for feature in features:
        for label, weight in weights.get(feature, {}).items():
            scores[label] = scores.get(label, 0.0) + weight
    return max(sorted(scores), key=lambda label: scores[label]) if scores else NO_COUNT
