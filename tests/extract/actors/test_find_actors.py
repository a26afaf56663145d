"""The actors layer: where a text names an actor, and under which name."""

from __future__ import annotations

import pytest

from onrecord.extract.actors import find_actors
from onrecord.knowledge.actors.register import ActorRegister
from onrecord.vocab.roles import Kind


@pytest.fixture(scope="module")
def register() -> ActorRegister:
    return ActorRegister.load()


@pytest.mark.parametrize(
    "text, country, found",
    [
        ("Isis militants entered the town", "SYR", [("Isis", "Islamic State")]),
        ("Russia's defence ministry said", "SYR", [("Russia's defence ministry", "Russian Defence Ministry")]),
        ("government forces left the village", "SYR", [("government forces", "Syrian army")]),
        ("the army said", "UKR", [("army", "Ukrainian army")]),
        ("Assad's forces and Hezbollah", "SYR", [("Assad's forces", "Syrian army"), ("Hezbollah", "Hezbollah")]),
        ("the Ministry of Defence of Azerbaijan denied it", "AZE", [("Ministry of Defence of Azerbaijan", "Azerbaijani Defence Ministry")]),
        ("residents told AFP", "MLI", [("residents", "residents"), ("AFP", "AFP")]),
        ("Turkish-backed rebels shelled it", "SYR", [("rebels", "syrian rebels")]),
        ("it rained in Moscow", "SYR", []),
        ("Moscow said it had no troops there", "SYR", [("Moscow", "Russia"), ("troops", "Syrian army")]),
        ("what is to be done", "SYR", []),
        ("the U.S. military struck", "IRQ", [("U.S. military", "US military")]),
    ],
)
def test_actors_are_found_and_named(register, text, country, found):
    got = [(text[m.start : m.end], m.name) for m in find_actors(text, register, country=country)]
    assert [(words, name.casefold()) for words, name in got] == [(words, name.casefold()) for words, name in found]


def test_a_government_abroad_is_foreign(register):
    text = "The Russian foreign ministry and the Syrian foreign ministry met."
    assert [m.kind for m in find_actors(text, register, country="SYR")] == [Kind.FOREIGN_GOVERNMENT, Kind.GOVERNMENT]


def test_a_possessive_ending_is_left_outside(register):
    text = "Hezbollah's dead"
    (mention,) = find_actors(text, register)
    assert (mention.start, mention.end, mention.register) == (0, 9, "Hezbollah")


def test_the_country_is_guessed_from_the_text(register):
    text = "In Sudan, where Sudanese people fled, the army said it was winning."
    assert "Sudanese army" in [m.name for m in find_actors(text, register)]
