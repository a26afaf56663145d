"""Whether a claim hurts or helps the side of the one who makes it.

The rule is the one that Wikipedia's war-map editors run by hand (a partisan source counts only for edits unfavourable to its own side) and
that Airwars runs for "Confirmed" (a belligerent accepts responsibility): the loss of a place by the speaker's own side, its dead, and its
responsibility for harm to civilians or protected objects are *adverse*; its gains, the enemy's losses and responsibility for harm to an
armed enemy are *self-serving*. Where the words do not say enough, the answer is None: silence is no admission.
"""

from __future__ import annotations

import re
from enum import StrEnum

from onrecord.knowledge.actors.register import ActorRegister, key
from onrecord.records import Claim, Figure
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import HUMAN_HARM, Measure
from onrecord.vocab.roles import Kind


class Interest(StrEnum):
    ADVERSE = "adverse"
    SELF_SERVING = "self_serving"


_CIVIL = re.compile(
    r"\b(?:civilian|child|children|wom[ae]n|bab(?:y|ies)|infant|resident|villager|patient|medic|doctor|nurse|paramedic|rescuer|worshipper|pupil"
    r"|student|teacher|journalist|reporter|aid work|humanitarian|refugee|displaced|famil(?:y|ies)|passenger|farmer|shopper|mourner|wedding"
    r"|non-?combatant|bystander|peacekeeper|local people|inhabitant|girl|boy|elderly|prisoner)\w*",
    re.IGNORECASE,
)
_HARMING = frozenset(
    {
        EventType.AIR_STRIKE,
        EventType.SHELLING,
        EventType.SUICIDE_BOMB,
        EventType.IED,
        EventType.GRENADE,
        EventType.CHEMICAL_WEAPON,
        EventType.ATTACK_ON_CIVILIANS,
        EventType.ABDUCTION,
        EventType.SEXUAL_VIOLENCE,
        EventType.HERITAGE_DAMAGE,
        EventType.LOOTING_DESTRUCTION,
        EventType.CASUALTY_TOLL,
        EventType.ARMED_CLASH,
        EventType.DETENTION_MISSING,
        EventType.AID_ACCESS,
        EventType.DISPLACEMENT,
        EventType.DISRUPTED_WEAPONS_USE,
    }
)
# Acts that no interest of the doer can justify, whoever is hit.
_WRONG_IN_ITSELF = frozenset(
    {
        EventType.CHEMICAL_WEAPON,
        EventType.ATTACK_ON_CIVILIANS,
        EventType.SEXUAL_VIOLENCE,
        EventType.HERITAGE_DAMAGE,
        EventType.ABDUCTION,
        EventType.ACCUSATION,
    }
)
_BELLIGERENT = frozenset({Kind.GOVERNMENT, Kind.MILITARY, Kind.ARMED_GROUP, Kind.COMMANDER})
# Who watches, treats, helps or lives there is no party: nothing that they say is an admission, unless the register gives them a side.
_BYSTANDERS = frozenset({Kind.MONITOR, Kind.ACTIVISTS, Kind.MEDICAL, Kind.NGO, Kind.UN, Kind.MEDIA, Kind.WITNESS})
_LOSSES = HUMAN_HARM | {Measure.VEHICLES_DESTROYED, Measure.ARRESTED}


def interest(claim: Claim, register: ActorRegister) -> Interest | None:
    """Adverse: the claim hurts the speaker's own side; self-serving: it helps it or hurts its enemy; None: neither, or not known.

    A denial turns the verdict round ("we did not hit the school" is self-serving, "we have not taken the town" adverse). Only a denied
    control can become adverse: to deny having hit an enemy admits nothing. What is planned or demanded has not happened: None.
    """
    if not claim.source.named or claim.modality in (Modality.FUTURE, Modality.DEMANDED):
        return None
    stand = _Stand(claim, register)
    if claim.source.kind in _BYSTANDERS and stand.side is None:
        return None
    found = _of_control(claim, stand) or _of_losses(claim, stand) or _of_deed(claim, stand)
    if claim.modality is not Modality.DENIED or found is None:
        return found
    if found is Interest.ADVERSE:
        return Interest.SELF_SERVING
    return Interest.ADVERSE if claim.control else None


