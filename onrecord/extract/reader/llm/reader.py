"""A language model as reader. It only points: every claim is words of the report, every value is read from them by our own libraries."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.errors import OnrecordError
from onrecord.extract.reader.base import ReadClaim, Rejected
from onrecord.extract.reader.llm import asking
from onrecord.extract.reader.llm.answers import is_whole, take
from onrecord.extract.reader.llm.cache import Cache
from onrecord.extract.reader.llm.endpoint import Endpoint
from onrecord.extract.reader.llm.estimate import ANSWERED, Estimate, cost_of, tokens_in
from onrecord.extract.reader.llm.grounding import Grounds
from onrecord.extract.reader.llm.parts import Part, halves, parts
from onrecord.extract.text import sentences
from onrecord.records import Report

DEEPEST = 4  # times that a part is halved because its answer was cut off
# Characters of a part that is not halved: a claim takes some 110 tokens and there is one in 150 characters, so of a part that is shorter
# than a quarter of the tokens allowed a model can only go in circles. Four sentences are never halved.
LEAST, A_TOKEN = 700, 4


@dataclass(slots=True)
class Used:
    """What a run has cost so far."""

    asked: int = 0  # times that the model was asked
    kept: int = 0  # answers taken from the cache instead
    asked_tokens: int = 0
    answered_tokens: int = 0
    seconds: float = 0.0  # spent waiting for answers
    characters: int = 0  # of the parts asked about


class LlmReader:
    """Reads reports in any language through an endpoint. Answers are kept, so the same report is the same claims."""

    languages: frozenset[str] | None = None
    mended = False  # its claims are whole: the rules that mend one layer of tags are not for it

    def __init__(self, endpoint: Endpoint, cache: Cache | None = None) -> None:
        self.name = f"llm:{endpoint.model} instruction-{asking.digest()}"
        self.endpoint, self._cache = endpoint, cache
        self.sends_to = endpoint.at.host if endpoint.at.remote else None
        self.used = Used()
        self.rejected: list[Rejected] = []

    def read(self, report: Report) -> list[ReadClaim]:
        """The claims of a report in order of their quotes. Raises OnrecordError where the model may not see it or could not be asked."""
        if report.confidential and self.endpoint.at.remote:
            raise OnrecordError(f"a confidential report is never sent to {self.endpoint.at.host}")
        self.rejected.clear()
        waited, characters = self.used.seconds, self.used.characters
        grounds, ends = Grounds(report.text), sentences(report.text)
        made: list[ReadClaim] = []
        for part in parts(report.text):
            for piece, answer in self._answers(report, part, DEEPEST):
                taken = take(answer, report.id, grounds, piece, ends)
                made += [replace(c, translation=taken.translations.get(c.quote)) for c in taken.claims]
                self.rejected += taken.rejected
        if self._cache and self.used.characters > characters:
            self._cache.note_pace(self.endpoint.model, self.used.seconds - waited, self.used.characters - characters)
        return sorted(made, key=lambda c: (c.quote.start, c.quote.end))

    def outlook(self, reports: Iterable[Report], price: str = "") -> Estimate:
        """What reading these reports will take, without the answers that are kept; halves of parts not counted. Asks nobody.

        price: of a million tokens asked and answered, "3/15"; "" for none.
        """
        model, digest = self.endpoint.model, asking.digest()
        many = parts_left = kept = asked = characters = answered = 0
        for report in reports:
            many += 1
            for part in parts(report.text):
                messages = asking.messages(report, part)
                if self._cache and self._cache.get(report.text, model, digest, messages) is not None:
                    kept += 1
                    continue
                parts_left += 1
                characters += len(part.own)
                asked += sum(tokens_in(m["content"]) for m in messages)
                answered += round(len(part.own) * ANSWERED)
        pace = self._cache.pace(model) if self._cache else None
        return Estimate(
            reports=many,
            parts=parts_left,
            kept=kept,
            asked_tokens=asked,
            answered_tokens=answered,
            cost=cost_of(asked, answered, price),
            seconds=characters * pace if pace is not None else None,
        )

    def _answers(self, report: Report, part: Part, depth: int) -> list[tuple[Part, str]]:
        """The answer about a part; about its halves where it came out cut off."""
        asked = asking.messages(report, part)
        model, digest = self.endpoint.model, asking.digest()
        answer = self._cache.get(report.text, model, digest, asked) if self._cache else None
        if answer is not None:
            self.used.kept += 1
        else:
            begun = time.monotonic()
            given = self.endpoint.ask(asked, asking.schema())
            self.used.seconds += time.monotonic() - begun
            self.used.characters += len(part.own) if depth == DEEPEST else 0  # a half was counted with its part
            self.used.asked += 1
            self.used.asked_tokens += given.asked_tokens
            self.used.answered_tokens += given.answered_tokens
            answer = given.text
            if self._cache:
                self._cache.put(report.text, model, digest, asked, answer)
        long = len(part.own) > max(LEAST, self.endpoint.most // A_TOKEN)
        smaller = halves(report.text, part) if depth and long and not is_whole(answer) else [part]
        if len(smaller) == 1:
            return [(part, answer)]
        return [found for half in smaller for found in self._answers(report, half, depth - 1)]
