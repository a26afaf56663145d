"""Files with bytes changed, lost or put in: each is read or named, nothing is raised, and the good file beside them is read."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest

from onrecord.read import read_all
from onrecord.read.formats import scans
from onrecord.records import Skipped

BENCH = Path(__file__).resolve().parents[2] / "bench" / "fuzz_reading.py"
FILES = Path(__file__).parent / "files"
NAMES = sorted(p.name for p in FILES.iterdir() if p.suffix not in (".md", ".ms"))
EACH = 8  # the long form, thousands of files, is bench/fuzz_reading.py


@pytest.fixture(scope="module")
def damaged():
    """Of the bytes of a file and a source of chance: the bytes after some accidents, pieces of the other files put in among them."""
    spec = importlib.util.spec_from_file_location("fuzz_reading", BENCH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    others = [(FILES / name).read_bytes() for name in NAMES]
    return lambda raw, chance: module.mutated(raw, chance, others)


@pytest.fixture(autouse=True)
def _no_text_recognition(monkeypatch):
    """It takes seconds a page; what it is given has been drawn from the damaged file before."""
    monkeypatch.setattr(scans, "why_not", lambda: "it is left out here")


@pytest.mark.parametrize("name", NAMES)
def test_damage_is_read_or_named(name, tmp_path, damaged):
    for seed in range(EACH):
        path = tmp_path / f"{seed}-{name}"
        path.write_bytes(damaged((FILES / name).read_bytes(), random.Random(seed)))
        skipped: list[Skipped] = []
        reports = list(read_all([path], on_skip=skipped.append))
        assert reports or skipped
        assert all(report.text.encode() for report in reports)
        assert all(s.reason.encode() and s.location.startswith(str(path)) for s in skipped)
