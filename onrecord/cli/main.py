"""`onrecord`: the commands, and the one place where an error becomes a line and an exit code."""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path

import typer

from onrecord import __version__
from onrecord.cli import (
    acting,
    annotating,
    briefing,
    corpus,
    custody,
    explaining,
    gazetteer,
    reading,
    recording,
    registering,
    serve,
    viewing,
    watching,
)
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
app.command("watch")(watching.watch)
app.command("claims")(viewing.claims)
app.command("events")(viewing.events)
app.command("control")(viewing.control)
app.command("explain")(explaining.explain)
app.command("annotate")(annotating.annotate)
app.command("register")(registering.register)
app.command("serve")(serve.serve)
app.add_typer(acting.app, name="actors")
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(reading.one, name="reader")
app.add_typer(reading.many, name="readers")
app.add_typer(corpus.app, name="corpus")
custody.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def main(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and stop.")) -> None:
    pass


def run() -> None:
    """The program's entry: exit code 0 all went well, 1 something was skipped or failed, 2 wrong usage. No traceback reaches a user."""
    _streams()
    try:
        app(prog_name="onrecord")
    except OnrecordError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        sys.exit(2 if getattr(error, "usage", False) else 1)
    except BrokenPipeError:  # the reader of our output stopped early: not our error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("onrecord: stopped", file=sys.stderr)
        sys.exit(130)
    except OSError as error:
        print(f"onrecord: {error.filename or 'the output could not be written'}: {error.strerror or error}", file=sys.stderr)
        sys.exit(1)
    except Exception as error:  # a fault of ours: said in one line that a bug report can carry
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        print(
            f"onrecord: a fault in the program, not in your input ({type(error).__name__}: {error}, {where}); please report it",
            file=sys.stderr,
        )
        sys.exit(1)


def _streams() -> None:
    """Makes output safe to write: a closed stream is written to nowhere, and what a terminal's encoding lacks becomes a question mark."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
