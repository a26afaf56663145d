"""How much of what was given has been read, in bytes: by it the time that is left is told, before the number of reports is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from onrecord.read.files import STANDARD_INPUT, find_files
from onrecord.read.formats.base import File, Original
from onrecord.records import Skipped

A_PAGE = 100_000  # bytes that a page of the web counts as, before it is fetched


def total_size(locations: Iterable[str | Path]) -> int:
    """Bytes of all files under the locations; standard input, which can be read once, counts as none."""
    found = find_files([given for given in locations if str(given) != STANDARD_INPUT], lambda _: None)
    return sum(map(_size, found))


def _size(path: File | str) -> int:
    try:
        return A_PAGE if isinstance(path, str) else path.stat().st_size if isinstance(path, Path) else 0
    except OSError:
        return 0


class Meter:
    """Counts bytes as files are read, and passes them on: a mailbox counts mail by mail, a table when it is done."""

    def __init__(self, advance: Callable[[int], None]) -> None:
        self._advance = advance
        self._size = self._told = 0
        self._last = b""

    def begin(self, path: File | str) -> None:
        """A file or address is opened."""
        self.end()
        self._size, self._told, self._last = _size(path), 0, b""

    def found(self, what: Original | Skipped) -> None:
        """Something was read in it; parts that share one original count once."""
        if isinstance(what, Original) and what.raw is not self._last:
            self._last = what.raw
            self._tell(min(len(what.raw), self._size - self._told))

    def end(self) -> None:
        """It is done, whatever was read in it."""
        self._tell(self._size - self._told)

    def _tell(self, many: int) -> None:
        if many > 0:
            self._told += many
            self._advance(many)
