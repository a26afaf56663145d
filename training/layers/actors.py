"""Learns who did it and to whom (onrecord/extract/actors/parties/weights.json) from annotated reports.

    python -m training.layers.actors [--write]      # prints the share of right parties, held out by cluster

Reads training/corpus as the program would, and asks of every claim that the reader found which of the actors that the report names is the
annotators'. The passages name parties by words of the text alone and leave out what only a whole report tells: what they say of "nobody" in
general is learned apart and left out. Some minutes on one core.

The reader has learned from the same reports and points better there than anywhere else. So that the choice does not lean on it, every
report is shown twice: once with a few of the reader's pointers hidden, once with most of them, and with the claims that the reader missed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.extract.actors import ActorNames
from onrecord.extract.actors.parties.choose import best
from onrecord.extract.actors.parties.features import Claim
from onrecord.extract.actors.parties.scene import Candidate, Frame, Role, Scene
from onrecord.extract.claims import Layers, frame_of, names_of
from onrecord.extract.pipeline import Pipeline
from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.mend import mend
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.actors.register import key
from onrecord.knowledge.actors.tokens import tokenise
from onrecord.records import Report, Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality
from onrecord.vocab.roles import VOICES
from training.rows import rows

OUT = Path(__file__).resolve().parents[2] / "onrecord" / "extract" / "actors" / "parties" / "weights.json"
FOLDS, SEED = 4, 7
HIDDEN = (0.15, 0.6)  # shares of the reader's pointers that the choice does not see, at the first and the second showing
UNSURE = (0.3, 0.8)  # between these lie the chances that a reader gives where it fails to point
FAINTER = 1.2  # the reader's chances are raised to this power: on other reports it is less sure
EPOCHS, RATE, DECAY, DROPPED, SEEN_AT_LEAST, BATCH = 8, 0.1, 1e-3, 0.3, 5, 128
APART = "passage|"  # signs that begin so are not kept
_WORDS = re.compile(r"(?:^|\|)(?:w|l|r|rr|lr|r2|r3|h|outl|outr|verb[ab])=([^|]*)")  # the words of a sign
_PIECE = re.compile(r"[/_]")
_STOP = re.compile(r"[.!?:\n\"“”‘]")
SMALLEST = 0.05  # weights under this are left out of the file


@dataclass
class Worked:
    """One report, read: its scene, and of each claim the annotated parties, None where no annotated claim fits."""

    cluster: str
    scene: Scene
    wanted: list[dict[Role, str] | None]
    spellings: dict[str, str]
    first: bool = True  # the first showing, with most pointers: the one on which what was learned is measured

    def same(self, left: str, right: str) -> bool:
        """Whether two names are one actor's, by the spellings of the report, or as one holds the other."""
        a, b = key(left), key(right)
        if self.spellings.get(a, a) == self.spellings.get(b, b):
            return True
        return bool(a and b) and (set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()))

    apart: str = ""  # a mark of reports whose annotators named parties by another rule


@dataclass
class Examples:
    """Signs by number, one array a candidate; `right` says which candidates are the annotators'; `starts` where each claim begins."""

    signs: list[np.ndarray]
    right: np.ndarray
    starts: np.ndarray


def read_corpus(*names: str) -> Iterator[tuple[str, dict[str, Any], Report, Layers, list[ReadClaim]]]:
    """(cluster, row, report, layers, claims as read) of the corpus."""
    pipeline = Pipeline.load()
    for name in names:
        for cluster, row in rows(name):
            report = Report(
                id=row["id"], text=row["text"], title=row.get("title"), publisher=row.get("publisher"), published=row.get("published")
            )
            yield cluster, row, report, Layers.of(report, pipeline.gazetteer), mend(report, pipeline.reader.read(report))


