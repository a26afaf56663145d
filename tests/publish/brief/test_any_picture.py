"""Whatever a picture holds, a page is drawn: odd dates, open ends, numbers far apart, claims without events, events without claims."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from publish.brief.sample import CLAIMS, FALL, sample_picture

from onrecord.publish.brief import gist, render
from onrecord.records import Bounds, EventFigure, Finding, Grade, RootFigure, Spell
from onrecord.vocab.findings import ControlState, FindingKind, GradeLabel, Strength
from onrecord.vocab.measures import Measure

dates = st.none() | st.dates().map(str) | st.sampled_from(["", "soon", "2031-05-10T12:00:00Z", "0001-01-01", "9999-12-31", "2031-02-31"])
numbers = st.none() | st.integers(0, 10**12) | st.floats() | st.sampled_from([0, 1, -3])
claims = st.sampled_from([c.id for c in CLAIMS] + ["clm-unknown"])
bounds = st.builds(Bounds, earliest=dates, latest=dates)
spells = st.builds(
    Spell,
    place=st.sampled_from(["Karsh", "Orlan", ""]),
    holder=st.sampled_from([None, "army", "Free Column", ""]),
    state=st.sampled_from(ControlState),
    extent=st.sampled_from(["all", "part", "93%", ""]),
    start=bounds,
    end=bounds,
    according_to=st.sampled_from([None, "Steppe Watch", "Ministry of Defence"]),
    claims=st.lists(claims, max_size=3).map(tuple),
)
lines = st.builds(RootFigure, root=st.text(max_size=5), low=numbers, high=numbers, claims=st.lists(claims, max_size=2).map(tuple))
figures = st.builds(
    EventFigure,
    what=st.sampled_from(Measure),
    of=st.none() | st.text(max_size=5),
    low=numbers,
    high=numbers,
    by_root=st.lists(lines, max_size=4).map(tuple),
)
findings = st.builds(
    Finding,
    id=st.text(max_size=3),
    kind=st.sampled_from(FindingKind),
    claims=st.lists(claims, min_size=0, max_size=3).map(tuple),
    because=st.text(max_size=9),
    strength=st.sampled_from(Strength),
)
grades = st.none() | st.builds(
    Grade, label=st.sampled_from(GradeLabel), rule=st.text(max_size=5), because=st.lists(claims, max_size=2).map(tuple)
)


@settings(
    max_examples=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate), suppress_health_check=[HealthCheck.too_slow]
)
@given(
    st.lists(spells, max_size=8),
    st.lists(figures, max_size=4),
    st.lists(findings, max_size=8),
    grades,
    dates,
    dates,
    st.sets(claims, max_size=4),
    dates,
)
def test_any_picture_is_drawn(spells, figures, findings, grade, earliest, latest, missing, known) -> None:  # type: ignore[no-untyped-def]
    picture = sample_picture()
    event = replace(FALL, figures=tuple(figures), findings=tuple(findings), grade=grade, earliest=earliest, latest=latest)
    picture = replace(
        picture,
        claims={k: c for k, c in picture.claims.items() if k not in missing},
        events=(event, *picture.events[1:]),
        spells=tuple(spells),
        as_known_at=known,
    )
    page = render(picture)
    assert page.rstrip().endswith("</html>") and "nan%" not in page and "inf%" not in page
    assert gist(picture)
