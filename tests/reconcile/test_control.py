"""Who held which place from when to when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from builders import a_report
from reconcile.cases import ARMY, FRONT, MAYOR, OBSERVATORY, REGISTER, holding, said

from onrecord.reconcile.control import timelines
from onrecord.records import Bounds, Claim, Spell, When
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change, ControlState
from onrecord.vocab.hedges import Modality


def on(first: str, last: str | None = None) -> When:
    return When(earliest=first, latest=last or first)


def spells(*claims: Claim, root: str | None = None, place: str = "Dura", **report: Any) -> list[Spell]:
    reports = {c.report: a_report(id=c.report, publisher=f"Paper {c.report}", **({"published": "2016-12-30"} | report)) for c in claims}
    return [s for s in timelines(reports, claims, REGISTER) if s.according_to == root and s.place == place]


def taken(text: str, source: Any, holder: str, when: When, **changed: Any) -> Claim:
    return holding(text, source, holder, Change.GAIN, when=when, **({"type": EventType.NONSTATE_OVERTAKES_TERRITORY} | changed))


def test_a_capture_ends_the_losers_spell_and_begins_the_takers() -> None:
    lost, held = spells(taken("took Dura", OBSERVATORY, "Front of Dura", on("2016-12-10"), target="Harran army"))
    assert (lost.holder, lost.start, lost.end) == ("Harran army", Bounds(), Bounds(earliest="2016-12-10", latest="2016-12-10"))
    assert (held.holder, held.state, held.start.latest, held.end) == ("Front of Dura", ControlState.HELD, "2016-12-10", Bounds())
    assert held.rule
    assert "took Dura" in (held.because or "")


def test_a_background_spell_counts_and_yields_to_finer_words() -> None:
    background = holding("held from May 2015 to March 2016", MAYOR, "Front of Dura", Change.HOLD, when=on("2015-05-01", "2016-03-31"))
    assert [s.holder for s in spells(background)] == ["Front of Dura"]
    retaken = taken("retaken", OBSERVATORY, "Harran army", on("2016-03-27"))
    assert [(s.holder, s.start.latest) for s in spells(background, retaken)][-1] == ("Harran army", "2016-03-27")


def test_a_month_yields_to_a_day_of_the_same_capture() -> None:
    month = taken("fell in May", MAYOR, "Front of Dura", on("2015-05-01", "2015-05-31"))
    day = taken("fell on the 20th", OBSERVATORY, "Front of Dura", on("2015-05-20"))
    assert [s.start for s in spells(month, day)] == [Bounds(earliest="2015-05-20", latest="2015-05-20")]


def test_an_adverse_claim_outranks_a_self_serving_one() -> None:
    held = holding("Dura is ours", FRONT, "Front of Dura", Change.HOLD, when=on("2016-12-10"))
    admitted = holding("we hold Dura no more, the army does", FRONT, "Harran army", Change.HOLD, when=on("2016-12-10"), report="r2")
    [spell] = spells(held, admitted)
    assert (spell.holder, spell.rule) == ("Harran army", "an adverse claim outranks a self-serving one")


def test_two_roots_outrank_one_and_one_against_one_is_contested() -> None:
    army = holding("Dura is ours", OBSERVATORY, "Harran army", Change.HOLD, when=on("2016-12-10"))
    front = holding("Dura is the Front's", MAYOR, "Front of Dura", Change.HOLD, when=on("2016-12-10"))
    assert [s.state for s in spells(army, front)] == [ControlState.CONTESTED]
    second = holding("the Front has Dura", FRONT, "Front of Dura", Change.HOLD, when=on("2016-12-10"))
    assert [(s.holder, s.rule) for s in spells(army, front, second)] == [("Front of Dura", "two independent roots outrank one")]


def test_only_the_holder_says_so() -> None:
    [spell] = spells(holding("Dura is ours", FRONT, "Front of Dura", Change.HOLD, when=on("2016-12-10")))
    assert spell.state is ControlState.CLAIMED_ONLY


def test_an_enemy_inside_contests_but_does_not_take() -> None:
    held = holding("the army has Dura", OBSERVATORY, "Harran army", Change.HOLD, when=on("2016-12-08"))
    inside = taken("entered Dura", MAYOR, "Front of Dura", on("2016-12-10"), extent="part")
    assert [(s.state, s.start.latest) for s in spells(held, inside)] == [
        (ControlState.HELD, "2016-12-08"),
        (ControlState.CONTESTED, "2016-12-10"),
    ]


def test_a_holder_who_left_leaves_it_unknown_and_by_admission_lost() -> None:
    held = holding("the army has Dura", OBSERVATORY, "Harran army", Change.HOLD, when=on("2016-12-08"))
    left = holding("the army left", MAYOR, "Harran army", Change.LOSS, when=on("2016-12-10"), type=EventType.TROOP_MOVEMENT)
    assert [s.state for s in spells(held, left)] == [ControlState.HELD, ControlState.UNKNOWN]
    admitted = holding("we left Dura", ARMY, "Harran army", Change.LOSS, when=on("2016-12-10"), type=EventType.TROOP_MOVEMENT)
    assert [s.state for s in spells(held, admitted)] == [ControlState.HELD, ControlState.LOST_BY_ADMISSION]


def test_that_one_left_says_nothing_when_another_holds() -> None:
    taken_ = taken("took Dura", OBSERVATORY, "Front of Dura", on("2016-12-10"))
    left = holding("the army left", MAYOR, "Harran army", Change.LOSS, when=on("2016-12-12"), type=EventType.TROOP_MOVEMENT)
    assert [s.holder for s in spells(taken_, left)][-1] == "Front of Dura"


def test_a_denied_capture_by_one_root_is_contested() -> None:
    claimed = taken("took Dura", FRONT, "Front of Dura", on("2016-12-10"))
    denied = taken("took nothing", ARMY, "Front of Dura", on("2016-12-10"), modality=Modality.DENIED)
    assert [s.state for s in spells(claimed, denied)] == [ControlState.CONTESTED]


def test_a_percentage_is_a_spell_of_its_own() -> None:
    share = holding("93 per cent", MAYOR, "Harran army", Change.HOLD, extent="93%", when=on("2016-12-10"))
    [spell] = spells(share)
    assert (spell.extent, spell.rule) == ("93%", "a share is a claim of its own and never drawn as an area")


def test_a_nested_place_is_not_the_city() -> None:
    airport = holding("the airport is ours", FRONT, "Front of Dura", Change.HOLD, place="Dura airport", when=on("2016-12-10"))
    assert spells(airport) == []
    assert [s.holder for s in spells(airport, place="Dura airport")] == ["Front of Dura"]


def test_one_place_under_two_spellings() -> None:
    one = holding("the army has it", OBSERVATORY, "Harran army", Change.HOLD, when=on("2016-12-08"), place="Dura")
    other = holding("the Front took it", MAYOR, "Front of Dura", Change.GAIN, when=on("2016-12-10"), place="the city of Dura")
    assert [s.holder for s in spells(one, other)] == ["Harran army", "Front of Dura"]


def test_every_root_has_its_own_timeline() -> None:
    army = holding("Dura is ours", ARMY, "Harran army", Change.HOLD, when=on("2016-12-10"))
    front = taken("took Dura", FRONT, "Front of Dura", on("2016-12-10"))
    assert [s.holder for s in spells(army, front, root="Harran army")] == ["Harran army"]
    assert "Front of Dura" in [s.holder for s in spells(army, front, root="Front of Dura")]


def test_a_holding_without_a_day_is_of_the_day_it_was_told() -> None:
    held = holding("the army has Dura", OBSERVATORY, "Harran army", Change.HOLD, when=None)
    assert [s.start.latest for s in spells(held, published="2016-12-11")] == ["2016-12-11"]


def test_a_capture_without_a_day_is_placed_by_its_telling_only_where_nothing_is_dated() -> None:
    undated = taken("took Dura", MAYOR, "Front of Dura", None)  # type: ignore[arg-type]
    assert "Front of Dura" in [s.holder for s in spells(undated, published="2016-12-11")]
    dated = taken("retook Dura", ARMY, "Harran army", on("2016-12-01"))
    assert "Front of Dura" not in [s.holder for s in spells(undated, dated, published="2016-12-11")]
    assert spells(undated, published=None) == []


def test_what_is_taken_twice_was_lost_in_between() -> None:
    first = taken("took Dura", OBSERVATORY, "Front of Dura", on("2015-05-20"))
    again = taken("took Dura once more", OBSERVATORY, "Front of Dura", on("2016-12-11"), target="Harran army")
    assert [s.holder for s in spells(first, again)] == ["Front of Dura", "Harran army", "Front of Dura"]


def test_a_part_is_contested_only_where_another_had_the_place() -> None:
    part = holding("the Front has the east", MAYOR, "Front of Dura", Change.HOLD, extent="part", when=on("2016-12-10"))
    assert [(s.state, s.extent) for s in spells(part)] == [(ControlState.HELD, "part")]
    before = holding("the army has Dura", MAYOR, "Harran army", Change.HOLD, when=on("2016-12-08"))
    assert [s.state for s in spells(before, part)] == [ControlState.HELD, ControlState.CONTESTED]


def test_who_holds_a_place_holds_a_part_of_it_too() -> None:
    whole = taken("took Dura", OBSERVATORY, "Front of Dura", on("2016-12-08"))
    part = holding("the Front has the east", MAYOR, "Front of Dura", Change.HOLD, extent="part", when=on("2016-12-10"))
    assert [s.holder for s in spells(whole, part)] == ["Front of Dura"]


def test_a_country_has_no_holder() -> None:
    assert (
        spells(holding("the army has Syria", MAYOR, "Harran army", Change.HOLD, place="Syria", when=on("2016-12-10")), place="Syria") == []
    )


def test_what_a_machine_read_gives_no_spell_to_who_is_no_body() -> None:
    read = {"quote": 0.9, "control": 0.9, "modality": 0.9}
    maps = holding("Dura is red on the maps", MAYOR, "the maps", Change.HOLD, when=on("2016-12-10"), confidence=read)
    front = holding("the Front has Dura", MAYOR, "Front of Dura", Change.HOLD, when=on("2016-12-10"), confidence=read)
    assert spells(maps) == []
    assert [s.holder for s in spells(front)] == ["Front of Dura"]
    assert (
        spells(holding("who knows", MAYOR, "Front of Dura", Change.HOLD, when=on("2016-12-10"), confidence=read | {"control": 0.3})) == []
    )


def test_a_held_place_is_besieged_from_the_day_on_which_its_enemy_is_said_to_ring_it() -> None:
    held = holding("the army has Dura", OBSERVATORY, "Harran army", Change.HOLD, when=on("2016-12-08"))
    words = "the Front has surrounded the town"
    ring = said(words, MAYOR, type=EventType.TROOP_MOVEMENT, actor="Front of Dura", when=on("2016-12-10"), report="r2")
    free, ringed = spells(held, ring)
    assert (free.state, free.end.latest) == (ControlState.HELD, "2016-12-10")
    assert (ringed.holder, ringed.state, ringed.start.latest) == ("Harran army", ControlState.BESIEGED, "2016-12-10")
    assert words in (ringed.because or "")
    assert ring.id in ringed.claims
    own = replace(ring, actor="Harran army")
    assert [s.state for s in spells(held, own)] == [ControlState.HELD]  # who has it does not besiege it
    over = said("the siege was lifted", MAYOR, type=EventType.TROOP_MOVEMENT, actor="Front of Dura", when=on("2016-12-10"), report="r2")
    assert [s.state for s in spells(held, over)] == [ControlState.HELD]


def test_once_its_holder_admits_to_have_left_the_one_that_claimed_it_has_it() -> None:
    front = taken("Dura is ours", FRONT, "Front of Dura", on("2016-12-10"))
    army = holding("we hold Dura", ARMY, "Harran army", Change.HOLD, when=on("2016-12-10"), report="r2")
    left = holding("our men have left Dura", ARMY, "Harran army", Change.LOSS, when=on("2016-12-12"), report="r3")
    last = spells(front, army, left)[-1]
    assert (last.holder, last.state, last.start.latest) == ("Front of Dura", ControlState.HELD, "2016-12-12")
    assert last.rule == "its holder has left, and the one that had claimed it has it"


def test_who_denies_to_have_lost_it_contests_the_lone_word_of_the_taker() -> None:
    front = taken("Dura is ours", FRONT, "Front of Dura", on("2016-12-10"))
    denied = holding(
        "Dura has not been lost", ARMY, "Harran army", Change.LOSS, when=on("2016-12-10"), modality=Modality.DENIED, report="r2"
    )
    assert [s.state for s in spells(front, denied)] == [ControlState.CONTESTED]
