from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.publish.brief.wording import (
    clip,
    shown,
    write_bounds,
    write_control,
    write_days,
    write_figure,
    write_range,
    write_time,
)
from onrecord.records import Control, Figure
from onrecord.vocab.findings import Change
from onrecord.vocab.measures import Measure


@pytest.mark.parametrize(
    ("earliest", "latest", "written"),
    [
        ("2016-12-10", "2016-12-10", "10 December 2016"),
        ("2016-12-10", "2016-12-11", "10–11 December 2016"),
        ("2016-11-28", "2016-12-02", "28 November – 2 December 2016"),
        ("2015-12-30", "2016-01-02", "30 December 2015 – 2 January 2016"),
        ("2016-12-01", "2016-12-31", "December 2016"),
        ("2016-02-01", "2016-02-29", "February 2016"),
        ("2016-01-01", "2016-12-31", "2016"),
        ("2015-01-01", "2016-12-31", "2015–2016"),
        ("2016-12-10", None, "10 December 2016"),
        (None, None, ""),
        ("last week", "last week", "last week"),  # what is no date is printed as it stands
        ("9999-12-01", "9999-12-31", "December 9999"),
    ],
)
def test_days_are_as_fine_as_they_were_given(earliest: str | None, latest: str | None, written: str) -> None:
    assert write_days(earliest, latest) == written


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        (12, 12, "12"),
        (12, None, "12 or more"),
        (None, 40, "up to 40"),
        (12, 14, "12–14"),
        (0, 0, "0"),
        (12000, None, "12,000 or more"),
        (93.5, 93.5, "93.5"),
        (None, None, "open range"),
    ],
)
def test_ranges_stay_open(low: float | None, high: float | None, written: str) -> None:
    assert write_range(low, high) == written


def test_a_figure_says_of_what_and_of_whom() -> None:
    assert write_figure(Figure(what=Measure.KILLED, low=300, of="Free Column")) == "300 or more killed (Free Column)"
    assert write_figure(Figure(what=Measure.VEHICLES_DESTROYED, low=1, high=1)) == "1 vehicle destroyed"


def test_a_figure_does_not_say_twice_what_is_counted() -> None:
    assert write_figure(Figure(what=Measure.INJURED, low=340, high=340, of="injured")) == "340 injured"


def test_bounds_are_not_made_finer() -> None:
    assert write_bounds("2016-12-10", "2016-12-10") == "10 December 2016"
    assert write_bounds("2016-12-10", "2016-12-12") == "a day in 10–12 December 2016"
    assert write_bounds("2016-12-10", None) == "10 December 2016 or later"
    assert write_bounds(None, "2016-12-10") == "10 December 2016 or earlier"
    assert write_bounds(None, None) == ""


def test_time_without_an_end_runs_on() -> None:
    assert write_time("10 May", "12 May") == "from 10 May to 12 May"
    assert write_time("10 May", "") == "from 10 May on"
    assert write_time("", "12 May") == "until 12 May"
    assert write_time("", "") == "dates not stated"


def test_control_keeps_the_extent() -> None:
    assert write_control(Control(holder="Army", place="Karsh", extent="93%", change=Change.HOLD)) == "Army holds 93% of Karsh"
    assert write_control(Control(holder="Army", place="Karsh", change=Change.LOSS)) == "Army loses all of Karsh"


def test_characters_that_turn_or_hide_text_are_written_out() -> None:
    assert shown("a\u202eb\u2066c") == "a[U+202E]b[U+2066]c"
    assert shown("a\x00b\x1bc\ud800") == "a[U+0000]b[U+001B]c[U+D800]"


def test_ordinary_arabic_persian_and_emoji_stay() -> None:
    for text in ("قال المرصد\u200f", "می\u200cخواهم", "👨\u200d👩\u200d👧", "tab\tand\nline"):
        assert shown(text) == text


@given(st.text())
def test_shown_text_can_be_written_to_a_file_and_shows_twice_the_same(text: str) -> None:
    once = shown(text)
    once.encode("utf-8")
    assert shown(once) == once


@given(st.text(), st.integers(2, 50))
def test_clipped_text_is_short(text: str, most: int) -> None:
    assert len(clip(text, most)) <= most
