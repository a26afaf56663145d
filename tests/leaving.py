"""What tests of the exports share: a picture with a private name, an embargoed event, a fine coordinate and a formula."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import html
import io
import sqlite3
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from builders import a_report
from pdfminer.high_level import extract_text
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser

from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.exports import outgoing
from onrecord.records import (
    Claim,
    Event,
    EventFigure,
    Figure,
    Finding,
    Grade,
    Picture,
    Place,
    Root,
    RootFigure,
    Source,
    Spell,
    When,
    Words,
)
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import ControlState, FindingKind, GradeLabel
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
            grade=Grade(label=GradeLabel.WEAK, rule="One root alone, Ahmad al-Masri.", because=("c1",)),
            findings=(Finding(id="f1", kind=FindingKind.CIRCULAR, claims=("c1",), because="“his wife Suha”, says Ahmad al-Masri"),),
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
            findings=(Finding(id="f2", kind=FindingKind.ADMISSION, claims=("c2",), because="“a convoy would reach Zubayda bridge”"),),
        ),
    )
    spells = (
        Spell(place="Dura", holder="Suha", state=ControlState.HELD, claims=("c1",), because="said by Ahmad al-Masri", rule="of e1"),
        Spell(place="Zubayda bridge", holder="Syrian army", state=ControlState.HELD, claims=("c2",), because="a convoy"),
    )
    return Picture(reports={"r1": told}, claims={first.id: first, second.id: second}, events=events, spells=spells)


def made(exporter: Any, given: Picture | None = None, *, at: dt.datetime = NOW, hours: int = 72) -> bytes:
    """The bytes of the file that an exporter writes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{exporter.ending}"
        exporter.write(outgoing(given or picture(), REGISTER, at=at, embargo_hours=hours), path)
        return path.read_bytes()


def written(exporter: Any, given: Picture | None = None, *, at: dt.datetime = NOW, hours: int = 72) -> str:
    """Everything that can be read in the file, whatever its form: see `readable`."""
    return readable(made(exporter, given, at=at, hours=hours))


def readable(data: bytes) -> str:
    """All text of a file, unpacked as far as it goes: the members of a zip with their names, the values and metadata of a Parquet file,
    the tables of an SQLite file beside its raw bytes, the text and metadata of a PDF."""
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            return "\n".join([pack.comment.decode(), *(f"{name}\n{html.unescape(readable(pack.read(name)))}" for name in pack.namelist())])
    if data[:4] == b"PAR1":
        table = pq.read_table(io.BytesIO(data))
        return "\n".join([str(table.schema.metadata), str(table.schema), *(str(row) for row in table.to_pylist())])
    if data[:6] == b"SQLite":
        with tempfile.NamedTemporaryFile() as file:
            Path(file.name).write_bytes(data)
            with contextlib.closing(sqlite3.connect(file.name)) as base:
                return "\n".join([*base.iterdump(), data.decode("utf-8", "replace")])
    if data[:5] == b"%PDF-":
        info = str(PDFDocument(PDFParser(io.BytesIO(data))).info)
        return info + "\n" + extract_text(io.BytesIO(data))
    return data.decode("utf-8", "replace" if data[:2] == b"\xff\xd8" else "strict")  # a JPEG: a template's thumbnail


def rows(exporter: Any, given: Picture | None = None) -> list[dict[str, str]]:
    found = list(csv.DictReader(io.StringIO(written(exporter, given), newline="")))
    return found[1:] if "hxl" in exporter.name else found
