"""Annotated reports -> stretches of characters for every role: which words a pointer may point to.

A whole report names actors, places and relays by one name each; `names` lists how they are spelt. A pointer is right when it points to any
spelling that stands where a reader would look first: in the quote, else in its sentences, else nearest.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from onrecord.extract.reader.trained.labels import NOTHING, SAME_AS_BEFORE, UNATTRIBUTED
from onrecord.extract.text import sentences
from onrecord.records import Span

CORPUS = Path(__file__).parent / "corpus"
_STRIPPED = frozenset(",'’‘`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a pointer may answer: any of the spans, or any of the answers that stand nowhere. Neither: not known, not trained on."""

    spans: tuple[Span, ...] = ()
    answers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One claim with its goals, by role."""

    quote: Span
    type: str
    modality: str
    change: str | None
    extent: str
    goals: dict[str, Goal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One report of the corpus, aligned."""

    id: str
    group: str  # reports about the same happenings: never split between learning and checking
    text: str
    title: str
    claims: tuple[Example, ...]


def held_out(group: str) -> bool:
    """Whether a group is of the tenth that is kept out of training to choose by."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % 10 == 0


def every() -> int:
    """ONRECORD_EVERY=40: only each fortieth text is learned from, to try that all steps run; 1 where it is not set."""
    return int(os.environ.get("ONRECORD_EVERY", "1"))


def read_corpus(names: tuple[str, ...] = ("composed", "real", "passages")) -> Iterator[Text]:
    """Every report of the corpus, in a fixed order; corrections that a team has added stand in files of their own."""
    extra = sorted(p.stem for p in CORPUS.glob("*.jsonl") if p.stem not in ("composed", "real", "passages"))
    for name in (*names, *extra):
        for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()[:: every()]:
            yield align(json.loads(line), mentions=name == "passages")


def align(report: dict[str, Any], *, mentions: bool) -> Text:
    """`mentions`: the fields hold stretches of the text rather than one name for the whole report."""
    finder = _Finder(report)
    claims: list[tuple[Span, dict[str, Any]]] = []
    for claim in report.get("claims", ()):
        at = report["text"].find(claim["quote"])
        if at >= 0:
            claims.append((Span(at, at + len(claim["quote"])), claim))
    claims.sort(key=lambda c: (c[0].start, -c[0].end))
    made: list[Example] = []
    before: str | None = None
    for number, (quote, claim) in enumerate(claims):
        if number and claims[number - 1][0] == quote:
            if made and claims[number - 1][1]["type"] == claim["type"]:  # two sources for one thing
                made[-1] = replace(made[-1], goals=made[-1].goals | {"joint": finder.source(claim, quote, None, mentions)})
            continue
        goals = {
            "source": finder.source(claim, quote, before, mentions),
            "cue": finder.near(quote, [claim["cue"]], outside=True) if claim.get("cue") else Goal(answers=(NOTHING,)),
            "joint": Goal(answers=(NOTHING,)),
        }
        control = claim.get("control") or {}
        for role, name in (
            ("actor", claim.get("actor")),
            ("target", claim.get("target")),
            ("place", claim.get("place")),
            ("holder", control.get("holder")),
        ):
            goals[role] = finder.near(quote, finder.spellings(name)) if name else Goal(answers=(NOTHING,))
        source = claim.get("source")
        via = [] if not isinstance(source, dict) else source.get("via", [])
        goals["via"] = finder.near(quote, finder.spellings(via[0])) if via else Goal(answers=(NOTHING,))
        extent = control.get("extent", "all")
        made.append(
            Example(
                quote=quote,
                type=claim["type"],
                modality=claim["modality"],
                change=control.get("change"),
                extent=extent if extent in ("all", "most", "part") else "percent",
                goals=goals,
            )
        )
        before = _speaker(claim)
    return Text(
        id=report["id"], group=report.get("cluster", report["id"]), text=report["text"], title=report.get("title", ""), claims=tuple(made)
    )


def without_marks(text: Text) -> Text:
    """The same report without its commas and apostrophes, as some collections print them."""
    keep = [i for i, c in enumerate(text.text) if c not in _STRIPPED]
    new = [0] * (len(text.text) + 1)
    for at, old in enumerate(keep):
        new[old] = at
    count = len(keep)
    for old in range(len(text.text), -1, -1):
        if old < len(text.text) and text.text[old] not in _STRIPPED:
            count = new[old]
        new[old] = count

    def move(span: Span) -> Span:
        return Span(new[span.start], new[span.end])

    claims = []
    for claim in text.claims:
        goals = {role: replace(goal, spans=tuple(move(s) for s in goal.spans)) for role, goal in claim.goals.items()}
        claims.append(replace(claim, quote=move(claim.quote), goals=goals))
    title = "".join(c for c in text.title if c not in _STRIPPED)
    return replace(text, text="".join(text.text[i] for i in keep), title=title, claims=tuple(claims))


def _speaker(claim: dict[str, Any]) -> str | None:
    """The name under which the claim's source is the same as another's; None for the narrator and for nobody."""
    source = claim.get("source", "")
    name = source.get("canonical", "narrator") if isinstance(source, dict) else source
    return None if name in ("", "narrator", "unattributed") else name


class _Finder:
    def __init__(self, report: dict[str, Any]) -> None:
        self.text = report["text"]
        self.names = report.get("names", {})
        self.sentences = sentences(self.text)
        self._known: dict[str, list[Span]] = {}

    def spellings(self, name: str) -> list[str]:
        return [name, *self.names.get(name, ())]

    def source(self, claim: dict[str, Any], quote: Span, before: str | None, mentions: bool) -> Goal:
        speaker = _speaker(claim)
        if speaker is None:
            source = claim.get("source", "")
            name = source.get("canonical", "narrator") if isinstance(source, dict) else source
            return Goal(answers=(UNATTRIBUTED if name == "unattributed" else NOTHING,))
        words = [speaker] if mentions else [claim["source"].get("mention", ""), *self.spellings(speaker)]
        spans = {s for w in words for s in self.find(w)}
        return Goal(spans=tuple(sorted(_longest(spans))), answers=(SAME_AS_BEFORE,) if speaker == before else ())

    def near(self, quote: Span, spellings: list[str], *, outside: bool = False) -> Goal:
        """The spellings that a reader would take: in the quote, else in its sentences, else the nearest. outside: the quote comes last."""
        spans = sorted(_longest({s for w in spellings for s in self.find(w)}))
        if not spans:
            return Goal()
        touched = [s for s in self.sentences if s.overlaps(quote)]
        inside = [s for s in spans if quote.contains(s)]
        beside = [s for s in spans if s not in inside and any(t.contains(s) for t in touched)]
        near = [min(spans, key=lambda s: (max(quote.start - s.end, s.start - quote.end), s.start))]
        if outside and beside:
            return Goal(spans=(min(beside, key=lambda s: (max(quote.start - s.end, s.start - quote.end), s.start)),))
        return Goal(spans=tuple(inside or beside or near))

    def find(self, words: str) -> list[Span]:
        """Where the words stand, whole and in any case."""
        if not words:
            return []
        if words not in self._known:
            edges = (r"(?<!\w)" if words[0].isalnum() else "", r"(?!\w)" if words[-1].isalnum() else "")
            pattern = re.compile(edges[0] + re.escape(words) + edges[1], re.IGNORECASE)
            self._known[words] = [Span(*m.span()) for m in pattern.finditer(self.text)]
        return self._known[words]


def _longest(spans: set[Span]) -> list[Span]:
    """Without the spans that lie inside another."""
    return [s for s in spans if not any(o != s and o.contains(s) for o in spans)]
