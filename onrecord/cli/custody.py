"""The commands about the ledger itself, in the order of the help."""

from __future__ import annotations

import typer

from onrecord.cli import dossiers, exporting, judging, keeping, moving, rebuilding, removing, serving


def register(app: typer.Typer) -> None:
    for group in (judging, keeping, rebuilding, moving, exporting, dossiers, serving, removing):
        group.register(app)
