"""Files of a team's own places, kept in versions that are never changed.

A folder holds whole files, `NAME-0001-2026-12-01-5f3a….csv`: of every NAME the newest version counts, and all names are read together, so
that a team may have a country's dump and its own list. Earlier versions say what was believed then.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import VocabularyError

LARGEST = 200_000_000  # bytes; the dump of a large country is a tenth of this
_VERSION = re.compile(r"([A-Za-z0-9_.]+)-(\d{4,})-(\d{4}-\d\d-\d\d)-([0-9a-f]{12})\.(csv|txt|zip)")
_NAME = re.compile(r"[A-Za-z0-9_.]{1,60}")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Version:
    """One version of one file. digest: the first twelve hex digits of its SHA-256."""

    name: str
    number: int
    day: str
    digest: str
    path: Path


def versions(folder: Path) -> list[Version]:
    """The versions in a folder, by name and oldest first; other files in it are passed over."""
    found = ((_VERSION.fullmatch(path.name), path) for path in folder.iterdir()) if folder.is_dir() else ()
    return sorted(Version(name=m[1], number=int(m[2]), day=m[3], digest=m[4], path=path) for m, path in found if m)


def current(folder: Path) -> list[Version]:
    """The newest version of every name. Raises VocabularyError if one is not what was put there."""
    newest = {v.name: v for v in versions(folder)}
    for version in newest.values():
        if _digest(read_bytes(version.path)) != version.digest:
            raise VocabularyError(f"{version.path}: changed since it was added; add the changed file as a new version")
    return list(newest.values())


def keep(data: bytes, folder: Path, *, name: str, suffix: str, day: str) -> tuple[Version, bool]:
    """Puts a file's content that was checked into the folder as the newest version of its name; False if that has the same bytes already.

    suffix: csv, txt or zip. day: ISO date, part of the version's name. Raises VocabularyError on a name that is not one, and OSError.
    """
    if not _NAME.fullmatch(name):
        raise VocabularyError(f"{name!r}: the name under which places are kept has letters, digits, _ and . alone")
    before = [v for v in versions(folder) if v.name == name]
    if before and before[-1].digest == _digest(data):
        return before[-1], False
    number = before[-1].number + 1 if before else 1
    made = folder / f"{name}-{number:04}-{day}-{_digest(data)}.{suffix}"
    folder.mkdir(parents=True, exist_ok=True)
    with made.open("xb") as file:
        file.write(data)
    return Version(name=name, number=number, day=day, digest=_digest(data), path=made), True


def read_bytes(path: Path) -> bytes:
    """A file's content. Raises VocabularyError where it cannot be read or is longer than LARGEST."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise VocabularyError(f"{path}: {error.strerror or error}") from None
    if len(data) > LARGEST:
        raise VocabularyError(f"{path}: longer than {LARGEST:,} bytes; take out the countries and places that you need")
    return data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