def work(read: Iterable[tuple[str, dict[str, Any], Report, Layers, list[ReadClaim]]], register: ActorRegister) -> Iterator[Worked]:
    """Every report as it is shown, twice."""
    chance = random.Random(SEED)
    for cluster, row, report, layers, claims in read:
        names = names_of(report, layers, register)
        spellings = {key(s): name for name, others in row.get("names", {}).items() for s in (name, *others)}
        passage = any(isinstance(claim.get("source", ""), str) for claim in row["claims"])
        wanted, missed = _wanted(_named(row, names) if passage else row, report.text, claims)
        for share in HIDDEN[:1] if passage else HIDDEN:
            frames = [_hidden(frame_of(claim), chance, share) for claim in claims]
            asked = list(wanted)
            if share == max(HIDDEN):
                frames += [frame for frame, _ in missed]
                asked += [parties for _, parties in missed]
            order = sorted(range(len(frames)), key=lambda n: (frames[n].quote, n))
            scene = Scene(names, [frames[n] for n in order], title=report.title or "", day=report.published_day)
            yield Worked(
                cluster,
                scene,
                [asked[n] for n in order],
                spellings,
                first=share == HIDDEN[0] and not passage,
                apart=APART if passage else "",
            )


def _named(row: Mapping[str, Any], names: ActorNames) -> dict[str, Any]:
    """A passage with the names of its parties instead of their words."""

    def called(claim: Mapping[str, Any], field: str) -> str:
        words, text = claim.get(field, ""), row["text"]
        at = text.find(words, max(0, text.find(claim["quote"])))
        at = at if at >= 0 else text.find(words)
        if not words or at < 0:
            return ""
        span = Span(at, at + len(words))
        return (names.target_of(span) if field == "target" else names.name_of(span))[0]

    claims = [{**claim, "actor": called(claim, "actor"), "target": called(claim, "target"), "source": {}} for claim in row["claims"]]
    return {**row, "claims": claims}


def _hidden(frame: Frame, chance: random.Random, share: float) -> Frame:
    """The frame with each pointer hidden by chance; where one is hidden, the reader is not sure, or does not say."""
    kept: dict[str, Any] = {}
    chances = {field: value**FAINTER for field, value in frame.chances.items()}
    for name, field in (("doer", "actor"), ("target", "target"), ("holder", "")):
        if chance.random() < share:
            kept[name] = None
            chances[field] = chance.uniform(*UNSURE)
    silent = chance.random() < share / 2
    return replace(frame, **kept, chances={} if silent else chances)


