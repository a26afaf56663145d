"""Attributions inside one unit: subject, reporting verb, what was said; and what is given to a speaker by other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.extract.attribution.cues import Cue, find_cues, modality_of
from onrecord.extract.attribution.model import Attribution
from onrecord.extract.attribution.phrases import Range, is_gerund, phrase_after, phrase_before, skip_back, subject_before
from onrecord.extract.attribution.relays import relays, split_joint
from onrecord.extract.attribution.tokens import Token, Unit, is_auxiliary, is_finite
from onrecord.records import Span
from onrecord.vocab import load

_END = frozenset(".!?;…")
_PAUSE = frozenset({",", "—", "–", ":", "(", ")"}) | _END
# "said on Sunday that", "said in a statement that": what may stand between the verb and what was said
_ASIDE_STARTS = frozenset("on in at late early during via through by from to after last this yesterday today earlier later when as".split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source by token positions: the whole stretch and its naming part."""

    whole: Range
    name: Range


def find_in(text: str, unit: Unit) -> list[Attribution]:
    """The attributions of a unit, in the order of their cues."""
    return list(_Scan(text, unit).run())


class _Scan:
    """One pass over a unit. Keeps the last speaker and where the last content ended."""

    def __init__(self, text: str, unit: Unit) -> None:
        self.text = text
        self.tokens = unit.tokens
        self.cues = find_cues(unit.tokens)
        self.last: Speaker | None = None
        self.done = 0  # tokens before this position belong to an attribution that is closed

    def run(self) -> Iterator[Attribution]:
        for number, cue in enumerate(self.cues):
            found = self._passive(cue) if cue.form == "passive" else self._active(cue, number)
            if found:
                yield found
        yield from _prepositions(self.text, self.tokens)
        yield from _nouns(self.text, self.tokens)

    # --- who ---

    def _speaker(self, cue: Cue) -> tuple[Speaker | None, bool]:
        """(speaker, inverted): the subject before the verb or after it, else the speaker the clause goes on with."""
        tokens = self.tokens
        if cue.form == "finite":
            inverted = self._inverted(cue)
            if inverted:
                return inverted, True
            at = skip_back(tokens, cue.first)
            if at and tokens[at - 1].lower in ("and", "but", "or", "then", "yet"):
                return self.last or _clause_subject(tokens, at), False
            found = subject_before(tokens, cue.first)
            if found and _can_speak(tokens, found[1]):
                return Speaker(*found), False
            if at and tokens[at - 1].lower == ",":
                return self.last or _clause_subject(tokens, at), False
            return None, False
        before = tokens[cue.first - 1] if cue.first else None
        if cue.form == "gerund" and before is not None and before.kind == "word":
            if before.lower in ("after", "before", "while", "by", "in", "when") and cue.first <= 2:
                return self._subject_ahead(cue), False
            if before.capital or before.lower in load.grammar("pronouns"):
                found = subject_before(tokens, cue.first)  # "footage of Trump saying"
                if found and _can_speak(tokens, found[1]):
                    return Speaker(*found), False
        return self.last or _clause_subject(tokens, cue.first), False

    def _subject_ahead(self, cue: Cue) -> Speaker | None:
        """ "After saying that ..., she left": the subject stands behind the comma."""
        tokens = self.tokens
        for k in range(cue.past, min(len(tokens) - 1, cue.past + 40)):
            if tokens[k].lower == "," or tokens[k].kind == "quote":
                found = phrase_after(tokens, k + 1)
                past = found[0][1] if found else 0
                if found and past < len(tokens) and is_finite(tokens, past):
                    return Speaker(*found)
        return None

    def _inverted(self, cue: Cue) -> Speaker | None:
        """ "..., said X": something was said before the verb, and a name stands behind it."""
        tokens, i = self.tokens, cue.first
        if "clause" not in cue.frames or i == 0:
            return None
        before = tokens[i - 1]
        if not (before.kind == "quote" or before.lower in (",", "—", "–", '"', "”", "?", "!")):
            return None
        if (
            before.kind != "quote"
            and not any(is_finite(tokens, k) for k in range(max(self.done, i - 40), i - 1))
            and not _has_quote(tokens, self.done, i)
        ):
            return None
        if cue.past >= len(tokens):
            return None
        following = tokens[cue.past]
        if following.kind == "quote" or following.lower in ("that", "on", "in", "at", "it", "there", "they") and following.lower != "they":
            return None
        found = phrase_after(tokens, cue.past)
        if not found or not _can_speak(tokens, found[1]):
            return None
        past = found[0][1]
        # A finite verb right behind the phrase makes it the subject of what was said: "Ahmed, a farmer, said troops entered".
        if past < len(tokens) and (is_finite(tokens, past) and tokens[past].lower not in ("who",)):
            return None
        return Speaker(*found)

    # --- what ---

    def _active(self, cue: Cue, number: int) -> Attribution | None:
        if cue.form == "infinitive" and cue.lemma.replace(" ", "_") not in _PURPOSES:
            return None
        speaker, inverted = self._speaker(cue)
        tokens = self.tokens
        at = speaker.whole[1] if inverted and speaker else cue.past
        frame, start, hearer = self._frame(cue, at)
        if speaker is None and not (cue.form == "gerund" and frame == "clause"):
            return None
        content: list[Range]
        if frame == "" and "clause" in cue.frames | ({"clause"} if "hearer" in cue.frames else set()):
            content = self._before(cue, speaker, inverted)
            frame = "hearer" if hearer else "clause"
            resume = _resume(tokens, start, number, self.cues)
            if resume:
                content.append(resume)
        elif frame == "":
            content = []
        else:
            stop = self._stop(cue, number, start, frame)
            content = [(start, stop)] if stop > start else []
            if content and _has_quote_only(tokens, content[0]) and inverted is False and self._quote_before(cue, speaker):
                content = [*self._before(cue, speaker, inverted), *content]
        ends = tokens[-1].lower == ":" and start >= len(tokens) - 1
        if speaker is None or not (content or ends):
            return None
        if cue.form in ("finite", "gerund"):
            self.last = speaker
        self.done = max(self.done, cue.past if not inverted else at)
        return self._made(cue, speaker, content, frame, hearer)

    def _frame(self, cue: Cue, at: int) -> tuple[str, int, Range | None]:
        """(frame, where the content starts, the hearer). Frame "" means that what was said stands before the verb."""
        tokens = self.tokens
        hearer: Range | None = None
        if "hearer" in cue.frames or "hearer_infinitive" in cue.frames:
            found = phrase_after(tokens, at, apposition=False)
            if found:
                past = found[0][1]
                after = _past_aside(tokens, past)
                if "hearer_infinitive" in cue.frames and (
                    _is_infinitive(tokens, past)
                    or (past < len(tokens) and tokens[past].lower == "not" and _is_infinitive(tokens, past + 1))
                ):
                    return "hearer_infinitive", at, found[0]
                if "hearer" in cue.frames and (cue.lemma in _TELLING or _a_person(tokens, found[0])):
                    hearer = found[0]
                    if after >= len(tokens) or tokens[after].lower in _END or tokens[after].lower in (",", "—", "–", "as"):
                        quote = after + 1 < len(tokens) and tokens[after].lower == "," and tokens[after + 1].kind == "quote"
                        return ("hearer", after + 1, hearer) if quote and cue.lemma in ("tell", "ask") else ("", after, hearer)
                    if tokens[after].lower == ":":
                        return "hearer", after + 1, hearer
                    if cue.lemma in _TELLING or tokens[after].lower == "that" or tokens[after].kind == "quote":
                        return "hearer", after, hearer
                    if tokens[past].lower in ("of", "about") and cue.lemma in ("tell", "inform", "warn"):
                        return "object", past, hearer
        after = _past_aside(tokens, at)
        if after >= len(tokens):
            return "", after, None
        following = tokens[after]
        if "infinitive" in cue.frames and (
            _is_infinitive(tokens, after) or (following.lower == "not" and _is_infinitive(tokens, after + 1))
        ):
            return "infinitive", after, None
        if following.lower == ":":
            return ("clause", after + 1, None) if after + 1 < len(tokens) else ("", after, None)
        if (
            following.lower == ","
            and after + 1 < len(tokens)
            and tokens[after + 1].kind == "quote"
            and "clause" in cue.frames
            and not _has_quote(tokens, self.done, cue.first)
        ):
            return "clause", after + 1, None
        if following.lower in _PAUSE or following.lower in ("as", "while", "after", "before", "who", "when", "and", "but", "because"):
            return "", after, None
        if "clause" in cue.frames and self._clause_follows(after, cue):
            return "clause", after, None
        if "object" in cue.frames and cue.past == at and _object_follows(tokens, at):
            return "object", at, None
        if "clause" in cue.frames and cue.lemma in ("say", "announce", "report", "state", "add", "claim") and cue.form != "infinitive":
            return "clause", after, None
        return "", after, None

    def _clause_follows(self, at: int, cue: Cue) -> bool:
        """Whether a clause or a quotation begins at the position: "that", a mark of quotation, or a verb within reach."""
        tokens = self.tokens
        if cue.lemma in load.reporting().strict:
            return (
                tokens[at].lower in _OPENS_CLAUSE
                or tokens[at].kind == "quote"
                or (tokens[at].lower in load.grammar("pronouns") and at + 1 < len(tokens) and is_finite(tokens, at + 1))
            )
        if (
            tokens[at].lower in ("that", "there", "it", "how", "why", "what", "whether", "he", "she", "they", "we", "i", "if")
            or tokens[at].kind == "quote"
        ):
            return True
        if cue.lemma in ("say", "state", "insist", "argue", "claim", "maintain", "believe", "think"):
            return any(is_finite(tokens, k) for k in range(at + 1, min(len(tokens), at + 25)))
        for k in range(at + 1, min(len(tokens), at + 14)):
            if tokens[k].lower in _PAUSE or tokens[k].lower in ("who", "which", "that", "as", "for", "over", "after"):
                return False
            if is_finite(tokens, k):
                return True
        return False

    def _quote_before(self, cue: Cue, speaker: Speaker | None) -> bool:
        first = speaker.whole[0] if speaker else cue.first
        k = first - 1
        while k >= self.done and tokens_mark(self.tokens[k]):
            k -= 1
        return k >= self.done and self.tokens[k].kind == "quote"

    def _before(self, cue: Cue, speaker: Speaker | None, inverted: bool) -> list[Range]:
        """What was said, where it stands before the speaker."""
        end = cue.first if inverted or speaker is None or speaker.whole[0] > cue.first or speaker is self.last else speaker.whole[0]
        start = self.done
        tokens = self.tokens
        while end > start and tokens[end - 1].lower in (",", "—", "–", "as", "and", "but"):
            end -= 1
        while start < end and (tokens[start].lower in _PAUSE or (start and tokens[start].lower in ("and",))):
            start += 1
        return [(start, end)] if end > start and _says_something(tokens, start, end) else []

    def _stop(self, cue: Cue, number: int, start: int, frame: str) -> int:
        """Where the content ends: with the unit, with a clause of another speaker, or at the next verb of the same one."""
        tokens = self.tokens
        end = len(tokens)
        while end > start and tokens[end - 1].lower in _END:
            end -= 1
        for later in self.cues[number + 1 :]:
            if later.first <= start:
                continue
            cut = _cut_before(tokens, later, start)
            if cut is not None:
                end = min(end, cut)
                break
        if frame == "object":
            end = min(end, _object_end(tokens, start, end))
        elif frame in ("infinitive", "hearer_infinitive"):
            end = min(end, _clause_end(tokens, start, end))
        else:
            end = min(end, _according(tokens, start, end))
        while end > start and tokens[end - 1].lower in (",", "—", "–", "and", "but", ";", ":"):
            end -= 1
        return end

    # --- passive ---

    def _passive(self, cue: Cue) -> Attribution | None:
        """ "it was reported that ...", "X is said to have ...", "X was accused of ... by Y"."""
        tokens = self.tokens
        if tokens[cue.past - 1].lower not in load.reporting().passives and "object" not in cue.frames and "hearer" not in cue.frames:
            return None
        subject = subject_before(tokens, cue.first)
        after = cue.past
        if subject is None or after >= len(tokens):
            return None
        owner = _by(tokens, after)
        start = owner.whole[1] if owner else after
        word = tokens[start].lower if start < len(tokens) else ""
        if tokens[subject[1][0]].lower == "it" and word == "that":
            content = [(start, self._stop(cue, self.cues.index(cue), start, "clause"))]
        elif word in ("to", "as", "of", "for") and (
            cue.lemma in ("accuse", "blame") or tokens[cue.past - 1].lower in load.reporting().passives
        ):
            content = [subject[0], (start, self._stop(cue, self.cues.index(cue), start, "clause"))]
        elif owner and "object" in cue.frames:
            content = [subject[0]]
        else:
            return None
        return self._made(cue, owner, content, "passive", None)

    # --- records ---

    def _made(self, cue: Cue, speaker: Speaker | None, content: list[Range], frame: str, hearer: Range | None) -> Attribution:
        tokens = self.tokens
        first = cue.first
        spans = tuple(_span(tokens, r) for r in content)
        return Attribution(
            source=(_span(tokens, speaker.whole),) if speaker else (),
            mention=_span(tokens, speaker.name) if speaker else None,
            speakers=split_joint(tokens, speaker.name) if speaker else (),
            cue=(_span(tokens, (first, cue.past)),),
            content=spans,
            voice="named" if speaker else "unattributed",
            modality=modality_of(cue.lemma, frame),
            via=relays(tokens, cue.first, content, hearer),
            frame=frame,
            lemma=cue.lemma,
        )


