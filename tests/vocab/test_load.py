"""The word lists of English, and the forms made of them."""

from __future__ import annotations

import pytest

from onrecord.vocab import load
from onrecord.vocab.event_types import EventType


@pytest.mark.parametrize(
    "lemma, all_forms",
    [
        ("say", ("say", "says", "said", "said", "saying")),
        ("deny", ("deny", "denies", "denied", "denied", "denying")),
        ("claim", ("claim", "claims", "claimed", "claimed", "claiming")),
        ("admit", ("admit", "admits", "admitted", "admitted", "admitting")),
        ("write", ("write", "writes", "wrote", "written", "writing")),
        ("accuse", ("accuse", "accuses", "accused", "accused", "accusing")),
        ("stress", ("stress", "stresses", "stressed", "stressed", "stressing")),
        ("agree", ("agree", "agrees", "agreed", "agreed", "agreeing")),
    ],
)
def test_a_verb_has_its_forms(lemma, all_forms):
    assert load.forms(lemma).all == all_forms


def test_verbs_of_several_words_are_inflected_inside():
    assert load.reporting().object["called for"] == "call for"
    assert load.reporting().clause["were convinced"] == "be convinced"


def test_strict_verbs_are_reporting_verbs():
    assert load.reporting().strict <= set(load.reporting().clause.values())


def test_every_event_type_has_triggers():
    assert set(load.event_triggers()) == set(EventType)


@pytest.mark.parametrize(
    "text, event_type",
    [
        ("warplanes bombed the depot", EventType.AIR_STRIKE),
        ("they fought their way into the town", EventType.NONSTATE_OVERTAKES_TERRITORY),
        ("the rebel-held town", EventType.CONTROL_STATUS),
        ("a roadside bomb went off", EventType.IED),
    ],
)
def test_triggers_flag_their_type(text, event_type):
    assert load.event_triggers()[event_type].search(text)


def test_a_star_stands_for_any_ending_and_a_bar_for_a_few_words():
    triggers = load.event_triggers()
    assert triggers[EventType.ABDUCTION].search("they were kidnapped")
    assert not triggers[EventType.ARMED_CLASH].search("embattled")


def test_lists_are_read_once():
    assert load.reporting() is load.reporting()


def test_a_list_that_does_not_exist_is_an_error():
    with pytest.raises(FileNotFoundError):
        load.table("nothing")


@pytest.mark.parametrize(
    "change, name", [("gain", "verbs"), ("loss", "verbs"), ("hold", "verbs"), ("hold", "suffixes"), ("extent", "most")]
)
def test_words_of_control_are_lower_case_and_stand_once(change, name):
    words = load.control_words(change, name)
    assert all(w == w.lower() for w in words)
    assert len(set(words)) == len(words)
