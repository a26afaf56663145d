"""`onrecord serve`: the review desk, on a laptop or for a team."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from onrecord.cli import work
from onrecord.cli.books import ArchiveAt, to_read
from onrecord.cli.options import LedgerFile, UsageError, settings


def serve(
    ledger: LedgerFile = None,
    archive: ArchiveAt = None,
    host: Annotated[str, typer.Option("--host", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Which port; 0 takes a free one.")] = 8642,
    team: Annotated[bool, typer.Option("--team", help="Accounts and roles, behind a proxy with HTTPS.")] = False,
    name: Annotated[list[str] | None, typer.Option("--name", help="By which names a team's desk is called: desk.example.org.")] = None,
    first_admin: Annotated[str | None, typer.Option("--first-admin", help="Make the first account of a team, and print its link.")] = None,
    embargo: Annotated[int, typer.Option("--embargo-hours", min=24, help="How long an event stays back after its last day.")] = 72,
) -> None:
    """Open the review desk: read, check, correct and release in the browser."""
    try:
        import waitress

        from onrecord.desk.config import LOOPBACK, DeskConfig
    except ImportError:
        raise UsageError("the desk needs more packages: install onrecord[desk]") from None
    from onrecord.desk import door as doors
    from onrecord.desk.start import key_beside, key_file, open_desk

    if not team and host not in (*LOOPBACK, "::1"):
        raise UsageError(f"--host {host}: without --team the desk has one user and no password, so it listens on 127.0.0.1 alone")
    chosen = settings(ledger=ledger)
    to_read(ledger, archive).close()
    config = DeskConfig(
        ledger=chosen.ledger,
        archive=archive or chosen.archive,
        actors=chosen.actors,
        sites=chosen.sites,
        key=key_file(key_beside(chosen.ledger)),
        team=team,
        hosts=tuple(name or ()),
        embargo_hours=embargo,
    )
    application = open_desk(config)
    # A team's proxy says whether it was asked by HTTPS; the server throws that away unless it is told to believe it.
    behind: dict[str, Any] = {"trusted_proxy": "*", "trusted_proxy_headers": {"x-forwarded-proto"}} if team else {}
    server: Any = waitress.create_server(application, host=host, port=port, threads=8, ident=None, **behind)
    at = f"http://{'127.0.0.1' if host == 'localhost' else host}:{server.effective_port}"

    def tell(token: str) -> None:
        print(f"Open this link; it is good once: {at}/enter/{token}", flush=True)

    if not team:
        door = doors.Door(tell)
        doors.use(door)
        tell(door.offer())
    else:
        print(f"The desk listens at {at}; a proxy with HTTPS belongs before it", flush=True)
        if first_admin:
            from onrecord.desk.start import first_account

            called = f"https://{name[0]}" if name else at  # under another name than its own the desk answers nobody
            print(f"Open this link to choose a password: {called}{first_account(first_admin)}", flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        work.say("the desk is closed")
