"""What a claim is and how firmly it is said."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.extract.reader.mending.work import Claims, Work, hedged
from onrecord.vocab import load
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality


def unattributed_is_hedged(work: Work, claims: Claims) -> Claims:
    """What nobody owns is hedged at most (settled question 5)."""
    return [replace(c, modality=hedged(c.modality)) if c.voice == "unattributed" else c for c in claims]


def what_is_denied_is_denied(work: Work, claims: Claims) -> Claims:
    """ "The army denied that ...": the claim carries what is denied, as denied (settled question 3)."""
    kept = []
    for claim in claims:
        said = work.voices.owner(claim.quote).attribution if claim.modality is Modality.ASSERTED and claim.voice == "named" else None
        denied = said is not None and said.modality is Modality.DENIED and said.mention is not None
        kept.append(replace(claim, modality=Modality.DENIED) if denied else claim)
    return kept


def holding_is_no_taking(work: Work, claims: Claims) -> Claims:
    """ "Held the town from May to March" is a state of control, where no word of taking stands beside it."""
    hold, gain = (load.phrase_pattern(load.control_words(change, "verbs")) for change in ("hold", "gain"))
    kept = []
    for claim in claims:
        words = work.words(claim.quote)
        status = claim.type in _TAKING and hold.search(words) and not gain.search(words) and not _CHANGES.search(words)
        kept.append(replace(claim, type=EventType.CONTROL_STATUS, change=claim.change and Change.HOLD) if status else claim)
    return kept


_CHANGES = re.compile(
    r"\b(?:fell|fallen|lost|driven|drove|retreat\w*|withdr\w*|surrender\w*|hand\w* over|control (?:of|over)|seiz\w+|captur\w+|out of)\b"
)


_TAKING = frozenset({EventType.GOVERNMENT_REGAINS_TERRITORY, EventType.NONSTATE_OVERTAKES_TERRITORY})


def a_broken_attack_is_a_clash(work: Work, claims: Claims) -> Claims:
    """ "Repelled", "thwarted", "halted the advance": an armed clash (settled question 17)."""
    kept = []
    for claim in claims:
        broken = claim.type is EventType.TROOP_MOVEMENT and _BROKEN.search(work.words(claim.quote))
        kept.append(replace(claim, type=EventType.ARMED_CLASH) if broken else claim)
    return kept


_BROKEN = re.compile(
    r"""\b(?:repel\w*|repuls\w*|thwart\w*|foil\w*|beat(?:en)?[ ](?:back|off)
    |(?:halt|stop|block|broke|break)\w*[ ](?:the|an|their|its)[ ](?:\w+[ ])?(?:advance|attack|offensive|assault))\b""",
    re.VERBOSE,
)


def demands_are_demanded(work: Work, claims: Claims) -> Claims:
    """A demand is demanded, and what is demanded is a demand."""
    kept = []
    for claim in claims:
        if claim.type is EventType.DEMAND:
            kept.append(replace(claim, modality=Modality.DEMANDED))
        elif claim.modality is Modality.DEMANDED:
            sure_of_type = claim.confidence.get("type", 0.0) > claim.confidence.get("modality", 1.0)
            kept.append(replace(claim, modality=Modality.ASSERTED) if sure_of_type else replace(claim, type=EventType.DEMAND))
        else:
            kept.append(claim)
    return kept
