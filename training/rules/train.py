"""Makes the linear weights of the rule reader from annotated reports.

    python -m training.rules.train [--hold-out K/N | --hold-out tenth] [--out FOLDER]

Learns from training/corpus and writes the weights into the package, or to --out. --hold-out 0/5 leaves out every fifth cluster of reports,
to measure on it; `tenth` the same tenth that the trained reader is kept from, to fit both together (training/calibrate.py).
"""

from __future__ import annotations

import argparse
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.extract.attribution import Attribution, find_attributions
from onrecord.extract.reader.rules.features import Context, contexts, features_in, modality_features, segment_features, type_features
from onrecord.extract.reader.rules.opinion import NONE
from onrecord.extract.reader.rules.segments import edges_of, sentences_of
from onrecord.records import Span
from training import align
from training.rows import rows
from training.rules import linear

HOME = Path(__file__).parents[2] / "onrecord/extract/reader/rules/model"
_WORD = re.compile(r"\w+")


def documents() -> Iterator[tuple[str, dict[str, Any]]]:
    """(cluster, report) for every annotated report, then every passage; passages have no cluster. The order is a part of the seed."""
    for name in ("composed", "real"):
        yield from rows(name)
    for _, row in rows("passages"):
        yield "", row


def held_out(cluster: str, report: dict[str, Any], part: str | None) -> bool:
    if part == "tenth":
        return align.held_out(cluster or report["id"])
    if part is None or not cluster:
        return False
    k, n = map(int, part.split("/"))
    return zlib.crc32(cluster.encode()) % n == k


def prepared(text: str, title: str) -> tuple[list[Attribution], list[Context]]:
    found = find_attributions(text, nested=True)
    return found, contexts(text, title, sentences_of(text, edges_of(found)), found)


def overlap(words: list[tuple[int, int]], left: Span, right: Span) -> float:
    a = {i for i, (s, e) in enumerate(words) if s < left.end and e > left.start}
    b = {i for i, (s, e) in enumerate(words) if s < right.end and e > right.start}
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


class Examples:
    """What the three tables learn from: features of stretches with their answers."""

    def __init__(self) -> None:
        self.segments: list[list[str]] = []
        self.is_claim: list[int] = []
        self.share: list[float] = []
        self.types: list[tuple[list[str], str]] = []
        self.modalities: list[tuple[list[str], str]] = []

    def add(self, report: dict[str, Any]) -> None:
        text = report["text"]
        attributions, around = prepared(text, report.get("title") or "")
        gold = []
        for claim in report["claims"]:
            at = text.find(claim["quote"]) if claim.get("quote") else -1
            if at >= 0:
                gold.append((Span(at, at + len(claim["quote"])), claim))
        for context in around:
            self._add_sentence(text, context, attributions, [g for g, _ in gold if g.overlaps(context.sentence.span)])
        for span, claim in gold:
            found = features_in(span, around)
            if found:
                self.types.append((type_features(*found, attributions), claim["type"]))
                self.modalities.append((modality_features(*found, attributions), claim["modality"]))

    def _add_sentence(self, text: str, context: Context, attributions: list[Attribution], gold: list[Span]) -> None:
        segments = context.sentence.segments()
        words = [m.span() for m in _WORD.finditer(text, context.sentence.span.start, context.sentence.span.end)]
        spans = [context.sentence.span_of(a, b) for a, b in segments]
        table = [[overlap(words, span, g) for g in gold] for span in spans]
        best = {max(range(len(spans)), key=lambda k, j=j: table[k][j]) for j in range(len(gold)) if spans}
        free = [k for k in range(len(spans)) if max(table[k], default=0.0) == 0.0]
        if free:
            # One stretch a sentence that states no claim, the longest, teaches the type weights what is none.
            longest = max(free, key=lambda k: (len(spans[k]), -spans[k].start))
            self.types.append((type_features(context, *segments[longest], attributions), NONE))
        for k, (first, past) in enumerate(segments):
            near = max(table[k], default=0.0)
            claim = int((k in best and near >= 0.75) or near >= 0.95)
            self.segments.append(segment_features(context, first, past, attributions))
            self.is_claim.append(claim)
            # What covers most of a claim is no clean example of what is not one.
            self.share.append(1.0 if claim or near < 0.6 else 0.5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hold-out")
    parser.add_argument("--out", type=Path, default=HOME)
    args = parser.parse_args()
    examples = Examples()
    for cluster, report in documents():
        if not held_out(cluster, report, args.hold_out):
            examples.add(report)
    index = linear.vocabulary(examples.segments, least=6)
    w, b = linear.fit(examples.segments, examples.is_claim, 2, index, weights=examples.share, epochs=5, rate=0.1, decay=2e-5)
    linear.save(args.out / "segments.npz", index, ("no", "claim"), w, b)
    for name, pairs, epochs in (("types", examples.types, 14), ("modality", examples.modalities, 14)):
        features, labels = [f for f, _ in pairs], [v for _, v in pairs]
        classes = sorted(set(labels))
        index = linear.vocabulary(features, least=3)
        w, b = linear.fit(features, [classes.index(v) for v in labels], len(classes), index, epochs=epochs, rate=0.1, decay=1e-4)
        linear.save(args.out / f"{name}.npz", index, classes, w, b, least=0.05)
    print(f"{len(examples.segments)} stretches, {sum(examples.is_claim)} claims among them, {len(examples.types)} types")


if __name__ == "__main__":
    main()
