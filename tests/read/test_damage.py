"""Files with bytes changed, lost or put in: each is read or named, nothing is raised, and the good file beside them is read."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from onrecord.read import read_all
from onrecord.read.formats import scans
from onrecord.records import Skipped

FILES = Path(__file__).parent / "files"
NAMES = sorted(p.name for p in FILES.iterdir() if p.suffix not in (".md", ".ms"))
EACH = 8  # the long form, thousands of files, is bench/fuzz_reading.py


def damaged(raw: bytes, seed: int) -> bytes:
    """The bytes after some accidents, the same for the same seed."""
    chance, held = random.Random(seed), bytearray(raw)
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


@pytest.fixture(autouse=True)
def _no_text_recognition(monkeypatch):
    """It takes seconds a page; what it is given has been drawn from the damaged file before."""
    monkeypatch.setattr(scans, "why_not", lambda: "it is left out here")


@pytest.mark.parametrize("name", NAMES)
def test_damage_is_read_or_named(name, tmp_path):
    for seed in range(EACH):
        path = tmp_path / f"{seed}-{name}"
        path.write_bytes(damaged((FILES / name).read_bytes(), seed))
        skipped: list[Skipped] = []
        reports = list(read_all([path], on_skip=skipped.append))
        assert reports or skipped
        assert all(report.text.encode() for report in reports)
        assert all(s.reason.encode() and s.location.startswith(str(path)) for s in skipped)
