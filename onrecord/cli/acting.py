"""`onrecord actors`: the register of actors, why words name whom they name, and a team's own file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli import lines, tables, work
from onrecord.cli.options import As, Format, UsageError, day, settings
from onrecord.errors import VocabularyError
from onrecord.extract.actors import why
from onrecord.extract.claims import Layers, names_of
from onrecord.knowledge.actors import Actor, ActorRegister
from onrecord.knowledge.actors.nations import Nation, nations
from onrecord.knowledge.actors.own import keep, read_own, versions
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.knowledge.names import plain
from onrecord.read import read_all
from onrecord.records import Report, Skipped
from onrecord.settings import OWN_ACTORS
from onrecord.vocab.roles import Kind

app = typer.Typer(help="The register of actors: list it, explain a name, add a team's own file.", rich_markup_mode=None)

InCountry = Annotated[str | None, typer.Option("--country", metavar="COUNTRY", help="A country by its name or three letters.")]


@app.callback(invoke_without_command=True)
def actors(
    context: typer.Context,
    country: InCountry = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Only this kind, such as armed_group.")] = None,
    side: Annotated[str | None, typer.Option("--side", help="Only who stood on this side, or on a side of this theatre.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="With --side: on this day.")] = None,
    named: Annotated[str | None, typer.Option("--named", metavar="WORDS", help="Only who is called so, in part.")] = None,
    format: As = Format.TABLE,
) -> None:
    """List the actors that the program knows, with their sides and where each fact is from."""
    if context.invoked_subcommand:
        return
    if kind is not None and kind not in tuple(Kind):
        raise UsageError(f"--kind {kind!r} is not known; known are {', '.join(k for k in Kind if k is not Kind.NARRATOR)}")
    if on is not None and side is None:
        raise UsageError("--on goes with --side")
    home, stood = _country(country), day(on, "--on")
    register = ActorRegister.load(settings().actors)
    found = [a for a in register.actors.values() if (home is None or home.code in _homes(a)) and (kind is None or a.kind == kind)]
    found = [a for a in found if (side is None or _on_side(a, side, stood)) and (named is None or _called(a, named))]
    found.sort(key=lambda a: (a.country or "~", plain(a.name)))
    if format is Format.JSONL:
        for actor in found:
            work.write_row(asdict(actor))
        return
    tables.actors(found)


@app.command("explain")
def explain(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="A name or a mention, such as “the ministry”.")],
    report: Annotated[Path | None, typer.Option("--in", metavar="REPORT", help="The report in which the words stand.")] = None,
    country: InCountry = None,
    format: As = Format.TABLE,
) -> None:
    """Show step by step whom words name: in a report, or by themselves."""
    if not words.strip():
        raise UsageError("WORDS: a name is expected")
    chosen, home = settings(), _country(country)
    register = ActorRegister.load(chosen.actors)
    if report is None:
        alone = why.resolve_alone(words, register, country=home.code if home else None)
        if alone is None:
            work.say(f"the register has nothing for {words!r}; in a report its words may still name somebody: --in REPORT")
            raise typer.Exit(1)
        _show(alone, format)
        return
    skipped: list[Skipped] = []
    gazetteer, seen = Gazetteer.load(chosen.places), False
    for read in read_all([report], max_chars=chosen.max_text, on_skip=skipped.append):
        for resolution in _in(read, words, register, gazetteer, home):
            seen = True
            _show(resolution, format, read)
    if not seen and not skipped:
        work.say(f"{words!r} does not stand in {report}")
        raise typer.Exit(1)
    work.finish(skipped)


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TOML file of actors, in the form of docs/layers-actors.md.")],
    into: Annotated[Path | None, typer.Option("--into", metavar="FOLDER", help="The folder of versions.")] = None,
) -> None:
    """Check a team's own file of actors and keep it as a new version; the newest version is read before the register that ships."""
    folder = into or settings().actors or Path(OWN_ACTORS)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is one file, set as `actors`; versions are kept in a folder: name one with --into")
    ours = ActorRegister.load()
    mine = read_own(file, sourced=True)
    if not mine:
        raise VocabularyError(f"{file}: holds no actor; rows begin with [[actor]]")
    version, new = keep(file, folder, day=dt.datetime.now(dt.UTC).date().isoformat())
    for note in _notes(mine, ours):
        work.say(f"note: {note}")
    held = f"version {version.number} in {folder}, {lines.count(len(mine), 'actor')}, sha256 {version.digest}…"
    print(held if new else f"unchanged: {held}")
    if folder != settings().actors:
        work.say(f"note: read from now on where `actors` in onrecord.toml, or ONRECORD_ACTORS, is {folder}")


