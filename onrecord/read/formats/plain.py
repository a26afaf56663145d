"""Plain text. The text is the file's, cleaned; what stands above it as front matter or key lines becomes the report's origin."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import ReadError
from onrecord.read.formats.base import BYTES_A_CHAR, File, Format, Original, file_bytes, to_report
from onrecord.read.formats.heading import past_head, read_heading
from onrecord.read.formats.text import clean, decode
from onrecord.records import Skipped


def read(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    raw = file_bytes(path, location, BYTES_A_CHAR * max_chars, max_chars)
    text, warnings = decode(raw, location)
    origin, skip = read_heading(text)
    cleaned = clean(text, skip=past_head(text, skip, origin.title, origin.author, origin.publisher))
    if not cleaned.text.strip():
        raise ReadError(location, "the file holds no text")
    report = to_report(cleaned.text, origin, raw=raw, location=location, warnings=(*warnings, *cleaned.changes))
    yield Original(raw=raw, report=report)


FORMAT = Format(name="plain text", endings=(".txt", ".text"), read=read)
