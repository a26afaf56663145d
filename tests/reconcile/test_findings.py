"""Findings: where claims of one event differ, agree, admit or only repeat."""

from __future__ import annotations

import pytest
from reconcile.cases import ARMY, FRONT, MAYOR, OBSERVATORY, TWENTIETH, holding, killed, reconciled, said

from onrecord.reconcile.figures import can_both_be_true, envelope, far_apart
from onrecord.records import Claim, Control, Event, Finding, Source
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change, FindingKind, GradeLabel, Strength
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure


def clashes(event: Event) -> list[tuple[FindingKind, Strength]]:
    quiet = {FindingKind.CORROBORATION, FindingKind.CIRCULAR, FindingKind.ADMISSION}
    return [(f.kind, f.strength) for f in event.findings if f.kind not in quiet]


def found(event: Event, kind: FindingKind) -> list[Finding]:
    return [f for f in event.findings if f.kind is kind]


# --- figures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "both"),
    [
        ((12, 12), (14, 14), False),
        ((12, None), (14, 14), True),  # early counts are floors
        ((None, 10), (14, 14), False),
        ((10, 20), (20, 30), True),
        ((300, None), (None, 300), False),  # "more than 300" and "up to 300"
        ((None, None), (14, 14), True),
    ],
)
def test_ranges_that_can_both_be_true(left: tuple[int | None, int | None], right: tuple[int | None, int | None], both: bool) -> None:
    assert can_both_be_true(killed(*left)[0], killed(*right)[0]) is both
    assert can_both_be_true(killed(*right)[0], killed(*left)[0]) is both


def test_a_count_of_twice_the_floor_stands_against_it() -> None:
    assert far_apart(killed(7, None)[0], killed(34, 34)[0])
    assert not far_apart(killed(12, None)[0], killed(14, 14)[0])
    assert not far_apart(killed(24, None)[0], killed(60, 60)[0])  # "dozens"
    assert far_apart(killed(31, 31)[0], killed(None, 80)[0])
    assert far_apart(killed(16, None)[0], killed(31, 31)[0])
    assert not far_apart(killed(10, 10)[0], killed(None, 14)[0])
    assert not far_apart(killed(9, 9)[0], killed(30, 30)[0])


def test_the_envelope_keeps_open_bounds_open() -> None:
    assert envelope([killed(12, None)[0], killed(14, 14)[0]]) == (12, None)
    assert envelope([killed(None, 40)[0], killed(14, 14)[0]]) == (None, 40)


def test_figures_stand_per_root_and_are_never_summed() -> None:
    event = reconciled(
        said("12 died", OBSERVATORY, figures=killed(12, 12, "civilians")),
        said("14 died", OBSERVATORY, report="r2", figures=killed(14, 14, "civilians")),
        said("40 died", FRONT, figures=killed(40, None, "civilians")),
    )
    [line] = event.figures
    assert (line.what, line.low, line.high) == (Measure.KILLED, 12, None)
    assert {(r.root, r.low, r.high) for r in line.by_root} == {("Observatory of Harran", 12, 14), ("Front of Dura", 40, None)}


def test_a_denied_count_is_no_figure() -> None:
    assert reconciled(said("nobody died", ARMY, modality=Modality.DENIED, figures=killed(34, 34))).figures == ()


def test_two_sides_count_the_same_dead_differently() -> None:
    event = reconciled(
        said("12 soldiers fell", ARMY, figures=killed(12, 12, "Harran army")),
        said("34 soldiers fell", FRONT, figures=killed(34, 34, "Harran army")),
    )
    assert clashes(event) == [(FindingKind.FIGURE_CLASH, Strength.DIRECT)]
    [finding] = found(event, FindingKind.FIGURE_CLASH)
    assert "12 soldiers fell" in finding.because
    assert "34 soldiers fell" in finding.because
    assert len(finding.claims) == 2


