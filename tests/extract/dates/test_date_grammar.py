"""What words mean which days. Published on Thursday 23 January 2020 unless a case says otherwise."""

from __future__ import annotations

import pytest

from onrecord.extract.dates import DateMention, find_dates


def only(text: str, published: str | None = "2020-01-23") -> DateMention:
    mentions = find_dates(text, published)
    assert len(mentions) == 1, [text[m.start : m.end] for m in mentions]
    return mentions[0]


@pytest.mark.parametrize(
    ("text", "words", "value", "earliest", "latest"),
    [
        ("It fell on 5 May 2015.", "5 May 2015", "2015-05-05", "2015-05-05", "2015-05-05"),
        ("It fell on May 5, 2015.", "May 5, 2015", "2015-05-05", "2015-05-05", "2015-05-05"),
        ("It fell on the 5th of May 2015.", "5th of May 2015", "2015-05-05", "2015-05-05", "2015-05-05"),
        ("It fell on Tuesday, May 5, 2015.", "Tuesday, May 5, 2015", "2015-05-05", "2015-05-05", "2015-05-05"),
        ("It fell on Sept. 28, 2015.", "Sept. 28, 2015", "2015-09-28", "2015-09-28", "2015-09-28"),
        ("It fell on 2015/05/05.", "2015/05/05", "2015-05-05", "2015-05-05", "2015-05-05"),
        ("It fell on 2015-05-05.", "2015-05-05", "2015-05-05", "2015-05-05", "2015-05-05"),
        ("It fell on 13/11/2015.", "13/11/2015", "2015-11-13", "2015-11-13", "2015-11-13"),
        ("They took it on 13 January.", "13 January", "2020-01-13", "2020-01-13", "2020-01-13"),
        ("They took it on November 4.", "November 4", "2019-11-04", "2019-11-04", "2019-11-04"),
        ("It will open on 4 February.", "4 February", "2020-02-04", "2020-02-04", "2020-02-04"),
        ("The siege began in May 2015.", "May 2015", "2015-05", "2015-05-01", "2015-05-31"),
        ("The siege began in early May 2015.", "early May 2015", "2015-05", "2015-05-01", "2015-05-10"),
        ("The siege began in mid-June 2015.", "mid-June 2015", "2015-06", "2015-06-11", "2015-06-20"),
        ("It ended in late November.", "late November", "2019-11", "2019-11-21", "2019-11-30"),
        ("The siege began in June last year.", "June last year", "2019-06", "2019-06-01", "2019-06-30"),
        ("The siege began last May.", "last May", "2019-05", "2019-05-01", "2019-05-31"),
        ("It fell in 2015.", "2015", "2015", "2015-01-01", "2015-12-31"),
        ("The 2015 occupation ended it.", "2015", "2015", "2015-01-01", "2015-12-31"),
        ("It fell in late 2015.", "late 2015", "2015", "2015-10-01", "2015-12-31"),
        ("It fell in the summer of 2012.", "the summer of 2012", "2012-SU", "2012-06-01", "2012-08-31"),
        ("It has burned since the autumn.", "the autumn", "2019-FA", "2019-09-01", "2020-01-23"),
        ("A war in the early 1990s.", "the early 1990s", "199", "1990-01-01", "1993-12-31"),
        ("It fell in the first quarter of 2015.", "the first quarter of 2015", "2015-Q1", "2015-01-01", "2015-03-31"),
        ("It fell in the first half of last year.", "the first half of last year", "2019-H1", "2019-01-01", "2019-06-30"),
        ("It fell in the first week of May 2015.", "the first week of May 2015", "2015-W18", "2015-05-01", "2015-05-07"),
        ("33 died in the first six months of 2016.", "the first six months of 2016", "P6M", "2016-01-01", "2016-06-30"),
        ("He was killed on Christmas Eve.", "Christmas Eve", "2019-12-24", "2019-12-24", "2019-12-24"),
    ],
)
def test_days_of_the_calendar(text: str, words: str, value: str, earliest: str, latest: str) -> None:
    mention = only(text)
    assert (text[mention.start : mention.end], mention.value, mention.earliest, mention.latest) == (words, value, earliest, latest)


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("They attacked on Wednesday.", "2020-01-22", "2020-01-22", "2020-01-22"),
        ("They attacked on Thursday.", "2020-01-23", "2020-01-23", "2020-01-23"),
        ("They attacked last Thursday.", "2020-01-16", "2020-01-16", "2020-01-16"),
        ("They attacked on Thursday of last week.", "2020-01-16", "2020-01-16", "2020-01-16"),
        ("They attacked on Wednesday night.", "2020-01-22TNI", "2020-01-22", "2020-01-22"),
        ("They will attack on Saturday.", "2020-01-25", "2020-01-25", "2020-01-25"),
        ("They were given until Saturday to leave.", "2020-01-25", "2020-01-25", "2020-01-25"),
        ("They held it until Tuesday.", "2020-01-21", "2020-01-21", "2020-01-21"),
        ("They attacked yesterday.", "2020-01-22", "2020-01-22", "2020-01-22"),
        ("They attacked the day before yesterday.", "2020-01-21", "2020-01-21", "2020-01-21"),
        ("They attacked this morning.", "2020-01-23TMO", "2020-01-23", "2020-01-23"),
        ("They attacked last night.", "2020-01-22TNI", "2020-01-22", "2020-01-23"),
        ("They attacked overnight.", "2020-01-22TNI", "2020-01-22", "2020-01-23"),
        ("They attacked overnight on Saturday.", "2020-01-18TNI", "2020-01-18", "2020-01-19"),
        ("They attacked on the night of 14 January.", "2020-01-14TNI", "2020-01-14", "2020-01-15"),
        ("They attacked this week.", "2020-W04", "2020-01-20", "2020-01-23"),
        ("They attacked earlier this month.", "2020-01", "2020-01-01", "2020-01-23"),
        ("They attacked last week.", "2020-W03", "2020-01-13", "2020-01-19"),
        ("They attacked at the weekend.", "2020-W03-WE", "2020-01-18", "2020-01-19"),
        ("They attacked last month.", "2019-12", "2019-12-01", "2019-12-31"),
        ("They attacked last year.", "2019", "2019-01-01", "2019-12-31"),
        ("They will leave in three days' time.", "2020-01-26", "2020-01-26", "2020-01-26"),
        ("A monitor blamed the army for Fridays raid.", "2020-01-17", "2020-01-17", "2020-01-17"),
        ("They attacked three days ago.", "2020-01-20", "2020-01-20", "2020-01-20"),
        ("They attacked sixteen months ago.", "2018-09", "2018-08-23", "2018-10-23"),
        ("They attacked two years ago.", "2018", "2017-12-23", "2018-02-23"),
        ("They have attacked since 13 January.", "2020-01-13", "2020-01-13", "2020-01-23"),
        ("They have attacked since May.", "2019-05", "2019-05-01", "2020-01-23"),
        ("They have attacked since mid-May.", "2019-05", "2019-05-15", "2020-01-23"),
        ("They have attacked since the middle of May.", "2019-05", "2019-05-15", "2020-01-23"),
        ("They killed 50 in the past 24 hours.", "PT24H", "2020-01-22", "2020-01-23"),
        ("They killed 50 over the last three days.", "P3D", "2020-01-20", "2020-01-23"),
        ("They now hold the town.", "PRESENT_REF", "2020-01-23", "2020-01-23"),
        ("Since January they have recorded 188 cases.", "2020-01", "2020-01-01", "2020-01-23"),
        ("The march is on. Since December they have recorded 188 cases.", "2019-12", "2019-12-01", "2020-01-23"),
        ("They were expected to leave. Saturday's deal was simple.", "2020-01-18", "2020-01-18", "2020-01-18"),
        ("If the men are not freed by Saturday they will march.", "2020-01-25", "2020-01-25", "2020-01-25"),
        ("The forces will be pulled back from Monday.", "2020-01-27", "2020-01-27", "2020-01-27"),
        ("The truce goes into effect at 6 a.m. Saturday.", "2020-01-25T06:00", "2020-01-25", "2020-01-25"),
        ("The talks resume on Saturday in Geneva.", "2020-01-25", "2020-01-25", "2020-01-25"),
        ("They are to cross the lines this weekend.", "2020-W04-WE", "2020-01-25", "2020-01-26"),
        ("They took it on the 9th inst.", "2020-01-09", "2020-01-09", "2020-01-09"),
        ("They took it on the 9th ult.", "2019-12-09", "2019-12-09", "2019-12-09"),
        ("They took it in the week of 16 December.", "2019-W51", "2019-12-16", "2019-12-22"),
        ("They took it in the week ending 14 January.", "2020-W03", "2020-01-08", "2020-01-14"),
        ("They came in the night of 14 to 15 January.", "2020-01-14TNI", "2020-01-14", "2020-01-15"),
        ("They came in the night from Tuesday to Wednesday.", "2020-01-21TNI", "2020-01-21", "2020-01-22"),
        ("They marched on the tenth anniversary of 15 March 2009.", "2019-03-15", "2019-03-15", "2019-03-15"),
        ("They marched on the anniversary of the 20 January raid.", "2020-01-20", "2020-01-20", "2020-01-20"),
        ("They took it on the 9th of this month.", "2020-01-09", "2020-01-09", "2020-01-09"),
    ],
)
def test_days_told_from_the_day_of_publication(text: str, value: str, earliest: str, latest: str) -> None:
    mention = only(text)
    assert (mention.value, mention.earliest, mention.latest) == (value, earliest, latest)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("They held out for three days.", "DURATION", "P3D"),
        ("They held out for two and a half years.", "DURATION", "P2.5Y"),
        ("They held out for several weeks.", "DURATION", "PXW"),
        ("They fire every day.", "SET", "P1D"),
        ("They march every Friday.", "SET", "XXXX-WXX-5"),
        ("They march on Fridays.", "SET", "XXXX-WXX-5"),
        ("It was seen recently.", "DATE", "PAST_REF"),
        ("It was built in 490 BC.", "DATE", "BC0490"),
    ],
)
def test_lengths_and_repeated_times_name_no_days(text: str, kind: str, value: str) -> None:
    mention = only(text)
    assert (mention.type, mention.value, mention.earliest) == (kind, value, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Shells fell at 21:40 on 5 February 2020.", "2020-02-05T21:40"),
        ("Shells fell on Wednesday at 5 p.m.", "2020-01-22T17:00"),
        ("Shells fell at 14:30 GMT.", "2020-01-23T14:30Z"),
        ("Shells fell at 6pm on Wednesday.", "2020-01-22T18:00"),
        ("Shells fell at 6:30pm EST Wednesday.", "2020-01-22T18:30"),
        ("Shells fell at 20h30 on Wednesday.", "2020-01-22T20:30"),
        ("Shells fell at 12am on Wednesday.", "2020-01-22T00:00"),
    ],
)
def test_hours_join_the_day_beside_them(text: str, value: str) -> None:
    assert only(text).value == value