def tokens_mark(token: Token) -> bool:
    return token.kind == "mark"


def _span(tokens: Sequence[Token], found: Range) -> Span:
    return Span(tokens[found[0]].start, tokens[found[1] - 1].end)


def _has_quote(tokens: Sequence[Token], first: int, past: int) -> bool:
    return any(t.kind == "quote" for t in tokens[first:past])


def _has_quote_only(tokens: Sequence[Token], found: Range) -> bool:
    return tokens[found[0]].kind == "quote"


def _says_something(tokens: Sequence[Token], start: int, end: int) -> bool:
    return _has_quote(tokens, start, end) or (end - start >= 3 and any(is_finite(tokens, k) for k in range(start, end)))


# "flew to Paris to call for ...": verbs whose infinitive says what somebody came out with
_PURPOSES = frozenset(
    (
        "demand urge warn denounce condemn protest announce say deny criticise criticize accuse praise insist declare propose "
        "pledge promise acknowledge admit argue call<for call<on call<upon appeal<for ask<for complain<about complain<of speak<of"
    )
    .replace("<", "_")
    .split()
)
_OPENS_CLAUSE = frozenset({"that", "how", "why", "what", "whether", "there"})
_TELLING = frozenset({"tell", "inform", "assure", "remind", "notify", "advise", "brief"})


