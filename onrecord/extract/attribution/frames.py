"""What may stand behind a reporting verb, and where what was said ends. Positions are numbers of tokens in a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.attribution.cues import Cue
from onrecord.extract.attribution.phrases import Range, is_gerund, phrase_after, subject_before
from onrecord.extract.attribution.tokens import Token, is_auxiliary, is_finite, is_past
from onrecord.records import Span
from onrecord.vocab import load

END = frozenset(".!?;…")
PAUSE = frozenset({",", "—", "–", "―", ":", "(", ")"}) | END
# "said on Sunday that", "said in a statement that": what may stand between the verb and what was said
_ASIDE_STARTS = frozenset("on in at late early during via through by from to after last this yesterday today earlier later when as".split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source by token positions: the whole stretch and its naming part."""

    whole: Range
    name: Range


def is_mark(token: Token) -> bool:
    return token.kind == "mark"


def span_at(tokens: Sequence[Token], found: Range) -> Span:
    return Span(tokens[found[0]].start, tokens[found[1] - 1].end)


def has_quote(tokens: Sequence[Token], first: int, past: int) -> bool:
    return any(t.kind == "quote" for t in tokens[first:past])


def has_quote_only(tokens: Sequence[Token], found: Range) -> bool:
    return tokens[found[0]].kind == "quote"


def says_something(tokens: Sequence[Token], start: int, end: int) -> bool:
    return has_quote(tokens, start, end) or (end - start >= 3 and any(is_finite(tokens, k) for k in range(start, end)))


# "flew to Paris to call for ...": verbs whose infinitive says what somebody came out with
PURPOSES = frozenset(
    (
        "demand urge warn denounce condemn protest announce say deny criticise criticize accuse praise insist declare propose "
        "pledge promise acknowledge admit argue call<for call<on call<upon appeal<for ask<for complain<about complain<of speak<of"
    )
    .replace("<", "_")
    .split()
)
OPENS_CLAUSE = frozenset({"that", "how", "why", "what", "whether", "there"})
TELLING = frozenset({"tell", "inform", "assure", "remind", "notify", "advise", "brief"})


def a_person(tokens: Sequence[Token], found: Range) -> bool:
    return (
        tokens[found[0]].capital
        or tokens[found[0]].lower in load.grammar("pronouns")
        or tokens[found[1] - 1].lower in load.reporting().hearers_only
    )


_CANNOT_SPEAK = frozenset("there that this what which it's whatever how why thing".split())


def can_speak(tokens: Sequence[Token], name: Range) -> bool:
    words = [t for t in tokens[name[0] : name[1]] if t.kind == "word"]
    if not words or words[-1].lower in _CANNOT_SPEAK:
        return False
    return any(t.lower not in load.grammar("prepositions") for t in words)


def clause_subject(tokens: Sequence[Token], before: int) -> Speaker | None:
    """The subject of the clause that leads up to the position: the phrase before its first finite verb."""
    for k in range(1, min(before, 40)):
        if is_finite(tokens, k):
            found = subject_before(tokens, k)
            return Speaker(*found) if found and can_speak(tokens, found[1]) else None
    return None


def is_infinitive(tokens: Sequence[Token], i: int) -> bool:
    if i + 1 >= len(tokens) or tokens[i].lower != "to":
        return False
    following = tokens[i + 1]
    return (
        following.kind == "word"
        and not following.capital
        and following.lower not in load.grammar("determiners")
        and not following.lower.endswith("s")
    )


def past_aside(tokens: Sequence[Token], i: int) -> int:
    """Past "on Sunday", "in a statement", "at a news conference in Geneva" and the like."""
    for _ in range(4):
        if i >= len(tokens):
            return i
        word = tokens[i].lower
        if (
            (word in load.grammar("time_words") and not (word in ("may", "march", "second") and not tokens[i].capital))
            or (word in load.grammar("adverbs") and word not in ("all", "both", "since", "not", "even", "only"))
            or (word.endswith("ly") and len(word) > 4 and not tokens[i].capital)
        ):
            i += 1
        elif word in _ASIDE_STARTS and not (word == "to" and is_infinitive(tokens, i)):
            past = aside_end(tokens, i)
            if past == i:
                return i
            i = past
        else:
            return i
    return i


def aside_end(tokens: Sequence[Token], i: int) -> int:
    """Where a prepositional aside ends: before "that", a quotation or a mark; i itself where a new clause starts inside it."""
    k = i + 1
    limit = min(len(tokens), i + 14)
    while k < limit:
        here = tokens[k]
        if here.kind == "quote" or here.lower in ("that", ":") or here.lower in END:
            return k
        if here.lower == ",":
            return k
        if is_finite(tokens, k):
            return time_aside(tokens, i)
        k += 1
    return k if k == len(tokens) else time_aside(tokens, i)


