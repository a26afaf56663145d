"""Stored views behind the commands: the same answers, kept in step; and what leaves the ledger is on record."""

import hashlib
import json
import sqlite3
import subprocess
import sys
from dataclasses import replace

import pytest
from builders import a_claim, a_report, words
from ledgers import add_report

from onrecord.interchange import claim_row, report_row
from onrecord.ledger import Ledger, StoredViews
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.stored import path_of
from onrecord.records import Control, Figure, Place, Source, When
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.measures import Measure

TEXT = "Rebels took Maraba on 4 May 2015. Shells killed 12 people in Dura, said Mariam Haddadin, a witness. Harran was quiet."
MARABA = Place(name="Maraba", country="SYR", parents=("Idlib",))
DURA = Place(name="Dura", country="SYR", parents=("Deir ez-Zor",))
ASKED = (
    ["events"],
    ["events", "--place", "Maraba"],
    ["events", "--place", "deir ez zor", "--from", "2015-05-01", "--to", "2015-05-31"],
    ["events", "--place", "Nowhere"],
    ["control", "Maraba"],
    ["control", "--place", "Idlib", "--from", "2015-05-01"],
)


@pytest.fixture
def book(tmp_path):
    with Ledger(tmp_path / "onrecord.db") as ledger:
        for n, publisher in enumerate(("The Courier", "The Herald")):
            report = a_report(TEXT, id=f"r{n}", publisher=publisher, published=f"2015-05-0{5 + n}")
            day = When(earliest="2015-05-04", latest="2015-05-04")
            voice = Source(name="narrator")
            took = a_claim("Rebels took Maraba", TEXT, id=f"clm-{n}-0", report=report.id, source=voice, place=MARABA, when=day)
            gain = Control(holder="rebels", place="Maraba", change=Change.GAIN)
            took = replace(took, type=EventType.NONSTATE_OVERTAKES_TERRITORY, control=gain, actor="rebels")
            witness = Source(name="Mariam Haddadin", mention=words("Mariam Haddadin", TEXT), kind="witness")
            killed = a_claim("Shells killed 12 people", TEXT, id=f"clm-{n}-1", report=report.id, source=witness, place=DURA, when=day)
            killed = replace(killed, type=EventType.SHELLING, figures=(Figure(what=Measure.KILLED, low=12 + n, high=12 + n),))
            quiet = a_claim("Harran was quiet", TEXT, id=f"clm-{n}-2", report=report.id, source=voice)
            rows = [(EntryKind.CLAIM, c.id, claim_row(c)) for c in (took, killed, quiet)]
            ledger.append([(EntryKind.REPORT, report.id, report_row(report)), *rows])
    return tmp_path / "onrecord.db"


def answers(onrecord):
    return [onrecord(*asked, "--format", "jsonl") for asked in ASKED]


def test_commands_answer_the_same_from_stored_views(onrecord, book):
    before = answers(onrecord)
    assert any(out for _, out, _ in before) and "places that are named: Maraba, Dura" in before[3][2]
    code, out, _ = onrecord("rebuild")
    assert code == 0 and "events; " in out and "put on record" in out
    assert answers(onrecord) == before
    assert onrecord("rebuild", "--check")[:2] == (0, f"{book.name}: the stored views are what the entries come to, row for row\n")
    onrecord("brief", "-o", "stored.html", "--place", "Idlib", "--from", "2015-05-01", "--to", "2015-05-31")
    with Ledger(book) as ledger:
        path_of(ledger).unlink()
    onrecord("brief", "-o", "whole.html", "--place", "Idlib", "--from", "2015-05-01", "--to", "2015-05-31")
    stored, whole = ((book.parent / name).read_text() for name in ("stored.html", "whole.html"))
    assert without_moment(stored) == without_moment(whole) and "Maraba" in stored


def without_moment(page):
    return [line for line in page.splitlines() if " UTC" not in line]


def test_a_long_ledger_is_not_read_whole_for_a_question_and_a_changed_claim_is_named(onrecord, book, monkeypatch):
    onrecord("rebuild")
    before = answers(onrecord)
    monkeypatch.setattr("onrecord.cli.seeing.CHECKED_WHOLE", 3)
    monkeypatch.setattr(Ledger, "broken_at", lambda _: pytest.fail("the whole chain was read"))
    assert answers(onrecord) == before
    with sqlite3.connect(book) as db:
        db.execute("DROP TRIGGER payloads_no_update")
        db.execute("UPDATE payloads SET payload = replace(payload, 'Maraba', 'Mambij') WHERE ref = 'clm-0-0'")
    db.close()
    code, out, err = onrecord("events", "--place", "Maraba", "--format", "jsonl")
    assert code == 1 and not out and "was changed: nothing here can be relied on" in err


def test_a_question_loads_neither_reader_nor_exports():
    asked = "import sys; from onrecord.cli.main import build; build('events', 'control', 'brief'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert "onrecord.cli.briefing" in loaded
    assert not {"numpy", "onrecord.flow", "onrecord.extract.pipeline", "onrecord.publish.exports", "onrecord.reconcile"} & set(loaded)


