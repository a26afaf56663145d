"""Features of a number, by which a trained table tells what it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extract.figures.context import CLAUSE_ENDS, FUNCTION_WORDS, Context
from onrecord.extract.figures.model import NO_COUNT
from onrecord.extract.figures.numbers import SINGULAR, Number
from onrecord.records import Span

REACH = 14  # tokens looked at on either side, never across a sentence's end
REMEMBERED = 40  # earlier numbers of the sentence that bear on the next
GAP = 7  # tokens between one number's noun and the next number that still tell how the two hang together
_BARE_BEFORE = frozenset("on in at from near of others more other were was had have".split())
_AUXILIARY = frozenset("was were is are be been being have has had also reportedly all later".split())
_COMPASS = re.compile(r"(?:north|south|east|west)")
_SAY = frozenset({"say"})
_KILL_AND_HURT = ("kill", "injure")
History = Sequence[tuple[Number, str]]  # the earlier numbers of a sentence and what each was found to count, nearest last


class Features:
    """Features of the numbers of one text. quote is the claim's stretch where one is known, event_type its type: what else the quote
    speaks of bears on its numbers too."""

    def __init__(self, context: Context, event_type: str | None = None, quote: Span | None = None) -> None:
        self.context, self.type, self.quote = context, event_type, quote
        self._first = self._last = 0
        self._spoken: list[str] = []
        self._explicit = 0
        if quote:
            self._first, self._last = context.index(quote.start), context.index(quote.end)
            self._spoken = sorted({v for v in context.verbs[self._first : self._last] if v})
            self._explicit = (
                sum(quote.contains(n.core) and n.form not in SINGULAR for n in context.numbers) if len(context.numbers) < 400 else 9
            )

    def of(self, number: Number, before: History) -> list[str]:
        """Features of one number; before holds what the earlier numbers of its sentence count."""
        context = self.context
        first, last = context.sentence_tokens(number)
        left = range(max(first, context.index(number.core.start) - REACH), context.index(number.span.start))
        at = context.index(number.core.end)
        right = range(at, min(last, at + REACH))
        before = before[-REMEMBERED:]
        counted = [label for _, label in before if label != NO_COUNT]
        made = ["bias", f"form={number.form}", f"value={_bucket(number)}", f"form={number.form} value={_bucket(number)}"]
        made += self._near_words(left, right)
        made += self._classes_around(left, right, number)
        made += self._structure(left, right, number)
        made += self._history(left, right, number, before, counted)
        made += ["killandhurt"] if self._both_harms(left, right) else []
        if self.type:
            made += [f"type={self.type}", f"type={self.type} form={number.form}"]
            made += [f"type={self.type} r1={context.stems[right[0]]}"] if right else []
        if self.quote:
            made += self._in_quote(number)
        return made

    def _in_quote(self, number: Number) -> list[str]:
        context, quote = self.context, self.quote
        if quote is None:
            return []
        head = context.head(context.index(number.core.end), self._last, 6)
        noun = context.nouns[head] if head is not None else "-"
        size = min((self._last - self._first) // 6, 5)
        made = ["inquote", f"inquote form={number.form}", f"quotesize={size} form={number.form}", f"inquote head={noun} form={number.form}"]
        for spoken in self._spoken:
            made += [f"q={spoken}", f"q={spoken} head={noun}", f"q={spoken} type={self.type}", f"q={spoken} head={noun} type={self.type}"]
        made += [f"qstart form={number.form}"] if number.core.start - quote.start < 12 else []
        made += [f"qnone head={noun} type={self.type}"] if not self._spoken else []
        made += [f"explicit={min(self._explicit, 4)} form={number.form}", f"explicit={min(self._explicit, 3)} type={self.type}"]
        return made

    def _near_words(self, left: range, right: range) -> list[str]:
        words, stems = self.context.words, self.context.stems
        made = [f"r{i}={stems[j]}" for i, j in enumerate(right[:4], 1)]
        made += [f"l{i}={words[j]}" for i, j in enumerate(reversed(left[-4:]), 1)]
        made += [f"r12={stems[right[0]]} {stems[right[1]]}"] if len(right) > 1 else []
        made += [f"l21={words[left[-2]]} {words[left[-1]]}"] if len(left) > 1 else []
        made += [f"rw={stems[j]}" for j in right[:8]]
        made += [f"r1={stems[right[0]]} l1={words[left[-1]]}"] if len(left) and len(right) else []
        made += [f"lw={words[j]}" for j in left[-8:]]
        return made

    def _classes_around(self, left: range, right: range, number: Number) -> list[str]:
        context, event_type = self.context, self.type
        head = context.head(right.start, right.stop, 6)
        noun = context.nouns[head] if head is not None else "-"
        word = context.stems[head] if head is not None else "-"
        after, before = context.verb(right), context.verb(reversed(left))
        made = [f"head={noun}", f"headword={word}", f"head={noun} form={number.form}"]
        made += [f"va={after}", f"vb={before}", f"va={after} vb={before}", f"head={noun} va={after}", f"head={noun} vb={before}"]
        made += [f"head={noun} va={after} vb={before}", f"headword={word} vb={before}", f"headword={word} va={after}"]
        # Each once, in order of the text: the order of a set of words changes from run to run, and with it the last digit of a sum.
        made += [f"vr={v}" for v in dict.fromkeys(context.verbs[j] for j in right) if v]
        made += [f"vl={v}" for v in dict.fromkeys(context.verbs[j] for j in left) if v]
        made += [f"r1v={context.verbs[right[0]]}"] if len(right) else []
        made += [f"l1v={context.verbs[left[-1]]}"] if len(left) else []
        if event_type:
            made += [f"type={event_type} head={noun}", f"type={event_type} headword={word}", f"type={event_type} va={after}"]
            made += [f"type={event_type} vb={before}", f"type={event_type} head={noun} form={number.form}"]
            made += [f"type={event_type} head={noun} vb={before}", f"type={event_type} head={noun} va={after}"]
        return made

    def _structure(self, left: range, right: range, number: Number) -> list[str]:
        """What the counted noun does or suffers: the verb right behind its phrase, the cue words nearest on either side that are no words
        of saying, and whether another number stands between."""
        context = self.context
        head = context.head(right.start, right.stop, 6)
        noun = context.nouns[head] if head is not None else "-"
        behind = (head + 1) if head is not None else right.start
        passive, j = "", behind
        while j < right.stop and context.words[j] in _AUXILIARY:
            passive, j = "be", j + 1
        does = (
            (context.verbs[j] or (context.words[j] if context.words[j] in FUNCTION_WORDS or context.words[j] in CLAUSE_ENDS else "word"))
            if j < right.stop
            else "end"
        )
        made = [f"does={passive} {does}", f"does={passive} {does} head={noun}"]
        made += [f"doesword={passive} {context.words[j]}"] if j < right.stop else []
        made += [f"does={passive} {does} type={self.type}"] if self.type else []
        following = context.next_number(number)
        limit = context.index(following.span.start) if following else right.stop
        far = context.verb(range(behind, right.stop), _SAY)
        crossed = "#" if following and far != "-" and context.verb(range(behind, min(limit, right.stop)), _SAY) == "-" else ""
        near = context.verb(reversed(left), _SAY)
        made += [f"aft={far}{crossed}", f"bef={near}", f"aft={far}{crossed} bef={near} head={noun}"]
        near_at = next((i for i, j in enumerate(reversed(left)) if context.verbs[j] and context.verbs[j] != "say"), None)
        if near_at is not None:
            made += [f"bef={near} d={min(near_at, 4)}", f"bef={near} d={min(near_at, 4)} head={noun}"]
        if noun == "distance" and head is not None:
            way = self._way(head + 1, right.stop)
            made += [f"way={way}", f"way={way} type={self.type}", f"way={way} bef={near}"]
        return made

    def _way(self, at: int, stop: int) -> str:
        """The word behind a distance, past "(15 miles)"; the points of the compass are one."""
        words = self.context.words
        if at < stop and words[at] == "(":
            at = next((j + 1 for j in range(at, min(stop, at + 6)) if words[j] == ")"), stop)
        if at >= stop:
            return "end"
        return "compass" if _COMPASS.match(words[at]) else words[at]

    def _history(self, left: range, right: range, number: Number, before: History, counted: Sequence[str]) -> list[str]:
        context = self.context
        previous = counted[-1] if counted else "-"
        joined = context.words[left[-1]] if left else "-"
        made = [f"prev={previous}", f"prev={previous} l1={joined}"]
        made += [f"any={p}" for p in dict.fromkeys(counted[-REACH:])]
        made += [f"type={self.type} prev={previous}"] if self.type else []
        bare = not right or context.words[right[0]] in CLAUSE_ENDS or context.words[right[0]] in _BARE_BEFORE
        made += [f"bare prev={previous}", f"bare prev={previous} type={self.type}"] if bare else []
        if before:
            made += self._since(*before[-1], number)
            again = next(
                (
                    label
                    for n, label in reversed(before[-REACH:])
                    if (n.low, n.high) == (number.low, number.high) and n.form not in SINGULAR
                ),
                None,
            )
            made += [f"again={again}"] if again and number.form not in SINGULAR else []
        elif bare and not counted:
            first, _ = context.sentence_tokens(number)
            made += [f"earlier={v}" for v in dict.fromkeys(context.verbs[max(0, first - 30) : first]) if v]
        return made

    def _since(self, last: Number, label: str, number: Number) -> list[str]:
        """How the number hangs together with the one before it: the few words between, nouns by their class."""
        context = self.context
        head = context.head_of(last)
        start = head + 1 if head is not None else context.index(last.core.end)
        stop = context.index(number.span.start)
        own = context.head_of(number)
        noun = context.nouns[own] if own is not None else "-"
        same = "same" if head is not None and own is not None and context.stems[head] == context.stems[own] else "-"
        made = [f"last={label}", f"last={label} {same}", f"last={label} head={noun}"]
        if 0 <= stop - start <= GAP:
            between = " ".join(context.verbs[j] or context.words[j] for j in range(start, stop))
            made += [f"between={between}", f"between={between} last={label}", f"between={between} last={label} head={noun}"]
        return made

    def _both_harms(self, left: range, right: range) -> bool:
        """ "killing and injuring scores", "dozens were killed or wounded": one number for the dead and the hurt together."""
        words, verbs = self.context.words, self.context.verbs
        for window in (left[-3:], right[:7]):
            for j in window[:-2]:
                if words[j + 1] in ("and", "or", "/") and {verbs[j], verbs[j + 2]} == set(_KILL_AND_HURT):
                    return True
        return False


def _bucket(number: Number) -> str:
    value = number.low if number.low is not None else number.high
    if value is None or value < 2:
        return str(value)
    if value != int(value):
        return "decimal"
    size = len(str(int(value)))
    return f"10^{size}" + ("" if number.low == number.high else "..")
