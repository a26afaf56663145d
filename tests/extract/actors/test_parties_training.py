"""What the weights of parties are learned from, and that learning learns."""

from __future__ import annotations

import json

import numpy as np
import pytest

from onrecord.extract.actors.parties.scene import Frame
from onrecord.extract.reader.base import ReadClaim
from onrecord.records import Span
from onrecord.vocab.event_types import EventType
from training.layers import actors as training

TEXT = "The Houthis shelled Taiz. The army denied it."


def test_a_read_claim_gets_the_parties_of_the_annotated_claim_with_its_words_and_type():
    row = {
        "claims": [
            {"quote": "The Houthis shelled Taiz", "type": "shelling", "actor": "Houthis", "modality": "asserted"},
            {"quote": "The army denied it", "type": "shelling", "actor": "Yemeni army", "modality": "denied"},
        ]
    }
    read = [ReadClaim(quote=Span(4, 24), type=EventType.SHELLING), ReadClaim(quote=Span(0, 24), type=EventType.AIR_STRIKE)]
    found, missed = training._wanted(row, TEXT, read)
    assert found == [{"doer": "Houthis", "target": ""}, None]
    assert [(frame.quote, parties["doer"]) for frame, parties in missed] == [(Span(26, 44), "Yemeni army")]


def test_a_hidden_pointer_is_unsure_and_what_is_not_hidden_stays():
    frame = Frame(quote=Span(0, 4), event_type=EventType.SHELLING, doer=Span(0, 4), chances={"actor": 1.0, "target": 1.0})
    chance = training.random.Random(1)
    seen = [training._hidden(frame, chance, 0.5) for _ in range(200)]
    assert {f.doer for f in seen} == {None, Span(0, 4)}
    low, high = training.UNSURE
    assert all(low <= f.chances.get("actor", low) <= high for f in seen if f.doer is None)
    assert training._hidden(frame, chance, 0.0) == frame


def test_learning_finds_the_sign_that_tells():
    numbers = training.Numbers()
    signs, right, starts = [], [], [0]
    for n in range(60):
        for candidate in range(3):
            told = candidate == n % 3
            signs.append(numbers.array(["tells" if told else "does not", "always", f"c{candidate}"]))
            right.append(told)
        starts.append(len(right))
    examples = training.Examples(signs, np.array(right, bool), np.array(starts))
    weights = training.learn(examples, numbers, range(60))
    table = training.table_of(weights, numbers)
    assert table["tells"] > 0 > table["does not"]
    assert all(training.guesses(examples, weights, range(60)).values())
    assert np.array_equal(weights, training.learn(examples, numbers, range(60)))


@pytest.mark.parametrize("role", ["doer", "target"])
def test_no_sign_that_ships_names_an_actor(role):
    """Words beside an actor are common words: what one war's names would say tells nothing of the next."""
    table = json.loads(training.OUT.read_text("utf-8"))["weights"][role]
    names = {"isis", "houthis", "taliban", "hezbollah", "hamas", "m23", "syrian", "russian", "aleppo", "assad", "gaza", "ukraine"}
    words = {piece for sign in table for slot in training._WORDS.findall(sign) for piece in slot.split("/")}
    assert len(words) > 500 and not words & names


def test_signs_that_hold_a_name_are_left_out():
    table = {"l=by": 1.0, "l=Isis": 1.0, "in|ied": 1.0, "lr=by/isis": 1.0, "arm-|w=isis": 1.0, "arm-|w=fled": 1.0, "rr=isis_fled": 1.0}
    assert set(training.without_names(table, {"isis", "ied", "Isis"})) == {"l=by", "in|ied", "arm-|w=fled"}


def test_names_are_words_that_are_mostly_written_with_a_capital():
    names = training.names_in_corpus()
    assert {"syria", "houthis", "aleppo"} <= names
    assert not names & {"army", "rebels", "killed", "the", "hospital"}
