"""Formats whose parsers run apart (onrecord.read.apart): the file's bytes go there, and texts with their origins come back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from onrecord.errors import ReadError
from onrecord.read.formats.base import File, Origin, Original, Parsed, to_report
from onrecord.read.formats.heading import before_foot, past_head
from onrecord.read.formats.text import clean
from onrecord.read.formats.zips import LOCKED
from onrecord.records import Skipped

LARGEST = 200_000_000  # bytes; pictures make files of a few pages large, so the text's limit does not tell
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SURROGATE = re.compile("[\ud800-\udfff]")


def reader(parser: str) -> Callable[[File, str, int], Iterator[Original | Skipped]]:
    """A format's read, by the parser of that name."""

    def read(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
        from onrecord.read.apart import parse_apart

        raw = whole(path, location)
        parts = parse_apart(parser, raw, location, max_chars)
        yield from originals(parts, raw, location)

    return read


def whole(path: File, location: str) -> bytes:
    """The file's bytes. Raises ReadError when it is empty or larger than any file of that kind should be."""
    with path.open("rb") as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise ReadError(location, f"the file is larger than {LARGEST // 1_000_000:,} MB")
    if not raw.strip():
        raise ReadError(location, "the file is empty")
    if raw.startswith(_OLD_OFFICE):
        # A new office document with a password is wrapped in the form of the old ones.
        locked = "EncryptedPackage".encode("utf-16-le") in raw
        raise ReadError(location, LOCKED if locked else "this is an old office document, which cannot be read yet; save it in a newer form")
    return raw


def originals(parts: list[Parsed], raw: bytes, location: str) -> Iterator[Original | Skipped]:
    """Reports of what a parser found. Raises ReadError where it found no text at all."""
    found = False
    for part in parts:
        here = f"{location}#{part.part}" if part.part else location
        text = part.text.replace("\r\n", " \n").replace("\r", "\n")  # as long as before: marks are offsets into it
        cleaned = clean(_SURROGATE.sub("\ufffd", text))
        if not cleaned.text.strip():
            continue
        found = True
        end, owner = before_foot(cleaned.text)
        cut = past_head(cleaned.text, 0, part.origin.title, part.origin.author, part.origin.publisher)
        if not cleaned.text[cut:end].strip():  # nothing but a headline, or a copyright line
            cut, end = 0, len(cleaned.text)
        origin = part.origin.or_else(Origin.of("copyright line", publisher=owner))
        report = to_report(cleaned.text[cut:end], origin, raw=raw, location=here, warnings=(*part.warnings, *cleaned.changes))
        yield Original(raw=raw, report=replace(report, marks=_shifted(part.marks, cut, end)))
    if not found:
        raise ReadError(location, "the file holds no text")


def _shifted(marks: tuple[tuple[int, str], ...], cut: int, end: int) -> tuple[tuple[int, str], ...]:
    """The marks of a text of which what stands before cut and from end on is gone."""
    before = [mark for mark in marks if mark[0] <= cut][-1:]
    return tuple((max(at - cut, 0), what) for at, what in [*before, *(mark for mark in marks if cut < mark[0] < end)])
