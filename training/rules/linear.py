"""Fits a multinomial logistic regression over named features with numpy alone: seeded, so that the same rows give the same weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np


def vocabulary(rows: Sequence[Sequence[str]], *, least: int) -> dict[str, int]:
    """Features that occur in at least `least` rows, numbered in alphabetical order."""
    seen = Counter(f for row in rows for f in set(row))
    return {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= least))}


def fit(
    rows: Sequence[Sequence[str]],
    labels: Sequence[int],
    classes: int,
    index: dict[str, int],
    *,
    weights: Sequence[float] | None = None,
    epochs: int = 12,
    rate: float = 0.2,
    decay: float = 1e-6,
    batch: int = 256,
    seed: int = 7,
) -> tuple[np.ndarray, np.ndarray]:
    """(weights, bias) by AdaGrad over shuffled batches."""
    numbers = [np.array(sorted({index[f] for f in row if f in index}), np.int32) for row in rows]
    y = np.asarray(labels)
    share = np.ones(len(rows), np.float32) if weights is None else np.asarray(weights, np.float32)
    w = np.zeros((len(index), classes), np.float32)
    b = np.zeros(classes, np.float32)
    gw, gb = np.full_like(w, 1e-6), np.full_like(b, 1e-6)
    random = np.random.default_rng(seed)
    for _ in range(epochs):
        order = random.permutation(len(rows))
        for at in range(0, len(order), batch):
            chosen = order[at : at + batch]
            lengths = [len(numbers[i]) for i in chosen]
            if not sum(lengths):
                continue
            flat = np.concatenate([numbers[i] for i in chosen])
            row_of = np.repeat(np.arange(len(chosen)), lengths)
            score = np.zeros((len(chosen), classes), np.float32)
            np.add.at(score, row_of, w[flat])
            score += b
            score -= score.max(axis=1, keepdims=True)
            p = np.exp(score)
            p /= p.sum(axis=1, keepdims=True)
            p[np.arange(len(chosen)), y[chosen]] -= 1
            p *= share[chosen][:, None] / len(chosen)
            unique, back = np.unique(flat, return_inverse=True)
            grad = np.zeros((len(unique), classes), np.float32)
            np.add.at(grad, back, p[row_of])
            grad += decay * w[unique]
            gw[unique] += grad**2
            w[unique] -= rate * grad / np.sqrt(gw[unique])
            step = p.sum(axis=0)
            gb += step**2
            b -= rate * step / np.sqrt(gb)
    return w, b


def save(path: Path, index: dict[str, int], classes: Sequence[str], w: np.ndarray, b: np.ndarray, *, least: float = 0.02) -> None:
    """Writes the weights as bytes with one scale a class; features whose weights are all near nothing are left out."""
    names = sorted(index, key=lambda f: index[f])
    keep = np.abs(w).max(axis=1) >= least
    kept = w[keep]
    scale = np.maximum(np.abs(kept).max(axis=0), 1e-6) / 127
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        features=np.frombuffer("\n".join(n for n, k in zip(names, keep, strict=True) if k).encode(), np.uint8),
        classes=np.frombuffer("\n".join(classes).encode(), np.uint8),
        weights=np.rint(kept / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=b.astype(np.float32),
    )
