"""A thin reader of claims for languages with lists: who says what by cues, of what kind by the words of the clause.

Thinner than the readers of English: no weights, one claim a clause, a doer only where a word for a body stands in it. What it does not see
is not stated. The cues are `reader.toml` of the language's folder; docs/languages.md says what stands in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from onrecord.extract.languages.words import Plain, letters, plain_pattern
from onrecord.extract.reader.base import ReadClaim, Rejected, Voice
from onrecord.records import Report, Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.load import table

_SENTENCE = re.compile(r"(?<=[.!?…»”])[^\S\n]+(?=[«“\"¿¡—(]?[^\S\n]?[^\W\d_])|\n+")
_EDGES = ' \u00a0\u202f\t\n,;:.!?…—–-«»“”"¿¡()'
_LONGEST = 90  # code points of a source
_FEWEST = 3  # words of a clause that says something
_QUOTED = re.compile(r"[«“\"]([^«»“”\"\n]{12,800})[»”\"]")


@dataclass(frozen=True, slots=True)
class Cues:
    """The patterns of reader.toml. `said` takes verbs of saying, `that` what opens a clause, `according` what stands before a source."""

    said: re.Pattern[str]
    clause: re.Pattern[str]  # verb, at most three words, that
    according: re.Pattern[str]
    denied: re.Pattern[str]
    nobody: re.Pattern[str]
    hedged: re.Pattern[str]
    future: re.Pattern[str]
    demanded: re.Pattern[str]
    divides: re.Pattern[str]
    ends_source: re.Pattern[str]
    types: tuple[tuple[str, re.Pattern[str]], ...]
    gain: re.Pattern[str]
    loss: re.Pattern[str]
    state: re.Pattern[str]
    party: re.Pattern[str]


@cache
def cues(language: str) -> Cues:
    given: Mapping[str, Any] = table("reader", language)
    alphabet = letters(language)

    def words(text: str) -> str:
        return plain_pattern(text, alphabet)

    def pattern(text: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{words(text)})(?!\w)")

    cue, said = given["cues"], words(given["cues"]["said"])
    return Cues(
        said=pattern(cue["said"]),
        clause=re.compile(rf"(?<!\w)(?P<said>{said})(?:,?[^\S\n]+[\w'-]+){{0,3}}?,?[^\S\n]+(?P<that>{words(cue['that'])})"),
        according=re.compile(rf"(?<!\w)(?:{words(cue['according'])})[^\S\n]*"),
        denied=pattern(cue["denied"]),
        nobody=pattern(cue["nobody"]),
        hedged=pattern(given["hedges"]["hedged"]),
        future=pattern(given["hedges"]["future"]),
        demanded=pattern(given["hedges"]["demanded"]),
        divides=re.compile(rf"[^\S\n]*(?:;|,?[^\S\n](?:{words(cue['divides'])})(?!\w))[^\S\n]*"),
        ends_source=re.compile(rf"[,;:.«»“”\"()\n]|[^\S\n](?:{words(cue['ends_source'])})(?!\w)"),
        types=tuple((name, pattern(text)) for name, text in given["types"].items()),
        gain=pattern(given["control"]["gain"]),
        loss=pattern(given["control"]["loss"]),
        state=pattern(given["control"]["state"]),
        party=pattern(given["parties"]["bodies"]),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What somebody says: stretches of the plain text."""

    content: tuple[int, int]
    voice: Voice = "narrator"
    source: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None


