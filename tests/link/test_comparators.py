"""Comparators are statements: they hold, hold in part, do not hold, or are silent, and say why."""

from __future__ import annotations

from typing import Any

import pytest
from builders import a_claim, a_report

from onrecord.knowledge.actors.register import Actor, ActorRegister, Side
from onrecord.knowledge.gazetteer.wide import fold_place
from onrecord.link.compare.actors import roles_swapped, same_doer
from onrecord.link.compare.control import one_place_one_holder, one_place_two_holders
from onrecord.link.compare.event_type import one_blow, related_types, same_type
from onrecord.link.compare.place import one_lies_in_the_other, same_place
from onrecord.link.compare.rivals import blames_another, counts_the_same, denies_the_same, stopped_or_went_on, taken_or_beaten_off
from onrecord.link.compare.when import days_apart, same_days, told_apart
from onrecord.link.compare.words import denied_on_the_spot, same_figure, shared_words
from onrecord.link.facts import Facts, Reader
from onrecord.link.score import RULES_V2, explain, total
from onrecord.records import Control, Figure, Place, Source, When
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure
from onrecord.vocab.roles import Kind

REGISTER = ActorRegister(
    [
        Actor(name="Harran government", kind=Kind.GOVERNMENT, sides=(Side(side="harran:government"),)),
        Actor(name="Harran army", kind=Kind.MILITARY, parent="Harran government"),
        Actor(name="Front of Dura", kind=Kind.ARMED_GROUP, aliases=("FD",), sides=(Side(side="harran:front"),)),
    ]
)
READER = Reader({"r1": a_report(), "r2": a_report(id="r2", publisher="The Herald", published="2016-12-30")}, REGISTER)
DURA = Place(name="Dura", country="SYR")


def facts(**changed: Any) -> Facts:
    return READER.facts(a_claim(**changed))


def on(first: str, last: str | None = None) -> When:
    return When(earliest=first, latest=last or first)


@pytest.mark.parametrize(
    ("left", "right", "value"),
    [
        (Place(name="Dura"), Place(name="the city of Dura"), 1.0),
        (Place(name="Al-Qāmishlī"), Place(name="al Qamishli"), 1.0),
        (Place(name="Dura", gazetteer="g:1"), Place(name="Doura", gazetteer="g:1"), 1.0),
        (Place(name="Dura", country="SYR"), Place(name="Dura", country="PSE"), 0.0),
        (Place(name="Dura", lat=34.5, lon=38.2), Place(name="Dura", lat=31.5, lon=35.0), 0.0),
        (Place(name="Dura"), Place(name="Homs"), 0.0),
        (Place(name="Syria"), Place(name="Syria"), 0.2),  # to share a country says little
        (Place(name="Dura"), None, None),
    ],
)
def test_same_place(left: Place, right: Place | None, value: float | None) -> None:
    assert same_place(facts(place=left), facts(place=right)).value == value


def test_a_part_is_neither_the_place_nor_another() -> None:
    part, whole = facts(place=Place(name="Dura airport")), facts(place=DURA)
    assert same_place(part, whole).value is None
    assert one_lies_in_the_other(part, whole).value == 1.0
    town = facts(place=Place(name="Tell Amar", parents=("Dura",)))
    assert one_lies_in_the_other(town, whole).value == 1.0


@pytest.mark.parametrize(
    ("left", "right", "same", "apart"),
    [
        (on("2016-12-10"), on("2016-12-10"), 1.0, None),
        (on("2016-12-10"), on("2016-12-11"), None, 0.5),
        (on("2016-12-10"), on("2016-12-25"), None, 1.0),
        (on("2016-12-10"), None, None, None),
        (on("not a day"), on("2016-12-10"), None, None),
    ],
)
def test_days(left: When, right: When | None, same: float | None, apart: float | None) -> None:
    assert same_days(facts(when=left), facts(when=right)).value == same
    assert days_apart(facts(when=left), facts(when=right)).value == apart


