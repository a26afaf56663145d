"""What the program says when it is asked for something that cannot be done, or given something broken. Run inside this process."""

import io
import json
import sqlite3
import sys
from types import SimpleNamespace

import pytest
import typer
from builders import a_full_claim, a_report

from onrecord.cli import viewing, work
from onrecord.interchange import claim_row, report_row
from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind
from onrecord.records import Report, Skipped

TEXT = "Rebels took Maraba on Sunday. The army denied it."
CLAIM = {
    "claim": "a1",
    "report": "r1",
    "quote": {"text": "Rebels took Maraba", "start": 0, "end": 18},
    "source": {"name": "narrator"},
    "type": "nonstate_overtakes_territory",
}


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "onrecord.db"
    with Ledger(path) as book:
        report, claim = a_report(location="a.txt"), a_full_claim()
        book.append([(EntryKind.REPORT, report.id, report_row(report)), (EntryKind.CLAIM, claim.id, claim_row(claim))])
    return path


def given(folder, *claims):
    (folder / "r.jsonl").write_text(json.dumps({"id": "r1", "publisher": "Courier", "published": "2019-03-10", "text": TEXT}))
    (folder / "c.jsonl").write_text("".join(c if isinstance(c, str) else json.dumps(c) + "\n" for c in claims))
    return "--from-claims", "c.jsonl", "--reports", "r.jsonl", "--format", "jsonl"


@pytest.mark.parametrize(
    "words, problem",
    [
        (["claims", "--from", "2019-03-11", "--to", "2019-03-10"], "--from 2019-03-11 is after --to 2019-03-10"),
        (["claims", "--place", " "], "--place: a name is expected"),
        (["claims", "--reader", "mine"], "known are default, small, rules"),
        (["claims", "--as-known-at", "0001-01-01T00:00:00+23:00"], "--as-known-at"),
        (["claims", "x.txt", "--as-ingested-at", "2020-01-01"], "--as-ingested-at asks what the ledger held"),
        (["events", "--reports", "r.jsonl"], "--reports goes with --from-claims"),
        (["control", "Maraba", "--place", "Dura"], "the place is given twice"),
        (["brief", "x.txt", "-o", "nowhere/brief.html"], "the folder nowhere does not exist"),
        (["brief", "x.txt", "-o", "."], "this is a folder"),
    ],
)
def test_wrong_usage_is_refused_before_any_work(onrecord, words, problem):
    code, out, err = onrecord(*words)
    assert (code, out) == (2, "") and problem in err and err.count("\n") == 1


