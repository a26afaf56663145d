"""The recorder's table and its sums."""

import pytest
from registering import REGISTER, a_ground, at, killed, on, said

from onrecord.registers.casualties import casualties, envelope
from onrecord.registers.ground import Said
from onrecord.registers.people import People, people_of, whose
from onrecord.registers.period import sum_period
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

TEXT = (
    "A shell hit the market of Dura on Monday and killed 12 civilians, four of them children, the hospital said. "
    "The governor put the dead at 15 civilians. Nobody was killed, the army said. "
    "On Tuesday a raid on Mayda killed 5 people. Some 300 people died in the province this year."
)


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("civilians", People.CIVILIAN),
        ("health workers", People.CIVILIAN),
        ("soldiers", People.COMBATANT),
        ("Islamic State", People.COMBATANT),
        ("women and children", People.WOMEN_AND_CHILDREN),
        ("girls", People.CHILDREN),
        ("men", People.MEN),
        ("civilians and fighters", People.UNKNOWN),
        ("men and women", People.UNKNOWN),
        ("police officers", People.UNKNOWN),
        ("victims", People.UNKNOWN),
        (None, People.UNKNOWN),
    ],
)
def test_who_is_counted_is_told_by_the_words(words, people):
    assert people_of(words, REGISTER) is people


def test_counts_are_of_the_same_people_only_where_no_more_is_said_of_them():
    assert whose("unarmed civilians", REGISTER) is None
    assert whose("doctors", REGISTER) == "doctors"
    assert whose("IS", REGISTER) == whose("Islamic State", REGISTER)


def test_a_floor_that_others_overtake_is_no_open_end():
    line = {"root": "x", "of": None, "claim": "c"}
    assert envelope([Said(low=12, high=None, **line), Said(low=14, high=14, **line)]) == (12, 14)
    assert envelope([Said(low=20, high=None, **line), Said(low=14, high=14, **line)]) == (14, None)
    assert envelope([Said(low=None, high=40, **line)]) == (None, 40)


def _shell(id_, quote, by, *figures, **changed):
    return said(
        id_, quote, TEXT, EventType.SHELLING, by=by, place=at("Dura", "Deir ez-Zor"), when=on("2016-12-05"), figures=figures, **changed
    )


HOSPITAL = _shell(
    "c1",
    "A shell hit the market of Dura on Monday and killed 12 civilians, four of them children",
    "the hospital",
    killed(12, 12, "civilians"),
    killed(4, 4, "children"),
)
GOVERNOR = _shell("c2", "The governor put the dead at 15 civilians", "The governor", killed(15, 15, "civilians"))
ARMY = _shell("c3", "Nobody was killed", "the army", killed(12, 15, "civilians"), modality=Modality.DENIED)
RAID = said(
    "c4",
    "On Tuesday a raid on Mayda killed 5 people",
    TEXT,
    EventType.AIR_STRIKE,
    place=at("Mayda"),
    when=on("2016-12-06"),
    figures=(killed(5, None, "people"),),
)
YEAR = said(
    "c5",
    "Some 300 people died in the province this year",
    TEXT,
    EventType.CASUALTY_TOLL,
    place=at("Deir ez-Zor", precision=4),
    when=on("2016-01-01", "2016-12-11"),
    figures=(killed(300, 300, "people"),),
)


def test_an_incident_shows_least_and_most_and_each_root():
    (entry,) = casualties(a_ground(HOSPITAL, GOVERNOR, text=TEXT))
    total, part = entry.counts
    assert (total.what, total.people, total.low, total.high) == (Measure.KILLED, People.CIVILIAN, 12, 15)
    assert {(s.root, s.low, s.high) for s in total.by_root} == {("the hospital", 12, 12), ("The governor", 15, 15)}
    assert (part.people, part.low, part.high) == (People.CHILDREN, 4, 4)
    assert [c.quote for c in entry.cited] == [HOSPITAL.quote.text, GOVERNOR.quote.text]


def test_a_count_that_is_denied_is_shown_and_adds_nothing_for_certain():
    (entry,) = casualties(a_ground(HOSPITAL, ARMY, text=TEXT))
    assert entry.counts[0].denied_by == ("the army",)
    (total, *_) = sum_period([entry]).sums
    assert (total.low, total.high) == (0, 12)


def test_a_sum_holds_disjoint_incidents_alone_and_says_what_it_leaves_out():
    period = sum_period(casualties(a_ground(HOSPITAL, GOVERNOR, RAID, YEAR, text=TEXT)))
    assert {(s.what, s.people, s.low, s.high) for s in period.sums} == {
        (Measure.KILLED, People.CIVILIAN, 12, 15),
        (Measure.KILLED, People.CHILDREN, 4, 4),
        (Measure.KILLED, People.UNKNOWN, 5, None),
    }


def test_a_toll_of_no_single_event_is_left_out_with_the_reason():
    (left,) = sum_period(casualties(a_ground(YEAR, text=TEXT))).left_out
    assert "no single event" in left.because


def test_a_running_toll_linked_with_an_incident_is_not_its_count():
    entries = casualties(a_ground(HOSPITAL, GOVERNOR, RAID, YEAR, text=TEXT))
    assert all(count.high != 300 for entry in entries if entry.event.type is not EventType.CASUALTY_TOLL for count in entry.counts)
    assert {c.claim for entry in entries for c in (*entry.cited, *entry.apart)} == {"c1", "c2", "c4", "c5"}


def test_what_may_be_the_same_dead_is_not_added_twice():
    around = said(
        "c6", "The governor put the dead at 15 civilians", TEXT, EventType.ARMED_CLASH, by="The governor",
        place=at("Deir ez-Zor"), when=on("2016-12-04", "2016-12-08"), figures=(killed(15, 15, "civilians"),),
    )  # fmt: skip
    period = sum_period([*casualties(a_ground(HOSPITAL, text=TEXT)), *casualties(a_ground(around, text=TEXT))])
    assert [(s.low, s.high) for s in period.sums if s.people is People.CIVILIAN] == [(12, 12)]
    assert "the same days and place" in period.left_out[0].because


def test_a_period_takes_what_lies_wholly_in_it():
    entries = casualties(a_ground(HOSPITAL, RAID, text=TEXT))
    assert len(sum_period(entries, first="2016-12-06").counted) == 1
    undated = casualties(a_ground(said("c7", "killed 5 people", TEXT, EventType.AIR_STRIKE, figures=(killed(5, 5),)), text=TEXT))
    assert [one.because for one in sum_period(undated, first="2016-12-01").left_out] == ["no day is known"]


def test_what_nobody_asserts_is_pending_and_not_summed():
    hedged = _shell("c8", "killed 12 civilians", "the hospital", killed(12, 12, "civilians"), modality=Modality.HEDGED)
    entries = casualties(a_ground(hedged, text=TEXT))
    assert entries[0].pending
    assert sum_period(entries).sums == ()
