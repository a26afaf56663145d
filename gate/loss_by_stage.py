"""Where the annotated direct contradictions are lost between a report and the reader of the brief: reading, linking, rules, doubts.

    loss_by_stage.py FOLDER CLAIMS.jsonl [--draw N] [--seed N]     claims as `onrecord claims --format jsonl` read them

Each pair is counted at the first stage that loses it:
  not read      the reader makes no claim of one side's words (token F1 below 0.5), or of both sides
  misread       both are read; from the right claims the pair is found, from ours the same code links them apart or finds no clash
  not linked    from the right claims too, the two stand in two events
  no rule       from the right claims too, no rule speaks of them, or it says that they may both be right
  excused       from ours a rule speaks but says that they may both be right (another day, a part)
  doubted       a rule calls them direct, and a doubt about what the machine read makes them apparent
  shown         direct
--draw prints direct findings drawn by seed, to be judged by eye.
"""

from __future__ import annotations

import argparse
import collections
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from score_linking import SHARED, read_gold, run

from onrecord.extract.complete import complete
from onrecord.interchange import read_claims
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.records import Claim, Event, Finding, Report
from onrecord.vocab.findings import CONTRADICTIONS, Strength

STAGES = ("not read", "misread", "not linked", "no rule", "excused", "doubted", "shown")
Findings = dict[frozenset[str], list[Finding]]


class Ends:
    """The claims that stand for an end of an annotated pair, as the scorer has it."""

    def __init__(self, reports: dict[str, Report]) -> None:
        sys.path.insert(0, str(SHARED / "score"))
        from score_claims import overlap, span_of, token_spans  # type: ignore[import-not-found]

        self._overlap, self._span_of = overlap, span_of
        self._reports = reports
        self._tokens = {k: token_spans(r.text) for k, r in reports.items()}

    def of(self, end: dict[str, str], claims: dict[str, list[Claim]]) -> set[str]:
        report = self._reports.get(end["doc"])
        want = self._span_of(report.text, end["quote"]) if report else None
        if report is None or not want:
            return set()
        tokens = self._tokens[end["doc"]]
        return {c.id for c in claims[end["doc"]] if self._overlap(tokens, want, (c.quote.start, c.quote.end)) >= 0.5}


class Found:
    """Claims -> events and contradictions, with what can be asked of a pair of ends."""

    def __init__(self, reports: dict[str, Report], claims: list[Claim], register: ActorRegister) -> None:
        self.events: list[Event] = run(reports, claims, register)
        self.of_report: dict[str, list[Claim]] = collections.defaultdict(list)
        for claim in claims:
            self.of_report[claim.report].append(claim)
        self.event_of = {c: e.id for e in self.events for c in e.claims}
        self.findings: Findings = collections.defaultdict(list)
        for event in self.events:
            for finding in event.findings:
                if finding.kind in CONTRADICTIONS:
                    self.findings[frozenset(finding.claims)].append(finding)

    def linked(self, left: set[str], right: set[str]) -> bool:
        return bool({self.event_of[c] for c in left} & {self.event_of[c] for c in right})

    def between(self, left: set[str], right: set[str]) -> list[Finding]:
        return [f for a in left for b in right if a != b for f in self.findings.get(frozenset((a, b)), [])]


def pairs_of(folder: Path) -> Iterator[tuple[dict[str, dict[str, str]], bool]]:
    """The annotated contradictions of a folder, each with whether it only seems to be one."""
    for path in sorted(folder.rglob("relations.json")):
        for pair in json.loads(path.read_text("utf-8")).get("contradictions", []):
            yield pair, pair.get("strength") == "apparent" or str(pair.get("resolution", "")).lower().startswith("apparent")


def direct(findings: list[Finding]) -> bool:
    return any(f.strength is Strength.DIRECT for f in findings)


def stage(pair: dict[str, dict[str, str]], ends: Ends, gold: Found, own: Found, sure: Found) -> tuple[str, list[Finding]]:
    a, b = (ends.of(pair[k], own.of_report) for k in "ab")
    right = [ends.of(pair[k], gold.of_report) for k in "ab"]
    if not a or not b:
        return "not read", []
    found = own.between(a, b)
    if direct(found):
        return "shown", found
    if direct(sure.between(a, b)):
        return "doubted", found
    if found:
        return "excused", found
    if direct(gold.between(*right)):
        return "misread", found
    return ("no rule" if gold.linked(*right) else "not linked"), found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("claims", type=Path)
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--seed", type=int, default=6)
    args = parser.parse_args()
    if not (SHARED / "score").is_dir():
        sys.exit("the scorers do not lie beside the repository")
    register = ActorRegister.load()
    with tempfile.TemporaryDirectory() as scratch:
        reports, gold_claims, _ = read_gold(args.folder, Path(scratch))
    with args.claims.open(encoding="utf-8") as lines:
        claims = complete([c for c in read_claims(lines, args.claims.name) if c.report in reports], Gazetteer.load(), register)
    own = Found(reports, claims, register)
    sure = Found(reports, [replace(c, confidence={}) for c in claims], register)
    gold, ends = Found(reports, gold_claims, register), Ends(reports)
    counts: collections.Counter[str] = collections.Counter()
    for pair in (p for p, soft in pairs_of(args.folder) if not soft):
        at, found = stage(pair, ends, gold, own, sure)
        counts[at] += 1
        if at == "doubted":
            print("doubted:", *(f.because.rpartition(", but ")[2] for f in found))
    print(f"{sum(counts.values())} annotated: " + ", ".join(f"{name} {counts[name]}" for name in STAGES))
    shown = [f for found in own.findings.values() for f in found if f.strength is Strength.DIRECT]
    print(f"direct findings: {len(shown)}; without any doubt: {sum(direct(f) for f in sure.findings.values())}")
    by_id = {c.id: c for c in claims}
    shown.sort(key=lambda f: f.id)
    for n, finding in enumerate(random.Random(args.seed).sample(shown, min(args.draw, len(shown))), 1):
        print(f"\n{n}. {finding.kind} {[by_id[c].report for c in finding.claims]}\n   {finding.because}")
        print("  ", [by_id[c].confidence.get("claim") for c in finding.claims])


if __name__ == "__main__":
    main()
