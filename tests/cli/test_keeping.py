"""The commands that keep the ledger honest, run inside this process."""

import json
import sqlite3
import sys

import postgres
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


def test_backup_and_restore(onrecord, book, tmp_path):
    code, out, _ = onrecord("backup", "-o", "b.zip")
    assert code == 0 and "6 entries and 2 originals, checked" in out
    code, out, _ = onrecord("restore", "b.zip", "--ledger", "c.db", ledger=False)
    assert code == 0 and "6 entries and 2 originals, checked" in out
    assert onrecord("verify", "--ledger", "c.db", ledger=False)[0] == 0
    code, _, err = onrecord("restore", "b.zip", "--ledger", "c.db", ledger=False)
    assert code == 1 and "something there already" in err
    assert onrecord("export", "--all", "-o", "e.zip")[0] == 0 and onrecord("export", "-o", "f.zip")[0] == 2
    assert onrecord("backup", "-o", "b.tar")[0] == 2
    code, out, _ = onrecord("import", book, "--ledger", "d.db", ledger=False)
    assert code == 0 and "8 entries" in out


def test_decisions_are_written_listed_and_withdrawn(onrecord, book):
    code, out, _ = onrecord("judge", "different", "clm-r1-0", "clm-r2-0", "--because", "two places", "--by", "mk")
    assert code == 0 and " different clm-r1-0 clm-r2-0: by mk, " in out
    first = out.split()[0]
    code, _, err = onrecord("judge", "same", "clm-r1-0", "clm-r2-0", "--because", "no", "--by", "eb")
    assert code == 1 and "mk decided on this at" in err and f"--replaces {first}" in err
    code, out, _ = onrecord("judge", "same", "clm-r1-0", "clm-r2-0", "--because", "no", "--by", "eb", "--replaces", first)
    assert code == 0 and f"in place of {first}" in out
    second = out.split()[0]
    assert onrecord("judge", "reject", "clm-r1-1", "--because", "a headline")[0] == 0
    assert onrecord("judge", "correct", "clm-r2-0", "place.name", "Dura", "--because", "it says so")[0] == 0
    assert onrecord("judge", "merge", "Governor of Homs", "--as", "Homs", "--because", "one body")[0] == 0
    assert onrecord("judge", "release", "Amal Haddad", "--because", "she agreed")[0] == 0
    assert onrecord("judge", "withdraw", second, "--because", "unsure")[0] == 0
    listed = onrecord("judgements")[1].splitlines()
    assert [line.split()[1] for line in listed] == ["reject", "correct", "merge", "release"]
    rows = [json.loads(line) for line in onrecord("claims", "--format", "jsonl")[1].splitlines()]
    assert [row["claim"] for row in rows] == ["clm-r1-0", "clm-r2-0"] and rows[1]["place"]["name"] == "Dura"
    assert onrecord("verify")[0] == 0


@pytest.mark.parametrize(
    "words, code, problem",
    [
        (["judge", "same", "clm-r1-0", "clm-r1-0", "--because", "x"], 2, "two different claims"),
        (["judge", "reject", "clm-none", "--because", "x"], 1, "no claim 'clm-none' stands"),
        (["judge", "correct", "clm-r1-0", "type", "nonsense", "--because", "x"], 1, "is not one of the codes"),
        (["judge", "correct", "clm-r1-0", "report", "r2", "--because", "x"], 1, "no field of a claim"),
        (["judge", "correct", "clm-r1-0", "quote", '{"text": "Dura", "start": 0, "end": 4}', "--because", "x"], 1, "its report says"),
        (["judge", "grade", "evt-none", "Fair", "--because", "x"], 1, "no event is called"),
        (["judge", "grade", "evt-none", "Good", "--because", "x"], 1, "is no grade"),
        (["judge", "release", "A", "--because", " "], 1, "a name and a reason"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(onrecord, book, words, code, problem):
    got, _, err = onrecord(*words)
    assert got == code and problem in err


def test_reread_shows_before_it_writes(onrecord, book):
    code, out, _ = onrecord("reread", "--reader", "rules")
    assert code == 0 and "2 reports read again (nothing written" in out and "3 gone" in out
    code, out, _ = onrecord("reread", "--reader", "rules", "--write")
    assert code == 0 and onrecord("verify")[0] == 0
    assert "0 new, 0 gone" in onrecord("reread", "--reader", "rules")[1]


def test_the_commands_work_on_a_server_too(onrecord, tmp_path, monkeypatch):
    if postgres.programs() is None:
        pytest.skip("needs a PostgreSQL server program, version 15 or newer (Debian: apt-get install postgresql)")
    with postgres.started() as server:
        url = server.new_place()
        (tmp_path / "desk" / "a.txt").write_text("Rebels took Maraba on Sunday, the army said.")
        code, _, err = onrecord("add", "a.txt", "--reader", "rules", "--ledger", url, ledger=False)
        assert code == 1 and "needs an archive; name a folder or a store (setting `archive`)" in err
        monkeypatch.setenv("ONRECORD_ARCHIVE", str(tmp_path / "originals"))
        code, out, _ = onrecord("add", "a.txt", "--reader", "rules", "--ledger", url, ledger=False)
        assert code == 0 and "1 report" in out
        monkeypatch.setenv("ONRECORD_LEDGER", url)
        assert "3 entries in 2 batches and 1 archived original, each as it was written" in onrecord("verify", ledger=False)[1]
        assert "Maraba" in onrecord("claims", "--format", "jsonl", ledger=False)[1]
        report = json.loads(onrecord("claims", "--format", "jsonl", ledger=False)[1].splitlines()[0])["report"]
        assert onrecord("backup", "-o", "b.zip", ledger=False)[0] == 0
        code, _, err = onrecord("remove", report, "--rule", "law", "--because", "law", ledger=False)
        assert code == 1 and "two people remove together" in err
        code, out, _ = onrecord("restore", "b.zip", "--ledger", "c.db", "--archive", "orig", ledger=False)
        assert code == 0 and "3 entries and 1 originals, checked" in out
