"""No byte leaves for a host that is not this machine unless it was allowed: every socket of the process is watched, names looked up too."""

from __future__ import annotations

import ipaddress
import os
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from extract.reader.llm.serving import claim, claims, said, server

from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind

TEXT = "The Syrian army said it had retaken Palmyra on Sunday, killing 30 fighters. Residents fled."
FOUND = claims(claim("Residents fled", type="displacement"))
ELSEWHERE = "https://models.example.org/v1"
WATCHED = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
COMMANDS = [
    ("add", "r.txt", "--reader", "llm"),
    ("claims", "r.txt", "--reader", "llm"),
    ("brief", "r.txt", "--reader", "llm"),
    ("reader", "test"),
    ("readers", "compare", "r.txt", "--reader", "llm", "--reader", "rules"),
    ("readers", "second"),
    ("corpus", "silver", "r.txt", "-o", "silver.jsonl"),
    ("reread", "--reader", "llm"),
    ("annotate", "r.txt", "--layers", "dates"),
]
_armed: list[list[tuple[str, str]]] = []


def _watch(event: str, words: tuple[Any, ...]) -> None:
    """An audit hook: Python tells it of every connection and look-up, whatever library asks. What goes elsewhere is noted and stopped."""
    if not _armed or event not in WATCHED:
        return
    place = words[0] if event.startswith("socket.get") else words[-1]
    host = str(place[0] if isinstance(place, tuple) else place)
    try:
        here = host in ("localhost", "") or host.startswith("/") or ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = False
    if not here:
        _armed[-1].append((event, host))
        raise OSError("nothing leaves in this test")


sys.addaudithook(_watch)


@pytest.fixture
def left():
    """What tried to leave, and may be looked at afterwards."""
    _armed.append([])
    yield _armed[-1]
    _armed.pop()


@pytest.fixture
def folder(onrecord, monkeypatch, tmp_path):
    """A report, a ledger that holds it, and a model elsewhere. Proxies of the environment would lead there too."""
    (tmp_path / "r.txt").write_text(TEXT)
    assert onrecord("add", "r.txt", "--reader", "rules")[0] == 0
    monkeypatch.setenv("ONRECORD_LLM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("ONRECORD_LLM_URL", ELSEWHERE)
    monkeypatch.setenv("ONRECORD_LLM_KEY", "sk-very-secret")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://proxy.example.org:3128")
    return tmp_path


@pytest.mark.parametrize("words", COMMANDS, ids=lambda w: " ".join(w[:2]))
def test_no_command_sends_anything_elsewhere_without_the_flag(onrecord, folder, left, words):
    code, _, err = onrecord(*words)
    assert not left
    assert code == (0 if words[0] == "annotate" else 2)
    assert words[0] == "annotate" or "only with --allow-remote models.example.org" in err


def test_the_watch_sees_what_the_flag_lets_out(onrecord, folder, left, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)
    code, _, _ = onrecord("claims", "r.txt", "--reader", "llm", "--allow-remote", "models.example.org")
    assert code != 0 and ("socket.getaddrinfo", "models.example.org") in left
    assert {host for _, host in left} == {"models.example.org"}, "the proxy of the environment is not used"


def test_a_flag_for_one_host_is_none_for_another(onrecord, folder, left):
    code, _, err = onrecord("add", "r.txt", "--reader", "llm", "--allow-remote", "other.example.org")
    assert code == 2 and not left and "models.example.org" in err


def test_a_model_on_this_machine_is_the_only_one_spoken_to(onrecord, folder, left, monkeypatch):
    with server(lambda _: said(FOUND)) as (url, asked):
        monkeypatch.setenv("ONRECORD_LLM_URL", url)
        assert onrecord("add", "r.txt", "--reader", "llm", "--ledger", "own.db")[0] == 0
    assert len(asked) == 1 and not left


def test_a_redirect_to_elsewhere_is_not_followed(onrecord, folder, left, monkeypatch):
    with server(lambda _: (307, {"Location": f"{ELSEWHERE}/chat/completions"}, b"")) as (url, asked):
        monkeypatch.setenv("ONRECORD_LLM_URL", url)
        code, _, err = onrecord("claims", "r.txt", "--reader", "llm")
    assert code == 1 and "307" in err and not left and asked


def test_a_confidential_report_is_sent_nowhere_even_where_the_host_is_allowed(onrecord, folder, left, monkeypatch):
    monkeypatch.setattr("onrecord.extract.reader.llm.endpoint.Endpoint.models", lambda _: ["theirs"])
    words = ("add", "r.txt", "--reader", "llm", "--confidential", "--allow-remote", "models.example.org", "--ledger", "own.db")
    code, _, err = onrecord(*words)
    assert code == 1 and "confidential and is not sent to models.example.org" in err and not left


def test_the_host_that_was_allowed_stands_in_the_ledger_and_the_key_nowhere(onrecord, folder, monkeypatch):
    with server(lambda _: said(FOUND)) as (url, asked):
        at = SimpleNamespace(base=url, host="models.example.org", remote=True)
        monkeypatch.setattr("onrecord.extract.reader.llm.target", lambda *_, **__: at)
        code, out, err = onrecord("add", "r.txt", "--reader", "llm", "--allow-remote", "models.example.org", "--ledger", "own.db")
        assert code == 0 and len(asked) == 1
    with Ledger(folder / "own.db") as ledger:
        assert [e.payload["host"] for e in ledger.entries(EntryKind.REMOTE)] == ["models.example.org"]
    written = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    assert b"sk-very-secret" not in written and "sk-very-secret" not in out + err


def test_a_server_that_repeats_the_key_does_not_get_it_into_a_log(onrecord, folder, monkeypatch):
    with server(lambda _: (401, {}, b'{"error": "Incorrect API key provided: sk-very-secret"}')) as (url, _):
        monkeypatch.setenv("ONRECORD_LLM_URL", url)
        code, out, err = onrecord("add", "r.txt", "--reader", "llm", "--ledger", "own.db")
    assert code == 1 and "401" in err and "sk-very-secret" not in out + err
    assert b"sk-very-secret" not in b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


def test_the_key_is_taken_from_the_keyring_where_the_environment_has_none(monkeypatch):
    from onrecord.extract.reader.llm.endpoint import key_of

    asked: list[tuple[str, str]] = []
    ring = SimpleNamespace(get_password=lambda service, user: asked.append((service, user)) or "kept")
    monkeypatch.setitem(sys.modules, "keyring", ring)
    monkeypatch.delenv("ONRECORD_LLM_KEY", raising=False)
    assert key_of("models.example.org") == "kept" and asked == [("onrecord", "models.example.org")]
    monkeypatch.setitem(os.environ, "ONRECORD_LLM_KEY", "said")
    assert key_of("models.example.org") == "said" and len(asked) == 1
