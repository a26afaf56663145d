"""Scores into quotes and answers, on scores written by hand."""

import numpy as np
import pytest

from onrecord.extract.reader.trained.decode import answer, choose, quotes
from onrecord.extract.reader.trained.labels import ANSWERS, ROLES, SAME_AS_BEFORE, UNATTRIBUTED
from onrecord.extract.reader.trained.network import Found, Told

PIECES = 12


def found(sure=9.0, **ends):
    """A window in which a quote begins at each piece of ends ("p3") and ends at its value."""
    start = np.full(PIECES, -5.0, np.float32)
    begin, close = np.zeros((PIECES, PIECES), np.float32), np.eye(PIECES, dtype=np.float32)
    for name, (last, score) in ends.items():
        at = int(name[1:])
        start[at] = score
        begin[at, last] = sure
    return Found(states=np.zeros((PIECES, 4), np.float32), start=start, begin=begin, close=close)


def told(role, at=None, nowhere=None, last=0):
    pointers = np.zeros((1, len(ROLES), PIECES + ANSWERS), np.float32)
    if at is not None:
        pointers[0, ROLES.index(role), at] = 8
    if nowhere is not None:
        pointers[0, ROLES.index(role), PIECES + nowhere] = 8
    opening, shut = np.zeros((len(ROLES), PIECES, PIECES), np.float32), np.eye(PIECES, dtype=np.float32)
    opening[:, :, last] = 5
    none = np.zeros((1, 4), np.float32)
    return Told(pointers=pointers, type=none, modality=none, change=none, extent=none, open=opening, shut=shut)


def spans(made):
    return [(q.first, q.last) for q in made]


def test_quotes_come_in_order_of_the_text():
    assert spans(quotes(found(p6=(9, 3.0), p1=(4, 1.0)), sentences=[(0, PIECES)], threshold=0.5)) == [(1, 4), (6, 9)]


def test_an_aside_inside_a_quote_is_a_quote_of_its_own():
    assert spans(quotes(found(p1=(10, 2.0), p3=(5, 1.0)), sentences=[(0, PIECES)], threshold=0.5)) == [(1, 10), (3, 5)]


def test_of_two_quotes_that_are_alike_the_likelier_stays():
    assert spans(quotes(found(p1=(9, 1.0), p2=(9, 3.0)), sentences=[(0, PIECES)], threshold=0.5)) == [(2, 9)]


def test_unlikely_starts_are_no_quotes():
    assert quotes(found(p1=(9, -1.0)), sentences=[(0, PIECES)], threshold=0.5) == []


def test_quotes_stay_in_the_stretch_that_holds_text():
    assert spans(quotes(found(p1=(11, 2.0), p4=(11, 2.0)), sentences=[(3, 10)], threshold=0.5)) == [(4, 4)]


@pytest.mark.parametrize("sure, last", [(9.0, 2), (60.0, 9)])
def test_a_quote_ends_in_its_sentence_unless_that_is_sure_to_be_wrong(sure, last):
    made = quotes(found(p2=(9, 2.0), sure=sure), sentences=[(1, 5), (5, 11)], threshold=0.5)
    assert spans(made) == [(2, last)]


def test_a_pointer_gives_the_mention_where_it_points():
    assert answer(told("actor", at=2, last=4), 0, "actor", first=0, last=PIECES).pieces == (2, 4)


@pytest.mark.parametrize("nowhere", [0, UNATTRIBUTED])
def test_a_source_may_be_nobody(nowhere):
    chosen = answer(told("source", nowhere=nowhere), 0, "source", first=0, last=PIECES)
    assert chosen.pieces is None and chosen.answer == nowhere


def test_a_source_may_be_that_of_the_claim_before():
    assert answer(told("source", nowhere=SAME_AS_BEFORE), 0, "source", first=0, last=PIECES).answer == SAME_AS_BEFORE


def test_choose_gives_a_chance():
    best, chance = choose(np.array([0.0, 2.0], np.float32))
    assert best == 1 and 0.85 < chance < 0.9


def test_starts_that_come_to_one_quote_are_counted_together():
    made = quotes(found(p1=(9, -0.8), p2=(9, -0.6)), sentences=[(0, PIECES)], threshold=0.5)
    assert spans(made) == [(2, 9)]
    assert made[0].chance == pytest.approx(0.31 + 0.354, abs=0.01)
