from __future__ import annotations

from onrecord.read import read_all

SOURCE = """---
publisher: The Daily
date: 2016-12-11
---
# Army leaves *city*

The **army** had [pulled out](https://x.example) of the
city, the governor said. <b>It</b> is over.

- At least 12 killed
- 30 hurt

> "We hold it," he said.

| place | holder |
|---|---|
| Palmyra | IS |
"""


def test_markdown_is_read_as_plain_text(tmp_path):
    path = tmp_path / "r.md"
    path.write_text(SOURCE)
    report = next(read_all([path], on_skip=print))
    assert (report.title, report.publisher, report.published) == ("Army leaves city", "The Daily", "2016-12-11")
    assert report.text.split("\n\n") == [
        "The army had pulled out of the city, the governor said. It is over.",
        "- At least 12 killed",
        "- 30 hurt",
        '"We hold it," he said.',
        "place\tholder",
        "Palmyra\tIS",
    ]
