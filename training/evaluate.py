"""What a reader says of annotated reports, in the interchange form, with the words of the text for names: the reader alone, no rules.

    python -m training.evaluate GOLD_FOLDER --scorer score_claims.py [--weights FOLDER/weights.pt --base FOLDER | --model FOLDER]
    python -m training.evaluate --held-out --scorer score_claims.py --weights FOLDER/weights.pt --base FOLDER

Names, countries, dates and figures are settled by later stages, so only found, typed and attributed (and modality, actor, target, place
by their words) mean anything here. --held-out scores the part of the corpus that `train --hold-out` did not see.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch

from onrecord.extract.reader.base import ReadClaim, Reader
from onrecord.extract.reader.trained import TrainedReader
from onrecord.extract.reader.trained.network import Floats, Found, Ints, Told
from onrecord.extract.reader.trained.reader import load_tokenizer
from onrecord.records import Report, Span
from training.align import CORPUS, held_out
from training.export import load


class TorchNetwork:
    """The network as trained, for measuring before export."""

    def __init__(self, weights: Path) -> None:
        self.finder, self.heads = load(weights)

    @torch.no_grad()
    def find(self, ids: list[Ints]) -> list[Found]:
        made = []
        for row in ids:
            out = self.finder(torch.from_numpy(row[None]), torch.ones(1, len(row)))
            made.append(Found(**{n: o[0].numpy() for n, o in zip(("states", "start", "begin", "close"), out, strict=True)}))
        return made

    @torch.no_grad()
    def tell(self, states: Floats, text: Floats, quote: Ints, sentence: Ints, flags: Floats, places: Floats) -> Told:
        out = self.heads(*(torch.from_numpy(np.ascontiguousarray(v[None])) for v in (states, text, quote, sentence, flags, places)))
        return Told(
            **{n: o[0].numpy() for n, o in zip(("pointers", "type", "modality", "change", "extent", "open", "shut"), out, strict=True)}
        )


def as_line(report: Report, number: int, claim: ReadClaim, reader: str) -> dict[str, Any]:
    """A claim as an interchange object, every name in the words of the text."""

    def words(span: Span | None) -> str | None:
        return report.text[span.start : span.end] if span else None

    def piece(span: Span | None) -> dict[str, Any] | None:
        return {"text": words(span), "start": span.start, "end": span.end} if span else None

    source = claim.source
    return {
        "claim": f"{report.id}#{number}",
        "report": report.id,
        "quote": piece(claim.quote),
        "source": {
            "mention": words(source),
            "start": source and source.start,
            "end": source and source.end,
            "name": words(source) or claim.voice,
            "via": [words(v) for v in claim.via],
        },
        "cue": piece(claim.cue),
        "modality": claim.modality,
        "type": claim.type,
        "actor": words(claim.actor),
        "target": words(claim.target),
        "place": {"name": words(claim.place)} if claim.place else None,
        "quantities": [],
        "control": {"holder": words(claim.holder), "place": words(claim.place), "extent": claim.extent, "change": claim.change}
        if claim.holder
        else None,
        "made_by": reader,
        "confidence": dict(claim.confidence),
    }


def measure(reader: Reader, gold: Path, scorer: ModuleType, out: Path, *, errors: int = 0) -> tuple[dict[str, Any], list[Any]]:
    """Reads every report of a gold folder and scores it; words a second among the results."""
    lines, words, clock = [], 0, 0.0
    for row, _ in scorer.load_gold(gold):
        report = Report(
            id=row["id"], text=row["text"], publisher=row.get("publisher"), published=row.get("published"), title=row.get("title")
        )
        begun = time.perf_counter()
        claims = reader.read(report)
        clock += time.perf_counter() - begun
        words += len(report.text.split())
        lines += [json.dumps(as_line(report, n, c, reader.name), ensure_ascii=False) for n, c in enumerate(claims)]
    out.write_text("\n".join(lines) + "\n", "utf-8")
    result, wrong = scorer.score(gold, out, errors)
    return {**result, "words_per_second": words / max(clock, 1e-9)}, wrong


def held_out_gold(folder: Path) -> Path:
    """The held-out reports of the corpus as a gold folder; fields that were packed away are put back empty."""
    empty = {
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
    for name in ("composed", "real"):
        for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines():
            report = json.loads(line)
            if not held_out(report["cluster"]):
                continue
            for claim in report.get("claims", ()):
                claim["source"] = {"mention": "", "via": [], **claim["source"]}
            report["claims"] = [empty | c for c in report.get("claims", ())]
            at = folder / name / report["cluster"]
            at.mkdir(parents=True, exist_ok=True)
            (at / f"{report['id']}.json").write_text(json.dumps(report), "utf-8")
            names = json.loads((at / "actors.json").read_text("utf-8")) if (at / "actors.json").exists() else {}
            for actor, also in report.get("names", {}).items():
                names[actor] = sorted({*names.get(actor, ()), *also})
            (at / "actors.json").write_text(json.dumps(names), "utf-8")
    return folder


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_claims", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def print_result(name: str, result: dict[str, Any], keys: Iterable[str] = ("found", "typed", "attributed", "control", "relays")) -> None:
    scores = "  ".join(f"{k} {result[k]['F1']:.3f}" for k in keys)
    among = "  ".join(f"{k} {result['right_among_typed'][k]:.2f}" for k in ("source", "modality", "actor", "target", "place"))
    found = result["found"]
    print(f"{name}: {scores}  (found P {found['P']:.3f} R {found['R']:.3f}; modality macro F1 {result['modality_macro_F1']:.3f})")
    print(f"    among typed: {among}  {result['words_per_second']:.0f} words/s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="*")
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--threshold", type=float, nargs="+", default=[0.5])
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--types", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    scorer = load_scorer(args.scorer)
    readers: list[TrainedReader] = []
    if args.weights:
        network, tokenizer = TorchNetwork(args.weights), load_tokenizer(args.base)
        readers = [TrainedReader(network, tokenizer, name=f"threshold {t}", threshold=t) for t in args.threshold]
    else:
        readers = [TrainedReader.load(args.model)]
    with tempfile.TemporaryDirectory() as scratch:
        folders = [*args.gold]
        if args.held_out:
            made = held_out_gold(Path(scratch) / "gold")
            folders += [made / "composed", made / "real"]
        for reader in readers:
            for folder in folders:
                result, wrong = measure(reader, folder, scorer, Path(scratch) / "claims.jsonl", errors=args.errors)
                print_result(f"{folder.name}, {reader.name}", result)
                for line in wrong:
                    print("   ", *line)
                for kind, n in result["by_type"].items() if args.types else ():
                    print(f"    {kind:<30} wanted {n['wanted']:>3}  made {n['made']:>3}  right {n['right']:>3}")


if __name__ == "__main__":
    main()
