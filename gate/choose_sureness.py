"""Chooses below what sureness an entry of a register is shown apart, on the held-out reports of the corpus.

    choose_sureness.py REPORTS.jsonl          writes the held-out reports; `onrecord claims REPORTS.jsonl --format jsonl` reads them
    choose_sureness.py REPORTS.jsonl OWN.jsonl

The reader has not learned from these reports (training/align.py: held_out). Nobody grouped their happenings by hand, so what the registers
make of the annotated claims stands for the truth: which is .90 of it (gate/score_registers.py). For each sureness it prints recall,
precision and F1 of the entries that are left from our own claims; the best F1 is onrecord.registers.sure.UNSURE.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from gate.score_linking import read_gold, scorer
from gate.score_registers import Entry, Meets, entries_of, score
from onrecord.extract.complete import complete
from onrecord.interchange import read_claims
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.gazetteer import Gazetteer
from training.align import CORPUS, held_out

_EMPTY = {
    "cue": "",
    "actor": "",
    "target": "",
    "place": "",
    "country": "",
    "date_from": "",
    "date_to": "",
    "quantities": [],
    "control": None,
}


def held_out_gold(folder: Path) -> Path:
    """The held-out reports as a folder of annotated reports; fields that were packed away are put back empty."""
    for name in ("composed", "real"):
        for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines():
            report = json.loads(line)
            if held_out(report["cluster"]):
                told = [_EMPTY | c | {"source": {"mention": "", "via": [], **c["source"]}} for c in report.get("claims", ())]
                (at := folder / report["cluster"]).mkdir(parents=True, exist_ok=True)
                (at / f"{report['id']}.json").write_text(json.dumps(report | {"claims": told}), "utf-8")
                (at / "actors.json").write_text("{}", "utf-8")
    return folder


def row_of(number: int, entry: Entry) -> dict[str, Any]:
    """An entry in the form of tests/corpus/happenings.jsonl."""
    claims = [{"report": c.report, "start": c.quote.start, "end": c.quote.end} for c in entry.claims]
    places = [entry.of.place.name] if entry.of.place else []
    days = {"date_from": entry.of.first or "", "date_to": entry.of.last or ""}
    return {"id": str(number), "type": entry.type, "places": places, "claims": claims} | days


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        gold = held_out_gold(Path(scratch) / "gold")
        if len(sys.argv) < 3:
            Path(sys.argv[1]).write_text(scorer("score_claims.py", "reports", gold), "utf-8")
            return 0
        reports, right, _ = read_gold(gold, Path(scratch))
        clusters = [[reports[p.stem] for p in sorted(f.glob("*.json")) if p.stem in reports] for f in sorted(gold.iterdir())]
    register = ActorRegister.load()
    with Path(sys.argv[2]).open(encoding="utf-8") as lines:
        own = complete(read_claims(lines, sys.argv[2]), Gazetteer.load(), register)
    rows = [row_of(n, e) for n, e in enumerate(e for cluster in clusters for e in entries_of(cluster, right, register))]
    made = [e for cluster in clusters for e in entries_of(cluster, own, register)]
    meets = Meets(rows, reports)
    for least in (n / 20 for n in range(17)):
        kept = [e for e in made if e.of.sure >= least]
        right_ones = sum(t.right for t in score(rows, kept, meets)[0].values())
        recall, precision = right_ones / len(rows), right_ones / len(kept)
        print(f"{least:.2f}: recall {recall:.3f}, precision {precision:.3f}, F1 {2 * right_ones / (len(rows) + len(kept)):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
