from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import ReadError
from onrecord.read.formats.text import clean, decode


def test_cleaning_changes_line_ends_and_nul_only_and_says_so():
    cleaned = clean("a\r\nb\rc\x00\u202e\u00a0")
    assert cleaned.text == "a\nb\nc\ufffd\u202e\u00a0"
    assert cleaned.changes == ("cleaned: 2 line ends made LF", "cleaned: 1 NUL characters shown as U+FFFD")


@given(st.text(alphabet="ab\r\n\x00\ufeff"), st.integers(0, 3))
def test_every_character_knows_where_it_stood(text, skip):
    skip = min(skip, len(text))
    cleaned = clean(text, skip=skip)
    for at, char in enumerate(cleaned.text):
        before = text[cleaned.original(at)]
        assert char == before or (char, before) in {("\n", "\r"), ("\ufffd", "\x00")} or text[cleaned.original(at) - 1] == "\r"


@given(st.text(alphabet=st.characters(exclude_characters="\r\x00\ufeff")))
def test_text_without_such_characters_stays_as_it_is(text):
    assert clean(text).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_unicode_is_decoded(encoding):
    text = "Zaatari’s gate — الحدود"
    if encoding == "utf-16-le":
        with pytest.raises(ReadError):
            decode(text.encode(encoding) + b"\xd8", "x")
    else:
        assert decode(text.encode(encoding), "x")[0].removeprefix("\ufeff") == text


def test_western_text_with_curly_quotes_is_windows_1252_and_says_so():
    text = "The governor said “we hold the city” on Sunday, and the café was hit. " * 3
    assert decode(text.encode("cp1252"), "x") == (text, ("the encoding is not stated; read as windows-1252",))


def test_a_declared_encoding_is_believed():
    text = "Правительство заявило, что город взят."
    assert decode(text.encode("koi8-r"), "x", declared="koi8-r")[0] == text


def test_an_undeclared_one_is_guessed_and_said():
    text = "Правительство заявило в воскресенье, что город взят, сообщили в министерстве обороны. " * 5
    decoded, warnings = decode(text.encode("cp1251"), "x")
    assert decoded == text
    assert warnings


@given(st.binary(max_size=300))
def test_decoding_gives_text_or_a_reason(raw):
    try:
        assert isinstance(decode(raw, "x")[0], str)
    except ReadError as error:
        assert error.problem
