"""One name for each actor of a report: what the words of a mention come to, given everything that the report has said before them."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.actors.cast import Cast, Member
from onrecord.extract.actors.phrase import PhraseReader, Reading
from onrecord.extract.actors.sketch import Found, Sketch
from onrecord.extract.actors.words import DETERMINERS, POSSESSIVES, PRONOUNS, STOPS, words
from onrecord.knowledge.actors.register import ActorRegister
from onrecord.records import Span
from onrecord.vocab.roles import Kind

_LONGEST = 12  # words of a noun phrase that is looked at when the cast is drawn up
_READ = 60  # words of a given mention that are looked at


class ActorNames:
    """Names the actors of one report. The text is read once; each question costs little."""

    def __init__(self, text: str, register: ActorRegister, *, published: str | None = None, country: str | None = None) -> None:
        self.sketch = Sketch(text, register, country)
        self.cast = Cast()
        self._reader = PhraseReader(self.sketch, self.cast)
        self._known: dict[tuple[int, int], tuple[str, Kind]] = {}
        _draw_up(self.sketch, self.cast, self._reader)

    def name_of(self, span: Span, *, near: Span | None = None) -> tuple[str, Kind]:
        """The name and kind of the actor or speaker that the words in span name; the words themselves where nothing better is known.

        near: where the claim stands. The same words may occur many times ("he"); where span stands apart from the claim, the occurrence
        nearest to the claim is read.
        """
        if near is not None:
            span = self._nearest(span, near)
        at = (span.start, span.end)
        if at not in self._known:
            self._known[at] = self._name(span)
        return self._known[at]

    def _name(self, span: Span) -> tuple[str, Kind]:
        text = self.sketch.text
        first, last = self.sketch.token_range(min(span.start, len(text)), min(span.end, len(text)))
        last = min(last, first + _READ)
        if first >= last:
            return " ".join(text[span.start : span.end].split()), Kind.UNKNOWN
        reading = self._reader.read(first, last)
        return reading.name or self.sketch.words_of(first, last), reading.kind

    def _nearest(self, span: Span, near: Span) -> Span:
        text, piece = self.sketch.text, self.sketch.text[span.start : span.end]
        if not piece or len(piece) > 200 or (near.start - 300 <= span.start <= near.end + 300 and self._whole(span.start, span.end)):
            return span
        best, window = span, range(max(0, near.start - 400), min(len(text), near.end + 400))
        at = text.find(piece, window.start, window.stop)
        while at >= 0:
            if self._whole(at, at + len(piece)) and (best is span or _distance(at, near) < _distance(best.start, near)):
                best = Span(at, at + len(piece))
            at = text.find(piece, at + 1, window.stop)
        return best

    def _whole(self, start: int, end: int) -> bool:
        text = self.sketch.text
        return not (start and text[start - 1].isalnum() and text[start].isalnum()) and not (
            end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
        )


def _distance(at: int, near: Span) -> int:
    return near.start - at if at < near.start else max(0, at - near.end)


def _draw_up(sketch: Sketch, cast: Cast, reader: PhraseReader) -> None:
    """Reads the report's noun phrases in order and enters whom they name."""
    at = 0
    while at < len(sketch.tokens):
        chunk = _chunk(sketch, at)
        if chunk is None:
            at += 1
            continue
        first, last = chunk
        reading = reader.read(first, last)
        if sketch.tokens[first].fold in PRONOUNS and last - first == 1:
            at = last
            continue
        member = _member(sketch, reading, first, last)
        cast.add(member, _words_of(reading))
        if reading.names:
            cast.introduce(reading.names, member)
        at = last


def _member(sketch: Sketch, reading: Reading, first: int, last: int) -> Member:
    return Member(
        at=first,
        last=last,
        sentence=sketch.sentence[first],
        name=reading.name,
        kind=reading.kind,
        family=reading.family,
        person=reading.person,
        speaks=sketch.speaks(first, last),
        own=reading.own,
    )


def _words_of(reading: Reading) -> Iterator[str]:
    return iter(dict.fromkeys(reading.name.casefold().replace("-", " ").split())) if reading.own else iter(())


def _chunk(sketch: Sketch, at: int) -> tuple[int, int] | None:
    """The noun phrase that begins at word `at` and may name a speaker, with its apposition; None if none does."""
    listed, tokens = words(), sketch.tokens
    token = tokens[at]
    if token.fold in STOPS and token.fold not in DETERMINERS | POSSESSIVES and not token.acronym:
        return None
    last = _phrase_end(sketch, at)
    if last == at:
        return None
    telling = any(_tells(sketch, n) for n in range(at, last)) or _is_name(sketch, at, last)
    if not telling:
        return None
    # "Vadym Reznichenko, the mayor of Dovhyi Brid", "its spokesman, Colonel X", "SOHR (the Observatory)"
    if last < len(tokens) and sketch.gap(last).strip() in (",", "(") and last - at < _LONGEST:
        after = _phrase_end(sketch, last)
        aside = after > last and (_is_name(sketch, last, after) or any(_tells(sketch, n) for n in range(last, after)))
        # A name beside a role, either way round; two bodies in a row are a list, not an aside.
        if aside and (_is_name(sketch, at, last) != _is_name(sketch, last, after)) and tokens[last].fold not in listed.saying:
            return at, after
    return at, last


def _phrase_end(sketch: Sketch, at: int) -> int:
    tokens, listed, n = sketch.tokens, words(), at
    while n < len(tokens) and n < at + _LONGEST:
        token = tokens[n]
        if n > at and sketch.gap(n).strip(" \u00a0-–'’\"“”").strip():
            stop = sketch.gap(n).strip()
            if not (stop == "." and tokens[n - 1].fold in listed.ranks | listed.titles):
                break
        if n > at and "\n" in sketch.gap(n):
            break
        here = sketch.found_at[n]
        if here and n == here.first:
            n = here.last
            continue
        if token.fold in listed.saying or (token.fold in STOPS and not (n == at and token.fold in DETERMINERS | POSSESSIVES)):
            break
        if token.fold in ("of", "for", "at", "from", "in", "with") and not _goes_on(sketch, n + 1):
            break
        n += 1
    return n


def _goes_on(sketch: Sketch, at: int) -> bool:
    """After a preposition: a body, a name or a hospital, an article before it allowed."""
    for n in range(at, min(at + 3, len(sketch.tokens))):
        token = sketch.tokens[n]
        if sketch.found_at[n] or token.capital or _tells(sketch, n):
            return True
        if token.fold in STOPS:
            return False
    return False


def _tells(sketch: Sketch, at: int) -> bool:
    """Whether a word marks a phrase as naming an actor or a speaker."""
    listed, token = words(), sketch.tokens[at]
    return (
        sketch.found_at[at] is not None
        or token.fold in listed.offices
        or token.fold in listed.folds
        or (token.fold in listed.ranks and token.capital)
        or listed.kind_of(token.fold) is not None
    )


def _is_name(sketch: Sketch, first: int, last: int) -> bool:
    """Whether the words look like a person's name: two to five capitals, none of which a table knows."""
    if not 1 <= last - first <= 6:
        return False
    listed, capitals = words(), 0
    for n in range(first, last):
        token: Found | None = sketch.found_at[n]
        fold = sketch.tokens[n].fold
        if token is not None:
            return False
        if sketch.tokens[n].capital:
            capitals += fold not in listed.ranks and fold not in listed.titles
        elif fold not in ("al", "el", "bin", "de", "la", "abu", "ibn"):
            return False
    return capitals >= 1 and (capitals > 1 or sketch.speaks(first, last))
