"""The closed list of event types. A code is forever: labels may be reworded, codes are retired, never renamed.

The first 23 follow the sub-event types of ACLED; the rest are ours. Definitions say what is left out, since that is
where coders disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EventType(StrEnum):
    ARMED_CLASH = "armed_clash"
    GOVERNMENT_REGAINS_TERRITORY = "government_regains_territory"
    NONSTATE_OVERTAKES_TERRITORY = "nonstate_overtakes_territory"
    AIR_STRIKE = "air_strike"
    SHELLING = "shelling"
    SUICIDE_BOMB = "suicide_bomb"
    IED = "ied"
    GRENADE = "grenade"
    CHEMICAL_WEAPON = "chemical_weapon"
    ATTACK_ON_CIVILIANS = "attack_on_civilians"
    ABDUCTION = "abduction"
    SEXUAL_VIOLENCE = "sexual_violence"
    PEACEFUL_PROTEST = "peaceful_protest"
    VIOLENT_DEMONSTRATION = "violent_demonstration"
    MOB_VIOLENCE = "mob_violence"
    AGREEMENT = "agreement"
    ARRESTS = "arrests"
    TROOP_MOVEMENT = "troop_movement"
    DISRUPTED_WEAPONS_USE = "disrupted_weapons_use"
    BASE_ESTABLISHED = "base_established"
    LOOTING_DESTRUCTION = "looting_destruction"
    NONVIOLENT_TRANSFER = "nonviolent_transfer"
    OTHER_STRATEGIC = "other_strategic"
    CONTROL_STATUS = "control_status"
    CASUALTY_TOLL = "casualty_toll"
    DISPLACEMENT = "displacement"
    EVACUATION = "evacuation"
    AID_ACCESS = "aid_access"
    HERITAGE_DAMAGE = "heritage_damage"
    DETENTION_MISSING = "detention_missing"
    ACCUSATION = "accusation"
    DEMAND = "demand"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One code of a closed list, as people read it."""

    label: str
    means: str
    not_this: str = ""
    acled: str = ""  # the ACLED sub-event type by its exact name; "" where ACLED has none


