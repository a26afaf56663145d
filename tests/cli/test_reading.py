"""The commands around a language model as reader, against a server that plays answers back."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from extract.reader.llm.serving import claim, claims, said, server

from onrecord.annotation import annotated, read_annotated
from onrecord.cli.reading import TRIAL

TEXT = "The Syrian army said it had retaken Palmyra on Sunday, killing 30 fighters. Residents fled."
TAKEN = claim(
    "it had retaken Palmyra on Sunday, killing 30 fighters",
    source="The Syrian army",
    cue="said",
    type="government_regains_territory",
    place="Palmyra",
    holder="The Syrian army",
    change="gain",
)


@pytest.fixture
def model(monkeypatch, tmp_path):
    """A model that points at one claim and at words that stand nowhere; the reports it was asked about."""
    monkeypatch.setenv("ONRECORD_LLM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("ONRECORD_READER", "llm")
    with server(lambda _: said(claims(TAKEN, claim("the moon fell")))) as (url, asked):
        monkeypatch.setenv("ONRECORD_LLM_URL", url)
        yield asked


def test_reports_are_read_by_a_model_and_a_second_look_asks_nobody(onrecord, model, tmp_path):
    (tmp_path / "r.txt").write_text(TEXT)
    code, out, _ = onrecord("claims", "r.txt", "--format", "jsonl")
    assert code == 0 and [json.loads(line)["quote"]["text"] for line in out.splitlines()] == [TAKEN["quote"]]
    code, out, _ = onrecord("add", "r.txt")
    assert "1 thing that the model gave back" in out and len(model) == 1


def test_what_is_removed_is_forgotten_by_the_cache(onrecord, model, tmp_path):
    (tmp_path / "r.txt").write_text(TEXT)
    onrecord("add", "r.txt")
    assert list((tmp_path / "cache").rglob("*.json"))
    held = json.loads(onrecord("claims", "--format", "jsonl")[1].splitlines()[0])
    code, out, _ = onrecord("remove", held["report"], "--because", "consent withdrawn", "--rule", "consent")
    assert code == 0 and "a language model answered" in out and not list((tmp_path / "cache").rglob("*.json"))


def test_a_model_elsewhere_is_not_asked_unless_it_is_allowed(onrecord, monkeypatch, tmp_path):
    (tmp_path / "r.txt").write_text(TEXT)
    monkeypatch.setenv("ONRECORD_LLM_URL", "https://192.0.2.1/v1")
    code, _, err = onrecord("claims", "r.txt", "--reader", "llm")
    assert code == 2 and "--allow-remote 192.0.2.1" in err


def test_a_model_that_finds_too_little_is_said_to_be_not_worth_it(onrecord, model):
    code, out, _ = onrecord("reader", "test")
    assert code == 1 and "0 whose words stand in the report, 2 things left out" in out and "worth it   no" in out


def test_a_model_that_points_at_the_claims_is_worth_it(onrecord, monkeypatch):
    quotes = ("it had retaken Harun", "the town had fallen", "its men were still inside", "Two children reportedly died")
    assert all(q in TRIAL.text for q in quotes)
    with server(lambda _: said(claims(*map(claim, quotes)))) as (url, _):
        monkeypatch.setenv("ONRECORD_LLM_URL", url)
        code, out, _ = onrecord("reader", "test")
    assert code == 0 and "holds answers to our schema" in out and "worth it   yes" in out


def test_readers_are_compared_with_each_other_and_with_the_annotation(onrecord, model, tmp_path):
    _, out, _ = onrecord("corpus", "silver", _written(tmp_path), "-o", "silver.jsonl")
    (row,) = map(json.loads, (tmp_path / "silver.jsonl").read_text().splitlines())
    assert row["annotated_by"].startswith("machine llm:played-back") and row["claims"][0]["quote"] == TAKEN["quote"]
    (tmp_path / "gold.json").write_text(json.dumps(row))
    code, out, _ = onrecord("readers", "compare", "gold.json", "--reader", "llm", "--reader", "rules")
    assert code == 0 and "annotation and llm, F1: found 1.000, typed 1.000, attributed 1.000" in out
    assert "annotation and rules, F1" in out and "llm and rules, F1" in out and "1 thing left out" in out


def test_an_annotated_report_comes_back_as_it_was(onrecord, model, tmp_path):
    onrecord("corpus", "silver", _written(tmp_path), "-o", "silver.jsonl")
    (tmp_path / "one.json").write_text((tmp_path / "silver.jsonl").read_text())
    report, made = read_annotated(tmp_path / "one.json")
    again = annotated(report, made, by="x")
    first = json.loads((tmp_path / "one.json").read_text())
    assert again["claims"] == first["claims"] and again["text"] == first["text"]


def test_a_second_reader_reads_the_ledger_and_what_stands_is_not_changed(onrecord, model, tmp_path):
    onrecord("add", _written(tmp_path), "--reader", "rules")
    before = onrecord("claims", "--format", "jsonl")[1]
    code, out, _ = onrecord("readers", "second")
    assert code == 0 and "what stands and llm, F1: found" in out and "agree where both name one type: source" in out
    assert onrecord("claims", "--format", "jsonl")[1] == before and len(model) == 1


def test_two_readers_are_needed_where_nobody_annotated(onrecord, model, tmp_path):
    code, _, err = onrecord("readers", "compare", _written(tmp_path), "--reader", "llm")
    assert code == 2 and "two readers are expected" in err


def _written(folder):
    path = folder / "report.txt"
    path.write_text(TEXT)
    return path.name


def test_a_long_run_is_foretold_with_tokens_money_and_time(onrecord, model, monkeypatch, tmp_path):
    for n in range(25):
        (tmp_path / f"{n}.txt").write_text(f"{TEXT} It was day {n}.")
    monkeypatch.setenv("ONRECORD_LLM_PRICE", "3/15")
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "r.txt").write_text(TEXT)
    onrecord("add", "first", "--ledger", "first.db")  # the model's pace is known from here on
    code, _, err = onrecord("add", *(f"{n}.txt" for n in range(25)), "--yes")
    assert (
        code == 0 and "25 reports: the model is asked 25 times; about" in err and "at 3/15 a million" in err and "at the pace so far" in err
    )
    assert len(model) == 26


def test_what_the_ledger_holds_or_the_cache_keeps_is_not_foretold(onrecord, model, tmp_path):
    for n in range(25):
        (tmp_path / f"{n}.txt").write_text(f"{TEXT} It was day {n}.")
    onrecord("add", *(f"{n}.txt" for n in range(25)), "--yes")
    assert "asked" not in onrecord("add", *(f"{n}.txt" for n in range(25)))[2]
    assert "asked" not in onrecord("add", *(f"{n}.txt" for n in range(25)), "--ledger", "other.db")[2]


def test_somebody_at_a_terminal_is_asked_and_may_say_no(onrecord, model, monkeypatch, tmp_path):
    for n in range(25):
        (tmp_path / f"{n}.txt").write_text(f"{TEXT} It was day {n}.")
    monkeypatch.setattr("onrecord.cli.foreseeing.sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("typer.confirm", lambda *_, **__: False)
    code, _, _ = onrecord("add", *(f"{n}.txt" for n in range(25)))
    assert code == 1 and not model


def test_a_price_that_is_none_is_refused(onrecord, model, monkeypatch, tmp_path):
    monkeypatch.setenv("ONRECORD_LLM_PRICE", "cheap")
    code, _, err = onrecord("add", _written(tmp_path))
    assert code == 2 and "such as 3/15" in err


def test_the_comparison_says_what_the_model_cost(onrecord, model, monkeypatch, tmp_path):
    monkeypatch.setenv("ONRECORD_LLM_PRICE", "10000/50000")
    code, out, _ = onrecord("readers", "compare", _written(tmp_path), "--reader", "llm", "--reader", "rules")
    assert code == 0 and "100 tokens asked, 20 answered, 2.0000 at 10000/50000 a million" in out
    assert "1 answer kept from before" in onrecord("readers", "compare", _written(tmp_path), "--reader", "llm", "--reader", "rules")[1]
