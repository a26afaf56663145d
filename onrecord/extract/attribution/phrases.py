"""Noun phrases beside a verb, found from the small words of English.

Each function takes the tokens of a unit and a position, and gives positions back as (first, past last) or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.attribution.tokens import Token, is_auxiliary, is_finite, is_name_in_capitals, is_past, is_surely_finite
from onrecord.vocab import load

# No name with its titles is longer; also keeps every walk short.
LONGEST = 28
Range = tuple[int, int]


def _is(token: Token, name: str) -> bool:
    return token.lower in load.grammar(name) and not (name != "time_words" and is_name_in_capitals(token))


def skip_back(tokens: Sequence[Token], i: int) -> int:
    """The position just after the subject of the verb at i: auxiliaries and adverbs between them are passed over."""
    while i > 0:
        before = tokens[i - 1]
        adverb = (
            before.lower.endswith("ly")
            and len(before.lower) > 4
            and not before.capital
            and before.lower not in ("family", "assembly", "daily", "weekly", "italy", "july", "ally", "monthly")
        )
        if is_auxiliary(before) or adverb or _is(before, "adverbs"):
            i -= 1
        elif (
            _is(before, "time_words")
            and i > 1
            and (
                tokens[i - 2].lower in ("on", "late", "early", "last", "this") or before.lower in ("yesterday", "today", "earlier", "later")
            )
        ):
            # "Axelrod on Wednesday called for", "the army yesterday said"
            i -= 1 if before.lower in ("yesterday", "today", "earlier", "later") else 2
        else:
            break
    return i


def subject_before(tokens: Sequence[Token], verb: int) -> tuple[Range, Range] | None:
    """The subject of the verb: (its whole stretch with appositions, its naming part)."""
    end = skip_back(tokens, verb)
    if end == 0:
        return None
    last = tokens[end - 1]
    if last.lower == "," or last.lower in (")", "—", "–"):
        return _with_apposition(tokens, end - 1)
    if last.lower in ("who", "which") and end >= 2:
        at = end - 2 if tokens[end - 2].lower == "," else end - 1
        found = phrase_before(tokens, at)
        return ((end - 1, end), found) if found else None
    found = phrase_before(tokens, end)
    if found is None:
        return None
    first, past = found
    if first >= 2 and tokens[first - 1].lower in ("which", "who") and not is_finite(tokens, first):
        # "The Observatory which relies on activists on the ground says", its commas stripped
        name = phrase_before(tokens, first - 1)
        return ((name[0], past), name) if name else None
    # "Ahmed Nur, a shopkeeper in the town said": what stands after the comma explains the name before it.
    if first >= 2 and tokens[first - 1].lower == "," and tokens[first].lower in ("a", "an", "the", "who"):
        name = phrase_before(tokens, first - 1)
        parenthesis = verb + 1 < len(tokens) and tokens[verb + 1].lower == ","
        if (
            name
            and not parenthesis
            and tokens[name[1] - 1].capital
            and not _is(tokens[name[0]], "determiners")
            and _starts_sentence(tokens, name[0])
        ):
            return (name[0], past), name
    return found, found


def _with_apposition(tokens: Sequence[Token], comma: int) -> tuple[Range, Range] | None:
    """ "Rami Abdulrahman, the head of the Observatory, said": the stretch before the comma explains the name before it."""
    opening = {")": "(", "—": "—", "–": "–"}.get(tokens[comma].lower, ",")
    first = comma - 1
    limit = max(0, comma - LONGEST)
    while first >= limit and tokens[first].lower != opening:
        if tokens[first].kind == "quote":
            return None
        first -= 1
    if first < limit or first == 0:
        return None
    if (
        opening == ","
        and not _after_quotation(tokens, first)
        and any(is_surely_finite(tokens[k]) for k in range(first + 1, comma))
        and not _relative(tokens, first + 1)
    ):
        return None
    at = first
    # "Ahmed, 34, a farmer, said"
    while at >= 2 and tokens[at].lower == "," and tokens[at - 1].kind == "number":
        at -= 2 if at >= 2 and tokens[at - 2].lower == "," else 1
    name = phrase_before(tokens, at)
    if name is None or not _starts_clause(tokens, name[0]):
        return None
    return (name[0], comma + 1 if opening == "(" else comma), name


def _after_quotation(tokens: Sequence[Token], comma: int) -> bool:
    """Whether the name before the comma comes right after a quotation, so that it can only be its speaker's."""
    name = phrase_before(tokens, comma)
    return bool(name) and name is not None and name[0] > 0 and tokens[name[0] - 1].kind == "quote"


