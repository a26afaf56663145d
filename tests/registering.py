"""Pictures for the registers' tests: claims over one text, linked and reconciled as the program does it."""

from __future__ import annotations

from typing import Any

from builders import a_report, words

from onrecord import flow
from onrecord.knowledge.actors import ActorRegister
from onrecord.records import Claim, Figure, Place, Source, When
from onrecord.registers.ground import Ground
from onrecord.vocab.event_types import EventType
from onrecord.vocab.measures import Measure

REGISTER = ActorRegister.load()


def a_ground(*claims: Claim, text: str) -> Ground:
    """Reports with this text, one for each that the claims name, and what the claims come to."""
    reports = [a_report(text, id=i, publisher=f"Paper {i}") for i in dict.fromkeys(c.report for c in claims)]
    return Ground(flow.conclude(reports, list(claims), REGISTER), REGISTER)


def said(id_: str, quote: str, text: str, type_: EventType, *, by: str = "narrator", **changed: Any) -> Claim:
    plain: dict[str, Any] = {
        "id": id_,
        "report": "r1",
        "quote": words(quote, text),
        "source": Source(name=by, mention=words(by, text) if by in text else None),
        "type": type_,
        "made_by": "a test",
    }
    return Claim(**(plain | changed))


def on(day: str, until: str | None = None) -> When:
    return When(earliest=day, latest=until or day, precision=1)


def at(name: str, *parents: str, **changed: Any) -> Place:
    return Place(**({"name": name, "parents": parents, "precision": 1} | changed))


def killed(low: int | None, high: int | None, of: str | None = None, what: Measure = Measure.KILLED) -> Figure:
    return Figure(what=what, low=low, high=high, of=of)
