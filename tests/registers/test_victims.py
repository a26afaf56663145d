"""Victims named by reports: who is one, what is said of them, the same one across reports, and that the name stays inside."""

import json

import pytest
from builders import a_report
from registering import REGISTER, at, killed, on, said

from onrecord import flow
from onrecord.publish.privacy import BLOCK, cover_picture, persons_at
from onrecord.registers.casualties import casualties
from onrecord.registers.ground import Ground
from onrecord.registers.people import People
from onrecord.registers.rows import casualties_row
from onrecord.registers.victims import victims
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure


def _ground(*claims, texts, released=()):
    reports = [a_report(text, id=id_, publisher=f"Paper {id_}") for id_, text in texts.items()]
    picture = flow.conclude(reports, list(claims), REGISTER)
    covered = Ground(cover_picture(picture, REGISTER, released=released), REGISTER)
    people = {r.id: persons_at(r, REGISTER) for r in reports}
    return covered, victims(covered, texts, people)


def _one(text, released=(), **changed):
    claim = said("c1", text.rstrip("."), text, EventType.SHELLING, **({"place": at("Dura"), "when": on("2016-12-05")} | changed))
    return _ground(claim, texts={"r1": text}, released=released)[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ahmed Hassan, 43, a teacher, was killed by a shell in Dura.", (Measure.KILLED, 43, None, "teacher", None)),
        ("The shell killed Fatima Hassan, 12, a girl from Dura.", (Measure.KILLED, 12, "female", None, None)),
        ("The shell wounded 30-year-old Omar Khalil in Dura.", (Measure.INJURED, 30, None, None, None)),
        ("A shell killed the shopkeeper Omar Khalil in Dura.", (Measure.KILLED, None, None, "shopkeeper", None)),
        ("Maria Petrova, a nurse and mother of three, died in Dura.", (Measure.KILLED, None, "female", "nurse", "mother of three")),
    ],
)
def test_who_is_named_as_harmed_and_what_is_said_of_them(text, told):
    (victim,) = _one(text)
    assert (victim.what, victim.age, victim.sex, victim.occupation, victim.relation) == told


def test_a_list_of_the_dead_names_each():
    found = _one("The shell killed Ahmed Hassan, Omar Khalil and Maria Petrova in Dura.")
    assert len(found) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Twelve people were killed by a shell in Dura, Ahmed Hassan said.",
        "Twelve people were killed by Ahmed Hassan in Dura.",
        "Ahmed Hassan, a teacher, said that 12 people were killed in Dura.",
    ],
)
def test_who_tells_of_the_dead_or_killed_them_is_no_victim(text):
    assert _one(text) == []


def test_what_is_denied_names_no_victim():
    assert _one("Ahmed Hassan was killed by a shell in Dura.", modality=Modality.DENIED) == []


FIRST = "A shell in Dura killed Ahmed Hassan, 43, on Monday, the hospital said."
SECOND = "Ahmed Ali Hassan, a teacher, was killed in Dura on Monday."
QUOTES = ("A shell in Dura killed Ahmed Hassan, 43, on Monday", "Ahmed Ali Hassan, a teacher, was killed in Dura on Monday")
PLACED = {"place": at("Dura"), "when": on("2016-12-05")}


def _two(**changed):
    first = said("c1", QUOTES[0], FIRST, EventType.SHELLING, figures=(killed(1, 1, "people"),), **PLACED)
    type_ = changed.pop("type_", EventType.SHELLING)
    second = said("c2", QUOTES[1], SECOND, type_, report="r2", figures=(killed(1, 1, "people"),), **(PLACED | changed))
    return first, second


def test_the_same_victim_in_two_reports_is_one_with_what_both_say():
    _, (victim,) = _ground(*_two(), texts={"r1": FIRST, "r2": SECOND})
    assert (victim.age, victim.occupation, victim.people) == (43, "teacher", People.CIVILIAN)
    assert list(victim.reports) == ["r1", "r2"]


def test_one_name_on_two_days_is_two_victims():
    _, found = _ground(*_two(when=on("2016-12-20"), place=at("Mayda"), type_=EventType.AIR_STRIKE), texts={"r1": FIRST, "r2": SECOND})
    assert len(found) == 2


def test_the_name_stays_inside_until_it_is_released():
    for released, shown in (((), False), (("Ahmed Hassan", "Ahmed Ali Hassan"), True)):
        ground, named = _ground(*_two(), texts={"r1": FIRST, "r2": SECOND}, released=released)
        row = json.dumps([casualties_row(e) for e in casualties(ground, named)], ensure_ascii=False)
        assert ("Hassan" in row) is shown
        assert (BLOCK in row) is not shown


def test_named_dead_are_held_against_the_count():
    text = "A shell killed 2 people in Dura: Ahmed Hassan, Omar Khalil and Maria Petrova."
    claim = said("c1", text.rstrip("."), text, EventType.SHELLING, figures=(killed(2, 2, "people"),), **PLACED)
    ground, named = _ground(claim, texts={"r1": text})
    (entry,) = casualties(ground, named)
    (listed,) = entry.listed
    assert (listed.named, listed.low, listed.high, listed.beyond) == (3, 2, 2, True)


def test_a_named_death_without_a_figure_is_an_entry():
    text = "Ahmed Hassan was killed by a shell in Dura."
    claim = said("c1", text.rstrip("."), text, EventType.SHELLING, **PLACED)
    ground, named = _ground(claim, texts={"r1": text})
    (entry,) = casualties(ground, named)
    assert (entry.counts, entry.pending, [c.quote for c in entry.cited]) == ((), False, [BLOCK * 12 + text.rstrip(".")[12:]])
