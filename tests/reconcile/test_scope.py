"""What only seems to contradict: a party and its wing, a part and a whole, a round number, a denial that answers something else."""

from __future__ import annotations

from typing import Any

import pytest
from reconcile.cases import ARMY, FRONT, MAYOR, OBSERVATORY, holding, killed, reconciled, said

from onrecord.knowledge.actors.register import ActorRegister
from onrecord.reconcile.reading import Names
from onrecord.records import Claim, Figure, Source
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import CONTRADICTIONS, Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure


def _found(*claims: Claim, **more: Any) -> list[str]:
    """The strength of every contradiction between the claims."""
    return [str(f.strength) for f in reconciled(*claims, **more).findings if f.kind in CONTRADICTIONS]


# --- control -----------------------------------------------------------------------------------------------------


def test_a_party_and_its_armed_wing_are_one_holder() -> None:
    names = Names(ActorRegister.load())
    assert names.one_body("YPG", "PYD")
    assert names.one_body("Democratic Union Party", "People's Protection Units")
    assert not names.one_body("PYD", "Islamic State")


def test_how_it_was_before_does_not_clash_with_how_it_is() -> None:
    now = holding("the army holds Dura", ARMY, "Harran army", Change.HOLD)
    then = holding("the district that the Front held until last winter", MAYOR, "Front of Dura", Change.HOLD, report="r2")
    still = holding("the Front holds Dura", MAYOR, "Front of Dura", Change.HOLD, report="r2")
    assert _found(now, still) == ["direct"]
    assert "direct" not in _found(now, then)


def test_undated_words_told_months_apart_do_not_clash() -> None:
    now = holding("the army holds Dura", ARMY, "Harran army", Change.HOLD, when=None)
    other = holding("the Front holds Dura", MAYOR, "Front of Dura", Change.HOLD, report="r2", when=None)
    assert _found(now, other, published={"r1": "2016-12-10", "r2": "2016-12-14"}) == ["direct"]
    assert _found(now, other, published={"r1": "2016-02-10", "r2": "2016-12-14"}) == ["apparent"]


# --- figures -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "low", "high", "other", "of", "strength"),
    [
        ("nearly 30 people were killed", 30, 30, 29, None, []),
        ("about 30 people were killed", 30, 30, 33, None, []),
        ("at least 100 people were killed", 100, None, 98, None, []),
        ("30 people were killed", 30, 30, 29, None, ["direct"]),
        ("about 30 people were killed", 30, 30, 58, None, ["direct"]),
        ("19 people were killed, about 40 wounded", 19, 19, 21, None, ["direct"]),  # "about" belongs to another number
        ("12 of the dead came from one street", 12, 12, 30, None, []),
        ("12 people were killed", 12, 12, 30, None, ["direct"]),
        ("98 evacuees were killed", 98, 98, 126, "evacuees from Dura families", []),
        ("a man was killed", 1, 1, 2, None, []),
        ("killed four children", 4, 4, 5, None, []),
    ],
)
def test_round_numbers_parts_and_single_people(
    words: str, low: int, high: int | None, other: int, of: str | None, strength: list[str]
) -> None:
    left = said(words, OBSERVATORY, figures=killed(low, high, of))
    right = said(f"{other} people were killed", MAYOR, figures=killed(other, other), report="r2")
    assert [s for s in _found(left, right) if s == "direct"] == strength


def test_some_of_those_whom_the_claim_itself_counts_are_no_rival_count() -> None:
    figures = (*killed(22, 22, "children"), *killed(6, 6, "teachers"))
    kinds = said("22 children were killed along with six teachers", OBSERVATORY, figures=figures)
    assert "direct" not in _found(kinds, said("35 people were killed", MAYOR, figures=killed(35, 35), report="r2"))


def test_those_from_one_place_are_some_of_those_from_all() -> None:
    def left(words: str, count: int, source: Source, report: str) -> Claim:
        figures = (Figure(what=Measure.EVACUATED, low=count, high=count),)
        return said(words, source, type=EventType.EVACUATION, figures=figures, report=report)

    all_of_them = left("3,000 people were brought out of four besieged areas", 3000, MAYOR, "r1")
    assert "direct" not in _found(all_of_them, left("300 people from the Zubra area were brought out", 300, OBSERVATORY, "r2"))
    assert _found(left("3,000 were brought out", 3000, MAYOR, "r1"), left("300 were brought out", 300, OBSERVATORY, "r2")) == ["direct"]


