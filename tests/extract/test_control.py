import pytest

from onrecord.extract.actors import ActorNames
from onrecord.extract.control import Holders, taker_in, type_by_taker
from onrecord.extract.reader.base import ReadClaim
from onrecord.knowledge.actors import ActorRegister
from onrecord.records import Control, Place, Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change

REGISTER = ActorRegister.load()
REGAINS, OVERTAKES = EventType.GOVERNMENT_REGAINS_TERRITORY, EventType.NONSTATE_OVERTAKES_TERRITORY
DURA = Place(name="Dura", country="SYR")


def names_in(text):
    return ActorNames(text, REGISTER, country="SYR")


def span(text, words):
    at = text.index(words)
    return Span(at, at + len(words))


def held(text, type_, *, place=DURA, doer=None, sure=0.9, **fields):
    """(type, control) of a claim that is the whole text; words for spans."""
    spans = {k: span(text, v) if isinstance(v, str) and k in ("holder", "actor", "target", "place") else v for k, v in fields.items()}
    item = ReadClaim(quote=Span(0, len(text)), type=type_, confidence={"type": sure}, **spans)
    return Holders(text, names_in(text), REGISTER).held(item, place, doer)


@pytest.mark.parametrize(
    "text, taker",
    [
        ("The town fell to Islamic State on Sunday.", "Islamic State"),
        ("The whole of the town went back to Islamic State.", "Islamic State"),
        ("Government troops on Sunday lost the ancient city of Dura to Islamic State militants.", "Islamic State"),
        ("The hill was captured by the Syrian army after a day of fighting.", "Syrian army"),
        ("Villages held by Islamic State have been captured by the Syrian Democratic Forces.", "Syrian Democratic Forces"),
        ("The town was lost to a counterattack before dawn.", None),  # no body that can hold a place
        ("Constables returned to the market.", None),
    ],
)
def test_who_a_place_falls_to_holds_it(text, taker):
    assert taker_in(Span(0, len(text)), text, names_in(text)) == taker


def test_plain_words_outrank_what_the_reader_pointed_at():
    text = "Dura was overrun by Islamic State and the Syrian army is battling to win it back."
    type_, control = held(text, REGAINS, holder="the Syrian army", change=Change.GAIN)
    assert control == Control(holder="Islamic State", place="Dura", extent="all", change=Change.GAIN)
    assert type_ is OVERTAKES


@pytest.mark.parametrize(
    "holder, country, expected",
    [
        ("Syrian army", "SYR", REGAINS),
        ("Islamic State", "SYR", OVERTAKES),
        ("Turkish army", "SYR", OVERTAKES),
        ("the column", "SYR", REGAINS),
    ],
)
def test_the_takers_side_decides_the_territory_type(holder, country, expected):
    control = Control(holder=holder, place="Dura", change=Change.GAIN)
    assert type_by_taker(REGAINS, control, Place(name="Dura", country=country), REGISTER) is expected


def test_without_a_named_place_nobody_holds_anything():
    assert held("They took it.", OVERTAKES, place=None, holder="They", change=Change.GAIN) == (OVERTAKES, None)


@pytest.mark.parametrize(
    "text, actor, holder",
    [
        # the pointer fell on the loser
        ("Islamic State had captured the town from the Syrian army on Friday.", "Islamic State", "Islamic State"),
        # passive: the subject is the place
        ("The town was captured on Friday, and the Syrian army holds it.", "The town", "Syrian army"),
        # the verb's subject, whomever the reader took for the doer
        ("Soldiers fled and Islamic State overran Dura, the Syrian army said.", None, "Islamic State"),
    ],
)
def test_who_captured_a_place_holds_it(text, actor, holder):
    fields = {"actor": actor} if actor else {}
    _, control = held(text, OVERTAKES, holder="the Syrian army", change=Change.GAIN, **fields)
    assert control is not None and control.holder == holder


def test_of_the_bodies_pointed_at_the_one_whose_side_the_type_asks_for_took_the_place():
    text = "They moved into the western half of Dura after Islamic State pulled back before the Syrian army."
    for type_, holder in ((REGAINS, "Syrian army"), (OVERTAKES, "Islamic State")):
        found = held(text, type_, holder="Islamic State", actor="the Syrian army", change=Change.GAIN)
        assert (found[0], found[1].holder) == (type_, holder)


def test_who_is_said_to_have_done_it_is_asked_before_the_pointer():
    text = "They moved into the western half of Dura."
    assert held(text, OVERTAKES, holder="They", change=Change.GAIN, doer="Islamic State")[1].holder == "Islamic State"


def test_who_watches_holds_nothing():
    text = "The Syrian Observatory for Human Rights said they hold Dura, the Syrian army denied it."
    found = held(
        text, EventType.CONTROL_STATUS, holder="The Syrian Observatory for Human Rights", actor="the Syrian army", change=Change.HOLD
    )
    assert found[1].holder == "Syrian army"


