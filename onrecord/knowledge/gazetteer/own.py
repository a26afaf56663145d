"""A team's own places: a CSV with a header (own_csv.py), a GeoNames country dump as .txt or .zip (own_dump.py), or a folder of versions of
such files (versions.py)."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from onrecord.errors import VocabularyError
from onrecord.knowledge.gazetteer import own_csv, own_dump
from onrecord.knowledge.gazetteer.entry import Entry
from onrecord.knowledge.gazetteer.versions import LARGEST, current, read_bytes


def read_places(path: Path) -> list[Entry]:
    """The places of a file, or of the newest version of every file in a folder. Raises VocabularyError with the lines that are wrong."""
    if path.is_dir():
        return [entry for version in current(path) for entry in parse_places(read_bytes(version.path), str(version.path))]
    return parse_places(read_bytes(path), str(path))


def parse_places(data: bytes, where: str) -> list[Entry]:
    """The places of a file's content; where: how errors name it. Raises VocabularyError on content that is in neither form."""
    text = _text(_unpacked(data, where), where)
    rows = own_dump.parse(text, where) if own_dump.looks_so(text) else own_csv.parse(text, where)
    if not rows:
        raise VocabularyError(f"{where}: holds no place")
    return rows


def _unpacked(data: bytes, where: str) -> bytes:
    """The content; of a GeoNames zip, the table in it (beside it lies a readme)."""
    if not data.startswith(b"PK\x03\x04"):
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            tables = [m for m in archive.infolist() if m.filename.lower().endswith((".txt", ".csv")) and "readme" not in m.filename.lower()]
            if len(tables) != 1:
                raise VocabularyError(f"{where}: a zip with one .txt or .csv table is expected, this one has {len(tables)}")
            with archive.open(tables[0]) as file:
                found = file.read(LARGEST + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, OSError) as error:
        raise VocabularyError(f"{where}: the zip cannot be read ({error})") from None
    if len(found) > LARGEST:
        raise VocabularyError(f"{where}: longer than {LARGEST:,} bytes when unpacked; take out the countries and places that you need")
    return found


def _text(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise VocabularyError(f"{where}, line {line}: not UTF-8; save the table as UTF-8") from None
