"""Kinds of words, as the heads see them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.reader.trained.flags import Flags


@pytest.fixture(scope="module")
def flags():
    return Flags.load()


def kinds(flags, text):
    spans, marks = flags.mark(text)
    assert len(spans) == len(marks)
    return {flags.names[i] for i in np.flatnonzero(marks.any(0))}


@pytest.mark.parametrize(
    "text, kind",
    [
        ("Warplanes bombed the market", "air"),
        ("mortars landed on the camp", "artillery"),
        ("an attacker blew himself up", "suicide"),
        ("a car bomb went off", "ied"),
        ("chlorine was used", "chemical"),
        ("the rebel-held suburb", "hold"),
        ("The villagers’ homes were torched", "looting"),
        ("the army denied it", "denial"),
        ("The Minaret fell", "heritage"),
        ("it may have happened", "hedge"),
    ],
)
def test_words_show_their_kind(flags, text, kind):
    assert kind in kinds(flags, text)


def test_phrases_count_only_whole(flags):
    assert "ied" not in kinds(flags, "a car and a house")


def test_plain_words_show_nothing(flags):
    assert kinds(flags, "The weather was mild and grey") == set()


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_marked(text):
    spans, marks = Flags.load().mark(text)
    assert marks.shape == (len(spans), len(Flags.load().names))
    assert all(0 <= a < b <= len(text) for a, b in spans.tolist())
