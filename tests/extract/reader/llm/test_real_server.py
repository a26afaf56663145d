"""A real llama.cpp server with a small real model: its claims are poor, the wire and the grounding must be perfect.

Runs where `make small-model` put both, and is left out elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gate import llama
from onrecord.extract.reader.llm import Cache, Endpoint, EndpointError, LlmReader, target
from onrecord.extract.reader.llm.asking import messages, schema
from onrecord.extract.reader.llm.parts import parts
from onrecord.records import Report

pytestmark = pytest.mark.skipif(bool(llama.missing()), reason=llama.missing() or "")

REPORT = Report(
    id="r",
    text="The Syrian army said it had retaken Palmyra on Sunday, killing 30 fighters. Residents fled to Homs, a doctor said.",
    published="2016-12-12",
    language="en",
)
FEW = 300  # tokens of an answer: two claims


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with llama.running() as at:
        yield at


@pytest.fixture(scope="module")
def endpoint(url: str) -> Endpoint:
    return Endpoint(target(url), most=FEW)


def test_the_server_is_asked_and_names_its_model(endpoint: Endpoint) -> None:
    assert endpoint.model and endpoint.models() == [endpoint.model]


def test_answers_are_held_to_our_schema_and_cut_off_at_the_limit(endpoint: Endpoint) -> None:
    given = endpoint.ask(messages(REPORT, parts(REPORT.text)[0]), schema())
    assert endpoint.form == "json_schema" and given.asked_tokens > 1000
    assert given.text.lstrip().startswith("{") and '"claims"' in given.text[:20]
    assert given.cut == (given.answered_tokens >= FEW)


def test_what_is_kept_stands_in_the_report_and_the_rest_is_said(endpoint: Endpoint, tmp_path: Path) -> None:
    reader = LlmReader(endpoint, Cache(tmp_path))
    made = reader.read(REPORT)
    for claim in made:
        for span in (claim.quote, claim.source, claim.cue, claim.actor, claim.target, claim.place, claim.when, claim.holder, *claim.via):
            assert span is None or (0 <= span.start < span.end <= len(REPORT.text))
    assert made or reader.rejected, "an answer leaves claims, or the reasons why there are none"
    asked = reader.used.asked
    assert reader.read(REPORT) == made and reader.used.asked == asked, "a second look asks nobody"


def test_a_server_that_takes_too_long_is_an_error_that_says_so(url: str) -> None:
    hasty = Endpoint(target(url), most=FEW, timeout=0.05, sleep=lambda _: None)
    with pytest.raises(EndpointError, match="Timeout"):
        hasty.ask([{"role": "user", "content": "Count to a thousand. " * 200}], schema())
