"""The reader llm as a user has it: reports in, grounded claims out, kept answers, orders in a report that change nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from extract.reader.llm.serving import Answer, claim, claims, said, server

from onrecord import flow
from onrecord.errors import OnrecordError
from onrecord.extract.pipeline import Pipeline
from onrecord.extract.reader.llm import Cache, Endpoint, LlmReader, target
from onrecord.extract.reader.llm.asking import instruction
from onrecord.extract.reader.llm.parts import MOST
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind
from onrecord.records import Report

TEXT = "The Syrian army said it had retaken Palmyra on Sunday, killing 30 fighters. Residents fled."
TAKEN = claim(
    "it had retaken Palmyra on Sunday, killing 30 fighters",
    source="The Syrian army",
    cue="said",
    type="government_regains_territory",
    place="Palmyra",
    when="on Sunday",
    holder="The Syrian army",
    change="gain",
)
FOUND = claims(
    TAKEN, claim("Residents fled", type="displacement", target="Residents"), claim("The moon was taken", source="The Syrian army")
)
TURNS = re.compile(r"<\|\w+\|>|\[/?INST\]|</?s>|<(?:start|end)_of_turn>")
ATTACKS = [json.loads(line) for line in (Path(__file__).parent / "attacks.jsonl").read_text("utf-8").splitlines()]


def reader(url: str, cache: Path | None = None) -> LlmReader:
    return LlmReader(Endpoint(target(url), sleep=lambda _: None), Cache(cache) if cache else None)


@pytest.fixture(scope="module")
def knowledge() -> dict[str, Any]:
    return {"gazetteer": Gazetteer.load(), "register": ActorRegister.load()}


def test_values_are_read_from_the_words_by_our_own_libraries(knowledge: dict[str, Any]) -> None:
    report = Report(id="r", text=TEXT, published="2016-12-12", language="en")
    with server(lambda _: said(FOUND)) as (url, _):
        made = Pipeline(reader=reader(url), **knowledge).claims(report)
    taken, fled = made
    assert taken.when and taken.when.earliest == "2016-12-11" and taken.place and taken.place.country == "SYR"
    assert [(str(f.what), f.low) for f in taken.figures] == [("killed", 30)]
    assert taken.source.name == "Syrian army" and taken.made_by.startswith("llm:played-back instruction-")
    assert fled.source.name == "narrator"


def test_what_was_rejected_is_kept_in_the_ledger_with_the_reason(tmp_path: Path, knowledge: dict[str, Any]) -> None:
    (tmp_path / "r.txt").write_text(TEXT, "utf-8")
    with server(lambda _: said(FOUND)) as (url, _), Ledger(tmp_path / "l.db") as ledger:
        done = flow.add([tmp_path / "r.txt"], ledger, Pipeline(reader=reader(url), **knowledge), max_text=10_000)
        told = [e.payload for e in ledger.entries(EntryKind.REJECTED)]
    assert (done.claims, done.rejected) == (2, 1)
    assert told[0]["words"] == "The moon was taken" and "does not stand" in told[0]["why"]


def test_answers_are_kept_and_a_second_run_asks_nobody(tmp_path: Path) -> None:
    report = Report(id="r", text=TEXT)
    with server(lambda _: said(FOUND)) as (url, asked):
        first, second = reader(url, tmp_path), reader(url, tmp_path)
        assert first.read(report) == second.read(report)
        assert len(asked) == 1 and second.used.kept == 1
        assert Cache(tmp_path).forget(TEXT) and not Cache(tmp_path).forget(TEXT)
        second.read(report)
        assert len(asked) == 2


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    reports = [Report(id=str(n), text=f"{TEXT} It was day {n}.") for n in range(4)]
    broken: Answer = lambda body: said(FOUND) if "day 0" in body["messages"][1]["content"] else (401, {}, b"")  # noqa: E731
    with server(broken) as (url, _):
        one = reader(url, tmp_path)
        one.read(reports[0])
        with pytest.raises(OnrecordError):
            one.read(reports[1])
    with server(lambda _: said(FOUND)) as (url, asked):
        for report in reports:
            reader(url, tmp_path).read(report)
    assert len(asked) == 3


def test_an_answer_that_is_cut_off_is_asked_for_again_in_halves() -> None:
    text = "Rebels shelled the first village. " + "It was a long day. " * 130 + "Rebels shelled the second village."

    def answer(body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        own = body["messages"][1]["content"].split("BEGIN ")[1]
        quotes = [q for q in ("Rebels shelled the first village", "Rebels shelled the second village") if q in own]
        whole = claims(*(claim(q, type="shelling") for q in quotes))
        return said(whole[: len(whole) - 40], finish="length") if len(quotes) > 1 else said(whole)

    with server(answer) as (url, asked):
        made = reader(url).read(Report(id="r", text=text))
    assert [text[c.quote.start : c.quote.end] for c in made] == ["Rebels shelled the first village", "Rebels shelled the second village"]
    assert len(asked) == 3


def test_a_model_that_goes_in_circles_is_not_asked_again_and_again() -> None:
    text = "Rebels shelled the first village. Rebels shelled the second village."
    with server(lambda _: said(claims(*[claim("Rebels shelled the first village", type="shelling")] * 9)[:-9], finish="length")) as (
        url,
        asked,
    ):
        one = reader(url)
        made = one.read(Report(id="r", text=text))
    assert (len(asked), len(made)) == (1, 1) and {r.why for r in one.rejected} >= {"the same claim again"}


def test_a_long_report_is_asked_about_in_parts_and_no_claim_is_made_twice() -> None:
    lines = [f"On day {n} rebels shelled village number {n} again." for n in range(300)]
    text = "\n\n".join(lines)

    def answer(body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        shown = body["messages"][1]["content"]
        assert len(shown) < 2 * MOST
        return said(claims(*(claim(line.rstrip("."), type="shelling") for line in lines if line in shown)))

    with server(answer) as (url, asked):
        made = reader(url).read(Report(id="r", text=text))
    assert len(asked) > 1 and [text[c.quote.start : c.quote.end] for c in made] == [line.rstrip(".") for line in lines]


def test_any_language_is_read_and_the_translation_is_kept(knowledge: dict[str, Any]) -> None:
    report = Report(id="r", text="Les rebelles ont quitté la ville de Goma lundi.", published="2025-01-29", language="fr")
    found = claims(
        claim("Les rebelles ont quitté la ville de Goma", type="troop_movement", place="Goma", translation="The rebels left Goma")
    )
    with server(lambda _: said(found)) as (url, _):
        (made,) = Pipeline(reader=reader(url), **knowledge).claims(report)
    assert made.translation == "The rebels left Goma" and made.quote.text.startswith("Les rebelles")


def test_a_confidential_report_is_never_sent_elsewhere() -> None:
    with server(lambda _: said(FOUND)) as (url, asked):
        one = reader(url)
        one.endpoint.at = replace(one.endpoint.at, remote=True)
        with pytest.raises(OnrecordError, match="confidential"):
            one.read(Report(id="r", text=TEXT, confidential=True))
    assert not asked


@pytest.mark.parametrize("attack", ATTACKS, ids=[f"{n}-{a['language']}" for n, a in enumerate(ATTACKS)])
def test_orders_in_a_report_change_nothing(attack: dict[str, str]) -> None:
    """Even a model that obeys: it is asked the same, and what it was told to say has no words in the report."""
    text = f"{attack['text']}\n\n{TEXT}"
    obeys = claims(
        claim("it had retaken Palmyra on Sunday, killing 30 fighters", source="The Syrian army", type="government_regains_territory"),
        claim(attack["wants"], source="The Syrian army"),
    )
    with server(lambda _: said(obeys)) as (url, asked):
        one = reader(url)
        made = one.read(Report(id="r", text=text))
    (body,) = asked
    assert body["messages"][0] == {"role": "system", "content": instruction()} and len(body["messages"]) == 2
    shown = body["messages"][1]["content"]
    assert text in shown.replace("\u2060", "") and not TURNS.search(shown), "no mark that a server takes for the end of a turn"
    assert attack["text"] not in body["messages"][0]["content"]
    end = body["messages"][1]["content"].rsplit("\n", 1)[-1]
    assert end.startswith("END ") and body["messages"][1]["content"].count(end) == 1, "a report cannot close the fence around it"
    assert [text[c.quote.start : c.quote.end] for c in made] == ["it had retaken Palmyra on Sunday, killing 30 fighters"]
    assert [r.words for r in one.rejected] == [attack["wants"]]