# --- denials -----------------------------------------------------------------------------------------------------


def test_to_deny_losses_is_not_to_deny_the_strike() -> None:
    strike = said("the Front fired rockets at the base", OBSERVATORY, actor="Front of Dura")
    no_dead = said("none of our men died at the base", ARMY, modality=Modality.DENIED)
    assert "direct" not in _found(strike, no_dead)
    dead = said("rockets killed nine men at the base", OBSERVATORY, actor="Front of Dura", figures=killed(9, 9))
    assert _found(dead, no_dead) == ["direct"]


@pytest.mark.parametrize("words", ["we had no part in it and were not behind the gas", "the army has no such weapons", "we never used gas"])
def test_not_to_have_done_it_answers_only_who_names_the_denier(words: str) -> None:
    denial = said(words, ARMY, type=EventType.CHEMICAL_WEAPON, actor="Harran army", modality=Modality.DENIED)
    gas = {"type": EventType.CHEMICAL_WEAPON, "report": "r2", "target": "residents"}
    assert "direct" not in _found(denial, said("a gas attack killed people", OBSERVATORY, **gas))
    assert _found(denial, said("the army dropped gas", OBSERVATORY, actor="Harran army", **gas)) == ["direct"]
    # Whose enemy was hit is named in all but word.
    hit = said("gas burned the fighters", OBSERVATORY, **(gas | {"target": "Front of Dura"}))
    assert _found(denial, hit) == ["direct"]


def test_to_deny_having_hit_hospitals_is_not_to_deny_a_raid() -> None:
    denial = said("no hospital in Dura was bombed", ARMY, type=EventType.AIR_STRIKE, actor="Harran army", modality=Modality.DENIED)
    told = {"type": EventType.AIR_STRIKE, "actor": "Harran army", "report": "r2"}
    assert "direct" not in _found(denial, said("jets bombed Dura", MAYOR, **told))
    assert _found(denial, said("jets bombed the clinic in Dura", MAYOR, **told)) == ["direct"]


# --- rival accounts ----------------------------------------------------------------------------------------------


def test_an_answer_to_a_deed_is_another_deed() -> None:
    told = {"type": EventType.SHELLING, "target": "market of the old town"}
    left = said("the army shelled the market of the old town", MAYOR, actor="Harran army", **told)
    rival = said("the Front shelled the market of the old town", ARMY, actor="Front of Dura", report="r2", **told)
    answer = said("in retaliation the Front shelled the market", ARMY, actor="Front of Dura", report="r2", **told)
    another = said("in another attack the Front shelled the market", ARMY, actor="Front of Dura", report="r2", **told)
    assert _found(left, rival) == ["direct"]
    assert "direct" not in _found(left, answer)
    assert "direct" not in _found(left, another)


def test_each_hitting_the_other_are_two_deeds() -> None:
    left = said("army shells fell on the barracks square", MAYOR, actor="Harran army", target="Front of Dura")
    right = said("Front shells fell on the barracks square", ARMY, actor="Front of Dura", report="r2", target="Front of Dura")
    mirrored = said("Front shells fell on the barracks square", ARMY, actor="Front of Dura", report="r2")
    assert "direct" not in _found(left, right)
    assert "direct" not in _found(left, mirrored)


def test_gas_may_be_dropped_from_the_air_but_is_no_bomb_of_a_car() -> None:
    told = {"target": "residents"}
    gas = said("gas spread over the market", MAYOR, type=EventType.CHEMICAL_WEAPON, **told)
    barrels = said("barrels fell on the market", OBSERVATORY, type=EventType.AIR_STRIKE, report="r2", **told)
    mine = said("a mine went off in the market", OBSERVATORY, type=EventType.IED, report="r2", **told)
    assert "direct" not in _found(gas, barrels)
    assert _found(gas, mine) == ["direct"]


def test_to_blame_who_let_it_happen_names_no_rival_doer() -> None:
    did = said("the army bombed the market of Dura", MAYOR, actor="Harran army", target="residents")
    blamed = {"type": EventType.ACCUSATION, "actor": "Front of Dura", "target": "residents", "report": "r2"}
    assert "direct" not in _found(did, said("the Front failed to guard the market", OBSERVATORY, **blamed))
    assert _found(did, said("the Front bombed the market", OBSERVATORY, **blamed)) == ["direct"]


