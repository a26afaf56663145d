"""All registers: what each makes entries of, and the happenings in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from onrecord.registers.accusations import accusations
from onrecord.registers.casualties import casualties
from onrecord.registers.chemical import chemical
from onrecord.registers.demands import demands
from onrecord.registers.displacement import displacement
from onrecord.registers.ground import Ground
from onrecord.registers.happenings import Happening
from onrecord.registers.health import health
from onrecord.registers.heritage import heritage
from onrecord.registers.missing import missing


class Register(StrEnum):
    CASUALTIES = "casualties"
    HERITAGE = "heritage"
    CHEMICAL = "chemical"
    HEALTH = "health"
    MISSING = "missing"
    DISPLACEMENT = "displacement"
    DEMANDS = "demands"
    ACCUSATIONS = "accusations"


ENTRIES: Mapping[Register, Callable[[Ground], Sequence[Any]]] = {
    Register.CASUALTIES: casualties,
    Register.HERITAGE: heritage,
    Register.CHEMICAL: chemical,
    Register.HEALTH: health,
    Register.MISSING: missing,
    Register.DISPLACEMENT: displacement,
    Register.DEMANDS: demands,
    Register.ACCUSATIONS: accusations,
}


def happenings(register: Register, ground: Ground) -> Iterable[Happening]:
    """What a register makes an entry of; a site's heritage entry holds several. A casualty entry is an event, and is none."""
    if register is Register.CASUALTIES:
        return ()
    if register is Register.HERITAGE:
        return (happening for entry in heritage(ground) for happening in entry.happenings)
    return (entry.happening for entry in ENTRIES[register](ground))
