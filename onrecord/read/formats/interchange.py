"""Reports in the interchange form, one JSON object a line. The text stays exactly as given: other programs hold offsets into it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from onrecord.errors import ReadError
from onrecord.interchange import report_from
from onrecord.read.formats.base import BYTES_A_CHAR, File, Format, Original, sha256
from onrecord.read.published import to_published
from onrecord.records import Report, Skipped

_TEXTS = ("url", "publisher", "published", "language", "title", "author", "collected")
_SURROGATE = re.compile("[\ud800-\udfff]")
LINE_OVERHEAD = 3  # a line may be this many times longer than its longest text: \uXXXX escapes and the other keys


def read(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    """One report a line. A line that is no report is passed over with its number, and the rest goes on."""
    limit = LINE_OVERHEAD * BYTES_A_CHAR * max_chars + 10_000
    reports = 0
    with path.open("rb") as file:
        number = 0
        while line := file.readline(limit + 1):
            number += 1
            here = f"{location}#{number}"
            if len(line) > limit and not line.endswith(b"\n"):
                _drop_rest(file, limit)
                yield Skipped(location=here, reason=f"the line is longer than a text of {max_chars:,} characters can be; see --max-text")
                continue
            raw = line.removeprefix(b"\xef\xbb\xbf").strip(b"\r\n") if number == 1 else line.strip(b"\r\n")
            if not raw.strip():
                continue
            try:
                yield Original(raw=raw, report=parse_line(raw, here))
                reports += 1
            except ReadError as error:
                reports += 1
                yield Skipped(location=here, reason=error.problem)
    if not reports:
        raise ReadError(location, "the file is empty")


def parse_line(raw: bytes, location: str) -> Report:
    """One report from its JSON. Raises ReadError."""
    try:
        row = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise ReadError(location, "the line is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise ReadError(location, f"not JSON: {error}") from None
    return report_of(row, raw, location)


def report_of(row: object, raw: bytes, location: str) -> Report:
    """A report from one JSON object that has a text; keys that are not known are ignored. Raises ReadError."""
    if not isinstance(row, dict):
        raise ReadError(location, "a report is a JSON object; this is not one")
    if not isinstance(row.get("text"), str):
        raise ReadError(location, 'there is no "text": this is not a report')
    if not row["text"].strip():
        raise ReadError(location, "the text is empty")
    known, warnings = _known(row)
    return replace(report_from(known), digest=sha256(raw), location=location, warnings=tuple(warnings))


def _known(row: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The keys of the public form, each of its type; what had to be left out is said."""
    known: dict[str, Any] = {}
    warnings = [w for w in row.get("warnings") or () if isinstance(w, str)] if isinstance(row.get("warnings"), list) else []
    for key in ("id", "text", *_TEXTS):
        value = row.get(key)
        if value is None or value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, str | int):
            warnings.append(f"{key} is not a string and was left out")
            continue
        plain = _SURROGATE.sub("\ufffd", str(value))
        if plain != str(value):
            warnings.append(f"{key} held halves of code points, shown as U+FFFD")
        known[key] = plain
    known["confidential"] = bool(row.get("confidential"))
    if isinstance(row.get("supersedes"), str):
        known["supersedes"] = _SURROGATE.sub("\ufffd", row["supersedes"])
    if "published" in known:
        published = to_published(known["published"])
        if published is None:
            warnings.append(f"published {known['published'][:40]!r} is not a date that can be read")
        known["published"] = published
    return known, warnings


def _drop_rest(file: Any, limit: int) -> None:
    while (piece := file.readline(limit)) and not piece.endswith(b"\n"):
        pass


FORMAT = Format(name="interchange lines", endings=(".jsonl", ".ndjson"), read=read)
