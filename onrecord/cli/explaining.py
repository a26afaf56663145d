"""`onrecord explain`: the chain from words to conclusion for an event, a finding, a claim, or two claims."""

from __future__ import annotations

import json
import shutil
from enum import StrEnum
from typing import Annotated

import typer

from onrecord import flow
from onrecord.cli import work
from onrecord.cli.options import Given, Looking, UsageError, spelled_out
from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.explain import Chain, to_lines, to_row

Asked = Annotated[
    list[str],
    typer.Argument(metavar="ID... [PATH]...", help="An event, a finding or a claim, or two claims; then reports, as for `events`."),
]


class Shape(StrEnum):
    TEXT = "text"
    JSON = "json"


@spelled_out
def explain(
    looking: Looking,
    given: Given,
    ids: Asked,
    format: Annotated[Shape, typer.Option("--format", help="Lines for people, or one JSON object for programs.")] = Shape.TEXT,
) -> None:
    """Show why: from the words of the reports to an event, a finding or a claim; or why two claims stand together or apart."""
    asked, paths = _split(ids)
    picture, decided, skipped = work.picture(paths, looking, given, confidential=True)
    why = flow.why(picture, ActorRegister.load(looking.settings().actors), decided.judgements)
    work.say(work.UNCOVERED)
    explained = Chain(picture, why, decided.judgements, decided.decisions).explain(asked)
    if format is Shape.JSON:
        work.write(json.dumps(to_row(explained), ensure_ascii=False, indent=2))
    else:
        for line in to_lines(explained, shutil.get_terminal_size((100, 40)).columns):
            print(line)
    work.finish(skipped)


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """One or two ids, then paths: what is a file or folder, or could only be meant as one, is a path. Raises UsageError."""
    ids = [word for word in words if not work.is_path(word)]
    paths = [word for word in words if work.is_path(word)]
    if not 1 <= len(ids) <= 2:
        raise UsageError(f"one id is expected, or two of claims; given are {len(ids)}: {', '.join(ids[:5]) or 'paths alone'}")
    return ids, paths
