"""Attacks on care; people moved, besieged, helped; blame and what follows it; word given, kept and broken."""

from dataclasses import replace

import pytest
from registering import a_ground, at, killed, on, said

from onrecord.records import Figure
from onrecord.registers.accusations import accusations
from onrecord.registers.demands import Kind, demands
from onrecord.registers.displacement import displacement
from onrecord.registers.health import facilities_of, health
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

TEXT = (
    "Warplanes hit the Noor hospital in Sarda on Friday and killed 2 nurses, the doctors' union said. "
    "No hospital in Sarda was hit, the air force said. The wounded were taken to hospital in Mayda. "
    "On Saturday 20 buses took 1,200 people from Sarda to Mayda under a deal with the army, the Red Crescent said. "
    "The evacuation was suspended on Sunday. A convoy of flour was turned back at Sarda. The envoy called for the wounded to be evacuated. "
    "A truce in Sarda began on Saturday, the governor said. The army broke the truce in Sarda on Sunday, the rebels said. "
    "The rebels accuse the army of a massacre in Sarda. That is baseless, the army said. The council ordered an inquiry in Sarda. "
    "The rebels accuse the militia of looting in Sarda."
)
SARDA, FRIDAY, SATURDAY, SUNDAY = at("Sarda"), on("2016-12-09"), on("2016-12-10"), on("2016-12-11")


def _told(by_root):
    """Names with the roots that say them."""
    return tuple((one.name, one.roots) for one in by_root)


def _said(id_, quote, type_, **changed):
    return said(id_, quote, TEXT, type_, **({"place": SARDA} | changed))


HIT = _said(
    "c1", "Warplanes hit the Noor hospital in Sarda on Friday and killed 2 nurses", T.AIR_STRIKE,
    by="the doctors' union", actor="air force", when=FRIDAY, figures=(killed(2, 2, "nurses"),),
)  # fmt: skip
NOT_HIT = _said(
    "c2", "No hospital in Sarda was hit", T.AIR_STRIKE, by="the air force", modality=Modality.DENIED, actor="air force", when=FRIDAY
)
TAKEN = _said("c3", "The wounded were taken to hospital in Mayda", T.CASUALTY_TOLL)
BUSES = _said(
    "c4", "On Saturday 20 buses took 1,200 people from Sarda to Mayda under a deal with the army", T.EVACUATION,
    by="the Red Crescent", target="civilians", when=SATURDAY,
    figures=(Figure(what=Measure.EVACUATED, low=1200, high=1200, of="people"), Figure(what=Measure.VEHICLES, low=20, high=20, of="buses")),
)  # fmt: skip
STOPPED = _said("c5", "The evacuation was suspended on Sunday", T.EVACUATION, when=SUNDAY)
ASKED = _said("c7", "The envoy called for the wounded to be evacuated", T.DEMAND, modality=Modality.DEMANDED, by="The envoy", when=FRIDAY)
TRUCE = _said("c8", "A truce in Sarda began on Saturday", T.AGREEMENT, by="the governor", actor="army", when=SATURDAY)
BROKE = _said("c9", "The army broke the truce in Sarda on Sunday", T.ARMED_CLASH, by="the rebels", actor="army", when=SUNDAY)
BLAME = _said("c10", "The rebels accuse the army of a massacre in Sarda", T.ACCUSATION, by="The rebels", actor="army", when=SUNDAY)
BASELESS = _said("c11", "That is baseless", T.STATEMENT, by="army", when=SUNDAY)
INQUIRY = _said("c12", "The council ordered an inquiry in Sarda", T.STATEMENT, by="The council", when=SUNDAY)
OTHER = _said("c13", "The rebels accuse the militia of looting in Sarda", T.ACCUSATION, by="The rebels", actor="militia", when=SUNDAY)


