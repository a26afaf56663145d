"""The trained reader of claims: a small transformer that finds quotes and says of each who speaks, what happened, to whom and where.

It gives spans and chances only. What they are called, where they lie on a map, and what rules know better is settled after it.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib import resources
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.trained.decode import Answer, Quote, answer, choose, quotes
from onrecord.extract.reader.trained.features import Features
from onrecord.extract.reader.trained.flags import Flags
from onrecord.extract.reader.trained.labels import CHANGES, EXTENTS, MODALITIES, SAME_AS_BEFORE, TYPES, UNATTRIBUTED
from onrecord.extract.reader.trained.network import Network, OnnxNetwork, Told
from onrecord.extract.reader.trained.windows import Pieces, Window, pieces, windows
from onrecord.records import Report, Span

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,3})?) ?(?:%|per ?cent\b)", re.IGNORECASE)


class TrainedReader:
    """Reads claims with the weights that ship with the program, on the CPU, without a network; the same report, the same claims."""

    def __init__(self, network: Network, tokenizer: Tokenizer, *, name: str, threshold: float) -> None:
        self.name = name
        self._network = network
        self._tokenizer = tokenizer
        self._threshold = threshold
        self._flags = Flags.load()

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1) -> TrainedReader:
        """The reader of a folder of weights; by default the one that ships with the program. Takes about a second."""
        with resources.as_file(resources.files("onrecord.extract.reader") / "model") as shipped:
            at = folder or shipped
            card = json.loads((at / "reader.json").read_text("utf-8"))
            return cls(OnnxNetwork(at, threads=threads), load_tokenizer(at), name=card["name"], threshold=card["threshold"])

    def read(self, report: Report) -> list[ReadClaim]:
        """The claims of a report in order of their quotes. Linear in the length of the text; any text is accepted."""
        title = report.title or ""
        doc = pieces(self._tokenizer, report.text, title)
        if not len(doc.ids):
            return []
        features = Features(self._flags, doc, report.text, title)
        made: list[ReadClaim] = []
        for window in windows(doc):
            made += self._read(window, doc, features, report.text, made[-1] if made else None)
        return made

    def _read(self, window: Window, doc: Pieces, features: Features, text: str, before: ReadClaim | None) -> list[ReadClaim]:
        """The claims that begin in the stretch that the window owns; the others are read with them, for their context, and dropped."""
        first, last = window.offset, len(window.ids) - 1
        found = self._network.find([window.ids])[0]
        near = quotes(found, first=first, last=last, threshold=self._threshold)
        if not near:
            return []
        ranges = [(window.piece(q.first), window.piece(q.last)) for q in near]
        visible = np.zeros(len(window.ids), np.float32)
        visible[first:last] = 1
        told = self._network.tell(
            found.states,
            visible,
            np.array([(q.first, q.last) for q in near], np.int64),
            np.array([[self._clip(window, p) for p in features.sentence(a, b)] for a, b in ranges], np.int64),
            np.array([features.flags(a, b) for a, b in ranges], np.float32),
            features.places(ranges),
        )
        made: list[ReadClaim] = []
        for number, quote in enumerate(near):
            if window.owned[0] <= ranges[number][0] < window.owned[1]:
                made += _claims(told, number, quote, window, doc, text, made[-1] if made else before)
        return made

    @staticmethod
    def _clip(window: Window, piece: int) -> int:
        return min(max(window.local(piece), window.offset), len(window.ids) - 2)


def load_tokenizer(folder: Path) -> Tokenizer:
    """The word pieces of a folder of weights, without limits of length: windows see to those."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _claims(told: Told, number: int, quote: Quote, window: Window, doc: Pieces, text: str, before: ReadClaim | None) -> list[ReadClaim]:
    """The claim of one quote; two where two sources say it jointly."""
    first, last = window.offset, len(window.ids) - 1

    def spot(chosen: Answer) -> Span | None:
        return _span(doc, window, *chosen.pieces) if chosen.pieces else None

    said = {
        role: answer(told, number, role, first=first, last=last) for role in ("source", "cue", "actor", "target", "place", "holder", "via")
    }
    kind, kind_chance = choose(told.type[number])
    modality, modality_chance = choose(told.modality[number])
    change, change_chance = choose(told.change[number])
    span = _span(doc, window, quote.first, quote.last)
    source = said["source"]
    speaker = spot(source)
    if source.answer == SAME_AS_BEFORE and before is not None and before.source is not None:
        speaker = before.source
    holder = spot(said["holder"]) or spot(said["actor"]) if CHANGES[change] else None
    claim = ReadClaim(
        quote=span,
        type=TYPES[kind],
        voice="named" if speaker else "unattributed" if source.answer == UNATTRIBUTED else "narrator",
        source=speaker,
        cue=spot(said["cue"]) if speaker or source.answer == UNATTRIBUTED else None,
        modality=MODALITIES[modality],
        actor=spot(said["actor"]),
        target=spot(said["target"]),
        place=spot(said["place"]),
        holder=holder,
        change=CHANGES[change] if holder else None,
        extent=_extent(EXTENTS[choose(told.extent[number])[0]], text[span.start : span.end]) if holder else "all",
        via=tuple(s for s in [spot(said["via"])] if s and speaker),
        confidence={
            "quote": round(quote.chance, 4),
            "type": round(kind_chance, 4),
            "modality": round(modality_chance, 4),
            "control": round(change_chance, 4),
            **{role: round(said[role].chance, 4) for role in ("source", "cue", "actor", "target", "place", "via")},
        },
    )
    second = spot(answer(told, number, "joint", first=first, last=last))
    if speaker is None or second is None or second.overlaps(speaker):
        return [claim]
    return [claim, replace(claim, source=second, via=())]


def _span(doc: Pieces, window: Window, first: int, last: int) -> Span:
    return Span(int(doc.spans[window.piece(first), 0]), int(doc.spans[window.piece(last), 1]))


def _extent(named: str, quote: str) -> str:
    """A percentage is read from the words; without one, "percent" says no more than "part"."""
    if named != "percent":
        return named
    figure = _PERCENT.search(quote)
    return f"{figure.group(1)}%" if figure else "part"
