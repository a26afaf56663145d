"""`onrecord api`, `onrecord mcp`, `onrecord token`: answers to other programs, read-only, and who may ask."""

from __future__ import annotations

import datetime as dt
import getpass
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer

from onrecord import flow
from onrecord.cli import work
from onrecord.cli.books import ArchiveAt, to_read, to_write
from onrecord.cli.options import LedgerFile, UsageError, settings
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import LedgerView
from onrecord.ledger.audit import note_seen
from onrecord.ledger.entries import MAKES_VIEWS
from onrecord.ledger.tables import ENTRIES
from onrecord.publish.api.answers import Answers
from onrecord.publish.api.tokens import Role, Tokens
from onrecord.publish.exports import EMBARGO_HOURS, LEAST_EMBARGO, outgoing
from onrecord.publish.exports.base import extra

AGAIN = 900  # seconds after which answers are worked out anew: an embargo may have ended
LOOPBACK = ("127.0.0.1", "localhost", "::1")

Embargo = Annotated[
    int, typer.Option("--embargo-hours", help=f"Leave out events whose last day ended less than this ago; {LEAST_EMBARGO} or more.")
]
Host = Annotated[str, typer.Option("--host", help="The address to listen on. Others than this machine need a proxy with TLS before it.")]


class Standing:
    """The answers of a ledger, worked out again when it has grown by what changes them, or a quarter of an hour has gone."""

    def __init__(self, ledger: Path | None, archive: str | None, hours: int) -> None:
        self._ledger, self._archive, self._hours = ledger, archive, hours
        self._lock = threading.Lock()
        self._held: tuple[int, float, Answers] | None = None
        self.register = ActorRegister.load(settings(ledger=ledger).actors)

    def load(self) -> Answers:
        with self._lock, to_read(self._ledger, self._archive) as book:
            with book.reading() as db:
                upto = (
                    db.execute(sa.select(sa.func.max(ENTRIES.c.seq)).where(ENTRIES.c.kind.in_([str(k) for k in MAKES_VIEWS]))).scalar() or 0
                )
            if self._held is None or self._held[0] != upto or time.monotonic() - self._held[1] > AGAIN:
                view = LedgerView(book)
                picture, now = flow.picture(view, self.register), dt.datetime.now(dt.UTC)
                out = outgoing(picture, self.register, at=now, embargo_hours=self._hours, **view.letting(picture))
                self._held = (upto, time.monotonic(), Answers(out))
            return self._held[2]

    def note(self, who: str, ids: Sequence[str], question: str) -> None:
        """Records what was shown to whom before it is."""
        with self._lock, to_write(self._ledger, self._archive) as book:
            note_seen(book, who, ids, by_way=question)


def api(
    ledger: LedgerFile = None,
    archive: ArchiveAt = None,
    host: Host = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="The port to listen on.")] = 8765,
    name: Annotated[list[str] | None, typer.Option("--name", help="Another host name under which it is asked, behind a proxy.")] = None,
    embargo: Embargo = EMBARGO_HOURS,
) -> None:
    """Answer over HTTP: claims, events, findings, control; read-only, by token, private names covered."""
    standing, tokens = _standing(ledger, archive, embargo), _tokens(ledger)
    _some(tokens)
    uvicorn = extra("uvicorn", of="api")
    extra("starlette", of="api")
    from onrecord.publish.api.http import app

    hosts = [*(LOOPBACK if host in LOOPBACK else [host]), *(name or [])]
    work.say(f"http://{host}:{port}/openapi.json says what can be asked; Ctrl-C ends it")
    uvicorn.run(app(standing.load, tokens, hosts=hosts, note=standing.note), host=host, port=port, log_level="warning", server_header=False)


def mcp(
    ledger: LedgerFile = None,
    archive: ArchiveAt = None,
    http: Annotated[
        bool, typer.Option("--http", help="Streamable HTTP under /mcp instead of standard input and output; asks for a token.")
    ] = False,
    host: Host = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="The port to listen on, with --http.")] = 8766,
    origin: Annotated[list[str] | None, typer.Option("--origin", help="A web origin that may ask too, with --http.")] = None,
    embargo: Embargo = EMBARGO_HOURS,
) -> None:
    """Answer as a Model Context Protocol server: who said what, how firmly, in whose words; read-only, private names covered."""
    from onrecord.publish.api.mcp import http_app, server

    standing = _standing(ledger, archive, embargo)
    if not http:
        who = getpass.getuser()
        server(standing.load, note=lambda ids, question: standing.note(who, ids, question)).run("stdio")
        return
    tokens = _tokens(ledger)
    _some(tokens)
    uvicorn = extra("uvicorn", of="mcp")
    from onrecord.publish.api.http import Guard

    made = http_app(standing.load, host=host, port=port, origins=origin or (), note=lambda i, q: standing.note("mcp over HTTP", i, q))
    work.say(f"http://{host}:{port}/mcp; Ctrl-C ends it")
    uvicorn.run(Guard(made, tokens), host=host, port=port, log_level="warning", server_header=False)


def _standing(ledger: Path | None, archive: str | None, hours: int) -> Standing:
    if hours < LEAST_EMBARGO:
        raise UsageError(f"--embargo-hours {hours}: {LEAST_EMBARGO} or more is expected")
    with to_read(ledger, archive):  # whether there is one is known before anybody asks
        pass
    return Standing(ledger, archive, hours)


def _tokens(ledger: Path | None) -> Tokens:
    """Beside the ledger's file; of a team's database, in the folder where one stands."""
    where = settings(ledger=ledger).ledger
    return Tokens(Path() if "://" in str(where) or ":/" in str(where) else where.parent)


def _some(tokens: Tokens) -> None:
    if not tokens.all():
        raise UsageError(f"{tokens.path}: nobody may ask yet; `onrecord token new NAME --role reader` makes a token")


tokens_app = typer.Typer(help="Who may ask over HTTP.", no_args_is_help=True)


@tokens_app.command("new")
def new_token(
    name: Annotated[str, typer.Argument(help="Whose it is.")],
    role: Annotated[Role, typer.Option("--role", help="What its holder is.")] = Role.READER,
    ledger: LedgerFile = None,
) -> None:
    """Make a token and print it once: only its digest is kept."""
    print(_tokens(ledger).new(name, role))


@tokens_app.command("list")
def list_tokens(ledger: LedgerFile = None) -> None:
    """Show names and roles."""
    for token in _tokens(ledger).all():
        print(f"{token.name}\t{token.role}")


@tokens_app.command("revoke")
def revoke_token(name: Annotated[str, typer.Argument(help="Whose it is.")], ledger: LedgerFile = None) -> None:
    """Take a token back: it is refused from the next question on."""
    _tokens(ledger).revoke(name)
    print(f"{name}: taken back")