def test_ranges_that_meet_were_never_a_clash() -> None:
    left = said("more than 100 were killed", FRONT, figures=killed(100, None))
    assert not _found(left, said("112 were killed", MAYOR, figures=killed(112, 112), report="r2"))


@pytest.mark.parametrize(
    ("words", "strength"),
    [
        ("nearly 400 people were killed last month", "apparent"),
        ("400 people have been killed since the war began", "apparent"),
        ("400 people were killed", "direct"),
    ],
)
def test_the_dead_of_a_war_are_not_those_of_a_day(words: str, strength: str) -> None:
    day = said("six people were killed", MAYOR, figures=killed(6, 6))
    assert _found(day, said(words, OBSERVATORY, figures=killed(400, 400), report="r2")) == [strength]


def test_one_count_for_two_doers_is_no_rival_count() -> None:
    jets = said("25 people were killed", MAYOR, actor="Harran army", figures=killed(25, 25))
    other = said("five people were killed", OBSERVATORY, actor="Front of Dura", figures=killed(5, 5), report="r2")
    assert [f.kind for f in reconciled(jets, other).findings if f.kind == "figure_clash" and f.strength == "direct"] == []
    same = said("five people were killed", OBSERVATORY, actor="Harran army", figures=killed(5, 5), report="r2")
    assert [f.kind for f in reconciled(jets, same).findings if f.kind == "figure_clash" and f.strength == "direct"] == ["figure_clash"]


def test_two_who_took_it_together_are_no_rivals() -> None:
    joint = holding("Front of Dura and Harran army men took the port together", MAYOR, "Front of Dura", Change.GAIN)
    one = holding("the port was taken", OBSERVATORY, "Harran army", Change.GAIN, report="r2")
    assert "direct" not in _found(joint, one)


def test_a_name_that_nobody_knows_may_be_another_name() -> None:
    known = holding("the Front holds Dura", OBSERVATORY, "Front of Dura", Change.HOLD)
    unknown = holding("the Tigers hold Dura", MAYOR, "Tigers", Change.HOLD, report="r2")
    assert _found(known, unknown) == ["apparent"]


def test_what_has_not_happened_yet_may_have_come() -> None:
    came = said("aid reached the camp", MAYOR, type=EventType.AID_ACCESS, report="r2")
    assert _found(said("no aid reached the camp", ARMY, type=EventType.AID_ACCESS, modality=Modality.DENIED), came) == ["direct"]
    yet = said("aid has not yet reached the camp", ARMY, type=EventType.AID_ACCESS, modality=Modality.DENIED)
    assert _found(yet, came) == ["apparent"]


def test_no_accident_is_no_accident() -> None:
    told = {"type": EventType.SHELLING, "target": "residents"}
    shelled = said("the army shelled the market", MAYOR, actor="Harran army", report="r2", **told)
    assert _found(said("the market blew up by accident", ARMY, **told), shelled) == ["direct"]
    assert not _found(said("the shelling of the market was hardly an accident", ARMY, **told), shelled)


def test_to_battle_to_push_back_is_not_to_have_pushed_back() -> None:
    taken = holding("the army took Dura", ARMY, "Harran army", Change.GAIN)
    fight = {"type": EventType.ARMED_CLASH, "actor": "Front of Dura", "report": "r2"}
    assert not _found(taken, said("fighters are battling to push back the army", MAYOR, **fight))
    assert _found(taken, said("fighters pushed back the army", MAYOR, **fight)) == ["direct"]


def test_what_goes_on_at_large_is_no_single_deed() -> None:
    told = {"type": EventType.SHELLING, "target": "residents"}
    deed = said("the army shelled the market of Dura", MAYOR, actor="Harran army", **told)
    rival = said("the Front shelled the market of Dura", ARMY, actor="Front of Dura", report="r2", **told)
    habit = said("the Front continues its crimes at the market of Dura", ARMY, actor="Front of Dura", report="r2", **told)
    assert _found(deed, rival) == ["direct"]
    assert _found(deed, habit) == ["apparent"]
