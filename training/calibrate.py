"""Learns from reports that were kept out of training how far the reader's chances can be believed, and from which chance on a quote counts.

    python -m training.rules.train --hold-out tenth --out WORDS
    python -m training.calibrate --model FOLDER --words WORDS --to calibration.json

FOLDER is an export of weights-held-out.pt, WORDS the linear weights of the rule reader, learned without the same reports: both are asked
about every quote, and how their chances go together is learned here.

For every field the reader's chance p becomes 1 / (1 + exp(-(a logit p + b))), a and b fitted so that what it calls 0.8 is right four
times in five (Platt, "Probabilistic outputs for support vector machines", 1999). A quote is right when it shares half its words with an
annotated one; another field is right among right quotes. `claim` is the chance that quote, type and source are all right; it is fitted on
the sum of their logits.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np

from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.rules.opinion import Opinion
from onrecord.extract.reader.trained import TrainedReader
from onrecord.extract.reader.trained.labels import NOTHING, UNATTRIBUTED
from onrecord.extract.reader.trained.network import OnnxNetwork
from onrecord.extract.reader.trained.reader import FAINTEST, Blend, load_tokenizer, logit
from onrecord.records import Report, Span
from training.align import Example, Goal, Text, held_out, read_corpus

SHORT = 400  # characters; shorter texts are passages, which say little of how often a report claims something


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
            told = fields(claim, found[number]) if number in found else {}
            yield "claim", sum(chances[f] for f in ("quote", "type", "source")), bool(told and told["type"] and told["source"])
            for name, right in told.items():
                if right is not None:
                    yield name, chances[name], right


def fit(columns: np.ndarray, right: np.ndarray, want: list[float], *, ridge: float = 1.0, steps: int = 100) -> list[float]:
    """Weights of a logistic curve, the last of them its constant, drawn a little towards `want`; Newton's method, each step halved until
    it helps."""
    x, aim = np.hstack([columns, np.ones((len(columns), 1))]), np.array(want)

    def cost(at: np.ndarray) -> float:
        z = x @ at
        return float((np.logaddexp(0, z) - right * z).sum() + ridge / 2 * ((at - aim) ** 2).sum())

    weights = aim.copy()
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (right - p) - ridge * (weights - aim)
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(aim)), slope)
        while cost(weights + step) > cost(weights) and np.abs(step).max() > 1e-9:
            step = step / 2
        weights = weights + step
    return [round(float(w), 4) for w in weights]


def blend_of(reader: TrainedReader, texts: list[Text], words: Path) -> tuple[Blend, float]:
    """How the network's chance of a quote and the words' go together, and the chance from which on quotes are found best (F1)."""
    read = [reader.read(Report(id=t.id, text=t.text, title=t.title)) for t in texts]
    said, right = [], []
    for text, claims in zip(texts, read, strict=True):
        opinion, found = Opinion(text.text, text.title, folder=words), matched(claims, text.claims)
        said += [(logit(c.confidence["quote"]), *opinion.odds(c.quote)) for c in claims]
        right += [number in found for number in range(len(claims))]
    network, none, cut, constant = fit(np.array(said), np.array(right, float), [1.0, 0.0, 0.0, 0.0])
    blend = Blend(network=network, none=none, cut=cut, constant=constant)
    rest = iter(said)
    chances = [[blend.chance(1 / (1 + math.exp(-x)), *other) for x, *other in (next(rest) for _ in claims)] for claims in read]
    scores: dict[float, float] = {}
    for threshold in np.arange(0.3, 0.71, 0.02).round(2).tolist():
        good = made = wanted = 0
        for text, claims, chance in zip(texts, read, chances, strict=True):
            kept = [c for c, p in zip(claims, chance, strict=True) if p >= threshold]
            good, made, wanted = good + len(matched(kept, text.claims)), made + len(kept), wanted + len(text.claims)
        scores[threshold] = 2 * good / max(made + wanted, 1)
        print(f"from {threshold:.2f}: P {good / max(made, 1):.3f} R {good / max(wanted, 1):.3f} F1 {scores[threshold]:.3f}")
    return blend, max(scores, key=lambda t: (round(scores[t], 3), -abs(t - 0.5)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--words", type=Path, required=True, help="linear weights that did not see the held-out reports either")
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    network, tokenizer = OnnxNetwork(args.model), load_tokenizer(args.model)
    texts = [t for t in read_corpus() if held_out(t.group)]
    alone = TrainedReader(network, tokenizer, name="held-out", threshold=FAINTEST)
    blend, threshold = blend_of(alone, [t for t in texts if len(t.text) > SHORT], args.words)
    print(f"threshold {threshold}, {blend}")
    both = TrainedReader(network, tokenizer, name="held-out", threshold=threshold, blend=blend, words=args.words)
    seen: dict[str, list[tuple[float, bool]]] = {}
    for name, x, right in observations(both, texts):
        seen.setdefault(name, []).append((x, right))
    curves = {}
    for name, rows in sorted(seen.items()):
        x, good = np.array([[r[0]] for r in rows]), np.array([r[1] for r in rows], float)
        curves[name] = fit(x, good, [1.0, 0.0])
        print(f"{name:10} {len(rows):5} right {good.mean():.3f}, said {(1 / (1 + np.exp(-x))).mean():.3f}; {curves[name]}")
    args.to.write_text(json.dumps({"threshold": threshold, "blend": asdict(blend), "curves": curves}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
