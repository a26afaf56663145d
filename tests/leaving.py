"""What tests of the exports share: a picture with a private name, an embargoed event, a fine coordinate and a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

from builders import a_report

from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.exports import outgoing
from onrecord.records import Claim, Event, EventFigure, Figure, Picture, Place, Root, RootFigure, Source, When, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.measures import Measure

REGISTER = ActorRegister.load()
NOW = dt.datetime(2016, 12, 20, 12, 0, tzinfo=dt.UTC)
TEXT = (
    "Ahmad al-Masri, a baker, said on Sunday that rebels shelled Dura, killing 12 people and his wife Suha. "
    "The Syrian army said a convoy would reach Zubayda bridge tonight."
)
PRIVATE = ("Ahmad", "Masri", "Suha")
EMBARGOED = ("Zubayda", "convoy", "zubayda")
DURA = Place(name="Dura", country="SYR", lat=32.123456, lon=36.654321, precision=1, parents=("Daraa", "Syria"))
FORMULA = '=HYPERLINK("http://evil.example","x")'


def at(piece: str) -> Words:
    start = TEXT.index(piece)
    return Words(text=piece, start=start, end=start + len(piece))


def claims() -> list[Claim]:
    baker = Source(name="Ahmad al-Masri", mention=at("Ahmad al-Masri"), kind="witness", via=("Suha",))
    killed = (Figure(what=Measure.KILLED, low=12, high=12, mention=at("12 people")),)
    shelled = Claim(
        id="c1",
        report="r1",
        quote=at("rebels shelled Dura, killing 12 people and his wife Suha"),
        source=baker,
        type=EventType.SHELLING,
        actor="Syrian rebels",
        target="Suha",
        place=DURA,
        when=When(earliest="2016-12-11", latest="2016-12-11", precision=1),
        figures=killed,
    )
    convoy = Claim(
        id="c2",
        report="r1",
        quote=at("a convoy would reach Zubayda bridge tonight"),
        source=Source(name="Syrian army", kind="military"),
        type=EventType.TROOP_MOVEMENT,
        place=Place(name="Zubayda bridge", country="SYR", lat=32.2, lon=36.5, precision=1),
        when=When(earliest="2016-12-19", latest="2016-12-19", precision=1),
    )
    return [shelled, convoy]


def picture(**report: Any) -> Picture:
    first, second = claims()
    told = a_report(
        TEXT,
        **(
            {
                "publisher": FORMULA,
                "url": "https://news.example/zubayda-convoy",
                "title": "Zubayda convoy, says Suha",
                "author": "Suha",
                "location": "suha.txt",
            }
            | report
        ),
    )
    by_root = (RootFigure(root="Ahmad al-Masri", low=12, high=12, claims=("c1",)),)
    events = (
        Event(
            id="e1",
            type=first.type,
            claims=("c1",),
            roots=(Root(name="Ahmad al-Masri", claims=("c1",)),),
            place=DURA,
            earliest="2016-12-11",
            latest="2016-12-11",
            reports=1,
            figures=(EventFigure(what=Measure.KILLED, of=None, low=12, high=12, by_root=by_root),),
        ),
        Event(
            id="e2",
            type=second.type,
            claims=("c2",),
            roots=(Root(name="Syrian army", claims=("c2",)),),
            place=second.place,
            earliest="2016-12-19",
            latest="2016-12-19",
            reports=1,
        ),
    )
    return Picture(reports={"r1": told}, claims={first.id: first, second.id: second}, events=events)


def written(exporter: Any, given: Picture | None = None, *, at: dt.datetime = NOW, hours: int = 72) -> str:
    out = io.StringIO(newline="")
    exporter.write(outgoing(given or picture(), REGISTER, at=at, embargo_hours=hours), out)
    return out.getvalue()


def rows(exporter: Any, given: Picture | None = None) -> list[dict[str, str]]:
    found = list(csv.DictReader(io.StringIO(written(exporter, given), newline="")))
    return found[1:] if "hxl" in exporter.name else found
