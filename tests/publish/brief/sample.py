"""A picture made by hand from invented reports: every kind of thing the brief shows stands in it once.

Places, bodies and people are invented; the coordinates are open steppe.
"""

from __future__ import annotations

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
    Words,
    words_at,
)
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change, ControlState, FindingKind, GradeLabel, Strength
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

MORNING = Report(
    id="rpt-morning",
    publisher="Northern Gazette",
    published="2031-05-10",
    title="Rebels enter Karsh, monitor says",
    url="https://gazette.example/karsh?a=1&b=2",
    text=(
        "The Steppe Watch said on Saturday that the Free Column had driven the army out of Karsh.\n\n"
        "It said at least 12 soldiers were killed. The defence ministry denied that Karsh had fallen.\n\n"
        "A resident, ██████ ████, reportedly saw the old mosque burn."
    ),
    digest="ab" * 32,
)
EVENING = Report(
    id="rpt-evening",
    publisher="Wire Service",
    published="2031-05-11T18:30:00Z",
    title="Governor: army has left Karsh",
    text=(
        "The governor of Orlan province admitted that the army had pulled out of Karsh on Sunday.\n"
        "The defence ministry said that between 30 and 40 attackers were killed and 3 tanks destroyed."
    ),
    warnings=("The page gives two dates; the dateline was taken.",),
)
COPY = Report(
    id="rpt-copy",
    publisher="Evening Herald",
    text="The Steppe Watch said on Saturday that the Free Column had driven the army out of Karsh.",
)
ARABIC = Report(id="rpt-arabic", publisher="الصحيفة", published="2031-05-12", language="ar", text="قال المرصد إن الجيش انسحب من كرش.")

KARSH = Place(name="Karsh", country="KAZ", lat=48.123456, lon=67.654321, precision=1, parents=("Orlan", "Kazakhstan"))
ORLAN = Place(name="Orlan", country="KAZ", lat=48.512345, lon=68.212345, precision=4)


def words(report: Report, text: str) -> Words:
    start = report.text.index(text)
    return words_at(report.text, Span(start, start + len(text)))


def at(place: Place, mention: Words) -> Place:
    return Place(**{f: getattr(place, f) for f in ("name", "country", "lat", "lon", "precision", "parents")}, mention=mention)


SATURDAY = When(earliest="2031-05-10", latest="2031-05-10", mention=words(MORNING, "on Saturday"), precision=1)
SUNDAY = When(earliest="2031-05-11", latest="2031-05-11", mention=words(EVENING, "on Sunday"), precision=1)
TAKEN = Control(holder="Free Column", place="Karsh", extent="all", change=Change.GAIN)

CLAIMS = (
    Claim(
        id="clm-taken",
        report=MORNING.id,
        quote=words(MORNING, "the Free Column had driven the army out of Karsh"),
        source=Source(name="Steppe Watch", mention=words(MORNING, "The Steppe Watch"), kind="monitor"),
        cue=words(MORNING, "said"),
        type=EventType.NONSTATE_OVERTAKES_TERRITORY,
        actor="Free Column",
        target="army",
        place=at(KARSH, words(MORNING, "Karsh")),
        when=SATURDAY,
        control=TAKEN,
    ),
    Claim(
        id="clm-dead",
        report=MORNING.id,
        quote=words(MORNING, "at least 12 soldiers were killed"),
        source=Source(name="Steppe Watch", mention=words(MORNING, "It"), kind="monitor"),
        type=EventType.NONSTATE_OVERTAKES_TERRITORY,
        figures=(Figure(what=Measure.KILLED, low=12, of="soldiers", mention=words(MORNING, "at least 12")),),
        confidence={"speaker": 0.41, "type": 0.93, "claim": 0.32, "via": 0.33},
    ),
    Claim(
        id="clm-denied",
        report=MORNING.id,
        quote=words(MORNING, "Karsh had fallen"),
        source=Source(name="Ministry of Defence", mention=words(MORNING, "The defence ministry"), kind="military", side="orlan:state"),
        type=EventType.NONSTATE_OVERTAKES_TERRITORY,
        modality=Modality.DENIED,
        place=KARSH,
        control=TAKEN,
    ),
    Claim(
        id="clm-mosque",
        report=MORNING.id,
        quote=words(MORNING, "saw the old mosque burn"),
        source=Source(name="unattributed"),
        type=EventType.HERITAGE_DAMAGE,
        modality=Modality.HEDGED,
        place=ORLAN,
    ),
    Claim(
        id="clm-left",
        report=EVENING.id,
        quote=words(EVENING, "the army had pulled out of Karsh on Sunday"),
        source=Source(
            name="Governor of Orlan",
            mention=words(EVENING, "The governor of Orlan"),
            kind="government",
            side="orlan:state",
            via=("Radio One",),
        ),
        type=EventType.NONSTATE_OVERTAKES_TERRITORY,
        actor="army",
        place=at(KARSH, words(EVENING, "Karsh")),
        when=SUNDAY,
        control=Control(holder="army", place="Karsh", extent="all", change=Change.LOSS),
    ),
    Claim(
        id="clm-toll",
        report=EVENING.id,
        quote=words(EVENING, "between 30 and 40 attackers were killed and 3 tanks destroyed"),
        source=Source(name="Ministry of Defence", mention=words(EVENING, "The defence ministry"), kind="military", side="orlan:state"),
        type=EventType.NONSTATE_OVERTAKES_TERRITORY,
        figures=(
            Figure(what=Measure.KILLED, low=30, high=40, of="attackers", mention=words(EVENING, "between 30 and 40")),
            Figure(what=Measure.VEHICLES_DESTROYED, low=3, high=3, mention=words(EVENING, "3 tanks")),
        ),
    ),
    Claim(
        id="clm-overlap",
        report=EVENING.id,
        quote=words(EVENING, "on Sunday.\nThe defence ministry said that between 30 and 40"),
        source=Source(name="narrator", kind="narrator"),
        type=EventType.STATEMENT,
    ),
    Claim(
        id="clm-copied",
        report=COPY.id,
        quote=words(COPY, "the Free Column had driven the army out of Karsh"),
        source=Source(name="Steppe Watch", mention=words(COPY, "The Steppe Watch"), kind="monitor"),
        type=EventType.NONSTATE_OVERTAKES_TERRITORY,
        place=KARSH,
        control=TAKEN,
    ),
    Claim(
        id="clm-arabic",
        report=ARABIC.id,
        quote=words(ARABIC, "الجيش انسحب من كرش"),
        source=Source(name="المرصد", mention=words(ARABIC, "المرصد")),
        type=EventType.TROOP_MOVEMENT,
        translation="the army withdrew from Karsh",
    ),
)

