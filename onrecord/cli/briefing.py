"""`onrecord brief`: one page that a tired editor can use, and its gist in the terminal."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import tables, work
from onrecord.cli.choose import missed, narrow
from onrecord.cli.options import Given, Looking, Narrowing, Paths, UsageError, spelled_out
from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.brief import gist, render
from onrecord.publish.privacy import cover_picture


@spelled_out
def brief(
    looking: Looking,
    narrowing: Narrowing,
    paths: Paths = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Where the page goes.")] = Path("brief.html"),
) -> None:
    """Write a brief of the events in some reports: what is agreed, what is disputed, who holds what according to whom."""
    chosen, asked = looking.settings(), narrowing.wanted()
    if out.is_dir() or not out.parent.is_dir():
        raise UsageError(f"-o {out}: {'this is a folder' if out.is_dir() else f'the folder {out.parent} does not exist'}")
    actors = ActorRegister.load(chosen.actors)
    picture, decided, skipped = work.picture(paths, looking, Given())
    if note := missed(asked, picture.claims.values()):
        work.say(note)
    if not picture.reports and skipped:
        work.say("no report could be read, so no brief was written")
        work.finish(skipped)
    covered = cover_picture(narrow(picture, asked), actors, released=decided.released)
    made_at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
    out.write_text(render(covered, made_at=made_at), encoding="utf-8")
    # What was skipped in this run is named on stderr below; the page has it too.
    for line in gist(replace(covered, skipped=()) if skipped else covered):
        print(" " * (len(line) - len(line.lstrip())) + tables.shown(line))
    print(f"The whole brief: {tables.shown(str(out))}")
    work.finish(skipped)
