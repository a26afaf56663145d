"""What holds of every event, whatever its claims."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from reconcile.cases import ARMY, DURA, FRONT, MAYOR, OBSERVATORY, REGISTER, TENTH, TWENTIETH, killed, reconciled, said

from onrecord.reconcile.control import timelines
from onrecord.records import Claim, Control, Place, Source
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import CONTRADICTIONS, Change
from onrecord.vocab.hedges import Modality


@st.composite
def some_claims(draw: st.DrawFn) -> list[Claim]:
    claims = []
    for number in range(draw(st.integers(1, 8))):
        holder = draw(st.sampled_from([None, "Harran army", "Front of Dura"]))
        control = holder and Control(
            holder=holder,
            place=draw(st.sampled_from(["Dura", "east Dura", ""])),
            extent=draw(st.sampled_from(["all", "most", "part", "93%", "odd%"])),
            change=draw(st.sampled_from(list(Change))),
        )
        claims.append(
            said(
                draw(st.text(max_size=20)),
                draw(st.sampled_from([ARMY, FRONT, OBSERVATORY, MAYOR, Source(name="narrator"), Source(name="unattributed")])),
                report=f"r{draw(st.integers(1, 3))}",
                id=f"c{number}",
                type=draw(st.sampled_from(list(EventType))),
                modality=draw(st.sampled_from(list(Modality))),
                place=draw(st.sampled_from([None, DURA, Place(name="")])),
                when=draw(st.sampled_from([None, TENTH, TWENTIETH])),
                actor=draw(st.sampled_from([None, "Harran army", "rebels"])),
                target=draw(st.sampled_from([None, "civilians", "Front of Dura"])),
                figures=draw(st.sampled_from([(), killed(12, None), killed(34, 34, "civilians"), killed(None, None), killed(None, 5)])),
                control=control,
            )
        )
    return claims


@settings(max_examples=120, deadline=None)
@given(some_claims())
def test_findings_name_claims_of_the_event_and_a_contradiction_names_two(claims: list[Claim]) -> None:
    event = reconciled(*claims)
    ids = {c.id for c in claims}
    for finding in event.findings:
        assert set(finding.claims) <= ids
        assert finding.because.endswith(".")
        if finding.kind in CONTRADICTIONS:
            assert len(set(finding.claims)) == 2
    assert len({f.id for f in event.findings}) == len(event.findings)
    assert event.grade is not None
    assert set(event.grade.because) <= ids
    assert reconciled(*claims) == event


@settings(max_examples=120, deadline=None)
@given(some_claims())
def test_the_envelope_covers_every_root(claims: list[Claim]) -> None:
    for line in reconciled(*claims).figures:
        for root in line.by_root:
            assert line.low is None or (root.low is not None and line.low <= root.low)
            assert line.high is None or (root.high is not None and line.high >= root.high)


@settings(max_examples=120, deadline=None)
@given(some_claims(), st.randoms(use_true_random=False))
def test_timelines_do_not_hang_on_the_order_of_claims(claims: list[Claim], random: object) -> None:
    spells = timelines({}, claims, REGISTER)
    shuffled = sorted(claims, key=lambda c: c.id, reverse=True)
    assert timelines({}, shuffled, REGISTER) == spells
    for spell in spells:
        assert spell.according_to or (spell.rule and spell.because)
        assert set(spell.claims) <= {c.id for c in claims}
