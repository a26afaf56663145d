"""The commands about the ledger itself, in the order of the help."""

from __future__ import annotations

import typer

from onrecord.cli import exporting, judging, keeping, moving, rebuilding, removing


def register(app: typer.Typer) -> None:
    for group in (judging, keeping, rebuilding, moving, exporting, removing):
        group.register(app)
