"""People missing, detained or abducted: who and how many, last seen where, held by whom according to whom, and what became of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.records import Claim
from onrecord.registers.counted import Counted, counted
from onrecord.registers.ground import ByRoot, Cited, Ground, denied
from onrecord.registers.happenings import Happening, gather
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

_TYPES = {EventType.DETENTION_MISSING: "detained or missing", EventType.ABDUCTION: "abducted", EventType.ARRESTS: "detained"}
_MEASURES = {Measure.MISSING: "missing", Measure.ABDUCTED: "abducted", Measure.ARRESTED: "detained"}
_WORDS = (
    (
        "missing",
        r"missing|disappear\w*|vanish\w*|unaccounted for|not (?:been )?(?:seen|heard)|not turned up|nothing has been heard|heard nothing",
    ),
    ("abducted", r"abduct\w*|kidnap\w*|carried off|snatched|hostages?"),
    ("detained", r"detain\w*|detention|arrest\w*|imprison\w*|jail\w*|prisoners?|captured|in custody"),
)
_FATES = (
    ("released", r"(?:were|was|been|being|be) (?:released|freed|let go|swapped|exchanged)|(?:released|freed) \w+|set free"),
    (
        "found dead",
        r"found dead|bod(?:y|ies)(?: \w+){0,4} (?:found|recovered|identified)|executed|put to death|killed|beheaded"
        r"|died in (?:custody|detention)",
    ),
    ("escaped", r"escaped|broke out"),
)
_NOT = re.compile(r"\b(?:not|nor|never|yet to be|no one|nobody|demand\w*|call\w* for|unless|until)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """People gone, as one happening. kinds: missing, abducted, detained. fate: each with the roots that say so; empty: unknown."""

    happening: Happening
    kinds: tuple[str, ...]
    who: ByRoot
    counts: tuple[Counted, ...]  # missing, abducted, detained
    held_by: ByRoot
    fate: ByRoot
    feared: bool  # it has not happened: every claim is of what may come
    denied_by: tuple[str, ...]
    cited: tuple[Cited, ...]


def missing(ground: Ground) -> list[Missing]:
    """One entry for each happening of people missing, detained or abducted, by day."""
    said = [c for c in ground.picture.claims.values() if c.modality is not Modality.DEMANDED and _concerns(c)]
    return [_entry(happening, ground) for happening in gather(said, ground, kind=lambda _: "gone")]


def _entry(happening: Happening, ground: Ground) -> Missing:
    claims = happening.claims
    against = denied(claims)
    saying = [c for c in claims if c not in against]
    return Missing(
        happening=happening,
        kinds=tuple(dict.fromkeys(kind for c in claims for kind in kinds_of(c))),
        who=ground.named_by_root(saying, target=True),
        counts=counted(saying, _MEASURES, ground),
        held_by=ground.blamed_by_root(saying),
        fate=ground.by_root(saying, _fates),
        feared=bool(saying) and all(c.modality is Modality.FUTURE for c in saying),
        denied_by=ground.roots_of(against),
        cited=ground.cited(claims),
    )


def _concerns(claim: Claim) -> bool:
    return claim.type in _TYPES or any(f.what in _MEASURES for f in claim.figures)


def kinds_of(claim: Claim) -> tuple[str, ...]:
    """What a claim says of the people: by its figures and type, and where these leave it open by its words."""
    kinds = [_MEASURES[f.what] for f in claim.figures if f.what in _MEASURES]
    if not kinds and claim.type in (EventType.ABDUCTION, EventType.ARRESTS):
        kinds = [_TYPES[claim.type]]
    if not kinds:
        kinds = [kind for kind, words in _WORDS if re.search(rf"\b(?:{words})\b", claim.quote.text, re.I)]
    return tuple(kinds) or (_TYPES[EventType.DETENTION_MISSING],)


def fate_of(words: str) -> str | None:
    """What became of the people, if words say so; not what is denied of them or asked for."""
    for fate, pattern in _FATES:
        found = re.search(rf"\b(?:{pattern})\b", words, re.I)
        if found and not _NOT.search(words[max(0, found.start() - 40) : found.end()]):
            return fate
    return None


def _fates(claim: Claim) -> list[str]:
    fate = fate_of(claim.quote.text) if claim.modality is not Modality.FUTURE else None
    return [fate] if fate else []
