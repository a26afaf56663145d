"""`onrecord register`: the claims in one field's own terms, each entry with the words that it rests on; private names covered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from onrecord.cli import lines, work
from onrecord.cli.choose import Wanted, missed, narrow, undated
from onrecord.cli.options import As, Format, Given, Looking, Narrowing, Paths, spelled_out
from onrecord.cli.registers import show
from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.entries import TELLERS, named_victims
from onrecord.publish.entries.harm import period_told
from onrecord.publish.privacy import cover_picture
from onrecord.records import Picture
from onrecord.registers.casualties import casualties
from onrecord.registers.every import ENTRIES, Register
from onrecord.registers.ground import Ground
from onrecord.registers.period import sum_period
from onrecord.registers.rows import ROWS, period_row
from onrecord.registers.sites import read_sites
from onrecord.registers.victims import Victim

Which = Annotated[Register, typer.Argument(metavar="REGISTER", help=f"Which register: {', '.join(Register)}.")]


@spelled_out
def register(looking: Looking, narrowing: Narrowing, given: Given, which: Which, paths: Paths = None, format: As = Format.TABLE) -> None:
    """Show a register: casualties and more, each entry led back to the words of the reports."""
    chosen, asked = looking.settings(), narrowing.wanted()
    sites = read_sites(chosen.sites)
    picture, decided, skipped = work.picture(paths, looking, given)
    if note := missed(asked, picture.claims.values()):
        work.say(note)
    actors = ActorRegister.load(chosen.actors)
    covered = cover_picture(picture, actors, released=decided.released, withheld=decided.withheld)
    if which is Register.CASUALTIES:
        _casualties(covered, actors, asked, named_victims(Ground(covered, actors), picture.reports), format)
    else:
        _entries(which, Ground(_narrowed(covered, asked), actors, sites), format)
    work.finish(skipped)


def _entries(which: Register, ground: Ground, format: Format) -> None:
    found = ENTRIES[which](ground)
    if format is Format.JSONL:
        for entry in found:
            work.write_row(ROWS[which](entry))
    else:
        show(which, [TELLERS[which](entry) for entry in found])


def _casualties(picture: Picture, actors: ActorRegister, asked: Wanted, named: Sequence[Victim], format: Format) -> None:
    """The entries of the period, then its sums. What has no day is not shown in a period, but is named among what the sums leave out."""
    here = casualties(Ground(narrow(picture, Wanted(place=asked.place)), actors), named)
    period = sum_period(here, first=asked.first, last=asked.last)
    entries = [e for e in here if asked.during(e.event.earliest, e.event.latest)]
    if format is Format.JSONL:
        for entry in entries:
            work.write_row(ROWS[Register.CASUALTIES](entry))
        if here:
            work.write_row(period_row(period))
    else:
        show(Register.CASUALTIES, [TELLERS[Register.CASUALTIES](e) for e in entries], period_told(period) if here else None)


def _narrowed(picture: Picture, asked: Wanted) -> Picture:
    if (asked.first or asked.last) and (left := undated(picture.claims.values())):
        work.say(f"note: {lines.count(left, 'claim')} without a day, left out of a period unless their event has one")
    return narrow(picture, asked)
