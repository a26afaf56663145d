"""Learns the weights by which a found contradiction is direct or apparent (onrecord/reconcile/clash_weights.py).

    learn_clashes.py                    prints what each fold of clusters shows by weights learned on the other folds
    learn_clashes.py --write            also writes the weights learned on all of gold/train and gold/train-real

Learned from: pairs that a reader judged (training/clashes.jsonl: 450 that the rules find, drawn by seed, real 1, doubt a half,
false 0), pairs annotated as direct (1) and as apparent (0), and pairs that rules find and nobody annotated. Annotators picked, so of the
last a fifth is real: they count as 0 with a low weight. Nothing of gold/dev or gold/real is read.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from gate.loss_by_stage import Ends, Found, pairs_of
from gate.score_linking import SHARED, read_gold
from onrecord.knowledge.actors import ActorRegister
from onrecord.reconcile.answering import answering
from onrecord.reconcile.chance import FREED, SHOWN, excuse_of, may_yield
from onrecord.reconcile.denials import denials
from onrecord.reconcile.reading import names_of, view, views
from onrecord.reconcile.reconciling import find
from onrecord.reconcile.signs import NAMES, Clash, signs_of
from onrecord.vocab.findings import CONTRADICTIONS, Strength

TARGET = Path(__file__).resolve().parents[1] / "onrecord" / "reconcile" / "clash_weights.py"
JUDGED = Path(__file__).resolve().parents[1] / "training" / "clashes.jsonl"
FOLDS, RIDGE, SELDOM = 5, 6.0, 8
# What a pair counts: one that a reader judged, one annotated as direct, as apparent, not annotated.
READ, DIRECT, APPARENT, NOT_ANNOTATED = 3.0, 0.5, 3.0, 0.1
VERDICTS = {"real": 1.0, "doubt": 0.5, "false": 0.0}
Where = frozenset[tuple[str, int, int]]  # where the quotes of two claims stand


class Rows:
    """Every contradiction that a rule finds in a folder: its claims, its signs, whether a rule calls it direct, and what was annotated."""

    def __init__(self, name: str, scratch: Path) -> None:
        folder, register = SHARED / "gold" / name, ActorRegister.load()
        self.reports, claims, _ = read_gold(folder, scratch)
        found, names = Found(self.reports, claims, register), names_of(register)
        by_id = {c.id: c for c in claims}
        self.cluster_of_report = {p.stem: p.parent.name for p in folder.rglob("*.json")}
        self.signs: list[dict[str, float]] = []
        self.claims: list[frozenset[str]] = []
        self.direct: list[bool] = []
        self.yields: list[bool] = []
        self.cluster: list[str] = []
        answers = answering(found.events, self.reports, by_id, register)
        for event in found.events:
            told = views(event, self.reports, by_id)
            seen = {v.claim.id: v for v in told}
            elsewhere = {
                a.denial: view(by_id[a.denial], a.root, self.reports.get(by_id[a.denial].report)) for a in answers.get(event.id, ())
            }
            rows = list(find(told, names))
            for answer in answers.get(event.id, ()):
                rows += [f for c in answer.claims for f in denials((elsewhere[answer.denial], seen[c]), names)]
            every = seen | elsewhere
            for finding in rows:
                if finding.kind not in CONTRADICTIONS:
                    continue
                left, right = (every[c] for c in finding.claims)
                inside = seen.keys() >= set(finding.claims)
                self.signs.append(signs_of(Clash(finding.kind, left, right, excuse_of(finding), inside, told, names)))
                self.claims.append(frozenset(finding.claims))
                self.direct.append(finding.strength is Strength.DIRECT)
                self.yields.append(may_yield(excuse_of(finding)))
                self.cluster.append(self.cluster_of_report[left.claim.report])
        ends = Ends(self.reports)
        self.annotated = [(ends.of(p["a"], found.of_report), ends.of(p["b"], found.of_report), soft) for p, soft in pairs_of(folder)]
        label: dict[frozenset[str], int] = {}
        for left_ids, right_ids, soft in self.annotated:
            for pair in (frozenset((a, b)) for a in left_ids for b in right_ids if a != b):
                label[pair] = max(label.get(pair, 0), 1 if soft else 2)
        self.label = np.array([label.get(pair, 0) for pair in self.claims])
        judged = judgements(name)
        at = {c.id: (c.report, c.quote.start, c.quote.end) for c in claims}
        self.read = np.array([judged.get(frozenset(at[c] for c in pair), np.nan) for pair in self.claims])

    def matrix(self, names: list[str]) -> np.ndarray:
        return np.array([[1.0, *(signs.get(name, 0.0) for name in names)] for signs in self.signs])

    def wanted(self) -> np.ndarray:
        """What each pair should weigh: as a reader judged it, else as it is annotated."""
        return np.where(np.isfinite(self.read), np.nan_to_num(self.read), self.label == 2)

    def counts(self) -> np.ndarray:
        annotated = np.where(self.label == 2, DIRECT, np.where(self.label == 1, APPARENT, NOT_ANNOTATED))
        return np.where(np.isfinite(self.read), READ, annotated)

    def shown(self, weight: np.ndarray, least: float = SHOWN) -> np.ndarray:
        return np.where(self.direct, weight >= least, np.array(self.yields) & (weight >= least + FREED - SHOWN))

    def score(self, weight: np.ndarray) -> str:
        """As gate/score_linking.py prints it, for pairs within events."""
        joined = {pair for pair, kept in zip(self.claims, self.shown(weight), strict=True) if kept}
        hits = [(soft, any(frozenset((a, b)) in joined for a in left for b in right)) for left, right, soft in self.annotated]
        found, wrong = ([hit for soft, hit in hits if soft is kind] for kind in (False, True))
        return f"recall {np.mean(found):.3f}  false {np.mean(wrong):.3f}  pairs {len(joined)}"


def judgements(folder: str) -> dict[Where, float]:
    """What readers said of drawn pairs of a folder, by where both quotes stand."""
    rows = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    return {
        frozenset((row[s]["doc"], row[s]["start"], row[s]["end"]) for s in "ab"): VERDICTS[row["verdict"]]
        for row in rows
        if row["folder"] == folder
    }


def real_share(folders: Sequence[Rows], weights: Sequence[np.ndarray], least: float) -> str:
    """Of the judged pairs: how many are shown from a weight on, which share of them is real, and which share of the real is shown."""
    read = np.concatenate([rows.read for rows in folders])
    shown = np.concatenate([rows.shown(w, least) for rows, w in zip(folders, weights, strict=True)]) & np.isfinite(read)
    real = read == 1
    return f"from {least:.1f}: {shown.sum():3} judged pairs shown, {real[shown].mean():.2f} real, {shown[real].mean():.2f} of the real"


def fit(x: np.ndarray, y: np.ndarray, counts: np.ndarray, *, steps: int = 25) -> np.ndarray:
    """Weighted logistic regression with a ridge, by Newton's method; the constant, in the first column, is hardly held."""
    weights, ridge = np.zeros(x.shape[1]), np.eye(x.shape[1]) * RIDGE
    ridge[0, 0] = 0.01
    for _ in range(steps):
        p = chance(x, weights)
        slope = x.T @ (counts * (y - p)) - ridge @ weights
        weights += np.linalg.solve((x * (counts * p * (1 - p))[:, None]).T @ x + ridge, slope)
    return weights


