"""ZIP archives of any of these formats, and single gzipped files. Nothing is unpacked to disk."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from onrecord.errors import ReadError
from onrecord.read.formats import warc
from onrecord.read.formats.base import File, Format, Original
from onrecord.read.formats.members import printable_name, read_member
from onrecord.read.formats.risky import LARGEST
from onrecord.read.formats.zips import open_zip, unpack
from onrecord.records import Skipped

MOST_FILES = 20_000
MOST_BYTES = 2_000_000_000  # unpacked, of all files of one archive
_ABOUT = frozenset({"README", "LICENSE", "LICENCE"})
_OUTSIDE = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")


def read(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    """Every file of the archive in the order of names; hidden files and those about the archive are left out, as in folders."""
    with path.open("rb") as file, open_zip(file, location) as archive:
        infos = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda i: i.filename)
        if not infos:
            raise ReadError(location, "the archive is empty")
        unpacked = 0
        for number, info in enumerate(infos):
            here = f"{location}#{printable_name(info.filename)}"
            if number >= MOST_FILES or unpacked > MOST_BYTES:
                limit = f"{MOST_FILES:,} files" if number >= MOST_FILES else f"{MOST_BYTES // 1_000_000_000} GB unpacked"
                yield Skipped(location=here, reason=f"the archive holds more than {limit}; this file and those after it were not read")
                return
            if _OUTSIDE.search(info.filename):
                yield Skipped(location=here, reason="its path leads out of the archive")
            elif not _left_out(info.filename):
                yield from _member(archive, info, path, location, max_chars)
                unpacked += min(info.file_size, LARGEST)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    try:
        raw = unpack(archive, info, f"{location}#{printable_name(info.filename)}")
    except ReadError as error:
        yield Skipped(location=error.location, reason=error.problem)
        return
    yield from read_member(info.filename, raw, path, location, max_chars)


def _left_out(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(p.startswith((".", "__MACOSX")) for p in parts) or parts[-1].partition(".")[0].upper() in _ABOUT


def read_gzip(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    """A gzipped WARC record by record; anything else as the one file it holds."""
    try:
        with path.open("rb") as file, gzip.GzipFile(fileobj=file) as unpacked:
            if unpacked.read(5) != b"WARC/":
                unpacked.seek(0)
                raw = unpacked.read(LARGEST + 1)
            else:
                raw = b""
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise ReadError(location, "this is a compressed file that is damaged or cut short") from None
    if not raw:
        yield from warc.read(path, location, max_chars)
    elif len(raw) > LARGEST:
        raise ReadError(location, f"it swells to more than {LARGEST // 1_000_000:,} MB when unpacked (a bomb, or no report)")
    else:
        name = PurePosixPath(path.name).name
        yield from read_member(name[:-3] if name.lower().endswith(".gz") else name, raw, path, location, max_chars)


FORMAT = Format(name="ZIP archive", endings=(".zip",), read=read)
GZIP = Format(name="gzipped file", endings=(".gz",), read=read_gzip)
