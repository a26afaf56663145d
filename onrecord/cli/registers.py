"""How entries of the registers are shown to people: a heading, a few facts, and under them the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Group
from rich.text import Text

from onrecord.cli import tables
from onrecord.publish.explain.ids import short
from onrecord.records import Event
from onrecord.registers.accusations import Accusation
from onrecord.registers.casualties import Casualties, Count, Listed
from onrecord.registers.chemical import Chemical
from onrecord.registers.demands import Demand
from onrecord.registers.displacement import Displacement, Moved
from onrecord.registers.ground import ByRoot, Cited
from onrecord.registers.happenings import Happening
from onrecord.registers.health import Health
from onrecord.registers.heritage import Damage, Heritage
from onrecord.registers.missing import Gone, Missing
from onrecord.registers.people import STATUS, People
from onrecord.registers.period import Period, Sum
from onrecord.registers.victims import Victim
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.fine_types import FINE, FineType
from onrecord.vocab.hedges import Modality

MOST_WORDS = 4  # quotes under one entry; --format jsonl has all


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One entry: what stands at its left, its heading, its facts, the words it rests on."""

    left: str
    heading: str
    id: str = ""
    facts: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()


def show(name: str, entries: Sequence[Shown]) -> None:
    table = tables.two_columns()
    for entry in entries:
        id_ = Text(f"  {tables.shown(entry.id)}", style="dim")
        lines = [Text(tables.shown(entry.heading), style="bold") + id_, *(_fact(fact) for fact in entry.facts)]
        lines += [_words(c) for c in entry.cited[:MOST_WORDS]]
        if len(entry.cited) > MOST_WORDS:
            lines.append(Text(f"and {len(entry.cited) - MOST_WORDS} more claims; --format jsonl gives all", style="dim"))
        table.add_row(Text(tables.shown(entry.left)), Group(*lines))
    tables.show(table)
    print(f"{name}: {len(entries):,} {'entry' if len(entries) == 1 else 'entries'}" if entries else f"{name}: nothing is on record")


def _fact(fact: str) -> Text:
    """One line of an entry; what begins with a blank stands under the line before it."""
    return Text(("  " if fact.startswith(" ") else "") + tables.cut(fact))


def _words(cited: Cited) -> Text:
    firm = "" if cited.modality is Modality.ASSERTED else f" ({cited.modality})"
    via = "".join(f", via {v}" for v in cited.via)
    said = Text(f"“{tables.cut(cited.quote)}”", style="italic")
    who = tables.shown(f"{cited.source}{via}{firm}")
    return said + Text(f" {who}  {tables.shown(short(cited.claim))}", style="not italic dim")


def event_heading(event: Event) -> str:
    place = event.place.name if event.place else ""
    return "; ".join(piece for piece in (TERMS[event.type].label, place) if piece)


def day_of(event: Event) -> str:
    return tables.days(event.earliest, event.latest)


def according(named: Iterable[tuple[str, Sequence[str]]]) -> str:
    return "; ".join(f"{name}, according to {', '.join(roots)}" for name, roots in named)


# --- casualties ------------------------------------------------------------------------------------------------


def casualties_shown(entry: Casualties) -> Shown:
    facts = [_count(c) for c in entry.counts]
    facts += [f"named: {_victim(v)}" for v in entry.named] + [_against(n) for n in entry.listed]
    if entry.alleged:
        facts.append(f"by: {according(entry.alleged)}")
    if entry.pending:
        facts.append("pending: nobody asserts it")
    if entry.withdrawn:
        facts.append("Discounted")
    return Shown(
        left=day_of(entry.event),
        heading=event_heading(entry.event),
        id=short(entry.event.id),
        facts=tuple(facts),
        cited=entry.cited,
    )


def period_shown(period: Period) -> Shown:
    """The sums, and what stands in none of them."""
    facts = [_sum(s) for s in period.sums] or ["nothing can be added"]
    facts += [f"left out: {short(one.event)}, {one.because}" for one in period.left_out]
    return Shown(
        left=f"{period.first or 'the first day'} to {period.last or 'the last'}",
        heading=f"Sums over {len(period.counted):,} incidents that cannot be one another",
        facts=tuple(facts),
    )