def chance(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-np.clip(x @ weights, -30, 30))))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if not (SHARED / "score").is_dir():
        print(f"the annotated reports are not at {SHARED}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        train, real = Rows("train", Path(scratch)), Rows("train-real", Path(scratch))
    folders = (train, real)
    signs = [s for rows in folders for s in rows.signs]
    names = [name for name in NAMES if sum(name in s for s in signs) >= SELDOM]
    x, y, counts = (np.concatenate([part(rows) for rows in folders]) for part in (lambda r: r.matrix(names), Rows.wanted, Rows.counts))
    clusters = [(n, c) for n, rows in enumerate(folders) for c in rows.cluster]
    order = {c: n % FOLDS for n, c in enumerate(sorted(set(clusters)))}
    fold, weight = np.array([order[c] for c in clusters]), np.zeros(len(x))
    for n in range(FOLDS):
        rest = fold != n
        weight[~rest] = chance(x[~rest], fit(x[rest], y[rest], counts[rest]))
    weights = np.split(weight, [len(train.claims)])
    print(f"as the rules have it, gold/train: {train.score(np.where(train.direct, 1.0, 0.0))}")
    print(f"folds, gold/train:                {train.score(weights[0])}")
    for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        print(f"folds, {real_share(folders, weights, least)}; of gold/train-real alone {real_share((real,), weights[1:], least)}")
    learned = fit(x, y, counts)
    if args.write:
        write(names, learned)
    return 0


def write(names: list[str], weights: np.ndarray) -> None:
    lines = [f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights[1:], strict=True) if abs(weight) >= 0.005]
    TARGET.write_text(
        '"""What each sign of a contradiction adds (log-odds). Written by gate/learn_clashes.py, frozen under this name."""\n\n'
        "from __future__ import annotations\n\n"
        f'VERSION = "clash-2"\nCONSTANT = {weights[0]:.2f}\nWEIGHTS: dict[str, float] = {{\n' + "\n".join(lines) + "\n}\n",
        "utf-8",
    )


if __name__ == "__main__":
    sys.exit(main())