def time_aside(tokens: Sequence[Token], i: int) -> int:
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


def object_follows(tokens: Sequence[Token], i: int) -> bool:
    if i >= len(tokens):
        return False
    here = tokens[i]
    if is_past(here) or here.lower in ("wounded", "injured", "dead", "missing", "alive", "safe"):
        return False  # "25 people reported wounded": a participle, nobody speaks
    return here.kind in ("word", "quote", "number") and here.lower not in ("to", "in", "at", "by", "with", "from", "and", "or", "as", "on")


def object_end(tokens: Sequence[Token], start: int, end: int) -> int:
    """An object ends at a comma that opens a new clause, or at a joining word."""
    clause = False
    for k in range(start + 1, end):
        word = tokens[k].lower
        clause = clause or word == "that"
        if clause and word in ("after", "before", "when", "because"):
            continue
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


def clause_end(tokens: Sequence[Token], start: int, end: int) -> int:
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


def according_at(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where ", according to X" begins, which opens an attribution of its own."""
    for k in range(start + 1, end - 1):
        if tokens[k].lower == "according" and tokens[k + 1].lower == "to":
            return k
    return end


def closes_sentence(tokens: Sequence[Token], cue: Cue) -> bool:
    """Whether nothing but a hearer or an aside stands between the verb and the end: "..., one commander told the BBC."."""
    at = past_aside(tokens, cue.past)
    if "hearer" in cue.frames:
        found = phrase_after(tokens, cue.past, apposition=False)
        at = past_aside(tokens, found[0][1]) if found else at
    return at >= len(tokens) or tokens[at].lower in END


def cut_before(tokens: Sequence[Token], later: Cue, start: int) -> int | None:
    """Where the content must stop before a later cue: ", adding that", ", but the army said", "and warned that"; None: it goes on."""
    before = tokens[later.first - 1].lower
    if later.form == "gerund" and before in (",", "and", "—"):
        return later.first - 1 if later.lemma in _CONTINUING else None
    if later.form != "finite" or ("clause" not in later.frames and "hearer" not in later.frames):
        return None
    if before in ("and", "but") and later.lemma in _CONTINUING:
        return later.first - 1
    subject = subject_before(tokens, later.first)
    if subject is None or subject[0][0] <= start:
        return None
    k = subject[0][0] - 1
    if tokens[k].lower == "," and closes_sentence(tokens, later):
        # "A said B, C, a commander told the BBC": the last part is the last speaker's
        return next((p for p in range(k - 1, start + 2, -1) if tokens[p].lower == ","), k)
    if tokens[k].lower in ("while", "but", "although", "whereas", "though", "as") and k > start + 1:
        return k
    if tokens[k].lower == "," and later.past < len(tokens) and tokens[later.past].lower in (",", "—") and k > start:
        return k
    if tokens[k].lower == "and" and k > start + 2 and later.lemma in ("say", "tell", "add", "claim", "report"):
        return k
    return None


_CONTINUING = frozenset(
    """add say claim warn note stress call insist tell describe argue explain accuse state blame urge point<out promise vow
        allege demand deny""".split()
)


def resumed(tokens: Sequence[Token], at: int, number: int, cues: Sequence[Cue]) -> Range | None:
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
        (following.lower in load.grammar("breaking") and following.lower not in ("that", "so"))
        or is_gerund(following)
        or following.lower in ("with", "according", "speaking", "in", "on", "at", "during")
    ):
        return None
    end = len(tokens)
    while end > start and tokens[end - 1].lower in END:
        end -= 1
    for later in cues[number + 1 :]:
        if later.first > start:
            cut = cut_before(tokens, later, start)
            if cut is not None:
                end = min(end, cut)
                break
    return (start, end) if end - start >= 2 and any(is_finite(tokens, k) or is_auxiliary(tokens[k]) for k in range(start, end)) else None


def by_whom(tokens: Sequence[Token], at: int) -> Speaker | None:
    if at < len(tokens) and tokens[at].lower == "by":
        found = phrase_after(tokens, at + 1)
        return Speaker(*found) if found else None
    return None


_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozens scores hundreds thousands tens dozen hundred".split()
)


def counts(tokens: Sequence[Token], at: int, lemma: str) -> bool:
    """Whether a figure stands behind the verb: "counted 12 bodies"; for "put" and "give", "the dead at 12", "a toll of 12"."""
    near = range(at, min(len(tokens), at + (9 if lemma in ("put", "give") else 4)))
    number = next((k for k in near if tokens[k].kind == "number" or tokens[k].lower in _NUMBERS), None)
    if number is None:
        return False
    if lemma == "put":
        return any(tokens[k].lower in ("at", "as") for k in range(at, number))
    if lemma == "give":
        return number == at or any(tokens[k].lower in ("toll", "figure", "number", "count", "total") for k in near)
    return True
