"""The speakers of one report in order: who spoke last, who stands around a quotation, who is meant by "he"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.extract.attribution import Attribution
from onrecord.records import Span

_FIRST_PERSON = frozenset("i we me us my our mine ours myself ourselves".split())
_SINGULAR = frozenset("he she him her his".split())
_THING = frozenset({"it", "its"})
_PLURAL = frozenset("they them their both".split())
_WHO = frozenset("who which".split())
# How far back, in characters, a pronoun may look for its speaker: a paragraph or two.
_REACH = 1500
# Characters between a quotation and its speaker's name at most: a verb and an aside.
_BESIDE = 60
_BODIES = frozenset(
    """ministry army observatory organisation organization agency committee council office group force forces command
    government party union movement front staff mission nations department centre center bureau commission coalition unit
    service company house embassy statement network association police authority administration brigade division television
    radio newspaper state republic kremlin pentagon""".split()
)
_MANY = frozenset(
    """residents officials activists witnesses rebels villagers medics doctors officers soldiers fighters militants sources
    people monitors diplomats groups forces authorities relatives survivors neighbours neighbors observers rescuers
    charities observers leaders commanders police two three""".split()
)


def is_first_person(words: str) -> bool:
    return words.lower() in _FIRST_PERSON


def is_vague(words: str) -> bool:
    """Whether the words are a possessive or the first person, which carry no run of speech from one sentence to the next."""
    return is_first_person(words) or words.lower() in ("his", "her", "its", "their", "this", "that")


def is_pronoun(words: str) -> bool:
    """Whether the words name nobody by themselves."""
    return words.lower() in _SINGULAR | _THING | _PLURAL | _WHO


class Speakers:
    """Named speakers by place."""

    def __init__(self, text: str, attributions: Sequence[Attribution]) -> None:
        self.text = text
        named = [a for a in attributions if a.mention is not None and a.voice == "named"]
        self._named = sorted(named, key=lambda a: a.mention or Span(0, 0))
        self._starts = [a.mention.start for a in self._named if a.mention]
        self._halves = {a.mention: a.speakers for a in named if a.mention and len(a.speakers) > 1}
        self._joint = sorted(self._halves)
        self._by_content = sorted(((c.start, c.end, n) for n, a in enumerate(self._named) for c in a.content))

    def _words(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def key(self, span: Span) -> str:
        """Words by which two mentions of one speaker are the same; a pronoun is its antecedent."""
        words = self._words(span)
        if is_pronoun(words):
            earlier = self.before(span)
            words = self._words(earlier) if earlier else words
        bare = [w for w in words.lower().replace("’", "'").split() if w not in ("the", "a", "an")]
        return bare[-1].removesuffix("'s").strip(".,") if bare else ""

    def halves(self, mention: Span) -> tuple[Span, ...]:
        """The two speakers of a joint mention, or of the one to which a single speaker belongs; else nothing."""
        if mention in self._halves:
            return self._halves[mention]
        at = bisect_left(self._joint, Span(mention.start, len(self.text) + 1)) - 1
        joint = self._joint[at] if at >= 0 else None
        if joint is None or not joint.contains(mention):
            return ()
        halves = self._halves[joint]
        return halves if sum(half.overlaps(mention) for half in halves) == 1 else ()

    def before(self, pronoun: Span) -> Span | None:
        """The last speaker before the pronoun that agrees with it in number and kind."""
        words = self._words(pronoun).lower()
        last: Span | None = None
        for one in (
            self._named[bisect_left(self._starts, pronoun.start) - 1 :: -1] if self._starts and self._starts[0] < pronoun.start else ()
        ):
            mention = one.mention
            if mention is None or pronoun.start - mention.end > _REACH:
                break
            named = self._words(mention)
            if is_pronoun(named) or is_first_person(named) or mention.end > pronoun.start:
                continue
            if _agrees(words, named):
                return mention
            last = last or mention
        return last if words in _WHO else None

    def outside(self, span: Span) -> Span | None:
        """The speaker of the words in which the stretch stands."""
        best: tuple[int, Span] | None = None
        at = bisect_right(self._by_content, (span.start, len(self.text) + 1, 0))
        for start, end, number in self._by_content[max(0, at - 12) : at]:
            mention = self._named[number].mention
            if (
                start <= span.start
                and span.end <= end
                and mention
                and not is_first_person(self._words(mention))
                and (best is None or end - start < best[0])
            ):
                best = (end - start, mention)
        return best[1] if best else None

    def of_quotation(self, quotation: Span, paragraphs: Sequence[Span]) -> Span | None:
        """Who is quoted: a speaker named in the same paragraph outside the quotation, else the last one of the paragraph before."""
        here = max(0, bisect_right(paragraphs, Span(quotation.start, len(self.text) + 1)) - 1)
        mine = self._between(paragraphs[here]) if paragraphs else []
        around = [m for m in mine if not quotation.contains(m) and max(m.start - quotation.end, quotation.start - m.end) < _BESIDE]
        if around:
            return min(around, key=lambda m: abs(m.start - quotation.end) if m.start >= quotation.end else abs(quotation.start - m.end))
        if here > 0 and paragraphs[here].start == quotation.start:
            earlier = self._between(paragraphs[here - 1])
            return earlier[-1] if earlier else None
        return None

    def _between(self, span: Span) -> list[Span]:
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [
            a.mention
            for a in self._named[first:last]
            if a.mention and not a.nested and a.frame in ("clause", "hearer", "label", "preposition", "quote")
        ]


def _agrees(pronoun: str, named: str) -> bool:
    words = [w.strip(".,").lower() for w in named.split()]
    if not words:
        return False
    body = any(w.removesuffix("'s") in _BODIES for w in words[-3:]) and words[0] not in ("spokesman", "spokeswoman")
    spokes = any(
        w
        in (
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "official",
            "director",
            "commander",
            "head",
            "chief",
            "minister",
            "officer",
            "source",
        )
        for w in words
    )
    many = any(w in _MANY for w in words[:2]) or (words[-1] in _MANY)
    if pronoun in _PLURAL:
        return many or not spokes
    if pronoun in _THING:
        return (body or named.isupper() or " " not in named.removeprefix("the ").removeprefix("The ")) and not spokes and not many
    if pronoun in _SINGULAR:
        return not many and (spokes or not body)
    return True