def test_an_attack_on_care_with_what_was_affected_by_what_means():
    (entry,) = health(a_ground(HIT, NOT_HIT, TAKEN, text=TEXT))
    assert ("health_facility", ("the doctors' union", "the air force")) in _told(entry.affected)
    assert "health_staff" in dict(_told(entry.affected))
    assert _told(entry.means) == (("violence with heavy weapons", ("the doctors' union",)),)
    assert _told(entry.facilities) == (("Noor hospital", ("the doctors' union",)),)
    assert [(v.what, v.low, v.high) for v in entry.victims] == [(Measure.KILLED, 2, 2)]
    assert (entry.alleged_by, entry.denied_by) == (("the doctors' union",), ("the air force",))
    assert "c3" not in {c.claim for c in entry.cited}


def test_a_sentence_that_begins_with_an_article_names_no_facility():
    assert facilities_of(_said("c20", "No hospital in Sarda was hit", T.AIR_STRIKE)) == ()


def test_an_evacuation_with_who_how_many_from_where_to_where_under_what_deal():
    moved, stopped = displacement(a_ground(BUSES, STOPPED, text=TEXT))
    assert _told(moved.who) == (("civilians", ("the Red Crescent",)),)
    assert [(c.what, c.low, c.high) for c in moved.counts] == [("evacuated", 1200, 1200), ("vehicles", 20, 20)]
    assert ([n.name for n in moved.origins], [n.name for n in moved.destinations]) == (["Sarda"], ["Mayda"])
    assert [deal.name for deal in moved.deals] == ["under a deal"]
    assert "evacuation_stopped" in dict(_told(stopped.what))
    assert (stopped.happening.first, stopped.happening.last) == ("2016-12-11", "2016-12-11")


def test_a_convoy_turned_back_is_aid_refused():
    (entry,) = displacement(a_ground(_said("c6", "A convoy of flour was turned back at Sarda", T.AID_ACCESS), text=TEXT))
    assert "aid_refused" in dict(_told(entry.what))
    assert "aid_delivered" not in dict(_told(entry.what))


def test_a_call_to_let_people_out_stands_among_the_displaced_as_asked_for():
    (entry,) = displacement(a_ground(ASKED, text=TEXT))
    assert entry.asked_only and not entry.planned


def test_a_demand_is_linked_to_what_was_later_said_of_it():
    (entry,) = (d for d in demands(a_ground(ASKED, BUSES, STOPPED, text=TEXT)) if d.kind is Kind.DEMAND)
    assert [(later.cited.claim, later.cited.root) for later in entry.kept] == [("c4", "the Red Crescent")]
    assert [later.cited.claim for later in entry.broken] == ["c5"]


def test_what_was_done_before_it_was_asked_answers_nothing():
    (entry,) = (d for d in demands(a_ground(_said("c14", ASKED.quote.text, T.DEMAND, when=SUNDAY), BUSES, text=TEXT)))
    assert entry.kept == entry.broken == ()


def test_a_ceasefire_with_its_start_and_its_breaches_by_claimant():
    (truce,) = (d for d in demands(a_ground(TRUCE, BROKE, text=TEXT)) if d.kind is Kind.AGREEMENT)
    assert (truce.starts, truce.ends) == ("2016-12-10", None)
    assert [(later.cited.root, later.by) for later in truce.broken] == [("the rebels", "army")]


def test_blame_with_its_denial_and_the_inquiry_that_follows():
    (army,) = accusations(a_ground(BLAME, BASELESS, INQUIRY, text=TEXT))
    assert _told(army.accused) == (("army", ("The rebels",)),)
    assert (army.denied_by, [c.claim for c in army.denials]) == (("army",), ["c11"])
    assert [c.claim for c in army.investigations] == ["c12"]


def test_rivals_who_are_blamed_for_one_deed_stand_in_one_entry_each_with_its_accuser():
    rival = _said("c15", "The rebels accuse the militia of looting in Sarda", T.ACCUSATION, by="the army", actor="militia", when=SUNDAY)
    (entry,) = accusations(a_ground(BLAME, rival, text=TEXT))
    assert set(_told(entry.accused)) == {("army", ("The rebels",)), ("militia", ("the army",))}