def test_a_fault_of_ours_is_one_line_that_can_be_reported(onrecord, monkeypatch):
    monkeypatch.setattr(viewing.work, "source_ledger", lambda *_: 1 // 0)
    code, _, err = onrecord("claims")
    assert code == 1 and "ZeroDivisionError" in err and "please report it" in err and err.count("\n") == 1


def test_a_ledger_is_read_and_its_notes_name_what_is_there(onrecord, ledger):
    code, out, err = onrecord("claims", "--place", "Aleppo")
    assert code == 0 and "0 claims" in out and "places that are named: Dura" in err
    code, out, _ = onrecord("claims", "--place", "Homs")
    assert "The Courier, 2016-12-11 [a.txt]" in out and "“The army had pulled out of Dura” at 0" in out and "1 claim in 1 report" in out
    _, out, err = onrecord("control", "Dura", "--according-to", "Nobody")
    assert "0 spells" in out and "no root 'Nobody'" in err and "Governor of Homs" in err


def test_tables_keep_to_the_width(onrecord, ledger, monkeypatch):
    for width in (60, 80, 140):
        monkeypatch.setenv("COLUMNS", str(width))
        for command in ("claims", "events", "control"):
            _, out, _ = onrecord(command)
            assert max(map(len, out.splitlines())) <= width


def test_a_ledger_that_was_changed_is_not_relied_on(onrecord, ledger):
    raw = sqlite3.connect(ledger)
    for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute("UPDATE payloads SET payload = replace(payload, '12', '21') WHERE seq = 2")
    raw.commit()
    raw.close()
    code, out, err = onrecord("claims")
    assert (code, out) == (1, "") and "entry 2 was changed" in err


def test_a_broken_claim_of_another_program_is_named_and_the_rest_goes_on(onrecord, tmp_path):
    wrong = {
        "c.jsonl#2: not JSON": '{"claim": \n',
        "c.jsonl#3: one JSON object": "[1]\n",
        "c.jsonl#4: claim id 'a1' stands twice": CLAIM,
        "c.jsonl#5: type: 'moods' is not one of the codes": {**CLAIM, "claim": "a5", "type": "moods"},
        "c.jsonl#6: place.lat: 'north' is not a number": {**CLAIM, "claim": "a6", "place": {"name": "Maraba", "lat": "north"}},
        "c.jsonl#7: when.from: 'Sunday' is not a day": {**CLAIM, "claim": "a7", "when": {"from": "Sunday"}},
        "c.jsonl#8: quantities[0].low: 'ten' is not a number": {**CLAIM, "claim": "a8", "quantities": [{"what": "killed", "low": "ten"}]},
        "c.jsonl#9: control.change is missing": {**CLAIM, "claim": "a9", "control": {"holder": "rebels"}},
        "c.jsonl a10: its report 'r9' is not among": {**CLAIM, "claim": "a10", "report": "r9"},
        "c.jsonl a11: at 0 to 18 its report says": {
            **CLAIM,
            "claim": "a11",
            "quote": {"text": "Rebels lost Maraba", "start": 0, "end": 18},
        },
        "c.jsonl a12: its quote, 90 to 95, lies outside": {**CLAIM, "claim": "a12", "quote": {"text": "Rebel", "start": 90, "end": 95}},
    }
    code, out, err = onrecord("events", *given(tmp_path, CLAIM, *wrong.values()))
    (event,) = map(json.loads, out.splitlines())
    assert code == 1 and event["claims"] == ["a1"]
    for problem in wrong:
        assert f"skipped {problem}" in err
    assert f"{len(wrong)} skipped" in err


def test_half_a_code_point_in_an_id_still_gives_valid_json(onrecord, monkeypatch, tmp_path):
    words = given(tmp_path, {**CLAIM, "claim": "a\ud800"})
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    onrecord("events", *words)
    sys.stdout.flush()
    assert json.loads(raw.getvalue())["claims"] == ["a\ud800"]


def test_a_page_is_written_only_if_something_was_read(onrecord, tmp_path, monkeypatch):
    nobody = SimpleNamespace(sends_to=None)  # nothing here comes as far as the reader of claims
    monkeypatch.setattr(work, "pipeline", lambda _: nobody)
    (tmp_path / "empty.txt").write_text("")
    code, out, err = onrecord("brief", "empty.txt")
    assert (code, out) == (1, "") and "no brief was written" in err and not (tmp_path / "brief.html").exists()


def test_many_reports_with_one_warning_share_a_line(capsys):
    reports = [Report(id=str(n), text="x", location=f"{n}.txt", warnings=("no date", "cleaned: 2 line ends made LF")) for n in range(9)]
    work.warn(reports)
    assert capsys.readouterr().err == "warning 0.txt and 8 more: no date\n"


def test_what_could_move_the_cursor_is_spelled_out(capsys):
    work.say("a\x1b[2Jb")
    assert capsys.readouterr().err == "a\\x1b[2Jb\n"


def test_of_many_skipped_for_one_reason_the_rest_is_counted(capsys):
    with pytest.raises(typer.Exit):
        work.finish([Skipped(location=f"{n}.txt", reason="the file is empty") for n in range(50)])
    lines = capsys.readouterr().err.splitlines()
    assert lines[-2:] == ["skipped 30 more: the file is empty", "50 skipped"] and len(lines) == 22


def test_what_ends_like_a_report_is_a_path_not_a_place(onrecord):
    code, _, err = onrecord("control", "nope.txt", "--reader", "rules")
    assert code == 1 and "nope.txt: there is no such file" in err


def test_reports_without_a_date_are_counted_where_a_moment_is_asked_for(onrecord, ledger):
    with Ledger(ledger) as book:
        undated = a_report(id="r2", published=None)
        book.append([(EntryKind.REPORT, undated.id, report_row(undated))])
    _, _, err = onrecord("claims", "--as-known-at", "2020-01-01")
    assert "note: 1 without a publication date" in err


def test_a_progress_bar_takes_no_line_from_standard_output(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stderr", type("Terminal", (io.StringIO,), {"isatty": lambda _: True})())
    with work.progress() as bar:
        bar.add_task("reading", total=None)
        print("a row")
    assert capsys.readouterr().out == "a row\n"


def test_another_text_under_an_id_that_the_ledger_holds_is_skipped_and_named(onrecord, ledger, tmp_path):
    same = {"id": "r1", "text": a_report().text}
    (tmp_path / "again.jsonl").write_text(json.dumps(same))
    code, out, _ = onrecord("add", "again.jsonl", "--reader", "rules")
    assert code == 0 and "1 held already" in out
    (tmp_path / "other.jsonl").write_text(json.dumps({**same, "text": "Another text."}))
    code, out, err = onrecord("add", "other.jsonl", "--reader", "rules")
    assert code == 1 and "0 reports" in out and "skipped other.jsonl#1: the ledger holds another text under the id 'r1'" in err


@pytest.mark.parametrize(
    "words, problem",
    [
        (["export", "--all", "--place", "Dura", "-o", "all.zip"], "cannot be narrowed"),
        (["export", "--all", "--embargo-hours", "100", "-o", "all.zip"], "knows no embargo"),
        (["remove", "clm-1", "--because", "x", "--rule", "safety", "--finish"], "goes without an ID"),
    ],
)
def test_what_would_leave_or_stay_by_mistake_is_refused(onrecord, ledger, tmp_path, words, problem):
    code, out, err = onrecord(*words)
    assert (code, out) == (2, "") and problem in err
    assert not (tmp_path / "all.zip").exists()
