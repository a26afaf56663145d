"""Words that a model gave back are found in the report however their marks are written, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.reader.llm.grounding import Grounds, nearest
from onrecord.extract.reader.llm.parts import halves, parts
from onrecord.extract.text import sentences
from onrecord.records import Span

TEXT = "The ministry said “64 strikes”\u00a0hit Isis—held\nland. قال المرصد إن «المدينة سقطت». Iranian forces left Iran’s border."


MARKS = "“”«»"


def words(span: Span, text: str = TEXT) -> str:
    return text[span.start : span.end]


@pytest.mark.parametrize(
    ("given_back", "stands"),
    [
        ('"64 strikes" hit Isis-held land', "64 strikes”\u00a0hit Isis—held\nland"),
        ("The ministry said '64 strikes'", "The ministry said “64 strikes"),
        ('إن "المدينة سقطت"', "إن «المدينة سقطت"),
        ("Iran's border.", "Iran’s border."),
        ("hit Isis – held", None),
        ("the ministry said", None),
        ("65 strikes", None),
        ("…", None),
        ("", None),
    ],
)
def test_marks_do_not_matter_and_words_do(given_back: str, stands: str | None) -> None:
    found = Grounds(TEXT).all(given_back)
    assert [words(f).strip(MARKS) for f in found] == ([stands.strip(MARKS)] if stands else [])


def test_a_word_is_not_found_inside_another() -> None:
    assert [words(s) for s in Grounds(TEXT).all("Iran")] == ["Iran"]


def test_scripts_without_spaces_have_no_edges_between_words() -> None:
    text = "政府军于周日夺回了城市"
    assert [words(s, text) for s in Grounds(text).all("夺回了城市")] == ["夺回了城市"]


def test_marks_of_direction_and_soft_hyphens_are_not_words() -> None:
    text = "the gov\u00aderno\u200frate of \u202bHoms\u202c fell"
    assert words(Grounds(text).all("governorate of Homs fell")[0], text) == "gov\u00aderno\u200frate of \u202bHoms\u202c fell"


def test_a_speaker_is_taken_from_before_the_quote_and_from_its_sentence_first() -> None:
    text = "Hassan spoke first. Troops left, Hassan said. Hassan was tired."
    quote = Grounds(text).all("Troops left")[0]
    taken = nearest(Grounds(text).all("Hassan"), quote, sentences(text))
    assert taken is not None and taken.start == text.index("Hassan said")


@given(st.text(max_size=200), st.text(max_size=40))
def test_any_text_and_any_words(text: str, sought: str) -> None:
    for span in Grounds(text).all(sought):
        assert 0 <= span.start < span.end <= len(text)


@given(st.text(alphabet="ab .\n", max_size=400), st.integers(min_value=1, max_value=50))
def test_parts_own_every_letter_once(text: str, most: int) -> None:
    made = parts(text, most=most, context=10)
    owned = "".join(text[p.own.start : p.own.end] for p in made)
    assert owned.split() == text.split() and "".join(owned.split()) == "".join(text.split())
    for part in made:
        assert part.shown.start <= part.own.start and part.shown.end == part.own.end
        both = halves(text, part)
        assert both[0].own.start == part.own.start and both[-1].own.end == part.own.end
