"""A thin reader of claims for Arabic: who says what by cues and word lists, of what kind by the words of the clause.

Thinner than the readers of English: no weights, one claim a clause, parties only where their words stand beside the verb. What it does
not see is not stated; docs/languages.md says how often it is right.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from onrecord.extract.arabic.numbers import Token
from onrecord.extract.arabic.text import Folded, fold
from onrecord.extract.reader.base import ReadClaim, Rejected, Voice
from onrecord.knowledge.actors.scripts import called, forms
from onrecord.records import Report, Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|\n+")
_END = re.compile(r"[.!?؟…]+(?=\s|$|[\"»”])|\n+")
_OPEN, _CLOSE = '"«“', '"»”'
_LONGEST_SOURCE = 14  # tokens
_FEWEST = 3  # words of a clause that says something


@dataclass(frozen=True, slots=True)
class _Lists:
    said: frozenset[str]
    noun_said: frozenset[str]
    that: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    relayed: frozenset[str]
    nobody: tuple[tuple[str, ...], ...]
    denied: frozenset[str]
    more: frozenset[str]
    hedges: tuple[tuple[Modality, re.Pattern[str]], ...]
    types: tuple[tuple[str, re.Pattern[str]], ...]
    gain: re.Pattern[str]
    loss: re.Pattern[str]
    state: re.Pattern[str]
    heads: frozenset[str]
    own: frozenset[str]
    stops: frozenset[str]


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    parts = (re.escape(fold(w.rstrip("*"))).replace(r"\ ", r"\s+") + (r"\w*" if w.endswith("*") else "") for w in words)
    return re.compile(rf"(?<!\w)(?:[وف]?[بلك]?)(?:{'|'.join(parts)})(?!\w)")


@cache
def _lists() -> _Lists:
    data: dict[str, Any] = tomllib.loads((resources.files(__package__) / "reader.toml").read_text("utf-8"))
    cues = data["cues"]

    def some(words: Sequence[str]) -> frozenset[str]:
        return frozenset(map(fold, words))

    def phrases(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        return tuple(sorted((tuple(fold(w).split()) for w in words), key=len, reverse=True))

    return _Lists(
        said=some(cues["said"]),
        noun_said=some(cues["noun_said"]),
        that=some(cues["that"]),
        according=phrases(cues["according"]),
        relayed=some(cues["relayed"]),
        nobody=phrases(cues["nobody"]),
        denied=some(cues["denied"]),
        more=some(cues["more"]),
        hedges=(
            (Modality.HEDGED, _pattern(data["hedges"]["reported"])),
            (Modality.FUTURE, _pattern(data["hedges"]["planned"])),
        ),
        types=tuple((name, _pattern(words)) for name, words in data["types"].items()),
        gain=_pattern(data["control"]["gain"]),
        loss=_pattern(data["control"]["loss"]),
        state=_pattern(data["control"]["state"]),
        own=some(data["parties"]["own"]),
        heads=some(data["parties"]["heads"]),
        stops=some(data["parties"]["stops"]),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """Who says something in a sentence, by token numbers of the whole text; content: [first, past)."""

    voice: Voice
    content: tuple[int, int]
    source: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    via: tuple[tuple[int, int], ...] = ()
    denied: bool = False


class ArabicReader:
    """Implements onrecord.extract.reader.base.Reader."""

    name = "rules ar 1"
    languages: frozenset[str] | None = frozenset({"ar"})
    mended = False
    sends_to: str | None = None
    rejected: Sequence[Rejected] = ()

    @property
    def model(self) -> str:
        """The digest of its word lists."""
        return hashlib.sha256((resources.files(__package__) / "reader.toml").read_bytes()).hexdigest()

    def read(self, report: Report) -> list[ReadClaim]:
        """The claims of a report in reading order; every span lies inside its text."""
        return _Reading(report.text).claims()


class _Reading:
    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = Folded.of(text)
        self.tokens = [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(self.folded.text)]
        self.lists = _lists()
        self.last: tuple[int, int] | None = None  # the source named last

    def claims(self) -> list[ReadClaim]:
        found = []
        for first, past in self.sentences():
            for said in self.attributed(first, past):
                found += self.of(said)
        return found

    def sentences(self) -> list[tuple[int, int]]:
        """Token ranges of sentences; a quotation is not broken."""
        ranges, first, quoted = [], 0, False
        for n, token in enumerate(self.tokens):
            if token.text in ('"',):
                quoted = not quoted
            elif token.text in ("«", "“"):
                quoted = True
            elif token.text in ("»", "”"):
                quoted = False
            if (
                token.text == ","
                and not quoted
                and n + 1 < len(self.tokens)
                and self.word(n + 1)[:1] == "و"
                and self.word(n + 1)[1:] in self.lists.said
            ):
                if n - first >= _FEWEST:
                    ranges.append((first, n))
                first = n + 1  # "X denied it, and announced that ..."
                continue
            ends = token.text[0] == "\n" or (not quoted and token.text in (".", "!", "?", "؟", "…"))
            if ends:
                quoted = False
                if n - first >= _FEWEST:
                    ranges.append((first, n))
                first = n + 1
        if len(self.tokens) - first >= _FEWEST:
            ranges.append((first, len(self.tokens)))
        return ranges

    def word(self, n: int) -> str:
        return self.tokens[n].text

    def bare(self, n: int, among: frozenset[str]) -> str | None:
        """The word if it is in a list, with or without "and" before it."""
        word = self.word(n)
        if word in among:
            return word
        return word[1:] if word[:1] in "وف" and word[1:] in among else None

    def attributed(self, first: int, past: int) -> list[_Said]:
        """What is said in a sentence, and by whom; else the report speaks."""
        trailing = self.trailing(first, past)
        end = trailing[0] if trailing else past
        leading = self.leading(first, end)
        if leading and trailing and leading.voice == "narrator":
            leading = None
        if leading:
            self.last = leading.source or self.last
            return [leading]
        if trailing:
            at, source, cue = trailing
            self.last = source
            if at <= first:  # "according to X, ..."
                return [_Said("named", (source[1], past), source, cue)]
            return [_Said("named", (first, at), source, cue)]
        return [_Said("narrator", (first, past))]

    def trailing(self, first: int, past: int) -> tuple[int, tuple[int, int], tuple[int, int]] | None:
        """(where it begins, the source, the cue) of an "according to" in a sentence."""
        for n in range(first, past):
            for phrase in self.lists.according:
                width = self.matches(n, past, phrase)
                if width:
                    source = self.noun_phrase(n + width, past)
                    if source:
                        at = n - 1 if n > first and self.word(n - 1) == "," else n
                        return at, source, (n, n + width)
        return None

    def matches(self, n: int, past: int, phrase: tuple[str, ...]) -> int:
        """How many tokens a phrase takes here; its last word "li-" is joined to what follows."""
        words = list(phrase)
        joined = words[-1] == "ل"
        if joined:
            words = words[:-1]
        if n + len(words) > past or [self.word(n + k) for k in range(len(words))] != words:
            return 0
        if joined and not (n + len(words) < past and self.word(n + len(words)).startswith("ل")):
            return 0
        return len(words)

    def noun_phrase(self, first: int, past: int) -> tuple[int, int] | None:
        """A speaker that begins here: as far as the clause goes, but for where it begins anew."""
        at = first
        while at < past and at - first < _LONGEST_SOURCE:
            word = self.word(at)
            if word in (",", "؛", ";", ":", ".", "-") or word in _OPEN + _CLOSE or word in self.lists.that - {"من"}:
                break
            if word in ("قوله", "قولها", "قولهم"):
                break
            if at > first and (self.bare(at, self.lists.said) or (word in ("في", "من") and self.day_follows(at))):
                break
            at += 1
        return (first, at) if at > first and any(c.isalpha() for c in self.word(first)) else None

    def day_follows(self, at: int) -> bool:
        return at + 1 < len(self.tokens) and self.word(at + 1) in {
            fold(w) for w in ("بيان", "تصريح", "مؤتمر", "حديث", "منشور", "تغريدة", "وقت")
        }

    def leading(self, first: int, past: int) -> _Said | None:
        """ "X said that ...": the verb stands first in Arabic, or its subject does."""
        for phrase in self.lists.nobody:
            if self.matches(first, past, phrase):
                return _Said("unattributed", (first + len(phrase), past), None, (first, first + len(phrase)))
        for n in range(first, min(past, first + 12)):
            if self.bare(n, self.lists.relayed):
                about = next((k for k in range(n + 1, min(past, n + 10)) if self.word(k) == "عن"), None)
                that = self.that(about + 1 if about else n, past)
                if about and that and (source := self.noun_phrase(about + 1, that)):
                    relay = self.noun_phrase(n + 1, about)
                    return _Said("named", (that + 1, past), source, (n, n + 1), (relay,) if relay else ())
            verb = self.bare(n, self.lists.said)
            if verb is None or (n > first and not self.starts_clause(first, n)):
                continue
            denied = verb in self.lists.denied
            that = self.that(n + 1, past)
            subject = self.subject(n + 1, that if that else past)
            if n > first and subject is None and n - first <= _LONGEST_SOURCE:
                subject = self.noun_phrase(first, n)
            if that is not None:
                if subject is None and self.last and (verb in self.lists.more or self.word(n)[0] == "و"):
                    subject = self.last
                if subject:
                    return _Said("named", (that + 1, past), subject, (n, n + 1), (), denied)
            elif subject and verb in self.lists.noun_said and subject[1] < past:
                return _Said("named", (subject[1], past), subject, (n, n + 1), (), denied)
        return None

    def starts_clause(self, first: int, n: int) -> bool:
        """The verb may stand behind a day ("on Sunday, X said"), or its subject before it."""
        return self.word(n - 1) in (",", ":") or (self.word(n)[:1] not in "وف" and n - first <= 8)

    def that(self, first: int, past: int) -> int | None:
        """The "that", colon or quotation mark that opens what is said."""
        for n in range(first, min(past, first + _LONGEST_SOURCE + 6)):
            word = self.word(n)
            if word in (":",) or word in self.lists.that - {"عن", "الي", "من", "ب"}:
                return n
            if word in _OPEN:
                return n
        return None

    def subject(self, first: int, past: int) -> tuple[int, int] | None:
        """Who the verb before says it of: a noun, and what is said of it, as far as a verbal noun, a preposition or a day."""
        found = self.noun_phrase(first, past)
        if found is None:
            return None
        begin, end = found
        for past_name in range(end, begin + 1, -1):  # a body that the register knows ends where its name ends
            words = self.folded.text[self.tokens[begin].start : self.tokens[past_name - 1].end]
            if any(form in called() for form in forms(words)):
                return begin, past_name
        if self.word(begin) in self.lists.stops | self.lists.that:
            return None
        for n in range(begin + 1, end):
            word = self.word(n)
            known = word in self.lists.stops and not (
                word == fold("في") and n + 1 < end and self.word(n + 1) not in self.lists.stops and n == begin + 2
            )
            if known or (past - begin > 6 and self.indefinite(n) and n > begin + 1 and not self.word(n - 1).startswith("لل")):
                return begin, n
        return begin, end

    def indefinite(self, n: int) -> bool:
        word = self.word(n)
        return (
            not word.startswith(("ال", "لل"))
            and word.isalpha()
            and self.folded.text[self.tokens[n].start - 1 : self.tokens[n].start] != "("
        )

    def of(self, said: _Said) -> list[ReadClaim]:
        """The claims of what is said: one for each clause with words of a happening; a speaker's words always make one."""
        first, past = self.trimmed(*said.content)
        if past - first < (_FEWEST if said.voice == "narrator" else 2):
            return []
        kind = self.kind(first, past)
        if kind is None and said.voice == "narrator":
            return []
        quote = self.span(first, past)
        clause = self.folded.text[self.tokens[first].start : self.tokens[past - 1].end]
        before = (said.cue and self.folded.text[self.tokens[said.cue[0]].start : self.tokens[said.cue[1] - 1].end]) or ""
        modality = Modality.DENIED if said.denied else next((m for m, p in self.lists.hedges if p.search(clause) or p.search(before)), None)
        actor = self.party(first, past)
        if said.source and any(self.bare(n, self.lists.own) for n in range(first, min(past, first + 3))):
            actor = said.source  # "that its forces took ..."
        change, type_ = None, kind
        if type_ == "territory":
            gain = self.lists.gain.search(clause) is not None
            change = Change.GAIN if gain else Change.LOSS
            doer = self.folded.text[self.tokens[actor[0]].start : self.tokens[actor[1] - 1].end] if actor else clause
            type_ = "government_regains_territory" if self.lists.state.search(doer) else "nonstate_overtakes_territory"
        return [
            ReadClaim(
                quote=quote,
                type=EventType(type_ or "statement"),
                voice=said.voice,
                source=self.span(*said.source) if said.source else None,
                cue=self.span(*said.cue) if said.cue else None,
                via=tuple(self.span(*v) for v in said.via),
                modality=modality or Modality.ASSERTED,
                actor=self.span(*actor) if actor else None,
                holder=self.span(*actor) if actor and change else None,
                change=change if actor else None,
            )
        ]

    def trimmed(self, first: int, past: int) -> tuple[int, int]:
        marks = (",", "؛", ";", ":", "-", *_OPEN, *_CLOSE)
        while first < past and self.word(first) in marks:
            first += 1
        while past > first and self.word(past - 1) in marks:
            past -= 1
        return first, past

    def kind(self, first: int, past: int) -> str | None:
        clause = self.folded.text[self.tokens[first].start : self.tokens[past - 1].end]
        return next((name for name, pattern in self.lists.types if pattern.search(clause)), None)

    def party(self, first: int, past: int) -> tuple[int, int] | None:
        """Who acts: the first body of the clause, with the words that say whose."""
        for n in range(first, past):
            word = self.word(n)
            if word in self.lists.heads and not (n > first and self.word(n - 1) in ("علي", "ضد", "من", "مع")):
                at = n + 1
                while (
                    at < past
                    and at - n < 6
                    and self.word(at).isalpha()
                    and self.word(at) not in self.lists.stops
                    and not (self.indefinite(at) and at > n + 1)
                ):
                    if self.kind(at, at + 1) and not self.word(at).startswith("ال"):
                        break
                    at += 1
                return n, at
        return None

    def span(self, first: int, past: int) -> Span:
        start, end = self.folded.span(self.tokens[first].start, self.tokens[past - 1].end, self.text)
        return Span(start, end)