def _a_person(tokens: Sequence[Token], found: Range) -> bool:
    return (
        tokens[found[0]].capital
        or tokens[found[0]].lower in load.grammar("pronouns")
        or tokens[found[1] - 1].lower in load.reporting().hearers_only
    )


_CANNOT_SPEAK = frozenset("there that this what which it's whatever how why thing".split())


def _can_speak(tokens: Sequence[Token], name: Range) -> bool:
    words = [t for t in tokens[name[0] : name[1]] if t.kind == "word"]
    if not words or words[-1].lower in _CANNOT_SPEAK:
        return False
    return any(t.lower not in load.grammar("prepositions") for t in words)


def _clause_subject(tokens: Sequence[Token], before: int) -> Speaker | None:
    """The subject of the clause that leads up to the position: the phrase before its first finite verb."""
    for k in range(1, min(before, 40)):
        if is_finite(tokens, k):
            found = subject_before(tokens, k)
            return Speaker(*found) if found and _can_speak(tokens, found[1]) else None
    return None


def _is_infinitive(tokens: Sequence[Token], i: int) -> bool:
    if i + 1 >= len(tokens) or tokens[i].lower != "to":
        return False
    following = tokens[i + 1]
    return (
        following.kind == "word"
        and not following.capital
        and following.lower not in load.grammar("determiners")
        and not following.lower.endswith("s")
    )


