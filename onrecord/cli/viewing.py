"""`onrecord claims`, `events`, `control`: what was said, what it is about, and who held which place according to whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli import work
from onrecord.cli.choose import Wanted, missed, undated
from onrecord.cli.lines import count
from onrecord.cli.options import As, Format, Given, Looking, Narrowing, Paths, UsageError, spelled_out
from onrecord.cli.seeing import seen
from onrecord.interchange import claim_row, event_row, spell_row
from onrecord.ledger import LedgerView
from onrecord.records import Claim, Spell

if TYPE_CHECKING:
    from onrecord.knowledge.actors import ActorRegister

# What draws tables is loaded where one is drawn: programs ask for lines of JSON.


@spelled_out
def claims(looking: Looking, narrowing: Narrowing, paths: Paths = None, format: As = Format.TABLE) -> None:
    """Show who said what: every claim with its speaker, place, date, figures and exact words."""
    chosen, asked = looking.settings(), narrowing.wanted()
    known, held = looking.known_at(), looking.held_at(paths)
    with work.source_ledger(paths, chosen) as (book, skipped):
        view = LedgerView(book, ingested_at=held)
        reports = {r.id: r for r in view.reports() if known is None or (r.known_at() or "9999") <= known}
        work.note_undated(view.reports(), known)
        said = [c for c in view.claims() if c.report in reports]
    kept = [c for c in said if asked.claim(c)]
    work.say(work.UNCOVERED)
    work.note_confidential(reports.values())
    _note(asked, said)
    work.warn(reports.values())
    if format is Format.JSONL:
        _print(claim_row(c) for c in kept)
    else:
        from onrecord.cli import tables

        tables.claims(kept, reports)
    work.finish(skipped)


@spelled_out
def events(looking: Looking, narrowing: Narrowing, given: Given, paths: Paths = None, format: As = Format.TABLE) -> None:
    """Show what the claims are about: events with roots, figures, findings and grades."""
    asked = narrowing.wanted()
    with seen(paths, looking, given, confidential=True) as answers:
        picture, notes = answers.events(asked), answers.notes(asked)
    work.say(work.UNCOVERED)
    _say(notes)
    if format is Format.JSONL:
        _print(event_row(e) for e in picture.events)
    else:
        from onrecord.cli import tables

        tables.events(picture.events, picture)
    work.finish(answers.skipped)


@spelled_out
def control(
    looking: Looking,
    narrowing: Narrowing,
    given: Given,
    named: Annotated[str | None, typer.Argument(metavar="PLACE", help="Only this place.")] = None,
    paths: Paths = None,
    according_to: Annotated[str | None, typer.Option("--according-to", metavar="ROOT", help="Only what this root says.")] = None,
    format: As = Format.TABLE,
) -> None:
    """Show who held which place: the consolidated view and each root's own, as spells with reasons."""
    chosen = looking.settings()
    named, paths = _place_or_path(named, paths)
    if named and narrowing.place:
        raise UsageError(f"the place is given twice: {named!r} and --place {narrowing.place!r}")
    asked = (narrowing if named is None else replace(narrowing, place=named)).wanted()
    with seen(paths, looking, given, confidential=True) as answers:
        kept = sorted(answers.spells(asked), key=lambda spell: spell.place)
        if not kept:
            _say(answers.notes(asked))
    if according_to is not None:
        from onrecord.knowledge.actors import ActorRegister

        kept = _of_root(according_to, kept, ActorRegister.load(chosen.actors))
    if format is Format.JSONL:
        _print(spell_row(s) for s in kept)
    else:
        from onrecord.cli import tables

        tables.spells(kept)
    work.finish(answers.skipped)


def _of_root(name: str, spells: list[Spell], actors: ActorRegister) -> list[Spell]:
    """What one root says, by any name that the register knows it by. If it says nothing, who does is said."""
    found = actors.find(name)
    names = {name.casefold(), found.name.casefold() if found else ""}
    kept = [s for s in spells if s.according_to and s.according_to.casefold() in names]
    if not kept:
        roots = sorted({s.according_to for s in spells if s.according_to})
        work.say(f"note: no root {name!r} says who holds a place here; those who do: {', '.join(roots) or 'none'}")
    return kept


def _say(notes: Iterable[str]) -> None:
    for note in notes:
        work.say(note)


def _note(asked: Wanted, said: Collection[Claim]) -> None:
    """What the user should know about what is left out."""
    if note := missed(asked, said):
        work.say(note)
    if (asked.first or asked.last) and (left := undated(said)):
        work.say(f"note: {count(left, 'claim')} without a day, left out of a period")


def _place_or_path(place: str | None, paths: list[str] | None) -> tuple[str | None, list[str] | None]:
    """`control Palmyra reports/`, `control reports/` and `control Palmyra` all work: what is a file or folder is a path."""
    if place and work.is_path(place):
        return None, [place, *(paths or [])]
    return place, paths


def _print(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        work.write_row(row)