@pytest.mark.parametrize(
    ("left", "right", "published"),
    [
        (
            said("12 died", OBSERVATORY, figures=killed(12, 12)),
            said("14 died", MAYOR, report="r2", figures=killed(14, 14)),
            {"r1": "2016-12-11", "r2": "2016-12-14"},
        ),
        (said("12 died", OBSERVATORY, figures=killed(12, 12)), said("14 died", MAYOR, when=TWENTIETH, figures=killed(14, 14)), {}),
        (said("14 died", OBSERVATORY, figures=killed(14, 14)), said("one of the dead was a girl", MAYOR, figures=killed(1, 1)), {}),
        (said("14 died", OBSERVATORY, figures=killed(14, 14)), said("the toll rose to 20", MAYOR, figures=killed(20, 20)), {}),
        (
            said("14 died", OBSERVATORY, figures=killed(14, 14)),
            said("9 died", MAYOR, type=EventType.CASUALTY_TOLL, figures=killed(9, 9)),
            {},
        ),
        (
            said("12 died", OBSERVATORY, figures=killed(12, 12)),
            said("14 died", MAYOR, report="r2", figures=killed(14, 14)),
            {"r1": "2016-12-10", "r2": "2016-12-10"},
        ),
    ],
    ids=["grew", "another day", "a part", "not final", "a sum", "first hours"],
)
def test_what_only_seems_to_clash_is_apparent(left: Claim, right: Claim, published: dict[str, str]) -> None:
    assert clashes(reconciled(left, right, published=published)) == [(FindingKind.FIGURE_CLASH, Strength.APPARENT)]


def test_children_and_all_the_dead_are_two_counts() -> None:
    event = reconciled(
        said("22 children died", OBSERVATORY, figures=killed(22, 22, "children")), said("35 died", MAYOR, figures=killed(35, 35, "people"))
    )
    assert clashes(event) == []


def test_a_source_that_lowers_its_count_takes_it_back() -> None:
    event = reconciled(
        said("300 fell", ARMY, figures=killed(300, 300)),
        said("180 fell", ARMY, report="r2", figures=killed(180, 180)),
        published={"r1": "2016-12-11", "r2": "2016-12-14"},
    )
    assert clashes(event) == [(FindingKind.REVERSAL, Strength.DIRECT)]


# --- denials and reversals -----------------------------------------------------------------------------------------


def test_one_says_it_another_that_it_did_not_happen() -> None:
    event = reconciled(
        said("the army shelled Dura", OBSERVATORY, actor="Harran army"),
        said("no shell was fired", ARMY, actor="Harran army", modality=Modality.DENIED),
    )
    assert clashes(event) == [(FindingKind.DENIAL, Strength.DIRECT)]


def test_a_denial_of_ones_own_part_says_nothing_of_another_doer() -> None:
    event = reconciled(
        said("the Front shelled Dura", OBSERVATORY, actor="Front of Dura"),
        said("we fired nothing", ARMY, actor="Harran army", modality=Modality.DENIED),
    )
    assert clashes(event) == []


def test_to_deny_blame_is_not_to_deny_the_deed() -> None:
    event = reconciled(
        said("shells fell on Dura", OBSERVATORY),
        said("denied responsibility", ARMY, actor="Harran army", type=EventType.ACCUSATION, modality=Modality.DENIED),
    )
    assert clashes(event) == []


def test_who_never_had_a_place_cannot_have_left_it() -> None:
    event = reconciled(
        said(
            "the Front quit Dura",
            OBSERVATORY,
            type=EventType.TROOP_MOVEMENT,
            control=Control(holder="Front of Dura", place="Dura", change=Change.LOSS),
        ),
        said(
            "not for one hour",
            ARMY,
            type=EventType.CONTROL_STATUS,
            modality=Modality.DENIED,
            control=Control(holder="Front of Dura", place="Dura", change=Change.HOLD),
        ),
    )
    assert clashes(event) == [(FindingKind.DENIAL, Strength.DIRECT)]


