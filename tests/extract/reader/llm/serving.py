"""A small server that speaks the OpenAI chat API, for tests: it plays answers back, or misbehaves as it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], tuple[int, dict[str, str], bytes]]


def said(content: str, *, finish: str = "stop") -> tuple[int, dict[str, str], bytes]:
    """A chat completion with this content."""
    body = {
        "choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": finish}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20},
    }
    return 200, {}, json.dumps(body).encode()


@contextmanager
def server(answer: Answer) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The server's address and what it was asked so far; answer is called with each request's body."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply(200, {}, json.dumps({"data": [{"id": "played-back"}]}).encode())

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(body)
            self._reply(*answer(body))

        def _reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}/v1", asked
    finally:
        httpd.shutdown()
        httpd.server_close()


def claim(quote: str, **said: Any) -> dict[str, Any]:
    """One claim as a model gives it back, the narrator's unless it is said otherwise."""
    form: dict[str, Any] = {
        "quote": quote,
        "voice": "named" if said.get("source") else "narrator",
        "source": "",
        "via": [],
        "cue": "",
        "modality": "asserted",
        "type": "statement",
        "actor": "",
        "target": "",
        "place": "",
        "when": "",
        "holder": "",
        "change": "none",
        "extent": "all",
        "translation": "",
    }
    return form | said


def claims(*said: dict[str, Any]) -> str:
    return json.dumps({"claims": list(said)}, ensure_ascii=False)
