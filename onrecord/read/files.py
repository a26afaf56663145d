"""Paths to files: folders are walked in the order of their names, hidden files and READMEs left out; loops and no files are named."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.read.fetch import is_address
from onrecord.read.formats.base import File, Held
from onrecord.read.reasons import why
from onrecord.records import Skipped

_ABOUT = frozenset({"README", "LICENSE", "LICENCE"})  # inside a folder these are about the folder, not reports
STANDARD_INPUT = "-"
MOST_GIVEN = 1_000_000_000  # bytes of standard input, which is held in memory
_KINDS = ((stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"))


@dataclass(frozen=True, slots=True)
class _Stop:
    """A path to look at, and the folders above it (device, inode), by which a loop is known."""

    path: Path
    above: tuple[tuple[int, int], ...]
    given: bool


def printable(path: File) -> str:
    """The path as it can be printed and stored; bytes that are no characters are shown as escapes."""
    return str(path.name if isinstance(path, Held) else path).encode("utf-8", "backslashreplace").decode("utf-8")


def find_files(paths: Iterable[str | Path], on_skip: Callable[[Skipped], None]) -> Iterator[File | str]:
    """Every file under the paths, each once, folders sorted by name; "-" is standard input, and an address of the web is given as it is.

    What cannot be entered is passed to on_skip.
    """
    seen: set[tuple[int, int]] = set()
    for given in paths:
        if is_address(given):
            yield str(given)
            continue
        if str(given) == STANDARD_INPUT:
            raw = sys.stdin.buffer.read(MOST_GIVEN + 1)
            if len(raw) <= MOST_GIVEN:
                yield Held("standard input", raw)
            else:
                on_skip(
                    Skipped(location="standard input", reason=f"more than {MOST_GIVEN // 1_000_000:,} MB were given; give it as a file")
                )
            continue
        waiting = [_Stop(Path(given), (), True)]  # a stack, not recursion: folders may nest deeper than calls can
        while waiting:
            stop = waiting.pop()
            try:
                status = stop.path.stat()
                key = (status.st_dev, status.st_ino)
                if stat.S_ISDIR(status.st_mode):
                    waiting += reversed(_inside(stop, key, seen, on_skip))
                elif stat.S_ISREG(status.st_mode):
                    if key not in seen:
                        seen.add(key)
                        yield stop.path
                else:
                    name = next((n for test, n in _KINDS if test(status.st_mode)), "no regular file")
                    on_skip(Skipped(location=printable(stop.path), reason=f"this is {name}, not a file"))
            except (OSError, ValueError) as error:
                on_skip(Skipped(location=printable(stop.path), reason=why(error)))


def _inside(stop: _Stop, key: tuple[int, int], seen: set[tuple[int, int]], on_skip: Callable[[Skipped], None]) -> list[_Stop]:
    if key in stop.above:
        on_skip(Skipped(location=printable(stop.path), reason="this folder lies in itself (a loop of links)"))
        return []
    if key in seen:
        return []
    seen.add(key)
    names = sorted(p.name for p in stop.path.iterdir() if not p.name.startswith(".") and p.stem.upper() not in _ABOUT)
    if not names and stop.given:
        on_skip(Skipped(location=printable(stop.path), reason="the folder is empty"))
    return [_Stop(stop.path / name, (*stop.above, key), False) for name in names]
