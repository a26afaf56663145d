"""What holds of linking, whatever the claims: each stands once and under one root; order plays no part; strangers change nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from link.cases import ARMY, NARRATOR, OBSERVATORY, a_said, linked, reports_of

from onrecord.records import Claim, Control, Figure, Place, Source, When
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

SOURCES = (NARRATOR, OBSERVATORY, ARMY, Source(name="unattributed"), Source(name="Mayor of Dura"))


@st.composite
def some_claims(draw: st.DrawFn) -> list[Claim]:
    claims = []
    for number in range(draw(st.integers(0, 12))):
        day = draw(st.sampled_from([None, "2016-12-09", "2016-12-10", "2016-12-20"]))
        holder = draw(st.sampled_from([None, "Harran army", "Front of Dura"]))
        toll = draw(
            st.sampled_from([(), (Figure(what=Measure.KILLED, low=12, high=None),), (Figure(what=Measure.KILLED, low=34, high=34),)])
        )
        claims.append(
            a_said(
                number,
                draw(st.sampled_from(["Shells hit the market of Dura", "an hour later another house burned", "nobody was hit", ""])),
                at=draw(st.integers(0, 900)),
                report=f"r{draw(st.integers(0, 4))}",
                source=draw(st.sampled_from(SOURCES)),
                type=draw(st.sampled_from([EventType.SHELLING, EventType.AIR_STRIKE, EventType.CONTROL_STATUS, EventType.ACCUSATION])),
                modality=draw(st.sampled_from(list(Modality))),
                place=draw(st.sampled_from([None, Place(name="Dura"), Place(name="east Dura"), Place(name="Syria")])),
                when=day and When(earliest=day, latest=day),
                figures=toll,
                control=holder and Control(holder=holder, place="Dura", change=Change.HOLD),
            )
        )
    return claims


@settings(max_examples=60, deadline=None)
@given(some_claims(), st.randoms(use_true_random=False))
def test_every_claim_stands_once_and_the_order_of_the_input_plays_no_part(claims: list[Claim], random: Any) -> None:
    events = linked(*claims)
    assert sorted(c for e in events for c in e.claims) == sorted(c.id for c in claims)
    for event in events:
        assert sorted(c for r in event.roots for c in r.claims) == sorted(event.claims)
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert linked(*shuffled, reports=reports_of(claims)) == events


@settings(max_examples=30, deadline=None)
@given(some_claims())
def test_an_unrelated_report_changes_no_event(claims: list[Claim]) -> None:
    stranger = a_said(
        99, "a dam broke far away", place=Place(name="Nowhere"), actor=None, target=None, type=EventType.DISPLACEMENT, when=None
    )
    before = linked(*claims, reports=reports_of([*claims, stranger]))
    after = linked(*claims, stranger)
    assert [e for e in after if "c99" not in e.claims] == before
