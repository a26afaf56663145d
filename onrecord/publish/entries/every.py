"""All registers in order, each with its title and its entries as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.publish.entries import told
from onrecord.publish.entries.form import Entry
from onrecord.publish.entries.harm import casualties_told, heritage_told, period_told
from onrecord.publish.privacy import persons_at
from onrecord.records import Report
from onrecord.registers.casualties import Casualties, casualties
from onrecord.registers.every import ENTRIES, Register
from onrecord.registers.ground import Ground
from onrecord.registers.period import sum_period
from onrecord.registers.victims import Victim, victims

TITLES = {
    Register.CASUALTIES: "Casualties",
    Register.HERITAGE: "Heritage",
    Register.CHEMICAL: "Chemical weapons",
    Register.HEALTH: "Attacks on health care",
    Register.MISSING: "Missing, detained, abducted",
    Register.DISPLACEMENT: "Displacement, evacuation, siege, aid",
    Register.DEMANDS: "Demands, promises, agreements, warnings",
    Register.ACCUSATIONS: "Accusations and responsibility",
}
MEANS = {
    Register.CASUALTIES: "The least and the most that any root has said, incident by incident, and each root's own. Never averaged;"
    " sums only over incidents that cannot be one another.",
    Register.HERITAGE: "Harm to cultural and religious sites in EAMENA's terms, part by part; certainty is ours, from how many say so.",
    Register.CHEMICAL: "Alleged use of poison, in the terms of a fact-finding mission. Nothing is alleged here that no root alleges.",
    Register.HEALTH: "Harm to care, in the terms of WHO's surveillance and of Safeguarding Health in Conflict.",
    Register.MISSING: "People gone, held or taken: last seen where, held by whom according to whom, and what became of them.",
    Register.DISPLACEMENT: "Who moves, is besieged or is helped, how many, from where to where, under what deal.",
    Register.DEMANDS: "Who asks or promises what of whom, and what was said later of its being kept or broken.",
    Register.ACCUSATIONS: "Who blames whom for what, who denies it, who owns to it, what was looked into and ruled.",
}
TELLERS: Mapping[Register, Callable[[Any], Entry]] = {
    Register.CASUALTIES: casualties_told,
    Register.HERITAGE: heritage_told,
    Register.CHEMICAL: told.chemical_told,
    Register.HEALTH: told.health_told,
    Register.MISSING: told.missing_told,
    Register.DISPLACEMENT: told.displacement_told,
    Register.DEMANDS: told.demand_told,
    Register.ACCUSATIONS: told.accusation_told,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A register. unsure: entries that may be misread, apart; sums: of casualties, over all days."""

    register: Register
    title: str
    means: str
    entries: tuple[Entry, ...]
    unsure: tuple[Entry, ...] = ()
    sums: Entry | None = None

    @property
    def count(self) -> int:
        return len(self.entries) + len(self.unsure)


def named_victims(ground: Ground, printed: Mapping[str, Report]) -> list[Victim]:
    """Whom reports name as harmed. printed: the reports uncovered, to compare names by; shown is what the ground's reports show."""
    people = {key: persons_at(report, ground.actors) for key, report in printed.items()}
    return victims(ground, {key: report.text for key, report in printed.items()}, people)


def sections(ground: Ground, named: Sequence[Victim] = (), only: Iterable[Register] = Register) -> list[Section]:
    """The registers of which there is anything on record."""
    made = (_section(register, ground, named) for register in only)
    return [section for section in made if section.count]


def _section(register: Register, ground: Ground, named: Sequence[Victim]) -> Section:
    found: Sequence[Any] = casualties(ground, named) if register is Register.CASUALTIES else ENTRIES[register](ground)
    entries = [TELLERS[register](entry) for entry in found]
    return Section(
        register=register,
        title=TITLES[register],
        means=MEANS[register],
        entries=tuple(e for e in entries if not e.unsure),
        unsure=tuple(e for e in entries if e.unsure),
        sums=_sums(found) if register is Register.CASUALTIES and found else None,
    )


def _sums(found: Sequence[Casualties]) -> Entry:
    return period_told(sum_period(found))
