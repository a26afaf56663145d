"""Scores linking on pairs of claims that two readers judged: same event, or not.

    score_event_pairs.py [--errors N]

tests/corpus/event-pairs.jsonl holds 600 pairs drawn by gate/draw_event_pairs.py before anybody judged them, and what each of two readers
said, who worked apart and saw the words and some context only. A pair counts where both agree. Linking is from the right claims; both
claims of a pair are looked up by their words. Also printed: agreement of the readers (share, Cohen's kappa) and the largest event of
every cluster.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from gate.score_linking import SHARED, largest, read_gold
from onrecord.knowledge.actors import ActorRegister
from onrecord.link import link
from onrecord.records import Claim

PAIRS = Path(__file__).resolve().parents[1] / "tests" / "corpus" / "event-pairs.jsonl"


def event_of(name: str, scratch: Path) -> tuple[dict[tuple[str, int, int], str], list[str]]:
    """(report, first, last character of a quote) -> its event; and the lines on the largest events."""
    folder = SHARED / "gold" / name
    reports, claims, _ = read_gold(folder, scratch)
    events = link(reports, claims, ActorRegister.load())
    by_id: dict[str, Claim] = {c.id: c for c in claims}
    where = {}
    for event in events:
        for claim in event.claims:
            told = by_id[claim]
            where[(told.report, told.quote.start, told.quote.end)] = event.id
    return where, [f"{name}: {largest(events, {c.id: reports[c.report] for c in claims}, folder)}"]


def agreement(rows: list[dict[str, Any]]) -> tuple[float, float]:
    """Share of pairs on which the readers agree, and Cohen's kappa."""
    said = [(r["readers"][0]["same"], r["readers"][1]["same"]) for r in rows]
    agree = sum(a == b for a, b in said) / len(said)
    first, second = (sum(s[i] for s in said) / len(said) for i in (0, 1))
    chance = first * second + (1 - first) * (1 - second)
    return agree, (agree - chance) / (1 - chance)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, help="print so many of the pairs that are wrong")
    args = parser.parse_args()
    if not (SHARED / "score").is_dir():
        print(f"the annotated reports are not at {SHARED}", file=sys.stderr)
        return 2
    rows = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    share, kappa = agreement(rows)
    print(f"readers agree {share:.3f}, kappa {kappa:.3f}, {len(rows)} pairs")
    wrong: list[str] = []
    totals = {"all": [0, 0, 0]}
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("dev", "real"):
            where, told = event_of(name, Path(scratch))
            lines += told
            counts = totals.setdefault(name, [0, 0, 0])  # together and same, together, same
            for row in rows:
                if row["set"] != name or row["readers"][0]["same"] != row["readers"][1]["same"]:
                    continue
                left, right = (where.get((row[s]["report"], row[s]["start"], row[s]["end"])) for s in ("left", "right"))
                together, same = left is not None and left == right, row["readers"][0]["same"]
                for sums in (counts, totals["all"]):
                    sums[0] += together and same
                    sums[1] += together
                    sums[2] += same
                if together != same:
                    wrong.append(f"pair {row['pair']}: {'put together, two events' if together else 'kept apart, one event'}")
    for name, (both, together, same) in totals.items():
        print(f"{name}: pair precision {both}/{together} = {both / max(together, 1):.3f}, recall {both}/{same} = {both / max(same, 1):.3f}")
    print("\n".join([*lines, *wrong[: args.errors]]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
