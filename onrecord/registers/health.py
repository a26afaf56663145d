"""Attacks on health care, in the terms of WHO's surveillance and of Safeguarding Health in Conflict: what was affected, how, by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.records import Claim
from onrecord.registers.casualties import Count, counts_of
from onrecord.registers.ground import ByRoot, Cited, Ground, denied, fine_of, happened
from onrecord.registers.happenings import Happening, gather
from onrecord.vocab.event_types import EventType
from onrecord.vocab.fine_types import HEALTH, FineType
from onrecord.vocab.hedges import Modality

# How it was done, by the type of the claim. What is only blame or a count names no means.
_MEANS = {
    EventType.AIR_STRIKE: "violence with heavy weapons",
    EventType.SHELLING: "violence with heavy weapons",
    EventType.IED: "violence with heavy weapons",
    EventType.SUICIDE_BOMB: "violence with heavy weapons",
    EventType.GRENADE: "violence with individual weapons",
    EventType.ARMED_CLASH: "violence with individual weapons",
    EventType.ATTACK_ON_CIVILIANS: "violence with individual weapons",
    EventType.MOB_VIOLENCE: "assault",
    EventType.SEXUAL_VIOLENCE: "sexual assault",
    EventType.CHEMICAL_WEAPON: "chemical agent",
    EventType.ABDUCTION: "abduction, arrest or detention",
    EventType.ARRESTS: "abduction, arrest or detention",
    EventType.DETENTION_MISSING: "abduction, arrest or detention",
    EventType.BASE_ESTABLISHED: "militarisation of a health facility",
    EventType.LOOTING_DESTRUCTION: "removal or destruction of property",
}
_CHEMICAL = re.compile(r"\b(?:chemical|chlorine|sarin|poison(?:ous)?|toxic) (?:weapons?|gas|agents?|attacks?)\b|\bgassed\b", re.I)
_NAME = r"(?:al-|Al-)?[A-Z][\w’'-]+(?: (?:al-|Al-)?[A-Z][\w’'-]+){0,3}"
_NAMED = re.compile(rf"\b({_NAME}) ((?:field |children['’]?s |teaching )?[Hh]ospital|[Cc]linic|[Mm]edical [Cc]ent(?:er|re))\b")
_ARTICLE = re.compile(r"^(?:The|A|An|Its|Their|One|Two|Three|Another|No|In|At) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One attack on health care. affected, means, blamed, facilities: each with the roots that say so."""

    happening: Happening
    affected: ByRoot
    means: ByRoot
    facilities: ByRoot  # by their names
    blamed: ByRoot
    victims: tuple[Count, ...]
    alleged_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    feared: bool  # it has not happened: every claim is of what may come
    cited: tuple[Cited, ...]


def health(ground: Ground) -> list[Health]:
    """One entry for each happening of harm to care, by day. What is called for is no harm done."""
    said = [c for c in ground.picture.claims.values() if c.modality is not Modality.DEMANDED and HEALTH & set(fine_of(c))]
    return [_entry(h, ground) for h in gather(said, ground, kind=lambda _: "health")]


def _entry(happening: Happening, ground: Ground) -> Health:
    against = denied(happening.claims)
    saying = [c for c in happening.claims if c not in against]
    return Health(
        happening=happening,
        affected=ground.fine_by_root(happening.claims, [f for f in FineType if f in HEALTH]),
        means=ground.by_root(saying, means_of),
        facilities=ground.by_root(saying, facilities_of),
        blamed=ground.blamed_by_root(saying),
        victims=tuple(counts_of(happened(saying), against, ground)),
        alleged_by=ground.roots_of(saying),
        denied_by=ground.roots_of(against),
        feared=bool(saying) and all(c.modality is Modality.FUTURE for c in saying),
        cited=ground.cited(happening.claims),
    )


def means_of(claim: Claim) -> tuple[str, ...]:
    named = "chemical agent" if _CHEMICAL.search(claim.quote.text) else _MEANS.get(claim.type)
    if named is None and FineType.HEALTH_OBSTRUCTION in fine_of(claim):
        named = "obstruction of care"
    return (named,) if named else ()


def facilities_of(claim: Claim) -> tuple[str, ...]:
    """Facilities by name: "al-Bayan hospital"."""
    names = (_ARTICLE.sub("", f"{found[1]} {found[2]}") for found in _NAMED.finditer(claim.quote.text))
    return tuple(dict.fromkeys(name for name in names if " " in name and (name[0].isupper() or name.startswith("al-"))))
