"""The kinds of file that can be read, in a visible list. A new kind is one file here and one line in READERS."""

from __future__ import annotations

from pathlib import Path

from onrecord.read.formats import annotated, interchange, markdown, page, plain
from onrecord.read.formats.base import Format

READERS: tuple[Format, ...] = (
    interchange.FORMAT,  # .jsonl: reports, one a line
    annotated.FORMAT,  # .json: a report with its text, or a list of such
    page.FORMAT,  # .html: a published page
    markdown.FORMAT,  # .md
    plain.FORMAT,  # .txt, and any other file that turns out to be text
)


def format_of(path: Path) -> Format:
    """The format by the file's ending; what has none of the known endings is read as plain text, which refuses what is not."""
    ending = path.suffix.lower()
    return next((f for f in READERS if ending in f.endings), plain.FORMAT)