def test_a_source_takes_back_its_word() -> None:
    claims = (
        said("we hit nothing", ARMY, actor="Harran army", modality=Modality.DENIED),
        said("a shell of ours went astray", ARMY, report="r2", actor="Harran army"),
    )
    event = reconciled(*claims, published={"r1": "2016-12-11", "r2": "2016-12-14"})
    assert clashes(event) == [(FindingKind.REVERSAL, Strength.DIRECT)]
    assert found(event, FindingKind.REVERSAL)[0].claims == (claims[0].id, claims[1].id)  # in the order of telling


def test_reports_of_one_day_without_a_time_have_no_order() -> None:
    claims = (
        said("we hit nothing", ARMY, actor="Harran army", modality=Modality.DENIED),
        said("a shell of ours went astray", ARMY, report="r2", actor="Harran army"),
    )
    assert clashes(reconciled(*claims, published={"r1": "2016-12-11", "r2": "2016-12-11"})) == []
    timed = {"r1": "2016-12-11T09:00:00Z", "r2": "2016-12-11T18:00:00Z"}
    assert clashes(reconciled(*claims, published=timed)) == [(FindingKind.REVERSAL, Strength.DIRECT)]


def test_what_is_planned_can_be_denied() -> None:
    event = reconciled(
        said("the army will leave Dura", OBSERVATORY, type=EventType.TROOP_MOVEMENT, actor="Harran army", modality=Modality.FUTURE),
        said("there is no plan to leave", ARMY, type=EventType.TROOP_MOVEMENT, actor="Harran army", modality=Modality.DENIED),
    )
    assert clashes(event) == [(FindingKind.DENIAL, Strength.DIRECT)]


# --- holders and accounts ------------------------------------------------------------------------------------------


def test_two_holders_of_one_place() -> None:
    event = reconciled(
        holding("Dura is ours", ARMY, "Harran army", Change.HOLD),
        holding("the Front took Dura", FRONT, "Front of Dura", Change.GAIN, type=EventType.NONSTATE_OVERTAKES_TERRITORY),
    )
    assert clashes(event) == [(FindingKind.CONTROL_CLASH, Strength.DIRECT)]


def test_taken_and_retaken_are_stages() -> None:
    event = reconciled(
        holding("the Front took Dura", FRONT, "Front of Dura", Change.GAIN),
        holding("the army retook it", ARMY, "Harran army", Change.GAIN, when=TWENTIETH),
    )
    assert clashes(event) == [(FindingKind.CONTROL_CLASH, Strength.APPARENT)]


def test_one_camp_is_one_holder() -> None:
    event = reconciled(
        holding("held by the army", OBSERVATORY, "Harran army", Change.HOLD),
        holding("held by the government", MAYOR, "Harran government", Change.HOLD),
    )
    assert clashes(event) == []


def test_all_of_it_against_a_quarter_of_it() -> None:
    event = reconciled(
        holding("in full control", ARMY, "Harran army", Change.HOLD),
        holding("the western quarter is ours", FRONT, "Front of Dura", Change.HOLD, place="western quarter of Dura"),
    )
    assert clashes(event) == [(FindingKind.CONTROL_CLASH, Strength.DIRECT)]


def test_taken_against_beaten_off() -> None:
    event = reconciled(
        holding("the Front took Dura", FRONT, "Front of Dura", Change.GAIN, type=EventType.NONSTATE_OVERTAKES_TERRITORY),
        said("the attack was repelled", ARMY, type=EventType.ARMED_CLASH, actor="Harran army"),
    )
    assert clashes(event) == [(FindingKind.ACCOUNT_CLASH, Strength.DIRECT)]


def test_rival_doers_of_one_deed() -> None:
    event = reconciled(
        said("the army fired on the bakery queue", OBSERVATORY, actor="Harran army", target="civilians"),
        said("the Front itself fired on the bakery queue", ARMY, actor="Front of Dura", target="civilians"),
    )
    assert clashes(event) == [(FindingKind.ACCOUNT_CLASH, Strength.DIRECT)]


