"""Scores the program on annotated reports and public corpora, and writes docs/measures.md.

The reports, corpora and scorers lie beside the repository (ONRECORD_SHARED, or ../shared) and are no part of it. Each step runs the
command line as its user would. `gate/measure.py --only dates` runs the steps whose name begins so and prints without writing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
SCORE, GOLD, DATA = SHARED / "score", SHARED / "gold", SHARED / "data"
OUT = ROOT / "gate" / "out"
PROGRAM = [sys.executable, "-m", "onrecord"]


@dataclass
class Row:
    """One line of the page."""

    measure: str
    figure: str
    reference: str = ""


@dataclass
class Section:
    title: str
    note: str
    rows: list[Row] = field(default_factory=list)


def run(*command: str | Path, out: Path | None = None) -> str:
    """Runs a command; its standard output as text, or into a file. Exit code 1 of ours only says that something was skipped."""
    done = subprocess.run([str(c) for c in command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stderr[-3000:]}")
    if out:
        out.write_text(done.stdout, encoding="utf-8")
    return done.stdout


def ours(*words: str | Path, out: Path) -> Path:
    """Runs onrecord with --format jsonl into a file under gate/out."""
    run(*PROGRAM, *words, "--format", "jsonl", out=out)
    return out


def scorer(name: str, *words: str | Path) -> str:
    return run(sys.executable, SCORE / f"score_{name}.py", *words)


def pick(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[1] if found else "?"


# --- the steps --------------------------------------------------------------------------------------------------

CLAIMS_REFERENCE = {
    "found": "careful readers .90; MiniLM study dev .779, real .775; regular expressions dev .594, real .619",
    "typed": "careful readers .79; MiniLM study dev .462, real .516; regular expressions dev .283, real .343",
    "attributed": "careful readers .78; MiniLM study dev .377, real .446; regular expressions dev .172, real .193",
    "complete": "careful readers .56",
    "figures": "careful readers .90",
    "control": "careful readers .89; MiniLM study dev .26, real .17",
    "relays": "",
}


def claims(reader: str, part: str) -> Section:
    folder, stem = GOLD / part, f"{part}-{reader}"
    reports = OUT / f"{part}-reports.jsonl"
    run(sys.executable, SCORE / "score_claims.py", "reports", folder, out=reports)
    predicted = ours("claims", reports, "--reader", reader, out=OUT / f"{stem}-claims.jsonl")
    found = json.loads(scorer("claims", "score", folder, predicted, "--json"))
    section = Section(f"Claims on gold/{part}, reader `{reader}`", f"{found['reports']} reports, {found['gold_claims']} claims annotated.")
    section.rows.append(Row("claims made", str(found["predicted_claims"]), f"{found['gold_claims']} annotated"))
    section.rows.append(Row("quotes not in the text", str(found["quotes_not_in_text"]), "0 by design"))
    for name, reference in CLAIMS_REFERENCE.items():
        value = found[name]
        section.rows.append(Row(f"{name} F1", f"{value['F1']:.3f} (P {value['P']:.3f}, R {value['R']:.3f})", reference))
    section.rows.append(Row("modality, macro F1 among typed", f"{found['modality_macro_F1']:.3f}"))
    for name, value in found["right_among_typed"].items():
        section.rows.append(Row(f"{name} right among typed", f"{value:.3f}"))
    return section


def relations(part: str, *, from_own: bool) -> Section:
    folder, reports = GOLD / part, OUT / f"{part}-reports.jsonl"
    run(sys.executable, SCORE / "score_claims.py", "reports", folder, out=reports)
    said = OUT / f"{part}-default-claims.jsonl"
    if not from_own:
        said = OUT / f"{part}-answers.jsonl"
        run(sys.executable, SCORE / "score_claims.py", "answers", folder, out=said)
    elif not said.exists():
        ours("claims", reports, out=said)
    found = ours("events", "--from-claims", said, "--reports", reports, out=OUT / f"{part}-{'own' if from_own else 'right'}-events.jsonl")
    text = scorer("relations", folder, said, found)
    kind = "our own claims, end to end" if from_own else "the right claims"
    section = Section(f"Contradictions and copies on gold/{part}, from {kind}", "")
    for name, wanted in (
        ("recall", "part 4's floor: dev and train .80, real .70"),
        ("kind", ""),
        ("false", "ceiling: dev and train .20, real .30"),
        ("copies", "floor .85"),
        ("merged", "ceiling .05"),
    ):
        section.rows.append(Row(name, pick(rf"\b{name} (\S+ = [\d.]+|0/0)", text), wanted))
    section.rows.append(
        Row("pairs called contradictions", pick(r"pairs (\d+ = [\d.]+ per direct)", text), "ceiling 6 per direct one on dev")
    )
    return section


def held_places(*, from_own: bool) -> Section:
    section = Section(f"Who held Palmyra, {'from our own claims' if from_own else 'from the right claims'}", "Share of days right.")
    spells = OUT / "palmyra-spells.jsonl"
    reports = OUT / "dev-reports.jsonl"
    said = OUT / ("dev-default-claims.jsonl" if from_own else "dev-answers.jsonl")
    ours("control", "Palmyra", "--from-claims", said, "--reports", reports, out=spells)
    words: list[str | Path] = [GOLD / "dev" / "truth-syria.json", spells, "--place", "Palmyra"]
    for cluster in ("palmyra-2015-05", "palmyra-2016-12"):
        words += ["--actors", GOLD / "dev" / cluster / "actors.json"]
    for window in ("2015-05-19:2015-05-24", "2016-12-08:2016-12-13"):
        words += ["--window", window]
    text = scorer("control", *words)
    for line in text.splitlines():
        if re.match(r"\d{4}|all", line):
            name, _, figure = line.replace("all ", "all: ", 1).partition(": ")
            section.rows.append(Row(name, figure, "part 4's floor .90" if name == "all" else ""))
    return section


def attributions() -> Section:
    predicted = ours("annotate", DATA / "polnear" / "dev.jsonl", "--layers", "attributions", out=OUT / "polnear.jsonl")
    text = scorer("attribution", DATA / "polnear" / "dev.jsonl", predicted)
    section = Section("Attributions on PolNeAR dev", "US political news; measured only, nothing learned from it.")
    for name, reference in (
        ("content50", ""),
        ("pair50", "textacy 24.8, Gender Gap Tracker 47.5, CRF 67.1, human against human 75.4"),
        ("triple50", ""),
    ):
        section.rows.append(Row(f"{name} F1", pick(rf"{name}\s+P.*?F1\s+([\d.]+)", text), reference))
    return section


def dates() -> Section:
    section = Section("Dates", "Measured only.")
    for name, reference in (
        ("meantime", "relaxed .919, value .741 (XTime); part 3's floor: relaxed .90, value .72"),
        ("wikiwars_updated", "relaxed .914, value .810 (HeidelTime); part 3's floor: value .80"),
    ):
        corpus = DATA / "dates" / f"{name}.jsonl"
        text = scorer("dates", corpus, ours("annotate", corpus, "--layers", "dates", out=OUT / f"{name}.jsonl"))
        section.rows.append(Row(name, pick(r"(relaxed F1.*)", text), reference))
    return section


def places() -> Section:
    corpus = DATA / "places" / "lgl.jsonl"
    text = scorer("places", corpus, ours("annotate", corpus, "--layers", "places", out=OUT / "lgl.jsonl"))
    section = Section("Places on LGL", "Local news; measured only.")
    section.rows.append(Row("found, exact F1", pick(r"exact F1 ([\d.]+)", text), "spaCy md .703"))
    section.rows.append(
        Row("acc@161 over all gold", pick(r"acc@161 ([\d.]+)", text), "most populous match .526; Mordecai 3 .827 on its own subset")
    )
    section.rows.append(Row("end to end F1", pick(r"end to end F1 ([\d.]+)", text)))
    return section


def actors() -> Section:
    note = "The right claims' sources with their names hidden: B-cubed F1 of the names given against the annotators'."
    section = Section("Names of sources", note)
    for part in ("dev", "real"):
        text = run(sys.executable, ROOT / "gate" / "score_actors_layer.py", GOLD / part)
        for label, floor in (("within a report", ".85"), ("across a cluster", ".75")):
            found = pick(rf"B-cubed {label}: P [\d.]+ R [\d.]+ F1 ([\d.]+)", text)
            section.rows.append(Row(f"gold/{part}, {label}", found, f"part 3's floor {floor}"))
        section.rows.append(Row(f"gold/{part}, kind right", pick(r"kind right ([\d.]+)", text)))
    return section


def event_pairs() -> Section:
    text = run(sys.executable, ROOT / "gate" / "score_event_pairs.py")
    note = "600 pairs of claims of gold/dev and gold/real, judged by two readers apart; linking from the right claims."
    section = Section("Same event or not", note)
    share, kappa = pick(r"readers agree ([\d.]+)", text), pick(r"kappa ([\d.-]+)", text)
    section.rows.append(
        Row("agreement of the readers, kappa", f"{share}, {kappa}", "two language models of one family: too high to lean on")
    )
    for name in ("all", "dev", "real"):
        floors = (", part 4's floor .85", ", part 4's floor .70") if name == "all" else ("", "")
        section.rows.append(Row(f"{name}: pair precision", pick(rf"{name}: pair precision (\S+ = [\d.]+)", text), floors[0].strip(", ")))
        section.rows.append(Row(f"{name}: pair recall", pick(rf"{name}: .*recall (\S+ = [\d.]+)", text), floors[1].strip(", ")))
    return section


def tolls() -> Section:
    learnt = {_opening(report["text"]) for report in _reports(GOLD / "train-real")}
    lines = (DATA / "fakes" / "dev.jsonl").read_text("utf-8").splitlines()
    unseen = [line for line in lines if _opening(json.loads(line)["text"]) not in learnt]
    corpus = OUT / "fakes-unseen.jsonl"
    corpus.write_text("\n".join(unseen) + "\n", "utf-8")
    text = scorer("toll", corpus, ours("claims", corpus, out=OUT / "fakes.jsonl"))
    about = f"The {len(unseen)} of {len(lines)} articles that are not in gold/train-real, so that no reader or table learned from them; "
    about += f"{pick(r'articles ([0-9]+)', text)} of them have a coded toll. The references are of the whole."
    section = Section("Tolls on FA-KES, articles that nothing was learned from", about)
    section.rows.append(Row("first", pick(r"first ([\d.]+)", text), "part 3's floor .76; regular expression .713; gdelt-regkg .672"))
    section.rows.append(Row("any", pick(r"any ([\d.]+)", text), "part 3's floor .86; regular expression .816; gdelt-regkg .751"))
    return section


def _reports(folder: Path) -> list[dict[str, Any]]:
    found = (json.loads(p.read_text("utf-8")) for p in sorted(folder.glob("*/*.json")) if p.stem not in ("actors", "relations"))
    return [report for report in found if "text" in report]


def _opening(text: str) -> str:
    """The first letters and digits of a text: a few articles stand in the collection twice, spaced or marked otherwise."""
    return "".join(c for c in text[:600].casefold() if c.isalnum())[:200]


STEPS: dict[str, Callable[[], Section]] = {
    "claims-dev": lambda: claims("default", "dev"),
    "claims-real": lambda: claims("default", "real"),
    "claims-small-dev": lambda: claims("small", "dev"),
    "claims-small-real": lambda: claims("small", "real"),
    "claims-rules-dev": lambda: claims("rules", "dev"),
    "claims-rules-real": lambda: claims("rules", "real"),
    "relations-dev-right": lambda: relations("dev", from_own=False),
    "relations-train-right": lambda: relations("train", from_own=False),
    "relations-real-right": lambda: relations("real", from_own=False),
    "relations-dev-own": lambda: relations("dev", from_own=True),
    "relations-real-own": lambda: relations("real", from_own=True),
    "pairs": event_pairs,
    "control-right": lambda: held_places(from_own=False),
    "control-own": lambda: held_places(from_own=True),
    "attributions": attributions,
    "dates": dates,
    "places": places,
    "actors": actors,
    "tolls": tolls,
}


def page(sections: list[Section]) -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    lines = [
        "# Measures",
        "",
        f"Made by `make measure` on {dt.datetime.now(dt.UTC).date()}, at or just after commit {commit}. F1 unless said otherwise.",
        "`gold/dev` and `gold/real` are for measuring: nothing is learned on them. While the layers were written their errors were read by",
        "kind, so they are no longer wholly unseen. The references are measured or published figures of others.",
        "",
    ]
    for section in sections:
        lines += [f"## {section.title}", "", *([section.note, ""] if section.note else [])]
        lines += ["| measure | figure | for comparison |", "|---|---|---|"]
        lines += [f"| {r.measure} | {r.figure} | {r.reference} |" for r in section.rows] + [""]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="run only the steps whose name begins so, print, write nothing")
    wanted = parser.parse_args().only
    if not SCORE.is_dir():
        print(f"make measure needs the annotated reports and scorers, which are not at {SHARED} (set ONRECORD_SHARED)", file=sys.stderr)
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    sections = []
    for name, step in STEPS.items():
        if name.startswith(wanted):
            print(f"{name} ...", file=sys.stderr, flush=True)
            sections.append(step())
            for row in sections[-1].rows:
                print(f"   {row.measure:<34} {row.figure}", file=sys.stderr)
    if not wanted:
        (ROOT / "docs" / "measures.md").write_text(page(sections), encoding="utf-8")
        print("docs/measures.md written", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