def test_a_day_within_a_month_overlaps_it_a_little() -> None:
    score = same_days(facts(when=on("2016-12-10")), facts(when=on("2016-12-01", "2016-12-31"))).value
    assert score is not None
    assert 0 < score < 0.3


def test_undated_claims_of_distant_reports_are_told_apart() -> None:
    assert told_apart(facts(), facts(report="r2")).value == 1.0
    assert told_apart(facts(), facts()).value == 0.0


@pytest.mark.parametrize(
    ("left", "right", "value"),
    [
        ("Front of Dura", "FD", 1.0),
        ("Harran army", "Harran government", 0.8),
        ("Harran army", "Front of Dura", 0.0),
        ("Menian army", "Menian Defence Ministry", 0.8),  # nothing but the country's name is left of both
        ("Menian army", "Menian rebels", 0.0),
        ("Brigade of the Lion", "gunmen", 0.5),
        ("Brigade of the Lion", "Column of the East", 0.0),
    ],
)
def test_doers(left: str, right: str, value: float) -> None:
    assert same_doer(facts(actor=left), facts(actor=right)).value == value


def test_roles_are_swapped_in_two_tellings_of_a_fight() -> None:
    one = facts(actor="Harran army", target="Front of Dura")
    assert roles_swapped(one, facts(actor="FD", target="Harran army")).value == 1.0
    assert roles_swapped(one, facts()).value is None


def test_types() -> None:
    strike, shelling = facts(type=EventType.AIR_STRIKE), facts(type=EventType.SHELLING)
    assert same_type(strike, shelling).value == 0.0
    assert related_types(strike, shelling).value == 1.0
    assert related_types(strike, facts(type=EventType.AGREEMENT)).value == 0.0


def test_a_shared_number_says_more_when_it_is_large() -> None:
    def counted(n: int) -> Facts:
        return facts(figures=(Figure(what=Measure.KILLED, low=n, high=n),))

    assert same_figure(counted(34), counted(34)).value == 1.0
    assert same_figure(counted(2), counted(2)).value == 0.6
    assert same_figure(counted(34), counted(12)).value == 0.0
    assert same_figure(counted(34), facts()).value is None


def test_shared_words_need_words() -> None:
    assert shared_words(facts(), facts()).value == pytest.approx(3 / 4)
    assert shared_words(facts(quote="The"), facts()).value is None


def test_holders_of_one_place() -> None:
    held = facts(place=DURA, when=on("2016-12-10"), control=Control(holder="Harran army", place="Dura", change=Change.HOLD))
    taken = facts(place=DURA, when=on("2016-12-11"), control=Control(holder="FD", place="Dura", change=Change.GAIN))
    assert one_place_two_holders(held, taken).value == 1.0
    assert one_place_one_holder(held, taken).value is None
    assert one_place_one_holder(held, held).value == 1.0
    other = facts(place=DURA, when=on("2016-03-11"), control=Control(holder="FD", place="Dura", change=Change.GAIN))
    assert one_place_two_holders(held, other).value is None


def test_a_denial_speaks_of_what_it_denies() -> None:
    strike = facts(type=EventType.AIR_STRIKE, actor="Harran army", place=DURA)
    denial = facts(type=EventType.AIR_STRIKE, actor="Harran army", place=DURA, modality=Modality.DENIED)
    assert denies_the_same(strike, denial).value == 1.0
    assert denies_the_same(strike, facts(type=EventType.AIR_STRIKE, actor="FD", place=DURA, modality=Modality.DENIED)).value == 0.0
    assert denies_the_same(strike, strike).value is None


def test_a_denial_beside_the_assertion_of_another_source() -> None:
    said = facts(quote="The army had pulled out of Dura")
    denied = facts(quote="At least 12 soldiers were killed", modality=Modality.DENIED, source=Source(name="Harran army"))
    assert (denied_on_the_spot(said, denied).value or 0) > 0.5


def test_two_doers_of_one_deed() -> None:
    left = facts(type=EventType.SHELLING, actor="Harran army", target="civilians", place=DURA, when=on("2016-12-10"))
    right = facts(type=EventType.SHELLING, actor="FD", target="civilians", place=DURA, when=on("2016-12-10"))
    assert blames_another(left, right).value == 1.0
    assert blames_another(left, left).value is None


