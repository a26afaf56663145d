"""Why words name whom they name, told step by step."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.actors import ActorNames
from onrecord.extract.actors.why import MOST, places_of, resolve_alone, resolve_in
from onrecord.knowledge.actors import ActorRegister
from onrecord.vocab.roles import Kind

REGISTER = ActorRegister.load()
TEXT = (
    "Ukraine's defence ministry said its troops had left Dovhyi Brid. The ministry's spokesman, Oleh Ponomarev, denied a rout. "
    "The Euphrates Monitor for Rights (EMR) said so too. It said the army shelled first. Moscow denied it."
)


def told(words, text=TEXT):
    return resolve_in(places_of(words, text)[0], ActorNames(text, REGISTER))


@pytest.mark.parametrize(
    "words, name, step",
    [
        ("The ministry's spokesman", "Ukrainian Defence Ministry", "the body for which somebody speaks or acts"),
        ("Ponomarev", "Ukrainian Defence Ministry", "“Ponomarev” is read as a person"),
        ("its troops", "Ukrainian army", "the army of whom the possessive points back to"),
        ("Moscow", "Russia", "“Moscow” is a state, by its name or its seat"),
        ("It", "Euphrates Monitor for Rights", "“It” is read as a pronoun"),
        ("the army", "Ukrainian army", "“army” is a body with no state named"),
    ],
)
def test_a_resolution_says_by_which_way_it_went(words, name, step):
    resolution = told(words)
    assert resolution.name == name
    assert any(step in line for line in resolution.steps)
    assert resolution.steps[0] == "the report is about Ukraine"


def test_it_says_where_the_actor_was_named_before_and_what_the_register_knows():
    steps = told("The ministry's spokesman").steps
    assert "named so before, “Ukraine's defence ministry” at character 0" in steps
    assert any(line.startswith("origin: ") for line in steps)


def test_asking_why_changes_no_answer():
    names = ActorNames(TEXT, REGISTER)
    span = places_of("Ponomarev", TEXT)[0]
    before = names.name_of(span)
    assert names.why(span) and names.name_of(span) == before == ActorNames(TEXT, REGISTER).name_of(span)


def test_a_name_by_itself_says_which_of_its_bearers_was_chosen():
    resolution = resolve_alone("ADF", REGISTER, country="COD")
    assert (resolution.name, resolution.kind) == ("Allied Democratic Forces", Kind.ARMED_GROUP)
    assert "chosen is the one at home in COD" in resolution.steps[0]
    assert resolve_alone("Hama Media Union", REGISTER) is None


def test_places_are_whole_words_in_any_case():
    assert [(s.start, s.end) for s in places_of("the  army", "The army. The\narmyman, the Army's")] == [(0, 8), (23, 31)]
    assert places_of("  ", "a b") == []
    assert len(places_of("a", "a " * 1000)) == MOST


@given(st.text(max_size=200), st.text(max_size=20))
@settings(max_examples=150, deadline=None)
def test_any_words_in_any_text_get_an_answer(text, words):
    names = ActorNames(text, REGISTER)
    for span in places_of(words, text)[:3]:
        resolution = resolve_in(span, names)
        assert resolution.steps and resolution.words == text[span.start : span.end]