TERMS: dict[EventType, Term] = {
    EventType.ARMED_CLASH: Term(
        label="Armed clash",
        means="Two armed sides fight; an attack that was repelled or broken.",
        not_this="Ground changing hands: see the two territory types.",
        acled="Armed clash",
    ),
    EventType.GOVERNMENT_REGAINS_TERRITORY: Term(
        label="Government regains territory",
        means="The state's own forces, or allies fighting with them, take or enter a place.",
        not_this="A foreign army acting alone: see nonstate_overtakes_territory.",
        acled="Government regains territory",
    ),
    EventType.NONSTATE_OVERTAKES_TERRITORY: Term(
        label="Non-state actor overtakes territory",
        means="An armed group, a foreign army or mercenaries take or enter a place.",
        not_this="Reaching its edge or its gates: see troop_movement.",
        acled="Non-state actor overtakes territory",
    ),
    EventType.AIR_STRIKE: Term(
        label="Air or drone strike",
        means="Munitions released from aircraft or drones, or missiles fired by them.",
        not_this="Fire from the ground: see shelling.",
        acled="Air/drone strike",
    ),
    EventType.SHELLING: Term(
        label="Shelling, artillery or missile attack",
        means="Artillery, mortar, rocket or missile fire from the ground or sea reaching a place.",
        not_this="Munitions released from aircraft or drones: see air_strike.",
        acled="Shelling/artillery/missile attack",
    ),
    EventType.SUICIDE_BOMB: Term(
        label="Suicide bomb",
        means="An attacker dies in setting off the charge, on foot or in a vehicle.",
        acled="Suicide bomb",
    ),
    EventType.IED: Term(
        label="Mine, roadside or car bomb",
        means="A charge set off from afar or by its victim.",
        not_this="The attacker dies with it: see suicide_bomb.",
        acled="Remote explosive/landmine/IED",
    ),
    EventType.GRENADE: Term(label="Grenade", means="A hand grenade or the like is thrown.", acled="Grenade"),
    EventType.CHEMICAL_WEAPON: Term(
        label="Chemical weapon",
        means="Poison used as a weapon, chlorine included.",
        acled="Chemical weapon",
    ),
    EventType.ATTACK_ON_CIVILIANS: Term(
        label="Attack on civilians",
        means="Unarmed people killed or hurt by hand or small arms; executions, shootings, beatings.",
        not_this="A bomb or a strike, whoever it hit: see the weapon's own type.",
        acled="Attack",
    ),
    EventType.ABDUCTION: Term(
        label="Abduction or forced disappearance",
        means="People are taken away by force and held outside the law.",
        not_this="Detention by a state under its law: see arrests.",
        acled="Abduction/forced disappearance",
    ),
    EventType.SEXUAL_VIOLENCE: Term(label="Sexual violence", means="Rape and other sexual harm by an armed side.", acled="Sexual violence"),
    EventType.PEACEFUL_PROTEST: Term(
        label="Peaceful protest", means="A gathering without violence by those who gather.", acled="Peaceful protest"
    ),
    EventType.VIOLENT_DEMONSTRATION: Term(
        label="Violent demonstration",
        means="A protest in which those who gather use violence.",
        acled="Violent demonstration",
    ),
    EventType.MOB_VIOLENCE: Term(label="Mob violence", means="A crowd attacks people or things without a protest.", acled="Mob violence"),
    EventType.AGREEMENT: Term(
        label="Agreement",
        means="Sides agree on something: a ceasefire, a truce, a swap, a deal.",
        acled="Agreement",
    ),
    EventType.ARRESTS: Term(label="Arrests", means="A state or ruling body detains people.", acled="Arrests"),
    EventType.TROOP_MOVEMENT: Term(
        label="Troop movement",
        means="Reinforcement, withdrawal, advance without capture, a siege closing in.",
        not_this="A place entered or taken: see the two territory types.",
        acled="Other",
    ),
    EventType.DISRUPTED_WEAPONS_USE: Term(
        label="Disrupted weapons use",
        means="Arms found, captured, surrendered or made safe; a bomber or a missile stopped on the way.",
        not_this="An aircraft shot down: see armed_clash. Vehicles taken as booty: see looting_destruction.",
        acled="Disrupted weapons use",
    ),
    EventType.BASE_ESTABLISHED: Term(
        label="Headquarters or base established",
        means="An armed side sets up a base, post or checkpoint.",
        acled="Headquarters or base established",
    ),
    EventType.LOOTING_DESTRUCTION: Term(
        label="Looting or property destruction",
        means="Homes, shops, vehicles or works taken, burnt or wrecked.",
        not_this="Cultural or religious sites: see heritage_damage.",
        acled="Looting/property destruction",
    ),
    EventType.NONVIOLENT_TRANSFER: Term(
        label="Non-violent transfer of territory",
        means="A place changes hands without a fight.",
        acled="Non-violent transfer of territory",
    ),
    EventType.OTHER_STRATEGIC: Term(
        label="Other strategic development",
        means="Surrenders, releases, closures and other acts that change the course of a conflict.",
        acled="Other",
    ),
    EventType.CONTROL_STATUS: Term(
        label="Control status",
        means="Who holds or held a place, no change happening in the claim.",
    ),
    EventType.CASUALTY_TOLL: Term(
        label="Casualty toll",
        means="Dead, hurt or missing with no single event: sums, running counts, bodies found.",
        not_this="The dead of one nameable strike or fight: see that event's type.",
    ),
    EventType.DISPLACEMENT: Term(label="Displacement", means="People flee or are driven out."),
    EventType.EVACUATION: Term(
        label="Evacuation",
        means="People are taken out of a place, or such a plan fails.",
    ),
    EventType.AID_ACCESS: Term(
        label="Aid and services",
        means="Siege, aid denied or delivered; hospitals, water or roads out of service.",
    ),
    EventType.HERITAGE_DAMAGE: Term(
        label="Heritage damage",
        means="A cultural or religious site is hit, harmed, robbed or destroyed.",
        not_this="The people hurt in it: see the event's own type.",
    ),
    EventType.DETENTION_MISSING: Term(
        label="Detention or missing people",
        means="People held, imprisoned, taken prisoner or missing.",
    ),
    EventType.ACCUSATION: Term(
        label="Accusation",
        means="Somebody is blamed for a crime or for backing a party.",
        not_this="Somebody's planes hit it, a source says: see that event with its actor.",
    ),
    EventType.DEMAND: Term(label="Demand", means="A call for something to be done; the actor is who is to act."),
    EventType.STATEMENT: Term(label="Statement", means="Concern, condemnation, praise and the like."),
}

TERRITORY = frozenset({EventType.GOVERNMENT_REGAINS_TERRITORY, EventType.NONSTATE_OVERTAKES_TERRITORY, EventType.NONVIOLENT_TRANSFER})
"""Types in which a place changes hands."""

CHARGES = frozenset({EventType.SUICIDE_BOMB, EventType.IED})
"""Types that tell one deed: a car bomb with its driver is told as either."""
