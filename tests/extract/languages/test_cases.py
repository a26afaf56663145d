"""The layers in other languages, on the cases that were written before the rules: no layer falls below what it reached."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "gate"))
import score_languages

from onrecord.extract.languages import languages

FLOORS = {
    ("ar", "dates"): 0.98,
    ("ar", "numbers"): 0.98,
    ("ar", "places"): 0.97,
    ("ru", "dates"): 0.97,
    ("ru", "numbers"): 0.97,
    ("ru", "places"): 0.97,
    ("uk", "dates"): 0.97,
    ("uk", "numbers"): 0.97,
    ("uk", "places"): 0.95,
    ("fr", "dates"): 0.99,
    ("fr", "numbers"): 0.97,
    ("fr", "places"): 0.95,
    ("es", "dates"): 0.99,
    ("es", "numbers"): 0.98,
    ("es", "places"): 0.95,
}


@pytest.mark.parametrize(("language", "layer"), FLOORS)
def test_layer_reads_its_cases(language: str, layer: str) -> None:
    share, faults = score_languages.score(language, layer)
    assert share >= FLOORS[language, layer], faults


def test_every_language_with_lists_has_a_floor_for_every_layer() -> None:
    assert {code for code, _ in FLOORS} == languages()
