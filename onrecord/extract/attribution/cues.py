"""Cue words in a unit: which reporting verb stands where, and in which frames it may stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.extract.attribution.tokens import Token, is_auxiliary, is_name_in_capitals
from onrecord.vocab import load
from onrecord.vocab.hedges import Modality

_FRAMES = ("clause", "hearer", "infinitive", "hearer_infinitive", "object", "count")
_COPULAS = frozenset("is are was were be been being isn't wasn't weren't".split())
_HAVE = frozenset("has have had having 've 'd hasn't haven't hadn't".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb at tokens [first, past)."""

    first: int
    past: int
    lemma: str
    frames: frozenset[str]
    form: str  # finite, gerund, infinitive, passive


@cache
def _table() -> dict[str, tuple[str, frozenset[str]]]:
    """Every form of every reporting verb: lemma and frames."""
    words = load.reporting()
    frames: dict[str, set[str]] = {}
    lemmas: dict[str, str] = {}
    for name in _FRAMES:
        for form, lemma in getattr(words, name).items():
            frames.setdefault(form, set()).add(name)
            lemmas.setdefault(form, lemma)
    return {form: (lemmas[form], frozenset(found)) for form, found in frames.items()}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(form.split(" ", 1)[0] for form in _table() if " " in form)


def find_cues(tokens: Sequence[Token]) -> list[Cue]:
    """Reporting verbs in order, none overlapping; nouns that look like them are left out."""
    found: list[Cue] = []
    i = 0
    while i < len(tokens):
        cue = _cue_at(tokens, i)
        if cue:
            found.append(cue)
            i = cue.past
        else:
            i += 1
    return found


def _cue_at(tokens: Sequence[Token], i: int) -> Cue | None:
    here = tokens[i]
    if here.kind != "word":
        return None
    entry, length = _longest(tokens, i)
    if entry is None or (here.capital and i > 0 and tokens[i - 1].capital):
        return None
    lemma, frames = entry
    form = _form(tokens, i, here.lower, lemma)
    return Cue(i, i + length, lemma, frames, form) if form else None


def _longest(tokens: Sequence[Token], i: int) -> tuple[tuple[str, frozenset[str]] | None, int]:
    table = _table()
    if tokens[i].lower in _first_words():
        for length in range(min(6, len(tokens) - i), 1, -1):
            phrase = " ".join(t.lower for t in tokens[i : i + length])
            if phrase in table:
                return table[phrase], length
    return table.get(tokens[i].lower), 1


def _form(tokens: Sequence[Token], i: int, word: str, lemma: str) -> str | None:
    """How the verb stands there, or None where it is no verb of saying: a noun, an adjective, a participle."""
    before = tokens[i - 1].lower if i else ""
    k = i
    while k > 0 and (tokens[k - 1].lower in load.grammar("adverbs") or tokens[k - 1].lower.endswith("ly")):
        k -= 1
    helper = tokens[k - 1].lower if k and not is_name_in_capitals(tokens[k - 1]) else ""
    made = load.forms(lemma.split(" ", maxsplit=1)[0])
    head = word.split(" ", maxsplit=1)[0]
    if helper in _COPULAS and head == made.participle and head != made.base:
        return "passive"
    if head == made.gerund:
        if before in load.grammar("determiners") or before in ("of", "for", "from", "in", "'s"):
            return None
        return "finite" if helper in _COPULAS else "gerund"
    if before == "to" or (helper == "to" and k < i):
        return "infinitive"
    if head == made.participle and head != made.past:
        return "finite" if helper in _HAVE else None
    if head in (made.base, made.third) and head != made.past:
        return "finite" if _verb_not_noun(tokens, i, k, head == made.third, head) else None
    if before in load.grammar("determiners") or before in ("of", "by", "with"):
        return None  # "the alleged attack", "of reported deaths"
    return "finite"


_NEVER_NOUNS = frozenset(
    "say says tell tells believe believes insist insists deny denies argue argues think thinks write writes admit admits".split()
)


def _verb_not_noun(tokens: Sequence[Token], i: int, k: int, third: bool, word: str) -> bool:
    """Whether "claims", "report", "call" stands as a verb: after a subject of the right number, or after an auxiliary."""
    if k == 0:
        return False
    before = tokens[k - 1]
    if before.lower in load.grammar("pronouns") or before.lower in ("who", "which", "that"):
        return True
    if before.lower in ("some", "many", "others", "most", "few", "both") and word not in _homographs():
        return not third
    if is_auxiliary(before):
        return not third and before.lower not in _COPULAS and before.lower not in _HAVE
    if before.lower in load.grammar("determiners") or before.lower in load.grammar("prepositions") or before.kind == "number":
        return False
    if word in _NEVER_NOUNS:
        return True
    if before.kind != "word":
        return before.kind == "quote" or (third and before.lower in (",", ")"))
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if word in _homographs() and not (
        after is not None
        and (after.lower in ("that", "he", "she", "they", "it", "to", "how") or after.kind == "quote" or after.lower == ":")
    ):
        # "mass protests broke out", "earnings report": a noun, unless an article or a name stands before it and a clause behind it
        start = k - 1
        while start > 0 and tokens[start - 1].kind == "word" and tokens[start - 1].lower not in load.grammar("breaking"):
            start -= 1
        led = tokens[start].lower in load.grammar("determiners") or before.capital
        if not led or after is None or after.kind == "mark":
            return after is not None and after.lower in (",", ".") and led and third and _said_before(tokens, start)
    if third:
        # "Reports of", "claims by" are nouns even after a name
        return (
            after is not None
            and after.lower not in ("of", "by", "from", "about", "are", "were", "and", "over")
            and before.lower not in ("and", "or")
            and not before.lower.endswith("ed")
        )
    plural = before.lower.endswith("s") and not before.lower.endswith(("'s", "ss", "us", "is"))
    return (plural and after is not None and after.lower not in ("of", "by")) or before.lower in ("people", "police", "men", "women")


@cache
def _homographs() -> frozenset[str]:
    return load.reporting().nouns | {w for lemma in _ALSO_NOUNS for w in (lemma, load.forms(lemma).third)}


_ALSO_NOUNS = (
    "project record detail document list state question view tweet post offer show charge rule judge suspect count protest object caption "
    "register broadcast forecast figure cause note answer reply counter guess blame fault label mock treat credit doubt ask urge voice"
).split()


def _said_before(tokens: Sequence[Token], start: int) -> bool:
    return start > 0 and (tokens[start - 1].lower in (",", "—") or tokens[start - 1].kind == "quote")


@cache
def _modalities() -> dict[str, Modality]:
    found: dict[str, Modality] = {}
    for name, modality in (
        ("hedging_cues", Modality.HEDGED),
        ("future_cues", Modality.FUTURE),
        ("demanding_cues", Modality.DEMANDED),
        ("denying_cues", Modality.DENIED),
    ):
        found.update(dict.fromkeys(load.cues(name), modality))
    return found


def modality_of(lemma: str, frame: str) -> Modality | None:
    """What the cue alone says about the content: "denied" that it happened, "urged" that it should."""
    found = _modalities().get(lemma)
    if lemma in ("ask", "press", "want", "order", "advise", "recommend", "request") and frame not in (
        "hearer_infinitive",
        "object",
        "infinitive",
    ):
        return None
    return found
