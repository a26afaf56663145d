"""Allegations of poison used as a weapon, in the terms of a fact-finding mission: what, how, where, to whom, who alleges and who denies."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import Claim, When
from onrecord.registers.casualties import Count, counts_of
from onrecord.registers.ground import ByRoot, Cited, Ground, denied, fine_of, happened
from onrecord.registers.happenings import Happening, gather
from onrecord.registers.period import same_ground
from onrecord.vocab.event_types import EventType
from onrecord.vocab.fine_types import FineType
from onrecord.vocab.hedges import Modality

_AGENTS = (
    ("chlorine", r"chlorine"),
    ("sarin", r"sarin"),
    ("mustard", r"mustard(?: gas| agent)?|yperite"),
    ("VX", r"VX"),
    ("nerve agent", r"nerve (?:agents?|gas)"),
    ("tear gas", r"tear gas|CS gas|chloropicrin"),
    ("phosgene", r"phosgene"),
    (
        "toxic chemical, not named",
        r"(?:toxic|poison(?:ous)?|chemical|choking|asphyxiating) (?:gas(?:es)?|agents?|substances?|chemicals?)|gas(?:es|sed)?|poison\w*",
    ),
)
_MEANS = (
    ("helicopter", r"helicopters?"),
    ("aircraft", r"warplanes?|aircraft|(?:fighter )?jets?|planes?|air ?strikes?"),
    ("drone", r"drones?"),
    ("barrel", r"barrels?(?: bombs?)?"),
    ("bomb", r"bombs?"),
    ("rocket or missile", r"rockets?|missiles?"),
    ("shell", r"shell(?:s|ed|ing)?|mortars?|artillery"),
    ("cylinder", r"cylinders?|canisters?"),
    ("grenade", r"grenades?"),
)
_SYMPTOMS = re.compile(
    r"\b(?:suffocat\w+|asphyxia\w*|difficult\w* (?:in )?breathing|breathing difficult\w+|short(?:ness)? of breath|chok(?:ed|ing)|cough\w*"
    r"|foam\w*(?: at the mouth)?|convuls\w+|(?:pinpoint|constricted) pupils|vomit\w*|nausea|burn(?:s|ing)(?: skin| eyes)?|blister\w*"
    r"|unconscious\w*|paraly\w+)",
    re.I,
)
_SAMPLES = re.compile(r"\b(?:samples?|swabs?|soil tests?|blood tests?|laborator(?:y|ies))\b", re.I)
_REFERRED = re.compile(
    r"\b(?:OPCW|Organi[sz]ation for the Prohibition of Chemical Weapons|Joint Investigative Mechanism|fact-finding mission"
    r"|(?:investigat|inquir|enquir)\w*)\b",
    re.I,
)
# Councils and courts hear of much else.
_COURTS = re.compile(r"\b(?:Security Council|International Criminal Court|ICC)\b", re.I)
_POISON = re.compile(r"\b(?:chemical\w*|gas(?:es)?|poison\w*|chlorine|sarin)\b", re.I)
_REFERRING = frozenset({EventType.DEMAND, EventType.STATEMENT, EventType.ACCUSATION, EventType.OTHER_STRATEGIC})
_STAGES = ("none on record", "asked for", "announced", "under way", "refused", "found")
_REFUSED = re.compile(r"\b(?:refus\w*|reject\w*|block\w*|veto\w*|denied (?:access|entry))\b", re.I)
SAME_MATTER = 31  # days between an incident and a referral of it in another report


@dataclass(frozen=True, slots=True, kw_only=True)
class Chemical:
    """One alleged incident. agents, means, blamed: each with the roots that say so. symptoms, samples: the words."""

    happening: Happening
    agents: ByRoot
    means: ByRoot
    blamed: ByRoot
    victims: tuple[Count, ...]  # killed: the dead; injured: who was exposed, or fell ill
    symptoms: tuple[str, ...]
    samples: tuple[str, ...]
    alleged_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    referrals: tuple[Cited, ...]  # claims that ask for, announce or tell of an investigation
    referral: str  # how far it has come by their words: "none on record", "asked for", "announced", "under way", "refused", "found"
    cited: tuple[Cited, ...]


def chemical(ground: Ground) -> list[Chemical]:
    """One entry for each happening of which a claim says that poison was used, or that it was not, by day."""
    referring = [c for c in ground.picture.claims.values() if c.type in _REFERRING and _of_an_inquiry(c)]
    said = [c for c in ground.picture.claims.values() if c.type is EventType.CHEMICAL_WEAPON and c.modality is not Modality.DEMANDED]
    return [_entry(happening, referring, ground) for happening in gather(said, ground)]


def _entry(happening: Happening, referring: Iterable[Claim], ground: Ground) -> Chemical:
    claims = happening.claims
    alleging, denying = happened(claims), denied(claims)
    words = [c.quote.text for c in alleging]
    referrals = [c for c in referring if _refers(c, happening)]
    return Chemical(
        happening=happening,
        agents=ground.by_root(alleging, lambda c: _named(_AGENTS, c)),
        means=ground.by_root(alleging, lambda c: _named(_MEANS, c)),
        blamed=ground.blamed_by_root(alleging),
        victims=tuple(counts_of(alleging, denying, ground)),
        symptoms=tuple(dict.fromkeys(m[0].casefold() for text in words for m in _SYMPTOMS.finditer(text))),
        samples=tuple(dict.fromkeys(m[0].casefold() for text in words for m in _SAMPLES.finditer(text))),
        alleged_by=ground.roots_of(alleging),
        denied_by=ground.roots_of(denying),
        referrals=ground.cited(referrals),
        referral=referral_of(referrals),
        cited=ground.cited(claims),
    )


def _named(table: Iterable[tuple[str, str]], claim: Claim) -> list[str]:
    """What of a table the claim's words name. An agent without a name only where the claim names none."""
    named = [name for name, words in table if re.search(rf"\b(?:{words})\b", claim.quote.text, re.I)]
    return named if len(named) < 2 else [n for n in named if "not named" not in n]


def referral_of(claims: Iterable[Claim]) -> str:
    """The furthest that any claim says an inquiry has come."""
    return max((_stage(claim) for claim in claims), key=_STAGES.index, default=_STAGES[0])


def _stage(claim: Claim) -> str:
    if claim.type is EventType.DEMAND or claim.modality is Modality.DEMANDED:
        return "asked for"
    if claim.modality is Modality.DENIED or _REFUSED.search(claim.quote.text):
        return "refused"
    if FineType.RULING in fine_of(claim):
        return "found"
    return "announced" if claim.modality is Modality.FUTURE else "under way" if FineType.INVESTIGATION in fine_of(claim) else "asked for"


def _refers(claim: Claim, happening: Happening) -> bool:
    """A claim about an inquiry is about this incident where both stand in one place, in one report or within a month of each other."""
    if claim.place is None or happening.place is None or not same_ground(claim.place, happening.place):
        return False
    return claim.report in {c.report for c in happening.claims} or _soon_after(claim.when, happening)


def _soon_after(when: When | None, happening: Happening) -> bool:
    if when is None or happening.first is None or happening.last is None:
        return False
    until = dt.date.fromisoformat(happening.last) + dt.timedelta(days=SAME_MATTER)
    return happening.first <= when.latest and when.earliest <= until.isoformat()


def _of_an_inquiry(claim: Claim) -> bool:
    words = f"{claim.quote.text} {claim.actor or ''}"
    return bool(_REFERRED.search(words)) or bool(_COURTS.search(words) and _POISON.search(claim.quote.text))