class _Stand:
    """Where the speaker stands, and whether another name of the claim stands there too."""

    def __init__(self, claim: Claim, register: ActorRegister) -> None:
        self.register = register
        self.theatre = claim.place.country if claim.place else None
        self.on = claim.when.latest if claim.when else None
        self.speaker = claim.source.name
        self.side = claim.source.side or register.side_of(self.speaker, theatre=self.theatre, on=self.on)
        actor = register.find(self.speaker)
        kind = actor.kind if actor else claim.source.kind
        # Where nobody says who lost the place, an outside coalition may speak of other people's loss; a government or a group may not.
        at_home = bool(self.side and self.side.endswith(":government"))
        self.holds_ground = at_home or kind in (Kind.ARMED_GROUP, Kind.COMMANDER)
        self.belligerent = claim.source.kind in _BELLIGERENT or (actor is not None and actor.kind in _BELLIGERENT)

    def own(self, name: str | None) -> bool:
        """The name is the speaker, a body it belongs to or that belongs to it, or one on the same known side."""
        if not name:
            return False
        if key(name) == key(self.speaker):
            return True
        side = self.register.side_of(name, theatre=self.theatre, on=self.on)
        if self.side and side:
            return side == self.side
        return bool(self._line(name) & self._line(self.speaker))

    def enemy(self, name: str | None) -> bool:
        """The name stands on another side; without a side of its own it must at least be an armed actor, and the speaker a belligerent."""
        if not name or self.own(name) or _CIVIL.search(name):
            return False
        if self.side:
            side = self.register.side_of(name, theatre=self.theatre, on=self.on)
            if side:
                return side != self.side
        actor = self.register.find(name)
        return self.belligerent and (actor is None or actor.kind in (Kind.ARMED_GROUP, Kind.MILITARY, Kind.COMMANDER))

    def _line(self, name: str) -> set[str]:
        names = {key(name)}
        actor = self.register.find(name)
        while actor and key(actor.name) not in names - {key(name)}:
            names.add(key(actor.name))
            actor = self.register.actors.get(actor.parent) if actor.parent else None
        return names


def _of_control(claim: Claim, stand: _Stand) -> Interest | None:
    control = claim.control
    if control is None:
        return None
    lost = control.change is Change.LOSS
    if stand.own(control.holder):
        return Interest.ADVERSE if lost else Interest.SELF_SERVING
    if not stand.enemy(control.holder):
        return None
    if lost:
        return Interest.SELF_SERVING
    # A place that a third party lost to one's enemy costs one's own side nothing.
    loser = claim.target if control.change is Change.GAIN else None
    if loser and not _CIVIL.search(loser) and not stand.own(loser):
        return None
    return Interest.ADVERSE if stand.own(loser) or stand.holds_ground else None


def _of_losses(claim: Claim, stand: _Stand) -> Interest | None:
    """Whose dead, hurt, captured or wrecked are counted. The own side's decide before the enemy's: both may stand in one claim."""
    counted = [figure for figure in claim.figures if figure.what in _LOSSES and _is_some(figure)]
    if any(stand.own(figure.of) for figure in counted):
        # "We killed our own hostages" aside, a count of one's own dead is an admission whoever did it.
        return Interest.ADVERSE
    if any(stand.enemy(figure.of) for figure in counted if figure.of and stand.register.find(figure.of)):
        return Interest.SELF_SERVING
    return None


def _of_deed(claim: Claim, stand: _Stand) -> Interest | None:
    harming = claim.type in _HARMING or claim.type in _WRONG_IN_ITSELF
    if not harming:
        return None
    civil = _hits_civilians(claim)
    if stand.own(claim.actor):
        if claim.type in _WRONG_IN_ITSELF or civil:
            return Interest.ADVERSE
        return Interest.SELF_SERVING if stand.enemy(claim.target) else None
    if stand.own(claim.target) and claim.type not in (EventType.ACCUSATION, EventType.ARMED_CLASH) and not civil:
        return Interest.ADVERSE if claim.figures or claim.type is EventType.DISRUPTED_WEAPONS_USE else None
    if stand.enemy(claim.actor) and (civil or claim.type in _WRONG_IN_ITSELF):
        return Interest.SELF_SERVING
    return None


def _hits_civilians(claim: Claim) -> bool:
    """Civilians, or what the law protects, are named as hit. A count of nought still speaks of them: the denial is handled above."""
    if claim.target and _CIVIL.search(claim.target):
        return True
    return any(figure.what in HUMAN_HARM and figure.of is not None and _CIVIL.search(figure.of) is not None for figure in claim.figures)


def _is_some(figure: Figure) -> bool:
    return not (figure.low == 0 and figure.high == 0)
