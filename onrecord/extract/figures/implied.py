"""The one that a quote speaks of without a number: "the temple of Bel was blown up" is one site, "he was arrested" is one arrest.

The same trained table decides whether a quote implies such a figure; its features here all begin with "imp".
"""

from __future__ import annotations

from collections.abc import Collection

from onrecord.extract.figures.context import FUNCTION_WORDS, NAME, PEOPLE, Context
from onrecord.records import Span

LONGEST = 60  # tokens of a quote that are looked at
_AUXILIARY = frozenset("was were is are been being be".split())
_PRONOUNS = frozenset("he she him her they them their it i we who whom".split())
_RUINED = frozenset({"destroy", "fall", "lose"})
_NOT_RUINED = frozenset(
    "might may will would could want wants try tried fear fears feared threat threaten threatened threatens not no nor never without "
    "planned plan intact denied risk part parts undamaged untouched untrue false restoration heritage".split()
)
_KINDS = {"fighter": "person", "building": "site"}
# What may be implied, and the classes of words that tell of it.
IMPLIED = {
    "killed": ("kill", "shoot", "burn"),
    "injured": ("injure",),
    "arrested": ("arrest", "capture", "seize"),
    "abducted": ("abduct", "seize"),
    "missing": ("missing",),
    "sites_destroyed": ("destroy", "burn", "fall", "damage"),
    "buildings": ("destroy", "burn", "damage"),
    "vehicles_destroyed": ("destroy", "burn", "damage"),
}


def implied_features(context: Context, quote: Span, event_type: str, found: Collection[str]) -> list[str]:
    """Features of a quote as a whole; found holds what its numbers were found to count."""
    first = context.index(quote.start)
    tokens = range(first, min(context.index(quote.end), first + LONGEST))
    made = [f"type={event_type}", f"type={event_type} size={min(len(tokens) // 6, 4)}"]
    made += [f"has={f}" for f in sorted(found)] or ["has=-", f"has=- type={event_type}"]
    explicit = sum(quote.contains(n.core) for n in context.numbers[:400])
    made += [f"numbers={min(explicit, 3)}", f"numbers={min(explicit, 3)} type={event_type}"]
    spoken = list(dict.fromkeys(v for v in (context.verbs[j] for j in tokens) if v))
    for verb in spoken:
        made += [f"v={verb}", f"v={verb} type={event_type}", f"v={verb} has={'-' if not found else '+'}"]
    made += _nouns(context, tokens, event_type, spoken)
    made += _suffers(context, tokens, event_type)
    words = dict.fromkeys(context.words[j] for j in tokens)
    made += [f"w={w}" for w in words] + [f"w={w} type={event_type}" for w in words if w in FUNCTION_WORDS or w in _PRONOUNS]
    return ["imp", *(f"imp {m}" for m in dict.fromkeys(made))]


def _nouns(context: Context, tokens: range, event_type: str, spoken: list[str]) -> list[str]:
    made = []
    for j in tokens:
        kind = context.nouns[j]
        if kind:
            number = "pl" if context.stems[j] != context.words[j] else "sg"
            name = f"{number}={_KINDS.get(kind, kind)}"
            made += [name, f"{name} type={event_type}", *(f"{name} v={v}" for v in spoken)]
    named = any(context.words[j] == NAME for j in tokens)
    return [*made, f"name={named} type={event_type}"]


def _suffers(context: Context, tokens: range, event_type: str) -> list[str]:
    """Who or what suffers in "X was killed", "they were arrested": the word class before the auxiliary, and the verb."""
    made = []
    for j in tokens:
        if context.words[j] not in _AUXILIARY:
            continue
        after = next((context.verbs[k] for k in range(j + 1, min(j + 4, tokens.stop)) if context.verbs[k]), None)
        if after:
            before = context.words[j - 1] if j > tokens.start else "-"
            noun = context.nouns[j - 1] if j > tokens.start else None
            who = before if before in _PRONOUNS or before == NAME else "person" if noun in PEOPLE else noun or "-"
            made += [f"{context.words[j]} {after}", f"{who} {context.words[j]} {after}", f"{context.words[j]} {after} type={event_type}"]
    return made


def one_site(context: Context, quote: Span) -> bool:
    """Whether a claim of heritage damage tells of one site destroyed: "the temple has been reduced to rubble". Not where it is feared,
    planned or denied, and not where several sites stand there without a number."""
    tokens = range(context.index(quote.start), context.index(quote.end))
    if not any(context.verbs[j] in _RUINED for j in tokens) or any(context.words[j] in _NOT_RUINED for j in tokens):
        return False
    return not any(context.nouns[j] in ("site", "building") and context.words[j] != context.stems[j] for j in tokens)


def words_of(context: Context, quote: Span, what: str) -> Span:
    """The words of a quote that tell of what is implied; all of it where no cue word stands in it."""
    for j in range(context.index(quote.start), context.index(quote.end)):
        if context.verbs[j] in IMPLIED.get(what, ()):
            return Span(*context.spans[j])
    return quote
