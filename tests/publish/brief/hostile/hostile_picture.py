"""A picture in which every string that a stranger could have written is a payload."""

from __future__ import annotations

from publish.brief.hostile.payloads import HOSTILE_URLS, PAYLOADS

from onrecord.records import (
    Bounds,
    Claim,
    Control,
    Event,
    EventFigure,
    Figure,
    Finding,
    Grade,
    Picture,
    Place,
    Report,
    Root,
    RootFigure,
    Skipped,
    Source,
    Span,
    Spell,
    When,
    words_at,
)
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change, ControlState, FindingKind, GradeLabel
from onrecord.vocab.measures import Measure


def hostile_report(number: int, payload: str) -> Report:
    return Report(
        id=f"rpt-{number}{payload[:30]}",
        text=f"Before. {payload} After {payload}.\n\nAnd again {payload}",
        url=HOSTILE_URLS[number % len(HOSTILE_URLS)],
        publisher=payload,
        published=("2031-05-10", payload)[number % 2],
        language=payload,
        title=payload,
        author=payload,
        digest=payload,
        warnings=(payload,),
    )


def hostile_claims(number: int, payload: str) -> tuple[Claim, Claim]:
    """Two claims whose quotes overlap, one asserting what the other denies."""
    report = hostile_report(number, payload)
    start, length = report.text.index(payload), len(payload)
    first = words_at(report.text, Span(start, start + length + 6))
    second = words_at(report.text, Span(start + length // 2, start + length * 2 + 7))
    inner = words_at(report.text, Span(start, start + max(length // 3, 1)))
    place = Place(name=payload, mention=inner, country=payload[:3], lat=48.0 + number / 10, lon=67.0, precision=1, parents=(payload,))
    made = {
        "report": report.id,
        "source": Source(name=payload, mention=inner, kind=payload, side=payload, via=(payload,)),
        "type": EventType.NONSTATE_OVERTAKES_TERRITORY,
        "actor": payload,
        "target": payload,
        "place": place,
        "when": When(earliest=payload, latest="2031-05-10", mention=inner),
        "figures": (Figure(what=Measure.KILLED, low=3, of=payload, mention=inner),),
        "confidence": {payload: 0.1},
    }
    return (
        Claim(
            id=f"a{number}{payload}",
            quote=first,
            control=Control(holder=payload, place=payload, extent=payload, change=Change.GAIN),
            **made,
        ),
        Claim(id=f"b{number}{payload}", quote=second, control=Control(holder="x", place=payload, change=Change.HOLD), **made),
    )


def hostile_event(number: int, payload: str) -> Event:
    first, second = (claim.id for claim in hostile_claims(number, payload))
    return Event(
        id=f"evt-{number}{payload}",
        type=EventType.NONSTATE_OVERTAKES_TERRITORY,
        claims=(first, second),
        roots=(Root(name=payload, claims=(first,), side=payload), Root(name=payload + "2", claims=(second,))),
        place=Place(name=payload),
        earliest=payload,
        latest=payload,
        reports=1,
        figures=(
            EventFigure(
                what=Measure.KILLED,
                of=payload,
                low=3,
                high=9,
                by_root=(
                    RootFigure(root=payload, low=3, high=9, claims=(first,)),
                    RootFigure(root="y", low=3, high=None, claims=(second,)),
                ),
            ),
        ),
        grade=Grade(label=list(GradeLabel)[number % 5], rule=payload, because=(first,)),
        findings=(
            Finding(id="1", kind=FindingKind.CONTROL_CLASH, claims=(first, second), because=payload),
            Finding(id="2", kind=FindingKind.ADMISSION, claims=(first,), because=payload),
        ),
    )


def hostile_picture() -> Picture:
    numbered = list(enumerate(PAYLOADS.values()))
    claims = [c for n, p in numbered for c in hostile_claims(n, p)]
    spells = [
        Spell(
            place=p,
            holder=p,
            state=list(ControlState)[n % 7],
            extent=p,
            start=Bounds(earliest=p, latest="2031-05-10"),
            according_to=(None, p)[n % 2],
            claims=(claims[2 * n].id,),
            rule=p,
            because=p,
        )
        for n, p in numbered
    ]
    return Picture(
        reports={r.id: r for r in (hostile_report(n, p) for n, p in numbered)},
        claims={c.id: c for c in claims},
        events=tuple(hostile_event(n, p) for n, p in numbered),
        spells=tuple(spells),
        skipped=tuple(Skipped(location=p, reason=p) for _, p in numbered),
        as_known_at="<script>window.ran=1</script>",
    )
