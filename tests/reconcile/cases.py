"""Makes claims and events for the tests of reconcile: one place, two sides, an observatory and a mayor."""

from __future__ import annotations

from typing import Any

from builders import a_report

from onrecord.knowledge.actors.register import Actor, ActorRegister, Side
from onrecord.reconcile import reconcile
from onrecord.records import Claim, Control, Event, Figure, Place, Report, Root, Source, When, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.measures import Measure
from onrecord.vocab.roles import Kind

REGISTER = ActorRegister(
    [
        Actor(name="Harran government", kind=Kind.GOVERNMENT, sides=(Side(side="harran:government"),)),
        Actor(name="Harran army", kind=Kind.MILITARY, parent="Harran government"),
        Actor(name="Front of Dura", kind=Kind.ARMED_GROUP, sides=(Side(side="harran:front"),)),
    ]
)
ARMY, FRONT = Source(name="Harran army", kind="military"), Source(name="Front of Dura", kind="armed_group")
OBSERVATORY, MAYOR = Source(name="Observatory of Harran", kind="monitor"), Source(name="Mayor of Dura", kind="witness")
DURA = Place(name="Dura")
TENTH, TWENTIETH = (When(earliest=f"2016-12-{d}", latest=f"2016-12-{d}") for d in (10, 20))


def said(text: str, source: Source, *, report: str = "r1", **changed: Any) -> Claim:
    plain: dict[str, Any] = {
        "id": f"c-{text}-{source.name}-{report}",
        "report": report,
        "quote": Words(text=text, start=0, end=len(text)),
        "source": source,
        "type": EventType.SHELLING,
        "place": DURA,
        "when": TENTH,
    }
    return Claim(**(plain | changed))


def killed(low: int | None, high: int | None, of: str | None = None, what: Measure = Measure.KILLED) -> tuple[Figure, ...]:
    return (Figure(what=what, low=low, high=high, of=of),)


def reconciled(*claims: Claim, published: dict[str, str] | None = None, roots: dict[str, str] | None = None) -> Event:
    published = published or {}
    reports: dict[str, Report] = {
        c.report: a_report(id=c.report, publisher=f"Paper {c.report}", published=published.get(c.report, "2016-12-30")) for c in claims
    }
    by_root: dict[str, list[str]] = {}
    for c in claims:
        own = c.source.name if c.source.named else reports[c.report].publisher or c.report
        by_root.setdefault((roots or {}).get(c.id, own), []).append(c.id)
    event = Event(
        id="evt-1",
        type=claims[0].type,
        claims=tuple(c.id for c in claims),
        roots=tuple(Root(name=n, claims=tuple(ids)) for n, ids in by_root.items()),
    )
    return reconcile(event, reports, {c.id: c for c in claims}, REGISTER)


def holding(text: str, source: Source, holder: str, change: Change, *, extent: str = "all", place: str = "Dura", **changed: Any) -> Claim:
    control = Control(holder=holder, place=place, extent=extent, change=change)
    return said(text, source, **({"type": EventType.CONTROL_STATUS, "control": control} | changed))
