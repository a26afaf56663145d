"""`onrecord register`: the claims in one field's own terms, each entry with the words that it rests on; private names covered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from onrecord.cli import registers as shown_as
from onrecord.cli import tables, work
from onrecord.cli.choose import Wanted, missed, narrow, undated
from onrecord.cli.options import As, Format, Given, Looking, Narrowing, Paths, spelled_out
from onrecord.cli.registers import Shown, show
from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.privacy import cover_picture
from onrecord.records import Picture
from onrecord.registers import rows
from onrecord.registers.casualties import casualties
from onrecord.registers.chemical import chemical
from onrecord.registers.demands import demands
from onrecord.registers.ground import Ground
from onrecord.registers.heritage import heritage
from onrecord.registers.missing import missing
from onrecord.registers.period import sum_period

Row = dict[str, Any]


class Name(StrEnum):
    CASUALTIES = "casualties"
    HERITAGE = "heritage"
    CHEMICAL = "chemical"
    MISSING = "missing"
    DEMANDS = "demands"


Which = Annotated[Name, typer.Argument(metavar="REGISTER", help=f"Which register: {', '.join(Name)}.")]


@spelled_out
def register(looking: Looking, narrowing: Narrowing, given: Given, which: Which, paths: Paths = None, format: As = Format.TABLE) -> None:
    """Show a register: casualties and more, each entry led back to the words of the reports."""
    chosen, asked = looking.settings(), narrowing.wanted()
    picture, _, skipped = work.picture(paths, looking, given)
    if note := missed(asked, picture.claims.values()):
        work.say(note)
    actors = ActorRegister.load(chosen.actors)
    made = MAKERS[which](cover_picture(picture, actors), actors, asked)
    if format is Format.JSONL:
        for row, _ in made:
            work.write_row(row)
    else:
        show(which, [shown for _, shown in made])
    work.finish(skipped)


def _casualties(picture: Picture, actors: ActorRegister, asked: Wanted) -> list[tuple[Row, Shown]]:
    """The entries of the period, then its sums. What has no day is not shown in a period, but is named among what the sums leave out."""
    here = casualties(Ground(narrow(picture, Wanted(place=asked.place)), actors))
    period = sum_period(here, first=asked.first, last=asked.last)
    entries = [e for e in here if asked.during(e.event.earliest, e.event.latest)]
    made = [(rows.casualties_row(e), shown_as.casualties_shown(e)) for e in entries]
    return [*made, (rows.period_row(period), shown_as.period_shown(period))] if here else []


def _narrowed(picture: Picture, asked: Wanted) -> Picture:
    if (asked.first or asked.last) and (left := undated(picture.claims.values())):
        work.say(f"note: {tables.count(left, 'claim')} without a day, left out of a period unless their event has one")
    return narrow(picture, asked)


def _heritage(picture: Picture, actors: ActorRegister, asked: Wanted) -> list[tuple[Row, Shown]]:
    return [(rows.heritage_row(e), shown_as.heritage_shown(e)) for e in heritage(Ground(_narrowed(picture, asked), actors))]


def _chemical(picture: Picture, actors: ActorRegister, asked: Wanted) -> list[tuple[Row, Shown]]:
    return [(rows.chemical_row(e), shown_as.chemical_shown(e)) for e in chemical(Ground(_narrowed(picture, asked), actors))]


def _missing(picture: Picture, actors: ActorRegister, asked: Wanted) -> list[tuple[Row, Shown]]:
    return [(rows.missing_row(e), shown_as.missing_shown(e)) for e in missing(Ground(_narrowed(picture, asked), actors))]


def _demands(picture: Picture, actors: ActorRegister, asked: Wanted) -> list[tuple[Row, Shown]]:
    return [(rows.demand_row(e), shown_as.demand_shown(e)) for e in demands(Ground(_narrowed(picture, asked), actors))]


MAKERS: dict[Name, Callable[[Picture, ActorRegister, Wanted], Sequence[tuple[Row, Shown]]]] = {
    Name.CASUALTIES: _casualties,
    Name.HERITAGE: _heritage,
    Name.CHEMICAL: _chemical,
    Name.MISSING: _missing,
    Name.DEMANDS: _demands,
}
