import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from ledgers import SKIP, add_report

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger
from onrecord.ledger import checkpoint as points
from onrecord.ledger.merkle import follow, path_of, root_of
from onrecord.ledger.proof import prove
from onrecord.ledger.verify import first_fault, verify

CHECKER = Path(__file__).resolve().parents[2] / "docs" / "check_proof.py"


@pytest.fixture
def book(ledger):
    add_report(ledger, "r1", "Rebels took Maraba on Sunday. The army denied it.", "Rebels took Maraba", "The army denied it")
    ledger.append([SKIP])
    add_report(ledger, "r2", "Dura fell.", "Dura fell")
    return ledger


def test_an_untouched_ledger_is_sound(book):
    found = verify(book)
    assert found.sound and (found.entries, found.batches, len(found.originals)) == (6, 3, 2)
    assert book.broken_at() is None


@pytest.mark.parametrize(
    "change, seq",
    [
        ("UPDATE payloads SET payload = replace(payload, 'Rebels', 'Rabels') WHERE seq = 2", 2),
        ("UPDATE payloads SET ref = 'clm-x' WHERE seq = 3", 3),
        ("UPDATE payloads SET salt = '00000000000000000000000000000000' WHERE seq = 4", 4),
        ("UPDATE entries SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 5", 5),
        ("UPDATE entries SET kind = 'skipped' WHERE seq = 1", 1),
        ("UPDATE entries SET batch = 3 WHERE seq = 4", 4),
        ("UPDATE entries SET digest = commitment WHERE seq = 6", 6),
        ("UPDATE entries SET commitment = digest WHERE seq = 6", 6),
        ("DELETE FROM payloads WHERE seq = 3", 3),
        ("DELETE FROM entries WHERE seq = 2", 2),
        ("DELETE FROM entries WHERE seq = 6", 6),
        ("DELETE FROM entries WHERE seq < 3", 1),
        ("UPDATE about SET value = '00000000000000000000000000000000'", 1),
    ],
)
def test_what_was_changed_or_is_missing_is_named(book, tamper, change, seq):
    tamper(change)
    found = verify(book)
    assert min(fault.seq for fault in found.faults if fault.seq) == seq == first_fault(book)


def test_entries_in_another_order_are_named(book, tamper):
    tamper(*(f"UPDATE {t} SET seq = 100 - seq WHERE seq IN (2, 3)" for t in ("entries", "payloads")))
    tamper(*(f"UPDATE {t} SET seq = CASE seq WHEN 98 THEN 3 ELSE 2 END WHERE seq > 90" for t in ("entries", "payloads")))
    assert first_fault(book) == 2


@pytest.mark.parametrize(
    "change, words",
    [
        ("UPDATE batches SET root = replace(root, substr(root, 1, 1), 'g') WHERE number = 2", "Merkle root of batch 2"),
        ("DELETE FROM batches WHERE number = 3", "2 batches are listed, 3 stand"),
        ("INSERT INTO removed VALUES (2, 4)", "marked as removed"),
        ("UPDATE alembic_version SET version_num = '0002x'", "form was changed"),
        ("INSERT INTO about VALUES ('x', 'y')", "says about itself"),
    ],
)
def test_what_stands_around_the_entries_is_checked_too(book, tamper, change, words):
    tamper(change)
    assert any(words in fault.what for fault in verify(book).faults)


def test_a_trigger_that_was_taken_away_is_named(book):
    sqlite = book.dialect == "sqlite"
    with book.writing() as db:
        db.exec_driver_sql("DROP TRIGGER entries_no_update" if sqlite else "ALTER TABLE entries DISABLE TRIGGER entries_no_change")
    (fault,) = verify(book).faults
    assert "trigger entries_no_" in fault.what


