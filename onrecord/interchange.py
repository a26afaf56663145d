"""The public form of the records: what `--format jsonl` writes and `--from-claims` reads.

Keys are added over time, never renamed. An absent value is null or a missing key, never a guess.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from onrecord.errors import InterchangeError
from onrecord.records import (
    Claim,
    Control,
    Event,
    Figure,
    Grade,
    Place,
    Report,
    Skipped,
    Source,
    Spell,
    When,
    Words,
)
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.fine_types import fine_types
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

Row = dict[str, Any]
SHORT = 12  # characters of an id that a table shows: its kind and eight more


def dump(row: Row) -> str:
    """One line of JSON, the same for the same row."""
    return json.dumps(row, ensure_ascii=False, sort_keys=False, separators=(", ", ": "))


def short(id_: str) -> str:
    """The beginning of one of our ids, enough to ask for it by; another program's id whole."""
    return id_[:SHORT] if id_[:4] in ("evt-", "fnd-", "clm-", "rpt-") else id_


def report_id(text: str) -> str:
    """Same text, same report: the digest of its content."""
    return "rpt-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


# --- to rows ---------------------------------------------------------------------------------------------------


def words_row(words: Words | None) -> Row | None:
    return None if words is None else {"text": words.text, "start": words.start, "end": words.end}


# Reports that say none of these look as they always did: their digests stand in ledgers.
_UNSAID = ("stated", "marks", "supersedes", "confidential", "dateline", "agency")


def report_row(report: Report) -> Row:
    row = asdict(report)
    row["warnings"] = list(report.warnings)
    row.update(stated=dict(report.stated), marks=[list(mark) for mark in report.marks])
    return {key: value for key, value in row.items() if value or key not in _UNSAID}


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
        "fine": [str(fine) for fine in fine_types(claim.type, claim.quote.text)],
        "actor": claim.actor,
        "target": claim.target,
        "place": place_row(claim.place),
        "when": when_row(claim.when),
        "quantities": [figure_row(f) for f in claim.figures],
        "control": control and {"holder": control.holder, "place": control.place, "extent": control.extent, "change": str(control.change)},
        "made_by": claim.made_by,
        "confidence": dict(claim.confidence) or None,
        **({"translation": {"text": claim.translation, "by": "machine"}} if claim.translation else {}),
        "filled": list(claim.filled),
    }


