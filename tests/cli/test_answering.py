"""`onrecord api` and `onrecord mcp` as they are started: processes of their own, asked by a client of the official SDK and over HTTP."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from awaiting import awaited
from ledgers import add_report
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind
from onrecord.publish.api.tokens import Role, Tokens

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Rebels took Maraba on 11 December 2016. The army denied it."
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


@pytest.fixture
def book(tmp_path):
    with Ledger(tmp_path / "onrecord.db") as ledger:
        add_report(ledger, "r1", TEXT, "Rebels took Maraba on 11 December 2016")
    return tmp_path / "onrecord.db"


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "onrecord", *words]


@contextmanager
def standing(book: Path, *words: str) -> Iterator[tuple[str, str]]:
    """The command as a server on a free port; gives its address and a token."""
    token = Tokens(book.parent).new("mk", Role.READER)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = command(*words, "--ledger", str(book), "--port", str(port))
    with subprocess.Popen(started, cwd=book.parent, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as process:
        try:
            until = time.monotonic() + 60
            while process.poll() is None and time.monotonic() < until:
                with socket.socket() as asked:
                    if asked.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}", token
        finally:
            process.terminate()


def noted(book: Path) -> list[Any]:
    with Ledger.existing(book) as ledger:
        return [entry.payload for entry in ledger.entries(EntryKind.SEEN)]


async def who_said_what(server: Any) -> str:
    async with Client(server) as client:
        result = await client.call_tool("who_said_what", {"words": "maraba"})
    assert not result.is_error
    return "".join(part.text for part in result.content if part.type == "text")


def test_mcp_answers_over_standard_input_and_output_and_notes_what_it_showed(book):
    started = command("mcp", "--ledger", str(book))
    server = StdioServerParameters(command=started[0], args=started[1:], cwd=book.parent, env=ENVIRONMENT)
    answer = awaited(who_said_what(server))
    assert "Rebels took Maraba" in answer and '"clm-r1-0"' in answer and '"untrusted": true' in answer
    assert "clm-r1-0" in str(noted(book))


def test_mcp_answers_over_http_who_brings_a_token(book):
    with standing(book, "mcp", "--http") as (address, token):
        assert httpx2.post(f"{address}/mcp", json={}).status_code == 401

        async def ask() -> str:
            async with httpx2.AsyncClient(headers={"authorization": f"Bearer {token}"}) as over:
                return await who_said_what(streamable_http_client(f"{address}/mcp", http_client=over))

        assert "Rebels took Maraba" in awaited(ask())


def test_the_api_answers_who_brings_a_token(book):
    with standing(book, "api") as (address, token):
        assert httpx2.get(f"{address}/v1/claims").status_code == 401
        answer = httpx2.get(f"{address}/v1/claims", params={"words": "maraba"}, headers={"authorization": f"Bearer {token}"})
        assert answer.status_code == 200 and answer.json()["items"][0]["claim"] == "clm-r1-0"
    assert "GET /v1/claims?words=maraba" in str(noted(book))