def test_a_trigger_that_does_nothing_any_more_is_named(server):
    with Ledger(server.new_place()) as ledger:
        ledger.append([SKIP])
        with ledger.writing() as db:
            db.exec_driver_sql("CREATE OR REPLACE FUNCTION onrecord_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
        (fault,) = verify(ledger).faults
        assert "the function behind the triggers was changed" in fault.what


def test_text_that_is_no_text_is_named_with_its_entry(tmp_path):
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.append([SKIP] * 5)
        raw = sqlite3.connect(ledger.path)
        raw.execute("DROP TRIGGER payloads_no_update")
        raw.execute("UPDATE payloads SET payload = CAST(X'7BFF' AS TEXT) WHERE seq = 4")
        raw.commit()
        assert [fault.seq for fault in verify(ledger).faults][:1] == [4]


def test_a_page_of_rubbish_is_a_damaged_file(tmp_path):
    with Ledger(tmp_path / "a.db") as ledger:
        ledger.append([SKIP] * 500)
    data = bytearray((tmp_path / "a.db").read_bytes())
    data[5 * 4096 : 6 * 4096] = b"\xa5" * 4096
    (tmp_path / "a.db").write_bytes(data)
    with Ledger.existing(tmp_path / "a.db") as ledger:
        assert not verify(ledger).sound


# --- the archive -----------------------------------------------------------------------------------------------


def test_changed_missing_and_spare_originals_are_named(book):
    first, second = (book.archive_folder / d[:2] / d for d in verify(book).originals)
    first.write_bytes(b"rebels took Maraba on Sunday. The army denied it.")
    second.unlink()
    (first.parent / "tmp1").write_text("left by a killed add")
    found = verify(book)
    changed, missing = (fault.what for fault in found.faults)
    assert f"{first.name} of entry 1 was changed" in changed and f"{second.name} of entry 5 is missing" in missing
    assert "1 files that no entry names" in found.notes[0]
    with pytest.raises(LedgerError, match="was changed"):
        book.keep(b"Rebels took Maraba on Sunday. The army denied it.")


def test_an_archive_that_is_gone_is_named_original_by_original(book):
    shutil.rmtree(book.archive_folder)
    assert ["is missing" in fault.what for fault in verify(book).faults] == [True, True]


# --- checkpoints -----------------------------------------------------------------------------------------------


def rewritten(book, tamper, opened, tmp_path):
    """The whole chain made anew with one word changed: nothing inside the ledger can show it."""
    entries = list(book.entries())
    ledger = book.id()
    tamper(*(f"DELETE FROM {table}" for table in ("entries", "payloads", "batches")))
    groups = {}
    for e in entries:
        groups.setdefault(e.batch, []).append((e.kind, e.ref, json.loads(json.dumps(e.payload).replace("Rebels", "Nobody"))))
    for group in groups.values():
        book.append(group)
    assert book.id() == ledger


def test_a_chain_rewritten_as_a_whole_shows_only_against_a_checkpoint(book, tamper, opened, tmp_path):
    before = points.take(book)
    assert points.compare(before, verify(book), book) == []
    rewritten(book, tamper, opened, tmp_path)
    found = verify(book)
    assert found.sound
    assert "was rewritten" in points.compare(before, found, book)[0]


def test_a_cut_end_shows_only_against_a_checkpoint(book, tamper):
    before = points.take(book)
    tamper("DELETE FROM entries WHERE seq > 3", "DELETE FROM payloads WHERE seq > 3", "DELETE FROM batches WHERE number > 1")
    found = verify(book)
    assert found.sound and found.entries == 3
    assert points.compare(before, found, book) == ["the end was cut off: the checkpoint has 6 entries, the ledger 3"]


def test_a_ledger_that_grew_still_is_as_the_checkpoint_has_it(book, tmp_path):
    before = points.take(book)
    book.append([SKIP] * 3)
    assert points.compare(before, verify(book), book) == []
    with Ledger(tmp_path / "other.db") as other:
        assert "another ledger" in points.compare(points.take(other), verify(book), book)[0]


def test_a_checkpoint_bears_a_signature_that_shows_any_change(book, tmp_path):
    public = points.new_key(tmp_path / "key.pem", book)
    assert (tmp_path / "key.pem").stat().st_mode & 0o077 == 0
    taken = points.take(book, points.read_key(tmp_path / "key.pem", book))
    (tmp_path / "c.json").write_text(points.to_text(taken))
    assert points.read_checkpoint(tmp_path / "c.json") == taken and taken.key == points.read_public_key(public)
    (tmp_path / "c.json").write_text(points.to_text(taken).replace('"entries": 6', '"entries": 5'))
    with pytest.raises(LedgerError, match="signature is not that of its key"):
        points.read_checkpoint(tmp_path / "c.json")


def test_a_key_never_lies_in_the_ledgers_folder(tmp_path):
    with Ledger(tmp_path / "a.db") as ledger:
        for path in (tmp_path / "key.pem", tmp_path / "a.db.archive" / "key.pem"):
            with pytest.raises(LedgerError, match="must not lie in the ledger's folder"):
                points.new_key(path, ledger)


def test_time_stamps_are_asked_for_and_checked_offline(tmp_path):
    if not shutil.which("openssl"):
        pytest.skip("needs openssl, which plays the time-stamp authority")
    text = b'{"ledger": "a"}\n'
    (tmp_path / "c.tsq").write_bytes(points.stamp_request(text))
    authority(tmp_path, "c.tsq", "c.tsr")
    answer, root = (tmp_path / "c.tsr").read_bytes(), (tmp_path / "ca.pem").read_bytes()
    assert points.check_stamp(text, answer, root).startswith("20")
    for problem in ((b"another text", answer, root), (text, b"no answer", root), (text, answer, other_root(tmp_path))):
        with pytest.raises(LedgerError, match="time stamp"):
            points.check_stamp(*problem)


def openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def other_root(folder):
    openssl(folder, *"req -x509 -newkey rsa:2048 -nodes -keyout o.key -out o.pem -subj /CN=Other -days 2".split())
    return (folder / "o.pem").read_bytes()


def authority(folder, request, answer):
    """A local time-stamp authority: a root, and a certificate that may sign time stamps."""
    (folder / "tsa.cnf").write_text(
        "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_cert=tsa.pem\nsigner_key=tsa.key\nsigner_digest=sha256\n"
        "default_policy=1.2.3.4\ndigests=sha256,sha512\naccuracy=secs:1\n[e]\nextendedKeyUsage=critical,timeStamping\n"
    )
    (folder / "serial").write_text("01")
    openssl(folder, *"req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=Root -days 2".split())
    openssl(folder, *"req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Stamps".split())
    openssl(folder, *"x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 2".split(),
            "-extfile", "tsa.cnf", "-extensions", "e")  # fmt: skip
    openssl(folder, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", request, "-out", answer)


# --- proofs ----------------------------------------------------------------------------------------------------


def checked(proof, folder, checkpoint=None):
    (folder / "p.json").write_text(json.dumps(proof))
    more = []
    if checkpoint:
        (folder / "c.json").write_text(points.to_text(checkpoint))
        more = [str(folder / "c.json")]
    done = subprocess.run([sys.executable, "-I", CHECKER, folder / "p.json", *more], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_an_entry_is_proved_by_a_script_that_knows_nothing_of_us(book, tmp_path):
    kept = points.take(book)
    book.append([SKIP] * 5)
    code, said = checked(prove(book, "clm-r1-1", kept), tmp_path, kept)
    assert code == 0 and "proved: entry 3 (claim clm-r1-1)" in said and "The army denied it" in said
    assert checked(prove(book, "r2"), tmp_path)[0] == 0
    assert len(CHECKER.read_text().splitlines()) <= 60


@pytest.mark.parametrize(
    "key, value", [("payload", "{}"), ("salt", "0" * 32), ("ref", "clm-9"), ("path", []), ("header.at", "2020"), ("batch.first", 2)]
)
def test_a_proof_that_was_changed_proves_nothing(book, tmp_path, key, value):
    proof = prove(book, "clm-r1-0")
    part = proof[key.split(".")[0]] if "." in key else proof
    part[key.split(".")[-1]] = value
    code, said = checked(proof, tmp_path)
    assert code == 1 and "NOT PROVED" in said


def test_a_proof_against_another_checkpoint_is_refused(book, tmp_path):
    kept = points.take(book)
    book.append([SKIP])
    assert checked(prove(book, "r1"), tmp_path, kept)[0] == 1
    with pytest.raises(LedgerError, match="no entry holds 'nothing'"):
        prove(book, "nothing")


@pytest.mark.parametrize("many", [1, 2, 3, 5, 8, 13])
def test_every_leaf_leads_to_the_root(many):
    leaves = [root_of([f"{n:064x}"]) for n in range(many)]
    assert {follow(leaf, path_of(leaves, at)) for at, leaf in enumerate(leaves)} == {root_of(leaves)}
    assert root_of(leaves) != root_of(leaves[::-1]) or many == 1
