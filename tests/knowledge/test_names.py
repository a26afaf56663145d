"""Names are alike whatever their case and accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.knowledge.gazetteer.names import place_key
from onrecord.knowledge.gazetteer.tables import names_a_country
from onrecord.knowledge.names import plain, without_accents


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("Ḩalab", "halab"),
        ("Côte d’Ivoire", "cote d’ivoire"),
        ("STRASSE", "straße"),
        ("Bình Định", "BINH Định"),
    ],
)
def test_case_and_accents_tell_no_names_apart(words, same):
    assert plain(words) == plain(same)


def test_without_accents_keeps_case():
    assert without_accents("Kramatórsk") == "Kramatorsk"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("the city of Aleppo", "aleppo"),
        ("Al-Bab", "bab"),
        ("Tall Rif‘at", "tall rif at"),
        ("El Fasher town", "fasher"),
        ("The Village", "the village"),  # nothing else is left of it
        ("", ""),
    ],
)
def test_place_key_leaves_out_articles_and_kinds(words, key):
    assert place_key(words) == key


@given(st.text())
def test_place_key_of_a_place_key_is_itself(words):
    assert place_key(place_key(words)) == place_key(words)


def test_a_country_is_known_by_any_of_its_names():
    assert names_a_country("Syria")
    assert names_a_country("the United Kingdom")
    assert not names_a_country("Aleppo")