def grade_row(grade: Grade) -> Row:
    """by_rule: what the rules give, where a person set another."""
    row: Row = {"label": str(grade.label), "rule": grade.rule, "because": list(grade.because)}
    return row | {"by_rule": grade_row(grade.ruled)} if grade.ruled else row


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
        "origins": [{"claim": o.claim, "basis": str(o.basis), "of": o.of, "share": o.share, "because": o.because} for o in event.origins],
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
        "grade": grade and grade_row(grade),
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


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, Row | InterchangeError]]:
    """Each line's number with its object, or with what is wrong with it."""
    for number, line in enumerate(lines, 1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            line.encode()
            row = json.loads(line.removeprefix("\ufeff") if number == 1 else line)
        except UnicodeEncodeError:  # bytes that were let through as halves of code points
            yield number, InterchangeError("the line is not UTF-8")
        except ValueError as error:
            yield number, InterchangeError(f"not JSON ({error})")
        except RecursionError:
            yield number, InterchangeError("not JSON that can be read (nested too deep)")
        else:
            yield number, row if isinstance(row, dict) else InterchangeError("one JSON object a line is expected")


# What each key of a claim holds. A check gives the words for what it expected, or None if the value will do.
Check = Callable[[Any], str | None]


def _expects(words: str, test: Callable[[Any], bool]) -> Check:
    return lambda value: None if test(value) else words


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


def _one_of(codes: type[StrEnum]) -> Check:
    return _expects("one of the codes in docs/vocabulary.md", lambda value: isinstance(value, str) and value in list(codes))


_TEXT = _expects("text", lambda value: isinstance(value, str))
_ID = _expects("an id (text)", lambda value: (isinstance(value, str) and bool(value)) or _is_whole(value))
_WHOLE = _expects("a whole number of zero or more", _is_whole)
_NUMBER = _expects("a number", _is_number)
_DAY = _expects("a day like 2016-12-11", _is_day)
_TEXTS = _expects("a list of texts", lambda value: isinstance(value, list) and all(isinstance(v, str) for v in value))
_SHARES = _expects("an object of numbers", lambda value: isinstance(value, dict) and all(_is_number(v) for v in value.values()))
_SPOT = {"mention": _TEXT, "start": _WHOLE, "end": _WHOLE}
_WORDS = {"text": _TEXT, "start": _WHOLE, "end": _WHOLE}
_CLAIM: dict[str, Any] = {
    "claim": _ID,
    "report": _ID,
    "quote": _WORDS,
    "source": {**_SPOT, "name": _TEXT, "kind": _TEXT, "side": _TEXT, "via": _TEXTS},
    "cue": _WORDS,
    "modality": _one_of(Modality),
    "type": _one_of(EventType),
    "actor": _TEXT,
    "target": _TEXT,
    "place": {
        **_SPOT,
        **{"name": _TEXT, "country": _TEXT, "lat": _NUMBER, "lon": _NUMBER, "precision": _WHOLE, "gazetteer": _TEXT, "parents": _TEXTS},
    },
    "when": {**_SPOT, "from": _DAY, "to": _DAY, "precision": _WHOLE},
    "quantities": [{**_SPOT, "what": _one_of(Measure), "low": _NUMBER, "high": _NUMBER, "of": _TEXT}],
    "control": {"holder": _TEXT, "place": _TEXT, "extent": _TEXT, "change": _one_of(Change)},
    "made_by": _TEXT,
    "confidence": _SHARES,
    "filled": _TEXTS,
}
_NEEDED = ("claim", "report", "quote", "type")


def _check(value: Any, shape: Any, where: str) -> None:
    """Raises InterchangeError where a value is not of its shape. An absent value is fine: null or a missing key."""
    if value is None:
        return
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            raise InterchangeError(f"{where}: an object is expected")
        for key, inner in shape.items():
            _check(value.get(key), inner, f"{where}.{key}" if where else key)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise InterchangeError(f"{where}: a list is expected")
        for number, item in enumerate(value):
            _check(item if item is not None else {}, shape[0], f"{where}[{number}]")
    elif expected := shape(value):
        raise InterchangeError(f"{where}: {str(value)[:40]!r} is not {expected}")


def _checked(row: Row) -> Claim:
    """A claim that somebody else wrote. Raises InterchangeError with what is wrong and in which key."""
    for key in _NEEDED:
        if row.get(key) is None:
            raise InterchangeError(f"{key} is missing")
    _check(row, _CLAIM, "")
    for number, figure in enumerate(row.get("quantities") or ()):
        if not figure or figure.get("what") is None:
            raise InterchangeError(f"quantities[{number}].what is missing")
        if None not in (figure.get("low"), figure.get("high")) and figure["low"] > figure["high"]:
            raise InterchangeError(f"quantities[{number}]: low is above high")
    when = row.get("when") or {}
    if when.get("from") and (when.get("to") or when["from"]) < when["from"]:
        raise InterchangeError("when: from is after to")
    if row["quote"].get("start") is None or row["quote"].get("end") is None:
        raise InterchangeError("quote: start and end are missing")
    if (row.get("control") or {}).get("holder") and row["control"].get("change") is None:
        raise InterchangeError("control.change is missing")
    try:
        return claim_from(row)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise InterchangeError(f"this is not a claim ({error})") from None


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
        translation=(row.get("translation") or {}).get("text") or None,
        filled=tuple(row.get("filled") or ()),
    )


def read_claims(lines: Iterable[str], name: str, *, on_skip: Callable[[Skipped], None] | None = None) -> Iterator[Claim]:
    """Claims from interchange lines. name is what errors call the file.

    A line that holds no claim goes to on_skip and the rest goes on; without on_skip, InterchangeError is raised with the line's number.
    """
    seen: set[str] = set()
    for number, row in _rows(lines):
        try:
            if isinstance(row, InterchangeError):
                raise row
            claim = _checked(row)
            if claim.id in seen:
                raise InterchangeError(f"claim id {claim.id!r} stands twice")
        except InterchangeError as error:
            if on_skip is None:
                raise InterchangeError(f"{name}, line {number}: {error}") from None
            on_skip(Skipped(location=f"{name}#{number}", reason=str(error)))
            continue
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
        stated=tuple((str(k), str(v)) for k, v in row["stated"].items()) if isinstance(row.get("stated"), dict) else (),
        marks=tuple(_marks(row.get("marks"))),
        dateline=row["dateline"] if isinstance(row.get("dateline"), str) else None,
        agency=row["agency"] if isinstance(row.get("agency"), str) else None,
        supersedes=row["supersedes"] if isinstance(row.get("supersedes"), str) else None,
        confidential=bool(row.get("confidential")),
        **known,
    )


def _marks(value: object) -> Iterator[tuple[int, str]]:
    for mark in value if isinstance(value, list) else ():
        match mark:
            case [int(at), str(what)] if at >= 0:
                yield at, what
