"""The two graphs of the trained reader, and what goes in and out of them. Nothing else of the reader knows what runs them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the finder says of one window of T pieces."""

    states: Floats  # (T, W)
    start: Floats  # (T,): log odds that a quote begins here
    begin: Floats  # (T, D), with close: a quote that begins at i ends at j by the score begin[i] . close[j] / sqrt(D)
    close: Floats  # (T, D)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the heads say of the C quotes of one window. Scores before softmax."""

    pointers: Floats  # (C, R, T + answers): where the mention of each role begins
    type: Floats
    modality: Floats
    change: Floats
    extent: Floats
    open: Floats  # (R, T, D), with shut: a mention that begins at i ends at j by the score open[r, i] . shut[j] / sqrt(D)
    shut: Floats  # (T, D)


class Network(Protocol):
    def find(self, ids: list[Ints]) -> list[Found]: ...

    def tell(self, states: Floats, text: Floats, quote: Ints, sentence: Ints, flags: Floats, places: Floats) -> Told: ...


class OnnxNetwork:
    """Runs the exported graphs on one CPU thread unless told otherwise: the same numbers on every run."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._finder: Any = onnxruntime.InferenceSession(folder / "finder.onnx", options, providers=["CPUExecutionProvider"])
        self._heads: Any = onnxruntime.InferenceSession(folder / "heads.onnx", options, providers=["CPUExecutionProvider"])

    def find(self, ids: list[Ints]) -> list[Found]:
        """One window at a time: padding would cost more than batching saves, and would make results depend on the neighbours."""
        found = []
        for row in ids:
            out = self._finder.run(None, {"ids": row[None], "mask": np.ones((1, len(row)), np.float32)})
            found.append(Found(states=out[0][0], start=out[1][0], begin=out[2][0], close=out[3][0]))
        return found

    def tell(self, states: Floats, text: Floats, quote: Ints, sentence: Ints, flags: Floats, places: Floats) -> Told:
        names = ("states", "text", "quote", "sentence", "flags", "places")
        values: tuple[npt.NDArray[Any], ...] = (states, text, quote, sentence, flags, places)
        out = self._heads.run(None, {n: v[None] for n, v in zip(names, values, strict=True)})
        return Told(**{n: v[0] for n, v in zip(("pointers", "type", "modality", "change", "extent", "open", "shut"), out, strict=True)})
