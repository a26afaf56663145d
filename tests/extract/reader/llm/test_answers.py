"""A model's answer is taken claim by claim; what has no words, or no code of ours, is left out with the reason."""

from __future__ import annotations

import json

import pytest
from extract.reader.llm.serving import claim, claims
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.reader.llm.answers import Taken, is_whole, take
from onrecord.extract.reader.llm.grounding import Grounds
from onrecord.extract.reader.llm.parts import Part
from onrecord.extract.text import sentences
from onrecord.records import Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change

TEXT = (
    "The army said on Sunday it had retaken Tel Amra from the Front. A spokesman for the Front denied that the town had fallen. "
    "He told Radio Sol that its men were still inside."
)


def taken(answer: str, text: str = TEXT) -> Taken:
    whole = Span(0, len(text))
    return take(answer, "r", Grounds(text), Part(whole, whole), sentences(text))


def test_a_claim_points_at_its_words() -> None:
    got = taken(
        claims(
            claim(
                "it had retaken Tel Amra from the Front",
                source="The army",
                cue="said",
                type="government_regains_territory",
                actor="The army",
                place="Tel Amra",
                when="on Sunday",
                holder="The army",
                change="gain",
            )
        )
    )
    (made,) = got.claims
    assert made.source and TEXT[made.source.start : made.source.end] == "The army"
    assert made.when and TEXT[made.when.start : made.when.end] == "on Sunday"
    assert (made.type, made.change, got.rejected) == (EventType.GOVERNMENT_REGAINS_TERRITORY, Change.GAIN, [])


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (claim("it had lost Tel Amra"), "does not stand"),
        (claim("the town had fallen", type="victory"), "not in our lists"),
        (claim("the town had fallen", modality="certain"), "not in our lists"),
        (claim("the town had fallen", source="The Pentagon"), "speaker does not stand"),
        ({"quote": 7}, "not a claim with a quote"),
        ("the town had fallen", "not a claim with a quote"),
    ],
)
def test_what_is_not_taken_is_said_with_the_reason(item: object, why: str) -> None:
    got = taken(json.dumps({"claims": [item]}))
    assert not got.claims and any(why in r.why for r in got.rejected)


def test_a_mention_that_stands_nowhere_is_dropped_and_the_claim_stays() -> None:
    got = taken(claims(claim("the town had fallen", target="the Kurds")))
    assert got.claims[0].target is None and [r.words for r in got.rejected] == ["the Kurds"]


def test_two_speakers_of_one_quote_are_two_claims_and_a_repeat_is_none() -> None:
    one, other = claim("its men were still inside", source="He"), claim("its men were still inside", source="The army")
    got = taken(claims(one, other, one))
    assert len(got.claims) == 2 and [r.why for r in got.rejected] == ["the same claim again"]


def test_whole_claims_of_an_answer_that_was_cut_off_are_taken() -> None:
    answer = claims(claim("the town had fallen"), claim("its men were still inside"))[:-60]
    got = taken(answer)
    assert [TEXT[c.quote.start : c.quote.end] for c in got.claims] == ["the town had fallen"]
    assert not is_whole(answer) and any("cut off" in r.why for r in got.rejected)


def test_talk_around_an_answer_does_not_matter() -> None:
    answer = "Here you are:\n```json\n" + claims(claim("the town had fallen")) + "\n```"
    assert is_whole(answer) and len(taken(answer).claims) == 1


def test_a_quote_from_another_part_is_not_taken() -> None:
    part = Part(Span(64, len(TEXT)), Span(0, len(TEXT)))
    got = take(claims(claim("it had retaken Tel Amra from the Front")), "r", Grounds(TEXT), part, sentences(TEXT))
    assert not got.claims and "part of the report" in got.rejected[0].why


@given(st.text(max_size=300))
def test_any_answer_is_survived(answer: str) -> None:
    taken(answer)
    is_whole(answer)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda c: st.lists(c, max_size=3) | st.dictionaries(st.sampled_from(["claims", "quote", "via", "source", "type"]), c, max_size=4),
        max_leaves=12,
    )
)
def test_any_json_is_survived(answer: object) -> None:
    taken(json.dumps(answer))
