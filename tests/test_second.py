"""A second reader beside what stands: its differences are kept, weighed, settled by decisions, and gone with the report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.interchange import claim_row, report_row
from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.removal import Rule, remove
from onrecord.records import Claim, Report, Source, Span, words_at
from onrecord.second import ALONE, MISSED, compare, differences, record
from onrecord.vocab.event_types import EventType

TEXT = "The army said it had taken Osk. Rebels denied it. Two people died in Velm, a doctor said."
REPORT = Report(id="rpt-" + "a" * 24, text=TEXT, published="2016-12-12")


def claim(quote: str, source: str, type_: EventType = EventType.ARMED_CLASH, *, made_by: str = "first") -> Claim:
    start = TEXT.index(quote)
    return Claim(
        id=f"clm-{start:024x}",
        report=REPORT.id,
        quote=words_at(TEXT, Span(start, start + len(quote))),
        source=Source(name=source),
        type=type_,
        made_by=made_by,
    )


FIRST = [
    claim("it had taken Osk", "army", EventType.GOVERNMENT_REGAINS_TERRITORY),
    claim("Rebels denied it", "rebels", EventType.STATEMENT),
]
OTHERS = [
    claim("it had taken Osk", "Front", EventType.GOVERNMENT_REGAINS_TERRITORY, made_by="second"),
    claim("Two people died in Velm", "doctor", made_by="second"),
]


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger(tmp_path / "l.db") as book:
        book.append([(EntryKind.REPORT, REPORT.id, report_row(REPORT)), *((EntryKind.CLAIM, c.id, claim_row(c)) for c in FIRST)])
        yield book


def test_what_two_readers_differ_in_is_said_field_by_field() -> None:
    found = compare(REPORT, FIRST, OTHERS)
    assert [(d.claim is None, dict(d.fields), d.weight) for d in found] == [
        (False, {"source": ("army", "Front")}, 5),
        (False, {}, ALONE),
        (True, {"type": ("", "armed_clash"), "source": ("", "doctor")}, MISSED),
    ]


def test_readers_that_agree_leave_nothing_to_settle() -> None:
    assert compare(REPORT, FIRST, [replace(c, made_by="second") for c in FIRST]) == []


def test_differences_are_kept_and_the_weightiest_comes_first(ledger: Ledger) -> None:
    both = record(ledger, [(REPORT, OTHERS)], "second")
    found = differences(ledger, (), {c.id: c for c in FIRST})
    assert (both.paired, both.typed, both.attributed) == (1, 1, 0)
    assert [d.weight for d in found] == [5, ALONE, MISSED] and found[0].reader == "second"


def test_what_was_decided_is_settled(ledger: Ledger) -> None:
    record(ledger, [(REPORT, OTHERS)], "second")
    assert [d.claim for d in differences(ledger, {FIRST[0].id, FIRST[1].id}, {c.id: c for c in FIRST})] == [None]


def test_the_same_reader_again_takes_the_place_of_its_earlier_word(ledger: Ledger) -> None:
    record(ledger, [(REPORT, OTHERS)], "second")
    record(ledger, [(REPORT, [replace(c, made_by="second") for c in FIRST])], "second")
    assert differences(ledger, (), {c.id: c for c in FIRST}) == []


def test_a_claim_that_stands_by_now_is_missed_no_more(ledger: Ledger) -> None:
    record(ledger, [(REPORT, OTHERS)], "second")
    stands = {c.id: c for c in (*FIRST, OTHERS[1])}
    assert all(d.claim for d in differences(ledger, (), stands))


@pytest.mark.parametrize("gone", [REPORT.id, FIRST[0].id])
def test_what_is_removed_is_gone_from_what_the_second_reader_said(ledger: Ledger, gone: str) -> None:
    record(ledger, [(REPORT, OTHERS)], "second")
    remove(ledger, gone, by="mk", rule=Rule.CONSENT, because="withdrawn")
    assert not list(ledger.entries(EntryKind.SECOND))
