"""What every format gives back: reports with the bytes they came from, or what was passed over and why."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from onrecord.errors import ReadError
from onrecord.interchange import report_id
from onrecord.read.formats.dateline import find_dateline
from onrecord.records import Report, Skipped

BYTES_A_CHAR = 4  # the most that one code point takes in any encoding we read
PAGE_OVERHEAD = 10  # a page may hold this many times its text in markup; beyond it nothing is parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A report and the bytes it was read from, which are archived before anybody sees the report."""

    raw: bytes
    report: Report


@dataclass(frozen=True, slots=True)
class Held:
    """A file inside another file, or from standard input. It lives in memory: nothing of a report is written to a temporary folder."""

    name: str
    raw: bytes
    depth: int = 0  # how many files lie around it
    ending: str = ""  # what kind of file its container says it is; by its name, if empty
    charset: str = ""  # the encoding that whoever sent it named

    @property
    def suffix(self) -> str:
        return self.ending or PurePosixPath(self.name).suffix

    def open(self, _mode: str = "rb") -> IO[bytes]:
        return io.BytesIO(self.raw)


File = Path | Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file. read takes (file, location as printed, max_chars) and gives reports one by one; it raises ReadError or OSError."""

    name: str
    endings: tuple[str, ...]
    read: Callable[[File, str, int], Iterator[Original | Skipped]]


FIELDS = ("title", "publisher", "published", "author", "url", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a file says of itself; None: it does not say."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    stated: tuple[tuple[str, str], ...] = ()  # where each was read: ("published", "dateline")

    @classmethod
    def of(cls, where: str, **values: str | None) -> Origin:
        """What one place of a file says, with that place beside each value."""
        return cls(**values, stated=tuple((name, where) for name, value in values.items() if value))

    def or_else(self, other: Origin) -> Origin:
        """This, and from the other what this does not say."""
        values = {name: getattr(self, name) or getattr(other, name) for name in FIELDS}
        stated = dict(self.stated)
        stated.update((n, where) for n, where in other.stated if not getattr(self, n))
        return Origin(**values, stated=tuple(sorted(stated.items())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a parser makes of a file or of a part of it, before anything is known of where the file lies."""

    text: str
    origin: Origin = Origin()
    warnings: tuple[str, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()  # (offset in text, what of the original begins there: "page 3")
    unread: int = 0  # pages without a text layer, which were not read
    part: str = ""  # which part of the file, where it holds several reports: "row 7"


def file_bytes(path: File, location: str, max_bytes: int, max_chars: int) -> bytes:
    """The whole file. Raises ReadError when it is empty or so large that its text must be over max_chars."""
    with path.open("rb") as file:
        raw = file.read(max_bytes + 1)
    if len(raw) > max_bytes:
        raise ReadError(location, f"the file is larger than a text of {max_chars:,} characters can be; --max-text raises the limit")
    if not raw.strip():
        raise ReadError(location, "the file is empty")
    return raw


def sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def to_report(text: str, origin: Origin, *, raw: bytes, location: str, warnings: tuple[str, ...] = ()) -> Report:
    """A report of one file. Its id comes from the text and from what the file says of its origin, so that two outlets
    that print the same words stay two reports."""
    parts = [origin.publisher, origin.url, origin.published]
    credit = find_dateline(text)
    place, agency = (credit.place, credit.agency) if credit else (None, None)
    said = (*origin.stated, *((name, "dateline") for name, value in (("agency", agency), ("dateline", place)) if value))
    return Report(
        id=report_id(json.dumps([text, *parts])) if any(parts) else report_id(text),
        text=text,
        title=origin.title,
        publisher=origin.publisher,
        published=origin.published,
        author=origin.author,
        url=origin.url,
        language=origin.language,
        digest=sha256(raw),
        location=location,
        warnings=warnings,
        stated=said,
        dateline=place,
        agency=agency,
    )
