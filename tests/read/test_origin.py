"""Where a report's title, publisher, author and date were read, and where in the original its words stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.interchange import report_from, report_row
from onrecord.read import read_all
from onrecord.read.formats import scans
from onrecord.records import Report

FILES = Path(__file__).parent / "files"


def one(path: Path) -> Report:
    return next(read_all([path], on_skip=print))


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("page.html", {"author": "schema.org", "published": "schema.org", "publisher": "schema.org", "title": "schema.org", "url": "meta"}),
        ("report.docx", {"author": "document properties", "published": "dateline or dated line", "title": "style of a title"}),
        ("report.odt", {"author": "document properties", "published": "dateline or dated line", "title": "style of a title"}),
        ("report.rtf", {"published": "dateline or dated line", "title": "first line"}),
        ("report.epub", {"author": "package of the book", "published": "package of the book", "title": "package of the book"}),
        ("columns.pdf", {"published": "dateline or dated line", "title": "largest type"}),
        ("saved.mhtml", {"published": "dateline or dated line", "publisher": "OpenGraph"}),
    ],
)
def test_each_value_names_the_place_it_was_read_from(name, stated):
    found = dict(one(FILES / name).stated)
    assert {key: found.get(key) for key in stated} == stated


def test_nothing_is_stated_that_is_not_there(monkeypatch):
    monkeypatch.setattr(scans, "why_not", lambda: "it takes seconds, and is tested elsewhere")
    for path in FILES.iterdir():
        for report in read_all([path], on_skip=lambda _: None):
            assert all(getattr(report, name) for name, _ in report.stated)


@pytest.mark.parametrize(
    ("name", "words", "mark"),
    [
        ("columns.pdf", "KARVAN, 11 December", "page 1, box 72 191 274 249"),
        ("columns.pdf", "Witness number 6", "page 2, box 72 104 274 186"),
        ("report.docx", "Governor Samir Hadad", "paragraph 5"),
        ("report.odt", "Governor Samir Hadad", "paragraph 5"),
        ("report.rtf", "Governor Samir Hadad", "paragraph 5"),
        ("report.epub", "Governor Samir Hadad", "chapter 2, paragraph 3"),
        ("page.html", "Governor Samir Hadad", None),
    ],
)
def test_words_are_found_again_in_the_original(name, words, mark):
    report = one(FILES / name)
    assert report.mark_at(report.text.index(words)) == mark


def test_both_go_through_the_ledgers_form():
    report = one(FILES / "columns.pdf")
    again = report_from(report_row(report))
    assert (again.stated, again.marks) == (report.stated, report.marks)


def test_a_report_without_them_has_the_form_it_always_had():
    assert not {"stated", "marks"} & report_row(Report(id="a", text="x")).keys()
