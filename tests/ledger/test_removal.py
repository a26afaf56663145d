"""Removal for safety or law: the words are gone from every byte, and the chain, the proofs and the record of it stand."""

import pytest
from ledgers import SKIP, add_report

from onrecord import flow
from onrecord.errors import LedgerError
from onrecord.ledger import Ledger, LedgerView
from onrecord.ledger import checkpoint as points
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.proof import prove
from onrecord.ledger.removal import Rule, finish, remove
from onrecord.ledger.verify import verify

WITNESS = "Amal Haddadin"
TEXT = f"{WITNESS} said that shells fell on Maraba. Two were killed. The army denied it."
WHO = {"by": "mk", "rule": Rule.SAFETY, "because": "a witness is in danger", "agreed": "admin"}


def fill(ledger):
    add_report(ledger, "rpt-" + "a" * 24, TEXT, f"{WITNESS} said that shells fell on Maraba", "Two were killed", "The army denied it")
    add_report(ledger, "r2", "Dura fell.", "Dura fell")
    report = "rpt-" + "a" * 24
    note = {"left": f"clm-{report}-0", "right": "clm-r2-0", "same": False, "by": "mk", "because": f"{WITNESS} speaks of Maraba"}
    ledger.append([(EntryKind.JUDGEMENT, "jdg-1", note)])
    ledger.append([(EntryKind.EXPORT, "exp-1", {"what": "backup", "to": "/disk/a.zip", "entries": 7})])
    return report


def everything(folder):
    """Every byte of every file under a folder, and of the names."""
    return b"\0".join(path.name.encode() + b"\0" + (path.read_bytes() if path.is_file() else b"") for path in folder.rglob("*"))


def folder_of(ledger, tmp_path, request):
    return tmp_path / "book" if ledger.dialect == "sqlite" else request.getfixturevalue("server").data


def test_every_byte_is_cleared_and_the_chain_still_holds(ledger, opened, tmp_path, request):
    report = fill(ledger)
    kept = points.take(ledger)
    ledger.close()  # to the disk with it, so that the search below can find what it must no longer find afterwards
    request.getfixturevalue("server").sql("CHECKPOINT") if ledger.dialect == "postgresql" else None
    assert WITNESS.encode() in everything(folder_of(ledger, tmp_path, request))
    done = remove(ledger, report, **WHO)
    assert (done.entries, done.originals, done.left, done.by_entry) == ([1, 2, 3, 4, 7], 1, [], 9)
    assert done.held_by[0].startswith("backup /disk/a.zip of 20")
    for name in (folder_of(ledger, tmp_path, request), tmp_path / "book"):
        assert WITNESS.encode() not in everything(name) and b"shells fell" not in everything(name)
    found = verify(ledger)
    assert found.sound and points.compare(kept, found, ledger) == []
    (removal,) = found.removals
    assert (removal.by, removal.agreed, removal.rule, removal.because) == ("mk", "admin", "safety", "a witness is in danger")
    assert removal.entries == (1, 2, 3, 4, 7) and removal.ref == report
    view = LedgerView(ledger)
    assert [r.id for r in view.reports()] == ["r2"] and [c.report for c in view.claims()] == ["r2"] and view.judgements() == ()
    assert prove(ledger, "r2", kept)
    with pytest.raises(LedgerError, match="or it was removed"):
        prove(ledger, report)
    ledger.append([SKIP])
    with opened(read_only=True) as again:
        assert again.broken_at() is None


def test_one_claim_goes_and_its_report_stays(ledger):
    report = fill(ledger)
    assert remove(ledger, f"clm-{report}-1", **WHO).entries == [3]
    assert len(list(LedgerView(ledger).claims())) == 3 and verify(ledger).sound


def test_an_id_that_could_tell_something_is_not_kept(ledger, tmp_path):
    add_report(ledger, "statement of Amal Haddadin", TEXT, "Two were killed")
    remove(ledger, "statement of Amal Haddadin", **WHO)
    (removal,) = verify(ledger).removals
    assert removal.ref is None and removal.entries == (1, 2)
    assert b"Haddadin" not in everything(tmp_path / "book")


def test_an_original_that_another_report_has_too_stays(ledger):
    add_report(ledger, "r1", "Dura fell.", original=b"page")
    add_report(ledger, "r2", "Dura fell again.", original=b"page")
    assert remove(ledger, "r1", **WHO).originals == 0
    assert verify(ledger).sound
    assert remove(ledger, "r2", **WHO).originals == 1


def test_what_was_removed_is_not_taken_in_again(ledger, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    done = flow.add([tmp_path / "a.txt"], ledger, Nothing(), max_text=1000)
    (report,) = LedgerView(ledger).reports()
    assert done.reports == 1
    remove(ledger, report.id, **WHO)
    again = flow.add([tmp_path / "a.txt"], ledger, Nothing(), max_text=1000)
    assert again.reports == 0 and "(rule safety), and not taken in again" in again.skipped[0].reason
    assert list(ledger.archive.digests()) == [] and WITNESS.encode() not in everything(tmp_path / "book")


class Nothing:
    """A pipeline that finds no claim."""

    sends_to = None
    rejected = ()

    def __getattr__(self, name):
        return lambda *_: []


def test_a_teams_ledger_asks_for_two(server, tmp_path):
    with Ledger(server.new_place(), archive=tmp_path / "archive") as ledger:
        report = fill(ledger)
        for second in (None, "mk"):
            with pytest.raises(LedgerError, match="two people remove together"):
                remove(ledger, report, **(WHO | {"agreed": second}))
        assert len(list(LedgerView(ledger).reports())) == 2


def test_only_what_a_removal_names_can_be_deleted(ledger):
    report = fill(ledger)
    remove(ledger, report, **WHO)
    with pytest.raises(LedgerError, match="append-only"), ledger.writing() as db:
        db.exec_driver_sql("DELETE FROM payloads WHERE seq = 5")
    with pytest.raises(LedgerError, match="no entry holds"):
        remove(ledger, report, **WHO)


def test_a_removal_that_was_not_recorded_is_named(ledger, tamper):
    fill(ledger)
    tamper("DELETE FROM payloads WHERE seq = 2", "INSERT INTO removed VALUES (2, 8)")
    assert any("entry 8 does not bear that out" in fault.what for fault in verify(ledger).faults)


def test_a_removal_stopped_half_way_is_completed(ledger, monkeypatch):
    report = fill(ledger)
    monkeypatch.setattr("onrecord.ledger.archive.FolderArchive.drop", broken)
    assert "could not be removed" in remove(ledger, report, **WHO).left[0]
    monkeypatch.undo()
    assert len(list(ledger.archive.digests())) == 2
    assert finish(ledger).originals == 1 and finish(ledger).originals == 0
    assert verify(ledger).sound


def broken(*_):
    raise LedgerError("x: could not be removed")


def test_a_reader_that_holds_the_file_is_named(tmp_path):
    with Ledger(tmp_path / "a.db") as ledger:
        report = fill(ledger)
        with Ledger.existing(tmp_path / "a.db") as reader:
            reading = reader.entries()
            next(reading)
            assert any("another program has the ledger open" in part or "locked" in part for part in remove(ledger, report, **WHO).left)
            reading.close()
        assert finish(ledger).left == [] and WITNESS.encode() not in everything(tmp_path)
