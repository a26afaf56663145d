"""`onrecord`: the commands, and the one place where an error becomes a line and an exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
import traceback
from importlib import import_module
from pathlib import Path

import typer

from onrecord import __version__
from onrecord.cli.commands import COMMANDS
from onrecord.errors import OnrecordError

_SELDOM = 100_000  # new objects until Python looks for cycles among them: records hold none, and looking took a tenth of every run


def build(*names: str) -> typer.Typer:
    """The program with these commands; with none named, all of it. Only their modules are loaded: what reads and links takes seconds."""
    made = _program()
    for name in names or COMMANDS:
        module, _, attribute = COMMANDS[name][0].partition(":")
        found = getattr(import_module(f"onrecord.cli.{module}"), attribute)
        if isinstance(found, typer.Typer):
            made.add_typer(found, name=name)
        else:
            made.command(name)(found)
    return made


def outline() -> typer.Typer:
    """The program with every command's name and one line about it, and nothing behind them: for its help, and for names that are none."""
    made = _program()
    for name, (_, line) in COMMANDS.items():
        made.command(name, help=line)(main)
    return made


def _program() -> typer.Typer:
    made = typer.Typer(
        name="onrecord",
        help="Reads conflict reporting and keeps the record: who said what, when, how firmly, about which event, in whose words.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(main)
    return made


def __getattr__(name: str) -> typer.Typer:
    """`app`: all of the program, made when it is asked for."""
    if name != "app":
        raise AttributeError(name)
    return build()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


def main(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and stop.")) -> None:
    pass


def run() -> None:
    """The program's entry: exit code 0 all went well, 1 something was skipped or failed, 2 wrong usage. No traceback reaches a user."""
    _streams()
    gc.set_threshold(_SELDOM)
    try:
        named = [word for word in sys.argv[1:2] if word in COMMANDS]
        (build(*named) if named else outline())(prog_name="onrecord")
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