def _relative(tokens: Sequence[Token], i: int) -> bool:
    """Whether an insertion begins here that says nothing of its own: "who", "in a statement", "to which"."""
    return _is(tokens[i], "prepositions") or tokens[i].lower in _INSERTIONS


_INSERTIONS = frozenset("who which whose where when speaking citing quoting contacted reached asked".split())


def _starts_sentence(tokens: Sequence[Token], i: int) -> bool:
    return all(_is(t, "leading") or _is(t, "time_words") or t.lower in ("on", ",", "but", "and") for t in tokens[:i])


def _starts_clause(tokens: Sequence[Token], i: int) -> bool:
    """Whether nothing but small words stands before position i in its clause."""
    while i > 0:
        before = tokens[i - 1]
        if (
            before.lower in (",", ";", ":", "—", "–", "(")
            or before.kind == "quote"
            or _is(before, "breaking")
            or _is(before, "conjunctions")
        ):
            return True
        if _is(before, "leading") or _is(before, "time_words") or _is(before, "prepositions") or before.kind == "number":
            i -= 1
            continue
        return False
    return True


def phrase_before(tokens: Sequence[Token], end: int) -> Range | None:
    """The noun phrase that ends just before `end`: back to its article, or to a verb, a mark or a joining word."""
    i = end
    limit = max(0, end - LONGEST)
    while i > limit:
        here = tokens[i - 1]
        if here.kind == "mark" and here.lower not in ("&", "'s", "'", "’", ".", "-", "/", '"', "“", "”", "’s"):
            break
        if here.kind == "quote" or _is(here, "breaking") or here.lower in ("or", "nor", "but"):
            break
        if _is(here, "pronouns"):
            if i == end:
                i -= 1
            break
        if is_finite(tokens, i - 1) and not (here.capital and i - 1 > limit):
            break
        if _is(here, "time_words") and not _part_of_name(tokens, i - 1, end):
            break
        if _is(here, "determiners"):
            i -= 1
            if not _goes_on(tokens, i, limit):
                break
            continue
        if (
            here.lower.endswith("ing")
            and is_gerund(here)
            and i != end
            and not here.capital
            and (i < 2 or not _is(tokens[i - 2], "determiners"))
        ):
            break
        i -= 1
    first = _trim(tokens, i, end)
    return (first, end) if first < end else None


def _part_of_name(tokens: Sequence[Token], i: int, end: int) -> bool:
    """ "March 8 alliance", "last year's winner" are phrases; "On Saturday medical charities" starts after the day."""
    return (
        tokens[i].capital
        and i + 1 < end
        and tokens[i + 1].capital
        and i > 0
        and tokens[i - 1].capital
        and not _is(tokens[i - 1], "prepositions")
    )


def _goes_on(tokens: Sequence[Token], i: int, limit: int) -> bool:
    """Whether a phrase goes on to the left of an article at i: "a spokesman for | the ministry", "A and | the B"."""
    if i - 2 < limit:
        return False
    before, earlier = tokens[i - 1], tokens[i - 2]
    if before.lower in ("of", "for", "from", "in", "at", "with", "to", "near", "on"):
        return earlier.kind == "word" and not is_finite(tokens, i - 2) and not is_past(earlier) and not _is(earlier, "time_words")
    if before.lower in ("all", "both", "some", "most", "many", "one", "none", "half"):
        return True
    return before.lower in ("and", "&") and earlier.kind == "word" and not is_past(earlier) and not _is(earlier, "time_words")


def is_gerund(token: Token) -> bool:
    return (
        token.lower.endswith("ing")
        and len(token.lower) > 5
        and token.lower
        not in ("during", "morning", "evening", "according", "building", "nothing", "something", "everything", "including", "beijing")
    )


def _trim(tokens: Sequence[Token], first: int, end: int) -> int:
    """Drops what cannot begin a noun phrase: small adverbs, and a prepositional phrase that leads the sentence."""
    moved = True
    while moved and first < end:
        moved = False
        here = tokens[first]
        if here.kind == "mark" or _is(here, "leading") or here.lower in ("and", "or", "not"):
            first += 1
            moved = True
        elif _is(here, "prepositions"):
            first = _after_prepositional(tokens, first, end)
            moved = True
        elif (_is(here, "time_words") and first + 1 < end and not (here.lower == "may" and here.capital and tokens[first + 1].capital)) or (
            here.kind == "number" and first > 0 and _is(tokens[first - 1], "time_words") and first + 1 < end
        ):
            first += 1
            moved = True
    return first


