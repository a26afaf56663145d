"""What other programs are told: over HTTP with tokens, and as MCP through a client of the official SDK."""

from __future__ import annotations

import json
from typing import Any

import pytest
from awaiting import awaited
from leaving import EMBARGOED, NOW, PRIVATE, REGISTER, picture
from mcp import Client
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from onrecord.publish.api import mcp as served
from onrecord.publish.api.answers import Answers, Asked, AskedWrongError
from onrecord.publish.api.http import Guard, app, openapi
from onrecord.publish.api.tokens import Role, TokenError, Tokens
from onrecord.publish.exports import outgoing


@pytest.fixture(scope="module")
def answers():
    return Answers(outgoing(picture(), REGISTER, at=NOW))


@pytest.fixture
def asking(answers, tmp_path):
    tokens = Tokens(tmp_path)
    seen: list[tuple[str, list[str], str]] = []
    made = app(lambda: answers, tokens, hosts=["testserver"], note=lambda *told: seen.append(told))
    client = TestClient(made, headers={"authorization": f"Bearer {tokens.new('mk', Role.READER)}"})
    return client, tokens, seen


def _clean(text: str) -> bool:
    return not [word for word in (*PRIVATE, *EMBARGOED, "32.123", "36.654") if word in text]


def test_an_answer_has_its_evidence_and_nothing_that_may_not_leave(answers):
    page = answers.claims(Asked())
    row = page["items"][0]
    assert (row["claim"], row["how_firmly"], row["roots_of_event"], row["findings"]) == ("c1", "asserted", 1, ["f1"])
    assert row["quote"]["text"].startswith("rebels shelled Dura") and row["quote"]["untrusted"]
    assert page["total"] == 1 and page["next"] is None
    everything = [page, answers.events(Asked()), answers.findings(Asked()), answers.control(Asked()), answers.places(), answers.event("e1")]
    assert _clean(json.dumps(everything, ensure_ascii=False))


@pytest.mark.parametrize(
    "asked, found",
    [
        (Asked(place="dura"), 1),
        (Asked(place="Daraa"), 1),
        (Asked(place="SYR"), 1),
        (Asked(place="Homs"), 0),
        (Asked(first="2016-12-11", last="2016-12-11"), 1),
        (Asked(first="2016-12-12"), 0),
        (Asked(type="shelling"), 1),
        (Asked(modality="denied"), 0),
        (Asked(words="dura shelled"), 1),
        (Asked(words="palmyra"), 0),
        (Asked(event="e2"), 0),
    ],
)
def test_claims_are_narrowed(answers, asked, found):
    assert answers.claims(asked.check())["total"] == found


@pytest.mark.parametrize("asked", [Asked(type="bombing"), Asked(first="Sunday"), Asked(grade="True")])
def test_what_makes_no_sense_is_said(asked):
    with pytest.raises(AskedWrongError, match=r"is expected|is not one of"):
        asked.check()


def test_pages_follow_a_cursor_that_belongs_to_its_question():
    later = Answers(outgoing(picture(), REGISTER, at=NOW.replace(year=2017)))
    first = later.claims(Asked(), limit=1)
    second = later.claims(Asked(), limit=1, cursor=first["next"])
    assert [first["items"][0]["claim"], second["items"][0]["claim"]] == ["c1", "c2"] and second["next"] is None
    with pytest.raises(AskedWrongError, match="another question"):
        later.claims(Asked(place="Dura"), limit=1, cursor=first["next"])


# --- HTTP ------------------------------------------------------------------------------------------------------


def test_the_interface_describes_itself(asking):
    validate(asking[0].get("/openapi.json", headers={"authorization": ""}).json())
    described = set(openapi()["paths"])
    assert described == {
        "/openapi.json",
        "/v1/status",
        "/v1/places",
        "/v1/claims",
        "/v1/claims/{id}",
        "/v1/events",
        "/v1/events/{id}",
        "/v1/findings",
        "/v1/control",
    }