def test_counts_of_one_deed() -> None:
    twelve = facts(type=EventType.SHELLING, place=DURA, when=on("2016-12-10"), figures=(Figure(what=Measure.KILLED, low=12, high=12),))
    assert counts_the_same(twelve, twelve).value == 1.0


def test_a_halt_against_a_fight() -> None:
    text = "The army had halted its operations in Dura. Fighting went on in Dura."
    halt = facts(text=text, quote="The army had halted its operations", type=EventType.OTHER_STRATEGIC, actor="Harran army", place=DURA)
    fight = facts(text=text, quote="Fighting went on in Dura", type=EventType.ARMED_CLASH, actor="Harran army", place=DURA)
    assert stopped_or_went_on(halt, fight).value == 1.0


def test_taken_against_beaten_off() -> None:
    text = "The attack was beaten off. The Front has taken Dura."
    off = facts(text=text, quote="The attack was beaten off", type=EventType.ARMED_CLASH, actor="Harran army", place=DURA)
    taken = facts(
        text=text,
        quote="The Front has taken Dura",
        type=EventType.NONSTATE_OVERTAKES_TERRITORY,
        place=DURA,
        control=Control(holder="FD", place="Dura", change=Change.GAIN),
    )
    assert taken_or_beaten_off(taken, off).value == 1.0


def test_one_bomb_on_a_day_is_one_blow_told_as_either_kind_of_bomb() -> None:
    car = facts(type=EventType.IED, place=DURA, when=on("2016-12-11"))
    driver = facts(type=EventType.SUICIDE_BOMB, place=DURA, when=on("2016-12-11"), report="r2")
    assert one_blow(car, driver).value == 1.0
    assert one_blow(car, facts(type=EventType.SUICIDE_BOMB, place=DURA, when=on("2016-12-13"), report="r2")).value is None
    raid = facts(type=EventType.AIR_STRIKE, place=DURA, when=on("2016-12-11"))
    assert one_blow(raid, facts(type=EventType.AIR_STRIKE, place=DURA, when=on("2016-12-11"), report="r2")).value is None


def test_the_country_holds_every_place_in_it_also_one_that_no_gazetteer_knows() -> None:
    village, country = facts(place=Place(name="Hrebelka", country="SYR")), facts(place=Place(name="Syria", country="SYR"), report="r2")
    assert one_lies_in_the_other(village, country).value == 1.0
    assert same_place(village, country).value is None


def test_two_sides_that_have_both_left_are_two_moves_not_two_accounts_of_one() -> None:
    army = facts(type=EventType.TROOP_MOVEMENT, place=DURA, control=Control(holder="Harran army", place="Dura", change=Change.LOSS))
    front = facts(type=EventType.TROOP_MOVEMENT, place=DURA, report="r2", control=Control(holder="FD", place="Dura", change=Change.LOSS))
    assert one_place_two_holders(army, front).value is None


def test_blame_may_be_for_any_harm_and_is_not_marked_down_for_its_type() -> None:
    blame, strike = facts(type=EventType.ACCUSATION), facts(type=EventType.AIR_STRIKE, report="r2")
    assert related_types(blame, strike).value is None


def test_every_comparator_is_a_statement_that_says_why() -> None:
    left, right = facts(place=DURA), facts(place=DURA, report="r2")
    for rule in RULES_V2:
        score = rule.says(left, right)
        assert score.because
        assert score.value is None or 0 <= score.value <= 1
        assert rule.says(right, left).value == score.value
        assert rule.says.__doc__


def test_the_explanation_adds_up_to_the_score() -> None:
    left, right = facts(place=DURA, actor="FD"), facts(place=DURA, actor="Harran army", report="r2")
    assert sum(line.adds for line in explain(left, right)) == pytest.approx(total(left, right), abs=0.02)


def test_folding_never_empties_a_name() -> None:
    assert fold_place("The City") == "the city"
    assert fold_place("al-Bab") == fold_place("Al Bab") == "bab"
