"""The annotated form of a report: one JSON object with its text and its claims, as people and models annotate it.

It is what the built-in reader learns from (training/corpus) and what readers are compared with. Claims go both ways: what stands in both
forms comes back as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.errors import InterchangeError
from onrecord.records import Claim, Control, Figure, Place, Report, Source, Span, When, Words, words_at
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure
from onrecord.vocab.roles import NARRATOR, UNATTRIBUTED

Row = dict[str, Any]


def annotated(report: Report, claims: Sequence[Claim], *, by: str) -> Row:
    """The report with its claims in the annotated form. by: who annotated, a person's name or a reader's with `machine` before it."""
    return {
        "id": report.id,
        "cluster": "",
        "url": report.url or "",
        "publisher": report.publisher or "",
        "published": report.published_day or "",
        "language": report.language or "",
        "title": report.title or "",
        "annotated_by": by,
        "text": report.text,
        "claims": [_row(c) for c in claims],
    }


def read_annotated(path: Path) -> tuple[Report, list[Claim]] | None:
    """A report and its annotated claims; None: the file holds a report without annotation, or none. Raises InterchangeError, OSError."""
    try:
        row = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise InterchangeError(f"{path}: not JSON ({error})") from None
    if not (isinstance(row, dict) and isinstance(row.get("text"), str) and isinstance(row.get("claims"), list)):
        return None
    named = ("id", "url", "publisher", "published", "language", "title")
    known: dict[str, Any] = {k: row.get(k) or None for k in named if k != "id"}
    report = Report(text=row["text"], **known, id=str(row.get("id") or path.stem))
    try:
        return report, [_claim(report, number, item) for number, item in enumerate(row["claims"])]
    except (KeyError, TypeError, ValueError) as error:
        raise InterchangeError(f"{path}: {type(error).__name__}: {error}") from None


def read_all_annotated(paths: Sequence[Path]) -> Iterator[tuple[Report, list[Claim]]]:
    """Annotated reports among .json files, and in folders with everything below them, in order of their names."""
    for path in paths:
        for file in sorted(path.rglob("*.json")) if path.is_dir() else [path]:
            found = read_annotated(file) if file.suffix.lower() == ".json" else None
            if found:
                yield found


def _row(claim: Claim) -> Row:
    place, when, control = claim.place, claim.when, claim.control
    return {
        "quote": claim.quote.text,
        "source": {
            "mention": claim.source.mention.text if claim.source.mention else "",
            "canonical": claim.source.name,
            "kind": str(claim.source.kind),
            "via": list(claim.source.via),
        },
        "cue": claim.cue.text if claim.cue else "",
        "modality": str(claim.modality),
        "type": str(claim.type),
        "actor": claim.actor or "",
        "target": claim.target or "",
        "place": place.name if place else "",
        "country": (place.country or "") if place else "",
        "date_from": when.earliest if when else "",
        "date_to": when.latest if when else "",
        "quantities": [{"what": str(f.what), "low": f.low, "high": f.high, "of": f.of or ""} for f in claim.figures],
        "control": control and {"holder": control.holder, "place": control.place, "extent": control.extent, "change": str(control.change)},
    }


def _claim(report: Report, number: int, row: Row) -> Claim:
    quote = _words(report.text, row["quote"])
    if quote is None:
        raise ValueError(f"claim {number}: its quote does not stand in the text: {row['quote'][:60]!r}")
    source, control = row["source"], row.get("control")
    voice = source["canonical"] in (NARRATOR, UNATTRIBUTED)
    return Claim(
        id=f"{report.id}#{number}",
        report=report.id,
        quote=quote,
        source=Source(
            name=source["canonical"],
            mention=None if voice else _words(report.text, source.get("mention", "")),
            kind=source.get("kind", "unknown"),
            via=tuple(source.get("via", ())),
        ),
        type=EventType(row["type"]),
        modality=Modality(row["modality"]),
        cue=_words(report.text, row.get("cue", "")),
        actor=row.get("actor") or None,
        target=row.get("target") or None,
        place=Place(name=row["place"], country=row.get("country") or None) if row.get("place") else None,
        when=When(earliest=row["date_from"], latest=row["date_to"] or row["date_from"]) if row.get("date_from") else None,
        figures=tuple(_figure(q) for q in row.get("quantities", ())),
        control=Control(**{**control, "change": Change(control["change"])}) if control else None,
        made_by=row.get("annotated_by", "annotators"),
    )


def _figure(row: Row) -> Figure:
    return Figure(what=Measure(row["what"]), low=row.get("low"), high=row.get("high"), of=row.get("of") or None)


def _words(text: str, piece: str) -> Words | None:
    at = text.find(piece) if piece else -1
    return words_at(text, Span(at, at + len(piece))) if at >= 0 else None
