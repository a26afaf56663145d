"""What was said later of a demand, a promise or an agreement: that it was kept, or that it was broken, by claimant."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.knowledge.names import plain
from onrecord.records import Claim
from onrecord.registers.ground import Cited, Ground, fine_of, happened
from onrecord.registers.happenings import Happening
from onrecord.registers.missing import fate_of
from onrecord.registers.period import same_ground
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.fine_types import FineType

FOLLOWS = 31  # days after which a deed is no longer taken for an answer

_FIRE = frozenset(
    {EventType.AIR_STRIKE, EventType.SHELLING, EventType.ARMED_CLASH, EventType.ATTACK_ON_CIVILIANS, EventType.CHEMICAL_WEAPON}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A later claim, and why it is taken for an answer: one sentence. by: whose deed it is; None: not said."""

    cited: Cited
    by: str | None
    because: str


@dataclass(frozen=True, slots=True)
class _Matter:
    """What may be asked or promised, by its words, and the deeds that keep or break it."""

    name: str
    words: re.Pattern[str]
    keeps: frozenset[FineType] = frozenset()
    breaks: frozenset[FineType] = frozenset()
    keeping: frozenset[EventType] = frozenset()
    breaking: frozenset[EventType] = frozenset()


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.I)


_MATTERS = (
    _Matter(
        "a halt of fighting",
        _words(
            r"cease-? ?fires?|truces?|armistice|(?:halt|stop|end|cease|pause)\w* (?:\w+ ){0,4}"
            r"(?:fighting|bomb\w+|shell\w+|strikes?|attacks?|hostilities|offensive)"
        ),
        breaking=_FIRE,
    ),
    _Matter(
        "people let out",
        _words(r"evacuat\w*|safe (?:passage|exit)|let (?:\w+ ){0,3}(?:out|leave|go)"),
        keeps=frozenset({FineType.EVACUATED}),
        breaks=frozenset({FineType.EVACUATION_STOPPED}),
    ),
    _Matter(
        "aid let in",
        _words(r"aid|humanitarian|convoys?|relief|access|corridors?|siege"),
        keeps=frozenset({FineType.AID_ALLOWED, FineType.AID_DELIVERED}),
        breaks=frozenset({FineType.AID_REFUSED}),
    ),
    _Matter(
        "an inquiry",
        _words(r"investigat\w*|inquir\w*|enquir\w*|fact-finding"),
        keeps=frozenset({FineType.INVESTIGATION, FineType.RULING}),
    ),
    _Matter(
        "arms laid down",
        _words(r"surrender\w*|la(?:y|ying|id) down (?:their |its )?(?:arms|weapons)|hand\w* over"),
        keeps=frozenset({FineType.SURRENDER_DEAL}),
    ),
)  # fmt: skip
_FREED = _words(r"releas\w*|free(?:d|ing)?|let go|hand\w* back")
_WITHDRAWAL = _words(r"withdr\w*|pull\w* (?:out|back)|leave|leaving|vacate")


