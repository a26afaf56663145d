import pytest
from builders import a_claim, a_full_claim

from onrecord.cli.choose import Wanted, fold, missed
from onrecord.records import Bounds, Spell
from onrecord.vocab.findings import ControlState


@pytest.mark.parametrize("name, kept", [("dura", True), ("DÚRA", True), ("Homs", True), ("SYR", True), ("Aleppo", False)])
def test_a_place_is_asked_for_by_its_name_or_by_where_it_lies(name, kept):
    assert Wanted(place=name).claim(a_full_claim()) is kept


@pytest.mark.parametrize(
    "first, last, kept",
    [("2016-12-11", None, True), ("2016-12-12", None, False), (None, "2016-12-10", False), ("2016-12-01", "2016-12-31", True)],
)
def test_a_period_keeps_what_may_have_happened_in_it(first, last, kept):
    assert Wanted(first=first, last=last).claim(a_full_claim()) is kept


def test_what_names_no_day_cannot_be_placed_in_a_period():
    assert not Wanted(first="2016-01-01").claim(a_claim())
    assert Wanted().claim(a_claim())


def test_a_spell_with_an_open_end_goes_on():
    spell = Spell(place="Dura", holder="rebels", state=ControlState.HELD, start=Bounds(earliest="2016-12-11", latest="2016-12-11"))
    assert Wanted(first="2020-01-01").spell(spell, {})
    assert not Wanted(last="2016-12-10").spell(spell, {})


def test_names_fold_without_accents_and_hyphens():
    assert fold("Deir al-Zôr") == "deir al zor"


@pytest.mark.parametrize("name, kept", [("Dura", True), ("Homs", True), ("SYR", True), ("Aleppo", False)])
def test_a_spell_lies_where_its_claims_say_that_its_place_lies(name, kept):
    claim = a_full_claim()
    spell = Spell(place="Dura", holder="rebels", state=ControlState.HELD, claims=(claim.id,))
    assert Wanted(place=name).spell(spell, {claim.id: claim}) is kept


def test_a_place_that_no_claim_names_is_said_with_the_places_that_are_named():
    assert "Dura" in missed(Wanted(place="Aleppo"), [a_full_claim()])
    assert "none" in missed(Wanted(place="Aleppo"), [])
    assert missed(Wanted(place="Dura"), [a_full_claim()]) is None
    assert missed(Wanted(), [a_full_claim()]) is None
