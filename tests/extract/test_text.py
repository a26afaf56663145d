import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.text import paragraphs, sentences, words


def pieces(text, spans):
    return [text[s.start : s.end] for s in spans]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Gen. Smith left. He went to St. Petersburg.", ["Gen. Smith left.", "He went to St. Petersburg."]),
        ("A headline without a stop\n\nThe text begins.", ["A headline without a stop", "The text begins."]),
        ("“They fled.” He saw it.", ["“They fled.”", "He saw it."]),
        ("At 3.30 p.m. on Sunday it fell. Nobody came!", ["At 3.30 p.m. on Sunday it fell.", "Nobody came!"]),
        ("J. Smith spoke... and left", ["J. Smith spoke... and left"]),
        ("سقطت المدينة؟ نعم. هرب الناس.", ["سقطت المدينة؟", "نعم.", "هرب الناس."]),
        ("军队夺回了城市。居民逃离。", ["军队夺回了城市。", "居民逃离。"]),
        ("", []),
    ],
)
def test_sentences(text, expected):
    assert pieces(text, sentences(text)) == expected


def test_a_word_keeps_its_hyphens_and_apostrophes():
    text = "U.S.-led raids, al-Assad's men"
    assert pieces(text, words(text)) == ["U.S.-led", "raids", "al-Assad's", "men"]


@given(st.text())
def test_every_span_lies_inside_the_text_in_order(text):
    for found in (sentences(text), paragraphs(text), words(text)):
        assert all(0 <= s.start < s.end <= len(text) for s in found)
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))
