"""One report gives the same claims in every format: files made by LibreOffice, Chromium, wget, git and zip against the plain text.

Here one of the three reports, by the reader that is quick; gate/score_formats.py measures all with the default one.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from onrecord.extract.pipeline import Pipeline

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def scored():
    spec = importlib.util.spec_from_file_location("score_formats", ROOT / "gate" / "score_formats.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_formats"] = module
    spec.loader.exec_module(module)
    return {
        ending: (wanted, both, others) for ending, wanted, both, others in module.score(Pipeline.load(reader="rules"), only="puertolindero")
    }


KINDS = "atom csv docx eml epub js json jsonl md mbox mhtml odt pdf printed.pdf rss rtf saved.html txt.gz wacz warc.gz xlsx zip".split()


@pytest.mark.parametrize("ending", KINDS)
def test_the_claims_are_those_of_the_plain_text(scored, ending):
    wanted, both, others = scored[ending]
    assert wanted >= 10
    assert both >= 0.97 * wanted
    assert others <= 0.03 * wanted


def test_no_file_is_left_out(scored):
    assert scored.keys() == {*KINDS, "txt"}
