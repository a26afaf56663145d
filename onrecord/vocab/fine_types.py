"""Fine types: what a claim says more closely than its event type, in the terms of the registers' fields. A closed list; a code is forever.

They are read from the claim's type and its exact words alone, and stand beside the type, never in its place. The words lie in
words/<language>/fine.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from onrecord.vocab import load
from onrecord.vocab.event_types import EventType as T


class FineType(StrEnum):
    # attacks on health care, as WHO's surveillance system and Safeguarding Health in Conflict name what is affected
    HEALTH_FACILITY = "health_facility"
    HEALTH_STAFF = "health_staff"
    HEALTH_TRANSPORT = "health_transport"
    HEALTH_PATIENTS = "health_patients"
    HEALTH_SUPPLIES = "health_supplies"
    HEALTH_OBSTRUCTION = "health_obstruction"
    # people on the move, siege, aid
    FLIGHT = "flight"
    EXPULSION = "expulsion"
    RETURN = "return"
    EVACUATED = "evacuated"
    EVACUATION_STOPPED = "evacuation_stopped"
    SIEGE = "siege"
    AID_ASKED = "aid_asked"
    AID_ALLOWED = "aid_allowed"
    AID_REFUSED = "aid_refused"
    AID_DELIVERED = "aid_delivered"
    SHORTAGE = "shortage"
    SERVICES_OUT = "services_out"
    # agreements, promises, warnings
    CEASEFIRE = "ceasefire"
    EVACUATION_DEAL = "evacuation_deal"
    EXCHANGE = "exchange"
    SURRENDER_DEAL = "surrender_deal"
    TALKS = "talks"
    BREACH = "breach"
    KEPT = "kept"
    PROMISE = "promise"
    WARNING = "warning"
    # accusations and what follows them
    BLAME = "blame"
    REJECTION = "rejection"
    ACCEPTANCE = "acceptance"
    INVESTIGATION = "investigation"
    RULING = "ruling"


_STRIKES = frozenset({T.AIR_STRIKE, T.SHELLING, T.SUICIDE_BOMB, T.IED, T.GRENADE, T.CHEMICAL_WEAPON})
_HARM = _STRIKES | {
    T.ATTACK_ON_CIVILIANS, T.ABDUCTION, T.ARRESTS, T.SEXUAL_VIOLENCE, T.MOB_VIOLENCE, T.ARMED_CLASH, T.LOOTING_DESTRUCTION,
    T.DETENTION_MISSING, T.CASUALTY_TOLL, T.AID_ACCESS, T.ACCUSATION, T.BASE_ESTABLISHED,
}  # fmt: skip
_WORD_GIVEN = frozenset({T.AGREEMENT, T.STATEMENT, T.OTHER_STRATEGIC, T.EVACUATION, T.AID_ACCESS, T.TROOP_MOVEMENT, T.DEMAND, T.ACCUSATION})
_SAYING = frozenset({T.ACCUSATION, T.STATEMENT, T.OTHER_STRATEGIC, T.DEMAND})


@dataclass(frozen=True, slots=True)
class FineTerm:
    """A fine type as people read it, and the event types under which it may stand."""

    label: str
    means: str
    under: frozenset[T]


FINE: dict[FineType, FineTerm] = {
    FineType.HEALTH_FACILITY: FineTerm(
        "Health facility",
        "A hospital, clinic or other place of care is hit, damaged, entered, occupied or put out of service.",
        _HARM,
    ),
    FineType.HEALTH_STAFF: FineTerm(
        "Health staff",
        "Doctors, nurses, medics or others who care are killed, hurt, held or threatened.",
        _HARM,
    ),
    FineType.HEALTH_TRANSPORT: FineTerm(
        "Health transport",
        "An ambulance or another means of medical transport is hit, taken or stopped.",
        _HARM,
    ),
    FineType.HEALTH_PATIENTS: FineTerm(
        "Patients",
        "The sick or wounded in care are harmed, removed or left behind.",
        _HARM | {T.EVACUATION},
    ),
    FineType.HEALTH_SUPPLIES: FineTerm(
        "Medical supplies",
        "Medicines or medical equipment are taken, destroyed or kept out.",
        _HARM,
    ),
    FineType.HEALTH_OBSTRUCTION: FineTerm(
        "Care obstructed",
        "Access to care, or the work of those who give it, is hindered.",
        _HARM | {T.EVACUATION},
    ),
    FineType.FLIGHT: FineTerm(
        "Flight",
        "People leave their homes for fear.",
        frozenset({T.DISPLACEMENT}),
    ),
    FineType.EXPULSION: FineTerm(
        "Expulsion",
        "People are driven out, or their place is emptied.",
        frozenset({T.ACCUSATION, T.DISPLACEMENT, T.EVACUATION}),
    ),
    FineType.RETURN: FineTerm(
        "Return",
        "People come back.",
        frozenset({T.DISPLACEMENT, T.EVACUATION}),
    ),
    FineType.EVACUATED: FineTerm(
        "Evacuated",
        "People are brought out of a place.",
        frozenset({T.EVACUATION}),
    ),
    FineType.EVACUATION_STOPPED: FineTerm(
        "Evacuation stopped",
        "An evacuation is halted, held up, called off or does not begin.",
        frozenset({T.AGREEMENT, T.EVACUATION}),
    ),
    FineType.SIEGE: FineTerm(
        "Siege",
        "A place is cut off, so that nobody or nothing comes in or out.",
        frozenset({T.ACCUSATION, T.AID_ACCESS, T.DISPLACEMENT, T.TROOP_MOVEMENT}),
    ),
    FineType.AID_ASKED: FineTerm(
        "Aid asked for",
        "Aid, a convoy or access is asked for.",
        frozenset({T.AID_ACCESS, T.DEMAND, T.STATEMENT}),
    ),
    FineType.AID_ALLOWED: FineTerm(
        "Aid let in",
        "Leave is given for aid or access; it is not said to have come.",
        frozenset({T.AGREEMENT, T.AID_ACCESS}),
    ),
    FineType.AID_REFUSED: FineTerm(
        "Aid refused",
        "Aid or access is refused, stopped, or taken on its way.",
        frozenset({T.ACCUSATION, T.AID_ACCESS, T.LOOTING_DESTRUCTION}),
    ),
    FineType.AID_DELIVERED: FineTerm(
        "Aid delivered",
        "Aid arrives or is handed out, or care is given.",
        frozenset({T.AID_ACCESS}),
    ),
    FineType.SHORTAGE: FineTerm(
        "Shortage",
        "Food, water, medicine or fuel is scarce or gone.",
        frozenset({T.AID_ACCESS, T.STATEMENT}),
    ),
    FineType.SERVICES_OUT: FineTerm(
        "Services out",
        "Hospitals, schools, water, power, roads or markets do not work.",
        frozenset({T.AID_ACCESS, T.LOOTING_DESTRUCTION}),
    ),
    FineType.CEASEFIRE: FineTerm(
        "Ceasefire",
        "A halt of fighting is agreed, offered, begun or over.",
        _WORD_GIVEN | {T.AIR_STRIKE, T.ARMED_CLASH, T.SHELLING},
    ),
    FineType.EVACUATION_DEAL: FineTerm(
        "Evacuation deal",
        "It is agreed who may leave, and how.",
        frozenset({T.AGREEMENT, T.EVACUATION, T.OTHER_STRATEGIC}),
    ),
    FineType.EXCHANGE: FineTerm(
        "Exchange",
        "Prisoners, hostages or bodies are swapped.",
        frozenset({T.AGREEMENT, T.DETENTION_MISSING, T.EVACUATION, T.OTHER_STRATEGIC}),
    ),
    FineType.SURRENDER_DEAL: FineTerm(
        "Surrender or handover",
        "A side gives itself or a place up, by word or deed.",
        frozenset({T.AGREEMENT, T.NONVIOLENT_TRANSFER, T.OTHER_STRATEGIC}),
    ),
    FineType.TALKS: FineTerm(
        "Talks",
        "Parties talk, or a mediator talks with them.",
        frozenset({T.AGREEMENT, T.OTHER_STRATEGIC, T.STATEMENT}),
    ),
    FineType.BREACH: FineTerm(
        "Breach",
        "A ceasefire, deal or promise is said to be broken.",
        _STRIKES | _WORD_GIVEN | {T.ARMED_CLASH, T.ATTACK_ON_CIVILIANS},
    ),
    FineType.KEPT: FineTerm(
        "Kept",
        "A ceasefire, deal or promise is said to be kept.",
        _WORD_GIVEN,
    ),
    FineType.PROMISE: FineTerm(
        "Promise",
        "Somebody binds himself to do or not to do something.",
        frozenset({T.AGREEMENT, T.AID_ACCESS, T.EVACUATION, T.OTHER_STRATEGIC, T.STATEMENT, T.TROOP_MOVEMENT}),
    ),
    FineType.WARNING: FineTerm(
        "Warning",
        "Somebody is warned or threatened, or given a last term.",
        frozenset({T.AGREEMENT, T.DEMAND, T.OTHER_STRATEGIC, T.STATEMENT}),
    ),
    FineType.BLAME: FineTerm(
        "Blame",
        "Somebody is blamed for a crime or for backing a party.",
        frozenset({T.ACCUSATION}),
    ),
    FineType.REJECTION: FineTerm(
        "Rejection",
        "The blame is rejected.",
        frozenset({T.ACCUSATION, T.STATEMENT}),
    ),
    FineType.ACCEPTANCE: FineTerm(
        "Acceptance",
        "Somebody owns to the deed.",
        _STRIKES | _SAYING | {T.ABDUCTION, T.ATTACK_ON_CIVILIANS, T.CASUALTY_TOLL},
    ),
    FineType.INVESTIGATION: FineTerm(
        "Investigation",
        "An inquiry is asked for, announced, held or refused.",
        _SAYING | {T.CHEMICAL_WEAPON},
    ),
    FineType.RULING: FineTerm(
        "Ruling",
        "A court, a council or an inquiry finds or decides.",
        _SAYING | {T.ARRESTS},
    ),
}
HEALTH = frozenset(code for code in FineType if code.startswith("health_"))


@lru_cache(maxsize=65_536)
def fine_types(type_: T, words: str) -> tuple[FineType, ...]:
    """The fine types that a claim of this type says in these words, in the order of the list; none is usual."""
    return tuple(code for code, term in FINE.items() if type_ in term.under and _says(code, words))


def _says(code: FineType, words: str) -> bool:
    found, unless = _patterns(code)
    return bool(found.search(words)) and not (unless and unless.search(words))


@cache
def _patterns(code: FineType) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """What is looked for, and beside what it is nothing."""
    table = load.table("fine")
    entry: dict[str, Any] = table[code]

    def any_of(key: str) -> str:
        pattern = f"(?:{'|'.join(entry[key])})"
        for name, words in table["lists"].items():
            pattern = pattern.replace(f"{{{name}}}", f"(?:{'|'.join(words)})")
        return pattern

    ways = [rf"\b{any_of('words')}\b"] if "words" in entry else []
    if "one" in entry:
        one, other = any_of("one"), any_of("other")
        free = "".join(f"(?<!{before})" for before in entry.get("not_before", ()))
        gap = f".{{0,{entry.get('within', 80)}}}?"
        ways += [rf"{free}\b{one}\b{gap}\b{other}\b", rf"\b{other}\b{gap}{free}\b{one}\b"]
    flags = re.IGNORECASE | re.DOTALL
    return re.compile("|".join(ways), flags), re.compile(rf"\b{any_of('unless')}\b", flags) if "unless" in entry else None
