"""Happenings of the other registers, as they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.publish.entries.form import Entry, Fact, fine, listed, named, numbers, of_happening, quoted
from onrecord.publish.entries.harm import count_told
from onrecord.registers.accusations import Accusation
from onrecord.registers.chemical import Chemical
from onrecord.registers.demands import Demand
from onrecord.registers.displacement import Displacement
from onrecord.registers.every import Register
from onrecord.registers.health import Health
from onrecord.registers.missing import Missing

FEARED = "feared, not yet so"


def chemical_told(entry: Chemical) -> Entry:
    facts = [*named("agent", entry.agents), *named("means", entry.means), *named("blamed", entry.blamed)]
    facts += [count_told(count) for count in entry.victims]
    facts += [*listed("symptoms", entry.symptoms), *listed("samples", entry.samples)]
    facts += [*listed("alleged by", entry.alleged_by), *listed("denied by", entry.denied_by)]
    facts += [Fact(label="referral", text=entry.referral), *quoted("referred", entry.referrals)]
    return of_happening(Register.CHEMICAL, entry.happening, facts, entry.cited)


def health_told(entry: Health) -> Entry:
    facts = [*fine("affected", entry.affected), *named("facility", entry.facilities), *named("means", entry.means)]
    facts += [*named("blamed", entry.blamed), *(count_told(count) for count in entry.victims)]
    facts += [*listed("alleged by", entry.alleged_by), *listed("denied by", entry.denied_by)]
    return of_happening(Register.HEALTH, entry.happening, facts, entry.cited, marks=[FEARED] if entry.feared else [])


def missing_told(entry: Missing) -> Entry:
    facts = [Fact(label="what", text=", ".join(entry.kinds)), *numbers(entry.counts)]
    facts += [*named("who", entry.who), *named("held by", entry.held_by), *named("fate", entry.fate)]
    facts += [] if entry.fate or entry.feared else [Fact(label="fate", text="unknown")]
    facts += listed("denied by", entry.denied_by)
    return of_happening(Register.MISSING, entry.happening, facts, entry.cited, marks=[FEARED] if entry.feared else [])


def displacement_told(entry: Displacement) -> Entry:
    facts = [*fine("what", entry.what), *named("who", entry.who), *named("by", entry.by), *numbers(entry.counts)]
    facts += [*named("from", entry.origins), *named("to", entry.destinations), *named("deal", entry.deals)]
    facts += listed("denied by", entry.denied_by)
    marks = ["planned, not yet so"] if entry.planned else ["asked for"] if entry.asked_only else []
    return of_happening(Register.DISPLACEMENT, entry.happening, facts, entry.cited, marks=marks)


def demand_told(entry: Demand) -> Entry:
    heading = f"{entry.kind.capitalize()}: {entry.asked_by}"
    return of_happening(
        Register.DEMANDS, entry.happening, _asked(entry), entry.cited, marks=["denied"] if entry.denied else [], heading=heading
    )


def _asked(entry: Demand) -> Iterator[Fact]:
    yield Fact(label="of", text=entry.of or "nobody named")
    if entry.concerning:
        yield Fact(label="concerning", text=entry.concerning)
    if entry.by_when:
        yield Fact(label="by when", text=f"“{entry.by_when.words}”")
    yield from fine("about", entry.about)
    if entry.starts:
        yield Fact(label="in force", text=f"from {entry.starts}" + (f" to {entry.ends}" if entry.ends else ""))
    for label, later in (("kept", entry.kept), ("broken", entry.broken)):
        for one in later:
            whose = f" by {one.by}" if one.by else ""
            yield Fact(label=label + whose, text=one.because, claims=(one.cited.claim,), quoted=one.cited)


def accusation_told(entry: Accusation) -> Entry:
    facts = [*named("blamed", entry.accused), *named("harmed", entry.harmed)]
    facts += [] if entry.accused else [Fact(label="blamed", text="nobody by name")]
    facts += [*listed("by", entry.accusers), *listed("denied by", entry.denied_by)]
    facts += [*quoted("denial", entry.denials), *quoted("acceptance", entry.acceptance)]
    facts += [*quoted("investigation", entry.investigations), *quoted("ruling", entry.rulings)]
    return of_happening(Register.ACCUSATIONS, entry.happening, facts, entry.cited)
