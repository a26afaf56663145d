"""No string makes the layer raise, leave the text, answer differently twice, or take more than linear time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import grows_in_line

from onrecord.extract.actors import ActorNames, find_actors
from onrecord.knowledge.actors.register import ActorRegister
from onrecord.records import Span

REGISTER = ActorRegister.load()
PIECES = st.sampled_from(
    "the a he it its said , . ( ) ' ’ \n - Syria's U.S. army spokesman of for Gen. Ali Hassan Isis IS rebels group ministry Moscow "
    "governor Homs residents Observatory who told according to one of them 12 “ ” hospital al- UN's Assads (UN) (JNA) regional "
    "military administration 79th Brigade al-Qaeda affiliate its men".split(" ")
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_mentions_lie_inside_in_order_and_come_out_the_same_twice(text):
    found = find_actors(text, REGISTER)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert found == find_actors(text, REGISTER)


@given(TEXTS, st.integers(0, 400), st.integers(0, 400))
@settings(max_examples=150, deadline=None)
def test_any_span_gets_a_name(text, start, length):
    names = ActorNames(text, REGISTER, country="SYR")
    span = Span(start, start + length)
    name, kind = names.name_of(span)
    assert name and kind
    assert (name, kind) == ActorNames(text, REGISTER, country="SYR").name_of(span)
    assert names.name_of(span, near=Span(0, len(text)))[0]


@pytest.mark.parametrize(
    "piece",
    [
        "the group said ",
        "A of B ",
        "spokesman of ",
        "Russia's ",
        "governor of X, Ann Lee, ",
        "he said ",
        "UN ",
        "A.",
        "a'",
        "((((",
        "Gen. ",
        "-a",
        "one of ",
        "Afar regional ",
        "regional military ",
        "A B C (ABC) ",
        "(UN) ",
        "79th Air ",
        "the al-Qaeda affiliate said ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece):
    def work(n: int) -> None:
        text = piece * n
        find_actors(text, REGISTER, country="SYR")
        ActorNames(text, REGISTER, country="SYR").name_of(Span(0, len(text)))

    assert grows_in_line(work, 200)
