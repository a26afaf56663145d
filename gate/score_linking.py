"""Measures linking and reconciling from the right claims: writes events and spells and calls the scorers that lie beside the repository.

    score_linking.py FOLDER [--out DIR] [--errors N]      one folder of annotated reports, e.g. ../shared/gold/train
    score_linking.py FOLDER --claims FILE                 the same from another's claims, e.g. what `onrecord claims --format jsonl` read
    score_linking.py FOLDER --folds                       the same, weights learned anew on four fifths of the clusters for each fifth
    score_linking.py --control                            control of Palmyra on gold/dev, against what hindsight knows

The scorers are called, never copied; without them the script says so and ends with status 2.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from onrecord.extract.complete import complete
from onrecord.interchange import dump, event_row, read_claims, report_from, spell_row
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.link import link
from onrecord.link.candidates import candidates
from onrecord.link.facts import Facts, Reader
from onrecord.link.score import RULES_V2, Rule
from onrecord.reconcile import reconcile_all
from onrecord.reconcile.control import timelines
from onrecord.records import Claim, Event, Report
from onrecord.vocab.findings import CONTRADICTIONS, Strength

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
WINDOWS = ("2015-05-19:2015-05-24", "2016-12-08:2016-12-13")
PALMYRA = ("palmyra-2015-05", "palmyra-2016-12")


def scorer(name: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, str(SHARED / "score" / name), *map(str, arguments)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return done.stdout


def read_gold(folder: Path, out: Path) -> tuple[dict[str, Report], list[Claim], Path]:
    """The right reports and claims of a folder, and where the claims were written."""
    path = out / "claims.jsonl"
    path.write_text(scorer("score_claims.py", "answers", folder), "utf-8")
    reports = [report_from(json.loads(line)) for line in scorer("score_claims.py", "reports", folder).splitlines()]
    with path.open(encoding="utf-8") as lines:
        claims = complete(read_claims(lines, path.name), Gazetteer.load(), ActorRegister.load())
    return {r.id: r for r in reports}, claims, path


def run(reports: dict[str, Report], claims: Sequence[Claim], register: ActorRegister) -> list[Event]:
    by_id = {c.id: c for c in claims}
    return reconcile_all(link(reports, claims, register), reports, by_id, register)


# --- five folds ----------------------------------------------------------------------------------------------------

FOLDS = 5


def by_folds(folder: Path, reports: dict[str, Report], claims: Sequence[Claim], register: ActorRegister) -> list[Event]:
    """Every cluster linked with weights that were learned without it; thresholds and the rules of reconcile stay as they are."""
    cluster = {p.stem: p.parent.name for p in folder.rglob("*.json")}
    names = sorted({cluster[c.report] for c in claims})
    fold = {name: n % FOLDS for n, name in enumerate(names)}
    reader = Reader(reports, register)
    facts = [reader.facts(c) for c in sorted(claims, key=lambda c: c.id)]
    pairs = sorted(candidates(facts))
    of_one = annotated(folder, claims)
    held = np.array([[_value(rule, facts[i], facts[j]) for rule in RULES_V2] for i, j in pairs])
    false = (held == 0.0).astype(float)
    columns = np.hstack([np.nan_to_num(held), false])
    right = np.array([frozenset((facts[i].claim.id, facts[j].claim.id)) in of_one for i, j in pairs], dtype=float)
    where = np.array([fold[cluster[facts[i].claim.report]] for i, _ in pairs])
    events: list[Event] = []
    for n in range(FOLDS):
        weights = fit(columns[where != n], right[where != n])
        rules = tuple(replace(r, weight=w, otherwise=o) for r, w, o in zip(RULES_V2, *np.split(weights, 2), strict=True))
        mine = [c for c in claims if fold[cluster[c.report]] == n]
        by_id = {c.id: c for c in mine}
        events += reconcile_all(link(reports, mine, register, rules=rules), reports, by_id, register)
    return events


def _value(rule: Rule, left: Facts, right: Facts) -> float:
    value = rule.says(left, right).value
    return float("nan") if value is None else value


def annotated(folder: Path, claims: Sequence[Claim]) -> set[frozenset[str]]:
    """Pairs of claims that stand in a direct contradiction or under one origin: of one event, as far as the annotation says."""
    sys.path.insert(0, str(SHARED / "score"))
    from score_claims import load_gold, overlap, span_of, token_spans

    texts = {r["id"]: r["text"] for r, _ in load_gold(folder)}
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)

    def standing_for(end: dict[str, str]) -> list[str]:
        text = texts.get(end["doc"], "")
        want, tokens = span_of(text, end["quote"]), token_spans(text)
        told = by_report.get(end["doc"], [])
        return [c.id for c in told if want and overlap(tokens, want, (c.quote.start, c.quote.end)) >= 0.5]

    found: set[frozenset[str]] = set()
    for path in sorted(folder.rglob("relations.json")):
        rows = json.loads(path.read_text("utf-8"))
        for pair in rows.get("contradictions", []):
            if pair.get("strength") == "direct" and not str(pair.get("resolution", "")).lower().startswith("apparent"):
                found |= {frozenset(p) for p in itertools.product(standing_for(pair["a"]), standing_for(pair["b"]))}
        for group in rows.get("circular", []):
            ids = sorted({c for end in group["claims"] for c in standing_for(end)})
            found |= {frozenset(p) for p in itertools.combinations(ids, 2)}
    return {pair for pair in found if len(pair) == 2}


def fit(columns: np.ndarray, right: np.ndarray, *, ridge: float = 1.0, steps: int = 30) -> np.ndarray:
    """Logistic regression by Newton's method; the constant is fitted and left out, for the threshold stays as shipped."""
    x = np.hstack([np.ones((len(columns), 1)), columns])
    weights, penalty = np.zeros(x.shape[1]), np.eye(x.shape[1]) * ridge
    penalty[0, 0] = 0.0
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (right - p) - penalty @ weights
        weights += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, slope)
    return np.asarray(weights[1:])


