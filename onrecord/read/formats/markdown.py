"""Markdown, parsed by markdown-it-py and written out as plain text: marks and links go, words, list items and quotations stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.errors import ReadError
from onrecord.read.formats.base import BYTES_A_CHAR, File, Format, Origin, Original, file_bytes, to_report
from onrecord.read.formats.heading import read_heading
from onrecord.read.formats.text import clean, decode
from onrecord.records import Skipped

if TYPE_CHECKING:
    from markdown_it.token import Token


def read(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    from markdown_it import MarkdownIt

    raw = file_bytes(path, location, BYTES_A_CHAR * max_chars, max_chars)
    source, warnings = decode(raw, location)
    origin, skip = read_heading(source)
    cleaned = clean(source, skip=skip)
    title, text = to_text(MarkdownIt("commonmark").enable("table").parse(cleaned.text))
    if not text.strip():
        raise ReadError(location, "the file holds no text")
    origin = _with_title(origin, title, source, skip)
    yield Original(raw=raw, report=to_report(text, origin, raw=raw, location=location, warnings=(*warnings, *cleaned.changes)))


def to_text(tokens: Sequence[Token]) -> tuple[str | None, str]:
    """The first heading, if the document opens with one, as its title; and everything else as paragraphs with a blank line between."""
    title: str | None = None
    blocks: list[str] = []
    cells: list[str] = []
    heading = item = in_row = False
    for token in tokens:
        if token.type == "heading_open":
            heading = token.tag == "h1"
        elif token.type == "list_item_open":
            item = True
        elif token.type == "tr_open":
            in_row, cells = True, []
        elif token.type == "tr_close":
            in_row = False
            blocks.append("\t".join(cells))
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.rstrip("\n"))
        elif token.type == "inline":
            words = _inline(token.children or ())
            if in_row:
                cells.append(words)
            elif heading and title is None and not blocks:
                title = words
            elif words.strip():
                blocks.append(f"- {words}" if item else words)
                item = False
            heading = False
    return title, "\n\n".join(blocks)


def _inline(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
        elif token.type == "image":
            parts.append(token.content)
    return "".join(parts)


def _with_title(origin: Origin, title: str | None, source: str, skip: int) -> Origin:
    # A headline guessed from the first line carries Markdown's marks; the parsed heading is the better reading of it.
    marked = origin.title is not None and source[skip:].lstrip().startswith(origin.title)
    if title:
        return origin if origin.title and not marked else Origin.of("heading", title=title).or_else(origin)
    return replace(origin, title=None, stated=tuple(s for s in origin.stated if s[0] != "title")) if marked else origin


FORMAT = Format(name="Markdown", endings=(".md", ".markdown"), read=read)
