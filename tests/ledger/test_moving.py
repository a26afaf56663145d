"""A ledger that moves is the same ledger: same id, entries, digests, originals; and it says that it went."""

import json
import zipfile

import pytest
from ledgers import SKIP, add_report

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger
from onrecord.ledger import checkpoint as points
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.moving import copy, read_portable, write_portable
from onrecord.ledger.removal import Rule, remove
from onrecord.ledger.verify import verify


@pytest.fixture
def book(ledger):
    add_report(ledger, "r1", "Rebels took Maraba. “Yes”, he said \U0001f600.", "Rebels took Maraba")
    add_report(ledger, "r2", "Amal Haddadin saw it.", "Amal Haddadin saw it")
    ledger.append([SKIP])
    remove(ledger, "r2", by="mk", agreed="admin", rule=Rule.SAFETY, because="danger")
    return ledger


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request, tmp_path):
    return tmp_path / "copy.db" if request.param == "sqlite" else request.getfixturevalue("server").new_place()


def test_a_backup_is_restored_on_either_database(book, elsewhere, tmp_path):
    kept = points.take(book)
    before = list(book.entries())
    write_portable(book, tmp_path / "b.zip", what="backup", by="mk")
    read_portable(tmp_path / "b.zip", elsewhere, archive=tmp_path / "originals")
    with Ledger(elsewhere, archive=tmp_path / "originals") as again:
        assert list(again.entries()) == before and again.id() == book.id()
        found = verify(again)
        assert points.compare(kept, found, again) == [] and found.removals[0].entries == (3, 4) and len(found.originals) == 1
        again.append([SKIP])
        assert verify(again).sound
    (note,) = book.entries(EntryKind.EXPORT)
    assert note.payload["what"] == "backup" and note.payload["to"].endswith("b.zip") and verify(book).sound


def test_a_ledger_is_copied_from_one_database_to_the_other(book, elsewhere, tmp_path):
    kept = points.take(book)
    copy(book, elsewhere, archive=tmp_path / "originals", by="mk")
    with Ledger.existing(elsewhere, archive=tmp_path / "originals") as again:
        assert points.compare(kept, verify(again), again) == [] and verify(again).sound
    with pytest.raises(LedgerError, match="something there already"):
        copy(book, elsewhere, archive=tmp_path / "originals", by="mk")


def test_a_removal_names_the_backup_that_still_holds_it(book, tmp_path):
    write_portable(book, tmp_path / "b.zip", what="backup", by="mk")
    done = remove(book, "r1", by="mk", agreed="admin", rule=Rule.LAW, because="law")
    assert [str(tmp_path / "b.zip") in holder for holder in done.held_by] == [True]


def test_a_backup_that_was_changed_is_not_restored(book, tmp_path):
    write_portable(book, tmp_path / "b.zip", what="backup", by="mk")
    with zipfile.ZipFile(tmp_path / "b.zip") as old, zipfile.ZipFile(tmp_path / "c.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Maraba", b"Harran") if name == "ledger.jsonl" else old.read(name))
    with pytest.raises(LedgerError, match="the payload of entry 1 was changed"):
        read_portable(tmp_path / "c.zip", tmp_path / "c.db")
    assert not (tmp_path / "c.db").exists()


@pytest.mark.parametrize("made", ["nothing", "text", "zip", "other"])
def test_what_is_no_backup_is_refused(tmp_path, made):
    path = tmp_path / "b.zip"
    if made == "text":
        path.write_text("hello")
    elif made != "nothing":
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("ledger.jsonl" if made == "other" else "x", json.dumps({"format": "something else"}))
    with pytest.raises(LedgerError, match="not a ledger in portable form"):
        read_portable(path, tmp_path / "c.db")
    assert not (tmp_path / "c.db").exists()


def test_a_ledger_with_a_fault_is_not_copied(book, tamper, tmp_path):
    tamper("UPDATE payloads SET ref = 'x' WHERE seq = 1")
    with pytest.raises(LedgerError, match="payload of entry 1 was changed; nothing was copied"):
        write_portable(book, tmp_path / "b.zip", what="backup", by="mk")
    assert not list(tmp_path.glob("b.zip*"))
