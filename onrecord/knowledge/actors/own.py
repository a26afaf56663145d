"""A team's own actors: a TOML file in the form of ours, kept in versions that are never changed.

A folder of versions holds whole files, `0001-2026-12-01-5f3a….toml`; the newest counts, and earlier ones say what was believed then.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import VocabularyError
from onrecord.knowledge.actors.actor import Actor
from onrecord.knowledge.actors.rows import parse_actors

_VERSION = re.compile(r"(\d{4,})-(\d{4}-\d\d-\d\d)-([0-9a-f]{12})\.toml")
_LARGEST = 20_000_000  # bytes; the register of every body in the world's wars is far smaller


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Version:
    """One version of a team's own file. digest: the first twelve hex digits of its SHA-256."""

    number: int
    day: str
    digest: str
    path: Path


def read_own(path: Path, *, sourced: bool = False) -> list[Actor]:
    """The actors of a team's own file. Raises VocabularyError with every fault of the file."""
    return parse_actors(_text(_bytes(path), path), str(path), sourced=sourced)


def versions(folder: Path) -> list[Version]:
    """The versions in a folder, oldest first; other files in it are passed over."""
    found = ((_VERSION.fullmatch(path.name), path) for path in folder.iterdir()) if folder.is_dir() else ()
    return sorted(Version(number=int(m[1]), day=m[2], digest=m[3], path=path) for m, path in found if m)


def newest(folder: Path) -> Path | None:
    """The file of the newest version; None where the folder holds none. Raises VocabularyError if it is not what was put there."""
    last = versions(folder)[-1:]
    if not last:
        return None
    if _digest(_bytes(last[0].path)) != last[0].digest:
        raise VocabularyError(f"{last[0].path}: changed since it was added; add the changed file as a new version")
    return last[0].path


def keep(path: Path, folder: Path, *, day: str) -> tuple[Version, bool]:
    """Puts a file that was checked into the folder as its newest version; False if the newest has the same bytes already.

    day: ISO date, part of the version's name. Raises VocabularyError on a file that is not in the form, and OSError.
    """
    read_own(path, sourced=True)
    data = _bytes(path)
    before = versions(folder)
    if before and before[-1].digest == _digest(data):
        return before[-1], False
    number = before[-1].number + 1 if before else 1
    made = folder / f"{number:04}-{day}-{_digest(data)}.toml"
    folder.mkdir(parents=True, exist_ok=True)
    with made.open("xb") as file:
        file.write(data)
    return Version(number=number, day=day, digest=_digest(data), path=made), True


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise VocabularyError(f"{path}: {error.strerror or error}") from None
    if len(data) > _LARGEST:
        raise VocabularyError(f"{path}: longer than {_LARGEST:,} bytes: no file of actors")
    return data


def _text(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{path}: not UTF-8 at byte {error.start}") from None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
