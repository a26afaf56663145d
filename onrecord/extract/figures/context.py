"""What stands around a number, as features by which a trained table tells what the number counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from onrecord.extract.figures.lexicon import noun_classes, stem, verb_classes
from onrecord.extract.figures.numbers import SINGULAR, Number
from onrecord.extract.text import sentences
from onrecord.records import Span

_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[%$€£,;:().\"“”]")
REACH = 14  # tokens looked at on either side, never across a sentence's end
HEAD_REACH = 6  # tokens within which the counted noun stands
ARTICLE_REACH = 4
_CLAUSE_ENDS = frozenset(", ; : ( ) and but while as when after before which who whom".split())
_KILL_AND_HURT = ("kill", "injure")
NAME = "<name>"
_FUNCTION_WORDS = frozenset(
    "the a an in on at of by for from to with and or but he she they it we i his her their its our there this that these those "
    "some all both another others other about around nearly almost at least more over up no not as after before when while since "
    "only most many".split()
)
_BARE_BEFORE = frozenset("on in at from near of others more other were was had have".split())
_COUNTABLE = frozenset({"person", "fighter", "vehicle", "building", "site", "strike", "shell", "place", "group", "weapon"})
_PEOPLE = frozenset({"person", "fighter"})
_SINGULAR_NOUNS: dict[str, frozenset[str]] = {
    **dict.fromkeys("killed injured missing abducted arrested displaced evacuated besieged fighters".split(), _PEOPLE),
    **dict.fromkeys(("vehicles", "vehicles_destroyed"), frozenset({"vehicle"})),
    "buildings": frozenset({"building", "site"}),
    "sites_destroyed": frozenset({"site", "building"}),
    "strikes": frozenset({"strike"}),
    "shells": frozenset({"shell", "vehicle"}),
}
_DOERS = frozenset({"bomber", "attacker", "assailant", "gunman"})
_DEFINITE = frozenset({"person", "fighter", "vehicle", "building", "site"})


class Context:
    """One text's words and sentences, and the features of its numbers."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._spans = [m.span() for m in _TOKEN.finditer(text)]
        self._starts = [s for s, _ in self._spans]
        self._words = [text[s:e].lower() for s, e in self._spans]
        self._stems = [stem(w) for w in self._words]
        nouns, verbs = noun_classes(), verb_classes()
        self._nouns = [nouns.get(s) for s in self._stems]
        self._verbs = [verbs.get(w) for w in self._words]
        # Names say nothing general about what is counted: places and actors are one word to the table.
        for i, (start, end) in enumerate(self._spans):
            named = any(c.isupper() for c in text[start:end])  # "al-Masri" too
            if named and not (self._nouns[i] or self._verbs[i]) and self._words[i] not in _FUNCTION_WORDS:
                self._words[i] = self._stems[i] = NAME
        self._last_spoken: tuple[tuple[int, int], frozenset[str]] = ((0, 0), frozenset())
        self._sentences = sentences(text)
        self._sentence_starts = [s.start for s in self._sentences]

    def sentence(self, at: int) -> int:
        """Number of the sentence in which a code point stands; numbers of one sentence bear on each other."""
        return bisect_left(self._sentence_starts, at + 1) - 1

    def counts(self, number: Number) -> bool:
        """Whether the number may count something at all: an article needs a countable noun close behind it."""
        if number.form not in SINGULAR:
            return True
        at = self._index(number.core.end)
        head = self._head(at, self._stop(number), ARTICLE_REACH)
        if head is None:
            return False
        allowed = _COUNTABLE if number.form == "article" else _DEFINITE
        plural = self._stems[head] != self._words[head]
        return self._nouns[head] in allowed and not plural

    def may_count(self, number: Number, what: str) -> bool:
        """Whether an article's noun can be what is counted: "an air strike killed 15" is not one killed."""
        if number.form not in SINGULAR or what not in _SINGULAR_NOUNS:
            return True
        head = self._head(self._index(number.core.end), self._stop(number), HEAD_REACH)
        return head is not None and self._nouns[head] in _SINGULAR_NOUNS[what] and self._stems[head] not in _DOERS

    def speaks_of(self, verb_class: str, span: Span) -> bool:
        """Whether a cue word of this class stands in the stretch."""
        return verb_class in self._verbs[self._index(span.start) : self._index(span.end)]

    def noun_phrase(self, number: Number) -> Span | None:
        """The words that follow a number up to and with its head noun: "government soldiers" after "12"; None without a known noun."""
        at = self._index(number.core.end)
        head = self._head(at, self._stop(number), HEAD_REACH)
        if head is None or self._nouns[head] in ("time", "distance", "percent"):
            return None
        while at < head and self._words[at] in ("of", "the", "its", "their", "his", "more", "other"):
            at += 1
        return Span(self._starts[at], self._spans[head][1])

    def unit(self, number: Number) -> str | None:
        """The stem of the word right behind the number."""
        at = self._index(number.core.end)
        return self._stems[at] if at < len(self._stems) else None

    def features(self, number: Number, event_type: str | None, before: Sequence[str], quote: Span | None = None) -> list[str]:
        """Features of a number; before holds what the earlier numbers of its sentence count, nearest last. quote is the claim's
        stretch where one is known: what its other words speak of bears on the number too."""
        first, last = self._edges(number)
        left = range(max(first, self._index(number.core.start) - REACH), self._index(number.span.start))
        at = self._index(number.core.end)
        right = range(at, min(last, at + REACH))
        made = ["bias", f"form={number.form}", f"value={_bucket(number)}", f"form={number.form} value={_bucket(number)}"]
        made += self._near_words(left, right)
        made += self._classes_around(left, right, event_type, number)
        previous = before[-1] if before else "-"
        joined = self._words[left[-1]] if left else "-"
        made += [f"prev={previous}", f"prev={previous} l1={joined}"]
        made += [f"any={p}" for p in dict.fromkeys(before[-REACH:])]
        made += ["killandhurt"] if self._both_harms(left, right) else []
        bare = not right or self._words[right[0]] in _CLAUSE_ENDS or self._words[right[0]] in _BARE_BEFORE
        made += [f"bare prev={previous}", f"bare prev={previous} type={event_type}"] if bare else []
        if event_type:
            made += [f"type={event_type}", f"type={event_type} form={number.form}", f"type={event_type} prev={previous}"]
            made += [f"type={event_type} r1={self._stems[right[0]]}"] if right else []
        if quote:
            made += self._quote_features(number, quote, event_type)
        return made

    def _quote_features(self, number: Number, quote: Span, event_type: str | None) -> list[str]:
        first, last = self._index(quote.start), self._index(quote.end)
        spoken = self._spoken(first, last)
        head = self._head(self._index(number.core.end), last, HEAD_REACH)
        noun = self._nouns[head] if head is not None else "-"
        size = min((last - first) // 6, 5)
        made = ["inquote", f"inquote form={number.form}", f"quotesize={size} form={number.form}", f"inquote head={noun} form={number.form}"]
        made += (
            [f"q={v}" for v in sorted(spoken)]
            + [f"q={v} head={noun}" for v in sorted(spoken)]
            + [f"q={v} type={event_type}" for v in sorted(spoken)]
        )
        made += [f"qstart form={number.form}"] if number.core.start - quote.start < 12 else []
        made += [f"qnone head={noun} type={event_type}"] if not spoken else []
        return made

    def _near_words(self, left: range, right: range) -> list[str]:
        made = [f"r{i}={self._stems[j]}" for i, j in enumerate(right[:4], 1)]
        made += [f"l{i}={self._words[j]}" for i, j in enumerate(reversed(left[-4:]), 1)]
        made += [f"r12={self._stems[right[0]]} {self._stems[right[1]]}"] if len(right) > 1 else []
        made += [f"l21={self._words[left[-2]]} {self._words[left[-1]]}"] if len(left) > 1 else []
        made += [f"rw={self._stems[j]}" for j in right[:8]]
        made += [f"r1={self._stems[right[0]]} l1={self._words[left[-1]]}"] if len(left) and len(right) else []
        made += [f"lw={self._words[j]}" for j in left[-8:]]
        return made

    def _classes_around(self, left: range, right: range, event_type: str | None, number: Number) -> list[str]:
        head = self._head(right.start, right.stop, HEAD_REACH)
        noun = self._nouns[head] if head is not None else "-"
        word = self._stems[head] if head is not None else "-"
        after, before = self._verb(right), self._verb(reversed(left))
        made = [f"head={noun}", f"headword={word}", f"head={noun} form={number.form}"]
        made += [f"va={after}", f"vb={before}", f"va={after} vb={before}", f"head={noun} va={after}", f"head={noun} vb={before}"]
        made += [f"head={noun} va={after} vb={before}", f"headword={word} vb={before}", f"headword={word} va={after}"]
        # Each once, in order of the text: the order of a set of words changes from run to run, and with it the last digit of a sum.
        made += [f"vr={v}" for v in dict.fromkeys(self._verbs[j] for j in right) if v]
        made += [f"vl={v}" for v in dict.fromkeys(self._verbs[j] for j in left) if v]
        made += [f"r1v={self._verbs[right[0]]}"] if len(right) else []
        made += [f"l1v={self._verbs[left[-1]]}"] if len(left) else []
        if event_type:
            made += [f"type={event_type} head={noun}", f"type={event_type} headword={word}", f"type={event_type} va={after}"]
            made += [f"type={event_type} vb={before}", f"type={event_type} head={noun} form={number.form}"]
            made += [f"type={event_type} head={noun} vb={before}", f"type={event_type} head={noun} va={after}"]
        return made

    def _spoken(self, first: int, last: int) -> frozenset[str]:
        if self._last_spoken[0] != (first, last):  # the numbers of one quote ask for the same stretch
            self._last_spoken = ((first, last), frozenset(v for v in self._verbs[first:last] if v))
        return self._last_spoken[1]

    def _both_harms(self, left: range, right: range) -> bool:
        """ "killing and injuring scores", "dozens were killed or wounded": one number for the dead and the hurt together."""
        for window in (left[-3:], right[:7]):
            for j in window[:-2]:
                if self._words[j + 1] in ("and", "or", "/") and {self._verbs[j], self._verbs[j + 2]} == set(_KILL_AND_HURT):
                    return True
        return False

    def _verb(self, indexes: Iterable[int]) -> str:
        """The first cue word in the order given, and whether a clause ends before it."""
        ended = ""
        for j in indexes:
            if self._verbs[j]:
                return f"{self._verbs[j]}{ended}"
            if self._words[j] in _CLAUSE_ENDS:
                ended = "+"
        return "-"

    def _head(self, start: int, stop: int, reach: int) -> int | None:
        """The counted noun: the last of the first run of known nouns behind the number ("two police officers": officers)."""
        head = None
        for j in range(start, min(stop, start + reach)):
            word = self._words[j]
            if word in _CLAUSE_ENDS or word in (
                ".",
                "in",
                "on",
                "at",
                "by",
                "from",
                "to",
                "with",
                "for",
                "were",
                "was",
                "have",
                "had",
                "are",
                "is",
            ):
                break
            if self._nouns[j]:
                head = j
            elif head is not None:
                break
            elif word == "of" and j > start:
                continue
        return head

    def _index(self, offset: int) -> int:
        return bisect_left(self._starts, offset)

    def _stop(self, number: Number) -> int:
        return self._edges(number)[1]

    def _edges(self, number: Number) -> tuple[int, int]:
        """First token of the number's sentence and the first one past it."""
        if not self._sentences:
            return 0, len(self._starts)
        sentence = self._sentences[max(0, self.sentence(number.core.start))]
        return self._index(sentence.start), self._index(max(sentence.end, number.core.end))


def _bucket(number: Number) -> str:
    value = number.low if number.low is not None else number.high
    if value is None or value < 2:
        return str(value)
    if value != int(value):
        return "decimal"
    size = len(str(int(value)))
    return f"10^{size}" + ("" if number.low == number.high else "..")
