"""No text makes the layer raise, run wild, or point outside the text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import grows_in_line

from onrecord.extract.dates import Frame, dateline, dates_of, find_dates
from onrecord.records import Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality

PIECES = (
    "on Sunday|last|May|5|2015|the|12:30|p.m.|overnight|since|to|and|-|'98|early|week|of|two|years|ago|every|9999|0001|31 February|"
    "Ramadan|1438|BC|1990s|century|first|quarter|,|.|\n|said|will|from|99|1|Sept.|"
    "D+2|D-Day|anniversary of|night of|week of|inst.|20:52|if|the 31st|a few|days|later|Christmas|02/30/2015|yesterday"
).split("|")
WORDS = st.lists(st.sampled_from(PIECES), max_size=16).map(" ".join)
PUBLISHED = st.one_of(
    st.none(), st.dates().map(date.isoformat), st.sampled_from(["", "0001-01-01", "9999-12-31", "nonsense", "2016-12-11T10:00:00Z"])
)


@settings(max_examples=10_000, deadline=None)
@given(text=st.one_of(WORDS, st.text(max_size=60)), published=PUBLISHED)
def test_every_mention_lies_inside_the_text_in_order(text: str, published: str | None) -> None:
    mentions = find_dates(text, published)
    assert mentions == find_dates(text, published)
    after = 0
    for mention in mentions:
        assert after <= mention.start < mention.end <= len(text)
        assert (mention.earliest is None) == (mention.latest is None) == (mention.precision is None)
        assert mention.value and (mention.earliest or "") <= (mention.latest or "")
        after = mention.end
    dateline(text, near=published)


@settings(max_examples=150, deadline=None)
@given(text=WORDS, published=PUBLISHED, start=st.integers(0, 300), length=st.integers(0, 80))
def test_any_quote_can_be_dated(text: str, published: str | None, start: int, length: int) -> None:
    start = min(start, len(text))
    frame = Frame(quote=Span(start, min(len(text), start + length)), event_type=EventType.SHELLING, modality=Modality.ASSERTED)
    for when in dates_of([frame, frame], text, find_dates(text, published), published=published):
        assert when is None or when.earliest <= when.latest
        assert when is None or when.mention is None or text[when.mention.start : when.mention.end] == when.mention.text


@pytest.mark.parametrize(
    ("piece", "length"),
    # Plain and empty text at full length; text that is dates from end to end, at a fifth of it, to keep the tests quick.
    [("the army ", 200_000), ("(", 200_000), (" ", 200_000), ("\n", 200_000), ("9", 200_000)]
    + [(piece, 40_000) for piece in ("1 ", "May ", "on Sunday ", "5 May and ", "from 5 to ", "a few ", "12/")],
)
def test_the_work_is_linear(piece: str, length: int) -> None:
    assert grows_in_line(lambda n: find_dates(piece * (n // len(piece)), "2020-01-23"), length // 8)


@pytest.mark.parametrize("piece", ["Rebels shelled the town on Sunday. ", "It fell. ", "5 May, 6 May and 7 May ", "since May the army, "])
def test_dating_claims_is_linear_in_text_and_claims(piece: str) -> None:
    def work(length: int) -> object:
        text = piece * (length // len(piece))
        quotes = [Span(at, at + len(piece) - 2) for at in range(0, len(text), 4 * len(piece))]
        frames = [Frame(quote=q, event_type=EventType.SHELLING, modality=Modality.ASSERTED) for q in quotes]
        return dates_of(frames, text, find_dates(text, "2020-01-23"), published="2020-01-23")

    assert grows_in_line(work, 4_000)
