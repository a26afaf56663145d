"""Scores the attribution layer on an attribution corpus with the scorer that lies beside it.

python gate/score_polnear.py [ONRECORD_SHARED] [--show N]
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from pathlib import Path

from onrecord.extract.attribution import find_attributions


def rows(corpus: list[dict]) -> dict[str, list[dict]]:
    made = {}
    for doc in corpus:
        made[doc["id"]] = [
            {role: [[s.start, s.end] for s in getattr(a, role)] for role in ("source", "cue", "content")}
            for a in find_attributions(doc["text"])
        ]
    return made


def main() -> None:
    shared = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / "shared"))
    spec = importlib.util.spec_from_file_location("score_attribution", shared / "score" / "score_attribution.py")
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    corpus = [json.loads(line) for line in (shared / "data/polnear/dev.jsonl").read_text("utf-8").splitlines() if line.strip()]
    started = time.perf_counter()
    made = rows(corpus)
    took = time.perf_counter() - started
    print(scorer.report(scorer.score(corpus, made)))
    words = sum(len(d["text"].split()) for d in corpus)
    print(f"{words} words in {took:.1f} s: {words / took:.0f} words a second")


if __name__ == "__main__":
    sys.exit(main())
