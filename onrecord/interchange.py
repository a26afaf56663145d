"""The public form of the records: what `--format jsonl` writes and `--from-claims` reads.

Keys are added over time, never renamed. An absent value is null or a missing key, never a guess.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from onrecord.errors import InterchangeError
from onrecord.records import Claim, Control, Event, Figure, Place, Report, Source, Spell, When, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

Row = dict[str, Any]


def dump(row: Row) -> str:
    """One line of JSON, the same for the same row."""
    return json.dumps(row, ensure_ascii=False, sort_keys=False, separators=(", ", ": "))


def report_id(text: str) -> str:
    """Same text, same report: the digest of its content."""
    return "rpt-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


# --- to rows ---------------------------------------------------------------------------------------------------


def words_row(words: Words | None) -> Row | None:
    return None if words is None else {"text": words.text, "start": words.start, "end": words.end}


def report_row(report: Report) -> Row:
    row = asdict(report)
    row["warnings"] = list(report.warnings)
    return row


def source_row(source: Source) -> Row:
    mention = source.mention
    return {
        "mention": mention and mention.text,
        "start": mention and mention.start,
        "end": mention and mention.end,
        "name": source.name,
        "kind": source.kind,
        "side": source.side,
        "via": list(source.via),
    }


def place_row(place: Place | None) -> Row | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "mention": place.mention and place.mention.text,
        "start": place.mention and place.mention.start,
        "end": place.mention and place.mention.end,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "gazetteer": place.gazetteer,
        "parents": list(place.parents),
    }


def when_row(when: When | None) -> Row | None:
    if when is None:
        return None
    return {
        "from": when.earliest,
        "to": when.latest,
        "mention": when.mention and when.mention.text,
        "start": when.mention and when.mention.start,
        "end": when.mention and when.mention.end,
        "precision": when.precision,
    }


def figure_row(figure: Figure) -> Row:
    return {
        "what": str(figure.what),
        "low": figure.low,
        "high": figure.high,
        "of": figure.of,
        "mention": figure.mention and figure.mention.text,
        "start": figure.mention and figure.mention.start,
        "end": figure.mention and figure.mention.end,
    }


def claim_row(claim: Claim) -> Row:
    control = claim.control
    return {
        "claim": claim.id,
        "report": claim.report,
        "quote": words_row(claim.quote),
        "source": source_row(claim.source),
        "cue": words_row(claim.cue),
        "modality": str(claim.modality),
        "type": str(claim.type),
        "actor": claim.actor,
        "target": claim.target,
        "place": place_row(claim.place),
        "when": when_row(claim.when),
        "quantities": [figure_row(f) for f in claim.figures],
        "control": control and {"holder": control.holder, "place": control.place, "extent": control.extent, "change": str(control.change)},
        "made_by": claim.made_by,
        "confidence": dict(claim.confidence) or None,
        "filled": list(claim.filled),
    }


def event_row(event: Event) -> Row:
    grade = event.grade
    return {
        "event": event.id,
        "type": str(event.type),
        "place": place_row(event.place),
        "from": event.earliest,
        "to": event.latest,
        "claims": list(event.claims),
        "reports": event.reports,
        "roots": [{"root": r.name, "side": r.side, "claims": list(r.claims)} for r in event.roots],
        "figures": [
            {
                "what": str(f.what),
                "of": f.of,
                "low": f.low,
                "high": f.high,
                "by_root": [{"root": b.root, "low": b.low, "high": b.high, "claims": list(b.claims)} for b in f.by_root],
            }
            for f in event.figures
        ],
        "grade": grade and {"label": str(grade.label), "rule": grade.rule, "because": list(grade.because)},
        "findings": [
            {"finding": f.id, "kind": str(f.kind), "strength": str(f.strength), "claims": list(f.claims), "because": f.because}
            for f in event.findings
        ],
    }


def spell_row(spell: Spell) -> Row:
    row: Row = {
        "place": spell.place,
        "holder": spell.holder,
        "state": str(spell.state),
        "extent": spell.extent,
        "from": {"earliest": spell.start.earliest, "latest": spell.start.latest},
        "to": {"earliest": spell.end.earliest, "latest": spell.end.latest},
        "according_to": spell.according_to,
        "claims": list(spell.claims),
    }
    if spell.according_to is None:
        row |= {"rule": spell.rule, "because": spell.because}
    return row


# --- from rows -------------------------------------------------------------------------------------------------


def _rows(lines: Iterable[str], name: str) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InterchangeError(f"{name}, line {number}: not JSON ({error})") from None
        if not isinstance(row, dict):
            raise InterchangeError(f"{name}, line {number}: one JSON object a line is expected")
        yield number, row


def _words(row: Row | None) -> Words | None:
    if not row or row.get("start") is None:
        return None
    return Words(text=row.get("text") or "", start=int(row["start"]), end=int(row["end"]))


def _mention(row: Row) -> Words | None:
    """A mention that stands beside its offsets; without offsets its words alone cannot be traced and are left out."""
    if not row.get("mention") or row.get("start") is None:
        return None
    return Words(text=row["mention"], start=int(row["start"]), end=int(row["end"]))


def _source(row: Row) -> Source:
    return Source(
        name=row.get("name") or row.get("mention") or "narrator",
        mention=_mention(row),
        kind=row.get("kind") or "unknown",
        side=row.get("side"),
        via=tuple(row.get("via") or ()),
    )


def _place(row: Row | None) -> Place | None:
    if not row or not (row.get("name") or row.get("country")):
        return None
    return Place(
        name=row.get("name") or "",
        mention=_mention(row),
        country=row.get("country") or None,
        lat=row.get("lat"),
        lon=row.get("lon"),
        precision=row.get("precision"),
        gazetteer=row.get("gazetteer"),
        parents=tuple(row.get("parents") or ()),
    )


def _when(row: Row | None) -> When | None:
    if not row or not row.get("from"):
        return None
    return When(earliest=row["from"], latest=row.get("to") or row["from"], mention=_mention(row), precision=row.get("precision"))


def _figure(row: Row) -> Figure:
    return Figure(what=Measure(row["what"]), low=row.get("low"), high=row.get("high"), of=row.get("of") or None, mention=_mention(row))


def _control(row: Row | None) -> Control | None:
    if not row or not row.get("holder"):
        return None
    return Control(holder=row["holder"], place=row.get("place") or "", extent=row.get("extent") or "all", change=Change(row["change"]))


def claim_from(row: Row) -> Claim:
    """A claim from its public form. Raises KeyError, ValueError or TypeError on what is not in that form."""
    quote = _words(row["quote"])
    if quote is None:
        raise ValueError("a claim needs a quote with start and end")
    return Claim(
        id=str(row["claim"]),
        report=str(row["report"]),
        quote=quote,
        source=_source(row.get("source") or {}),
        type=EventType(row["type"]),
        modality=Modality(row.get("modality") or "asserted"),
        cue=_words(row.get("cue")),
        actor=row.get("actor") or None,
        target=row.get("target") or None,
        place=_place(row.get("place")),
        when=_when(row.get("when")),
        figures=tuple(_figure(q) for q in row.get("quantities") or ()),
        control=_control(row.get("control")),
        made_by=row.get("made_by") or "",
        confidence=row.get("confidence") or {},
        filled=tuple(row.get("filled") or ()),
    )


def read_claims(lines: Iterable[str], name: str) -> Iterator[Claim]:
    """Claims from interchange lines. name is what errors call the file. Raises InterchangeError with the line's number."""
    seen: set[str] = set()
    for number, row in _rows(lines, name):
        try:
            claim = claim_from(row)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise InterchangeError(f"{name}, line {number}: {type(error).__name__}: {error}") from None
        if claim.id in seen:
            raise InterchangeError(f"{name}, line {number}: claim id {claim.id!r} stands twice")
        seen.add(claim.id)
        yield claim


def report_from(row: Row) -> Report:
    """A report from its public form; only text is required. Raises KeyError or TypeError on what is not in that form."""
    text = row["text"]
    if not isinstance(text, str):
        raise TypeError("text is not a string")
    row = {**row, "published": row.get("published") or row.get("dct")}  # TIMEX3 corpora call the publication date dct
    known = {k: row.get(k) or None for k in ("url", "publisher", "published", "language", "title", "author", "collected")}
    return Report(
        id=str(row.get("id") or report_id(text)),
        text=text,
        digest=row.get("digest") or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        location=row.get("location") or "",
        warnings=tuple(row.get("warnings") or ()),
        **known,
    )
