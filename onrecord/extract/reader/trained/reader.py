"""The trained reader of claims: a small transformer that finds quotes and says of each who speaks, what happened, to whom and where.

It gives spans and chances only. What they are called, where they lie on a map, and what rules know better is settled after it.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from onrecord.extract.reader.base import ReadClaim, Rejected
from onrecord.extract.reader.rules.opinion import Opinion
from onrecord.extract.reader.trained.decode import Answer, Quote, answer, choose, quotes, softmax
from onrecord.extract.reader.trained.features import Features
from onrecord.extract.reader.trained.flags import Flags
from onrecord.extract.reader.trained.labels import CHANGES, EXTENTS, MODALITIES, SAME_AS_BEFORE, TYPES, UNATTRIBUTED
from onrecord.extract.reader.trained.network import Network, OnnxNetwork, Told
from onrecord.extract.reader.trained.windows import Pieces, Window, pieces, windows
from onrecord.extract.text import sentences
from onrecord.records import Report, Span

Curves = Mapping[str, tuple[float, float]]  # field -> slope and constant of a logistic curve over the logit of its chance

FAINTEST = 0.12  # quotes that the network thinks less likely are not put to the words
WORDS = 0.35  # the words' share in the choice of a type (a mean of logarithms), where held-out reports are typed best
_LEAST = 1e-4  # no chance is believed to be nearer to none, or to certainty, than this
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,3})?) ?(?:%|per ?cent\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blend:
    """How likely a quote is one, from what the network and the words say: weights of a logistic curve (training/calibrate.py)."""

    network: float  # of the logit of the network's chance
    none: float  # of the log odds that the words state no claim
    cut: float  # of the log odds that they are cut as a claim is cut
    constant: float

    def chance(self, network: float, none: float, cut: float) -> float:
        odds = self.network * logit(network) + self.none * none + self.cut * cut + self.constant
        return 1 / (1 + math.exp(-odds))


class TrainedReader:
    """Reads claims with the weights that ship with the program, on the CPU, without a network; the same report, the same claims."""

    languages: frozenset[str] | None = frozenset({"en"})
    mended = True
    sends_to: str | None = None
    rejected: Sequence[Rejected] = ()

    def __init__(
        self,
        network: Network,
        tokenizer: Tokenizer,
        *,
        name: str,
        threshold: float,
        blend: Blend | None = None,
        curves: Curves | None = None,
        words: Path | None = None,
        model: str = "",
    ) -> None:
        """threshold: chance from which on a quote counts. blend: how the network's chance of a quote and the words' go together; without it
        the network's stands alone, for types too. curves: how far each other chance can be believed. words: a folder of linear weights
        other than those that ship. model: digest of the card, which has those of the weights.
        """
        self.name, self.model = name, model
        self._blend = blend
        self._curves = curves or {}
        self._words = words
        self._network = network
        self._tokenizer = tokenizer
        self._threshold = threshold
        self._flags = Flags.load()

    @classmethod
    def load(cls, size: str = "default", *, folder: Path | None = None, threads: int = 1) -> TrainedReader:
        """The reader of that size which ships with the program, or of a folder of weights. Takes a second or two."""
        with resources.as_file(resources.files("onrecord.extract.reader") / "model" / size) as shipped:
            at = folder or shipped
            told = (at / "reader.json").read_bytes()
            card, model = json.loads(told), hashlib.sha256(told).hexdigest()
            network = OnnxNetwork(at, threads=threads)
            blend = Blend(**card["blend"]) if "blend" in card else None
            name, threshold, curves = card["name"], card["threshold"], card.get("curves")
            return cls(network, load_tokenizer(at), name=name, threshold=threshold, blend=blend, curves=curves, model=model)

    def read(self, report: Report) -> list[ReadClaim]:
        """The claims of a report in order of their quotes. Linear in the length of the text; any text is accepted."""
        title = report.title or ""
        doc = pieces(self._tokenizer, report.text, title)
        if not len(doc.ids):
            return []
        features = Features(self._flags, doc, report.text, title)
        opinion = Opinion(report.text, title, folder=self._words) if self._blend else None
        ends = sentences(report.text)
        made: list[ReadClaim] = []
        for window in windows(doc):
            made += self._read(window, doc, features, report.text, ends, opinion, made[-1] if made else None)
        return [replace(c, confidence=believed(c.confidence, self._curves)) for c in made]

    def _read(
        self,
        window: Window,
        doc: Pieces,
        features: Features,
        text: str,
        ends: Sequence[Span],
        opinion: Opinion | None,
        before: ReadClaim | None,
    ) -> list[ReadClaim]:
        """The claims that begin in the stretch that the window owns; the others are read with them, for their context, and dropped."""
        first, last = window.offset, len(window.ids) - 1
        found = self._network.find([window.ids])[0]
        ranges_of = [(window.local(a), window.local(b)) for a, b in window.sentences]
        near = quotes(found, sentences=ranges_of, threshold=FAINTEST if opinion else self._threshold)
        if opinion and self._blend:
            near = [replace(q, chance=self._blend.chance(q.chance, *opinion.odds(_characters(window, doc, q)))) for q in near]
            near = [q for q in near if q.chance >= self._threshold]
        if not near:
            return []
        ranges = [(window.piece(q.first), window.piece(q.last)) for q in near]
        visible = np.zeros(len(window.ids), np.float32)
        visible[first:last] = 1
        around = np.array([[self._clip(window, p) for p in features.sentence(a, b)] for a, b in ranges], np.int64)
        told = self._network.tell(
            found.states,
            visible,
            np.array([(q.first, q.last) for q in near], np.int64),
            around,
            np.array([features.flags(a, b) for a, b in ranges], np.float32),
            features.places(ranges),
        )
        reading = _Reading(told=told, window=window, doc=doc, text=text, sentences=ends, opinion=opinion)
        made: list[ReadClaim] = []
        for number, quote in enumerate(near):
            if window.owned[0] <= ranges[number][0] < window.owned[1]:
                made += reading.claims(number, quote, around[number].tolist(), made[-1] if made else before)
        return made

    @staticmethod
    def _clip(window: Window, piece: int) -> int:
        return min(max(window.local(piece), window.offset), len(window.ids) - 2)


def believed(chances: Mapping[str, float], curves: Curves) -> dict[str, float]:
    """The network's chances as shares of being right, by curves learned on reports that it had not seen (training/calibrate.py), and
    `claim`: how likely quote, type and source are all right. Without curves the chances stay as they are."""
    if not curves:
        return dict(chances)
    odds = {name: logit(value) for name, value in chances.items()}
    odds["claim"] = sum(odds[name] for name in ("quote", "type", "source"))
    made = {}
    for name, value in odds.items():
        slope, constant = curves.get(name, (1.0, 0.0))
        made[name] = round(1 / (1 + math.exp(-(slope * value + constant))), 4)
    return made


def logit(chance: float) -> float:
    """The logarithm of the odds, held within bounds."""
    held = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(held / (1 - held))


def load_tokenizer(folder: Path) -> Tokenizer:
    """The word pieces of a folder of weights, without limits of length: windows see to those."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What the network told of one window, turned into claims."""

    told: Told
    window: Window
    doc: Pieces
    text: str
    sentences: Sequence[Span]
    opinion: Opinion | None

    def claims(self, number: int, quote: Quote, near: list[int], before: ReadClaim | None) -> list[ReadClaim]:
        """The claim of one quote; two where two sources say it jointly. near: first and last piece of the quote's sentences."""
        told = self.told
        source = self._answer(number, "source", (near[0], near[1]))
        said = {role: self._answer(number, role) for role in ("cue", "actor", "target", "place", "holder", "via")}
        span = within_paragraph(self._span(quote.first, quote.last), self.text)
        kind, kind_chance = self._type(number, span)
        modality, modality_chance = choose(told.modality[number])
        change, change_chance = choose(told.change[number])
        speaker = self._spot(source)
        if source.answer == SAME_AS_BEFORE and before is not None and before.source is not None:
            speaker = before.source
        holder = self._spot(said["holder"]) or self._spot(said["actor"]) if CHANGES[change] else None
        relay = self._spot(said["via"]) if speaker else None
        claim = ReadClaim(
            quote=span,
            type=TYPES[kind],
            voice="named" if speaker else "unattributed" if source.answer == UNATTRIBUTED else "narrator",
            source=speaker,
            cue=self._spot(said["cue"]) if speaker or source.answer == UNATTRIBUTED else None,
            modality=MODALITIES[modality],
            actor=self._spot(said["actor"]),
            target=self._spot(said["target"]),
            place=self._spot(said["place"]),
            holder=holder,
            change=CHANGES[change] if holder else None,
            extent=_extent(EXTENTS[choose(told.extent[number])[0]], self.text[span.start : span.end]) if holder else "all",
            via=(relay,) if relay else (),
            confidence={
                "quote": round(quote.chance, 4),
                "type": round(kind_chance, 4),
                "modality": round(modality_chance, 4),
                "control": round(change_chance, 4),
                "source": round(source.chance, 4),
                **{role: round(said[role].chance, 4) for role in ("cue", "actor", "target", "place", "via")},
            },
        )
        second = self._spot(self._answer(number, "joint"))
        if speaker is None or second is None or second.overlaps(speaker):
            return [claim]
        return [claim, replace(claim, source=second, via=())]

    def _type(self, number: int, quote: Span) -> tuple[int, float]:
        """The network's type and the words', weighed: each errs where the other need not."""
        said = self.opinion.types(quote) if self.opinion else {}
        if not said:
            return choose(self.told.type[number])
        words = np.log(np.array([max(said.get(t, 0.0), _LEAST) for t in TYPES]))
        network = np.log(np.maximum(softmax(self.told.type[number]), 1e-12))
        return choose((1 - WORDS) * network + WORDS * words)

    def _answer(self, number: int, role: str, near: tuple[int, int] | None = None) -> Answer:
        return answer(self.told, number, role, first=self.window.offset, last=len(self.window.ids) - 1, near=near)

    def _spot(self, chosen: Answer) -> Span | None:
        return self._mention(*chosen.pieces) if chosen.pieces else None

    def _mention(self, first: int, last: int) -> Span:
        """The stretch of a mention, which goes no further than the sentence that it begins in."""
        span = self._span(first, last)
        at = bisect_right(self.sentences, span.start, key=lambda s: s.start) - 1
        end = self.sentences[at].end if at >= 0 else span.end
        return Span(span.start, min(span.end, end)) if end > span.start else span

    def _span(self, first: int, last: int) -> Span:
        return Span(int(self.doc.spans[self.window.piece(first), 0]), int(self.doc.spans[self.window.piece(last), 1]))


def within_paragraph(span: Span, text: str) -> Span:
    """No annotated quote goes on behind a blank line."""
    stop = text.find("\n\n", span.start, span.end)
    end = span.start + len(text[span.start : stop].rstrip(" \t\r.")) if stop > span.start else span.end
    return Span(span.start, end) if end > span.start else span


def _characters(window: Window, doc: Pieces, quote: Quote) -> Span:
    return Span(int(doc.spans[window.piece(quote.first), 0]), int(doc.spans[window.piece(quote.last), 1]))


def _extent(named: str, quote: str) -> str:
    """A percentage is read from the words; without one, "percent" says no more than "part"."""
    if named != "percent":
        return named
    figure = _PERCENT.search(quote)
    return f"{figure.group(1)}%" if figure else "part"
