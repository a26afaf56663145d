"""What each rule of mending adds, on reports that neither the network nor the linear weights learned from.

    python -m training.ablate --model FOLDER --words WORDS --calibration calibration.json

FOLDER and WORDS as for training.calibrate. Prints F1 of claims found, typed, attributed (a speaker is right when the words that were
pointed at name them), and the share of found claims whose source, modality and relay are right: with every rule, with none, and without
one at a time. Threshold, blend and curves were fitted on these same reports, so absolute figures flatter a little.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from onrecord.extract.reader import mend as mending
from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.trained import TrainedReader
from onrecord.extract.reader.trained.network import OnnxNetwork
from onrecord.extract.reader.trained.reader import Blend, load_tokenizer
from onrecord.records import Report
from training.align import Text, held_out, read_corpus
from training.calibrate import SHORT, fields, matched
from training.rows import rows

Read = list[tuple[Text, Report, list[ReadClaim]]]


def read_all(model: Path, words: Path, learned: dict[str, object]) -> Read:
    """Every whole report that was held out, with what the reader alone says of it."""
    blend = Blend(**learned["blend"])  # type: ignore[arg-type]
    reader = TrainedReader(
        OnnxNetwork(model),
        load_tokenizer(model),
        name="held-out",
        threshold=float(learned["threshold"]),  # type: ignore[arg-type]
        blend=blend,
        curves=learned["curves"],  # type: ignore[arg-type]
        words=words,
    )
    publishers = {row["id"]: row.get("publisher") for _, row in rows("composed", "real")}
    texts = [t for t in read_corpus() if held_out(t.group) and len(t.text) > SHORT]
    reports = [Report(id=t.id, text=t.text, title=t.title, publisher=publishers.get(t.id)) for t in texts]
    return [(t, r, reader.read(r)) for t, r in zip(texts, reports, strict=True)]


def line(name: str, read: Read, rules: tuple[mending.Rule, ...]) -> str:
    """One row of the table."""
    mending.RULES = rules
    wanted = made = found = 0
    right = dict.fromkeys(("type", "source", "modality", "via", "both"), 0)
    for text, report, claims in read:
        mended = mending.mend(report, claims)
        pairs = matched(mended, text.claims)
        wanted, made, found = wanted + len(text.claims), made + len(mended), found + len(pairs)
        for number, example in pairs.items():
            told = fields(mended[number], example)
            for field in ("type", "source", "modality", "via"):
                right[field] += bool(told[field])
            right["both"] += bool(told["type"] and told["source"])
    f1 = [2 * n / (made + wanted) for n in (found, right["type"], right["both"])]
    shares = [right[f] / found for f in ("source", "modality", "via")]
    return f"{name:45}" + "".join(f"  {v:.3f}" for v in (*f1, *shares))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--words", type=Path, required=True)
    parser.add_argument("--calibration", type=Path, required=True)
    args = parser.parse_args()
    read = read_all(args.model, args.words, json.loads(args.calibration.read_text("utf-8")))
    every = mending.RULES
    print(f"{'':45}  found  typed  attr.  source modal. relay")
    print(line("every rule", read, every))
    print(line("no rule", read, ()))
    for rule in every:
        print(line(f"without {rule.__name__.replace('_', ' ')}", read, tuple(r for r in every if r is not rule)))


if __name__ == "__main__":
    main()
