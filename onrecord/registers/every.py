"""All registers: the happenings that each makes entries of."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from onrecord.registers.accusations import accusations
from onrecord.registers.chemical import chemical
from onrecord.registers.demands import demands
from onrecord.registers.displacement import displacement
from onrecord.registers.ground import Ground
from onrecord.registers.happenings import Happening
from onrecord.registers.health import health
from onrecord.registers.heritage import heritage
from onrecord.registers.missing import missing

# What each register makes an entry of; a site's heritage entry holds several. A casualty entry is an event.
HAPPENINGS: dict[str, Callable[[Ground], Iterable[Happening]]] = {
    "heritage": lambda ground: (h for entry in heritage(ground) for h in entry.happenings),
    "chemical": lambda ground: (entry.happening for entry in chemical(ground)),
    "health": lambda ground: (entry.happening for entry in health(ground)),
    "missing": lambda ground: (entry.happening for entry in missing(ground)),
    "displacement": lambda ground: (entry.happening for entry in displacement(ground)),
    "demands": lambda ground: (entry.happening for entry in demands(ground)),
    "accusations": lambda ground: (entry.happening for entry in accusations(ground)),
}
