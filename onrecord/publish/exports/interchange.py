"""The interchange form: reports, claims, events and spells as one JSON object a line, in one zip, which our own commands read back."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.interchange import claim_row, dump, event_row, report_row, spell_row
from onrecord.publish.exports.base import Exporter
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.publish.exports.packs import written
from onrecord.records import Event, Picture, Report

KEYS = (
    ("reports.jsonl", "Reports (docs/interchange.md), with their text as far as it may leave, and without where they were read from."),
    ("claims.jsonl", "Claims (docs/interchange.md)."),
    ("events.jsonl", "Events with roots, figures, findings and grades (docs/interchange.md)."),
    ("control.jsonl", "Spells of control (docs/interchange.md)."),
)

RULES = (
    "One JSON object a line, UTF-8. Offsets count code points of the report's text; covered names keep their length.",
    "A report that tells of an event held back has no text, headline or path of its address, and its claims only the words that they share"
    " with none held back.",
    "`onrecord events --from-claims claims.jsonl --reports reports.jsonl` links and reconciles them again.",
    "With `--uncovered` nothing is covered, coarsened or held back: for another machine of the same analyst, never for publishing."
    " From it come the same events, findings and grades, as long as nobody's judgements changed them: those travel with `--all`.",
)
_OURS = ("location", "warnings", "collected")  # of our machine, not of the report


def _write(out: Outgoing, path: Path) -> int:
    parts = (out.reports.values(), (c for e in out.events for c in out.of(e)), out.events, out.spells)
    return _pack(path, (map(_report, parts[0]), map(claim_row, parts[1]), map(_event, parts[2]), map(spell_row, parts[3])))


def write_uncovered(picture: Picture, path: Path) -> int:
    """Everything, as the analyst has it. Gives the number of lines."""
    parts = (picture.reports.values(), picture.claims.values(), picture.events, picture.spells)
    return _pack(path, (map(report_row, parts[0]), map(claim_row, parts[1]), map(event_row, parts[2]), map(spell_row, parts[3])))


def _report(report: Report) -> dict[str, Any]:
    return {key: value for key, value in report_row(report).items() if key not in _OURS}


def _event(event: Event) -> dict[str, Any]:
    """Without what a root's claims have in common, in words: they may be those of a claim held back."""
    row = event_row(event)
    return row | {"origins": [{**origin, "because": ""} for origin in row["origins"]]}


def _pack(path: Path, parts: Iterable[Iterable[dict[str, Any]]]) -> int:
    count = 0
    with zipfile.ZipFile(path, "w") as pack:
        for (name, _), rows in zip(KEYS, parts, strict=True):
            with written(pack, name) as file:
                for line in _lines(rows):
                    file.write(line)
                    count += 1
    return count


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    for row in rows:
        try:
            yield (dump(row) + "\n").encode()
        except UnicodeEncodeError:  # halves of code points, which only JSON's own escapes can carry
            yield (json.dumps(row) + "\n").encode()


INTERCHANGE = Exporter(
    name="interchange",
    ending=".zip",
    means="Reports, claims, events and spells in the interchange form, in one zip.",
    columns=KEYS,
    rules=RULES,
    write=_write,
)
