"""Looking into ZIP files that may lie: sizes are counted while reading, never believed; nothing is written to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO

from onrecord.errors import ReadError

DAMAGED = "this is a ZIP archive or an office document that is damaged or cut short"
LOCKED = "it is protected by a password"
LARGEST_PART = 200_000_000  # bytes of one file inside, unpacked
RATIO, RATIO_FROM = 200, 10_000_000  # deflate packs prose about 3 to 1, markup 20 to 1; a bomb 1,000 to 1


def open_zip(raw: bytes | IO[bytes], location: str = "") -> zipfile.ZipFile:
    """The archive, of bytes or of an open file. Raises ReadError for what is none."""
    try:
        return zipfile.ZipFile(io.BytesIO(raw) if isinstance(raw, bytes) else raw)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeDecodeError):
        raise ReadError(location, DAMAGED) from None


def unpack(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, location: str = "", *, most: int = LARGEST_PART) -> bytes:
    """One file of the archive. Raises ReadError where it is locked, damaged, or swells beyond measure, KeyError if it is not there."""
    info = name if isinstance(name, zipfile.ZipInfo) else archive.getinfo(name)
    if info.flag_bits & 1:
        raise ReadError(location, LOCKED)
    allowed = min(most, max(RATIO_FROM, RATIO * info.compress_size))
    try:
        with archive.open(info) as file:
            raw = file.read(allowed + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        raise ReadError(location, DAMAGED) from None
    except (RuntimeError, NotImplementedError):
        raise ReadError(location, "it is packed in a way that cannot be unpacked here") from None
    if len(raw) > allowed:
        raise ReadError(location, f"it swells to more than {allowed // 1_000_000:,} MB when unpacked (a zip bomb, or no report)")
    return raw
