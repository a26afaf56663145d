"""Findings: what divides two words on one happening, and what only seems to."""

from __future__ import annotations

from typing import Any

from reconcile.cases import ARMY, FRONT, MAYOR, OBSERVATORY, REGISTER, holding, killed, reconciled, said

from onrecord.knowledge.actors.register import Actor, ActorRegister, Side
from onrecord.reconcile.denials import speaks_of
from onrecord.reconcile.reading import Names, view
from onrecord.records import Claim, Control, Place, Source, When, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import CONTRADICTIONS, Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.roles import Kind


def _points(*claims: Claim, **more: Any) -> list[str]:
    return [f.because for f in reconciled(*claims, **more).findings if f.kind in CONTRADICTIONS and f.strength == "direct"]


def test_who_was_never_there_did_nothing_there() -> None:
    looted = said("Front fighters stripped the hospital", MAYOR, type=EventType.LOOTING_DESTRUCTION, actor="Front of Dura", when=None)
    never = said(
        "Nobody of ours has set foot in Dura",
        FRONT,
        type=EventType.TROOP_MOVEMENT,
        modality=Modality.DENIED,
        actor="Front of Dura",
        when=None,
    )
    assert len(_points(looted, never)) == 1


def test_a_publisher_denies_the_rumours_that_it_tells() -> None:
    narrator, nobody = Source(name="narrator", kind="narrator"), Source(name="unattributed", kind="unknown")
    rumour = said("the rumours of looting in Dura", nobody, type=EventType.LOOTING_DESTRUCTION)
    denial = said(
        "there is no truth to the rumours of looting in Dura", narrator, type=EventType.LOOTING_DESTRUCTION, modality=Modality.DENIED
    )
    assert len(_points(rumour, denial)) == 1


def test_a_denial_that_homes_are_bombed_says_nothing_of_fighters() -> None:
    denial = said("homes are not being shelled", ARMY, modality=Modality.DENIED, actor="Harran army")
    fighters = said("shells fell on their positions", OBSERVATORY, actor="Harran army", target="Front of Dura")
    homes = said("shells fell on the market", MAYOR, actor="Harran army", target="residents")
    assert not _points(denial, fighters)
    assert len(_points(denial, homes)) == 1


def test_to_deny_a_bomb_is_not_to_deny_a_shell() -> None:
    denial = said("There was no suicide bombing", FRONT, type=EventType.SUICIDE_BOMB, modality=Modality.DENIED)
    assert not _points(denial, said("rockets landed nearby", MAYOR))


def test_to_deny_one_thing_and_tell_another_is_no_change_of_word() -> None:
    told = {"actor": "Harran army", "type": EventType.AIR_STRIKE}
    denial = said("no home was hit", ARMY, modality=Modality.DENIED, **told)
    hit = said("nine targets were hit", ARMY, **told)
    assert not _points(denial, hit)
    words = "at first denied that it had flown"
    before = said(words, ARMY, quote=Words(text=words, start=200, end=200 + len(words)), modality=Modality.DENIED, **told)
    assert len(_points(before, hit)) == 1


def test_of_ones_own_will_against_by_force() -> None:
    moved = {"type": EventType.DISPLACEMENT, "target": "residents"}
    willing = said("left at their own request", ARMY, **moved)
    assert len(_points(willing, said("were driven out of their homes", MAYOR, **moved))) == 1
    assert not _points(willing, said("moved to the next town", MAYOR, **moved))


def test_an_accident_against_a_doer() -> None:
    told = {"type": EventType.HERITAGE_DAMAGE, "target": "church"}
    accident = said("a cache of mortar bombs in the vestry blew up by itself", ARMY, **told)
    assert len(_points(accident, said("rockets tore open the roof", MAYOR, actor="Harran army", **told))) == 1


def test_levelled_against_still_standing() -> None:
    told = {"type": EventType.HERITAGE_DAMAGE}
    assert len(_points(said("levelled the church", MAYOR, **told), said("burnt out but standing", OBSERVATORY, **told))) == 1


def test_each_says_that_the_other_attacked_first() -> None:
    clash = {"type": EventType.ARMED_CLASH}
    left = said("the Front broke the truce and attacked", ARMY, actor="Front of Dura", target="Harran army", **clash)
    right = said("our men only returned fire when they attacked", FRONT, actor="Harran army", target="Front of Dura", **clash)
    assert len(_points(left, right)) == 1


