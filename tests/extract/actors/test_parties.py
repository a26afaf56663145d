"""Who did it and to whom, among the actors that a report names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import grows_in_line

from onrecord.extract.actors import ActorNames
from onrecord.extract.actors.parties import Frame, parties_of
from onrecord.extract.actors.parties.choose import best, tables
from onrecord.extract.actors.parties.features import _GROUPS
from onrecord.extract.actors.parties.scene import Scene, turns
from onrecord.knowledge.actors import ActorRegister
from onrecord.records import Span
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.hedges import Modality

REGISTER = ActorRegister.load()
UNSURE = {"actor": 0.4, "target": 0.4}  # a reader that pointed nowhere, and said so


def at(text, piece):
    start = text.index(piece)
    return Span(start, start + len(piece))


def parties(text, event_type, quote=None, *, doer=None, target=None, chances=UNSURE):
    frame = Frame(
        quote=at(text, quote or text),
        event_type=event_type,
        doer=at(text, doer) if doer else None,
        target=at(text, target) if target else None,
        chances=chances,
    )
    found = parties_of(ActorNames(text, REGISTER), [frame])[0]
    return found.doer, found.target


@pytest.mark.parametrize(
    "text, event_type, doer, target",
    [
        ("The town of Dura was captured by the Houthis from the Yemeni army.", T.NONSTATE_OVERTAKES_TERRITORY, "Houthis", "Yemeni army"),
        ("Two Indian soldiers were killed by militants of Jaish-e-Mohammed.", T.ARMED_CLASH, "Jaish-e-Mohammed", "Indian army"),
        ("Twelve villagers were killed near Dikwa by Boko Haram.", T.ATTACK_ON_CIVILIANS, "Boko Haram", "civilians"),
    ],
)
def test_plain_words_name_the_parties_where_the_reader_points_nowhere(text, event_type, doer, target):
    assert parties(text, event_type) == (doer, target)


def test_a_pointer_to_the_words_is_followed():
    text = "M23 rebels captured Bunagana from the Congolese army on Monday."
    assert parties(text, T.NONSTATE_OVERTAKES_TERRITORY, doer="M23 rebels", target="the Congolese army", chances={}) == (
        "M23",
        "Congolese army",
    )


def test_people_without_a_name_are_civilians():
    text = "Boko Haram fighters abducted 40 villagers from Dikwa on Friday."
    assert parties(text, T.ABDUCTION, doer="Boko Haram fighters", target="40 villagers")[1] == "civilians"


def test_nobody_does_it_to_themselves():
    text = "The Houthis said the Houthis had shelled the Houthis."
    for event_type in T:
        doer, target = parties(text, event_type, doer="The Houthis", target="the Houthis")
        assert doer is None or doer != target


def test_chances_are_shares_and_the_same_twice():
    text = "Rebels shelled Aleppo, the Syrian army said. It blamed the Free Syrian Army for nine deaths."
    names = ActorNames(text, REGISTER)
    frames = [
        Frame(quote=at(text, "Rebels shelled Aleppo"), event_type=T.SHELLING),
        Frame(quote=at(text, "nine deaths"), event_type=T.CASUALTY_TOLL),
    ]
    found = parties_of(names, frames)
    assert found == parties_of(ActorNames(text, REGISTER), frames)
    assert all(0 < p.doers_chance <= 1 and 0 < p.targets_chance <= 1 for p in found)


def test_the_choice_goes_by_the_table():
    text = "The Houthis shelled the Yemeni army."
    scene = Scene(ActorNames(text, REGISTER), [Frame(quote=Span(0, len(text)), event_type=T.SHELLING)])
    assert best(scene, 0, "target", {})[0] is None  # with no weights at all, nobody comes first
    chosen, chance = best(scene, 0, "target", {"l=shelled": 6.0})
    assert chosen is not None and chosen.name == "Yemeni army" and chance > 0.3


@pytest.mark.parametrize(
    "name, others",
    [
        ("Syrian government", {"Syrian army", "Syria"}),
        ("Russian army", {"Russian government", "Russia"}),
        ("Syrian air force", {"Syrian army"}),
        ("Turkish Defence Ministry", {"Turkish government"}),
        ("Hezbollah", set()),
    ],
)
def test_a_states_bodies_turn_into_one_another(name, others):
    assert {turned for turned, _, _ in turns(REGISTER.find(name), name)} == others


def test_every_role_has_weights_and_every_type_a_group_or_is_of_words():
    assert {role: len(table) > 1000 for role, table in tables().items()} == {"doer": True, "target": True}
    assert set(T) - set(_GROUPS) == {T.ACCUSATION, T.DEMAND, T.STATEMENT, T.AGREEMENT, T.OTHER_STRATEGIC}


PIECES = st.sampled_from(
    "the a it they said , . by \n Syria's army Isis rebels killed 12 villagers group Moscow of Gen. Ali shelled".split(" ")
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join))
SPANS = st.tuples(st.integers(0, 300), st.integers(0, 80)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
FRAMES = st.builds(
    Frame,
    quote=SPANS,
    event_type=st.sampled_from(T),
    modality=st.sampled_from(Modality),
    source=st.none() | SPANS,
    doer=st.none() | SPANS,
    target=st.none() | SPANS,
    holder=st.none() | SPANS,
)


@given(TEXTS, st.lists(FRAMES, max_size=5))
@settings(max_examples=150, deadline=None)
def test_any_frames_on_any_text_get_an_answer(text, frames):
    found = parties_of(ActorNames(text, REGISTER), frames, title=text[:40], day="2016-12-11")
    assert len(found) == len(frames)
    assert all(p.doer is None or p.doer != p.target for p in found)


def test_time_grows_with_the_text_and_no_faster():
    piece = "The Syrian army shelled rebels in Aleppo. They killed 12 residents, it said. "

    def work(n: int) -> None:
        frames = [Frame(quote=Span(k * len(piece), k * len(piece) + 40), event_type=T.SHELLING) for k in range(n)]
        parties_of(ActorNames(piece * n, REGISTER, country="SYR"), frames)

    assert grows_in_line(work, 12)
