"""A picture leaves this stage with the names of private persons covered everywhere, and with everything else as it was."""

from __future__ import annotations

import dataclasses
from typing import Any

from builders import a_report

from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.privacy import BLOCK, cover_picture
from onrecord.records import (
    Bounds,
    Claim,
    Control,
    Event,
    EventFigure,
    Figure,
    Finding,
    Grade,
    Picture,
    Place,
    Report,
    Root,
    RootFigure,
    Source,
    Spell,
    When,
    Words,
)
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change, ControlState, FindingKind, GradeLabel
from onrecord.vocab.measures import Measure

REGISTER = ActorRegister.load()
TEXT = (
    "Ahmad al-Masri, a baker, said on Sunday that soldiers shot his wife Suha in Dura. "
    "Colonel Ihor Haidenko denied it. Al-Masri said 12 of al-Masri's neighbours died."
)
NAMES = ("Ahmad", "Masri", "Suha")


def at(piece: str, text: str = TEXT) -> Words:
    start = text.index(piece)
    return Words(text=piece, start=start, end=start + len(piece))


def a_claim(**changed: Any) -> Claim:
    return Claim(
        **(
            {
                "id": "c1",
                "report": "r1",
                "quote": at("soldiers shot his wife Suha in Dura"),
                "source": Source(
                    name="Ahmad al-Masri", mention=at("Ahmad al-Masri"), kind="witness", via=("Ahmad al-Masri", "The Courier")
                ),
                "type": EventType.ATTACK_ON_CIVILIANS,
                "cue": at("said"),
                "actor": "Ahmad al-Masri's brother",
                "target": "Suha",
                "place": Place(name="Dura", mention=at("Dura"), country="SYR"),
                "when": When(earliest="2016-12-11", latest="2016-12-11", mention=at("on Sunday")),
                "figures": (
                    Figure(what=Measure.KILLED, low=12, high=12, of="al-Masri's neighbours", mention=at("12 of al-Masri's neighbours")),
                ),
                "control": Control(holder="Ahmad al-Masri", place="Dura", change=Change.HOLD),
            }
            | changed
        )
    )


def a_picture(report: Report) -> Picture:
    event = Event(
        id="e1",
        type=EventType.ATTACK_ON_CIVILIANS,
        claims=("c1",),
        roots=(Root(name="Ahmad al-Masri", claims=("c1",)),),
        figures=(
            EventFigure(
                what=Measure.KILLED,
                of="Suha",
                low=1,
                high=1,
                by_root=(RootFigure(root="Ahmad al-Masri", low=1, high=1, claims=("c1",)),),
            ),
        ),
        grade=Grade(label=GradeLabel.WEAK, rule="Only Ahmad al-Masri says so.", because=("c1",)),
        findings=(
            Finding(id="f1", kind=FindingKind.DENIAL, claims=("c1", "c1"), because="al-Masri says it, Colonel Ihor Haidenko denies it."),
        ),
    )
    spell = Spell(
        place="Dura",
        holder="Ahmad al-Masri",
        state=ControlState.HELD,
        start=Bounds(earliest="2016-12-10"),
        according_to="Ahmad al-Masri",
        claims=("c1",),
        rule="al-Masri alone.",
        because="Suha too.",
    )
    return Picture(reports={"r1": report}, claims={"c1": a_claim()}, events=(event,), spells=(spell,))


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [s for f in dataclasses.fields(value) for s in strings(getattr(value, f.name))]
    if isinstance(value, dict):
        return [s for v in value.values() for s in strings(v)]
    return [s for v in value for s in strings(v)] if isinstance(value, tuple) else []


REPORT = a_report(
    text=TEXT,
    title="Baker Ahmad al-Masri speaks",
    author="Jane Doe",
    url="https://daily.example/world/ahmad-al-masri-speaks",
    location="in/Ahmad al-Masri.txt",
)


def test_no_string_of_a_covered_picture_holds_a_private_name():
    covered = cover_picture(a_picture(REPORT), REGISTER)
    assert [s for s in strings(covered) for name in (*NAMES, "Jane", "Doe") if name.lower() in s.lower()] == []


