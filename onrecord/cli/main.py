"""`onrecord`: the commands, and the one place where an error becomes a line and an exit code."""

from __future__ import annotations

import os
import sys

import typer

from onrecord import __version__
from onrecord.cli import annotating, briefing, recording, viewing
from onrecord.errors import OnrecordError

app = typer.Typer(
    name="onrecord",
    help="Reads conflict reporting and keeps the record: who said what, when, how firmly, about which event, in whose words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("brief")(briefing.brief)
app.command("add")(recording.add)
app.command("claims")(viewing.claims)
app.command("events")(viewing.events)
app.command("control")(viewing.control)
app.command("annotate")(annotating.annotate)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def main(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and stop.")) -> None:
    pass


def run() -> None:
    """The program's entry: exit code 0 all went well, 1 something was skipped or failed, 2 wrong usage. No traceback reaches a user."""
    try:
        app()
    except OnrecordError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        sys.exit(2 if getattr(error, "usage", False) else 1)
    except BrokenPipeError:  # the reader of our output stopped early: not our error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("onrecord: stopped", file=sys.stderr)
        sys.exit(130)
    except OSError as error:
        print(f"onrecord: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        sys.exit(1)
