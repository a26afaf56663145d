"""What holds of the whole path, whatever the claims: order, strangers and time play no part that they should not."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from link.cases import REGISTER, a_said
from link.test_invariants import some_claims

from onrecord.flow import SoFar, conclude, uncollected
from onrecord.records import Claim, Control, Figure, Judgement, Picture, Place, Report, Source, When
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.measures import Measure

# When a report is known: one with a bare date at its end, with a time in its zone, and never with what is no date.
KNOWN = {
    "2016-12-09": "2016-12-09T23:59:59Z",
    "2016-12-10T08:00:00Z": "2016-12-10T08:00:00Z",
    "2016-12-10": "2016-12-10T23:59:59Z",
    "2016-12-11T00:30:00+03:00": "2016-12-10T21:30:00Z",
    "2016-12-12": "2016-12-12T23:59:59Z",
    None: "never",
    "soon": "never",
}
STRANGER = a_said(
    99,
    "snow closed the pass and 4,711 lorries waited",
    source=Source(name="Road Office of Nowhere"),
    place=Place(name="Nowhere"),
    type=EventType.DISPLACEMENT,
    when=When(earliest="1999-01-01", latest="1999-01-01"),
    actor=None,
    target=None,
    figures=(Figure(what=Measure.VEHICLES, low=4711, high=4711),),
    control=Control(holder="Road Office of Nowhere", place="Nowhere", change=Change.HOLD),
)
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def told(draw: st.DrawFn) -> tuple[list[Report], list[Claim]]:
    """Claims, and their reports with days of publication, some unknown or unreadable."""
    claims = draw(some_claims())
    reports = [
        Report(id=id_, text="", publisher=draw(st.sampled_from(["Paper", "Harran army", "Dura Radio", None])), published=day)
        for id_ in sorted({c.report for c in claims})
        for day in [draw(st.sampled_from(list(KNOWN)))]
    ]
    return reports, claims


def of(reports: Sequence[Report], claims: Sequence[Claim], **options: Any) -> Picture:
    return conclude(reports, claims, REGISTER, **options)


@slow
@given(told())
def test_every_claim_stands_in_one_event_under_one_root_and_its_origin_leads_there(given: tuple[list[Report], list[Claim]]) -> None:
    picture = of(*given)
    assert sorted(c for e in picture.events for c in e.claims) == sorted(picture.claims)
    root = {c: r.name for e in picture.events for r in e.roots for c in r.claims}
    origins = {o.claim: o for e in picture.events for o in e.origins}
    assert sum(len(r.claims) for e in picture.events for r in e.roots) == len(root) == len(origins) == len(picture.claims)
    for claim, origin in origins.items():
        seen, at = {claim}, origin
        while at.of is not None:
            assert root[at.of] == root[claim]
            assert at.of not in seen
            seen.add(at.of)
            at = origins[at.of]


@slow
@given(told(), st.randoms(use_true_random=False))
def test_the_order_of_reports_and_claims_plays_no_part(given: tuple[list[Report], list[Claim]], random: Any) -> None:
    reports, claims = given
    first = of(reports, claims)
    random.shuffle(reports)
    random.shuffle(claims)
    second = of(reports, claims)
    assert (second.events, second.spells) == (first.events, first.spells)


@slow
@given(told())
def test_an_unrelated_report_changes_no_event_and_no_spell(given: tuple[list[Report], list[Claim]]) -> None:
    reports, claims = given
    before = of(reports, claims)
    after = of([*reports, Report(id="r99", text="", publisher="Road Gazette", published="1999-01-02")], [*claims, STRANGER])
    assert [e for e in after.events if STRANGER.id not in e.claims] == list(before.events)
    assert [s for s in after.spells if s.place != "Nowhere"] == list(before.spells)


@slow
@given(told(), st.sampled_from(["2016-12-09T23:59:58Z", "2016-12-10T08:00:00Z", "2016-12-10T23:59:59Z", "2016-12-12T23:59:59Z"]))
def test_as_known_at_a_moment_is_what_the_reports_up_to_then_come_to(given: tuple[list[Report], list[Claim]], moment: str) -> None:
    reports, claims = given
    by_then = [r for r in reports if KNOWN[r.published] <= moment]
    ids = {r.id for r in by_then}
    then = of(reports, claims, known_at=moment)
    assert replace(then, as_known_at=None) == of(by_then, [c for c in claims if c.report in ids])


@slow
@given(told(), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.booleans()), max_size=3))
def test_reports_that_come_one_by_one_come_to_the_same(
    given: tuple[list[Report], list[Claim]], verdicts: list[tuple[int, int, bool]]
) -> None:
    reports, claims = given
    judgements = [Judgement(left=f"c{a}", right=f"c{b}", same=same, by="mk", because="") for a, b, same in verdicts]
    so_far = SoFar(REGISTER)
    for report in reversed(reports):
        so_far.add([report], [c for c in claims if c.report == report.id], judgements[:1])
        so_far.picture()
    so_far.add([], [], judgements)
    whole = of(reports, claims, judgements=judgements)
    assert (so_far.picture().events, so_far.picture().spells) == (whole.events, whole.spells)


def test_an_event_that_nothing_touched_is_not_reconciled_again(monkeypatch: Any) -> None:
    reports = [Report(id=f"r{n}", text="", publisher=f"Paper {n}", published="2016-12-11") for n in (1, 2)]
    so_far = SoFar(REGISTER)
    so_far.add(reports, [a_said(1), a_said(2)])
    before = so_far.picture()
    so_far.add([Report(id="r99", text="", publisher="Road Gazette", published="1999-01-02")], [STRANGER])
    after = so_far.picture()
    assert any(e is before.events[0] for e in after.events)
    assert len(after.events) == 2


def test_the_collector_is_held_back_within_and_always_let_go() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
        _ = 1 // 0
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_linking_and_concluding_run_without_the_collector(monkeypatch: Any) -> None:
    seen: list[bool] = []
    so_far = SoFar(REGISTER)

    def look(*_: Any) -> list[Any]:
        seen.append(gc.isenabled())
        return []

    monkeypatch.setattr(so_far._standing, "events", look)
    monkeypatch.setattr(so_far._standing, "add", look)
    so_far.add([], [])
    so_far.picture()
    assert seen == [False, False] and gc.isenabled()
