"""Learns the weights by which a claim's date is chosen, from the annotated training reports, and checks them by cross-validation.

    python -m training.layers.dates [--write]

Reads the whole reports of training/corpus (composed.jsonl and real.jsonl). --write replaces onrecord/extract/dates/choice.json. Takes about
a minute on one core.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gate.score_dates_layer import annotated
from onrecord.extract.dates.choose import Days, Odds, apart, follow, likeliest, link_features
from onrecord.extract.dates.option import Option
from onrecord.extract.dates.options import options
from onrecord.extract.dates.page import Frame, Page
from training.rows import rows

SEEN_AT_LEAST = 5  # a feature of fewer claims is left out
ALONE = 4  # each fourth claim is learned from as if it stood alone, too
FOLDS = 5
SMALLEST = 0.04  # weights nearer to nothing are not written

Example = tuple[list[tuple[str, ...]], list[bool]]  # the features of each option, and which options are the annotated date


@dataclass(frozen=True, kw_only=True)
class Worked:
    """A report with its options worked out once."""

    cluster: str
    report: Page
    frames: list[Frame]
    wanted: list[Days]
    choices: list[list[Option]]


def work(name: str) -> list[Worked]:
    found = []
    for cluster, row in rows(name):
        report, frames, wanted = annotated(row)
        found.append(Worked(cluster=cluster, report=report, frames=frames, wanted=wanted, choices=[options(report, f) for f in frames]))
    return found


def examples(report: Worked) -> Iterator[Example]:
    """Each claim, knowing the date of the one before; the first, and each fourth, knowing nothing of it."""
    for i, (choices, want) in enumerate(zip(report.choices, report.wanted, strict=True)):
        right = [o.days == want for o in choices]
        if i % ALONE == 0:
            yield [(*o.features, *link_features(o, None, "")) for o in choices], right
        if i:
            step = apart(report.report, report.frames[i - 1], report.frames[i])
            yield [(*o.features, *link_features(o, report.wanted[i - 1], step)) for o in choices], right


def learn(rows: Sequence[Example], *, rounds: int = 60, decay: float = 0.0007, rate: float = 0.25) -> dict[str, float]:
    """Conditional logit by gradient ascent with Adagrad; claims whose date is none of their options teach nothing.

    Sixty rounds: after more the weights fit the reports they come from and leave more claims of others undated.
    """
    counts = Counter(f for choices, _ in rows for f in {f for o in choices for f in o})
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= SEEN_AT_LEAST))}
    usable = [(c, r) for c, r in rows if any(r)]
    flat = [o for c, _ in usable for o in c]
    owner = np.repeat(np.arange(len(usable)), [len(c) for c, _ in usable])
    right = np.array([x for _, r in usable for x in r], dtype=bool)
    columns = [np.array([index[f] for f in o if f in index], dtype=np.int64) for o in flat]
    column, option = np.concatenate(columns), np.repeat(np.arange(len(flat)), [len(c) for c in columns])
    weights, squares = np.zeros(len(index)), np.full(len(index), 1e-6)
    for _ in range(rounds):
        score = np.bincount(option, weights[column], minlength=len(flat))
        gradient = _shares(np.where(right, score, -np.inf), owner, len(usable)) - _shares(score, owner, len(usable))
        step = np.bincount(column, gradient[option], minlength=len(index)) / len(usable) - decay * weights
        squares += step**2
        weights += rate * step / np.sqrt(squares)
    return {f: round(float(weights[i]), 3) for f, i in index.items() if abs(weights[i]) >= SMALLEST}


def _shares(score: Any, owner: Any, count: int) -> Any:
    """Softmax of the scores within each claim."""
    top = np.full(count, -np.inf)
    np.maximum.at(top, owner, score)
    grown = np.exp(score - top[owner])
    return grown / np.bincount(owner, grown, minlength=count)[owner]


def right_dates(report: Worked, table: dict[str, float]) -> int:
    """How many claims of a report get the annotated date, dated in order."""
    before: tuple[Frame, Odds] | None = None
    right = 0
    for frame, choices, want in zip(report.frames, report.choices, report.wanted, strict=True):
        odds = follow(report.report, frame, choices, before, table)
        right += likeliest(odds) == want
        before = (frame, odds)
    return right


def share_right(reports: Sequence[Worked], table: dict[str, float]) -> float:
    return sum(right_dates(r, table) for r in reports) / max(1, sum(len(r.frames) for r in reports))


def learn_from(reports: Sequence[Worked], decay: float) -> dict[str, float]:
    return learn([e for r in reports for e in examples(r)], decay=decay)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--decay", type=float, default=0.0007)
    given = arguments.parse_args()
    sets = {name: work(name) for name in ("composed", "real")}
    together = [r for reports in sets.values() for r in reports]
    reach = [any(o.days == w for o in c) for r in together for c, w in zip(r.choices, r.wanted, strict=True)]
    print(f"{len(reach)} claims; the date is among the options of {sum(reach) / len(reach):.3f}")
    folds = {cluster: i % FOLDS for i, cluster in enumerate(sorted({r.cluster for r in together}))}
    tables = [learn_from([r for r in together if folds[r.cluster] != fold], given.decay) for fold in range(FOLDS)]
    for name, reports in sets.items():
        right = sum(right_dates(r, tables[folds[r.cluster]]) for r in reports)
        print(f"{name}: held out by cluster, right {right / sum(len(r.frames) for r in reports):.3f}")
    table = learn_from(together, given.decay)
    print(f"on the reports it learned from {share_right(together, table):.3f}, {len(table)} weights")
    if given.write:
        target = Path(__file__).resolve().parents[2] / "onrecord" / "extract" / "dates" / "choice.json"
        origin = "learned by training/layers/dates.py from training/corpus (composed.jsonl and real.jsonl)"
        target.write_text(json.dumps({"origin": origin, "weights": dict(sorted(table.items()))}, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
