"""Learns what numbers count from annotated reports and writes onrecord/extract/figures/data/weights.txt.

    python -m training.layers.figures [--folds 5]      # with --folds: cross-validated F1 by cluster, nothing is written

Reads training/corpus. Same corpus, same weights; takes some minutes on one core.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.extract.figures.context import Context
from onrecord.extract.figures.features import Features
from onrecord.extract.figures.implied import IMPLIED, implied_features, one_site
from onrecord.extract.figures.mentions import figure_of
from onrecord.extract.figures.model import NO_COUNT, best, print_weights
from onrecord.extract.figures.numbers import Number
from onrecord.records import Span
from training.rows import rows

OUT = Path(__file__).resolve().parents[2] / "onrecord" / "extract" / "figures" / "data" / "weights.txt"
EPOCHS, RATE, DECAY, LEAST, SEED = 6, 0.05, 0.02, 4, 7
RUNS = 3
DROPPED = 0.4  # share of features hidden at each step, so that no rare word carries a decision alone; cross-validated +.01 F1
LEAN = 0.8  # taken from "counts nothing" after training: cross-validated, a little more recall than the likelihood would choose
SMALLEST = 0.12  # weights under this are left out of the file


@dataclass
class Quote:
    """One annotated claim's quote: its numbers, and the figures that annotators read in it."""

    cluster: str
    context: Context
    numbers: list[Number]
    event_type: str
    span: Span
    wanted: Counter[tuple[str, object, object]]
    of: dict[tuple[str, object, object], str]


def quotes() -> Iterator[Quote]:
    # In this order the weights that ship were learnt: the order of the examples is a part of the seed.
    for name in ("composed", "real", "passages"):
        for cluster, row in rows(name):
            yield from _of_report(cluster, row["text"], row["claims"])


def _of_report(cluster: str, text: str, claims: list[dict[str, Any]]) -> Iterator[Quote]:
    context = Context(text)
    for claim in claims:
        quote = str(claim["quote"])
        at = text.find(quote)
        if at < 0:
            continue
        span = Span(at, at + len(quote))
        wanted: Counter[tuple[str, object, object]] = Counter()
        of = {}
        for q in claim.get("quantities", ()):
            key = (q["what"], q["low"], q["high"])
            wanted[key] += 1
            of[key] = q.get("of") or ""
        yield Quote(cluster, context, [n for n in context.numbers if span.contains(n.core)], str(claim["type"]), span, wanted, of)


def align(quote: Quote, weights: dict[str, dict[str, float]] | None) -> list[str]:
    """What each number of the quote counts by the annotation. Where several numbers fit one figure, the model so far chooses;
    before there is one, digits and words go before articles."""
    labels = [NO_COUNT] * len(quote.numbers)
    for (what, low, high), times in quote.wanted.items():
        fits = [
            i
            for i, n in enumerate(quote.numbers)
            if labels[i] == NO_COUNT and quote.context.may_count(n, what) and figure_of(n, what, quote.context)[:2] == (low, high)
        ]
        fits.sort(key=lambda i: _preference(quote, i, what, weights, quote.of[(what, low, high)]))
        for i in fits[:times]:
            labels[i] = what
    return labels


def implied(quote: Quote, labels: list[str]) -> str:
    """What the quote counts as one without a number that says so, by the annotation; NO_COUNT where it counts nothing more."""
    left = quote.wanted - Counter(
        (label, *figure_of(n, label, quote.context)[:2]) for n, label in zip(quote.numbers, labels, strict=True) if label != NO_COUNT
    )
    return next((what for what, low, high in left if what in IMPLIED and low == high == 1), NO_COUNT)


def _preference(quote: Quote, i: int, what: str, weights: dict[str, dict[str, float]] | None, of: str) -> tuple[float, float, int]:
    number = quote.numbers[i]
    phrase = quote.context.noun_phrase(number)
    words = set(quote.context.text[phrase.start : phrase.end].lower().split()) if phrase else set()
    overlap = len(words & set(of.lower().split()))
    form = {"definite": 2, "article": 1}.get(number.form, 0)
    score = 0.0
    if weights:
        features = Features(quote.context, quote.event_type, quote.span).of(number, ())
        score = sum(weights.get(f, {}).get(what, 0.0) for f in features)
    return (form - 2 * overlap - score, form, i)


def train(data: list[Quote]) -> dict[str, dict[str, float]]:
    weights = _fit(data, [align(q, None) for q in data], epochs=3)
    return _fit(data, [align(q, weights) for q in data], epochs=EPOCHS, runs=RUNS)


