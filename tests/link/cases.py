"""Makes claims of one shelling, and links them: every argument has a plain default, so that a test names only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from builders import a_report

from onrecord.knowledge.actors.register import Actor, ActorRegister, Side
from onrecord.link import link
from onrecord.records import Claim, Event, Judgement, Place, Report, Source, When, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.roles import Kind

REGISTER = ActorRegister(
    [
        Actor(name="Harran government", kind=Kind.GOVERNMENT, sides=(Side(side="harran:government"),)),
        Actor(name="Harran army", kind=Kind.MILITARY, parent="Harran government"),
        Actor(name="Front of Dura", kind=Kind.ARMED_GROUP, sides=(Side(side="harran:front"),)),
        Actor(name="Dura Radio", kind=Kind.MEDIA, parent="Front of Dura"),
    ]
)
NARRATOR = Source(name="narrator", kind="narrator")
OBSERVATORY = Source(name="Observatory of Harran", kind="monitor")
ARMY = Source(name="Harran army", kind="military")
DAY = When(earliest="2016-12-10", latest="2016-12-10")


def a_said(number: int, text: str = "Shells hit the market of Dura", *, at: int = 0, **changed: Any) -> Claim:
    plain: dict[str, Any] = {
        "id": f"c{number}",
        "report": f"r{number}",
        "quote": Words(text=text, start=at, end=at + len(text)),
        "source": OBSERVATORY,
        "type": EventType.SHELLING,
        "place": Place(name="Dura"),
        "when": DAY,
        "actor": "Harran army",
        "target": "civilians",
    }
    return Claim(**(plain | changed))


def reports_of(claims: Sequence[Claim], **changed: Any) -> dict[str, Report]:
    return {c.report: a_report(id=c.report, publisher=f"Paper {c.report}", published="2016-12-11", **changed) for c in claims}


def linked(*claims: Claim, judgements: Sequence[Judgement] = (), reports: dict[str, Report] | None = None) -> list[Event]:
    return link(reports or reports_of(claims), claims, REGISTER, judgements)


def together(events: Sequence[Event], *ids: str) -> bool:
    return any(set(ids) <= set(e.claims) for e in events)


def root_of(events: Sequence[Event], claim: str) -> str:
    return next(r.name for e in events for r in e.roots if claim in r.claims)
