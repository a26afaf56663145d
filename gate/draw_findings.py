"""Draws direct contradictions that the program finds, for readers to say which are real; docs/findings-judged.md holds what they said.

    draw_findings.py [--folder real] [--number 80] [--seed 1]

From the right claims, so that reading plays no part. Each is printed as a number, its kind and reason, and both sides with their context.
What the program wrote is all that the readers see; annotated contradictions are not shown.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from gate.score_linking import SHARED, read_gold, run
from onrecord.knowledge.actors import ActorRegister
from onrecord.records import Claim, Report
from onrecord.vocab.findings import CONTRADICTIONS, Strength

AROUND = 260  # characters of context on either side


def side(claim: Claim, report: Report) -> str:
    a, z = claim.quote.start, claim.quote.end
    words = f"…{report.text[max(0, a - AROUND) : a]}«{report.text[a:z]}»{report.text[z : z + AROUND]}…".replace("\n", " / ")
    return f"  [{report.publisher}, {report.published}; says: {claim.source.name}]\n    {words}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", default="real")
    parser.add_argument("--number", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if not (SHARED / "score").is_dir():
        print(f"the annotated reports are not at {SHARED}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        reports, claims, _ = read_gold(SHARED / "gold" / args.folder, Path(scratch))
    by_id = {c.id: c for c in claims}
    events = run(reports, claims, ActorRegister.load())
    found = [f for e in events for f in e.findings if f.strength is Strength.DIRECT and f.kind in CONTRADICTIONS]
    found.sort(key=lambda f: (str(f.kind), f.claims))
    drawn = random.Random(args.seed).sample(found, min(args.number, len(found)))
    print(f"{len(found)} direct contradictions, {len(drawn)} drawn")
    for number, finding in enumerate(drawn, 1):
        print(f"\n### {number}: {finding.kind}\n  {finding.because}")
        for one in finding.claims:
            print(side(by_id[one], reports[by_id[one].report]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
