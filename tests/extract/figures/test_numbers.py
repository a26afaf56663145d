from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import grows_in_line

from onrecord.extract.figures.numbers import SINGULAR, find_numbers


def numbers(text: str) -> list[tuple[object, object]]:
    return [(n.low, n.high) for n in find_numbers(text) if n.form not in SINGULAR]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("12 people", 12, 12),
        ("at least 12 people", 12, None),
        ("more than 300 fighters", 300, None),
        ("no fewer than six", 6, None),
        ("over 1,200 homes", 1200, None),
        ("12+ dead", 12, None),
        ("19 people or more", 19, None),
        ("up to 40 shells", None, 40),
        ("as many as 40,000 people", None, 40000),
        ("fewer than 400", None, 400),
        ("no more than 39", None, 39),
        ("about 9,000 people", 9000, 9000),
        ("an estimated 900 civilians", 900, 900),
        ("nearly 70 children", 70, 70),
        ("between 30 and 40", 30, 40),
        ("from 170 to 400 people", 170, 400),
        ("25-30 fighters", 25, 30),
        ("two or three soldiers", 2, 3),
        ("9 and possibly as many as 14", 9, 14),
        ("dozens of people", 24, None),
        ("several dozen wounded", 24, None),
        ("a dozen", 12, 12),
        ("half a dozen", 6, 6),
        ("two dozen", 24, 24),
        ("more than two dozen", 24, None),
        ("tens of people", 20, None),
        ("scores of people", 40, None),
        ("hundreds of people", 200, None),
        ("several thousand people", 2000, None),
        ("tens of thousands", 20000, None),
        ("hundreds of thousands", 200000, None),
        ("two hundred and six", 206, 206),
        ("ninety-one thousand", 91000, 91000),
        ("1.2 million people", 1200000, 1200000),
        ("3 000 people", 3000, 3000),
        ("180000 people", 180000, 180000),
        ("1,200-strong", 1200, 1200),
        ("a family of six", 6, 6),
        ("both brothers", 2, 2),
        ("two thirds of the city", 67, 67),
        ("On May 15 200 people were killed", 200, 200),
        ("In 2016 300 people were killed", 300, 300),
        ("a quarter of a million people", 250000, 250000),
        ("more than a quarter of a million", 250000, None),
        ("four fifths of the compound", 80, 80),
        ("a pair of soldiers", 2, 2),
        ("planes bombed it twice", 2, 2),
        ("another five people", 5, 5),
        ("2m people", 2000000, 2000000),
        ("over £1.1bn", 1100000000, None),
        ("at least ten and possibly fourteen tanks", 10, 14),
        ("between five and six thousand men", 5000, 6000),
        ("two or three hundred", 200, 300),
        ("does not exceed five per cent", None, 5),
        ("the number had passed 30,000", 30000, None),
        ("raised from seven to eight", 8, 8),
    ],
)
def test_a_number_keeps_its_bounds(words, low, high):
    assert numbers(words)[0] == (low, high)


@pytest.mark.parametrize(
    "words",
    [
        "several people",
        "many were hurt",
        "on 12 May 2016",
        "on May 12, 2016",
        "since 2011",
        "2015-2016",
        "2016-12-11",
        "Jun 182016 BEIRUT",
        "at 11am",
        "at 17:30 on Sunday",
        "half past ten",
        "Ahmad al-Masri, 34, said",
        "a boy aged 7",
        "a 34-year-old man",
        "who was 81 and a teacher",
        "Flight 9525",
        "Brigade 17",
        "a T-72",
        "the 47th regiment",
        "a three-storey house",
        "four-wheel drives",
        "one in ten",
        "aged from four to 10",
        "under the age of 18",
        "the girl of 12",
        "at 1125 hrs",
        "call 0044-7946-0958",
    ],
)
def test_what_is_no_count_is_no_number(words):
    assert numbers(words) == []


@given(st.text(max_size=300))
def test_any_text_gives_spans_inside_it_and_the_same_twice(text):
    found = find_numbers(text)
    assert found == find_numbers(text)
    assert all(0 <= n.span.start <= n.core.start < n.core.end <= n.span.end <= len(text) for n in found)


@given(st.lists(st.sampled_from("at least between and 30 40 dozens of hundred a the May 2016 - , million 1,200 or more half no".split())))
def test_any_heap_of_number_words_is_read(words):
    text = " ".join(words)
    found = find_numbers(text)
    assert all(a.span.end <= b.core.start for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["1 ", "one ", "a ", "1,000", "hundred ", "and ", "between 1 and ", "9-", "of ", "-1"])
def test_time_grows_with_length_only(piece):
    assert grows_in_line(lambda n: find_numbers(piece * n), 500)
