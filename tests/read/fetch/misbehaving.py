"""A web server on this machine that does, path by path, what real servers do at their worst. It speaks over bare sockets."""

from __future__ import annotations

import gzip
import re
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress

TEXT = "The army pulled out of the city on Sunday, the governor said, and at least 12 people were killed in the shelling of its market."
PAGE = (
    '<!doctype html><html lang="en"><head><title>Army leaves city</title></head><body><article><h1>Army leaves city</h1>'
    f"<p>{TEXT}</p></article></body></html>"
).encode()
MB = 1_000_000

Answer = Callable[[socket.socket, "Server"], None]


def answer(status: str = "200 OK", body: bytes = PAGE, *, length: int | None = None, **headers: str) -> bytes:
    said = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body) if length is None else length)}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    return f"HTTP/1.1 {status}\r\n".encode() + b"".join(f"{k}: {v}\r\n".encode() for k, v in said.items() if v) + b"\r\n" + body


def giving(*answers: bytes) -> Answer:
    """One answer after another, the last of them for ever."""

    def give(conn: socket.socket, server: Server) -> None:
        conn.sendall(answers[min(server.asked[server.path], len(answers)) - 1])

    return give


def moved(to: str, status: str = "302 Found") -> Answer:
    def give(conn: socket.socket, server: Server) -> None:
        conn.sendall(answer(status, b"", Location=to.format(port=server.port)))

    return give


def dripping(start: bytes, piece: bytes) -> Answer:
    def give(conn: socket.socket, _: Server) -> None:
        conn.sendall(start)
        for _n in range(200):
            conn.sendall(piece)
            time.sleep(0.1)

    return give


def endless(conn: socket.socket, _: Server) -> None:
    conn.sendall(answer(length=None, Content_Length="", body=b""))
    for _n in range(200):
        conn.sendall(b"<p>word " * 10_000)


def silent(conn: socket.socket, _: Server) -> None:
    time.sleep(3)


def reset(conn: socket.socket, _: Server) -> None:
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def unchanged(conn: socket.socket, server: Server) -> None:
    known = '"v1"' in server.heard
    conn.sendall(answer("304 Not Modified", b"", ETag='"v1"') if known else answer(ETag='"v1"'))


def twice_packed() -> bytes:
    return gzip.compress(gzip.compress(PAGE))


BOMB = gzip.compress(bytes(80 * MB), 9)
CHUNKS = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{len(PAGE):x}\r\n".encode() + PAGE

ANSWERS: dict[str, Answer] = {
    "/plain": giving(answer()),
    "/robots.txt": giving(answer("404 Not Found", b"")),
    "/loop": moved("/loop2"),
    "/loop2": moved("/loop"),
    "/long-way": moved("/long-way1"),
    **{f"/long-way{n}": moved(f"/long-way{n + 1}") for n in range(1, 12)},
    "/short-way": moved("/short-way1", "301 Moved Permanently"),
    "/short-way1": moved("/plain", "308 Permanent Redirect"),
    "/to-loopback": moved("http://127.0.0.1:22222/x"),
    "/to-metadata": moved("http://169.254.169.254/latest/meta-data/"),
    "/to-private": moved("http://10.0.0.1/"),
    "/to-file": moved("file:///etc/passwd"),
    "/to-password": moved("http://me:secret@site.test:{port}/plain"),
    "/to-inner-name": moved("http://inner.test:{port}/plain"),
    "/to-mail-port": moved("http://site.test:25/"),
    "/drip-body": dripping(answer(length=MB, body=b""), b"w"),
    "/drip-header": dripping(b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n"),
    "/silent": silent,
    "/too-short": giving(answer(length=len(PAGE) + 500)),
    "/too-long": giving(answer(body=PAGE + b"<p>more than was announced", length=len(PAGE))),
    "/announced-huge": giving(answer(length=900 * MB)),
    "/endless": endless,
    "/bomb": giving(answer(body=BOMB, Content_Encoding="gzip")),
    "/twice-packed": giving(answer(body=twice_packed(), Content_Encoding="gzip")),
    "/cut-gzip": giving(answer(body=gzip.compress(PAGE)[:-20], Content_Encoding="gzip")),
    "/not-gzip": giving(answer(Content_Encoding="gzip")),
    "/gzip": giving(answer(body=gzip.compress(PAGE), Content_Encoding="gzip")),
    "/unknown-packing": giving(answer(Content_Encoding="zstd")),
    "/chunked": giving(CHUNKS + b"\r\n0\r\n\r\n"),
    "/chunks-cut": giving(CHUNKS[:-40]),
    "/chunks-broken": giving(CHUNKS.replace(b"chunked\r\n\r\n", b"chunked\r\n\r\nzz\r\n")),
    "/no-http": giving(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "/many-headers": giving(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n" + PAGE),
    "/long-header": giving(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n" + PAGE),
    "/reset": reset,
    "/closed": giving(b""),
    "/empty": giving(answer(body=b"")),
    "/missing": giving(answer("404 Not Found")),
    "/gone": giving(answer("410 Gone")),
    "/login": giving(answer("401 Unauthorized")),
    "/legal": giving(answer("451 Unavailable For Legal Reasons")),
    "/fails-once": giving(answer("500 Internal Server Error", b"oops"), answer()),
    "/fails": giving(answer("500 Internal Server Error", b"oops")),
    "/busy": giving(answer("429 Too Many Requests", b"", Retry_After="7"), answer()),
    "/busy-for-long": giving(answer("503 Service Unavailable", b"", Retry_After="86400")),
    "/unchanged": unchanged,
    "/unasked-304": giving(answer("304 Not Modified", b"")),
    "/picture": giving(answer(body=b"\x89PNG\r\n\x1a\n" + bytes(500), Content_Type="image/png")),
    "/wrong-type": giving(answer(Content_Type="application/octet-stream")),
    "/wrong-charset": giving(answer(body=PAGE.replace(b"market", "café".encode("cp1252")), Content_Type="text/html; charset=windows-1252")),
    "/no-type": giving(answer(Content_Type="")),
    "/bad-location": moved("http://[::bad/"),
    "/no-location": giving(answer("302 Found", b"")),
    "/claims-another": giving(
        answer(body=PAGE.replace(b"</title>", b'</title><link rel="canonical" href="https://great-paper.example/lead">'))
    ),
}


class Server:
    """Serves until it is closed. asked: how often each path was; heard: the head of the request that is being answered."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.path = self.heard = ""
        self.given: list[bytes] = []  # what was posted
        self.answers = dict(ANSWERS)
        self.secured: ssl.SSLContext | None = None
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                conn, _ = self._listening.accept()
                threading.Thread(target=self._one, args=(conn,), daemon=True).start()

    def _one(self, plain: socket.socket) -> None:
        with suppress(OSError), self.secured.wrap_socket(plain, server_side=True) if self.secured else plain as conn:
            head = b""
            while b"\r\n\r\n" not in head and (piece := conn.recv(65536)):
                head += piece
            head, _, given = head.partition(b"\r\n\r\n")
            self.heard = head.decode("latin-1")
            length = re.search(r"(?i)content-length: (\d+)", self.heard)
            while length and len(given) < int(length[1]) and (piece := conn.recv(65536)):
                given += piece
            if length:
                self.given.append(given)
            self.path = self.heard.split(" ")[1].partition("?")[0]
            self.asked[self.path] += 1
            self.answers.get(self.path, giving(answer("404 Not Found")))(conn, self)

    def close(self) -> None:
        self._listening.close()


def a_server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()
