"""Every piece of a text is owned by exactly one window, and no window is longer than the encoder takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from onrecord.extract.reader.trained.windows import SIZE, pieces, range_of, windows
from onrecord.records import Span


@pytest.fixture(scope="module")
def tokenizer():
    made = Tokenizer(WordLevel({"[UNK]": 0, "[CLS]": 101, "[SEP]": 102}, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    return made


def words(count):
    return " ".join(f"w{i}" + ("." if i % 17 == 16 else "") for i in range(count))


def test_a_short_text_is_one_window(tokenizer):
    doc = pieces(tokenizer, "Rebels took the town. The army fled.", "Town falls")
    (window,) = windows(doc)
    assert window.owned == (0, len(doc.ids))
    assert window.ids[0] == 101 and window.ids[-1] == 102
    assert window.piece(window.local(3)) == 3


@pytest.mark.parametrize("text", ["", "  \n ", "\x00", "\ud800"])
def test_a_text_without_words_has_few_windows(tokenizer, text):
    assert len(windows(pieces(tokenizer, text, ""))) <= 1


@pytest.mark.parametrize("text", [words(3000), " ".join(["word"] * 5000), "One. " * 2000, "a\n" * 1500])
def test_long_texts_are_covered_once(tokenizer, text):
    covers_once(pieces(tokenizer, text, "A title of some words"))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=40), st.integers(1, 30))
def test_any_text_is_covered_once(tokenizer, text, title, times):
    covers_once(pieces(tokenizer, text * times, title))


def covers_once(doc):
    made = windows(doc)
    at = 0
    for window in made:
        assert len(window.ids) <= SIZE
        assert window.owned[0] == at and window.first <= window.owned[0] <= window.owned[1] <= window.last
        at = window.owned[1]
    assert at == len(doc.ids)
    assert [b for _, b in doc.sentences[:-1]] == [a for a, _ in doc.sentences[1:]]
    # The overlap is bounded, so the work is linear in the text.
    assert sum(w.last - w.first for w in made) <= 2 * len(doc.ids) + SIZE


def test_range_of_a_stretch_is_the_pieces_it_touches(tokenizer):
    doc = pieces(tokenizer, "Rebels took the town.", "")
    assert range_of(doc, Span(0, 11)) == (0, 1)
    assert range_of(doc, Span(2, 3)) == (0, 0)
    assert range_of(doc, Span(6, 7)) is None
