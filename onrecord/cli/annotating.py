"""`onrecord annotate`: layers on a text, each by itself."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from onrecord.cli import tables, work
from onrecord.cli.options import As, Format, MaxText, NeededPaths, UsageError, settings
from onrecord.extract.annotate import LAYERS
from onrecord.extract.annotate import annotate as annotate_report
from onrecord.read import read_all
from onrecord.records import Skipped


def annotate(
    paths: NeededPaths,
    layers: Annotated[str, typer.Option("--layers", help=f"Comma-separated: {', '.join(LAYERS)}.")] = ",".join(LAYERS),
    format: As = Format.TABLE,
    max_text: MaxText = None,
) -> None:
    """Mark attributions, dates, places, figures and actors in any text."""
    chosen = settings(max_text=max_text, reader="rules")
    names = [name.strip() for name in layers.split(",") if name.strip()]
    unknown = [name for name in names if name not in LAYERS]
    if unknown or not names:
        raise UsageError(f"--layers: {', '.join(unknown) or 'none'} is not a layer; known are {', '.join(LAYERS)}")
    skipped: list[Skipped] = []
    loaded = work.pipeline(chosen)
    work.say(work.UNCOVERED)
    with work.progress(hidden=sys.stdout.isatty()) as bar:  # rows and a bar on one screen would overwrite each other
        task = bar.add_task("annotating", total=None)
        for report in read_all(paths, max_chars=chosen.max_text, on_skip=skipped.append):
            row = annotate_report(report, names, loaded)
            if format is Format.JSONL:
                work.write_row(row)
            else:
                tables.layers(report, row)
            bar.advance(task)
    work.finish(skipped)
