"""`onrecord gazetteer`: what places go by a name, and a team's own places in versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import lines, work
from onrecord.cli.options import As, Format, UsageError, settings
from onrecord.knowledge.gazetteer import Entry, Gazetteer
from onrecord.knowledge.gazetteer.names import exact
from onrecord.knowledge.gazetteer.own import parse_places
from onrecord.knowledge.gazetteer.versions import current, keep, read_bytes, versions
from onrecord.settings import OWN_PLACES

app = typer.Typer(help="The gazetteer: look up a name, add a team's own places, list them.", rich_markup_mode=None, no_args_is_help=True)

MANY = 100_000  # places of a team's own that every run has to read
MOST_NOTES = 10
Into = Annotated[Path | None, typer.Option("--into", metavar="FOLDER", help="The folder of versions. [default: the one in use]")]


@app.command("find")
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place's name, in any usual spelling.")],
    format: As = Format.TABLE,
) -> None:
    """List the places that go by a name: a team's own first, then by size."""
    if not exact(name):
        raise UsageError("NAME: a name is expected")
    gazetteer = Gazetteer.load(settings().places)
    found = gazetteer.lookup(name)
    if not found:
        work.say(f"no place goes by {name!r}")
        raise typer.Exit(1)
    for entry in found:
        parents = [gazetteer.english(p) for p in gazetteer.parents(entry)]
        if format is Format.JSONL:
            work.write_row({**asdict(entry), "name": gazetteer.english(entry), "parents": parents})
        else:
            where = f"{entry.lat:.3f}, {entry.lon:.3f}" if entry.lat is not None and entry.lon is not None else "no coordinate"
            people = f", {entry.population:,} people" if entry.population else ""
            print(
                f"{', '.join([gazetteer.english(entry), *parents])}  {entry.kind}{people}  {where}, precision {entry.precision}  {entry.id}"
            )


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV of places, or a GeoNames country dump, .txt or .zip.")],
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Under which it is kept. [default: the file's]")] = None,
    into: Into = None,
) -> None:
    """Check a team's own places and keep them as a new version; the newest of every name is read before the gazetteer that ships."""
    folder = into or settings().places or Path(OWN_PLACES)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is one file, set as `places`; versions are kept in a folder: name one with --into")
    data = read_bytes(file)
    mine = parse_places(data, str(file))
    suffix = "zip" if data.startswith(b"PK\x03\x04") else "txt" if file.suffix.lower() == ".txt" else "csv"
    kept_as = name or "".join(c if c.isascii() and (c.isalnum() or c in "_.") else "_" for c in file.stem)[:60]
    version, new = keep(data, folder, name=kept_as, suffix=suffix, day=dt.datetime.now(dt.UTC).date().isoformat())
    for note in _notes(mine):
        work.say(f"note: {note}")
    held = f"{version.name}, version {version.number} in {folder}, {lines.count(len(mine), 'place')}, sha256 {version.digest}…"
    print(held if new else f"unchanged: {held}")
    if folder != settings().places:
        work.say(f"note: read from now on where `places` in onrecord.toml, or ONRECORD_PLACES, is {folder}")


@app.command("list")
def list_versions(
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help="The folder of versions. [default: the one in use]")] = None,
    format: As = Format.TABLE,
) -> None:
    """List a team's own places: every name with its versions; of each the last counts."""
    at = folder or settings().places or Path(OWN_PLACES)
    if at.is_file():
        rows = parse_places(read_bytes(at), str(at))
        if format is Format.JSONL:
            work.write_row(
                {"name": at.stem, "version": None, "day": None, "sha256": None, "places": len(rows), "counts": True, "path": str(at)}
            )
        else:
            print(f"{at}  {lines.count(len(rows), 'place')}, one file without versions")
        return
    newest = {v.path for v in current(at)}
    for v in versions(at):
        count = len(parse_places(read_bytes(v.path), str(v.path)))
        counts = v.path in newest
        if format is Format.JSONL:
            row = {
                "name": v.name,
                "version": v.number,
                "day": v.day,
                "sha256": v.digest,
                "places": count,
                "counts": counts,
                "path": str(v.path),
            }
            work.write_row(row)
        else:
            held = f"{lines.count(count, 'place')}  sha256 {v.digest}…  {'counts' if counts else 'superseded'}"
            print(f"{v.name} {v.number:>4}  {v.day}  {held}  {v.path}")
    if not newest:
        work.say(f"{at} holds no places of a team's own; `onrecord gazetteer add FILE` puts them there")


def _notes(mine: Sequence[Entry]) -> Iterator[str]:
    """What a team should know of its rows: names that large places have already, and how many places every run will read."""
    ours, seen = Gazetteer.load(), 0
    for entry in mine if len(mine) <= MANY else ():
        if not entry.id.startswith("own:"):
            return
        larger = next((e for e in ours.lookup(entry.name) if e.kind == "country" or e.population > 100_000), None)
        if larger is None or (larger.country == entry.country and larger.kind == entry.kind):
            continue
        seen += 1
        if seen <= MOST_NOTES:
            yield f"{entry.name!r} is also {ours.english(larger)} ({larger.country or larger.kind}); reports decide by what else they name"
    if seen > MOST_NOTES:
        yield f"{seen - MOST_NOTES} more names are those of large places too"
    if len(mine) > MANY:
        yield f"{len(mine):,} places are read at every start; a table of the places that you need starts faster"
