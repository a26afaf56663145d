"""Casualties, their sums over a period, and harm to sites, as they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.publish.brief.wording import write_bounds, write_day, write_days, write_range, write_time
from onrecord.publish.entries.form import Entry, Fact, claims_of, lines_of, name_of, named, quoted
from onrecord.publish.explain.ids import short
from onrecord.registers.casualties import Casualties, Count, Listed
from onrecord.registers.every import Register
from onrecord.registers.heritage import Damage, Heritage
from onrecord.registers.people import STATUS, People
from onrecord.registers.period import LeftOut, Period, Sum
from onrecord.registers.risk import Risk
from onrecord.registers.sites import NEAR_KM
from onrecord.registers.victims import Victim
from onrecord.vocab.event_types import TERMS


def casualties_told(entry: Casualties) -> Entry:
    event = entry.event
    marks = [word for word, so in (("pending: nobody asserts it", entry.pending), ("Discounted", entry.withdrawn)) if so]
    return Entry(
        register=Register.CASUALTIES,
        id=event.id,
        heading=TERMS[event.type].label,
        place=name_of(event.place),
        first=event.earliest,
        last=event.latest,
        facts=tuple(_casualty_facts(entry)),
        cited=entry.cited,
        events=(event.id,),
        marks=tuple(marks),
        unsure=entry.unsure,
    )


def _casualty_facts(entry: Casualties) -> Iterator[Fact]:
    for count in entry.counts:
        yield count_told(count)
    for victim in entry.named:
        yield Fact(label="named", text=_victim(victim), claims=tuple(victim.claims))
    for listed in entry.listed:
        yield Fact(label="named against the count", text=_against(listed), claims=tuple(c for v in entry.named for c in v.claims))
    yield from named("by", entry.alleged)
    yield from quoted("told beside it, not counted", entry.apart)


def count_told(count: Count) -> Fact:
    denied = f"; denied by {', '.join(count.denied_by)}" if count.denied_by else ""
    text = f"{write_range(count.low, count.high)} ({lines_of(count.by_root)}{denied})"
    return Fact(label=f"{count.what}, {_people(count.people, count.whose)}", text=text, claims=claims_of(count.by_root))


def _victim(victim: Victim) -> str:
    told = (victim.shown, victim.age and str(victim.age), victim.sex, victim.occupation, victim.relation, _status(victim), str(victim.what))
    roots = f"according to {', '.join(victim.roots)}" if victim.roots else ""
    return "; ".join(word for word in (*told, roots, f"in {len(victim.reports)} reports" if len(victim.reports) > 1 else "") if word)


def _status(victim: Victim) -> str:
    return "" if victim.people is People.UNKNOWN else str(victim.people)


def _against(listed: Listed) -> str:
    known = listed.low is not None or listed.high is not None
    counted = f"of {write_range(listed.low, listed.high)} {listed.what}" if known else f"{listed.what}, and no count"
    return f"{listed.named} by name {counted}" + ("; more are named than counted" if listed.beyond else "")


def _people(people: People, whose: str | None) -> str:
    part = "" if people in STATUS else " of them"
    return str(people).replace("_", " ") + (f" ({whose})" if whose else "") + part


def period_told(period: Period) -> Entry:
    """The sums, and what stands in none of them."""
    facts = [Fact(label=f"{s.what}, {_people(s.people, s.whose)}", text=_sum(s)) for s in period.sums]
    facts += [] if facts else [Fact(label="nothing can be added")]
    facts += [Fact(label="left out", text=_left_out(one)) for one in period.left_out]
    count = len(period.counted)
    return Entry(
        register=Register.CASUALTIES,
        id="",
        heading=f"Sums over {count:,} {'incident' if count == 1 else 'incidents'} that cannot be one another",
        place=None,
        first=period.first,
        last=period.last,
        facts=tuple(facts),
        events=period.counted,
    )


def _left_out(one: LeftOut) -> str:
    what = ", ".join(piece for piece in (TERMS[one.type].label, one.place, write_days(one.first, one.last)) if piece)
    return f"{what} ({short(one.event)}): {one.because}"


def _sum(total: Sum) -> str:
    many = len(total.incidents)
    return f"{write_range(total.low, total.high)} in {many:,} {'incident' if many == 1 else 'incidents'}"


def heritage_told(entry: Heritage) -> Entry:
    facts: list[Fact] = []
    for part in entry.parts:
        facts.append(Fact(label=part.name or "no part named"))
        facts += [_damage(damage) for damage in part.damages]
    facts += [_risk(risk) for risk in entry.at_risk]
    days = [d for h in entry.happenings for d in (h.first, h.last) if d]
    return Entry(
        register=Register.HERITAGE,
        id=entry.id,
        heading=_heading(entry),
        place=name_of(entry.place),
        first=min(days, default=None),
        last=max(days, default=None),
        facts=tuple(facts),
        events=tuple(dict.fromkeys(e for h in entry.happenings for e in h.events)),
        unsure=entry.unsure,
    )


def _heading(entry: Heritage) -> str:
    """What the site is; a site of which no harm is told stands there because it is at risk."""
    status = f"{entry.site.name}, {entry.site.status}" if entry.site else "not on the World Heritage list"
    return status if entry.parts else f"{status}: no harm told, at risk"


def _risk(risk: Risk) -> Fact:
    days = write_days(risk.first, risk.last) or "no day"
    where = f"at {risk.place}" if risk.km <= NEAR_KM else f"at {risk.place}, {risk.km} km off"
    return Fact(label="at risk", text=f"{days}: {risk.kind} {where}  {short(risk.event)}", claims=risk.claims)


def _damage(damage: Damage) -> Fact:
    days = write_days(damage.first, damage.last) or _undated(damage)
    harm = "" if damage.status == "harm" else damage.status
    cause = "" if damage.cause == "Unknown" else damage.cause
    extent = "" if damage.extent == "Unknown" else f"extent {damage.extent}"
    by = f"by {damage.by}" if damage.by else ""
    condition = "" if damage.condition == "Unknown" else damage.condition + (" in part" if damage.in_part else "")
    facts = "; ".join(f for f in (harm, condition, extent, cause, by, f"certainty {damage.certainty}") if f)
    holding = [claim for held in damage.held for claim in held.claims]
    return Fact(label=days, text=facts, claims=(damage.cited.claim, *holding), quoted=damage.cited, under=True)


def _undated(damage: Damage) -> str:
    """By when it was told, and when its doer is said to have held the place."""
    told = f"told by {write_day(damage.reported)}" if damage.reported else "no day"
    spells = [
        write_time(write_bounds(h.since.earliest, h.since.latest), write_bounds(h.until.earliest, h.until.latest)) for h in damage.held
    ]
    return f"{told}; {damage.by} held the place {', and '.join(spells)}" if spells else told
