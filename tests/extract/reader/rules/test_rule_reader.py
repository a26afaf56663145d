"""Claims read by rules and small weights."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import grows_in_line

from onrecord.extract.reader.mend import mend
from onrecord.extract.reader.rules import RuleReader
from onrecord.extract.reader.rules.choose import choose
from onrecord.extract.reader.rules.control import extent_of, holding_in
from onrecord.extract.reader.rules.features import stem
from onrecord.extract.reader.rules.segments import sentences_of
from onrecord.records import Report, Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality


def read(text, title=None):
    report = Report(id="r", text=text, title=title)
    return mend(report, RuleReader().read(report))


def words(text, found):
    return text[found.start : found.end] if found else None


def only(text):
    found = read(text)
    assert len(found) == 1, [(words(text, c.quote), c.type) for c in found]
    return found[0]


@pytest.mark.parametrize(
    "text, quote, event_type, source",
    [
        (
            "Warplanes bombed the market in Harran on Tuesday, killing at least 12 people, a doctor said.",
            "Warplanes bombed the market in Harran on Tuesday, killing at least 12 people",
            EventType.AIR_STRIKE,
            "a doctor",
        ),
        (
            "The army denied that its artillery had shelled the hospital.",
            "its artillery had shelled the hospital",
            EventType.SHELLING,
            "The army",
        ),
        (
            "Gunmen abducted nine teachers from the school, residents told Reuters.",
            "Gunmen abducted nine teachers from the school",
            EventType.ABDUCTION,
            "residents",
        ),
    ],
)
def test_a_claim_has_its_words_its_type_and_its_speaker(text, quote, event_type, source):
    found = only(text)
    assert (words(text, found.quote), found.type, words(text, found.source)) == (quote, event_type, source)


def test_a_denial_carries_what_is_denied():
    found = only("The army denied that its artillery had shelled the hospital.")
    assert found.modality is Modality.DENIED


def test_the_narrator_speaks_where_nobody_else_does():
    found = only("Rebel fighters captured the town of Minya on Monday after two days of clashes.")
    assert (found.voice, found.source) == ("narrator", None)


def test_words_that_claim_nothing_are_left_out():
    assert read("It was a fine morning and the tea was good.") == []
    assert read("") == []


@pytest.mark.parametrize(
    "text, event_type, holder, change",
    [
        ("Rebel fighters captured the town on Monday", EventType.NONSTATE_OVERTAKES_TERRITORY, "Rebel fighters", Change.GAIN),
        ("the town fell to the militants overnight", EventType.NONSTATE_OVERTAKES_TERRITORY, "the militants", Change.GAIN),
        ("the town was retaken by government troops", EventType.GOVERNMENT_REGAINS_TERRITORY, "government troops", Change.GAIN),
        ("the garrison lost the pass", EventType.NONSTATE_OVERTAKES_TERRITORY, "the garrison", Change.LOSS),
        ("the army drove the insurgents out of the port", EventType.GOVERNMENT_REGAINS_TERRITORY, "the army", Change.GAIN),
        ("The army holds the bridge", EventType.CONTROL_STATUS, "The army", Change.HOLD),
        ("The valley is under insurgent control", EventType.CONTROL_STATUS, "insurgent", Change.HOLD),
        ("the centre remained in rebel hands", EventType.CONTROL_STATUS, "rebel", Change.HOLD),
        ("the district is controlled by the Front", EventType.CONTROL_STATUS, "the Front", Change.HOLD),
    ],
)
def test_who_holds_took_or_lost_a_place(text, event_type, holder, change):
    found = holding_in(text, Span(0, len(text)), event_type, None)
    assert found is not None
    assert (words(text, found.holder), found.change) == (holder, change)


def test_a_withdrawal_from_a_place_is_a_loss_of_it():
    text = "the brigade withdrew from Minya on Friday"
    found = holding_in(text, Span(0, len(text)), EventType.TROOP_MOVEMENT, Span(0, 11))
    assert found is not None
    assert (words(text, found.holder), found.change, found.extent) == ("the brigade", Change.LOSS, "all")


def test_a_retreat_without_a_place_says_nothing_of_control():
    text = "the brigade retreated in disorder"
    assert holding_in(text, Span(0, len(text)), EventType.TROOP_MOVEMENT, Span(0, 11)) is None


@pytest.mark.parametrize(
    "text, extent",
    [
        ("they hold 93 per cent of the city", "93%"),
        ("they took most of the town", "most"),
        ("they entered the town", "part"),
        ("they captured the town", "all"),
        ("they hold 85% of it", "85%"),
    ],
)
def test_extent_is_what_the_words_say(text, extent):
    assert extent_of(text) == extent


def test_tails_go_on_with_the_claim_before_them():
    text = "Shells hit the market of Harran, with 25 people reported wounded, a doctor said."
    assert words(text, only(text).quote) == "Shells hit the market of Harran, with 25 people reported wounded"


def test_the_best_set_of_stretches_without_overlaps_is_chosen():
    segments = [(0, 3), (0, 6), (3, 6), (6, 9)]
    assert choose(segments, [1.0, 1.5, 1.0, -1.0]) == [0, 2]
    assert choose(segments, [0.5, 1.5, 0.5, 0.2]) == [1, 3]
    assert choose([], []) == []


@pytest.mark.parametrize("left, right", [("shelled", "shelling"), ("attacks", "attacked"), ("captures", "captured")])
def test_endings_do_not_matter(left, right):
    assert stem(left) == stem(right)


def test_segments_begin_and_end_where_clauses_do():
    text = "Troops took the hill and burnt the farm, a villager said."
    (sentence,) = sentences_of(text, [])
    found = {words(text, sentence.span_of(a, b)) for a, b in sentence.segments()}
    assert {"Troops took the hill", "burnt the farm", "Troops took the hill and burnt the farm"} <= found


PIECES = st.sampled_from(
    ["killed ", "the army ", "said ", ", ", ". ", '"', "rebel-held X ", "12 ", "\n\n", "and ", "on Monday ", "é", "’s "]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=100), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_is_read_and_every_span_lies_inside_it(text):
    found = read(text)
    assert found == read(text)
    for one in found:
        for span in (one.quote, one.source, one.cue, one.actor, one.target, one.place, one.holder, *one.via):
            assert span is None or 0 <= span.start <= span.end <= len(text)


@pytest.mark.parametrize("piece", ["the army killed ", '"', "and, ", "rebels took X. "])
def test_time_is_linear(piece):
    assert grows_in_line(lambda n: read(piece * n), 100)
