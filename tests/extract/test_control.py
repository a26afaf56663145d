import pytest

from onrecord.extract.actors import ActorNames
from onrecord.extract.control import control_of, taker_in, type_by_taker
from onrecord.extract.reader.base import ReadClaim
from onrecord.knowledge.actors import ActorRegister
from onrecord.records import Control, Place, Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change

REGISTER = ActorRegister.load()
REGAINS, OVERTAKES = EventType.GOVERNMENT_REGAINS_TERRITORY, EventType.NONSTATE_OVERTAKES_TERRITORY


def names_in(text):
    return ActorNames(text, REGISTER, country="SYR")


@pytest.mark.parametrize(
    "text, taker",
    [
        ("The town fell to Islamic State on Sunday.", "Islamic State"),
        ("The whole of the town went back to Islamic State.", "Islamic State"),
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
    wrong = text.index("the Syrian army")
    item = ReadClaim(quote=Span(0, len(text)), type=REGAINS, holder=Span(wrong, wrong + 15), change=Change.GAIN)
    control = control_of(item, text, names_in(text), Place(name="Dura", country="SYR"))
    assert control == Control(holder="Islamic State", place="Dura", extent="all", change=Change.GAIN)


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
    text = "They took it."
    item = ReadClaim(quote=Span(0, 12), type=OVERTAKES, holder=Span(0, 4), change=Change.GAIN)
    assert control_of(item, text, names_in(text), None) is None


@pytest.mark.parametrize(
    "text, holder",
    [
        ("Islamic State had captured the town from the Syrian army on Friday.", "Islamic State"),  # the pointer fell on the loser
        ("The town was captured on Friday, and the Syrian army holds it.", "Syrian army"),  # passive: the subject is the place
    ],
)
def test_who_captured_a_place_holds_it(text, holder):
    army, doer = text.index("the Syrian army"), text.index("Islamic State") if "Islamic State" in text else 0
    actor = Span(doer, doer + 13) if "Islamic State" in text else Span(0, 8)
    item = ReadClaim(quote=Span(0, len(text)), type=OVERTAKES, actor=actor, holder=Span(army, army + 15), change=Change.GAIN)
    control = control_of(item, text, names_in(text), Place(name="Dura", country="SYR"))
    assert control is not None and control.holder == holder