def _fit(data: list[Quote], gold: list[list[str]], epochs: int, runs: int = 1) -> dict[str, dict[str, float]]:
    rows, targets = [], []
    names = sorted({w for labels in gold for w in labels} | {NO_COUNT})
    index = {name: i for i, name in enumerate(names)}
    for quote, labels in zip(data, gold, strict=True):
        views = (Features(quote.context, quote.event_type, quote.span), Features(quote.context))
        history: dict[int, list[tuple[Number, str]]] = defaultdict(list)
        for number, label in zip(quote.numbers, labels, strict=True):
            before = history[quote.context.sentence(number.core.start)]
            for view in views:
                rows.append(view.of(number, before))
                targets.append(index[label])
            before.append((number, label))
        found = {label for label in labels if label != NO_COUNT}
        rows.append(implied_features(quote.context, quote.span, quote.event_type, found))
        targets.append(index[implied(quote, labels)])
    counts = Counter(f for row in rows for f in set(row))
    column = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= LEAST))}
    encoded = [np.array(sorted({column[f] for f in row if f in column})) for row in rows]
    # The mean of a few passes in different orders: single runs differ by a point of F1.
    tables = [_descend(encoded, targets, (len(column), len(names)), epochs, seed) for seed in range(SEED, SEED + runs)]
    table = np.mean(tables, axis=0)
    for start in ("bias", "imp"):
        if start in column:
            table[column[start], index[NO_COUNT]] -= LEAN
    return {f: {names[j]: round(float(w), 2) for j, w in enumerate(table[i]) if abs(w) >= SMALLEST} for f, i in column.items()}


def _descend(rows: list[np.ndarray], targets: list[int], shape: tuple[int, int], epochs: int, seed: int) -> np.ndarray:
    """Multinomial logistic regression by adaptive gradient steps."""
    table = np.zeros(shape)
    squares = np.full(shape, 1e-2)
    order = list(range(len(rows)))
    shuffle = random.Random(seed)
    noise = np.random.default_rng(seed)
    for _ in range(epochs):
        shuffle.shuffle(order)
        for i in order:
            at = rows[i][noise.random(len(rows[i])) > DROPPED]
            scores = table[at].sum(axis=0)
            gradient = np.exp(scores - scores.max())
            gradient /= gradient.sum()
            gradient[targets[i]] -= 1.0
            squares[at] += gradient**2
            table[at] -= RATE / np.sqrt(squares[at]) * (gradient + DECAY * table[at])
    return table


def predict(quote: Quote, weights: dict[str, dict[str, float]]) -> Counter[tuple[str, object, object]]:
    features = Features(quote.context, quote.event_type, quote.span)
    history: dict[int, list[tuple[Number, str]]] = defaultdict(list)
    made: Counter[tuple[str, object, object]] = Counter()
    for number in quote.numbers:
        before = history[quote.context.sentence(number.core.start)]
        label = best(features.of(number, before), weights, partial(quote.context.may_count, number))
        before.append((number, label))
        if label != NO_COUNT:
            made[(label, *figure_of(number, label, quote.context)[:2])] += 1
    found = {what for what, _, _ in made}
    label = best(implied_features(quote.context, quote.span, quote.event_type, found), weights, lambda what: what in IMPLIED)
    if (
        label == NO_COUNT
        and quote.event_type == "heritage_damage"
        and "sites_destroyed" not in found
        and one_site(quote.context, quote.span)
    ):
        label = "sites_destroyed"
    if label != NO_COUNT:
        made[(label, 1, 1)] += 1
    return made


def f1(right: int, made: int, wanted: int) -> float:
    return 2 * right / (made + wanted) if made + wanted else 0.0


def cross_validate(data: list[Quote], folds: int, errors: int) -> None:
    clusters = sorted({q.cluster for q in data})
    random.Random(SEED).shuffle(clusters)
    right = made = wanted = 0
    by: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    src: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for fold in range(folds):
        held = set(clusters[fold::folds])
        weights = train([q for q in data if q.cluster not in held])
        for quote in (q for q in data if q.cluster in held):
            got = predict(quote, weights)
            hit = got & quote.wanted
            right, made, wanted = right + hit.total(), made + got.total(), wanted + quote.wanted.total()
            for i, counter in enumerate((hit, got, quote.wanted)):
                src[quote.cluster[:2]][i] += counter.total()
                for (what, _, _), n in counter.items():
                    by[what][i] += n
            if got != quote.wanted and errors and random.random() < 0.1:
                errors -= 1
                start, end = (quote.numbers[0].span.start, quote.numbers[-1].span.end) if quote.numbers else (0, 0)
                print(
                    quote.event_type,
                    "|",
                    quote.context.text[max(0, start - 60) : end + 60].replace("\n", " "),
                    "| want",
                    dict(quote.wanted - got),
                    "got",
                    dict(got - quote.wanted),
                )
    print({k: round(f1(*v), 3) for k, v in src.items()})
    print(f"quotes {len(data)}  P {right / made:.3f}  R {right / wanted:.3f}  F1 {f1(right, made, wanted):.3f}")
    print("  ".join(f"{what} {f1(*n):.2f} ({n[2]})" for what, n in sorted(by.items(), key=lambda x: -x[1][2])))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    data = list(quotes())
    if args.folds:
        cross_validate(data, args.folds, args.errors)
        return
    weights = train(data)
    about = "Learnt by training/layers/figures.py from training/corpus (own reports; FA-KES, CC BY 4.0; re3d, see NOTICE)."
    OUT.write_text(print_weights(weights, about), "utf-8")
    print(f"{len(weights)} features, {OUT.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
