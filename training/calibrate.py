"""Learns from reports that were kept out of training how far the reader's chances can be believed, and from which chance on a quote counts.

    python -m training.calibrate --base FOLDER --weights FOLDER/weights-held-out.pt --to calibration.json

For every field the reader's chance p becomes 1 / (1 + exp(-(a logit p + b))), a and b fitted so that what it calls 0.8 is right four
times in five (Platt, "Probabilistic outputs for support vector machines", 1999). A quote is right when it shares half its words with an
annotated one; another field is right among right quotes. `claim` is the chance that quote, type and source are all right; it is fitted on
the sum of their logits.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.trained import TrainedReader
from onrecord.extract.reader.trained.labels import NOTHING, UNATTRIBUTED
from onrecord.extract.reader.trained.reader import load_tokenizer, logit
from onrecord.records import Report, Span
from training.align import Example, Goal, Text, read_corpus
from training.evaluate import TorchNetwork
from training.train import held_out

FEWEST = 0.05  # quotes fainter than this are not even looked at


def shared(left: Span, right: Span) -> float:
    """F1 over characters: near enough to words for telling whether two quotes are one."""
    both = min(left.end, right.end) - max(left.start, right.start)
    return 2 * both / (left.end - left.start + right.end - right.start) if both > 0 else 0.0


def matched(made: list[ReadClaim], right: tuple[Example, ...]) -> dict[int, Example]:
    """Claims that were read -> the annotated claim that each stands for, one to one, the best matches first."""
    pairs = sorted(((shared(c.quote, e.quote), i, j) for i, c in enumerate(made) for j, e in enumerate(right)), reverse=True)
    found: dict[int, Example] = {}
    used: set[int] = set()
    for share, i, j in pairs:
        if share >= 0.5 and i not in found and j not in used:
            found[i] = right[j]
            used.add(j)
    return found


def pointed(span: Span | None, goal: Goal, nothing: int = NOTHING) -> bool | None:
    """Whether a mention is right; None where the annotation does not tell."""
    if not goal.spans and not goal.answers:
        return None
    if span is None:
        return nothing in goal.answers
    return any(span.overlaps(s) for s in goal.spans)


def fields(claim: ReadClaim, right: Example) -> dict[str, bool | None]:
    nobody = UNATTRIBUTED if claim.voice == "unattributed" else NOTHING
    return {
        "type": claim.type == right.type,
        "modality": claim.modality == right.modality,
        "control": claim.change == right.change,
        "source": pointed(claim.source, right.goals["source"], nobody),
        **{role: pointed(getattr(claim, role), right.goals[role]) for role in ("cue", "actor", "target", "place")},
        "via": pointed(claim.via[0] if claim.via else None, right.goals["via"]),
    }


def observations(reader: TrainedReader, texts: Iterable[Text]) -> Iterator[tuple[str, float, bool]]:
    """(field, logit, right) of everything that the reader says of the texts."""
    for text in texts:
        made = reader.read(Report(id=text.id, text=text.text, title=text.title))
        found = matched(made, text.claims)
        for number, claim in enumerate(made):
            chances = {name: logit(value) for name, value in claim.confidence.items()}
            yield "quote", chances["quote"], number in found
            told = fields(claim, found[number]) if number in found else {}
            yield "claim", sum(chances[f] for f in ("quote", "type", "source")), bool(told and told["type"] and told["source"])
            for name, right in told.items():
                if right is not None:
                    yield name, chances[name], right


def fit(x: np.ndarray, right: np.ndarray, *, ridge: float = 1.0, steps: int = 50) -> tuple[float, float]:
    """Slope and constant of a logistic curve, by Newton's method, drawn a little towards the identity."""
    weights, want = np.array([1.0, 0.0]), np.array([1.0, 0.0])
    columns = np.stack([x, np.ones_like(x)], 1)
    for _ in range(steps):
        p = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (right - p) - ridge * (weights - want)
        weights = weights + np.linalg.solve((columns * (p * (1 - p))[:, None]).T @ columns + ridge * np.eye(2), slope)
    return float(weights[0]), float(weights[1])


def best_threshold(reader_at: Callable[[float], TrainedReader], texts: list[Text]) -> float:
    """The chance from which on a quote counts that gives the best F1 of quotes."""
    scores: dict[float, float] = {}
    read = [reader_at(FEWEST).read(Report(id=t.id, text=t.text, title=t.title)) for t in texts]
    for threshold in np.arange(0.3, 0.71, 0.02).round(2).tolist():
        right = made = wanted = 0
        for claims, text in zip(read, texts, strict=True):
            kept = [c for c in claims if c.confidence["quote"] >= threshold]
            right, made, wanted = right + len(matched(kept, text.claims)), made + len(kept), wanted + len(text.claims)
        scores[threshold] = 2 * right / (made + wanted)
    return max(scores, key=lambda t: (round(scores[t], 4), -abs(t - 0.5)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    network, tokenizer = TorchNetwork(args.weights), load_tokenizer(args.base)
    texts = [t for t in read_corpus() if held_out(t.group)]

    def reader_at(threshold: float) -> TrainedReader:
        return TrainedReader(network, tokenizer, name="held-out", threshold=threshold)

    whole = [t for t in texts if len(t.text) > 400]
    threshold = best_threshold(reader_at, whole)
    seen: dict[str, list[tuple[float, bool]]] = {}
    for name, x, right in observations(reader_at(threshold), texts):
        seen.setdefault(name, []).append((x, right))
    curves = {}
    for name, rows in sorted(seen.items()):
        x, right = np.array([r[0] for r in rows]), np.array([r[1] for r in rows], float)
        curves[name] = [round(v, 4) for v in fit(x, right)]
        print(f"{name:10} {len(rows):5} right {right.mean():.3f}, said {(1 / (1 + np.exp(-x))).mean():.3f}; a, b = {curves[name]}")
    print(f"threshold {threshold}, of {len(whole)} whole reports")
    args.to.write_text(json.dumps({"threshold": threshold, "curves": curves}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
