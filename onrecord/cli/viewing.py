"""`onrecord claims`, `events`, `control`: what was said, what it is about, and who held which place according to whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Annotated, Any

import typer

from onrecord import flow
from onrecord.cli import tables, work
from onrecord.cli.choose import Wanted, missed, undated
from onrecord.cli.options import (
    As,
    Format,
    From,
    FromClaims,
    FromReports,
    IngestedAt,
    InPlace,
    KnownAt,
    LedgerFile,
    MaxText,
    Paths,
    ReaderName,
    To,
    UsageError,
    ingested,
    instant,
    settings,
    wanted,
)
from onrecord.interchange import claim_row, event_row, spell_row
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import LedgerView
from onrecord.records import Claim, Picture, Skipped, Spell
from onrecord.settings import Settings


def claims(
    paths: Paths = None,
    format: As = Format.TABLE,
    place: InPlace = None,
    first: From = None,
    last: To = None,
    ledger: LedgerFile = None,
    as_known_at: KnownAt = None,
    as_ingested_at: IngestedAt = None,
    max_text: MaxText = None,
    reader: ReaderName = None,
) -> None:
    """Show who said what: every claim with its speaker, place, date, figures and exact words."""
    chosen = settings(ledger=ledger, max_text=max_text, reader=reader)
    asked = wanted(place, first, last)
    known, held = instant(as_known_at, "--as-known-at"), ingested(as_ingested_at, paths)
    with work.source_ledger(paths, chosen) as (book, skipped):
        view = LedgerView(book, ingested_at=held)
        reports = {r.id: r for r in view.reports() if known is None or (r.known_at() or "9999") <= known}
        work.note_undated(view.reports(), known)
        said = [c for c in view.claims() if c.report in reports]
    kept = [c for c in said if asked.claim(c)]
    work.say(work.UNCOVERED)
    _note(asked, said)
    work.warn(reports.values())
    if format is Format.JSONL:
        _print(claim_row(c) for c in kept)
    else:
        tables.claims(kept, reports)
    work.finish(skipped)


def events(
    paths: Paths = None,
    format: As = Format.TABLE,
    place: InPlace = None,
    first: From = None,
    last: To = None,
    ledger: LedgerFile = None,
    as_known_at: KnownAt = None,
    as_ingested_at: IngestedAt = None,
    from_claims: FromClaims = None,
    reports: FromReports = None,
    max_text: MaxText = None,
    reader: ReaderName = None,
) -> None:
    """Show what the claims are about: events with roots, figures, findings and grades."""
    chosen = settings(ledger=ledger, max_text=max_text, reader=reader)
    asked = wanted(place, first, last)
    times = instant(as_known_at, "--as-known-at"), ingested(as_ingested_at, paths or from_claims)
    picture, skipped = _picture(paths, chosen, from_claims, reports, times)
    kept = [e for e in picture.events if asked.event(e)]
    work.say(work.UNCOVERED)
    _note(asked, picture.claims.values())
    if format is Format.JSONL:
        _print(event_row(e) for e in kept)
    else:
        tables.events(kept, picture)
    work.finish(skipped)


def control(
    place: Annotated[str | None, typer.Argument(metavar="PLACE", help="Only this place.")] = None,
    paths: Paths = None,
    according_to: Annotated[str | None, typer.Option("--according-to", metavar="ROOT", help="Only what this root says.")] = None,
    format: As = Format.TABLE,
    in_place: InPlace = None,
    first: From = None,
    last: To = None,
    ledger: LedgerFile = None,
    as_known_at: KnownAt = None,
    as_ingested_at: IngestedAt = None,
    from_claims: FromClaims = None,
    reports: FromReports = None,
    max_text: MaxText = None,
    reader: ReaderName = None,
) -> None:
    """Show who held which place: the consolidated view and each root's own, as spells with reasons."""
    chosen = settings(ledger=ledger, max_text=max_text, reader=reader)
    place, paths = _place_or_path(place, paths)
    if place and in_place:
        raise UsageError(f"the place is given twice: {place!r} and --place {in_place!r}")
    asked = wanted(in_place if place is None else place, first, last)
    times = instant(as_known_at, "--as-known-at"), ingested(as_ingested_at, paths or from_claims)
    picture, skipped = _picture(paths, chosen, from_claims, reports, times)
    kept = [s for s in picture.spells if asked.spell(s, picture.claims)]
    if not kept:
        _note(asked, picture.claims.values())
    if according_to is not None:
        kept = _of_root(according_to, kept, ActorRegister.load(chosen.actors))
    if format is Format.JSONL:
        _print(spell_row(s) for s in kept)
    else:
        tables.spells(kept)
    work.finish(skipped)


def _of_root(name: str, spells: list[Spell], actors: ActorRegister) -> list[Spell]:
    """What one root says, by any name that the register knows it by. If it says nothing, who does is said."""
    found = actors.find(name)
    names = {name.casefold(), found.name.casefold() if found else ""}
    kept = [s for s in spells if s.according_to and s.according_to.casefold() in names]
    if not kept:
        roots = sorted({s.according_to for s in spells if s.according_to})
        work.say(f"note: no root {name!r} says who holds a place here; those who do: {', '.join(roots) or 'none'}")
    return kept


def _note(asked: Wanted, said: Collection[Claim]) -> None:
    """What the user should know about what is left out."""
    if note := missed(asked, said):
        work.say(note)
    if (asked.first or asked.last) and (left := undated(said)):
        work.say(f"note: {tables.count(left, 'claim')} without a day, left out of a period")


def _place_or_path(place: str | None, paths: list[str] | None) -> tuple[str | None, list[str] | None]:
    """`control Palmyra reports/`, `control reports/` and `control Palmyra` all work: what is a file or folder is a path."""
    if place and work.is_path(place):
        return None, [place, *(paths or [])]
    return place, paths


def _picture(
    paths: list[str] | None, chosen: Settings, claims: Any, reports: Any, times: tuple[str | None, str | None]
) -> tuple[Picture, list[Skipped]]:
    known, held = times
    if reports is not None and claims is None:
        raise UsageError("--reports goes with --from-claims; reports to be read are named as PATHs")
    if claims is not None:
        if paths:
            raise UsageError("--from-claims replaces PATHs: give one or the other")
        return work.from_claims(claims, reports, chosen, known_at=known)
    with work.source_ledger(paths, chosen) as (book, skipped):
        view = LedgerView(book, ingested_at=held)
        work.note_undated(view.reports(), known)
        picture = flow.picture(view, ActorRegister.load(chosen.actors), known_at=known)
    work.warn(picture.reports.values())
    return picture, skipped


def _print(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        work.write_row(row)