def test_the_entries_of_a_running_report_are_of_its_day() -> None:
    text = "20:52\nThe centre denied it. On Tuesday they fled.\n\n20.40 BST\n\nShells fell.\n\n• 08:15 Gunfire. Odds are 3:10 at best."
    clocks = [(text[m.start : m.end], m.value) for m in find_dates(text, "2020-01-23") if m.type == "TIME"]
    assert clocks == [("20:52", "2020-01-23T20:52"), ("20.40 BST", "2020-01-23T20:40"), ("08:15", "2020-01-23T08:15")]


def test_days_are_counted_from_d_day_where_the_text_says_which_day_that_is() -> None:
    text = "D-Day (24 February): the march. D+2: the road is cut. D-1: they met."
    assert [m.value for m in find_dates(text, "2020-03-23")] == ["2020-02-24", "2020-02-24", "2020-02-26", "2020-02-23"]


def test_days_counted_from_an_unknown_d_day_stay_open() -> None:
    mention = only("He had waited for D-Day. D+2: the road is cut.")
    assert (mention.value, mention.earliest) == ("XXXX-XX-XX", None)


def test_a_name_that_is_a_number_counts_no_nights() -> None:
    assert only("They told Channel Six last night.").value == "2020-01-22TNI"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It fell on 3 August 2014. The next day they left.", "2014-08-04"),
        ("It fell on 3 August 2014. Two days later they left.", "2014-08-05"),
        ("It fell on 3 August 2014. They left the same day.", "2014-08-03"),
        ("It fell on 3 August 2014. They had come a day earlier.", "2014-08-02"),
    ],
)
def test_the_next_day_is_told_from_the_day_named_before(text: str, days: str) -> None:
    assert find_dates(text, "2020-01-23")[-1].earliest == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They fought on 8-10 December 2014.", ["2014-12-08", "2014-12-10"]),
        ("They fought on December 8 and 9, 2014.", ["2014-12-08", "2014-12-09"]),
        ("They fought from May to July 2014.", ["2014-05-01", "2014-07-01"]),
        ("They fought from November to March 2015.", ["2014-11-01", "2015-03-01"]),
        ("They were ordered to stay indoors from Monday to Wednesday.", ["2020-01-27", "2020-01-29"]),
        ("The exercise runs from 3 to 9 February.", ["2020-02-03", "2020-02-09"]),
        ("Talks are set for Feb 10-12.", ["2020-02-10", "2020-02-12"]),
        ("They starved in the spring and summer of 1943.", ["1943-03-01", "1943-06-01"]),
        ("They starved in 1915-16.", ["1915-01-01", "1916-01-01"]),
    ],
)
def test_dates_in_a_row_share_their_month_and_year(text: str, days: list[str]) -> None:
    assert [m.earliest for m in find_dates(text, "2020-01-23")] == days


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "May God have mercy.",
        "More than 2,000 people fled.",
        "They counted 1987 people.",
        "The 4th Division attacked.",
        "They took the old quarters of the city.",
        "An F-16 fired.",
        "The March 14 Alliance won.",
        "They crossed the 17 July Bridge.",
        "The Sunday Times said so.",
        "They prayed in the Friday Mosque.",
        "It was worse than Bloody Sunday.",
    ],
)
def test_words_that_only_look_like_dates(text: str) -> None:
    assert find_dates(text, "2020-01-23") == []