@pytest.mark.parametrize("type_, change", [(OVERTAKES, Change.GAIN), (EventType.CONTROL_STATUS, Change.HOLD), (EventType.AIR_STRIKE, None)])
def test_the_type_asks_for_a_change_where_the_reader_has_none(type_, change):
    control = held("Islamic State men were inside Dura again.", type_, actor="Islamic State men")[1]
    assert (control and control.change) == change


def test_a_strike_says_nothing_of_who_holds_a_place():
    text = "Islamic State fired rockets at Dura."
    assert held(text, EventType.SHELLING, holder="Islamic State", change=Change.GAIN)[1] is None


@pytest.mark.parametrize("text, lost", [("Islamic State fell back from the town.", True), ("Islamic State fell back at dawn.", False)])
def test_a_retreat_with_no_place_is_no_loss_of_one(text, lost):
    control = held(text, EventType.TROOP_MOVEMENT, holder="Islamic State", change=Change.LOSS)[1]
    assert bool(control) is lost


@pytest.mark.parametrize(
    "text",
    ["Islamic State drove the Syrian army to withdraw from Dura.", "Islamic State came on, forcing the Syrian army to leave the town."],
)
def test_who_is_forced_to_go_leaves_the_place(text):
    control = held(text, EventType.TROOP_MOVEMENT, holder="Islamic State", change=Change.LOSS)[1]
    assert control is not None and (control.holder, control.change) == ("Syrian army", Change.LOSS)


@pytest.mark.parametrize("words", ["Dura was won back from Islamic State", "Islamic State have been driven from Dura"])
def test_who_loses_a_place_does_not_take_it(words):
    text = f"{words} while the Syrian army looked on."
    assert held(text, REGAINS, holder="Islamic State", actor="the Syrian army", change=Change.GAIN)[1].holder == "Syrian army"


@pytest.mark.parametrize("sure, expected", [(0.4, REGAINS), (0.9, EventType.TROOP_MOVEMENT)])
def test_plain_words_of_taking_make_an_unsure_movement_a_taking(sure, expected):
    text = "The militants were expelled from Dura by the Syrian army."
    assert held(text, EventType.TROOP_MOVEMENT, actor="The militants", sure=sure)[0] is expected


def test_a_fact_of_control_keeps_its_extent():
    text = "The Syrian army holds 70 per cent of Dura."
    assert held(text, EventType.CONTROL_STATUS, actor="The Syrian army")[1] == Control(
        holder="Syrian army", place="Dura", extent="70%", change=Change.HOLD
    )


def test_what_only_dates_a_taking_does_not_say_who_took():
    text = (
        "Islamic State have regained control of the city of Dura, nine months after it was driven out by Russian-backed government forces."
    )
    type_, control = held(text, REGAINS, holder="Islamic State", actor="Islamic State", change=Change.GAIN)
    assert (type_, control.holder, control.change) == (OVERTAKES, "Islamic State", Change.GAIN)


@pytest.mark.parametrize(
    "text, holds", [("About 12 percent of IS's territory went in 2016.", False), ("IS holds 12 percent of Dura.", True)]
)
def test_a_share_of_what_somebody_holds_is_no_share_of_a_place(text, holds):
    _, control = held(text, EventType.CONTROL_STATUS, holder="IS", change=Change.HOLD)
    assert (control is not None) == holds


def test_our_forces_are_the_speakers():
    text = "The Syrian army fled. A spokesman for Islamic State said: “Our forces have liberated Dura.”"
    item = ReadClaim(
        quote=span(text, "Our forces have liberated Dura"),
        type=REGAINS,
        voice="named",
        source=span(text, "A spokesman for Islamic State"),
        actor=span(text, "Our forces"),
        change=Change.GAIN,
        confidence={"type": 0.5},
    )
    found, control = Holders(text, names_in(text), REGISTER).held(item, DURA)
    assert (control.holder, found) == ("Islamic State", OVERTAKES)


def test_the_word_tied_to_held_names_the_holder_whoever_was_pointed_at():
    text = "the remaining rebel-held area of Dura, which Islamic State once shelled"
    _, control = held(text, EventType.CONTROL_STATUS, holder="Islamic State", change=Change.HOLD)
    assert control is not None
    assert control.holder == "Syrian rebels"


def test_who_remained_in_control_took_nothing():
    text = "its troops repelled the attackers and remained in full control of Dura"
    type_, control = held(text, REGAINS, holder="its troops", doer="Syrian army", change=Change.GAIN)
    assert type_ is EventType.CONTROL_STATUS
    assert control == Control(holder="Syrian army", place="Dura", extent="all", change=Change.HOLD)
