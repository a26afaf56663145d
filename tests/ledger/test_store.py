import hashlib
import sqlite3

import pytest
from builders import a_full_claim, a_report

from onrecord.errors import LedgerError
from onrecord.interchange import claim_row, report_row
from onrecord.ledger import Ledger, LedgerView
from onrecord.ledger.entries import EntryKind

SKIP = (EntryKind.SKIPPED, "x", {"location": "x", "reason": "empty"})


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "a.db") as opened:
        yield opened


def test_what_was_written_is_read_back_in_order(ledger):
    report, claim = a_report(), a_full_claim()
    ledger.append([(EntryKind.REPORT, report.id, report_row(report)), (EntryKind.CLAIM, claim.id, claim_row(claim))])
    view = LedgerView(ledger)
    assert list(view.reports()) == [report]
    assert list(view.claims()) == [claim]
    found = ledger.find(EntryKind.REPORT, report.id)
    assert found and found.payload["text"] == report.text and ledger.find(EntryKind.REPORT, "other") is None


@pytest.mark.parametrize("statement", ["DELETE FROM entries", "UPDATE entries SET payload = '{}'"])
def test_the_database_itself_refuses_change(ledger, statement):
    ledger.append([SKIP])
    with pytest.raises(sqlite3.DatabaseError, match="append-only"):
        sqlite3.connect(ledger.path).execute(statement)


def test_a_changed_entry_breaks_the_chain_where_it_stands(ledger):
    ledger.append([SKIP] * 5)
    assert ledger.broken_at() is None
    raw = sqlite3.connect(ledger.path)
    raw.execute("DROP TRIGGER entries_no_update")
    raw.execute("UPDATE entries SET payload = replace(payload, 'empty', 'fine') WHERE seq = 3")
    raw.commit()
    assert ledger.broken_at() == 3


def test_a_missing_entry_breaks_the_chain(ledger):
    ledger.append([SKIP] * 5)
    raw = sqlite3.connect(ledger.path)
    raw.execute("DROP TRIGGER entries_no_delete")
    raw.execute("DELETE FROM entries WHERE seq = 2")
    raw.commit()
    assert ledger.broken_at() == 2


def test_entries_go_in_together_or_not_at_all(ledger):
    def failing():
        yield SKIP
        raise RuntimeError("the reader died")

    with pytest.raises(RuntimeError):
        ledger.append(failing())
    assert list(ledger.entries()) == []


def test_writing_while_reading_does_not_deadlock(ledger):
    ledger.append([SKIP] * 3)
    reading = ledger.entries()
    next(reading)
    ledger.append([SKIP])
    assert len(list(reading)) == 2  # a reader sees the ledger as it was when it began


def test_an_original_is_archived_once_under_its_digest(ledger):
    first = ledger.keep(b"<p>Hello</p>")
    assert ledger.keep(b"<p>Hello</p>") == first == hashlib.sha256(b"<p>Hello</p>").hexdigest()
    kept = ledger.archive_folder / first[:2] / first
    assert kept.read_bytes() == b"<p>Hello</p>"
    assert [p.name for p in kept.parent.iterdir()] == [first]


def test_what_is_no_ledger_is_refused_in_words(tmp_path):
    (tmp_path / "junk.db").write_bytes(b"junk" * 1000)
    with pytest.raises(LedgerError, match="not a database"):
        Ledger(tmp_path / "junk.db")
    with pytest.raises(LedgerError, match="no ledger there"):
        Ledger.existing(tmp_path / "absent.db")


def test_as_ingested_at_leaves_out_what_came_later(ledger):
    ledger.append([(EntryKind.REPORT, "r1", report_row(a_report()))])
    between = next(ledger.entries()).at
    ledger.append([(EntryKind.REPORT, "r2", report_row(a_report(id="r2")))])
    assert [r.id for r in LedgerView(ledger, ingested_at=between).reports()] == ["r1"]


@pytest.mark.parametrize(
    "make, problem",
    [
        (lambda p: p.mkdir(), "this is a folder"),
        (lambda p: p.write_text("hello"), "cannot be read as a ledger"),
        (lambda p: p.write_bytes(b"SQLite format 3\x00" + bytes(5000)), "cannot be read as a ledger"),
        (lambda p: sqlite3.connect(p).execute("CREATE TABLE entries (a, b)"), "not a ledger of Onrecord"),
    ],
)
def test_what_is_no_ledger_is_refused_and_left_as_it_was(tmp_path, make, problem):
    path = tmp_path / "a.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    for opening in (Ledger, Ledger.existing):
        with pytest.raises(LedgerError, match=problem):
            opening(path)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(LedgerError, match="none does not exist"):
        Ledger(tmp_path / "none" / "a.db")


def test_reading_changes_nothing_and_leaves_nothing_beside_the_ledger(tmp_path):
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.append([SKIP])
    before = (tmp_path / "a.db").read_bytes()
    with Ledger.existing(tmp_path / "a.db") as ledger:
        assert len(list(ledger.entries())) == 1 and ledger.broken_at() is None
        with pytest.raises(LedgerError, match="nothing was written"):
            ledger.append([SKIP])
    assert [p.name for p in tmp_path.iterdir()] == ["a.db"] and (tmp_path / "a.db").read_bytes() == before


def test_a_ledger_on_a_read_only_disk_can_be_read(tmp_path, monkeypatch):
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.append([SKIP])
    monkeypatch.setattr("os.access", lambda *_: False)
    with Ledger.existing(tmp_path / "a.db") as ledger:
        assert len(list(ledger.entries())) == 1


@pytest.mark.parametrize("change, problem", [("payload = '{bad'", "entry 1 is damaged"), ("payload = '{}'", "does not hold a skipped")])
def test_a_damaged_entry_is_named(tmp_path, change, problem):
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.append([SKIP])
        raw = sqlite3.connect(ledger.path)
        raw.execute("DROP TRIGGER entries_no_update")
        raw.execute(f"UPDATE entries SET {change}")
        raw.commit()
        with pytest.raises(LedgerError, match=problem):
            list(LedgerView(ledger).skipped())
