"""A server that speaks the OpenAI chat API: what it is asked, how often, and what its failures mean."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.extract.reader.llm.hosts import Target

KEY = "ONRECORD_LLM_KEY"
MOST_TOKENS = 8192  # of one answer; a longer one is cut off, and the part is asked about again in halves
TRIES = 5
LONGEST_WAIT = 120.0  # seconds between two tries
LONGEST_ANSWER = 8_000_000  # bytes


class EndpointError(OnrecordError):
    """The model could not be asked, or did not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer. cut: the server stopped it at its limit of tokens."""

    text: str
    cut: bool
    asked_tokens: int = 0
    answered_tokens: int = 0


class Endpoint:
    """One model behind one address. Redirects are not followed and no proxy is used: what was checked is what is reached."""

    def __init__(
        self,
        at: Target,
        model: str = "",
        *,
        key: str | None = None,
        timeout: float = 1800.0,
        most: int = MOST_TOKENS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """model: as the server calls it; "" takes the first that it names. timeout: seconds without a byte. most: tokens of one answer.

        Raises OnrecordError where the extra is not installed, EndpointError where the server names no model.
        """
        try:
            import httpx2
        except ImportError:
            raise OnrecordError("the reader llm needs the extra onrecord[llm]: pip install 'onrecord[llm]'") from None
        self.at, self.most, self._sleep, self._http = at, most, sleep, httpx2
        self._key = key or ""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx2.Client(
            headers=headers, timeout=httpx2.Timeout(timeout, connect=10.0), follow_redirects=False, trust_env=False
        )
        self._form: str | None = None  # how the server takes a schema; found out at the first answer
        self.model = model or self._first_model()

    def models(self) -> list[str]:
        """What the server calls its models. Raises EndpointError."""
        listed = self._send("GET", "/models", None).get("data")
        return [str(m["id"]) for m in listed if isinstance(m, dict) and "id" in m] if isinstance(listed, list) else []

    def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> Answered:
        """The model's answer to the messages, held to the schema as far as the server can. Raises EndpointError."""
        body: dict[str, Any] = {"model": self.model, "messages": list(messages), "temperature": 0, "seed": 1, "max_tokens": self.most}
        for form in [self._form] if self._form else ["json_schema", "json_object", "plain"]:
            try:
                said = self._send("POST", "/chat/completions", body | _held_to(schema, form))
            except _NotTakenError:
                if form == "plain":
                    raise
                continue  # the server knows no such form of answer; the words are checked by us in any case
            self._form = form
            return _answer(said)
        raise EndpointError(f"{self.at.host}: no form of answer was taken")

    @property
    def form(self) -> str:
        """How the last answer was held to the schema: json_schema, json_object or plain (not at all)."""
        return self._form or "not asked yet"

    def close(self) -> None:
        self._client.close()

    def _first_model(self) -> str:
        found = self.models()
        if not found:
            raise EndpointError(f"{self.at.host}: names no model; say which with ONRECORD_LLM_MODEL")
        return found[0]

    def _send(self, method: str, path: str, body: Any) -> dict[str, Any]:
        """Sends until it is taken, waits where the server asks to, gives up after TRIES."""
        problem, asked = "", ""
        for number in range(TRIES):
            if number:  # what the server asks for, else 1, 2, 4 ... seconds, not the same for all clients
                self._sleep(min(LONGEST_WAIT, float(asked) if asked.isdigit() else 2.0 ** (number - 1) * random.uniform(0.75, 1.25)))
            asked = ""
            try:
                with self._client.stream(method, self.at.base + path, json=body) as response:
                    status, asked = response.status_code, response.headers.get("retry-after", "")
                    read = self._read(response)
            except self._http.TransportError as error:
                problem = f"{type(error).__name__}: {error}".rstrip(": ")
                if isinstance(error, self._http.ConnectError) and number == 1:
                    break
                continue
            if status == 200:
                return _object(self._without_key(read.decode("utf-8", "replace")), self.at.host)
            said = self._without_key(read.decode("utf-8", "replace"))[:300]
            problem = f"answered {status}: {said}"
            if status in (400, 422) and body is not None and "response_format" in body:
                raise _NotTakenError(f"{self.at.host}: {problem}")
            if status not in (408, 409, 425, 429) and status < 500:
                break
        raise EndpointError(f"{self.at.host}: {problem}")

    def _without_key(self, said: str) -> str:
        """What the server said, without the key: some repeat it in their complaints, which go into logs and the ledger."""
        return said.replace(self._key, "[key]") if self._key else said

    def _read(self, response: Any) -> bytes:
        got = bytearray()
        for piece in response.iter_bytes():
            got += piece
            if len(got) > LONGEST_ANSWER:
                raise EndpointError(f"{self.at.host}: the answer is longer than {LONGEST_ANSWER:,} bytes")
        return bytes(got)


class _NotTakenError(EndpointError):
    """The server does not take this form of answer."""


def key_of(host: str) -> str | None:
    """The key for a host: from the environment, else from the keyring under the service `onrecord` where that package is there."""
    if os.environ.get(KEY):
        return os.environ[KEY]
    try:
        import keyring
    except ImportError:
        return None
    try:
        found = keyring.get_password("onrecord", host)
        return str(found) if found else None
    except Exception:  # no keyring on this machine, or a locked one: the server will say that a key is missing
        return None


def _held_to(schema: Mapping[str, Any], form: str | None) -> dict[str, Any]:
    if form == "json_schema":
        return {"response_format": {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": dict(schema)}}}
    return {"response_format": {"type": "json_object"}} if form == "json_object" else {}


def _object(read: str, host: str) -> dict[str, Any]:
    import json

    try:
        said = json.loads(read)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise EndpointError(f"{host}: answered something that is not a JSON object: {read[:120]}")
    return said


def _answer(said: dict[str, Any]) -> Answered:
    try:
        choice = said["choices"][0]
        text = choice["message"]["content"] or ""
    except (KeyError, IndexError, TypeError):
        raise EndpointError(f"the server's answer has no message: {str(said)[:200]}") from None
    given = said.get("usage")
    used: dict[str, Any] = given if isinstance(given, dict) else {}
    asked, answered = (n if isinstance(n := used.get(k), int) else 0 for k in ("prompt_tokens", "completion_tokens"))
    return Answered(text=str(text), cut=choice.get("finish_reason") == "length", asked_tokens=asked, answered_tokens=answered)
