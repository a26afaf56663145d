"""Linear weights over named features, as small files beside this one; made by training/rules/train.py."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Linear:
    """Scores classes by adding up the weights of the features that are there."""

    classes: tuple[str, ...]
    index: dict[str, int]
    weights: Array  # features x classes
    bias: Array  # classes

    def score(self, features: Iterable[str]) -> Array:
        """One score a class; features that were never seen count for nothing."""
        rows = sorted({self.index[f] for f in features if f in self.index})
        total: Array = self.weights[rows].sum(axis=0) + self.bias if rows else self.bias.copy()
        return total

    def score_all(self, rows: Sequence[Sequence[str]]) -> Array:
        """One line of scores for each list of features."""
        return np.stack([self.score(r) for r in rows]) if rows else np.zeros((0, len(self.classes)), np.float32)

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """The classes with their probabilities, the likeliest first."""
        score = self.score(features)
        odds = np.exp(score - score.max())
        shares = odds / odds.sum()
        order = np.argsort(-shares, kind="stable")
        return {self.classes[int(i)]: float(shares[int(i)]) for i in order}


@cache
def load(name: str, folder: Path | None = None) -> Linear:
    """The weights called name (`segments`, `types`, `modality`), from the package or from another folder."""
    home = folder or resources.files("onrecord.extract.reader.rules") / "model"
    data = (home / f"{name}.npz").read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        names = bytes(stored["features"]).decode("utf-8").split("\n")
        classes = tuple(bytes(stored["classes"]).decode("utf-8").split("\n"))
        weights = stored["weights"].astype(np.float32) * stored["scale"].astype(np.float32)
        return Linear(classes, {f: i for i, f in enumerate(names)}, weights, stored["bias"].astype(np.float32))
