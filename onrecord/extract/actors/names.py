"""One name for each actor of a report: what the words of a mention come to, given everything that the report has said before them."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.extract.actors.cast import Cast
from onrecord.extract.actors.chunks import draw_up, find_chunks
from onrecord.extract.actors.phrase import PhraseReader
from onrecord.extract.actors.reading import Step
from onrecord.extract.actors.sketch import Sketch
from onrecord.extract.actors.words import PRONOUNS, singular
from onrecord.knowledge.actors.nations import nation
from onrecord.knowledge.actors.register import ActorRegister
from onrecord.records import Span
from onrecord.vocab.roles import Kind

# People who are told by nothing but that they are people of a place.
_CIVILIANS = frozenset(
    "civilian resident villager citizen inhabitant people person family child woman man girl boy baby infant local townspeople "
    "noncombatant neighbour elder youth mother father relative minor household adult victim".split()
)
_LONGEST = 200  # code points of a name made of whatever stands there
_READ = 60  # words of a given mention that are looked at

# Words that say how a body stands to another; the body's own name comes behind.
_RELATIONS = frozenset("ally rival neighbour neighbor backer patron partner sponsor foe".split())
_REBEL = frozenset({"rebel", "insurgent"})


class ActorNames:
    """Names the actors of one report. The text is read once; each question costs little."""

    def __init__(
        self,
        text: str,
        register: ActorRegister,
        *,
        country: str | None = None,
        places: Iterable[Span] = (),
    ) -> None:
        """country (alpha-3) is the one the report is about, guessed if None; places are stretches known to name places, not persons."""
        self.sketch = Sketch(text, register, country)
        self.sketch.mark_places(places)
        self.cast = Cast()
        self._reader = PhraseReader(self.sketch, self.cast)
        self._known: dict[tuple[int, int], tuple[str, Kind]] = {}
        chunks = find_chunks(self.sketch)
        draw_up(self.sketch, self.cast, self._reader, chunks)
        self.cast.restart()  # an early "Jamous" belongs to the body with which he is introduced further down
        draw_up(self.sketch, self.cast, self._reader, chunks)

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

    def why(self, span: Span) -> list[Step]:
        """How name_of reads the words in span, step by step, the last step last; phrases within phrases come first."""
        self._reader.steps = []
        try:
            self._name(span)
            return self._reader.steps
        finally:
            self._reader.steps = None

    def target_of(self, span: Span) -> tuple[str, Kind]:
        """The name and kind of those to whom it was done: as name_of, but people without a name are civilians."""
        name, kind = self.name_of(span)
        first, last = self.sketch.token_range(span.start, span.end)
        return ("civilians", Kind.WITNESS) if self.civil(kind, first, last) else (name, kind)

    def civil(self, kind: Kind, first: int, last: int) -> bool:
        """Whether the words [first, last), which name somebody of this kind, only say that they are people of a place."""
        people = self.sketch.tokens[first : first + 8][: last - first]
        return kind in (Kind.WITNESS, Kind.UNKNOWN) and any(singular(t.fold) in _CIVILIANS for t in people)

    def _name(self, span: Span) -> tuple[str, Kind]:
        text = self.sketch.text
        first, last = self.sketch.token_range(min(span.start, len(text)), min(span.end, len(text)))
        last = min(last, first + _READ)
        if first >= last:
            return " ".join(text[span.start : span.end].split())[:_LONGEST] or str(Kind.UNKNOWN), Kind.UNKNOWN
        tokens = self.sketch.tokens
        beside = next((n for n in range(first, last - 1) if tokens[n].fold in _RELATIONS and tokens[n + 1].capital), None)
        first = first if beside is None else beside + 1  # "Syria's ally Russia" is Russia
        pointed = int(first > 0 and self.sketch.tokens[first - 1].fold == "the")
        first -= pointed  # "the militants" are those spoken of before, bare "militants" need not be
        reading = self._reader.read(first, last)
        pronoun = last - first == 1 and tokens[first].fold in PRONOUNS  # "who" is not the WHO
        given = tokens[last - 1].fold in self.sketch.own_initials  # the report itself says whose initials they are
        if not (pronoun or given) and (reading.kind is Kind.UNKNOWN or last - first - pointed == 1):
            known = self._tied(self.sketch.words_of(first + pointed, last))
            if known:
                return known
        return reading.name or self.sketch.words_of(first, last), reading.kind

    def _tied(self, words: str) -> tuple[str, Kind] | None:
        """Who is meant by a word tied to another: "ISIS-held", "rebel-controlled"."""
        actor = self.sketch.register.find(words, country=self.sketch.country)
        if actor:
            return None if actor.kind in (Kind.GOVERNMENT, Kind.FOREIGN_GOVERNMENT) else (actor.name, actor.kind)
        if words.casefold() not in _REBEL:
            return None
        state = nation(self.sketch.country) if self.sketch.country else None
        theirs = self.sketch.register.find(f"{state.adjective} rebels") if state else None
        return (theirs.name, theirs.kind) if theirs else ("rebels", Kind.ARMED_GROUP)

    def _nearest(self, span: Span, near: Span) -> Span:
        text, piece = self.sketch.text, self.sketch.text[span.start : span.end]
        if not piece or len(piece) > _LONGEST or (near.start - 300 <= span.start <= near.end + 300 and self._whole(span.start, span.end)):
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