FALL = Event(
    id="evt-fall",
    type=EventType.NONSTATE_OVERTAKES_TERRITORY,
    claims=("clm-taken", "clm-dead", "clm-denied", "clm-left", "clm-toll", "clm-copied"),
    roots=(
        Root(name="Steppe Watch", claims=("clm-taken", "clm-dead", "clm-copied")),
        Root(name="Ministry of Defence", claims=("clm-denied", "clm-toll"), side="orlan:state"),
        Root(name="Governor of Orlan", claims=("clm-left",), side="orlan:state"),
    ),
    place=KARSH,
    earliest="2031-05-10",
    latest="2031-05-11",
    reports=3,
    figures=(
        EventFigure(
            what=Measure.KILLED,
            of=None,
            low=12,
            high=None,
            by_root=(
                RootFigure(root="Steppe Watch", low=12, high=None, claims=("clm-dead",)),
                RootFigure(root="Ministry of Defence", low=30, high=40, claims=("clm-toll",)),
            ),
        ),
        EventFigure(
            what=Measure.VEHICLES_DESTROYED,
            of=None,
            low=3,
            high=3,
            by_root=(RootFigure(root="Ministry of Defence", low=3, high=3, claims=("clm-toll",)),),
        ),
    ),
    grade=Grade(label=GradeLabel.CONFIRMED, rule="Said against the interest of its own side.", because=("clm-left",)),
    findings=(
        Finding(
            id="fnd-1",
            kind=FindingKind.DENIAL,
            claims=("clm-taken", "clm-denied"),
            because="Steppe Watch says “driven the army out of Karsh”; Ministry of Defence denies that “Karsh had fallen”.",
        ),
        Finding(
            id="fnd-2",
            kind=FindingKind.DENIAL,
            claims=("clm-copied", "clm-denied"),
            because="The same words, printed by the Evening Herald, against the same denial.",
        ),
        Finding(
            id="fnd-3", kind=FindingKind.ADMISSION, claims=("clm-left",), because="Governor of Orlan stands on the side that lost Karsh."
        ),
        Finding(id="fnd-4", kind=FindingKind.CIRCULAR, claims=("clm-taken", "clm-copied"), because="Both print Steppe Watch."),
        Finding(
            id="fnd-5",
            kind=FindingKind.FIGURE_CLASH,
            claims=("clm-dead", "clm-toll"),
            because="“at least 12” soldiers, “between 30 and 40” attackers.",
            strength=Strength.APPARENT,
        ),
    ),
)


def single(event_id: str, claim_id: str, root: str, event_type: EventType, place: Place | None = None) -> Event:
    return Event(
        id=event_id,
        type=event_type,
        claims=(claim_id,),
        roots=(Root(name=root, claims=(claim_id,)),),
        place=place,
        reports=1,
        grade=Grade(label=GradeLabel.WEAK, rule="One root only.", because=(claim_id,)),
    )


SPELLS = (
    Spell(
        place="Karsh",
        holder="Free Column",
        state=ControlState.LOST_BY_ADMISSION,
        start=Bounds(earliest="2031-05-10", latest="2031-05-11"),
        claims=("clm-left", "clm-taken"),
        rule="An adverse claim outranks a self-serving one.",
        because="Governor of Orlan admits it.",
    ),
    Spell(
        place="Karsh",
        holder="army",
        state=ControlState.HELD,
        end=Bounds(earliest="2031-05-10", latest="2031-05-11"),
        claims=("clm-left",),
        rule="An adverse claim outranks a self-serving one.",
    ),
    Spell(
        place="Karsh",
        holder="Free Column",
        state=ControlState.HELD,
        start=Bounds(earliest="2031-05-10", latest="2031-05-10"),
        according_to="Steppe Watch",
        claims=("clm-taken",),
    ),
    Spell(
        place="Karsh",
        holder="army",
        state=ControlState.CLAIMED_ONLY,
        extent="most",
        start=Bounds(latest="2031-05-10"),
        end=Bounds(earliest="2031-05-10"),
        according_to="Ministry of Defence",
        claims=("clm-denied",),
    ),
)


def sample_picture() -> Picture:
    reports = (MORNING, EVENING, COPY, ARABIC)
    return Picture(
        reports={r.id: r for r in reports},
        claims={c.id: c for c in CLAIMS},
        events=(
            FALL,
            single("evt-mosque", "clm-mosque", "Northern Gazette", EventType.HERITAGE_DAMAGE, ORLAN),
            single("evt-overlap", "clm-overlap", "Wire Service", EventType.STATEMENT),
            single("evt-arabic", "clm-arabic", "المرصد", EventType.TROOP_MOVEMENT),
        ),
        spells=SPELLS,
        skipped=(Skipped(location="reports/photo.jpg", reason="not text"),),
    )