def _past_aside(tokens: Sequence[Token], i: int) -> int:
    """Past "on Sunday", "in a statement", "at a news conference in Geneva" and the like."""
    for _ in range(4):
        if i >= len(tokens):
            return i
        word = tokens[i].lower
        if word in load.grammar("time_words") and not (word in ("may", "march", "second") and not tokens[i].capital):
            i += 1
        elif word in load.grammar("adverbs") and word not in ("all", "both", "since", "not", "even", "only"):
            i += 1
        elif word.endswith("ly") and len(word) > 4 and not tokens[i].capital:
            i += 1
        elif word in _ASIDE_STARTS and not (word == "to" and _is_infinitive(tokens, i)):
            past = _aside_end(tokens, i)
            if past == i:
                return i
            i = past
        else:
            return i
    return i


def _aside_end(tokens: Sequence[Token], i: int) -> int:
    """Where a prepositional aside ends: before "that", a quotation or a mark; i itself where a new clause starts inside it."""
    k = i + 1
    limit = min(len(tokens), i + 14)
    while k < limit:
        here = tokens[k]
        if here.kind == "quote" or here.lower in ("that", ":") or here.lower in _END:
            return k
        if here.lower == ",":
            return k
        if is_finite(tokens, k):
            return _time_aside(tokens, i)
        k += 1
    return k if k == len(tokens) else _time_aside(tokens, i)


