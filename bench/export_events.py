"""Rows a second of each exporter, beside the standard library's own CSV writer on the same cells, and the memory of all.

    export_events.py [--events 100000]

Events have one claim each and come from a hundred reports; nothing is written to a disk. The time before any row is written, in which
names are covered and the embargo is applied, is printed first.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import resource
import time

from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.exports import EXPORTS, outgoing
from onrecord.records import Claim, Event, EventFigure, Picture, Place, Report, Root, Source, When, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.measures import Measure

TEXT = "Rebels shelled Dura on Sunday, killing 12 people, the Syrian army said."
DAY = "2016-12-11"


class Nowhere(io.StringIO):
    """Takes text and keeps none of it."""

    def write(self, text: str) -> int:
        return len(text)


def a_picture(events: int) -> Picture:
    dura = Place(name="Dura", country="SYR", lat=32.12, lon=36.65, precision=1, parents=("Daraa", "Syria"))
    when = When(earliest=DAY, latest=DAY, precision=1)
    killed = (EventFigure(what=Measure.KILLED, of=None, low=12, high=12, by_root=()),)
    reports = {f"r{n}": Report(id=f"r{n}", text=TEXT, publisher="The Courier", published=DAY) for n in range(100)}
    said: dict[str, Claim] = {}
    happened = []
    for n in range(events):
        id = f"clm-{n}"
        said[id] = Claim(
            id=id,
            report=f"r{n % 100}",
            quote=Words(text=TEXT[:38], start=0, end=38),
            source=Source(name="Syrian army"),
            type=EventType.SHELLING,
            actor="Syrian rebels",
            place=dura,
            when=when,
        )
        root = Root(name="Syrian army", claims=(id,))
        happened.append(
            Event(
                id=f"evt-{n}",
                type=EventType.SHELLING,
                claims=(id,),
                roots=(root,),
                place=dura,
                earliest=DAY,
                latest=DAY,
                reports=1,
                figures=killed,
            )
        )
    return Picture(reports=reports, claims=said, events=tuple(happened))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--events", type=int, default=100_000)
    events = asked.parse_args().events
    whole = a_picture(events)
    start = time.process_time()
    going = outgoing(whole, ActorRegister.load(), at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    print(f"covering and embargo: {time.process_time() - start:.1f} s")
    for exporter in EXPORTS:
        start = time.process_time()
        count = exporter.write(going, Nowhere())
        took = time.process_time() - start
        cells = [name for name, _ in exporter.columns]
        start = time.process_time()
        plain = csv.writer(Nowhere())
        for _ in range(count):
            plain.writerow(cells)
        least = time.process_time() - start
        print(f"{exporter.name}: {count:,} rows, {count / took:,.0f} a second; bare csv on as many cells {count / least:,.0f}")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB at most")


if __name__ == "__main__":
    main()