def _after_prepositional(tokens: Sequence[Token], first: int, end: int) -> int:
    """Where the phrase after "in Geneva", "of Russia" begins: after "and", at the next article, or at the last capital run."""
    if first + 2 < end and _is(tokens[first + 1], "time_words"):
        return first + 2
    for k in range(first + 1, end):
        if tokens[k].lower == "and":
            return k + 1
        if k > first + 1 and _is(tokens[k], "determiners"):
            return k
        if (
            k > first + 1
            and tokens[k - 1].capital
            and not tokens[k].capital
            and tokens[k].kind == "word"
            and not _is(tokens[k], "prepositions")
        ):
            return k
    return first + 1


def phrase_after(tokens: Sequence[Token], start: int, *, apposition: bool = True) -> tuple[Range, Range] | None:
    """The noun phrase that begins at `start`: (whole stretch with appositions, naming part)."""
    i = start
    limit = min(len(tokens), start + LONGEST)
    while i < limit:
        here = tokens[i]
        if here.kind == "mark" and here.lower not in ("&", "'s", "'", "’", "-", "/") and not _initial(tokens, i):
            break
        if here.kind == "quote" or _is(here, "breaking"):
            break
        if _is(here, "pronouns"):
            if i == start:
                i += 1
            break
        if _is(here, "time_words") and i > start:
            break
        if i > start and (
            is_auxiliary(here) or (is_past(here) and not is_adjectival(tokens, i)) or here.lower in ("also", "saying", "adding", "to")
        ):
            break
        if _is(here, "prepositions") and (i == start or not _preposition_joins(tokens, i)):
            break
        if here.lower in ("or", "nor"):
            break
        i += 1
    while i > start and (
        tokens[i - 1].lower == "and" or _is(tokens[i - 1], "prepositions") or tokens[i - 1].lower in load.grammar("adverbs")
    ):
        i -= 1
    if i == start:
        return None
    name = (start, i)
    if i < limit and tokens[i].lower == "(":
        # "Gwen Moore (D-Wis.), head of ...": the brackets belong to the name
        closing = next((k for k in range(i + 1, min(len(tokens), i + 9)) if tokens[k].lower == ")"), None)
        i = closing + 1 if closing else i
    if apposition and i + 1 < len(tokens) and tokens[i].lower == "," and _is_apposition(tokens, i + 1):
        k = i + 1
        while (
            k < limit
            and tokens[k].lower not in (",", ";", "—", ":")
            and tokens[k].kind != "quote"
            and not (tokens[k].kind == "mark" and tokens[k].lower in ".!?")
        ):
            if is_finite(tokens, k) and not any(t.lower in ("who", "whose", "which", "whom", "that") for t in tokens[i + 1 : k]):
                return (start, i), name
            k += 1
        return (start, k), name
    return (start, i), name


def _initial(tokens: Sequence[Token], i: int) -> bool:
    """The point of "John D. Podesta", "Rep. Cummings"."""
    return (
        tokens[i].lower == "."
        and i > 0
        and tokens[i - 1].capital
        and len(tokens[i - 1].text) <= 4
        and i + 1 < len(tokens)
        and tokens[i + 1].capital
    )


def _is_apposition(tokens: Sequence[Token], i: int) -> bool:
    here = tokens[i]
    return here.lower in (
        "a",
        "an",
        "the",
        "who",
        "head",
        "director",
        "spokesman",
        "spokeswoman",
        "chief",
        "commander",
        "president",
        "leader",
    ) or (
        here.kind == "word"
        and not here.capital
        and here.lower.endswith(("man", "woman", "er", "or", "ist", "chair"))
        and not _is(here, "breaking")
    )


def is_adjectival(tokens: Sequence[Token], i: int) -> bool:
    """A past form before a noun: "the besieged city"."""
    before = tokens[i - 1]
    return _is(before, "determiners") and i + 1 < len(tokens) and tokens[i + 1].kind == "word" and not _is(tokens[i + 1], "prepositions")


def _preposition_joins(tokens: Sequence[Token], i: int) -> bool:
    if tokens[i].lower in ("of", "for"):
        return True
    if tokens[i].lower not in ("in", "from", "at", "with", "near"):
        return False
    # "a resident of / in the town", but "said in a statement", "said on Monday"
    following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    if following in ("a", "an", "his", "her", "their", "its") or following in load.grammar("time_words"):
        return False
    return not tokens[i - 1].capital or tokens[i].lower == "from"