def _count(count: Count) -> str:
    roots = "; ".join(f"{line.root} {tables.number(line.low, line.high)}" for line in count.by_root)
    denied = f"; denied by {', '.join(count.denied_by)}" if count.denied_by else ""
    number = tables.number(count.low, count.high)
    return f"{count.what}, {_people(count.people, count.whose)}: {number} ({roots}{denied})"


def _victim(victim: Victim) -> str:
    told = (victim.shown, victim.age and str(victim.age), victim.sex, victim.occupation, victim.relation, str(victim.what))
    roots = f"according to {', '.join(victim.roots)}" if victim.roots else ""
    return "; ".join(word for word in (*told, roots, f"in {len(victim.reports)} reports" if len(victim.reports) > 1 else "") if word)


def _against(listed: Listed) -> str:
    known = listed.low is not None or listed.high is not None
    counted = f"of {tables.number(listed.low, listed.high)} {listed.what}" if known else f"{listed.what}, and no count"
    return f"{listed.named} by name {counted}" + ("; more are named than counted" if listed.beyond else "")


def _sum(total: Sum) -> str:
    number = tables.number(total.low, total.high)
    return f"{total.what}, {_people(total.people, total.whose)}: {number} in {tables.count(len(total.incidents), 'incident')}"


def _people(people: People, whose: str | None) -> str:
    part = "" if people in STATUS else " of them"
    return str(people).replace("_", " ") + (f" ({whose})" if whose else "") + part


# --- heritage --------------------------------------------------------------------------------------------------


def heritage_shown(entry: Heritage) -> Shown:
    name = entry.place.name if entry.place else "no place named"
    listed = f"{entry.site.name}, World Heritage since {entry.site.inscribed}" if entry.site else "not on the World Heritage list"
    facts: list[str] = []
    for part in entry.parts:
        facts.append(f"{part.name or 'no part named'}:")
        facts += [f"  {_damage(d)}" for d in part.damages]
    if entry.at_risk:
        facts.append(f"at risk: fighting or a change of hands there in {tables.count(len(entry.at_risk), 'event')}")
    return Shown(left=name, heading=listed, facts=tuple(facts))


def _damage(damage: Damage) -> str:
    days = (
        tables.days(damage.first, damage.last)
        if damage.first or not damage.reported
        else f"told by {tables.days(damage.reported, damage.reported)}"
    )
    harm = "" if damage.status == "harm" else damage.status
    cause = "" if damage.cause == "Unknown" else damage.cause
    extent = "" if damage.extent == "Unknown" else f"extent {damage.extent}"
    by = f"by {damage.by}" if damage.by else ""
    condition = "" if damage.condition == "Unknown" else damage.condition + (" in part" if damage.in_part else "")
    facts = "; ".join(f for f in (harm, condition, extent, cause, by, f"certainty {damage.certainty}") if f)
    return f"{days}: {facts}; according to {damage.cited.root} “{damage.cited.quote}”  {short(damage.cited.claim)}"


# --- what was done, by day ----------------------------------------------------------------------------------------


def chemical_shown(entry: Chemical) -> Shown:
    told = (("agent", entry.agents), ("means", entry.means), ("blamed", entry.blamed))
    facts = [f"{label}: {according(named)}" for label, named in told if named]
    facts += [_count(victims) for victims in entry.victims]
    facts += _listed(symptoms=entry.symptoms, samples=entry.samples, alleged_by=entry.alleged_by, denied_by=entry.denied_by)
    return _happening_shown(entry.happening, [*facts, *_quoted("referred", entry.referrals)], entry.cited)


def health_shown(entry: Health) -> Shown:
    told = (("affected", _labels(entry.affected)), ("facility", entry.facilities), ("means", entry.means), ("blamed", entry.blamed))
    facts = [f"{label}: {according(named)}" for label, named in told if named]
    facts += [_count(victims) for victims in entry.victims]
    facts += _listed(alleged_by=entry.alleged_by, denied_by=entry.denied_by)
    return _happening_shown(entry.happening, [*facts, *(["feared, not yet so"] if entry.feared else [])], entry.cited)


