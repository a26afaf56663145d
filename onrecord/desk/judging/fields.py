"""The value of a corrected field: typed, chosen from a list, or words of the report. Shapes are those of the interchange form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from onrecord.desk.index import DeskIndex
from onrecord.interchange import figure_row, place_row
from onrecord.records import Claim, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

FIELDS = ("type", "modality", "quote", "source", "actor", "target", "place", "when", "quantities", "control")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Wrong(Exception):  # noqa: N818
    """What somebody should mend in a form, in words for them."""


def value_of(field: str, form: Mapping[str, str], claim: Claim, index: DeskIndex) -> Any:
    """The value as the claim's interchange form has it; None: not stated. Raises Wrong."""
    if field not in FIELDS:
        raise Wrong(f"A claim has no field {field!r} that can be corrected here.")
    made: dict[str, Callable[[], Any]] = {
        "type": lambda: _of(EventType, form, "value"),
        "modality": lambda: _of(Modality, form, "value"),
        "quote": lambda: _needed(_words(form, claim, index)),
        "source": lambda: _source(form, claim, index),
        "actor": lambda: _text(form, "value") or None,
        "target": lambda: _text(form, "value") or None,
        "place": lambda: _place(form, claim, index),
        "when": lambda: _when(form, claim, index),
        "quantities": lambda: _figures(form, claim, index),
        "control": lambda: _control(form),
    }
    return made[field]()


def _text(form: Mapping[str, str], name: str) -> str:
    text = str(form.get(name, "")).replace("\0", "").strip()
    if len(text) > 1000:
        raise Wrong("At most 1,000 characters are expected.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Wrong("There are characters in this form that no file can hold.") from None
    return text


def _of(kind: Any, form: Mapping[str, str], name: str) -> str:
    try:
        return str(kind(_text(form, name)))
    except ValueError:
        raise Wrong(f"{_text(form, name)!r} is not on the list.") from None


def _needed(words: dict[str, Any] | None) -> dict[str, Any]:
    if words is None:
        raise Wrong("Mark the words in the report, or type them as they stand there.")
    return words


def _words(form: Mapping[str, str], claim: Claim, index: DeskIndex) -> dict[str, Any] | None:
    """The words given, where they stand in the report: at the place that was marked, else nearest to the claim. None: none were given."""
    words = _text(form, "words")
    if not words:
        return None
    text = index.picture.reports[claim.report].text
    start = _text(form, "start")
    if start.isdecimal() and len(start) < 10 and text[int(start) : int(start) + len(words)] == words:
        at = int(start)
    else:
        # A page shows a wrapped line as a space; the report may have any white space there.
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        spots = sorted(pattern.finditer(text), key=lambda m: abs(m.start() - claim.quote.start))
        if not spots:
            raise Wrong(f"The report does not have the words “{words[:120]}”; they are expected exactly as they stand there.")
        at, words = spots[0].start(), spots[0].group()
    return {"text": words, "start": at, "end": at + len(words)}


def _mention(form: Mapping[str, str], claim: Claim, index: DeskIndex) -> dict[str, Any]:
    words = _words(form, claim, index)
    return {"mention": words and words["text"], "start": words and words["start"], "end": words and words["end"]}


def _kept(form: Mapping[str, str], claim: Claim, index: DeskIndex, before: Words | None) -> dict[str, Any]:
    """The words given, else those that the field had."""
    found = _mention(form, claim, index)
    if found["mention"] is None and before is not None:
        return {"mention": before.text, "start": before.start, "end": before.end}
    return found


def _source(form: Mapping[str, str], claim: Claim, index: DeskIndex) -> dict[str, Any]:
    name = _text(form, "value") or _text(form, "words")
    if not name:
        raise Wrong("Name who speaks; “narrator” is the publisher’s own voice, “unattributed” is “reportedly”.")
    known = next((c.source for c in index.claims.values() if c.source.name == name), None)
    silent = name in ("narrator", "unattributed")
    found = _mention({}, claim, index) if silent else _kept(form, claim, index, claim.source.mention)
    via = [v.strip() for v in _text(form, "via").split(";") if v.strip()]
    return found | {"name": name, "kind": known.kind if known else "unknown", "side": known.side if known else None, "via": via}


def _place(form: Mapping[str, str], claim: Claim, index: DeskIndex) -> dict[str, Any] | None:
    """A place by name. Where a claim names it already, it lies where that one says; else nobody knows where it lies."""
    name = _text(form, "value") or _text(form, "words")
    if not name:
        return None
    found = _kept(form, claim, index, claim.place.mention if claim.place else None)
    known = next((c.place for c in index.claims.values() if c.place and c.place.name == name), None)
    if known:
        return (place_row(known) or {}) | found
    empty: dict[str, Any] = {"country": None, "lat": None, "lon": None, "precision": None, "gazetteer": None, "parents": []}
    return empty | found | {"name": name}


def _when(form: Mapping[str, str], claim: Claim, index: DeskIndex) -> dict[str, Any] | None:
    first, last = _text(form, "first"), _text(form, "last") or _text(form, "first")
    if not first:
        return None
    if not (_DAY.fullmatch(first) and _DAY.fullmatch(last) and first <= last):
        raise Wrong("Two dates like 2016-12-10 are expected, the first not after the last.")
    return {"from": first, "to": last, "precision": None} | _kept(form, claim, index, claim.when.mention if claim.when else None)


def _figures(form: Mapping[str, str], claim: Claim, index: DeskIndex) -> list[dict[str, Any]]:
    """The figures that the claim has, one of them changed, taken away or added."""
    rows = [figure_row(f) for f in claim.figures]
    which = _text(form, "which")
    at = int(which) if which.isdecimal() and int(which) < len(rows) else len(rows)
    low, high = _number(form, "low"), _number(form, "high")
    if low is None and high is None:
        return rows[:at] + rows[at + 1 :]
    if low is not None and high is not None and low > high:
        raise Wrong("The lower bound is above the upper one.")
    found = _kept(form, claim, index, claim.figures[at].mention if at < len(rows) else None)
    row = {"what": _of(Measure, form, "what"), "low": low, "high": high, "of": _text(form, "of") or None} | found
    return [*rows[:at], row, *rows[at + 1 :]]


def _number(form: Mapping[str, str], name: str) -> int | None:
    text = _text(form, name).replace(",", "").replace(" ", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 10:
        raise Wrong("A whole number is expected, or nothing for an open end.")
    return int(text)


def _control(form: Mapping[str, str]) -> dict[str, Any] | None:
    holder, place = _text(form, "holder"), _text(form, "where")
    if not holder and not place:
        return None
    if not holder or not place:
        raise Wrong("Who, and which place? Both are needed.")
    extent = _text(form, "extent") or "all"
    if extent not in ("all", "most", "part") and not re.fullmatch(r"\d{1,3}%", extent):
        raise Wrong("How much of it: all, most, part, or a share like 93%.")
    return {"holder": holder, "place": place, "extent": extent, "change": _of(Change, form, "change")}