class ListReader:
    """Implements onrecord.extract.reader.base.Reader for one language."""

    mended = False
    sends_to: str | None = None
    rejected: Sequence[Rejected] = ()

    def __init__(self, language: str) -> None:
        """Raises VocabularyError for a language whose lists are not in their form, FileNotFoundError for one without reader.toml."""
        self.language = language
        self.name = f"rules {language} 1"
        self.languages: frozenset[str] | None = frozenset({language})
        self._cues, self._letters = cues(language), letters(language)

    @property
    def model(self) -> str:
        """The digest of its word lists."""
        path = resources.files("onrecord.vocab") / "words" / self.language / "reader.toml"
        return hashlib.sha256(path.read_bytes()).hexdigest()

    def read(self, report: Report) -> list[ReadClaim]:
        """The claims of a report in reading order; every span lies inside its text."""
        plain = self._letters.plain(report.text)
        found = []
        for start, end in _sentences(plain.text):
            for told in self._told(plain.text, start, end):
                found += self._claims(plain, told)
        return found

    def _told(self, text: str, start: int, end: int) -> Iterator[_Told]:
        """Who says what in a sentence: a verb of saying with its clause, words in quotation marks, "according to", or the report itself."""
        c = self._cues
        according = c.according.search(text, start, end)
        if according:
            source = self._source_after(text, according.end(), end)
            if source:
                left, right = (start, according.start()), (source[1], end)
                content = max(left, right, key=lambda s: s[1] - s[0])
                yield self._said(text, content, source, (according.start(), according.end()))
                return
        clause = c.clause.search(text, start, end)
        if clause:
            source = self._subject(text, start, clause.start("said"))
            yield self._said(text, (clause.end(), end), source, clause.span("said"))
            return
        said = list(c.said.finditer(text, start, end))
        for quoted in _QUOTED.finditer(text, start, end):
            near = [m for m in said if not (quoted.start() <= m.start() < quoted.end())]
            if not near:
                continue
            verb = min(near, key=lambda m: min(abs(m.start() - quoted.end()), abs(quoted.start() - m.end())))
            after = verb.start() >= quoted.end()
            source = self._source_after(text, verb.end(), end) if after else self._subject(text, start, verb.start())
            yield self._said(text, quoted.span(1), source, verb.span())
            return
        for verb in said:
            before = text[start : verb.start()].rstrip(" \u00a0\u202f")
            source = self._source_after(text, verb.end(), end) if before.endswith(",") else None
            if source:  # "..., said the ministry"
                yield self._said(text, (start, verb.start()), source, verb.span())
                return
        yield _Told((start, end), "unattributed" if c.nobody.search(text, start, end) else "narrator")

    def _said(self, text: str, content: tuple[int, int], source: tuple[int, int] | None, cue: tuple[int, int]) -> _Told:
        nobody = source is None or self._cues.nobody.search(text, cue[0], max(cue[1], source[1] if source else cue[1]))
        return _Told(content, "unattributed" if nobody else "named", None if nobody else source, cue)

    def _source_after(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        stop = self._cues.ends_source.search(text, start, end)
        return _trimmed(text, start, min(stop.start() if stop else end, start + _LONGEST))

    def _subject(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """The words before a verb, from the last comma on that does not belong to them."""
        words = text[start:end].rstrip(" \u00a0\u202f,")
        parts = [m.end() for m in re.finditer(r"[,;:]\s+", words)]
        for begin in (*reversed(parts), 0) if len(words) > _LONGEST else (parts[-1] if parts and parts[-1] < len(words) - 3 else 0,):
            found = _trimmed(text, start + begin, start + len(words))
            if found and found[1] - found[0] <= _LONGEST:
                return found
        return None

    def _claims(self, plain: Plain, told: _Told) -> list[ReadClaim]:
        found, begin = [], told.content[0]
        parts = []
        for divide in self._cues.divides.finditer(plain.text, *told.content):
            parts.append((begin, divide.start()))
            begin = divide.end()
        for start, end in (*parts, (begin, told.content[1])):
            trimmed = _trimmed(plain.text, start, end)
            claim = self._claim(plain, told, *trimmed) if trimmed else None
            if claim:
                found.append(claim)
        return found

    def _claim(self, plain: Plain, told: _Told, start: int, end: int) -> ReadClaim | None:
        c, text = self._cues, plain.text
        type_ = next((name for name, pattern in c.types if pattern.search(text, start, end)), None)
        if len(text[start:end].split()) < _FEWEST or (type_ is None and told.voice == "narrator"):
            return None
        actor = c.party.search(text, start, end)
        change = None
        if type_ == "territory":
            change = Change.LOSS if c.loss.search(text, start, end) and not c.gain.search(text, start, end) else Change.GAIN
            state = c.state.search(text, *(actor.span() if actor else (start, end)))
            type_ = "government_regains_territory" if state else "nonstate_overtakes_territory"
        span = Span(*plain.span(actor.start(), actor.end())) if actor else None
        return ReadClaim(
            quote=Span(*plain.span(start, end)),
            type=EventType(type_ or "statement"),
            voice=told.voice,
            source=Span(*plain.span(*told.source)) if told.source else None,
            cue=Span(*plain.span(*told.cue)) if told.cue else None,
            modality=self._modality(text, told, start, end),
            actor=span,
            holder=span if change else None,
            change=change if span else None,
        )

    def _modality(self, text: str, told: _Told, start: int, end: int) -> Modality:
        c = self._cues
        if (told.cue and c.denied.search(text, *told.cue)) or (told.voice == "narrator" and c.denied.search(text, start, end)):
            return Modality.DENIED
        for pattern, modality in ((c.demanded, Modality.DEMANDED), (c.hedged, Modality.HEDGED), (c.future, Modality.FUTURE)):
            if pattern.search(text, start, end) or (told.cue and pattern.search(text, *told.cue)):
                return modality
        return Modality.ASSERTED


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _SENTENCE.finditer(text):
        yield start, stop.start()
        start = stop.end()
    if start < len(text):
        yield start, len(text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return (start, end) if end > start else None
