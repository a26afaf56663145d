"""The shipped file: parallel arrays of places, one blob of names, and a sorted index of name keys, all read in place by mmap.

Layout, little-endian: 8 bytes MAGIC, 4 bytes length of a JSON header, the header {"made", "sources", "arrays": {name: [type code,
offset, count]}}, then the arrays, each at a multiple of 8. Opening reads the header alone; a lookup is a binary search in the index.
`training/gazetteer/build.py` makes it.

Each entry of the index is one 64-bit number: 32 bits of the loose key, CHECK_BITS bits of the exact key, PLACE_BITS bits of the place's
number.
"""

from __future__ import annotations

import json
import mmap
import struct
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import VocabularyError
from onrecord.knowledge.gazetteer.names import CHECK_BITS, PLACE_BITS, hashes

MAGIC = b"ORGAZ001"
CITY, ADM1, ADM2, COUNTRY, CAPITAL = range(5)


class Store:
    """Places by number, and the numbers that go by a name. Read-only; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            if self._map[:8] != MAGIC:
                raise VocabularyError(f"{path}: not a gazetteer file of this version")
            (length,) = struct.unpack("<I", self._map[8:12])
            self.header: dict[str, Any] = json.loads(self._map[12 : 12 + length])
        except (OSError, ValueError, struct.error) as error:
            raise VocabularyError(f"{path}: the gazetteer cannot be read ({error})") from None
        view = memoryview(self._map)
        arrays = {
            name: view[at : at + count * struct.calcsize(code)].cast("B").cast(code)
            for name, (code, at, count) in self.header["arrays"].items()
        }
        self.lat, self.lon, self.population = arrays["lat"], arrays["lon"], arrays["population"]
        self.id, self.country, self.kind = arrays["id"], arrays["country"], arrays["kind"]
        self.admin1, self.admin2 = arrays["admin1"], arrays["admin2"]  # numbers of places, 0: none (place 0 is a country, never a unit)
        self._name_at, self._names, self._index = arrays["name_at"], arrays["names"], arrays["index"]

    def __len__(self) -> int:
        return len(self.id)

    def name(self, place: int) -> str:
        """GeoNames' main name, or the usual English one where the build could tell."""
        return bytes(self._names[self._name_at[place] : self._name_at[place + 1]]).decode()

    def find(self, key: str) -> tuple[list[int], list[int]]:
        """Numbers of the places whose names have this exact key, and of those that only share its loose key."""
        wide, check = hashes(key)
        same: list[int] = []
        near: list[int] = []
        at = bisect_left(self._index, wide << 32)
        while at < len(self._index):
            entry = self._index[at]
            if entry >> 32 != wide:
                break
            place = entry & ((1 << PLACE_BITS) - 1)
            (same if (entry >> PLACE_BITS) & ((1 << CHECK_BITS) - 1) == check else near).append(place)
            at += 1
        return same, near


def write(path: Path, arrays: Mapping[str, array[Any]], about: Mapping[str, Any]) -> None:
    """Writes a file that Store reads. Same arrays, same bytes."""
    sizes: dict[str, list[Any]] = {name: [a.typecode, 0, len(a)] for name, a in arrays.items()}
    room = 12 + len(json.dumps({**about, "arrays": sizes})) + 16 * len(sizes) + 64
    at = -(-room // 8) * 8
    for name, a in arrays.items():
        sizes[name][1] = at
        at = -(-(at + len(a) * a.itemsize) // 8) * 8
    header = json.dumps({**about, "arrays": sizes}, sort_keys=True).encode()
    with path.open("wb") as file:
        file.write(MAGIC + struct.pack("<I", len(header)) + header)
        for name, a in arrays.items():
            file.write(b"\0" * (sizes[name][1] - file.tell()))
            file.write(a.tobytes())
