"""The commands that keep the ledger honest, run inside this process."""

import json
import sqlite3
import sys

import pytest
from ledgers import SKIP, add_report

from onrecord.cli import main
from onrecord.ledger import Ledger


@pytest.fixture
def onrecord(monkeypatch, capsys, tmp_path):
    """Runs a command in a folder beside the ledger's; gives its exit code, stdout and stderr."""
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")

    def run(*words, ledger=True):
        more = ["--ledger", str(tmp_path / "book" / "a.db")] if ledger else []
        monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, words), *more])
        try:
            main.run()
            code = 0
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


@pytest.fixture
def book(tmp_path):
    (tmp_path / "book").mkdir()
    with Ledger(tmp_path / "book" / "a.db") as ledger:
        add_report(ledger, "r1", "Rebels took Maraba on Sunday. The army denied it.", "Rebels took Maraba", "The army denied it")
        add_report(ledger, "r2", "Dura fell, said Amal Haddad, a witness.", "Dura fell")
        ledger.append([SKIP])
    return tmp_path / "book" / "a.db"


def test_verify_says_what_it_read_and_what_it_cannot_exclude(onrecord, book):
    code, out, _ = onrecord("verify")
    assert code == 0 and "6 entries in 3 batches and 2 archived originals, each as it was written" in out
    assert "not excluded: that the whole chain was rewritten" in out


def test_verify_names_what_was_changed(onrecord, book):
    raw = sqlite3.connect(book)
    raw.execute("DROP TRIGGER entries_no_update")
    raw.execute("UPDATE entries SET at = '2020' WHERE seq = 2")
    raw.commit()
    code, out, _ = onrecord("verify")
    assert code == 1 and "FAULT: entry 2 was changed" in out and "trigger entries_no_update" in out and "NOT as it was written" in out
    code, out, err = onrecord("checkpoint", "-o", "c.json")
    assert code == 1 and "entry 2 is not as it was written" in err


def test_checkpoint_and_verify_go_together(onrecord, book, tmp_path):
    code, out, _ = onrecord("checkpoint", "-o", "c.json", "--key", "key.pem", "--new-key", "--request", "c.tsq")
    assert code == 0 and "public key: key.pem.pub" in out and "6 entries" in out and "signed" in out
    assert (tmp_path / "desk" / "c.tsq").stat().st_size > 40
    code, out, _ = onrecord("verify", "--checkpoint", "c.json", "--public-key", "key.pem.pub")
    assert code == 0 and "as the checkpoint has it, to the last entry" in out and "not excluded" not in out
    with Ledger(book) as ledger:
        ledger.append([SKIP])
    assert "up to entry 6; not excluded" in onrecord("verify", "--checkpoint", "c.json")[1]
    onrecord("checkpoint", "-o", "d.json")
    code, out, _ = onrecord("verify", "--checkpoint", "d.json", "--public-key", "key.pem.pub")
    assert code == 1 and "the checkpoint is not signed" in out


def test_a_proof_is_written_for_a_claim(onrecord, book, tmp_path):
    code, out, _ = onrecord("prove", "clm-r1-0")
    assert code == 0 and "clm-r1-0.proof.json: entry 2 of 6" in out
    assert json.loads((tmp_path / "desk" / "clm-r1-0.proof.json").read_text())["ref"] == "clm-r1-0"
    assert onrecord("prove", "clm-none")[0] == 1


@pytest.mark.parametrize(
    "words, problem",
    [
        (["verify", "--public-key", "k"], "--checkpoint FILE is expected"),
        (["verify", "--checkpoint", "c", "--timestamp", "t"], "--timestamp and --authority go together"),
        (["checkpoint", "-o", "c", "--new-key"], "--key FILE names"),
        (["migrate", "--writer", "team"], "--writer is for a ledger on PostgreSQL"),
    ],
)
def test_wrong_usage_is_refused(onrecord, book, words, problem):
    code, _, err = onrecord(*words)
    assert code == 2 and problem in err


def test_what_is_no_checkpoint_is_named(onrecord, book, tmp_path):
    (tmp_path / "desk" / "c.json").write_text("{}")
    code, _, err = onrecord("verify", "--checkpoint", "c.json")
    assert code == 1 and "this is not a checkpoint" in err


def test_remove_takes_the_words_and_says_so_ever_after(onrecord, book):
    code, out, _ = onrecord("remove", "r2", "--rule", "consent", "--because", "consent was withdrawn", "--by", "mk")
    assert code == 0 and "2 entries and 1 originals removed, recorded as entry 7" in out
    assert b"Haddad" not in book.read_bytes()
    code, out, _ = onrecord("verify")
    assert code == 0 and "by mk, rule consent: 2 entries; because: consent was withdrawn" in out
    assert onrecord("remove", "r2", "--rule", "law", "--because", "again")[0] == 1
    assert onrecord("remove", "--finish")[0] == 0


@pytest.mark.parametrize("words", [[], ["r2"], ["r2", "--because", " ", "--rule", "law"], ["r2", "--because", "x", "--rule", "whim"]])
def test_remove_asks_for_a_reason_and_a_rule(onrecord, book, words):
    assert onrecord("remove", *words)[0] == 2
