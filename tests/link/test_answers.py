"""An attack beaten off and the fall of the place stand in one event."""

from __future__ import annotations

from dataclasses import replace

from builders import a_report

from onrecord.knowledge.actors.register import ActorRegister
from onrecord.link.answers import Answers
from onrecord.link.facts import Reader
from onrecord.records import Claim, Control, Judgement, Place, Source, When, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change

DAY = When(earliest="2016-12-11", latest="2016-12-11")


def said(id_: str, words: str, **fields) -> Claim:
    plain = {
        "id": id_,
        "report": id_,
        "quote": Words(text=words, start=0, end=len(words)),
        "source": Source(name="Observatory", kind="monitor"),
        "place": Place(name="Dura", country="SYR"),
        "when": DAY,
    }
    return Claim(**(plain | fields))


FALL = said(
    "a",
    "Dura has fallen to the Front",
    type=EventType.NONSTATE_OVERTAKES_TERRITORY,
    control=Control(holder="Front", place="Dura", change=Change.GAIN),
)
BEATEN = said(
    "b", "the army had repelled the attack on Dura", type=EventType.ARMED_CLASH, actor="Army", source=Source(name="Army", kind="military")
)
OTHER = said("c", "shells hit the market", type=EventType.SHELLING)


def regrouped(*claims: Claim, groups, judgements=()):
    reader = Reader({c.report: a_report(id=c.report, published="2016-12-11") for c in claims}, ActorRegister([]))
    answers = Answers([reader.facts(c) for c in claims])
    answers.add(range(len(claims)))
    home = {at: number for number, members in enumerate(groups) for at in members}
    moves = answers.moves([home[at] for at in range(len(claims))], dict(enumerate(groups)), judgements)
    moved = [[at for at in home if moves.get(at, home[at]) == number] for number in range(len(groups))]
    return [sorted(members) for members in moved if members]


def test_an_attack_beaten_off_joins_the_fall_it_answers():
    assert regrouped(FALL, BEATEN, OTHER, groups=[[0], [1, 2]]) == [[0, 1], [2]]


def test_another_place_or_another_week_is_another_assault():
    elsewhere = replace(BEATEN, place=Place(name="Harran", country="SYR"))
    later = replace(BEATEN, when=When(earliest="2016-12-20", latest="2016-12-20"))
    for apart in (elsewhere, later):
        assert regrouped(FALL, apart, groups=[[0], [1]]) == [[0], [1]]


def test_what_a_person_judged_stays():
    judgement = Judgement(left="a", right="b", same=False, by="mk", because="two attacks")
    assert regrouped(FALL, BEATEN, groups=[[0], [1]], judgements=[judgement]) == [[0], [1]]


def test_a_part_taken_is_no_fall():
    part = replace(FALL, control=Control(holder="Front", place="Dura", extent="part", change=Change.GAIN))
    assert regrouped(part, BEATEN, groups=[[0], [1]]) == [[0], [1]]


def test_a_village_that_no_gazetteer_has_is_no_country():
    reader = Reader({"a": a_report(id="a")}, ActorRegister([]))
    unknown = replace(FALL, place=Place(name="Bir Dura", country="SYR", precision=6))
    country = replace(FALL, place=Place(name="Syria", country="SYR", precision=6, gazetteer="geonames:163843"))
    assert not reader.facts(unknown).wide
    assert reader.facts(country).wide