@app.command("versions")
def list_versions(
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help="The folder of versions. [default: the one in use]")] = None,
) -> None:
    """List the versions of the team's own file; the last is the one that counts."""
    at = folder or settings().actors or Path(OWN_ACTORS)
    for version in versions(at):
        rows = lines.count(len(read_own(version.path)), "actor")
        print(f"{version.number:>4}  {version.day}  {rows}  sha256 {version.digest}…  {version.path}")


def _in(report: Report, words: str, register: ActorRegister, gazetteer: Gazetteer, home: Nation | None) -> Iterator[why.Resolution]:
    """Each place at which the words stand in the report, those alike in name told once."""
    layers = Layers.of(report, gazetteer)
    if home:
        layers = Layers(dates=layers.dates, places=layers.places, country=home.code)
    names, told = names_of(report, layers, register), set()
    for span in why.places_of(words, report.text):
        resolution = why.resolve_in(span, names)
        if (resolution.name, resolution.kind) not in told:
            told.add((resolution.name, resolution.kind))
            yield resolution


def _show(resolution: why.Resolution, format: Format, report: Report | None = None) -> None:
    if format is Format.JSONL:
        row: dict[str, Any] = asdict(resolution)
        work.write_row({**row, "report": report.id if report else None})
        return
    where = f" at {resolution.span.start} of {tables.heading(report)}" if resolution.span and report else ""
    print(f"“{resolution.words}”{where} is {resolution.name} ({resolution.kind})")
    for step in resolution.steps:
        print(f"  - {step}")


def _country(words: str | None) -> Nation | None:
    """The country that --country names. Raises UsageError."""
    if words is None:
        return None
    for state in nations():
        if plain(words) in {plain(name) for name in (state.code, state.name, *state.aliases)}:
            return state
    raise UsageError(f"--country {words!r} is no country by name or three letters, such as SYR")


def _homes(actor: Actor) -> set[str | None]:
    """Where an actor is at home, and where it stood on a side."""
    return {actor.country, *(side.theatre for side in actor.sides)}


def _on_side(actor: Actor, wanted: str, on: str | None) -> bool:
    return any(
        wanted in (side.side, side.side.split(":")[0])
        and not (on and ((side.since and on < side.since) or (side.until and on > side.until)))
        for side in actor.sides
    )


def _called(actor: Actor, words: str) -> bool:
    return any(plain(words) in plain(name) for name in (actor.name, *actor.aliases))


def _notes(mine: list[Actor], ours: ActorRegister) -> Iterator[str]:
    """What a team should know of its rows: which of ours they replace, which names they share, which parents nobody knows."""
    names = {actor.name for actor in mine}
    for actor in mine:
        if actor.name in ours.actors:
            yield f"{actor.name!r} replaces the row that ships"
        for alias in actor.aliases:
            shared = [a.name for a in ours.sharing(alias) if a.name not in names and a.name != actor.name]
            if shared:
                yield f"{alias!r} of {actor.name!r} is also {', '.join(shared)}; the country that a report is about decides, then yours"
        if actor.parent and actor.parent not in names and ours.find(actor.parent) is None:
            yield f"the parent {actor.parent!r} of {actor.name!r} is in neither register"