def test_two_hands_in_two_deeds_are_no_rivals() -> None:
    event = reconciled(
        said("the army fired on the bakery queue", OBSERVATORY, actor="Harran army", when=None, place=None),
        said("the Front had mined a road", ARMY, actor="Front of Dura", when=None, place=None, report="r2"),
    )
    assert clashes(event) == []


def test_a_force_that_had_stopped_and_one_that_fought_on() -> None:
    event = reconciled(
        said("the army halted its operations", ARMY, type=EventType.OTHER_STRATEGIC, actor="Harran army"),
        said("fighting went on all day", OBSERVATORY, type=EventType.ARMED_CLASH, actor="Harran army"),
    )
    assert clashes(event) == [(FindingKind.ACCOUNT_CLASH, Strength.DIRECT)]


# --- agreement, admission, copies; grades ---------------------------------------------------------------------------


def test_two_roots_agree_and_the_event_is_fair() -> None:
    event = reconciled(said("shells hit Dura", OBSERVATORY), said("we were shelled", MAYOR, report="r2"))
    [finding] = found(event, FindingKind.CORROBORATION)
    assert "2 reports, 2 independent roots" in finding.because
    assert event.grade and event.grade.label is GradeLabel.FAIR


def test_a_root_that_quotes_the_other_is_not_independent() -> None:
    radio = Source(name="Radio Levant", kind="media")
    event = reconciled(
        said("shells hit Dura", Source(name="Mayor of Dura", via=("Radio Levant",))), said("Dura was shelled", radio, report="r2")
    )
    assert found(event, FindingKind.CORROBORATION) == []
    assert event.grade and event.grade.label is GradeLabel.WEAK


def test_copies_are_circular_not_agreement() -> None:
    event = reconciled(said("shells hit Dura", OBSERVATORY), said("shells hit Dura", OBSERVATORY, report="r2"))
    assert [f.kind for f in event.findings] == [FindingKind.CIRCULAR]
    assert event.grade and event.grade.label is GradeLabel.WEAK


def test_an_admission_confirms() -> None:
    event = reconciled(
        said(
            "we have lost Dura",
            ARMY,
            type=EventType.NONSTATE_OVERTAKES_TERRITORY,
            control=Control(holder="Front of Dura", place="Dura", change=Change.GAIN),
        ),
    )
    assert [f.kind for f in event.findings] == [FindingKind.ADMISSION]
    assert event.grade and event.grade.label is GradeLabel.CONFIRMED
    assert event.grade.because == event.claims


def test_a_live_contradiction_contests() -> None:
    event = reconciled(
        said("shells hit Dura", OBSERVATORY, actor="Harran army"),
        said("no shell was fired", ARMY, actor="Harran army", modality=Modality.DENIED),
    )
    assert event.grade and event.grade.label is GradeLabel.CONTESTED
    assert len(event.grade.because) == 2


def test_a_word_taken_back_by_its_only_root_is_discounted() -> None:
    event = reconciled(
        said("the Front shelled Dura", MAYOR, actor="Front of Dura"),
        said("it was not so", MAYOR, report="r2", actor="Front of Dura", modality=Modality.DENIED),
        published={"r1": "2016-12-11", "r2": "2016-12-14"},
    )
    assert event.grade and event.grade.label is GradeLabel.DISCOUNTED


def test_a_lone_claim_is_weak() -> None:
    event = reconciled(said("shells hit Dura", OBSERVATORY))
    assert event.grade and (event.grade.label, event.grade.because) == (GradeLabel.WEAK, event.claims)


def test_a_report_cannot_speak_of_a_capture_that_was_still_to_come() -> None:
    taken = holding("took Dura", FRONT, "Front of Dura", Change.GAIN, when=TWENTIETH, type=EventType.NONSTATE_OVERTAKES_TERRITORY)
    beaten = said("the attack was repelled", ARMY, report="r2", type=EventType.ARMED_CLASH, when=None)
    assert clashes(reconciled(taken, beaten, published={"r1": "2016-12-21", "r2": "2016-12-21"}))
    assert not clashes(reconciled(taken, beaten, published={"r1": "2016-12-21", "r2": "2016-12-12"}))
