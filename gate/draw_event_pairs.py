"""Draws the pairs of claims on which readers decided whether both speak of one event, and lays them out to be read.

    draw_event_pairs.py draw                 writes tests/corpus/event-pairs.jsonl (places of words only, no text)
    draw_event_pairs.py show [--part K/N]    prints the pairs with their words, for a reader who decides

600 pairs of claims from gold/dev and gold/real, half from each, drawn within a cluster by a fixed seed and by nothing that the program
has computed: half of them alike in kind of event and in place as annotated, half at random. No linker has a hand in it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from itertools import combinations
from pathlib import Path
from typing import Any

from onrecord.vocab.event_types import EventType

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
PAIRS = Path(__file__).resolve().parents[1] / "tests" / "corpus" / "event-pairs.jsonl"
EACH = 150  # of each sort, from each of the two sets
AROUND = 220  # characters of context that a reader sees on either side


def claims_of(folder: Path) -> list[dict[str, Any]]:
    """The annotated claims of one set with their report and cluster, in a fixed order."""
    made = []
    for path in sorted(folder.glob("*/*.json")):
        if path.name in ("actors.json", "relations.json"):
            continue
        report = json.loads(path.read_text("utf-8"))
        for claim in report["claims"]:
            EventType(claim["type"])
            at = report["text"].find(claim["quote"])
            if at >= 0:
                made.append({"cluster": path.parent.name, "report": report, "claim": claim, "start": at, "end": at + len(claim["quote"])})
    return made


def draw() -> list[dict[str, Any]]:
    rng = random.Random(20261201)
    rows: list[dict[str, Any]] = []
    for name in ("dev", "real"):
        clusters: dict[str, list[dict[str, Any]]] = {}
        for claim in claims_of(SHARED / "gold" / name):
            clusters.setdefault(claim["cluster"], []).append(claim)
        alike, other = [], []
        for members in clusters.values():
            for left, right in combinations(members, 2):
                a, b = left["claim"], right["claim"]
                same = a["type"] == b["type"] and a["place"] and a["place"] == b["place"]
                (alike if same else other).append((left, right))
        for pairs, kind in ((alike, "alike"), (other, "any")):
            for left, right in rng.sample(pairs, EACH):
                rows.append({"set": name, "cluster": left["cluster"], "drawn": kind, "left": place(left), "right": place(right)})
    rng.shuffle(rows)
    return [{"pair": number, **row} for number, row in enumerate(rows)]


def place(claim: dict[str, Any]) -> dict[str, Any]:
    return {"report": claim["report"]["id"], "start": claim["start"], "end": claim["end"]}


def show(rows: list[dict[str, Any]]) -> None:
    reports = {c["report"]["id"]: c["report"] for name in ("dev", "real") for c in claims_of(SHARED / "gold" / name)}
    for row in rows:
        print(f"### pair {row['pair']}")
        for side in ("left", "right"):
            at = row[side]
            report = reports[at["report"]]
            text = report["text"]
            before, after = text[max(0, at["start"] - AROUND) : at["start"]], text[at["end"] : at["end"] + AROUND]
            print(f"{side[0].upper()}: [{report['publisher']}, {report['published']}; {report.get('title') or 'no title'}]")
            print(" ", f"…{before}«{text[at['start'] : at['end']]}»{after}…".replace("\n", " / "))
        print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("do", choices=("draw", "show"))
    parser.add_argument("--part", default="0/1", metavar="K/N", help="the K-th of N parts of the list")
    args = parser.parse_args()
    if args.do == "draw":
        PAIRS.parent.mkdir(parents=True, exist_ok=True)
        PAIRS.write_text("".join(json.dumps(row) + "\n" for row in draw()), "utf-8")
    else:
        part, parts = map(int, args.part.split("/"))
        rows = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
        show(rows[part * len(rows) // parts : (part + 1) * len(rows) // parts])


if __name__ == "__main__":
    main()