def _time_aside(tokens: Sequence[Token], i: int) -> int:
    """ "on Sunday", "late on Monday", "in a statement": short asides that end by themselves."""
    k = i + 1
    if k < len(tokens) and tokens[k].lower in ("a", "an", "the"):
        k += 1
    if k < len(tokens) and (
        tokens[k].lower in load.grammar("time_words")
        or tokens[k].lower in ("statement", "interview", "tweet", "briefing", "report", "letter")
    ):
        k += 1
        while k < len(tokens) and (tokens[k].lower in load.grammar("time_words") or tokens[k].kind == "number"):
            k += 1
        return k
    return i


def _object_follows(tokens: Sequence[Token], i: int) -> bool:
    if i >= len(tokens):
        return False
    here = tokens[i]
    return here.kind in ("word", "quote", "number") and here.lower not in ("to", "in", "at", "by", "with", "from", "and", "or", "as", "on")


def _object_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """An object ends at a comma that opens a new clause, or at a joining word."""
    for k in range(start + 1, end):
        word = tokens[k].lower
        if word in (";", "—", "–", ":"):
            return k
        if (
            word == ","
            and k + 1 < end
            and (
                is_gerund(tokens[k + 1])
                or tokens[k + 1].lower in ("and", "but", "who", "which", "while", "as", "after", "with", "where")
                or is_finite(tokens, k + 1)
            )
        ):
            return k
        if word in ("while", "after", "before", "when", "because", "but", "although", "though") or (
            word == "and" and k + 1 < end and is_finite(tokens, k + 1)
        ):
            return k
    return end


def _clause_end(tokens: Sequence[Token], start: int, end: int) -> int:
    for k in range(start + 1, end):
        word = tokens[k].lower
        if word in (";", "—", "–"):
            return k
        if (
            word == ","
            and k + 1 < end
            and (is_gerund(tokens[k + 1]) or tokens[k + 1].lower in ("but", "while", "as", "who", "which", "although", "and"))
        ):
            return k
        if word in ("but", "although", "while"):
            return k
    return end


