"""Measures the cover over names of private persons, against what two readers who worked apart listed (tests/corpus/named_people.jsonl).

    score_privacy.py

The list holds where the names stand and no name. Reports of gold/dev and gold/real are covered as a brief of all of them would be, with
the right claims. A name counts as covered if every place where it stands is; bar: private >= .97, public office-holders <= .05;
by-lines apart.
"""

from __future__ import annotations

import collections
import json
import sys
import tempfile
from pathlib import Path

from gate.score_linking import SHARED, read_gold
from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.privacy import cover_picture
from onrecord.publish.privacy.names_cover import BLOCK
from onrecord.records import Picture

PEOPLE = Path(__file__).resolve().parents[1] / "tests" / "corpus" / "named_people.jsonl"


def main() -> int:
    if not (SHARED / "score").is_dir():
        print(f"the annotated reports are not at {SHARED}", file=sys.stderr)
        return 2
    register, texts = ActorRegister.load(), {}
    for name in ("dev", "real"):
        with tempfile.TemporaryDirectory() as scratch:
            reports, claims, _ = read_gold(SHARED / "gold" / name, Path(scratch))
        covered = cover_picture(Picture(reports=reports, claims={c.id: c for c in claims}, events=(), spells=()), register)
        texts |= {key: (reports[key].text, covered.reports[key].text) for key in reports}
    counts: collections.Counter[tuple[str, str, bool]] = collections.Counter()
    for line in PEOPLE.read_text("utf-8").splitlines():
        row = json.loads(line)
        whole, shown = texts[row["report"]]
        hidden = all(BLOCK in shown[a:z] and not any(c.isalpha() for c in shown[a:z]) for a, z in row["at"])
        counts[row["kind"], row["readers"], hidden] += 1
        if hidden != (row["kind"] == "private"):
            words = f" {whole[row['at'][0][0] : row['at'][0][1]]}" if row["kind"] != "private" else ""
            print(f"{'covered' if hidden else 'not covered'}: {row['report']} {row['at'][0]} ({row['kind']}, by {row['readers']}){words}")
    for kind in ("private", "public", "by-line"):
        for who in ("AB", "A", "B"):
            all_, hidden = sum(counts[kind, who, h] for h in (True, False)), counts[kind, who, True]
            if all_:
                print(f"{kind:8} listed by {who:2}: {hidden} of {all_} covered = {hidden / all_:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