class Answers:
    """Looks up later claims that answer one."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        dated = [(c.when.earliest, c) for c in happened(ground.picture.claims.values()) if c.when]
        # By the first day, so that the month after a demand is one stretch of the list.
        self._dated = sorted(dated, key=lambda d: (d[0], d[1].when.latest if d[1].when else "", d[1].id))

    def to(self, happening: Happening, asking: Sequence[Claim]) -> tuple[tuple[Later, ...], tuple[Later, ...]]:
        """(kept, broken): claims that say a deed in its place, after it was asked, promised or agreed, and within a month."""
        words = " ".join(c.quote.text for c in asking)
        since = min((d for c in asking if (d := self._said(c))), default=None)
        parties = {plain(name) for c in asking for name in (c.actor, c.target) if name}
        kept: list[Later] = []
        broken: list[Later] = []
        ids = {c.id for c in asking}
        for claim in self._soon_after(since):
            if claim.id in ids or not self._there(claim, happening):
                continue
            if why := _kept(claim, words):
                kept.append(self._later(claim, why))
            elif why := _broken(claim, words, parties):
                broken.append(self._later(claim, why))
        return tuple(kept), tuple(broken)

    def within(self, given: Sequence[Claim]) -> tuple[tuple[Later, ...], tuple[Later, ...]]:
        """(kept, broken): of the claims that tell of a word given, those that say it was kept, or broken, halted or suspended."""
        kept, broken = [], []
        for claim in happened(given):
            words = claim.quote.text
            if not _GIVEN.search(words):
                continue
            if FineType.BREACH in fine_of(claim) or _HALTED.search(words):
                broken.append(self._later(claim, "it says that the word given was broken, halted or suspended"))
            elif FineType.KEPT in fine_of(claim):
                kept.append(self._later(claim, "it says that the word given was kept"))
        return tuple(kept), tuple(broken)

    def _said(self, claim: Claim) -> str | None:
        """When it was asked or agreed: the first day that the claim names, or the day of its report."""
        return claim.when.earliest if claim.when else self._ground.reported(claim)

    def _soon_after(self, since: str | None) -> Iterator[Claim]:
        """What happened within so many days, by the last day on which it may have."""
        if since is None:
            return
        last = (dt.date.fromisoformat(since) + dt.timedelta(days=FOLLOWS)).isoformat()
        start = bisect_left(self._dated, since, key=lambda d: d[0])
        found = [c for _, c in self._dated[start : bisect_right(self._dated, last, key=lambda d: d[0])] if c.when and c.when.latest <= last]
        yield from sorted(found, key=lambda c: (c.when.latest if c.when else "", c.id))

    def _there(self, claim: Claim, happening: Happening) -> bool:
        return claim.place is not None and happening.place is not None and same_ground(claim.place, happening.place)

    def _later(self, claim: Claim, because: str) -> Later:
        return Later(cited=self._ground.cite(claim), by=claim.actor, because=because)


def _kept(claim: Claim, asked: str) -> str | None:
    fine = set(fine_of(claim))
    if FineType.KEPT in fine and _one_word_given(claim.quote.text, asked):
        return "it says that the word given was kept"
    for matter in _MATTERS:
        if matter.words.search(asked) and fine & matter.keeps and not fine & matter.breaks:
            return f"asked or promised was {matter.name}; it tells of it"
    if _FREED.search(asked) and fate_of(claim.quote.text) == "released":
        return "asked or promised was to set people free; it says that they were"
    if _WITHDRAWAL.search(asked) and claim.control and claim.control.change is Change.LOSS and _named_in(claim.control.holder, asked):
        return "asked or promised was to withdraw; it says that they left"
    return None


def _broken(claim: Claim, asked: str, parties: Iterable[str]) -> str | None:
    fine = set(fine_of(claim))
    if FineType.BREACH in fine and _one_word_given(claim.quote.text, asked):
        return "it says that the word given was broken"
    for matter in _MATTERS:
        if not matter.words.search(asked):
            continue
        if fine & matter.breaks:
            return f"asked or promised was {matter.name}; it says that this was stopped or refused"
        if claim.type in matter.breaking and claim.actor and plain(claim.actor) in parties:
            return f"asked or promised was {matter.name}; it tells of fire by a party to it"
    return None


_GIVEN = re.compile(r"\b(cease-? ?fire|truce|deal|agreement|accord|promise|pledge|pause|word)s?\b", re.I)
_HALTED = re.compile(r"\b(?:suspend\w*|halt\w*|stall\w*|collaps\w*|called off|fell (?:apart|through)|broke down)\b", re.I)
_ONE = dict.fromkeys(("cease-fire", "cease fire", "truce", "pause"), "ceasefire") | dict.fromkeys(("accord", "agreement"), "deal")


def _one_word_given(later: str, asked: str) -> bool:
    """Both speak of a ceasefire, or of a deal, by whatever word."""
    there, here = ({_ONE.get(m.lower(), m.lower()) for m in _GIVEN.findall(words)} for words in (later, asked))
    return bool(there & here)


def _named_in(name: str, words: str) -> bool:
    return any(part in plain(words).split() for part in plain(name).split() if len(part) > 3)
