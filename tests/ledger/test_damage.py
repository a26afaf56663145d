"""The short form of bench/ledger_damage.py: single bytes changed, each named or shown to lie where no reading reaches."""

import importlib.util
import random
from pathlib import Path

import pytest

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger

BENCH = Path(__file__).resolve().parents[2] / "bench" / "ledger_damage.py"


@pytest.fixture(scope="module")
def damage():
    spec = importlib.util.spec_from_file_location("ledger_damage", BENCH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("what, times", [("in_entries", 40), ("in_originals", 8), ("anywhere", 25)])
def test_no_changed_byte_goes_unseen(damage, tmp_path, what, times):
    counts = getattr(damage, what)(damage.make(tmp_path), times, random.Random(11))
    assert sum(counts.values()) == times and [how for how in counts if how.startswith("NOT")] == []


def test_a_damaged_definition_that_is_no_text_is_a_damaged_file(damage, tmp_path):
    path = damage.make(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"CREATE TABLE payloads", b"CREATE T\xa9BLE payloads", 1))
    with pytest.raises(LedgerError, match="cannot be read as a ledger"):
        Ledger.existing(path)
