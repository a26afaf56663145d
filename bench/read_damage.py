"""Damages the files of tests/read/files many times over and reads each: how many were read, why the others were not, the slowest.

    python bench/read_damage.py [HOW_MANY] [SEED]

The short form, eight of each file, is tests/read/test_damage.py.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from onrecord.read import read_all
from onrecord.records import Skipped

FILES = Path(__file__).parents[1] / "tests" / "read" / "files"


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """The bytes after some accidents: changed, lost, put in, repeated."""
    held = bytearray(raw)
    for _ in range(chance.choice((1, 3, 20, 200))):
        at = chance.randrange(len(held) or 1)
        match chance.randrange(4):
            case 0:
                held[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del held[at : at + chance.randrange(1, 200)]
            case 2:
                held[at:at] = chance.randbytes(chance.randrange(1, 50))
            case _:
                held[at:at] = held[at : at + chance.randrange(1, 2000)]
    return bytes(held)


def main(how_many: int, seed: int) -> None:
    chance, outcomes, slowest = random.Random(seed), Counter[tuple[str, str]](), (0.0, "")
    names = sorted(p.name for p in FILES.iterdir() if p.suffix not in (".md", ".ms"))
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(how_many):
            name = chance.choice(names)
            path = Path(folder) / name
            path.write_bytes(damaged((FILES / name).read_bytes(), chance))
            skipped: list[Skipped] = []
            start = time.perf_counter()
            reports = list(read_all([path], on_skip=skipped.append))
            slowest = max(slowest, (time.perf_counter() - start, name))
            if not reports and not skipped:
                raise SystemExit(f"{name}: neither read nor named (seed {seed})")
            outcomes[name, "read" if reports else skipped[0].reason] += 1
    for (name, outcome), count in sorted(outcomes.items()):
        print(f"{count:6,}  {name:18}  {outcome[:110]}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"slowest: {slowest[0]:.1f} s ({slowest[1]}); memory of the program: {memory} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
