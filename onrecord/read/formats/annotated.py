"""A JSON file: one report (an object with a "text", as annotated reports have), a list of them, or an export that is known (exports.py)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord.errors import ReadError
from onrecord.read.formats.base import BYTES_A_CHAR, PAGE_OVERHEAD, File, Format, Original, file_bytes
from onrecord.read.formats.exports import find_export, without_script
from onrecord.read.formats.interchange import report_of
from onrecord.read.formats.risky import originals
from onrecord.read.formats.text import decode
from onrecord.records import Skipped


def read(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    raw = file_bytes(path, location, BYTES_A_CHAR * PAGE_OVERHEAD * max_chars, max_chars)
    text, _ = decode(raw, location)
    try:
        content = json.loads(without_script(text.removeprefix("\ufeff")))
    except (ValueError, RecursionError) as error:
        raise ReadError(location, f"not JSON: {error}") from None
    export = find_export(content)
    if export is not None:
        yield from originals(export, raw, location)
        return
    if not isinstance(content, list):
        yield Original(raw=raw, report=report_of(content, raw, location))
        return
    rows = [row for row in content if isinstance(row, dict) and isinstance(row.get("text"), str)]
    if not rows:
        raise ReadError(location, 'nothing in it has a "text": this is not a report')
    for number, row in enumerate(content, 1):
        here = f"{location}#{number}"
        try:
            yield Original(raw=raw, report=report_of(row, raw, here))
        except ReadError as error:
            yield Skipped(location=here, reason=error.problem)


FORMAT = Format(name="annotated report", endings=(".json", ".js"), read=read)
