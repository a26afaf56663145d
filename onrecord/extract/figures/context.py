"""What stands around the numbers of a text: its words with their classes, its sentences, and the noun phrase behind a number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from onrecord.extract.figures.joined import join_relations
from onrecord.extract.figures.lexicon import noun_class, stem, verb_classes
from onrecord.extract.figures.numbers import SINGULAR, Number, find_numbers
from onrecord.extract.text import sentences
from onrecord.records import Span

_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[%$€£,;:().\"“”]")
HEAD_REACH = 6  # tokens within which the counted noun stands
ARTICLE_REACH = 4
CLAUSE_ENDS = frozenset(", ; : ( ) and but while as when after before which who whom".split())
_NO_PHRASE = frozenset(". in on at by from to with for were was have had are is".split())
NAME = "<name>"
FUNCTION_WORDS = frozenset(
    "the a an in on at of by for from to with and or but he she they it we i his her their its our there this that these those "
    "some all both another other others about around nearly almost at least more over up no not as after before when while since "
    "only most many".split()
)
_COUNTABLE = frozenset(
    {"person", "fighter", "vehicle", "building", "site", "strike", "shell", "place", "group", "weapon", "animal", "thing"}
)
PEOPLE = frozenset({"person", "fighter"})
_SINGULAR_NOUNS: dict[str, frozenset[str]] = {
    **dict.fromkeys("killed injured missing abducted arrested displaced evacuated besieged fighters".split(), PEOPLE),
    **dict.fromkeys(("vehicles", "vehicles_destroyed"), frozenset({"vehicle"})),
    "buildings": frozenset({"building", "site"}),
    "sites_destroyed": frozenset({"site", "building"}),
    "strikes": frozenset({"strike"}),
    "shells": frozenset({"shell", "vehicle"}),
}
_OFTEN_FIRST = frozenset({"group", "place", "thing", "event"})
# In the annotated reports one in a hundred numbers with such a noun counts people.
_THINGS = frozenset("vehicle place shell building distance strike site percent money weight weapon stuff".split())
_IRREGULAR = ("men", "children", "people", "police", "personnel")  # "his men", "the people" are never one
_DOERS = frozenset({"bomber", "attacker", "assailant", "gunman"})
_NO_ONE = frozenset({"death", "dead", "life", "number", "toll"})  # "a heavy death toll" is not one dead
_DEFINITE = frozenset({"person", "fighter", "vehicle", "building", "site"})


class Context:
    """One text's words, sentences and numbers. `words` are in lower case, names are all NAME; `stems`, `nouns` (class or None) and
    `verbs` (class or None) stand beside them, one each a token; `spans` says where."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [m.span() for m in _TOKEN.finditer(text)]
        self._starts = [s for s, _ in self.spans]
        raw = [text[s:e] for s, e in self.spans]
        self.words = [w.lower() for w in raw]
        self.stems = [stem(w) for w in self.words]
        verbs = verb_classes()
        self.nouns = [noun_class(w) for w in raw]
        self.verbs = [verbs.get(w) for w in self.words]
        # Names say nothing general about what is counted: places and actors are one word to the table.
        for i, word in enumerate(raw):
            named = any(c.isupper() for c in word)  # "al-Masri" too
            if named and not (self.nouns[i] or self.verbs[i]) and self.words[i] not in FUNCTION_WORDS:
                self.words[i] = self.stems[i] = NAME
        self._sentences = sentences(text)
        self._sentence_starts = [s.start for s in self._sentences]
        self.numbers = join_relations(text, [n for n in find_numbers(text) if self.counts(n)], self.is_person)
        self._number_starts = [n.core.start for n in self.numbers]

    def sentence(self, at: int) -> int:
        """Number of the sentence in which a code point stands; numbers of one sentence bear on each other."""
        return bisect_left(self._sentence_starts, at + 1) - 1

    def sentence_tokens(self, number: Number) -> tuple[int, int]:
        """First token of the number's sentence and the first one past it."""
        if not self._sentences:
            return 0, len(self._starts)
        sentence = self._sentences[max(0, self.sentence(number.core.start))]
        return self.index(sentence.start), self.index(max(sentence.end, number.core.end))

    def index(self, offset: int) -> int:
        """The first token that begins at or past a code point."""
        return bisect_left(self._starts, offset)

    def next_number(self, number: Number) -> Number | None:
        """The number that follows this one in the text."""
        at = bisect_left(self._number_starts, number.core.start + 1)
        return self.numbers[at] if at < len(self.numbers) else None

    def counts(self, number: Number) -> bool:
        """Whether the number may count something at all: an article needs a countable noun close behind it."""
        if number.form not in SINGULAR:
            return True
        at = self.index(number.core.end)
        head = self.head(at, self.sentence_tokens(number)[1], ARTICLE_REACH)
        if head is None:
            return False
        allowed = _COUNTABLE if number.form == "article" else _DEFINITE
        plural = self.stems[head] != self.words[head] or self.words[head].endswith(_IRREGULAR)
        return self.nouns[head] in allowed and not plural

    def may_count(self, number: Number, what: str) -> bool:
        """Whether the noun behind a number can be what is counted: "an air strike killed 15" is not one killed, "520 strikes" neither."""
        if number.form == "fraction":
            return what in ("percent_controlled", "other")
        if what not in _SINGULAR_NOUNS:
            return True
        head = self.head_of(number)
        if number.form not in SINGULAR:
            return head is None or self.nouns[head] not in _THINGS or _SINGULAR_NOUNS[what] != PEOPLE
        return (
            head is not None
            and self.nouns[head] in _SINGULAR_NOUNS[what]
            and self.stems[head] not in _DOERS
            and self.stems[head] not in _NO_ONE
        )

    def is_person(self, number: Number) -> bool:
        """Whether the noun behind the number names people."""
        head = self.head_of(number)
        return head is not None and self.nouns[head] in PEOPLE

    def speaks_of(self, verb_class: str, span: Span) -> bool:
        """Whether a cue word of this class stands in the stretch."""
        return verb_class in self.verbs[self.index(span.start) : self.index(span.end)]

    def noun_phrase(self, number: Number) -> Span | None:
        """The words that follow a number up to and with its head noun: "government soldiers" after "12"; None without a known noun."""
        at = self.index(number.core.end)
        head = self.head_of(number)
        if head is None or self.nouns[head] in ("time", "distance", "percent"):
            return None
        while at < head and self.words[at] in ("of", "the", "its", "their", "his", "more", "other"):
            at += 1
        return Span(self._starts[at], self.spans[head][1])

    def unit(self, number: Number) -> str | None:
        """The stem of the word right behind the number."""
        at = self.index(number.core.end)
        return self.stems[at] if at < len(self.stems) else None

    def head_of(self, number: Number) -> int | None:
        """The token of the noun that a number counts."""
        return self.head(self.index(number.core.end), self.sentence_tokens(number)[1], HEAD_REACH)

    def head(self, start: int, stop: int, reach: int) -> int | None:
        """The counted noun: the last of the first run of known nouns behind the number ("two police officers": officers)."""
        head = None
        for j in range(start, min(stop, start + reach)):
            word = self.words[j]
            if word in ("and", "or") and (head is None or self.nouns[head] in _OFTEN_FIRST) and self._goes_on(j + 1, stop):
                head = None  # "70 regime and rebel fighters": the noun stands after the second of two adjectives
                continue
            if word in CLAUSE_ENDS or word in _NO_PHRASE:
                break
            if self.nouns[j]:
                head = j
            elif head is not None:
                break
        return head

    def _goes_on(self, start: int, stop: int) -> bool:
        return any(self.nouns[j] in PEOPLE and self.words[j] != self.stems[j] for j in range(start, min(stop, start + 3)))

    def verb(self, indexes: Iterable[int], past: frozenset[str] = frozenset()) -> str:
        """The first cue word in the order given, with "+" where a clause ends before it; past: classes to look past."""
        ended = ""
        for j in indexes:
            kind = self.verbs[j]
            if kind and kind not in past:
                return f"{kind}{ended}"
            if self.words[j] in CLAUSE_ENDS:
                ended = "+"
        return "-"