def test_blame_of_another_body_on_another_day_is_another_entry():
    earlier = _said("c16", OTHER.quote.text, T.ACCUSATION, by="The rebels", actor="militia", when=FRIDAY)
    assert [a.accused[0].name for a in accusations(a_ground(earlier, BLAME, text=TEXT))] == ["militia", "army"]


@pytest.mark.parametrize(
    ("left", "right", "entries"),
    [
        ({"when": FRIDAY}, {"when": FRIDAY}, 1),
        ({"when": FRIDAY}, {"when": SATURDAY}, 2),
        ({"when": FRIDAY}, {"when": FRIDAY, "place": at("Mayda")}, 2),
        ({"when": FRIDAY}, {"when": on("2016-01-01", "2016-12-31")}, 2),  # a year's sum is not the day's bus
    ],
)
def test_one_entry_is_what_is_told_of_one_place_and_day(left, right, entries):
    two = _said("c4", BUSES.quote.text, T.EVACUATION, **left), _said("c5", STOPPED.quote.text, T.EVACUATION, report="r2", **right)
    assert len(displacement(a_ground(*two, text=TEXT))) == entries


def test_who_is_only_guessed_to_have_done_it_is_blamed_by_nobody():
    guessed = replace(HIT, confidence={"actor": 0.4, "quote": 0.9, "type": 0.9})
    sure = replace(HIT, confidence={"actor": 0.6, "quote": 0.9, "type": 0.9})
    assert [[b.name for b in health(a_ground(c, text=TEXT))[0].blamed] for c in (guessed, sure)] == [[], ["air force"]]


def test_an_entry_that_may_be_misread_is_marked_and_a_persons_never():
    read = replace(BUSES, confidence={"quote": 0.6, "type": 0.6})
    assert [e.happening.unsure for c in (read, BUSES) for e in displacement(a_ground(c, text=TEXT))] == [True, False]


def test_an_entry_without_day_and_place_says_by_when_and_beside_which_place_it_was_told():
    lost = said("c21", "A convoy of flour was turned back at Sarda", TEXT, T.AID_ACCESS)
    (entry,) = (e for e in displacement(a_ground(BUSES, lost, text=TEXT)) if not e.happening.first)
    assert (entry.happening.place, entry.happening.beside.name, entry.happening.told) == (None, "Sarda", "2016-12-11")


def test_days_that_a_reader_may_have_mistaken_set_claims_of_one_event_apart_only_from_a_week_on():
    sure = {"quote": 0.9, "type": 0.9}
    same = {"confidence": sure, "figures": BUSES.figures, "target": "civilians"}
    pair = (
        _said("c4", BUSES.quote.text, T.EVACUATION, when=SATURDAY, **same),
        _said("c22", BUSES.quote.text, T.EVACUATION, report="r2", when=SUNDAY, **same),
    )
    given = [replace(c, confidence={}) for c in pair]
    assert [len(displacement(a_ground(*claims, text=TEXT))) for claims in (pair, given)] == [1, 2]


def test_a_deal_that_is_told_to_be_halted_is_broken_by_whoever_says_so():
    text = TEXT + " The buses forced both sides to suspend the deal, the mayor said."
    deal = said("c23", "A truce in Sarda began on Saturday", text, T.AGREEMENT, place=SARDA, when=SATURDAY)
    halted = said("c24", "forced both sides to suspend the deal", text, T.AGREEMENT, by="the mayor", place=SARDA, when=SUNDAY, report="r2")
    (entry,) = demands(a_ground(deal, halted, text=text))
    assert [(later.cited.claim, later.cited.root) for later in entry.broken] == [("c24", "the mayor")]


def test_the_city_is_the_town_that_its_report_spoke_of_right_before():
    text = TEXT + " The envoy called for people to be evacuated from the besieged city."
    words = "called for people to be evacuated from the besieged city"
    asked = said("c25", words, text, T.DEMAND, by="The envoy", confidence={"quote": 0.9, "type": 0.9})
    (entry,) = (e for e in displacement(a_ground(BUSES, asked, text=text)) if e.asked_only)
    assert (entry.happening.place.name, entry.happening.beside) == ("Sarda", None)
