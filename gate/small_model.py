"""Reports read through a real llama.cpp server with a small model, whose claims are poor and whose grounding must be perfect.

    gate/small_model.py [--reports 50] [--tokens 160] [--kill 3] [--out FOLDER]

`onrecord add` reads the shortest annotated reports into a ledger, is killed so many times on the way (SIGKILL) and started again; then the
whole is read at one go into a second ledger, from the answers that were kept. Printed, and written to FOLDER as JSON: claims kept, and how
many of them do not stand in their reports word for word, answers that were cut off, what was rejected by reason, reports that failed, and
whether the two ledgers hold the same. tokens: of one answer; a small model goes on in circles, and a limit bounds the time.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Any

from gate import llama
from gate.measure import GOLD, OUT, PROGRAM
from gate.replay_model import reports as read_annotated
from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind

KINDS = (EntryKind.REPORT, EntryKind.CLAIM, EntryKind.REJECTED)
FIELDS = ("source", "cue", "place", "when")


def held(ledger: Path) -> list[tuple[str, str]]:
    """What a ledger holds that reading put there, without the moments at which it did."""
    with Ledger(ledger) as book:
        rows = [(str(e.kind), {k: v for k, v in e.payload.items() if k != "collected"}) for k in KINDS for e in book.entries(k)]
    return sorted((kind, json.dumps(row, sort_keys=True, ensure_ascii=False)) for kind, row in rows)


def ungrounded(rows: list[tuple[str, str]]) -> list[str]:
    """Claims of whose words some do not stand in their report where the claim says so."""
    read = [(kind, json.loads(row)) for kind, row in rows]
    texts = {row["id"]: row["text"] for kind, row in read if kind == EntryKind.REPORT}
    wrong = []
    for claim in (row for kind, row in read if kind == EntryKind.CLAIM):
        text = texts[claim["report"]]
        spans = [claim["quote"], claim.get("cue"), {**claim["source"], "text": claim["source"].get("mention")}]
        for span in spans:
            if span and span.get("text") and text[span["start"] : span["end"]] != span["text"]:
                wrong.append(claim["claim"])
        for words in (claim.get("place"), claim.get("when")):
            if words and words.get("mention") and words["mention"] not in text:
                wrong.append(claim["claim"])
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=50)
    parser.add_argument("--tokens", type=int, default=160)
    parser.add_argument("--kill", type=int, default=3)
    parser.add_argument("--out", type=Path, default=OUT / "small-model")
    args = parser.parse_args()
    shutil.rmtree(args.out, ignore_errors=True)
    args.out.mkdir(parents=True)
    chosen = sorted(read_annotated(GOLD), key=lambda r: len(r["text"]))[: args.reports]
    given = args.out / "reports.jsonl"
    keep = ("id", "publisher", "published", "language", "title", "text")
    given.write_text("".join(json.dumps({k: r[k] for k in keep if r.get(k)}) + "\n" for r in chosen), "utf-8")
    begun = time.monotonic()
    with llama.running() as url:
        own = {"ONRECORD_LLM_URL": url, "ONRECORD_LLM_CACHE": str(args.out / "answers"), "ONRECORD_LLM_TOKENS": str(args.tokens)}

        def add(ledger: str, *, kill_at: int | None = None) -> subprocess.CompletedProcess[str] | None:
            """One run of `add`; killed once so many answers are kept."""
            words = [*PROGRAM, "add", str(given), "--reader", "llm", "--ledger", str(args.out / ledger)]
            process = subprocess.Popen(words, env=os.environ | own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            while kill_at is not None and process.poll() is None:
                if len(list((args.out / "answers").rglob("*.json"))) >= kill_at:
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    return None
                time.sleep(0.2)
            out, err = process.communicate()
            return subprocess.CompletedProcess(words, process.returncode, out, err)

        for number in range(1, args.kill + 1):
            add("killed.db", kill_at=number * args.reports // (args.kill + 1))
        resumed = add("killed.db")
        whole = add("whole.db")
    assert resumed and whole
    rows = held(args.out / "killed.db")
    rejected = [json.loads(row)["why"] for kind, row in rows if kind == EntryKind.REJECTED]
    answers = [json.loads(p.read_text("utf-8"))["answer"] for p in (args.out / "answers").rglob("*.json")]
    said: dict[str, Any] = {
        "reports": sum(kind == EntryKind.REPORT for kind, _ in rows),
        "answers": len(answers),
        "cut_off": sum("cut off" in why for why in rejected),
        "claims": sum(kind == EntryKind.CLAIM for kind, _ in rows),
        "not_grounded": len(ungrounded(rows)),
        "rejected": dict(Counter(re.sub(r"'.*?'", "...", why) for why in rejected).most_common()),
        "exit": [resumed.returncode, whole.returncode],
        "said": [resumed.stderr[-400:], whole.stderr[-400:]],
        "kills": args.kill,
        "same_ledger": rows == held(args.out / "whole.db"),
        "seconds": round(time.monotonic() - begun),
    }
    (args.out / "result.json").write_text(json.dumps(said, indent=1, ensure_ascii=False), "utf-8")
    print(json.dumps(said, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