def _according(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where ", according to X" begins, which opens an attribution of its own."""
    for k in range(start + 1, end - 1):
        if tokens[k].lower == "according" and tokens[k + 1].lower == "to":
            return k
    return end


def _cut_before(tokens: Sequence[Token], later: Cue, start: int) -> int | None:
    """Where the content must stop before a later cue: ", adding that", ", but the army said", "and warned that"; None: it goes on."""
    before = tokens[later.first - 1].lower
    if later.form == "gerund" and before in (",", "and", "—"):
        return later.first - 1 if later.lemma in _CONTINUING else None
    if later.form != "finite" or "clause" not in later.frames and "hearer" not in later.frames:
        return None
    if before in ("and", "but") and later.lemma in _CONTINUING:
        return later.first - 1
    subject = subject_before(tokens, later.first)
    if subject is None or subject[0][0] <= start:
        return None
    k = subject[0][0] - 1
    if tokens[k].lower in ("while", "but", "although", "whereas", "though", "as") and k > start + 1:
        return k
    if tokens[k].lower == "," and later.past < len(tokens) and tokens[later.past].lower in (",", "—") and k > start:
        return k
    if tokens[k].lower == "and" and k > start + 2 and later.lemma in ("say", "tell", "add", "claim", "report"):
        return k
    return None


_CONTINUING = frozenset(
    "add say claim warn note stress call insist tell describe argue explain accuse state blame urge point<out promise vow allege demand deny".split()
)


def _resume(tokens: Sequence[Token], at: int, number: int, cues: Sequence[Cue]) -> Range | None:
    """What was said after the speaker: "A, X said, B"."""
    if at >= len(tokens) - 1 or tokens[at].lower not in (",", "—", "–", ".", ":"):
        return None
    start = at + 1
    following = tokens[start]
    if following.kind == "quote":
        return (start, start + 1)
    if tokens[at].lower in (".", ":"):
        return None
    if (
        following.lower in load.grammar("breaking")
        and following.lower not in ("that", "so")
        or is_gerund(following)
        or following.lower in ("with", "according", "and", "speaking", "in", "on", "at", "during")
    ):
        return None
    end = len(tokens)
    while end > start and tokens[end - 1].lower in _END:
        end -= 1
    for later in cues[number + 1 :]:
        if later.first > start:
            cut = _cut_before(tokens, later, start)
            if cut is not None:
                end = min(end, cut)
                break
    return (start, end) if end - start >= 2 and any(is_finite(tokens, k) or is_auxiliary(tokens[k]) for k in range(start, end)) else None


def _by(tokens: Sequence[Token], at: int) -> Speaker | None:
    if at < len(tokens) and tokens[at].lower == "by":
        found = phrase_after(tokens, at + 1)
        return Speaker(*found) if found else None
    return None


# --- prepositions and nouns -----------------------------------------------------------------------------------------


def _prepositions(text: str, tokens: Sequence[Token]) -> Iterator[Attribution]:
    """ "according to X, ...", "..., according to X"."""
    openings = [p.split() for p in load.reporting().source_follows]
    firsts = {p[0] for p in openings}
    for i in range(len(tokens)):
        if tokens[i].lower not in firsts:
            continue
        for opening in openings:
            past = i + len(opening)
            if [t.lower for t in tokens[i:past]] != opening or past >= len(tokens):
                continue
            found = phrase_after(tokens, past)
            if not found:
                continue
            content = _rest(tokens, i, found[0][1])
            if content:
                speaker = Speaker(*found)
                yield Attribution(
                    source=(_span(tokens, speaker.whole),),
                    mention=_span(tokens, speaker.name),
                    speakers=split_joint(tokens, speaker.name),
                    cue=(_span(tokens, (i, past)),),
                    content=tuple(_span(tokens, r) for r in content),
                    via=relays(tokens, i, content, None),
                    frame="preposition",
                    lemma=" ".join(opening),
                )
            break


def _rest(tokens: Sequence[Token], first: int, past: int) -> list[Range]:
    """The clause around an attribution that stands at its head or its end."""
    end = len(tokens)
    while end > past and tokens[end - 1].lower in _END:
        end -= 1
    stop = first
    while stop > 0 and tokens[stop - 1].lower in (",", "—", "–", "("):
        stop -= 1
    if stop >= 3:
        start = 0
        # The clause only, where an earlier part of the sentence is closed by a semicolon.
        for k in range(stop - 1, 0, -1):
            if tokens[k].lower == ";":
                start = k + 1
                break
        if start >= stop:
            return []
        after: list[Range] = []
        if (
            past + 1 < end
            and tokens[past].lower == ","
            and end - past > 4
            and tokens[past + 1].lower not in load.grammar("breaking")
            and tokens[past + 1].lower not in ("and", "with")
            and not is_gerund(tokens[past + 1])
        ):
            after = [(past + 1, end)]
        return [(start, stop), *after]
    start = past
    while start < end and tokens[start].lower in (",", "—", "–", ":", ")"):
        start += 1
    return [(start, end)] if end > start else []


def _nouns(text: str, tokens: Sequence[Token]) -> Iterator[Attribution]:
    """ "the claim by X that ...", "X's denial that ...", "reports that ..."."""
    words = load.reporting()
    for i in range(len(tokens)):
        if tokens[i].lower not in words.nouns or tokens[i].kind != "word":
            continue
        past = i + 1
        owner = None
        if past < len(tokens) and tokens[past].lower in ("by", "from"):
            owner = _by_or_from(tokens, past + 1)
            past = owner.whole[1] if owner else past
        if past >= len(tokens) or not (tokens[past].lower == "that" or (_is_infinitive(tokens, past) and tokens[i].lower in _TO_NOUNS)):
            continue
        if owner is None:
            owner = _possessor(tokens, i)
        if owner is None and tokens[i].lower not in (
            "reports",
            "claims",
            "allegations",
            "rumours",
            "rumors",
            "fears",
            "suggestions",
            "accusations",
            "speculation",
        ):
            continue
        stop = _clause_end(tokens, past, len(tokens))
        while stop > past and tokens[stop - 1].lower in _END:
            stop -= 1
        if stop - past < 3:
            continue
        yield Attribution(
            source=(_span(tokens, owner.whole),) if owner else (),
            mention=_span(tokens, owner.name) if owner else None,
            speakers=split_joint(tokens, owner.name) if owner else (),
            cue=(_span(tokens, (i, i + 1)),),
            content=(_span(tokens, (past, stop)),),
            voice="named" if owner else "unattributed",
            frame="noun",
            lemma=tokens[i].lower,
        )


_TO_NOUNS = frozenset(
    "promise pledge vow threat demand call decision plan refusal proposal promises threats plans demands calls desire request".split()
)


def _by_or_from(tokens: Sequence[Token], at: int) -> Speaker | None:
    found = phrase_after(tokens, at, apposition=False)
    return Speaker(*found) if found else None


def _possessor(tokens: Sequence[Token], noun: int) -> Speaker | None:
    """ "Russia's claim", "the army's recent statement", "his denial"."""
    for k in range(noun - 1, max(-1, noun - 4), -1):
        here = tokens[k]
        if here.lower.endswith("'s") or here.lower.endswith("s'"):
            found = phrase_before(tokens, k + 1)
            return Speaker(found, found) if found else None
        if here.lower in ("his", "her", "their", "its", "our", "my"):
            return Speaker((k, k + 1), (k, k + 1))
        if here.kind != "word" or is_finite(tokens, k):
            return None
    return None


def with_source(found: Attribution, **changes: object) -> Attribution:
    """The same attribution with some roles changed."""
    return replace(found, **changes)  # type: ignore[arg-type]