def test_the_help_loads_no_command():
    asked = [sys.executable, "-X", "importtime", "-m", "onrecord", "--help"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "brief" in done.stdout and {"typer", "onrecord.cli.commands"} <= loaded
    assert not {"sqlalchemy", "numpy", "onrecord.cli.work", "onrecord.ledger"} & loaded


def test_a_decision_brings_stored_views_up_to_date(onrecord, book):
    onrecord("rebuild")
    code, _, err = onrecord("judge", "reject", "clm-0-2", "--because", "a headline")
    assert code == 0 and "stored views brought up to date" in err
    assert onrecord("rebuild", "--check")[0] == 0
    code, _, err = onrecord("remove", "r1", "--rule", "law", "--because", "a court")
    assert code == 0 and "stored views brought up to date" in err and onrecord("rebuild", "--check")[0] == 0
    with Ledger(book) as ledger:
        assert "r1" not in StoredViews(ledger).around(StoredViews(ledger)._all_events([])).reports
        add_report(ledger, "r9", "Dura fell.", "Dura fell")
    code, out, err = onrecord("events", "--place", "Maraba", "--format", "jsonl")
    assert code == 0 and "stored views are 2 entries behind" in err and json.loads(out)["place"]["name"] == "Maraba"
    code, out, _ = onrecord("rebuild", "--check")
    assert code == 1 and "are 2 entries behind" in out


def test_views_as_known_at_a_moment_are_kept_beside_those_of_now(onrecord, book):
    assert onrecord("rebuild")[0] == 0
    code, out, _ = onrecord("rebuild", "--as-known-at", "2015-05-05")
    assert code == 0 and "views as known at 2015-05-05T23:59:59Z stored" in out
    (row,) = [
        json.loads(line)
        for line in onrecord("events", "--place", "Dura", "--as-known-at", "2015-05-05", "--format", "jsonl")[1].splitlines()
    ]
    assert (row["reports"], row["figures"][0]["high"]) == (1, 12)
    now = json.loads(onrecord("events", "--place", "Dura", "--format", "jsonl")[1])
    assert (now["reports"], now["figures"][0]["high"]) == (2, 13)


def test_a_brief_of_the_ledger_is_on_record_with_its_digest(onrecord, book):
    code, _, err = onrecord("brief", "-o", "out.html", "--place", "Maraba", "--from", "2015-05-01")
    assert code == 0 and "not on record" not in err
    with Ledger(book) as ledger:
        (entry,) = ledger.entries(EntryKind.EXPORT)
    page = (book.parent / "out.html").read_bytes()
    assert entry.payload["sha256"] == hashlib.sha256(page).hexdigest() and entry.payload["what"] == "brief" and entry.payload["by"]
    assert entry.payload["filters"] == {"place": "Maraba", "from": "2015-05-01"} and entry.payload["to"] == "out.html"


def test_a_brief_of_a_ledger_that_cannot_be_written_says_that_it_is_not_on_record(onrecord, book, monkeypatch):
    monkeypatch.setattr("onrecord.ledger.database.os.access", lambda *_: False)
    monkeypatch.setattr("onrecord.cli.briefing.to_write", locked)
    code, _, err = onrecord("brief", "-o", "out.html")
    assert code == 0 and "note: this brief is not on record in the ledger: a.db: read-only" in err


def locked(*_):
    from onrecord.errors import LedgerError

    raise LedgerError("a.db: read-only")


def test_a_released_name_is_printed_and_no_other(onrecord, book):
    onrecord("brief", "-o", "covered.html")
    assert "Mariam Haddadin" not in (book.parent / "covered.html").read_text()
    for stored in (False, True):
        if stored:
            onrecord("rebuild")
        else:
            _, out, _ = onrecord("judge", "release", "Mariam Haddadin", "--because", "she asked us to")
        onrecord("brief", "-o", "open.html")
        assert "Mariam Haddadin" in (book.parent / "open.html").read_text()
    onrecord("judge", "withdraw", out.split()[0], "--because", "she changed her mind")
    onrecord("brief", "-o", "again.html")
    assert "Mariam Haddadin" not in (book.parent / "again.html").read_text()


def test_what_wrote_the_claims_is_on_record(onrecord, tmp_path):
    (tmp_path / "a.txt").write_text("Rebels took Maraba on Sunday, the army said.")
    (tmp_path / "b.txt").write_text("Dura fell on Monday, the army said.")
    for name in ("a.txt", "b.txt"):
        assert onrecord("add", name, "--reader", "rules")[0] == 0
    with Ledger(tmp_path / "onrecord.db") as ledger:
        (entry,) = ledger.entries(EntryKind.SOFTWARE)
    assert entry.payload["reader"] == "rules 1" and len(entry.payload["model"]) == 64 and entry.payload["onrecord"]


def test_of_a_ledger_without_claims_no_place_is_missed_that_was_not_asked_for(onrecord, tmp_path):
    with Ledger(tmp_path / "onrecord.db"):
        pass
    assert "None" not in onrecord("events")[2]