def missing_shown(entry: Missing) -> Shown:
    facts = [", ".join(entry.kinds) + (" (feared, not yet so)" if entry.feared else "")]
    facts += [_number(count) for count in entry.counts]
    told = (("who", entry.who), ("by", entry.held_by), ("fate", entry.fate))
    facts += [f"{label}: {according(named)}" for label, named in told if named]
    facts += [] if entry.fate or entry.feared else ["fate: unknown"]
    return _happening_shown(entry.happening, [*facts, *_listed(denied_by=entry.denied_by)], entry.cited)


def displacement_shown(entry: Displacement) -> Shown:
    way = (("from", entry.origins), ("to", entry.destinations), ("deal", entry.deals))
    told = (("what", _labels(entry.what)), ("who", entry.who), ("by", entry.by), *way)
    facts = [f"{label}: {according(named)}" for label, named in told if named]
    facts += [_number(count) for count in entry.counts]
    facts += ["planned, not yet so"] if entry.planned else ["asked for"] if entry.asked_only else []
    return _happening_shown(entry.happening, [*facts, *_listed(denied_by=entry.denied_by)], entry.cited)


def demand_shown(entry: Demand) -> Shown:
    facts = [f"of {entry.of}" if entry.of else "of nobody named"]
    facts += [f"concerning {entry.concerning}"] if entry.concerning else []
    facts += [f"by when: “{entry.by_when.words}”"] if entry.by_when else []
    facts += ["denied"] if entry.denied else []
    lines = ["; ".join(facts)]
    lines += [f"about: {according(_labels(entry.about))}"] if entry.about else []
    lines += [f"in force from {entry.starts}" + (f" to {entry.ends}" if entry.ends else "")] if entry.starts else []
    lines += _quoted("kept", [one.cited for one in entry.kept]) + _quoted("broken", [one.cited for one in entry.broken])
    place = entry.happening.place.name if entry.happening.place else ""
    heading = "; ".join(piece for piece in (entry.kind.capitalize(), entry.asked_by, place) if piece)
    days = tables.days(entry.happening.first, entry.happening.last)
    return Shown(left=days, heading=heading, id=short(entry.happening.id), facts=tuple(lines), cited=entry.cited)


def accusation_shown(entry: Accusation) -> Shown:
    told = (("blamed", entry.accused), ("harmed", entry.harmed))
    facts = [f"{label}: {according(named)}" for label, named in told if named] or ["blamed: nobody by name"]
    facts += _listed(by=entry.accusers, denied_by=entry.denied_by)
    for label in ("denials", "acceptance", "investigations", "rulings"):
        facts += _quoted(label, getattr(entry, label))
    return _happening_shown(entry.happening, facts, entry.cited)


def _labels(said: ByRoot) -> list[tuple[str, Sequence[str]]]:
    """Fine types by their labels."""
    return [(FINE[FineType(code)].label, roots) for code, roots in said]


def _number(count: Gone | Moved) -> str:
    roots = "; ".join(f"{s.root} {tables.number(s.low, s.high)}" for s in count.by_root)
    return f"{count.what}{f' ({count.of})' if count.of else ''}: {tables.number(count.low, count.high)} ({roots})"


def _listed(**listed: Sequence[str]) -> list[str]:
    return [f"{label.replace('_', ' ')}: {', '.join(words)}" for label, words in listed.items() if words]


def _quoted(label: str, cited: Sequence[Cited]) -> list[str]:
    return [f"{label}: {c.source} “{c.quote}”  {short(c.claim)}" for c in cited[:MOST_WORDS]]


def _happening_shown(happening: Happening, facts: Sequence[str], cited: Sequence[Cited]) -> Shown:
    place = happening.place.name if happening.place else ""
    return Shown(
        left=tables.days(happening.first, happening.last),
        heading="; ".join(piece for piece in (TERMS[happening.type].label, place) if piece),
        id=short(happening.id),
        facts=tuple(facts),
        cited=tuple(cited),
    )
