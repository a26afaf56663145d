"""One request and its answer over one socket, within limits of time and size, with the bytes as they came."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from onrecord.errors import ReadError

Connect = Callable[[str, int, float], socket.socket]
_PIECE = 1 << 16
UNPACKED = ("", "identity", "gzip", "x-gzip", "deflate")
_SAFE = "/:?#[]@!$&'()*+,;=%-._~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What was asked and what came. body: as it came, still packed; headers: in order, repeated ones too."""

    url: str
    at: str  # when it was asked, RFC 3339
    number: str  # the address that answered
    asked: tuple[tuple[str, str], ...]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        return next((value.strip() for key, value in self.headers if key.lower() == name.lower()), "")


class TransientError(ReadError):
    """Something that may go better the next time."""


def exchange(
    url: str, headers: Mapping[str, str], *, connect: Connect, wait: float, seconds: float, most: int, given: bytes | None = None
) -> Exchange:
    """Asks for one page, or posts what is given.

    wait: seconds for any single answer of the network; seconds: for the whole; most: bytes of the body.
    Raises ReadError, and TransientError for what may go better next time.
    """
    asked = _asked(url, headers)
    at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    host = urlsplit(url).hostname or ""
    with _Deadline(seconds) as deadline:
        connection = _connection(url, wait, connect, deadline)
        try:
            method = "GET" if given is None else "POST"
            connection.request(method, _target(url), body=given, headers=dict(asked), preload_content=False, decode_content=False)
            answer = connection.getresponse()
            body = _body(answer, most, deadline)
        except ReadError:
            raise
        except socket.gaierror:
            raise TransientError("", f"there is no host {host}, or its name cannot be looked up") from None
        except ssl.SSLCertVerificationError as error:
            raise ReadError("", f"its certificate is not good ({error.verify_message or error.reason})") from None
        except (OSError, http.client.HTTPException, urllib3.exceptions.HTTPError, ValueError) as error:
            if deadline.late:
                raise TransientError("", f"it took longer than {seconds:.0f} seconds") from None
            raise TransientError("", _said(error)) from None
        finally:
            connection.close()
    if deadline.late:
        raise TransientError("", f"it took longer than {seconds:.0f} seconds")
    return Exchange(
        url=url,
        at=at,
        number=deadline.number,
        asked=tuple(asked),
        status=answer.status,
        reason=answer.reason or "",
        headers=tuple((str(k), str(v)) for k, v in answer.headers.iteritems()),
        body=body,
    )


def unpacked(answer: Exchange, most: int) -> bytes:
    """The body without its packing, unpacked no further than it may be. Raises ReadError."""
    coding = answer.header("Content-Encoding").lower()
    if coding not in UNPACKED:
        raise ReadError("", f"it is packed in a way that is not read ({coding[:40]})")
    if coding in ("", "identity"):
        return answer.body
    # "deflate" is sent with and without a zlib header; 32 lets zlib tell gzip from zlib by itself.
    for window in (47, -15):
        unpacker = zlib.decompressobj(window)
        try:
            body = unpacker.decompress(answer.body, most + 1)
        except zlib.error:
            continue
        if len(body) > most:
            raise ReadError("", f"it swells to more than {most // 1_000_000:,} MB when unpacked (a bomb, or no report)")
        if not unpacker.eof:
            raise TransientError("", "the answer was cut short")
        return body
    raise TransientError("", "what came cannot be unpacked")


class _Deadline:
    """Shuts the socket when time is up, whatever is being waited for: a name, a handshake, a header or the last byte of a page."""

    def __init__(self, seconds: float) -> None:
        self.late = False
        self.number = ""
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._stop)
        self._timer.daemon = True

    def watch(self, made: socket.socket) -> socket.socket:
        self._socket = made
        self.number = str(made.getpeername()[0])
        if self.late:
            self._stop()
        return made

    def _stop(self) -> None:
        self.late = True
        if self._socket is not None:
            with contextlib.suppress(OSError):  # it was closed already
                self._socket.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def _connection(url: str, wait: float, connect: Connect, deadline: _Deadline) -> HTTPConnection:
    parts = urlsplit(url)
    host = _ascii_host(parts.hostname or "")

    def opened(port: int) -> socket.socket:
        return deadline.watch(connect(host, port, wait))

    # urllib3 opens its socket in this one method; everything else stays as it is.
    if parts.scheme == "https":

        class Secure(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return opened(self.port)

        return Secure(host, parts.port or 443, timeout=wait, ssl_context=ssl.create_default_context())

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return opened(self.port)

    return Plain(host, parts.port or 80, timeout=wait)


def _ascii_host(host: str) -> str:
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise ReadError("", f"{host!r} is no name of a host") from None


def _target(url: str) -> str:
    parts = urlsplit(url)
    return quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_SAFE)


def _asked(url: str, headers: Mapping[str, str]) -> list[tuple[str, str]]:
    parts = urlsplit(url)
    host = _ascii_host(parts.hostname or "")
    named = f"[{host}]" if ":" in host else host
    return [("Host", f"{named}:{parts.port}" if parts.port else named), ("Connection", "close"), *headers.items()]


def _body(answer: Any, most: int, deadline: _Deadline) -> bytes:
    pieces, size = [], 0
    while piece := answer.read1(_PIECE, decode_content=False):
        size += len(piece)
        if size > most:
            raise ReadError("", f"it is larger than {most // 1_000_000:,} MB")
        if deadline.late:
            break
        pieces.append(piece)
    # The library notes how many bytes were announced and did not come, and says so only where it was read to the end at once.
    if getattr(answer, "length_remaining", None) and not deadline.late:
        raise TransientError("", "the answer was cut short")
    return b"".join(pieces)


def _said(error: Exception) -> str:
    """What went wrong, in words that do not need the library to be understood."""
    if isinstance(error, TimeoutError | urllib3.exceptions.TimeoutError):
        return "no answer came in time"
    if isinstance(error, ConnectionRefusedError):
        return "nobody answers there (connection refused)"
    if isinstance(error, ssl.SSLError):
        return f"no secure connection could be made ({error.reason or type(error).__name__})"
    if isinstance(error, http.client.RemoteDisconnected | ConnectionResetError | BrokenPipeError):
        return "the server broke off"
    if isinstance(error, urllib3.exceptions.ProtocolError | http.client.IncompleteRead):
        return "the answer was cut short or broken"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return f"what came is no answer of a web server ({type(error).__name__})"