def write(path: Path, rows: Iterable[str]) -> Path:
    path.write_text("".join(row + "\n" for row in rows), "utf-8")
    return path


def relations(folder: Path, out: Path, errors: int, folds: bool, told: Path | None) -> None:
    reports, claims, path = read_gold(folder, out)
    if told:
        path = told
        with path.open(encoding="utf-8") as lines:
            claims = [c for c in read_claims(lines, path.name) if c.report in reports]
        claims = complete(claims, Gazetteer.load(), ActorRegister.load())
    register = ActorRegister.load()
    begun = time.perf_counter()
    events = by_folds(folder, reports, claims, register) if folds else run(reports, claims, register)
    took = time.perf_counter() - begun
    written = write(out / "events.jsonl", (dump(event_row(e)) for e in events))
    direct = sum(f.strength is Strength.DIRECT and f.kind in CONTRADICTIONS for e in events for f in e.findings)
    print(f"{folder.name}: {len(claims)} claims, {len(events)} events, {direct} direct contradictions, {took:.1f} s")
    print(scorer("score_relations.py", folder, path, written, "--errors", str(errors)).strip())
    print(largest(events, {c.id: reports[c.report] for c in claims}, folder))


def largest(events: Sequence[Event], report_of: dict[str, Report], folder: Path) -> str:
    """The largest event of every cluster of reports, in claims."""
    cluster = {p.stem: p.parent.name for p in folder.rglob("*.json")}
    top: dict[str, int] = {}
    for event in events:
        name = cluster.get(report_of[event.claims[0]].id, "?")
        top[name] = max(top.get(name, 0), len(event.claims))
    ranked = sorted(top.items(), key=lambda item: (-item[1], item[0]))
    return "largest events: " + ", ".join(f"{name} {size}" for name, size in ranked[:8])


def control(out: Path) -> None:
    dev = SHARED / "gold" / "dev"
    reports, told, _ = read_gold(dev, out)
    wanted = {p.stem for cluster in PALMYRA for p in (dev / cluster).glob("*.json")}
    claims = [c for c in told if c.report in wanted]
    spells = timelines(reports, claims, ActorRegister.load())
    written = write(out / "spells.jsonl", (dump(spell_row(s)) for s in spells))
    actors = itertools.chain.from_iterable(("--actors", str(dev / c / "actors.json")) for c in PALMYRA)
    windows = itertools.chain.from_iterable(("--window", w) for w in WINDOWS)
    print(scorer("score_control.py", dev / "truth-syria.json", written, *actors, "--place", "Palmyra", *windows).strip())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--claims", type=Path)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--control", action="store_true")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    if not (SHARED / "score").is_dir():
        print(f"the scorers are not at {SHARED / 'score'}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        out = args.out or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        if args.folder:
            relations(args.folder, out, args.errors, args.folds, args.claims)
        if args.control:
            control(out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
