"""The pages that page reading is measured on are the same wherever they are made."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

PAGES = Path(__file__).parents[1] / "corpus" / "pages"


@pytest.fixture(scope="module")
def making() -> ModuleType:
    spec = importlib.util.spec_from_file_location("known_pages", PAGES / "make.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["known_pages"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def one_of_each(making):
    return list(making.make(pages=len(making.layouts())))


def test_a_seed_gives_the_pages_on_record(making, one_of_each):
    with (PAGES / "truth.csv").open(encoding="utf-8", newline="") as table:
        on_record = list(csv.DictReader(table))
    assert len(on_record) == making.PAGES
    made = [making.truth_row(page) for page in one_of_each]
    assert made == on_record[: len(made)]


def test_another_seed_gives_other_pages(making):
    first, other = next(making.make(seed=8)), next(making.make(seed=9))
    assert first.layout == other.layout
    assert first.html != other.html


def test_layouts_are_many_and_each_shows_its_whole_body(making, one_of_each):
    assert len(making.layouts()) >= 60
    for page in one_of_each:
        shown = " ".join(page.html.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&").split())
        assert [part for part in page.body.split("\n\n") if part not in shown] == [], page.name
