"""`onrecord register`: the claims in one field's own terms, each entry with the words that it rests on; private names covered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import typer

from onrecord.cli import registers as shown_as
from onrecord.cli import tables, work
from onrecord.cli.choose import Wanted, missed, narrow, undated
from onrecord.cli.options import As, Format, Given, Looking, Narrowing, Paths, spelled_out
from onrecord.cli.registers import Shown, show
from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.privacy import cover_picture, persons_at
from onrecord.records import Picture
from onrecord.registers import rows
from onrecord.registers.accusations import accusations
from onrecord.registers.casualties import casualties
from onrecord.registers.chemical import chemical
from onrecord.registers.demands import demands
from onrecord.registers.displacement import displacement
from onrecord.registers.ground import Ground
from onrecord.registers.health import health
from onrecord.registers.heritage import heritage
from onrecord.registers.missing import missing
from onrecord.registers.period import sum_period
from onrecord.registers.victims import Victim, victims

E = TypeVar("E")
Row = dict[str, Any]
Maker = Callable[[Picture, ActorRegister, Wanted], Sequence[tuple[Row, Shown]]]


class Name(StrEnum):
    CASUALTIES = "casualties"
    HERITAGE = "heritage"
    CHEMICAL = "chemical"
    HEALTH = "health"
    MISSING = "missing"
    DISPLACEMENT = "displacement"
    DEMANDS = "demands"
    ACCUSATIONS = "accusations"


Which = Annotated[Name, typer.Argument(metavar="REGISTER", help=f"Which register: {', '.join(Name)}.")]


@spelled_out
def register(looking: Looking, narrowing: Narrowing, given: Given, which: Which, paths: Paths = None, format: As = Format.TABLE) -> None:
    """Show a register: casualties and more, each entry led back to the words of the reports."""
    chosen, asked = looking.settings(), narrowing.wanted()
    picture, decided, skipped = work.picture(paths, looking, given)
    if note := missed(asked, picture.claims.values()):
        work.say(note)
    actors = ActorRegister.load(chosen.actors)
    covered = cover_picture(picture, actors, released=decided.released, withheld=decided.withheld)
    if which is Name.CASUALTIES:
        made = _casualties(covered, actors, asked, _victims(picture, covered, actors))
    else:
        made = MAKERS[which](covered, actors, asked)
    if format is Format.JSONL:
        for row, _ in made:
            work.write_row(row)
    else:
        show(which, [shown for _, shown in made])
    work.finish(skipped)


def _victims(picture: Picture, covered: Picture, actors: ActorRegister) -> list[Victim]:
    """Compared by their names as the reports print them, shown as the covered picture shows them."""
    reports = picture.reports
    people = {key: persons_at(report, actors) for key, report in reports.items()}
    return victims(Ground(covered, actors), {key: report.text for key, report in reports.items()}, people)


def _casualties(picture: Picture, actors: ActorRegister, asked: Wanted, named: Sequence[Victim]) -> Sequence[tuple[Row, Shown]]:
    """The entries of the period, then its sums. What has no day is not shown in a period, but is named among what the sums leave out."""
    here = casualties(Ground(narrow(picture, Wanted(place=asked.place)), actors), named)
    period = sum_period(here, first=asked.first, last=asked.last)
    entries = [e for e in here if asked.during(e.event.earliest, e.event.latest)]
    made = [(rows.casualties_row(e), shown_as.casualties_shown(e)) for e in entries]
    return [*made, (rows.period_row(period), shown_as.period_shown(period))] if here else []


def _narrowed(picture: Picture, asked: Wanted) -> Picture:
    if (asked.first or asked.last) and (left := undated(picture.claims.values())):
        work.say(f"note: {tables.count(left, 'claim')} without a day, left out of a period unless their event has one")
    return narrow(picture, asked)


def _of(entries: Callable[[Ground], Sequence[E]], row: Callable[[E], Row], shown: Callable[[E], Shown]) -> Maker:
    """Entries of what is left of a picture within the place and period asked for."""

    def made(picture: Picture, actors: ActorRegister, asked: Wanted) -> list[tuple[Row, Shown]]:
        return [(row(e), shown(e)) for e in entries(Ground(_narrowed(picture, asked), actors))]

    return made


MAKERS: dict[Name, Maker] = {
    Name.HERITAGE: _of(heritage, rows.heritage_row, shown_as.heritage_shown),
    Name.CHEMICAL: _of(chemical, rows.chemical_row, shown_as.chemical_shown),
    Name.HEALTH: _of(health, rows.health_row, shown_as.health_shown),
    Name.MISSING: _of(missing, rows.missing_row, shown_as.missing_shown),
    Name.DISPLACEMENT: _of(displacement, rows.displacement_row, shown_as.displacement_shown),
    Name.DEMANDS: _of(demands, rows.demand_row, shown_as.demand_shown),
    Name.ACCUSATIONS: _of(accusations, rows.accusation_row, shown_as.accusation_shown),
}
