"""How far apart two claims may lie that only share a number."""

from __future__ import annotations

from link.cases import REGISTER, a_said, reports_of

from onrecord.link.candidates import candidates
from onrecord.link.facts import Reader
from onrecord.records import Figure, Place, When
from onrecord.vocab.measures import Measure

TOLL = (Figure(what=Measure.KILLED, low=34, high=34),)


def compared(place: str, day: str) -> bool:
    there = When(earliest=day, latest=day)
    claims = [a_said(1, figures=TOLL), a_said(2, figures=TOLL, actor=None, target=None, place=Place(name=place), when=there)]
    reader = Reader(reports_of(claims), REGISTER)
    return bool(candidates([reader.facts(c) for c in claims]))


def test_a_number_alone_brings_claims_together_within_a_week() -> None:
    assert compared("Tell Amar", "2016-12-17")
    assert not compared("Tell Amar", "2016-12-18")


def test_at_one_place_claims_of_a_month_are_compared() -> None:
    assert compared("Dura", "2017-01-09")
    assert not compared("Dura", "2017-01-12")
