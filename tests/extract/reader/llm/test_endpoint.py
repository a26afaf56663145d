"""The endpoint waits where it is asked to, gives up in the end, and reaches nothing that was not allowed."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from extract.reader.llm.serving import claim, claims, said, server

from onrecord.errors import OnrecordError
from onrecord.extract.reader.llm import Endpoint, EndpointError, RemoteError, target
from onrecord.extract.reader.llm.asking import schema

ASK = [{"role": "user", "content": "?"}]


def endpoint(url: str, waits: list[float] | None = None) -> Endpoint:
    return Endpoint(target(url), "played-back", sleep=(waits if waits is not None else []).append, timeout=5)


def test_an_answer_is_held_to_the_schema() -> None:
    with server(lambda _: said(claims(claim("x")))) as (url, asked):
        given = endpoint(url).ask(ASK, schema())
    assert json.loads(given.text)["claims"] and not given.cut and given.asked_tokens == 100
    held = asked[0]["response_format"]["json_schema"]
    assert held["strict"] and "air_strike" in held["schema"]["properties"]["claims"]["items"]["properties"]["type"]["enum"]
    assert asked[0]["temperature"] == 0


def test_a_server_without_schemas_is_asked_for_json_and_then_plainly() -> None:
    def answer(body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        return (400, {}, b"unknown field response_format") if "response_format" in body else said("{}")

    with server(answer) as (url, asked):
        end = endpoint(url)
        end.ask(ASK, schema())
        end.ask(ASK, schema())
    assert [a.get("response_format", {}).get("type") for a in asked] == ["json_schema", "json_object", None, None]
    assert end.form == "plain"


def test_a_server_that_is_busy_is_waited_for_as_long_as_it_asks() -> None:
    answers = iter([(429, {"Retry-After": "7"}, b"slow down"), (503, {}, b""), said("{}")])
    waits: list[float] = []
    with server(lambda _: next(answers)) as (url, _):
        endpoint(url, waits).ask(ASK, schema())
    assert waits[0] == 7 and len(waits) == 2


@pytest.mark.parametrize("status", [401, 403, 404, 302])
def test_what_will_not_change_is_not_tried_again(status: int) -> None:
    with server(lambda _: (status, {"Location": "http://127.0.0.1:9/"}, b"no")) as (url, asked):
        end = endpoint(url)
        with pytest.raises(EndpointError, match=f"answered {status}"):
            end.ask(ASK, schema())
    assert len(asked) == 1


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"choices": []}', b'{"choices": [{"message": null}]}'])
def test_nonsense_is_an_error_that_says_so(body: bytes) -> None:
    with server(lambda _: (200, {}, body)) as (url, _), pytest.raises(OnrecordError, match=r"not a JSON object|no message"):
        endpoint(url).ask(ASK, schema())


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EndpointError, match=f"127.0.0.1:{port}"):
        endpoint(f"http://127.0.0.1:{port}/v1").ask(ASK, schema())


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example.org/v1",
        "http://192.168.1.7:8080/v1",
        "http://127.0.0.1.example.org/v1",
        "http://localhost@203.0.113.9/v1",
        "http://0.0.0.0:8080/v1",
        "ftp://127.0.0.1/v1",
        "file:///etc/passwd",
        "http://127.0.0.1:99999/v1",
        "",
    ],
)
def test_nothing_is_sent_to_a_host_that_was_not_allowed(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, at: sent.append(at))
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: [(0, 0, 0, "", ("203.0.113.9", port))])
    with pytest.raises(RemoteError):
        target(url)
    assert not sent


@pytest.fixture
def hosts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """This machine's list of hosts, and no name server to ask."""

    def asked(*_: object, **__: object) -> None:
        raise AssertionError("a name server was asked")

    monkeypatch.setattr(socket, "getaddrinfo", asked)
    monkeypatch.setattr("onrecord.extract.reader.llm.hosts.HOSTS", tmp_path / "hosts")
    return tmp_path / "hosts"


def test_a_name_in_this_machines_list_of_hosts_is_this_machine(hosts: Path) -> None:
    hosts.write_text("127.0.0.1 localhost\n127.0.1.1\tbox models.internal # ours\n", "utf-8")
    assert target("http://models.internal:8080/v1").base == "http://127.0.1.1:8080/v1"


def test_a_name_with_an_address_elsewhere_too_is_not_this_machine(hosts: Path) -> None:
    hosts.write_text("127.0.0.1 models.internal\n203.0.113.9 models.internal\n", "utf-8")
    with pytest.raises(RemoteError):
        target("http://models.internal:8080/v1")


def test_localhost_is_this_machine_whatever_is_listed(hosts: Path) -> None:
    assert target("http://localhost:8080/v1").base == "http://127.0.0.1:8080/v1"


def test_an_allowed_host_is_reached_by_https_alone() -> None:
    assert target("https://api.example.org/v1", allowed=("api.example.org",)).remote
    with pytest.raises(RemoteError, match="https alone"):
        target("http://api.example.org/v1", allowed=("api.example.org",))
    assert target("http://192.168.1.7:8080/v1", allowed=("192.168.1.7:8080",)).remote


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with server(lambda _: said("{}")) as (url, _):
        assert endpoint(url).ask(ASK, schema()).text == "{}"
