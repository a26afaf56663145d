"""Lists that name pages and hold no text: GDELT's GKG tables and its lists of articles. The pages are fetched like any address.

Of a list its addresses alone are taken: GDELT's own coding of places, themes and tones is not what a report says.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import IO

from onrecord.errors import ReadError
from onrecord.read.formats.base import File
from onrecord.read.formats.zips import LARGEST_PART, open_zip, unpack
from onrecord.records import Skipped

# A GKG 2.1 record: number, moment, 1 for the web, whose page, its address, then themes, places, tones. GKG 1 begins with a day.
_GKG2 = re.compile(rb"^\d{14}-T?\d+\t\d{14}\t[1-6]\t[^\t\n]*\t")
_GKG1 = re.compile(rb"^DATE\tNUMARTS\tCOUNTS\tTHEMES\t")
_ARTICLES = re.compile(rb'^\s*\{\s*"articles"\s*:\s*\[')
HEAD = 4096
MOST_ADDRESSES = 100_000
SKIPPED_ROWS = "{count:,} rows of it name no page of the web"


def find_addresses(file: File, location: str, on_skip: Callable[[Skipped], None]) -> list[str] | None:
    """The addresses that a list names, each once, in their order; None for a file that is none. What cannot be read goes to on_skip."""
    try:
        with file.open("rb") as opened:
            head = opened.read(HEAD)
            if head.startswith(b"PK\x03\x04"):
                return _zipped(opened, location, on_skip)
            start = head.removeprefix(b"\xef\xbb\xbf")
            if not (_GKG1.match(start) or _GKG2.match(start) or _ARTICLES.match(start)):
                return None
            opened.seek(0)
            return _addresses(opened.read(LARGEST_PART), location, on_skip)
    except (OSError, ReadError):
        return None  # the formats say why it cannot be read


def _zipped(opened: IO[bytes], location: str, on_skip: Callable[[Skipped], None]) -> list[str] | None:
    """GDELT gives each table as the one file of an archive."""
    opened.seek(0)
    with open_zip(opened, location) as archive:
        names: list[zipfile.ZipInfo] = archive.infolist()
        if len(names) != 1 or not names[0].filename.lower().endswith((".gkg.csv", ".gkg.csv.txt")):
            return None
        raw = unpack(archive, names[0], location)
    return _addresses(raw, location, on_skip) if _GKG1.match(raw) or _GKG2.match(raw) else None


def _addresses(raw: bytes, location: str, on_skip: Callable[[Skipped], None]) -> list[str]:
    start = raw.removeprefix(b"\xef\xbb\xbf")
    if _ARTICLES.match(start):
        named = _of_articles(start)
    else:
        column = 10 if _GKG1.match(start) else 4
        named = _of_table(start, column, most=1 if column == 4 else None)
    found = [address for address in named if address.startswith(("http://", "https://"))]
    if other := len(named) - len(found):
        on_skip(Skipped(location=location, reason=SKIPPED_ROWS.format(count=other)))
    found = list(dict.fromkeys(found))
    if len(found) > MOST_ADDRESSES:
        on_skip(Skipped(location=location, reason=f"it names more than {MOST_ADDRESSES:,} pages; those after them were not fetched"))
    return found[:MOST_ADDRESSES]


def _of_table(raw: bytes, column: int, *, most: int | None) -> list[str]:
    """What stands in a column, of version 1 several addresses parted by <UDIV>."""
    named = []
    for line in io.BytesIO(raw):
        cells = line.rstrip(b"\r\n").split(b"\t")
        if line.strip() and not _GKG1.match(line):
            cell = cells[column].decode("utf-8", "replace").strip() if len(cells) > column else ""
            named += [cell] if most else [part.strip() for part in cell.split("<UDIV>")]
    return named


def _of_articles(raw: bytes) -> list[str]:
    try:
        rows = json.loads(raw.decode("utf-8", "replace"))["articles"]
    except (ValueError, RecursionError, KeyError):
        return []
    return [str(row.get("url", "")).strip() if isinstance(row, dict) else "" for row in rows]
