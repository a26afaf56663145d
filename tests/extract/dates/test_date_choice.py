"""Which of a report's dates is the event's."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.extract.dates import Frame, date_of, dates_of, find_dates
from onrecord.extract.dates.choose import Odds, follow, weights
from onrecord.extract.dates.options import options
from onrecord.extract.dates.page import Page, page
from onrecord.records import Span, When
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

PUBLISHED = "2020-01-23"


def a_frame(text: str, quote: str, event_type: EventType = EventType.SHELLING, **options: object) -> Frame:
    start = text.index(quote)
    return Frame(quote=Span(start, start + len(quote)), event_type=event_type, modality=Modality.ASSERTED, **options)  # type: ignore[arg-type]


def dated(text: str, quote: str, event_type: EventType = EventType.SHELLING, change: Change | None = None) -> When | None:
    frame = a_frame(text, quote)
    return date_of(
        frame.quote,
        text,
        find_dates(text, PUBLISHED),
        published=PUBLISHED,
        event_type=event_type,
        modality=Modality.ASSERTED,
        control_change=change,
    )


def days(when: When | None) -> tuple[str, str] | None:
    return (when.earliest, when.latest) if when else None


def test_a_date_in_the_quote_is_the_events() -> None:
    when = dated("The ministry said on Wednesday that rebels shelled the town on Monday.", "rebels shelled the town on Monday")
    assert when is not None and when.mention is not None
    assert (days(when), when.mention.text, when.precision) == (("2020-01-20", "2020-01-20"), "Monday", 1)


def test_since_runs_to_the_day_of_publication() -> None:
    text = "Rebels have shelled the town since 13 January, the ministry said."
    assert days(dated(text, "Rebels have shelled the town since 13 January")) == ("2020-01-13", "2020-01-23")


def test_two_dates_joined_are_a_stretch() -> None:
    text = "Islamic State held the city from May 2015 to March 2016."
    assert days(dated(text, text[:-1], EventType.CONTROL_STATUS, Change.HOLD)) == ("2015-05-01", "2016-03-31")


def test_control_without_a_time_is_of_the_day_of_publication_and_carries_no_words() -> None:
    when = dated(
        "The village is under the control of the army, he said.",
        "The village is under the control of the army",
        EventType.CONTROL_STATUS,
        Change.HOLD,
    )
    assert when is not None
    assert (days(when), when.mention) == (("2020-01-23", "2020-01-23"), None)


def test_a_demand_without_a_time_stays_undated() -> None:
    text = "The council calls on all sides to stop the shelling."
    frame = Frame(quote=Span(0, len(text) - 1), event_type=EventType.DEMAND, modality=Modality.DEMANDED)
    assert dates_of([frame], text, find_dates(text, PUBLISHED), published=PUBLISHED) == [None]


def test_an_inherited_date_carries_the_words_it_came_from() -> None:
    text = "Rebels shelled the market of Saraqib on Monday. Shells also hit the hospital of Saraqib, wounding five people."
    when = dated(text, "Shells also hit the hospital of Saraqib, wounding five people")
    assert when is None or (when.mention is not None and when.mention.text == "Monday")


def test_claims_keep_the_order_of_their_frames() -> None:
    text = "Rebels shelled the town on Monday. They shelled the port on Tuesday."
    frames = [a_frame(text, "They shelled the port on Tuesday"), a_frame(text, "Rebels shelled the town on Monday")]
    got = dates_of(frames, text, find_dates(text, PUBLISHED), published=PUBLISHED)
    assert [days(w) for w in got] == [("2020-01-21", "2020-01-21"), ("2020-01-20", "2020-01-20")]


@pytest.mark.parametrize("published", [None, "2020-01-23"])
def test_no_claims_no_dates(published: str | None) -> None:
    assert dates_of([], "Nothing.", [], published=published) == []


def a_page(text: str) -> Page:
    return page(text, find_dates(text, PUBLISHED), date.fromisoformat(PUBLISHED))


def test_what_is_thought_of_a_claim_adds_up_to_one_however_many_stand_before_it() -> None:
    text = "Rebels shelled the town on Monday. The port was hit, too. On Tuesday nine people died. " * 12
    report, before = a_page(text), None
    for line in report.lines:
        frame = Frame(quote=line, event_type=EventType.SHELLING, modality=Modality.ASSERTED)
        odds: Odds = follow(report, frame, options(report, frame), before, weights())
        assert sum(odds.values()) == pytest.approx(1)
        before = (frame, odds)


def test_the_printed_dateline_is_no_date_that_the_text_tells() -> None:
    report = a_page("KYIV, 23 January 2020 - Rebels shelled the town on Wednesday.")
    assert [report.text[m.start : m.end] for m in report.dated] == ["Wednesday"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Three weeks of fighting have killed 250 people.", ("2020-01-02", "2020-01-23")),
        ("It is eleven days since the rebels took the town.", ("2020-01-12", "2020-01-12")),
        ("The prisoners will be freed by Saturday.", ("2020-01-23", "2020-01-25")),
        ("Between Monday and Wednesday shells fell. Nine people died.", ("2020-01-20", "2020-01-22")),
        ("The army took the town on Sunday, eight days after it was seized by rebels.", ("2020-01-11", "2020-01-11")),
        ("The army took it on Sunday. This came two days after it was seized by rebels.", ("2020-01-17", "2020-01-17")),
        ("The town fell nine months after it was retaken.", ("2019-03-23", "2019-05-23")),
        ("At least six people have died in two days of fighting.", ("2020-01-21", "2020-01-22")),
        ("They took the mill on Saturday after a six-day battle in which 140 died.", ("2020-01-13", "2020-01-18")),
        ("Food will run out within five days.", ("2020-01-23", "2020-01-28")),
        ("The troops will be sent within 72 hours.", ("2020-01-23", "2020-01-26")),
        ("Shelling since Saturday had killed nine people.", ("2020-01-18", "2020-01-22")),
    ],
)
def test_days_that_no_single_date_names_are_thought_of(text: str, wanted: tuple[str, str]) -> None:
    report = a_page(text)
    frame = Frame(quote=report.lines[-1], event_type=EventType.CASUALTY_TOLL, modality=Modality.ASSERTED)
    assert wanted in [o.days for o in options(report, frame)]


def test_a_stretch_ends_where_its_clause_says() -> None:
    text = "Rebels held Dura from May 2018 until they were forced out in March 2019. They came back on Monday."
    found = dated(text, "Rebels held Dura from May 2018", EventType.CONTROL_STATUS, Change.HOLD)
    assert days(found) == ("2018-05-01", "2019-03-31")