def test_a_hijri_day_allows_for_the_sighting_of_the_moon() -> None:
    mention = only("The report of 30 Sha‘ban 1439 says so.", "2018-05-16")
    assert (mention.value, mention.earliest, mention.latest, mention.precision) == ("2018-05-16", "2018-05-15", "2018-05-17", 2)


def test_precision_follows_the_words() -> None:
    coded = {"on 5 May 2015": 1, "at the weekend": 2, "last week": 3, "in May 2015": 4, "in 2015": 5}
    assert {words: only(f"It fell {words}.").precision for words in coded} == coded


def test_a_history_dates_days_without_a_year_by_its_story() -> None:
    text = (
        "The war began in 1939. On 1 September 1939 Poland was attacked. In April 1940 Norway was invaded. "
        "In December 1941 the war widened. In February the city fell. In May 1945 it was over."
    )
    february = next(m for m in find_dates(text, "2009-12-19") if text[m.start : m.end] == "February")
    assert february.value == "1942-02"


@pytest.mark.parametrize(
    ("text", "value"),
    [("They attacked on Sunday.", "XXXX-WXX-7"), ("They attacked today.", "PRESENT_REF"), ("They attacked on 5 May.", "XXXX-05-05")],
)
def test_without_a_publication_day_relative_dates_stay_open(text: str, value: str) -> None:
    mention = only(text, None)
    assert (mention.value, mention.earliest, mention.latest, mention.precision) == (value, None, None, None)


def test_a_date_time_with_zone_counts_by_its_day() -> None:
    assert only("They attacked yesterday.", "2020-01-23T08:00:00+02:00").earliest == "2020-01-22"