def test_offsets_stay_true_and_the_words_stand_where_they_say():
    covered = cover_picture(a_picture(REPORT), REGISTER)
    report, claim = covered.reports["r1"], covered.claims["c1"]
    assert len(report.text) == len(TEXT)
    for piece in (claim.quote, claim.source.mention, claim.cue, claim.figures[0].mention, claim.place and claim.place.mention):
        assert piece and report.text[piece.start : piece.end] == piece.text
    assert claim.quote.text == f"soldiers shot his wife {BLOCK * 4} in Dura"


def test_public_names_and_everything_else_stay():
    covered = cover_picture(a_picture(REPORT), REGISTER)
    assert "Colonel Ihor Haidenko denied it." in covered.reports["r1"].text
    assert covered.reports["r1"].publisher == "The Courier"
    assert covered.events[0].findings[0].because.endswith("Colonel Ihor Haidenko denies it.")
    assert covered.claims["c1"].place and covered.claims["c1"].place.name == "Dura"


def test_an_address_that_spells_a_name_is_cut_to_its_site():
    assert cover_picture(a_picture(REPORT), REGISTER).reports["r1"].url == "https://daily.example/"


def test_another_address_stays():
    report = dataclasses.replace(REPORT, url="https://daily.example/2016/12/army-leaves-dura?id=7")
    assert cover_picture(a_picture(report), REGISTER).reports["r1"].url == report.url


def test_a_byline_is_covered_and_an_agencys_stays():
    for author, shown in (("Jane Doe", BLOCK * 8), ("Agence France Press", "Agence France Press"), (None, None)):
        report = dataclasses.replace(REPORT, author=author)
        assert cover_picture(a_picture(report), REGISTER).reports["r1"].author == shown


def test_a_witness_of_an_unheard_of_name_is_covered():
    text = "Zqwrtl told the desk that the mill burned."
    report = a_report(text=text)
    claim = a_claim(
        quote=at("the mill burned", text),
        source=Source(name="Zqwrtl", mention=at("Zqwrtl", text), kind="witness"),
        cue=None,
        actor=None,
        target=None,
        place=None,
        when=None,
        figures=(),
        control=None,
    )
    covered = cover_picture(Picture(reports={"r1": report}, claims={"c1": claim}), REGISTER)
    assert covered.reports["r1"].text.startswith(BLOCK * 6 + " told")
    assert covered.claims["c1"].source.name == BLOCK * 6


def test_a_name_private_in_one_report_is_open_in_another_that_gives_an_office():
    one = a_report(id="r1", text="Talal Haddad wept at the gate.")
    two = a_report(id="r2", text="The governor of Homs, Talal Haddad, spoke.")
    covered = cover_picture(Picture(reports={"r1": one, "r2": two}, claims={}), REGISTER)
    assert "Haddad" not in covered.reports["r1"].text
    assert "Talal Haddad" in covered.reports["r2"].text


def test_covering_twice_changes_nothing_more():
    once = cover_picture(a_picture(REPORT), REGISTER)
    again = cover_picture(once, REGISTER)
    assert again.reports["r1"].text == once.reports["r1"].text


def test_an_empty_picture_stays_empty():
    assert cover_picture(Picture(reports={}, claims={}), REGISTER) == Picture(reports={}, claims={})


def test_names_are_covered_in_a_machines_translation_too():
    arabic = "قال أحمد المصري إن الجنود قتلوا زوجته سهى في دورا."
    report = Report(id="r1", text=arabic, language="ar")
    claim = a_claim(
        quote=at("الجنود قتلوا زوجته سهى في دورا", arabic),
        source=Source(name="أحمد المصري", mention=at("أحمد المصري", arabic), kind="witness"),
        cue=None,
        actor=None,
        place=None,
        when=None,
        figures=(),
        control=None,
        translation="soldiers shot his wife Suha al-Masri, 30, a nurse, in Dura",
    )
    shown = cover_picture(Picture(reports={"r1": report}, claims={"c1": claim}, events=(), spells=()), REGISTER)
    told = shown.claims["c1"]
    assert "Suha" not in (told.translation or "") and "Masri" not in (told.translation or "") and "in Dura" in (told.translation or "")
    assert "أحمد" not in shown.reports["r1"].text and told.source.name != "أحمد المصري"
