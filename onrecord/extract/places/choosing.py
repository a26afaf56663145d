"""Weighs the options of all claims of a report: two small networks over the features of claim_features.py.

The first sees each claim for itself. The second sees also what the first holds likely for the claims around it: a claim without words of
place inherits the place of what is told about. training/gazetteer/fit_claim_places.py learns both and writes the file that is read here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.places.claim_features import FAR_CLAIMS, ClaimFrame, Features

Array = NDArray[np.float32]

# What the second network is told about an option: logs of the probabilities that the first gives it.
CONTEXT = ("own", "previous", "next", "previous:alike", "next:alike", "previous:sentence", "mean", "most", "mean:alike", "best")
CHUNK = 100  # claims
Told = Callable[[int, int], tuple[Sequence[Sequence[Features]], Sequence[Features]]]
LEAST = 1e-3  # probabilities below this say nothing more


@dataclass(frozen=True, slots=True)
class Net:
    """score = relu(option @ across + claim @ about + bias) @ out + option @ straight; a higher score, a likelier option."""

    across: Array  # (options' features, hidden)
    about: Array  # (claims' features, hidden)
    bias: Array  # (hidden,)
    out: Array  # (hidden,)
    straight: Array  # (options' features,)

    def scores(self, options: Array, claims: Array, sizes: Sequence[int]) -> Array:
        """One score a row of options; sizes: how many rows each claim has."""
        hidden = np.maximum(options @ self.across + np.repeat(claims @ self.about + self.bias, sizes, axis=0), 0.0)
        scores: Array = hidden @ self.out + options @ self.straight
        return scores


def table(rows: Sequence[Features], columns: Mapping[str, int], width: int) -> Array:
    """Features as numbers, a column each; what has no column is left out."""
    made = np.zeros((len(rows), width), dtype=np.float32)
    for n, row in enumerate(rows):
        for name, value in row.items():
            column = columns.get(name)
            if column is not None:
                made[n, column] = value
    return made


def softmax(scores: Array, sizes: Sequence[int]) -> list[Array]:
    """Probabilities, claim by claim."""
    found, at = [], 0
    for size in sizes:
        part = scores[at : at + size]
        part = np.exp(part - part.max())
        found.append((part / part.sum()).astype(np.float32))
        at += size
    return found


def context(likely: Sequence[Array], frames: Sequence[ClaimFrame], sentences: Sequence[int]) -> Array:
    """The columns of CONTEXT for every row, claim after claim. likely: the first network's probabilities, no place last."""
    if not likely:
        return np.zeros((0, len(CONTEXT)), dtype=np.float32)
    p = (np.log(np.maximum(np.stack(likely), LEAST)) - np.log(LEAST)).astype(np.float32)  # 0 where unlikely
    count = len(frames)
    made = np.zeros((count, p.shape[1], len(CONTEXT)), dtype=np.float32)
    mean, most = p.mean(axis=0), p.max(axis=0)
    for k, frame in enumerate(frames):
        made[k, :, 0] = p[k]
        if k:
            made[k, :, 1] = p[k - 1]
            if sentences[k - 1] == sentences[k]:
                made[k, :, 5] = p[k - 1]
        if k + 1 < count:
            made[k, :, 2] = p[k + 1]
        before = next((j for j in range(k - 1, max(-1, k - 1 - FAR_CLAIMS), -1) if frame.type and frames[j].type == frame.type), None)
        after = next((j for j in range(k + 1, min(count, k + 1 + FAR_CLAIMS)) if frame.type and frames[j].type == frame.type), None)
        if before is not None:
            made[k, :, 3] = p[before]
        if after is not None:
            made[k, :, 4] = p[after]
        made[k, :, 6], made[k, :, 7] = mean, most
        alike = [j for j in (before, after) if j is not None]
        if alike:
            made[k, :, 8] = p[alike].mean(axis=0)
        made[k, :, 9] = p[k] == p[k].max()
    flat: Array = (made.reshape(-1, len(CONTEXT)) / 3).astype(np.float32)
    return flat


class Chooser:
    """Both networks with the names of their features; several of each, whose answers are averaged."""

    def __init__(self, options: Sequence[str], claims: Sequence[str], first: Sequence[Net], second: Sequence[Net]) -> None:
        self.options, self.claims = {n: i for i, n in enumerate(options)}, {n: i for i, n in enumerate(claims)}
        self.first, self.second = first, second

    def likely(self, told: Told, frames: Sequence[ClaimFrame], sentences: Sequence[int]) -> list[Array]:
        """For each claim the probability of each option and, last, of no place.

        told(first, last): the features of the options and of the claims of frames[first:last]; all claims have the same options.
        Many claims are weighed CHUNK at a time, so that their features are never all held.
        """
        chunks = range(0, len(frames), CHUNK)
        kept: dict[int, tuple[Array, Array, list[int]]] = {}
        likely: list[Array] = []
        for at in chunks:
            options, claims, sizes = kept[at] = self._tables(told, at)
            likely += softmax(_mean(self.first, options, claims, sizes), sizes)
            if len(frames) > CHUNK:
                del kept[at]
        around = context(likely, frames, sentences)
        found: list[Array] = []
        row = 0
        for at in chunks:
            options, claims, sizes = kept.get(at) or self._tables(told, at)
            wider = np.concatenate([options, around[row : row + len(options)]], axis=1)
            row += len(options)
            found += softmax(_mean(self.second, wider, claims, sizes), sizes)
        return found

    def _tables(self, told: Told, at: int) -> tuple[Array, Array, list[int]]:
        rows, about = told(at, at + CHUNK)
        options = table([f for r in rows for f in r], self.options, len(self.options))
        return options, table(about, self.claims, len(self.claims)), [len(r) for r in rows]

    @classmethod
    def read(cls, file: Any) -> Chooser:
        """From the file that `arrays` describes. Never runs code: pickled arrays are refused."""
        with np.load(file, allow_pickle=False) as data:
            nets = {
                stage: [Net(*(data[f"{stage}{n}:{part}"].astype(np.float32) for part in PARTS)) for n in range(int(data[f"{stage}s"]))]
                for stage in STAGES
            }
            return cls([str(x) for x in data["options"]], [str(x) for x in data["claims"]], nets["first"], nets["second"])

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What `read` reads: names, and the weights in 16 bits."""
        made: dict[str, NDArray[Any]] = {"options": np.array(list(self.options)), "claims": np.array(list(self.claims))}
        for stage, nets in zip(STAGES, (self.first, self.second), strict=True):
            made[f"{stage}s"] = np.array(len(nets))
            for n, net in enumerate(nets):
                made |= {f"{stage}{n}:{part}": getattr(net, part).astype(np.float16) for part in PARTS}
        return made


STAGES = ("first", "second")
PARTS = ("across", "about", "bias", "out", "straight")


def _mean(nets: Sequence[Net], options: Array, claims: Array, sizes: Sequence[int]) -> Array:
    total = nets[0].scores(options, claims, sizes)
    for net in nets[1:]:
        total = total + net.scores(options, claims, sizes)
    return total / np.float32(len(nets))


@cache
def chooser() -> Chooser:
    """The one that ships."""
    with (resources.files("onrecord.extract.places") / "claim_place_weights.npz").open("rb") as file:
        return Chooser.read(file)
