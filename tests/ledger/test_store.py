import sqlite3

import pytest
from builders import a_full_claim, a_report
from ledgers import SKIP

from onrecord.errors import LedgerError
from onrecord.interchange import claim_row, report_row
from onrecord.ledger import Ledger, LedgerView
from onrecord.ledger.entries import CanonicalError, EntryKind, canonical


def test_what_was_written_is_read_back_in_order(ledger):
    report, claim = a_report(), a_full_claim()
    ledger.append([(EntryKind.REPORT, report.id, report_row(report)), (EntryKind.CLAIM, claim.id, claim_row(claim))])
    view = LedgerView(ledger)
    assert list(view.reports()) == [report]
    assert list(view.claims()) == [claim]
    found = ledger.find(EntryKind.REPORT, report.id)
    assert found and found.payload["text"] == report.text and ledger.find(EntryKind.REPORT, "other") is None


@pytest.mark.parametrize("table", ["about", "entries", "payloads", "batches"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_the_database_itself_refuses_change(ledger, table, statement):
    ledger.append([SKIP])
    column = {"about": "key", "batches": "number"}.get(table, "seq")
    with pytest.raises(LedgerError, match="append-only"), ledger.writing() as db:
        db.exec_driver_sql(statement.format(table, column, column))
    assert ledger.broken_at() is None and len(list(ledger.entries())) == 1


def test_sqlite_refuses_to_replace_a_row(tmp_path):
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.append([SKIP])
    with pytest.raises(sqlite3.DatabaseError, match="append-only"):
        sqlite3.connect(tmp_path / "a.db").execute("REPLACE INTO payloads VALUES (1, 'x', '00', '{}')")


def test_postgresql_refuses_truncation_and_a_writer_has_no_right_to_change(server, tmp_path):
    url = server.new_place()
    with Ledger(url) as ledger:
        with pytest.raises(LedgerError, match="append-only"), ledger.writing() as db:
            db.exec_driver_sql("TRUNCATE entries")
        server.sql("CREATE ROLE team LOGIN")
        ledger.grant("team")
    with Ledger(url.replace("onrecord@", "team@")) as ledger:
        assert ledger.append([SKIP]) == 1 and ledger.broken_at() is None
        for statement in ("DELETE FROM payloads", "UPDATE entries SET seq = seq", "TRUNCATE entries", "INSERT INTO removed VALUES (1, 1)"):
            with pytest.raises(LedgerError, match="permission denied"), ledger.writing() as db:
                db.exec_driver_sql(statement)


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


@pytest.mark.parametrize(
    "value, text",
    [
        ({"b": 1, "a": [1.0, 1e21, 1e-7, 0.1]}, '{"a":[1,1e+21,1e-7,0.1],"b":1}'),
        ({"\U0001f600": 1, "\ufb33": 2}, '{"\U0001f600":1,"\ufb33":2}'),  # sorted by UTF-16 units, not by code points
        ('\u0000\u001f\n"\\/€', '"\\u0000\\u001f\\n\\"\\\\/€"'),
    ],
)
def test_payloads_are_written_by_rfc_8785(value, text):
    assert canonical(value) == text


@pytest.mark.parametrize("value", ["\ud800", float("nan"), 2**60])
def test_what_has_no_canonical_form_is_refused_and_nothing_is_written(ledger, value):
    with pytest.raises(CanonicalError):
        ledger.append([SKIP, (EntryKind.SKIPPED, "x", {"location": value, "reason": ""})])
    assert list(ledger.entries()) == []


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
        (lambda p: p.write_bytes(b"junk" * 1000), "cannot be read as a ledger .*not a database"),
        (lambda p: p.write_bytes(b"SQLite format 3\x00" + bytes(5000)), "cannot be read as a ledger"),
        (lambda p: sqlite3.connect(p).execute("CREATE TABLE entries (a, b)"), "not a ledger of Onrecord"),
        (lambda p: sqlite3.connect(p).execute("CREATE TABLE notes (a, b)"), "not a ledger of Onrecord"),
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


def test_somebody_elses_database_on_a_server_is_refused(server):
    url = server.new_place()
    server.sql("CREATE TABLE notes (a int)", at=url)
    for opening in (Ledger, Ledger.existing):
        with pytest.raises(LedgerError, match="not a ledger of Onrecord"):
            opening(url)


def test_a_ledger_that_is_not_there_is_named(tmp_path):
    with pytest.raises(LedgerError, match="none does not exist"):
        Ledger(tmp_path / "none" / "a.db")
    with pytest.raises(LedgerError, match="no ledger there"):
        Ledger.existing(tmp_path / "absent.db")
    (tmp_path / "empty.db").touch()
    with pytest.raises(LedgerError, match="no ledger there"):
        Ledger.existing(tmp_path / "empty.db")


def test_a_server_that_does_not_answer_is_one_error(tmp_path):
    pytest.importorskip("psycopg")
    with pytest.raises(LedgerError, match="cannot be read as a ledger"):
        Ledger(f"postgresql://somebody:secret@/book?host={tmp_path}")
    with pytest.raises(LedgerError) as error:
        Ledger.existing(f"postgresql://somebody:secret@/book?host={tmp_path}")
    assert "secret" not in str(error.value)


def test_reading_changes_nothing_and_leaves_nothing_beside_the_ledger(tmp_path):
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.append([SKIP])
    before = (tmp_path / "a.db").read_bytes()
    with Ledger.existing(tmp_path / "a.db") as ledger:
        assert len(list(ledger.entries())) == 1 and ledger.broken_at() is None
        with pytest.raises(LedgerError, match="nothing was written"):
            ledger.append([SKIP])
    assert [p.name for p in tmp_path.iterdir()] == ["a.db"] and (tmp_path / "a.db").read_bytes() == before


def test_what_was_opened_to_be_read_cannot_be_written(ledger, opened):
    ledger.append([SKIP])
    with opened(read_only=True) as reading, pytest.raises(LedgerError, match="nothing was written"):
        reading.append([SKIP])


def test_a_ledger_on_a_read_only_disk_can_be_read(tmp_path, monkeypatch):
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.append([SKIP])
    monkeypatch.setattr("os.access", lambda *_: False)
    with Ledger.existing(tmp_path / "a.db") as ledger:
        assert len(list(ledger.entries())) == 1


def test_entries_that_still_stand_in_the_log_are_not_passed_over_on_a_read_only_disk(tmp_path, monkeypatch):
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.append([SKIP])
        for name in ("a.db", "a.db-wal"):
            (tmp_path / name.replace("a", "b", 1)).write_bytes((tmp_path / name).read_bytes())
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(LedgerError, match="its last entries still stand in"):
        Ledger.existing(tmp_path / "b.db")


@pytest.mark.parametrize("change, problem", [("payload = '{bad'", "entry 1 is damaged"), ("payload = '{}'", "does not hold a skipped")])
def test_a_damaged_entry_is_named(ledger, tamper, change, problem):
    ledger.append([SKIP])
    tamper(f"UPDATE payloads SET {change}")
    with pytest.raises(LedgerError, match=problem):
        list(LedgerView(ledger).skipped())