def _wanted(
    row: Mapping[str, Any], text: str, claims: Sequence[ReadClaim]
) -> tuple[list[dict[Role, str] | None], list[tuple[Frame, dict[Role, str]]]]:
    """Of each claim as read, the parties of the annotated claim of its type that shares most of its words; and claims that none fits."""
    gold = [(Span(at, at + len(c["quote"])), c) for c in row["claims"] if (at := text.find(c["quote"])) >= 0]
    parties: list[dict[Role, str]] = [{"doer": c.get("actor", ""), "target": c.get("target", "")} for _, c in gold]
    pairs = sorted(
        (
            (_shared(claim.quote, span), i, j)
            for i, claim in enumerate(claims)
            for j, (span, c) in enumerate(gold)
            if c["type"] == claim.type
        ),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    found: list[dict[Role, str] | None] = [None] * len(claims)
    used: set[int] = set()
    for share, i, j in pairs:
        if share >= 0.5 and found[i] is None and j not in used:
            used.add(j)
            found[i] = parties[j]
    return found, [(_frame(span, text, c), parties[j]) for j, (span, c) in enumerate(gold) if j not in used]


def _frame(span: Span, text: str, claim: Mapping[str, Any]) -> Frame:
    """An annotated claim that the reader missed, as a reader without pointers would have found it."""
    source = claim.get("source", {})
    mention = source.get("mention", "")
    at = text.find(mention) if mention else -1
    voice = source.get("canonical", "") if source.get("canonical") in VOICES else "named"
    return Frame(
        quote=span,
        event_type=EventType(claim["type"]),
        modality=Modality(claim["modality"]),
        voice=voice,
        source=Span(at, at + len(mention)) if at >= 0 else None,
    )


def _shared(left: Span, right: Span) -> float:
    both = min(left.end, right.end) - max(left.start, right.start)
    return 2 * both / (len(left) + len(right)) if both > 0 else 0.0


class Numbers:
    """Signs by number, in the order in which they are met."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}

    def array(self, signs: Sequence[str]) -> np.ndarray:
        return np.array([self.of.setdefault(sign, len(self.of)) for sign in dict.fromkeys(signs)], np.int32)


def claims_of(reports: Sequence[Worked]) -> Iterator[tuple[Worked, int, dict[Role, str]]]:
    for report in reports:
        for number, wanted in enumerate(report.wanted):
            if wanted is not None:
                yield report, number, wanted


def examples(reports: Sequence[Worked], role: Role, numbers: Numbers, doers: Sequence[Candidate | None] = ()) -> Examples:
    """Every claim with an annotation; doers: what was chosen as its doer, where the target is asked for."""
    signs, right, starts = [], [], [0]
    for at, (report, number, wanted) in enumerate(claims_of(reports)):
        candidates = report.scene.candidates(number, role)
        claim = Claim(report.scene, number, role, doers[at] if doers else None)
        for candidate, told in zip([None, *candidates], claim.signs(candidates), strict=True):
            apart = [f"{report.apart}{told.shared}", f"{report.apart}{told.shared}{claim.type}"] if report.apart else []
            signs.append(numbers.array([*told.own, *claim.shared(told.shared), *apart]))
            name = candidate.name if candidate else ""
            right.append(report.same(wanted[role], name) if wanted[role] else not name)
        starts.append(len(right))
    return Examples(signs, np.array(right, bool), np.array(starts))


def learn(told: Examples, numbers: Numbers, chosen: Sequence[int]) -> np.ndarray:
    """Weights by sign's number, from the claims of these numbers: conditional logit by AdaGrad, some signs hidden at each step."""
    counts = np.zeros(len(numbers.of), np.int32)
    usable = [n for n in chosen if told.right[told.starts[n] : told.starts[n + 1]].any()]
    for n in usable:
        counts[np.unique(np.concatenate(told.signs[told.starts[n] : told.starts[n + 1]]))] += 1
    enough = counts >= SEEN_AT_LEAST
    weights, squares, total, passes = np.zeros(len(counts)), np.full(len(counts), 1e-4), np.zeros(len(counts)), 0
    chance = np.random.default_rng(SEED)
    for epoch in range(EPOCHS):
        order = chance.permutation(usable)
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            kept = enough & (chance.random(len(counts)) >= DROPPED)
            _step(told, batch, kept, weights, squares)
            if epoch >= EPOCHS - 3:
                total += weights
                passes += 1
    return total / max(1, passes)


def _step(told: Examples, batch: np.ndarray, kept: np.ndarray, weights: np.ndarray, squares: np.ndarray) -> None:
    options = np.concatenate([np.arange(told.starts[n], told.starts[n + 1]) for n in batch])
    owner = np.repeat(np.arange(len(batch)), [told.starts[n + 1] - told.starts[n] for n in batch])
    sign = np.concatenate([told.signs[o] for o in options])
    option = np.repeat(np.arange(len(options)), [len(told.signs[o]) for o in options])
    shown = kept[sign]
    sign, option = sign[shown], option[shown]
    score = np.bincount(option, weights[sign], len(options)) / (1 - DROPPED)
    top = np.full(len(batch), -np.inf)
    np.maximum.at(top, owner, score)
    grown = np.exp(score - top[owner])
    right = np.where(told.right[options], grown, 0.0)
    share = grown / np.bincount(owner, grown)[owner] - right / np.maximum(np.bincount(owner, right), 1e-12)[owner]
    met = np.unique(sign)
    gradient = (np.bincount(sign, share[option], len(weights)) / len(batch))[met] + DECAY * weights[met]
    squares[met] += gradient**2
    weights[met] -= RATE * gradient / np.sqrt(squares[met])


def guesses(told: Examples, weights: np.ndarray, chosen: Sequence[int]) -> dict[int, bool]:
    """Whether the likeliest candidate of each claim is right."""
    found = {}
    for n in chosen:
        scores = [weights[s].sum() for s in told.signs[told.starts[n] : told.starts[n + 1]]]
        found[n] = bool(told.right[told.starts[n] + int(np.argmax(scores))])
    return found


def names_in_corpus() -> frozenset[str]:
    """Folded words that the corpus writes with a capital more often than without, first words of sentences aside."""
    capital, plain = Counter[str](), Counter[str]()
    for _, row in rows():
        tokens = tokenise(row["text"])
        for before, token in pairwise(tokens):
            if not token.capital:
                plain[token.fold] += 1
            elif not _STOP.search(row["text"], before.end, token.start):
                capital[token.fold] += 1
    return frozenset(word for word, times in capital.items() if times > plain[word])


def without_names(table: Mapping[str, float], names: Set[str]) -> dict[str, float]:
    """The table without the signs that hold a name: what is learned of one war's names says nothing of the next."""
    return {sign: weight for sign, weight in table.items() if not any(set(_PIECE.split(words)) & names for words in _WORDS.findall(sign))}


def table_of(weights: np.ndarray, numbers: Numbers) -> dict[str, float]:
    return {
        sign: round(float(weights[n]), 2)
        for sign, n in sorted(numbers.of.items())
        if abs(weights[n]) >= SMALLEST and not sign.startswith(APART)
    }


def held_out(told: Examples, numbers: Numbers, folds: Sequence[int], shown: Sequence[bool]) -> tuple[list[dict[str, float]], str]:
    """A table by fold, learned without it, and the share of claims right when their own fold was held out: shown first, and both."""
    made: list[dict[str, float]] = []
    right: dict[int, bool] = {}
    for fold in range(FOLDS):
        weights = learn(told, numbers, [n for n, f in enumerate(folds) if f != fold])
        right |= guesses(told, weights, [n for n, f in enumerate(folds) if f == fold])
        made.append(table_of(weights, numbers))
    first = [right[n] for n, one in enumerate(shown) if one]
    return made, f"{sum(first) / len(first):.3f} at the first showing, {sum(right.values()) / len(right):.3f} at both"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    made = learn_all(list(work(read_corpus("composed", "real"), ActorRegister.load())))
    if given.write:
        origin = "learned by training/layers/actors.py from training/corpus (composed.jsonl and real.jsonl)"
        OUT.write_text(json.dumps({"origin": origin, "weights": made}, indent=0, ensure_ascii=False) + "\n", "utf-8")


def learn_all(reports: Sequence[Worked]) -> dict[Role, dict[str, float]]:
    """The tables of both roles, from all reports; prints how well each does on reports held out."""
    clusters = {cluster: n % FOLDS for n, cluster in enumerate(sorted({r.cluster for r in reports}))}
    asked = list(claims_of(reports))
    folds, shown = [clusters[report.cluster] for report, _, _ in asked], [report.first for report, _, _ in asked]
    numbers = Numbers()
    told = examples(reports, "doer", numbers)
    reach = [told.right[a:b].any() for a, b in zip(told.starts, told.starts[1:], strict=False)]
    print(f"{len(asked)} claims; the doer is among the candidates of {sum(reach) / len(reach):.3f}", flush=True)
    by_fold, right = held_out(told, numbers, folds, shown)
    print(f"doer: held out by cluster, right {right}", flush=True)
    names = names_in_corpus()
    doer = without_names(table_of(learn(told, numbers, range(len(asked))), numbers), names)
    # The target is learned beside the doer that would have been chosen, not beside the right one.
    doers = [best(report.scene, n, "doer", by_fold[fold])[0] for (report, n, _), fold in zip(asked, folds, strict=True)]
    numbers = Numbers()
    told = examples(reports, "target", numbers, doers)
    print(f"target: held out by cluster, right {held_out(told, numbers, folds, shown)[1]}", flush=True)
    target = without_names(table_of(learn(told, numbers, range(len(asked))), numbers), names)
    print(f"{len(doer)} and {len(target)} weights")
    counted = Counter(sign.split("|")[0].split("=")[0] for sign in target)
    print("commonest signs:", counted.most_common(12))
    return {"doer": doer, "target": target}


if __name__ == "__main__":
    main()
