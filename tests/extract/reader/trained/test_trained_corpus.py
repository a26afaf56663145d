"""What the reader learns from: complete, in one form, and apart from what it is measured on."""

import json
import re
from pathlib import Path

import pytest
from builders import shared

CORPUS = Path(__file__).resolve().parents[4] / "training" / "corpus"
FILES = ("composed", "real", "passages")
UNLABELLED = "unlabelled/texts"


def rows(name):
    return [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def shingles(text):
    """Runs of eight words, without case and marks: what is left when a collection strips commas and apostrophes."""
    words = re.sub(r"[^\w\s]", "", text).casefold().split()
    return {" ".join(words[i : i + 8]) for i in range(len(words) - 7)}


@pytest.mark.parametrize("name", FILES)
def test_every_quote_stands_in_its_text(name):
    assert [r["id"] for r in rows(name) for c in r.get("claims", ()) if c["quote"] not in r["text"]] == []


@pytest.mark.parametrize("name", ["composed", "real"])
def test_every_speaker_is_named_or_a_voice(name):
    assert all(c["source"]["canonical"] for r in rows(name) for c in r.get("claims", ()))


def test_the_readme_names_every_file():
    text = (CORPUS / "README.md").read_text("utf-8")
    assert all(f"`{name}.jsonl`" in text for name in (*FILES, UNLABELLED))


@pytest.mark.parametrize("part", ["real", "dev"])
def test_nothing_that_is_measured_on_is_learned_from(part):
    measured = [json.loads(p.read_text("utf-8")) for p in (shared() / "gold" / part).rglob("*.json")]
    learned = set().union(*(shingles(r["text"]) for name in (*FILES, UNLABELLED) for r in rows(name)))
    copies = {}
    for report in (m for m in measured if isinstance(m, dict) and "text" in m):
        own = shingles(report["text"])
        copies[report["id"]] = len(own & learned) / max(len(own), 1)
    # Agencies' set phrases recur, so some runs are shared; a text that is there itself would share nearly all.
    assert {report: share for report, share in copies.items() if share > 0.5} == {}