def test_a_peaceful_march_against_a_violent_one() -> None:
    march = said("the march was peaceful", MAYOR, type=EventType.PEACEFUL_PROTEST)
    assert len(_points(march, said("armed men tried to force the bridge", ARMY, type=EventType.VIOLENT_DEMONSTRATION))) == 1


def test_a_change_of_hands_dated_two_ways_in_looking_back() -> None:
    def taken(source: Source, first: str, last: str, report: str) -> Claim:
        when = When(earliest=first, latest=last)
        return holding("Dura fell to the Front", source, "Front of Dura", Change.GAIN, when=when, report=report)

    may, july = taken(OBSERVATORY, "2015-05-01", "2015-05-31", "r1"), taken(MAYOR, "2015-07-01", "2015-07-31", "r2")
    assert len(_points(may, july)) == 1
    assert not _points(may, taken(MAYOR, "2016-12-01", "2016-12-31", "r2"))  # another capture, or the news of the day


def test_one_passage_against_one_passage_is_one_finding() -> None:
    text = "the town is wholly ours"
    joint = [
        said(text, s, type=EventType.CONTROL_STATUS, control=Control(holder="Front of Dura", place="Dura", change=Change.HOLD))
        for s in (FRONT, OBSERVATORY)
    ]
    held = holding("the army holds the town", ARMY, "Harran army", Change.HOLD, report="r2")
    assert len(_points(*joint, held)) == 1


def test_land_around_a_town_is_no_part_of_it() -> None:
    whole = holding("The army holds Dura", ARMY, "Harran army", Change.HOLD)
    heights = holding("The Front took the heights", FRONT, "Front of Dura", Change.GAIN, place="heights around Dura", report="r2")
    airport = holding("The Front holds the airport", FRONT, "Front of Dura", Change.HOLD, place="Dura airport", report="r3")
    assert not _points(whole, heights)
    assert len(_points(whole, airport)) == 1


def test_losses_side_by_side_clash_though_the_hospital_is_elsewhere() -> None:
    clash = {"type": EventType.ARMED_CLASH, "target": "Harran army"}
    army = said("three of ours fell", ARMY, figures=killed(3, 3, "Harran army"), **clash)
    hospital = said("19 bodies of soldiers came in", OBSERVATORY, place=Place(name="Homs"), figures=killed(19, 19, "Harran army"), **clash)
    assert len(_points(army, hospital)) == 1


def test_two_tolls_of_two_streets_in_one_list_do_not_clash() -> None:
    first = said("two people were killed in the old town", OBSERVATORY, place=Place(name="Dura old town"), figures=killed(2, 2))
    second = said("a woman was killed in the new town", MAYOR, place=Place(name="Dura new town"), figures=killed(1, 1))
    assert not _points(first, second)


def test_a_count_that_had_risen_and_is_yet_the_lower_one_clashes() -> None:
    early = said("52 travellers were killed", OBSERVATORY, figures=killed(52, 52))
    later = said("The toll rose to 44", MAYOR, figures=killed(44, 44), report="r2")
    assert len(_points(early, later, published={"r1": "2016-12-11", "r2": "2016-12-13"})) == 1


def test_an_ally_that_denies_to_be_there_does_not_deny_what_the_other_did() -> None:
    register = [*REGISTER.actors.values(), Actor(name="Neighbour's army", kind=Kind.MILITARY, sides=(Side(side="harran:front"),))]
    names = Names(ActorRegister(register))
    capture = holding("the Front took Dura", OBSERVATORY, "Front of Dura", Change.GAIN)
    denial = holding("our troops are not in Dura", MAYOR, "Neighbour's army", Change.HOLD, modality=Modality.DENIED)
    views = [view(c, c.source.name, None) for c in (denial, capture)]
    assert not speaks_of(*views, names)
    own = holding("we are not in Dura", MAYOR, "Front of Dura", Change.HOLD, modality=Modality.DENIED)
    assert speaks_of(view(own, "Mayor of Dura", None), views[1], names)


def test_one_source_printed_with_all_and_with_most_of_it() -> None:
    def told(extent: str, report: str) -> Claim:
        return holding(f"the Front has {extent} of Dura", OBSERVATORY, "Front of Dura", Change.GAIN, extent=extent, report=report)

    assert len(_points(told("all", "r1"), told("most", "r2"))) == 1
    assert not _points(told("all", "r1"), told("part", "r2"))  # entered, then taken: stages