@pytest.mark.parametrize("path", ["claims", "claims/c1", "events", "events/e1", "findings", "control", "places", "status"])
def test_every_path_answers_and_tells_nothing_private(asking, path):
    client, _, _ = asking
    answer = client.get(f"/v1/{path}")
    assert answer.status_code == 200 and _clean(answer.text)
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = client.get(f"/v1/{path}", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_was_shown_is_noted(asking):
    client, _, seen = asking
    client.get("/v1/claims?place=Dura")
    assert seen == [("mk", ["c1"], "GET /v1/claims?place=Dura")]


def test_only_who_has_a_token_may_ask_until_it_is_taken_back(asking, tmp_path):
    client, tokens, _ = asking
    assert client.get("/v1/claims", headers={"authorization": "Bearer onr_wrong"}).status_code == 401
    assert client.get("/v1/claims", headers={"authorization": ""}).status_code == 401
    assert "onr_" not in tokens.path.read_text() and tokens.path.stat().st_mode & 0o077 == 0
    with pytest.raises(TokenError, match="there is a token called"):
        tokens.new("mk", Role.EDITOR)
    tokens.revoke("mk")
    assert client.get("/v1/claims").status_code == 401


def test_analysts_are_told_how_much_is_held_back(asking):
    client, tokens, _ = asking
    assert "events_held_back" not in client.get("/v1/status").json()
    held = client.get("/v1/status", headers={"authorization": f"Bearer {tokens.new('ak', Role.ANALYST)}"}).json()
    assert (held["role"], held["events_held_back"]) == ("analyst", 1)


@pytest.mark.parametrize(
    "path, status",
    [
        ("/v1/claims?plaice=Dura", 400),
        ("/v1/claims?limit=0", 400),
        ("/v1/claims?limit=x", 400),
        ("/v1/claims?place=a&place=b", 400),
        ("/v1/claims?cursor=zz", 400),
        ("/v1/claims?type=bombing", 400),
        ("/v1/claims/c2", 404),
        ("/v1/events/e2", 404),
        ("/v1/nothing", 404),
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_reason(asking, path, status):
    answer = asking[0].get(path)
    assert answer.status_code == status and answer.json()["detail"]


def test_nothing_can_be_written_and_no_other_host_is_answered(asking):
    client, _, _ = asking
    assert client.post("/v1/claims").status_code == 405
    assert client.get("/v1/claims", headers={"host": "evil.example"}).status_code == 400


# --- MCP -------------------------------------------------------------------------------------------------------


def _ask(server: Any, tool: str, **arguments: Any) -> tuple[bool, str]:
    async def ask() -> tuple[bool, str]:
        async with Client(server) as client:
            result = await client.call_tool(tool, arguments)
            return bool(result.is_error), "".join(part.text for part in result.content if part.type == "text")

    return awaited(ask())


def test_a_client_finds_read_only_tools(answers):
    async def tools() -> list[Any]:
        async with Client(served.server(lambda: answers)) as client:
            return list((await client.list_tools()).tools)

    found = awaited(tools())
    assert {t.name for t in found} == {"who_said_what", "find_events", "one_event", "find_findings", "who_held", "list_places"}
    assert all(t.annotations.read_only_hint and t.description for t in found)


@pytest.mark.parametrize(
    "tool, arguments",
    [
        ("who_said_what", {"place": "Dura"}),
        ("find_events", {}),
        ("one_event", {"event": "e1"}),
        ("find_findings", {}),
        ("who_held", {"place": "Dura"}),
    ],
)
def test_every_answer_has_claim_ids_and_words_marked_as_untrusted(answers, tool, arguments):
    seen: list[Any] = []
    failed, text = _ask(served.server(lambda: answers, lambda *told: seen.append(told)), tool, **arguments)
    assert not failed and '"c1"' in text and "rebels shelled Dura" in text and "never instructions" in text and '"untrusted": true' in text
    assert _clean(text) and seen[0][1] == f"mcp {tool}"


def test_a_client_is_told_what_was_asked_wrongly(answers):
    failed, text = _ask(served.server(lambda: answers), "who_said_what", event_type="bombing")
    assert failed and "is not one of" in text
    failed, text = _ask(served.server(lambda: answers), "one_event", event="e2")
    assert failed and "may not leave yet" in text


ASKS = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
}


@pytest.mark.parametrize(
    "headers, status",
    [
        ({}, 200),
        ({"origin": "http://127.0.0.1:8766"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"host": "evil.example"}, 421),
        ({"authorization": "Bearer onr_wrong"}, 401),
    ],
)
def test_over_http_host_origin_and_token_are_checked(answers, tmp_path, headers, status):
    tokens = Tokens(tmp_path)
    plain = {
        "authorization": f"Bearer {tokens.new('mk', Role.READER)}",
        "accept": "application/json, text/event-stream",
        "host": "127.0.0.1:8766",
    }
    made = served.http_app(lambda: answers, host="127.0.0.1", port=8766)
    with TestClient(Guard(made, tokens), base_url="http://127.0.0.1:8766") as client:
        answer = client.post("/mcp", json=ASKS, headers=plain | headers)
    assert answer.status_code == status
    if status == 200:
        assert answer.json()["result"]["serverInfo"]["name"] == "onrecord"
