from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import grows_in_line

from onrecord.extract.figures import figures_of, find_figures
from onrecord.records import Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.measures import Measure


def figures(text: str) -> list[tuple[str, object, object]]:
    return [(str(f.what), f.low, f.high) for f in find_figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 12 people were killed and 30 wounded.", [("killed", 12, None), ("injured", 30, 30)]),
        ("Shelling killed two or three soldiers.", [("killed", 2, 3)]),
        ("Dozens of families fled the town.", [("displaced", 24, None)]),
        ("Police arrested fourteen men.", [("arrested", 14, 14)]),
        ("Gunmen kidnapped 40 students.", [("abducted", 40, 40)]),
        ("The air force carried out 64 strikes.", [("strikes", 64, 64)]),
        ("Eleven tanks were destroyed.", [("vehicles_destroyed", 11, 11)]),
        ("Up to 40 shells fell on the town.", [("shells", None, 40)]),
        ("Rebels hold 93 per cent of the city.", [("percent_controlled", 93, 93)]),
        ("A soldier was killed.", [("killed", 1, 1)]),
        ("17 people were killed, among them five children.", [("killed", 17, 17), ("killed", 5, 5)]),
        ("More than 180000 people have been killed since March 2011", [("killed", 180000, None)]),
        ("Several people were hurt on 12 May 2016.", []),
    ],
)
def test_what_a_number_counts_is_told_from_the_words_around(text, expected):
    assert figures(text) == expected


def test_a_strike_that_kills_is_not_one_killed():
    assert [f for f in figures("An air strike killed 15 people.") if f[0] == "killed"] == [("killed", 15, 15)]


def test_a_figure_says_of_whom_in_the_texts_words():
    assert find_figures("Shells killed 12 government soldiers.")[0].of == "government soldiers"


def test_a_distance_is_in_kilometres():
    text = "Their troops advanced ten miles towards the city."
    figure = figures_of(Span(0, len(text)), text, event_type=EventType.TROOP_MOVEMENT)[0]
    assert (str(figure.what), figure.low, figure.high) == ("distance_km", 16.1, 16.1)


def test_a_quotes_figures_stand_inside_it_with_their_words():
    text = "The monitor said 12 people were killed.\nAt least 30 civilians died in the market, it said."
    at = text.index("At least")
    found = figures_of(Span(at, len(text)), text, event_type=EventType.SHELLING)
    assert [(f.low, f.high) for f in found] == [(30, None)]
    mention = found[0].mention
    assert mention and text[mention.start : mention.end] == mention.text == "At least 30"


HOSTILE = (
    "at least up to between and or 12 30,000 1.2 5 % , . ; : ( ) - – a an the his her of dozens tens of thousands half two thirds "
    "twice both no none million hundred dozen people killed wounded soldiers T-72 17-year-old URL 2016 May £1.1bn 2m 10:30 5:30pm "
    "1/2 ½ ٣ 十 Ⅻ ² 1e9 0x1F -1 +5 \u202e \x00 \ud800 ﬁ İ ß 'S \u00a0 \n \t 9999999999999999999999 1,2,3,4 and/or"
).split(" ")


@settings(deadline=None, max_examples=10_000)
@given(st.lists(st.sampled_from(HOSTILE), max_size=14), st.sampled_from((" ", " ", "", "\n")), st.sampled_from(EventType))
def test_ten_thousand_hostile_strings_are_read(pieces, between, event_type):
    text = between.join(pieces)
    assert all(m.start < m.end <= len(text) for m in find_figures(text))
    for figure in figures_of(Span(0, len(text)), text, event_type=event_type):
        assert figure.low is not None or figure.high is not None
        assert figure.mention and text[figure.mention.start : figure.mention.end] == figure.mention.text


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200), st.sampled_from(EventType))
def test_any_text_and_any_quote_is_read_the_same_twice(text, start, length, event_type):
    start = min(start, len(text))
    quote = Span(start, min(len(text), start + length))
    mentions = find_figures(text)
    found = figures_of(quote, text, event_type=event_type)
    assert found == figures_of(quote, text, event_type=event_type)
    assert all(m.start < m.end <= len(text) for m in mentions)
    assert all(f.mention and text[f.mention.start : f.mention.end] == f.mention.text for f in found)


@pytest.mark.parametrize("piece", ["12 people were killed and ", "a soldier ", "the the ", "5 ", "killed. ", "one, two, "])
def test_time_grows_with_length_only(piece):
    def work(n):
        text = piece * n
        find_figures(text)
        figures_of(Span(0, len(text)), text, event_type=EventType.SHELLING)

    assert grows_in_line(work, 125)


@pytest.mark.parametrize(
    ("text", "event_type", "expected"),
    [
        ("Palmyra's famed arch was blown up", EventType.HERITAGE_DAMAGE, ("sites_destroyed", 1, 1)),
        ("the temple has been reduced to rubble", EventType.HERITAGE_DAMAGE, ("sites_destroyed", 1, 1)),
    ],
)
def test_one_that_is_told_without_a_number_is_counted_with_the_words_that_tell_it(text, event_type, expected):
    figure = next(f for f in figures_of(Span(0, len(text)), text, event_type=event_type) if f.what == expected[0])
    assert (figure.what, figure.low, figure.high) == expected
    assert figure.mention and figure.mention.text in text


def test_air_strikes_are_not_people_who_were_killed():
    assert ("killed", 520, None) not in figures("More than 520 air strikes have killed between 229 and 425 civilians.")


def test_an_empty_quote_has_no_figures():
    text = "12 people were killed."
    assert figures_of(Span(0, 0), text, event_type=EventType.SHELLING) == ()


def test_attackers_who_are_counted_are_not_dead():
    # "More than 4,000 of them were attacking" was read as 4,000 killed.
    text = "More than 4,000 of them were attacking the town with tanks in support."
    found = figures_of(Span(0, len(text)), text, event_type=EventType.ARMED_CLASH)
    assert Measure.KILLED not in {f.what for f in found}


def test_a_large_number_of_men_is_not_one_man():
    assert ("killed", 1, 1) not in figures("A large number of its men were killed in the raids.")
