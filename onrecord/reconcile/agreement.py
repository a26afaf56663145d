"""Where sources agree, admit, or only repeat each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.knowledge.actors.interest import Interest, interest
from onrecord.knowledge.actors.register import ActorRegister, key
from onrecord.reconcile.findings import note
from onrecord.reconcile.reading import View, names_of
from onrecord.records import Claim, Control, Finding
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change, FindingKind
from onrecord.vocab.roles import Kind

_OWNING_UP = re.compile(
    r"\b(?:admi[ts]|acknowledg|conced|confess|regret|apolog|responsib|claim(?:s|ed)\b|behind\b|ours?\b|we\b|us\b|my\b|its\b|his\b|their\b|own\b|mistake|error)",
    re.IGNORECASE,
)
# Who beats an attack off owns up to none.
_BEAT_OFF = re.compile(r"\b(?:shot|shoot|shooting|brought) down\b|\bdown(?:ed|ing)\b|\b(?:intercept|repel|repuls|thwart)\w*", re.IGNORECASE)
# Offices whose business is no ground: what they are read to say of who holds it is mostly somebody else's word.
_NO_GROUND = re.compile(
    r"\b(?:health|education|culture|antiquities|tourism|justice|finance|energy|agriculture|water|transport|hospital|religious)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:we|our|us|ours)\b", re.IGNORECASE)
_BESIDE = 250  # code points: a sentence or two
# One admission confirms an event, so what turns it into its opposite must be surer than for a clash; it rests on whose deed it is.
_MUST_BE_SURE = {"quote": 0.6, "source": 0.6, "modality": 0.75, "type": 0.6, "actor": 0.6}


def admits(view: View, register: ActorRegister) -> bool:
    """The claim hurts its speaker's own side. What a machine has read must be sure, and sound like it where a deed is owned up to.

    Whoever blames is easily read as the one who is blamed, and a state's news agency as the state.
    """
    claim = view.claim
    if interest(claim, register) is not Interest.ADVERSE:
        return False
    if not claim.confidence:
        return True
    if any(claim.confidence.get(field, 1.0) < least for field, least in _MUST_BE_SURE.items()):
        return False
    if claim.type is EventType.ACCUSATION or claim.source.kind == Kind.MEDIA or view.denied:
        return False
    if not claim.control and _BEAT_OFF.search(claim.quote.text):
        return False
    if claim.control:
        if not _said_plainly(claim, claim.control, register) or _NO_GROUND.search(claim.source.name):
            return False
        abroad = claim.source.kind == Kind.FOREIGN_GOVERNMENT and claim.control.change is not Change.LOSS  # it is not its ground
        return claim.confidence.get("control", 1.0) >= 0.75 and not abroad
    return claim.actor != claim.source.name or _OWNING_UP.search(claim.quote.text) is not None


def _said_plainly(claim: Claim, control: Control, register: ActorRegister) -> bool:
    """The speaker stands in or near the words, and the words name the holder.

    Of a speaker named further off another may have taken over meanwhile; and "parts of it remain theirs" is the holder's own word.
    """
    mention, quote = claim.source.mention, claim.quote
    if mention is None or mention.start > quote.end + _BESIDE or mention.end < quote.start - _BESIDE:
        return False
    return names_of(register).named_in(control.holder, quote.text) or _OURS.search(quote.text) is not None


def admissions(claims: Sequence[View], register: ActorRegister) -> Iterator[Finding]:
    """A source says what hurts its own side."""
    for view in claims:
        if admits(view, register):
            yield note(FindingKind.ADMISSION, [view], f"{view.said_by} says against the interest of its own side: “{view.words()}”.")


def corroboration(claims: Sequence[View]) -> Iterator[Finding]:
    """Two or more independent roots say that one thing happened; one claim of each is named."""
    by_root: dict[str, View] = {}
    for view in claims:
        if view.happened:
            by_root.setdefault(view.root, view)
    chosen = independent(by_root, claims)
    if len(chosen) > 1:
        reports = len({v.claim.report for v in claims if v.happened})
        said = "; ".join(f"{v.root}: “{v.words()}”" for v in chosen)
        yield note(
            FindingKind.CORROBORATION,
            chosen,
            f"{reports} {'report' if reports == 1 else 'reports'}, {len(chosen)} independent roots: {said}.",
        )


def independent(by_root: dict[str, View], claims: Sequence[View]) -> list[View]:
    """One claim per root, leaving out a root that is a relay of another: neither may quote the other."""
    relays: dict[str, set[str]] = defaultdict(set)
    for view in claims:
        relays[view.root] |= {key(via) for via in view.claim.source.via}
    relayed = {via for other in by_root for via in relays[other]}
    quoted = {r for r in by_root if key(r) in relayed and any(key(r) in relays[other] for other in by_root if other != r)}
    return [by_root[root] for root in sorted(by_root) if root not in quoted]


def circular(claims: Sequence[View]) -> Iterator[Finding]:
    """Several publishers print one root's words: copies, not agreement."""
    by_root: dict[str, list[View]] = defaultdict(list)
    for view in claims:
        by_root[view.root].append(view)
    for root in sorted(by_root):
        printed = by_root[root]
        publishers = sorted({v.publisher for v in printed})
        if len(publishers) > 1:
            first, last = printed[0], printed[-1]
            words = f"“{first.words()}” and “{last.words()}”"
            yield note(FindingKind.CIRCULAR, printed, f"{', '.join(publishers)} print the word of one root, {root}: {words}.")
