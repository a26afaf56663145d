"""Lists that only name pages: GDELT's. Each page is fetched, once."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from onrecord.read import read_all
from onrecord.read.fetch import Web
from onrecord.read.formats.base import Original, to_report
from onrecord.records import Skipped

ROWS = (
    "20161211183000-0\t20161211183000\t1\tdaily.example\thttps://daily.example/army\tKILL#12\tTHEMES\n"
    "20161211183000-1\t20161211183000\t1\tother.example\thttps://other.example/a\t\t\n"
    "20161211183000-2\t20161211183000\t2\tBBC Monitoring\tBBC Monitoring/12 December\t\t\n"
    "20161211183000-3\t20161211183000\t1\tdaily.example\thttps://daily.example/army\t\t\n"
)
OLDER = (
    "DATE\tNUMARTS\tCOUNTS\tTHEMES\tLOCATIONS\tPERSONS\tORGANIZATIONS\tTONE\tCAMEOEVENTIDS\tSOURCES\tSOURCEURLS\n"
    "20161211\t2\t\tKILL\t\t\t\t1\t7\td\thttps://daily.example/army<UDIV>https://other.example/a\n"
)
ARTICLES = json.dumps({"articles": [{"url": "https://daily.example/army", "title": "A"}, {"url": "https://other.example/a"}]})


class Known(Web):
    """A web on which every page says its address."""

    def read(self, address, max_chars):
        text = f"The army left the city, said {address}."
        yield Original(raw=text.encode(), report=to_report(text, to_origin(address), raw=text.encode(), location=address))


def to_origin(address):
    from onrecord.read.formats.base import Origin

    return Origin.of("test", url=address)


@pytest.mark.parametrize(("name", "content"), [("a.gkg.csv", ROWS), ("20161211.gkg.csv", OLDER), ("list.json", ARTICLES)])
def test_a_list_of_pages_is_its_pages(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    assert read(tmp_path / name)[0] == ["https://daily.example/army", "https://other.example/a"]


def test_gdelt_packs_each_table(tmp_path):
    path = tmp_path / "20161211.gkg.csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("20161211.gkg.csv", ROWS)
    urls, skipped = read(path)
    assert urls == ["https://daily.example/army", "https://other.example/a"]
    assert [s.reason for s in skipped] == ["1 rows of it name no page of the web"]


def test_a_table_with_texts_is_no_list(tmp_path):
    (tmp_path / "a.csv").write_text("title,text\nArmy leaves,The army left the city on Sunday morning.\n")
    assert read(tmp_path / "a.csv")[0] == [None]


def read(path: Path):
    skipped: list[Skipped] = []
    reports = list(read_all([path], on_skip=skipped.append, web=Known(fetcher=None)))
    return [report.url for report in reports], skipped
