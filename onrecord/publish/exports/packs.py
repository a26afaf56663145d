"""Zip archives of which a second run gives the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

THEN = (1980, 1, 1, 0, 0, 0)  # the least that a zip can say; when it was made would change the file each time


def member(name: str) -> zipfile.ZipInfo:
    """A member without time, and with the same rights wherever it is made."""
    info = zipfile.ZipInfo(name, THEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info


@contextmanager
def written(pack: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """A member to be written piece by piece, of any length."""
    with pack.open(member(name), "w", force_zip64=True) as file:
        yield file


def settled(made: Path, path: Path, replaced: dict[str, bytes]) -> None:
    """A zip again without times, some members replaced: for files of libraries that write down when they were made."""
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            with written(new, name) as to:
                if name in replaced:
                    to.write(replaced[name])
                    continue
                with old.open(name) as source:
                    while part := source.read(1 << 20):
                        to.write(part)
