"""Rows a second of each exporter, beside the standard library's own CSV writer on the same cells, and the memory of all.

    export_events.py [--events 100000] [--seed 1] [--format acled]...

Events have one claim each and come from a hundred reports; doers, places, days and figures are drawn by a seeded generator. Files are
written to a temporary folder. Times are of the processor. The time before any row is written, in which names are covered and the
embargo is applied, is printed first.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import random
import resource
import tempfile
import time
from pathlib import Path

from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.exports import EXPORTS, Exporter, Outgoing, outgoing
from onrecord.records import Claim, Event, EventFigure, Figure, Picture, Place, Report, Root, Source, When, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.measures import Measure

TEXT = "Rebels shelled Dura on Sunday, killing 12 people, the Syrian army said."
FIRST = dt.date(2013, 1, 1)
DOERS = ("Syrian rebels", "Islamic State", "Russian air force", "Taliban")
SPEAKERS = ("Syrian army", "Syrian Observatory for Human Rights", "Afghan police")
TYPES = (EventType.SHELLING, EventType.AIR_STRIKE, EventType.ARMED_CLASH, EventType.IED)


def a_picture(events: int, chance: random.Random) -> Picture:
    day = FIRST.isoformat()
    reports = {f"r{n}": Report(id=f"r{n}", text=TEXT, publisher="The Courier", published=day) for n in range(100)}
    towns = [
        Place(name=f"Town {n}", country="SYR", lat=33 + n / 1000, lon=36 + n / 1000, precision=1, parents=("Daraa", "Syria"))
        for n in range(1000)
    ]
    days = [When(earliest=d, latest=d, precision=1) for d in ((FIRST + dt.timedelta(n)).isoformat() for n in range(3000))]
    quote = Words(text=TEXT[:38], start=0, end=38)
    sources = [Source(name=name) for name in SPEAKERS]
    said: dict[str, Claim] = {}
    happened = []
    for n in range(events):
        id, type, place, when = f"clm-{n}", chance.choice(TYPES), chance.choice(towns), chance.choice(days)
        source, dead = chance.choice(sources), chance.randint(1, 60)
        said[id] = Claim(
            id=id,
            report=f"r{n % 100}",
            quote=quote,
            source=source,
            type=type,
            actor=chance.choice(DOERS),
            place=place,
            when=when,
            figures=(Figure(what=Measure.KILLED, low=dead, high=dead),),
        )
        happened.append(
            Event(
                id=f"evt-{n}",
                type=type,
                claims=(id,),
                roots=(Root(name=source.name, claims=(id,)),),
                place=place,
                earliest=when.earliest,
                latest=when.latest,
                reports=1,
                figures=(EventFigure(what=Measure.KILLED, of=None, low=dead, high=dead, by_root=()),),
            )
        )
    return Picture(reports=reports, claims=said, events=tuple(happened))


def measure(exporter: Exporter, going: Outgoing, folder: Path) -> None:
    """Writes one file and prints how long it took."""
    start = time.process_time()
    count = exporter.write(going, folder / f"out{exporter.ending}")
    took = time.process_time() - start
    row = [name for name, _ in exporter.columns]
    start = time.process_time()
    with (folder / "plain.csv").open("w", newline="") as file:
        plain = csv.writer(file)
        for _ in range(count):
            plain.writerow(row)
    least = time.process_time() - start
    print(f"{exporter.name}: {took:.1f} s, {count:,} rows, {count / took:,.0f} a second; bare csv on as many cells {count / least:,.0f}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--events", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--format", action="append", choices=[e.name for e in EXPORTS], help="only this one; can be given several times")
    args = asked.parse_args()
    whole = a_picture(args.events, random.Random(args.seed))
    print(f"picture in memory: {memory()} MB")
    start = time.process_time()
    going = outgoing(whole, ActorRegister.load(), at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    print(f"covering and embargo: {time.process_time() - start:.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        for exporter in EXPORTS:
            if not args.format or exporter.name in args.format:
                measure(exporter, going, Path(folder))
    print(f"{memory()} MB at most")


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
