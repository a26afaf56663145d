from __future__ import annotations

import pytest

from onrecord.extract.dates import dateline, find_dates, reference_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17-08-2014 The army advanced.", "2014-08-17"),
        ("Sun Aug 17 2014 The army advanced.", "2014-08-17"),
        ("Idlib, 7 February 2020\n\nThe Syndicate informs the public.", "2020-02-07"),
        ("STATEMENT\nIdlib, 7 February 2020\n\nThe Syndicate informs the public.", "2020-02-07"),
        ("GENEVA, 27 October 2025 – The office said so.", "2025-10-27"),
    ],
)
def test_a_full_date_at_the_head_is_the_dateline(text: str, day: str) -> None:
    assert dateline(text) == day


@pytest.mark.parametrize(
    "text",
    ["On 5 May 2016 rebels took the town.", "The town fell on 5 May 2016, residents said.", "MOSCOW, January 23. Militants attacked.", ""],
)
def test_a_date_inside_the_first_sentence_is_not(text: str) -> None:
    assert dateline(text) is None


def test_the_dateline_outranks_the_metadata() -> None:
    text = "17-08-2014 The army advanced yesterday."
    assert find_dates(text, "2014-08-20")[-1].earliest == "2014-08-16"


def test_the_publication_date_settles_the_order_of_day_and_month() -> None:
    assert dateline("05/08/2014 The army advanced.", near="2014-05-09") == "2014-05-08"


def test_a_head_that_lost_its_first_digit_is_the_pages_own_date() -> None:
    assert str(reference_day("6-09-2013 The army advanced.", "2013-09-16")) == "2013-09-16"


def test_a_head_years_away_speaks_of_something_else() -> None:
    assert str(reference_day("1 September 1939\nThe day the war began.", "2009-09-01")) == "2009-09-01"
