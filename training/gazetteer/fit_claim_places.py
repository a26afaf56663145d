#!/usr/bin/env python3
"""Learns the networks of onrecord/extract/places/choosing.py on annotated reports.

    python training/gazetteer/fit_claim_places.py --score-with .../score --gold .../gold/train .../gold/train-real [--folds 5]

A claim whose annotated place is among the places found teaches that it is the right one; the others teach nothing. The second network is
taught with what the first says of reports that it has not seen: the clusters are parted in FOLDS, and each part is read by networks that
learned on the others. --folds prints the share of right places over held-out clusters instead of writing weights; claims whose place is
not found count as wrong there. Same input, same weights, within the rounding of the machine's arithmetic.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord.extract.places import find_places
from onrecord.extract.places.choosing import Array, Chooser, Net, context, softmax, table
from onrecord.extract.places.claim_features import ClaimFrame, Features, ReportPlaces
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.records import Span
from onrecord.vocab.event_types import EventType

OUT = Path(__file__).resolve().parents[2] / "onrecord/extract/places/claim_place_weights.npz"
HIDDEN, NETS, FOLDS = 48, 2, 4
EPOCHS, BATCH, RATE, DECAY, DROP = 40, 8, 1e-2, 5e-2, 0.5  # BATCH: reports
MIN_SEEN, MIN_WORD = 12, 25  # claims that have a feature; a word
UNFOUND = -1


@dataclass(frozen=True, slots=True)
class Read:
    """One report: features of all its claims, and which options are right (none: not found)."""

    cluster: str
    folder: str
    frames: list[ClaimFrame]
    sentences: list[int]
    rows: list[list[Features]]
    about: list[Features]
    right: list[list[int]]


@dataclass(slots=True)
class Tables:
    """A report as arrays."""

    options: Array
    claims: Array
    sizes: list[int]
    good: list[np.ndarray]
    read: Read


def reads(folder: Path, gazetteer: Gazetteer, scorer: Any) -> list[Read]:
    found = []
    for report, _ in scorer.load_gold(folder):
        text, title = report["text"], report.get("title")
        places = ReportPlaces(text, find_places(text, gazetteer, title=title), title)
        claims = [(Span(*at), g) for g in report["claims"] if (at := scorer.span_of(text, g["quote"]))]
        claims.sort(key=lambda c: c[0])
        frames = [ClaimFrame(quote=at, type=EventType(g["type"])) for at, g in claims]
        names = [o.name for o in places.options] + [""]
        right = [[n for n, name in enumerate(names) if scorer.same_name(g["place"], name)] for _, g in claims]
        if frames:
            sentences = [places.sentence(f.quote.start) for f in frames]
            about = [places.about(f) for f in frames]
            found.append(Read(report["cluster"], folder.name, frames, sentences, places.rows(places.scene(frames)), about, right))
    return found


def columns(items: Sequence[Read]) -> tuple[list[str], list[str]]:
    """Names of the features that enough claims have: those of options, those of claims."""
    options, claims = Counter[str](), Counter[str]()
    for item in items:
        for rows, about in zip(item.rows, item.about, strict=True):
            options.update({k for row in rows for k in row})
            claims.update(k for k in about if k.islower())
    return (
        sorted(k for k, n in options.items() if n >= MIN_SEEN),
        sorted(k for k, n in claims.items() if n >= (MIN_WORD if k.startswith(("word:", "near:")) else MIN_SEEN)),
    )


def tables(items: Sequence[Read], names: tuple[list[str], list[str]]) -> list[Tables]:
    options, claims = ({n: i for i, n in enumerate(x)} for x in names)
    made = []
    for item in items:
        flat = table([f for r in item.rows for f in r], options, len(options))
        good = [np.isin(np.arange(len(r)), g) for r, g in zip(item.rows, item.right, strict=True)]
        made.append(Tables(flat, table(item.about, claims, len(claims)), [len(r) for r in item.rows], good, item))
    return made


def learn(data: Sequence[Tables], options: Sequence[Array], seed: int) -> Net:
    """One network by Adam over batches of reports, with dropout on the hidden units and weight decay."""
    rng = np.random.default_rng(seed)
    wide, about = options[0].shape[1], data[0].claims.shape[1]
    w = {
        "across": rng.normal(0, 0.1, (wide, HIDDEN)),
        "about": rng.normal(0, 0.1, (about, HIDDEN)),
        "bias": np.zeros(HIDDEN),
        "out": rng.normal(0, 0.2, HIDDEN),
        "straight": np.zeros(wide),
    }
    w = {k: v.astype(np.float32) for k, v in w.items()}
    m, v = ({k: np.zeros_like(x) for k, x in w.items()} for _ in range(2))
    step, steps = 0, EPOCHS * -(-len(data) // BATCH)
    for _ in range(EPOCHS):
        order = rng.permutation(len(data))
        for at in range(0, len(order), BATCH):
            step += 1
            g = _gradient(w, [(data[i], options[i]) for i in order[at : at + BATCH]], rng)
            if g is None:
                continue
            rate = RATE * min(1.0, step / 10) * (1 - step / (steps + 1))
            for k in w:
                m[k] = 0.9 * m[k] + 0.1 * g[k]
                v[k] = 0.99 * v[k] + 0.01 * g[k] ** 2
                w[k] -= rate * ((m[k] / (1 - 0.9**step)) / (np.sqrt(v[k] / (1 - 0.99**step)) + 1e-8) + DECAY * 10 * w[k])
    return Net(**w)


def _gradient(w: dict[str, Array], batch: Sequence[tuple[Tables, Array]], rng: np.random.Generator) -> dict[str, Array] | None:
    x = np.concatenate([o for _, o in batch])
    c = np.concatenate([t.claims for t, _ in batch])
    sizes = np.array([s for t, _ in batch for s in t.sizes])
    good = np.concatenate([g for t, _ in batch for g in t.good])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    usable = np.add.reduceat(good, starts) > 0
    if not usable.any():
        return None
    group = np.repeat(np.arange(len(sizes)), sizes)
    hidden = np.maximum(x @ w["across"] + np.repeat(c @ w["about"] + w["bias"], sizes, axis=0), 0)
    keep = (rng.random((len(sizes), HIDDEN)) >= DROP).astype(np.float32)[group] / (1 - DROP)
    dropped = hidden * keep
    z = dropped @ w["out"] + x @ w["straight"]
    e = np.exp(z - np.maximum.reduceat(z, starts)[group])
    p = e / np.add.reduceat(e, starts)[group]
    q = np.where(good, e, 0)
    q = q / np.maximum(np.add.reduceat(q, starts), 1e-12)[group]
    d = ((p - q) * usable[group] / usable.sum()).astype(np.float32)
    dh = (d[:, None] * w["out"]) * keep * (hidden > 0)
    by_claim = np.add.reduceat(dh, starts, axis=0)
    return {"across": x.T @ dh, "about": c.T @ by_claim, "bias": by_claim.sum(axis=0), "out": dropped.T @ d, "straight": x.T @ d}


def several(data: Sequence[Tables], options: Sequence[Array], seed: int) -> list[Net]:
    return [learn(data, options, seed + n) for n in range(NETS)]


def says(nets: Sequence[Net], t: Tables, options: Array) -> list[Array]:
    scores = sum(net.scores(options, t.claims, t.sizes) for net in nets) / len(nets)
    return softmax(scores, t.sizes)


def wider(t: Tables, likely: Sequence[Array]) -> Array:
    made: Array = np.concatenate([t.options, context(likely, t.read.frames, t.read.sentences)], axis=1)
    return made


def first_says(first: Sequence[Net], t: Tables) -> list[Array]:
    return says(first, t, t.options)


def second_says(first: Sequence[Net], second: Sequence[Net], t: Tables) -> list[Array]:
    return says(second, t, wider(t, first_says(first, t)))


def both(data: Sequence[Tables]) -> tuple[list[Net], list[Net]]:
    """The first networks, learned on everything, and the second, learned on what first networks say of reports they have not seen."""
    clusters = sorted({t.read.cluster for t in data})
    unseen: dict[int, Array] = {}
    for fold in range(FOLDS):
        held = set(clusters[fold::FOLDS])
        rest = [t for t in data if t.read.cluster not in held]
        nets = several(rest, [t.options for t in rest], 10 * fold)
        unseen |= {i: wider(t, says(nets, t, t.options)) for i, t in enumerate(data) if t.read.cluster in held}
    first = several(data, [t.options for t in data], 100)
    return first, several(data, [unseen[i] for i in range(len(data))], 200)


def shares(data: Sequence[Tables], answers: Callable[[Tables], list[Array]]) -> dict[str, tuple[int, int]]:
    """By folder: claims right, claims."""
    found: dict[str, tuple[int, int]] = {}
    for t in data:
        right = sum(bool(g[int(np.argmax(p))]) for g, p in zip(t.good, answers(t), strict=True))
        so_far = found.get(t.read.folder, (0, 0))
        found[t.read.folder] = (so_far[0] + right, so_far[1] + len(t.sizes))
    return found


def cross_validated(items: Sequence[Read], folds: int) -> None:
    clusters = sorted({i.cluster for i in items})
    totals: dict[str, Counter[str]] = {"first": Counter(), "second": Counter(), "all": Counter()}
    for fold in range(folds):
        held = set(clusters[fold::folds])
        names = columns([i for i in items if i.cluster not in held])
        data = tables(items, names)
        rest, out = [t for t in data if t.read.cluster not in held], [t for t in data if t.read.cluster in held]
        first, second = both(rest)
        alone = shares(out, partial(first_says, first))
        together = shares(out, partial(second_says, first, second))
        for folder, (right, count) in alone.items():
            totals["first"][folder] += right
            totals["second"][folder] += together[folder][0]
            totals["all"][folder] += count
        print(fold, {s: {k: round(v / totals["all"][k], 3) for k, v in totals[s].items()} for s in ("first", "second")}, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--score-with", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--folds", type=int, default=0, help="print cross-validated shares instead of writing weights")
    parser.add_argument("--keep", type=Path, help="a file that keeps the features between runs (remove it when they change)")
    args = parser.parse_args()
    sys.path.insert(0, str(args.score_with))
    import score_claims

    if args.keep and args.keep.exists():
        items = pickle.loads(args.keep.read_bytes())
    else:
        gazetteer = Gazetteer.load()
        items = [r for folder in args.gold for r in reads(folder, gazetteer, score_claims)]
        if args.keep:
            args.keep.write_bytes(pickle.dumps(items))
    found = sum(bool(g) for i in items for g in i.right)
    print(f"{len(items)} reports, {sum(len(i.right) for i in items)} claims, {found} whose place is among the options", flush=True)
    if args.folds:
        cross_validated(items, args.folds)
        return
    names = columns(items)
    data = tables(items, names)
    first, second = both(data)
    chooser = Chooser(names[0], names[1], first, second)
    print("seen:", shares(data, partial(second_says, first, second)))
    np.savez_compressed(OUT, **chooser.arrays())


if __name__ == "__main__":
    main()
