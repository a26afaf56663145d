"""PDF: the text layer, line by line with its boxes, put into reading order by onrecord.read.formats.pdf_layout.

The file's own time stamps say when it was made or printed, not when the report was published, and are not taken for that.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from onrecord.errors import ReadError
from onrecord.read.formats import risky, scans
from onrecord.read.formats.base import File, Format, Origin, Original, Parsed
from onrecord.read.formats.heading import read_heading
from onrecord.read.formats.pdf_layout import Line, Page, find_title, lay_out
from onrecord.read.formats.scans import read_scans, version
from onrecord.read.formats.zips import LOCKED
from onrecord.records import Skipped

MOST_PAGES = 5_000
_SOFT = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\x00": "", "\u00a0": " "}
_UNKNOWN = re.compile(r"^\(cid:\d+\)$")  # pdfminer's name for a glyph without a Unicode value
_PLAIN = str.maketrans(_SOFT)


def parse(raw: bytes, max_chars: int, *, recognise: bool = False) -> list[Parsed]:
    """The text layer. recognise: with what Tesseract makes of the pages that have none."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    try:
        pages, info = _read(raw, max_chars)
        bare = [page.number for page in pages if not page.lines]
        if recognise and bare:
            drawn = dict(read_scans(raw, bare))
            pages = [replace(page, lines=drawn.get(page.number, page.lines)) for page in pages]
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise ReadError("", f"this is a PDF file; {LOCKED}") from None
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # pdfminer raises what the damage makes it stumble over
        raise ReadError("", f"this is a PDF file that is damaged or cut short ({type(error).__name__})") from None
    if not pages:
        raise ReadError("", "this is a PDF file that is damaged or cut short (no pages)")
    empty = [page.number for page in pages if not page.lines]
    text, marks = lay_out(pages)
    what = "nothing was recognised for sure" if recognise else "no text layer"
    warnings: tuple[str, ...] = (f"{what} on page {_numbers(empty)}: scanned or a picture, not read",) if empty else ()
    if recognised := [number for number in bare if number not in empty]:
        warnings += (f"page {_numbers(recognised)} read by text recognition ({version()}): letters and figures may be wrong",)
    if "\ufffd" in text:
        warnings += ("some characters have no Unicode value in the file and are shown as U+FFFD",)
    head, _ = read_heading(text[:4000])
    said = Origin.of("document properties", title=_said(info, "Title"), author=_said(info, "Author"))
    origin = Origin.of("largest type", title=find_title(pages)).or_else(said).or_else(head)
    return [Parsed(text=text, origin=origin, warnings=warnings, marks=marks, unread=0 if recognise else len(empty))]


def read(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    """The PDF's text layer; where pages have none and Tesseract is installed, it reads them."""
    from onrecord.read.apart import parse_apart

    raw = risky.whole(path, location)
    parts = parse_apart("pdf", raw, location, max_chars)
    unread = sum(part.unread for part in parts)
    missing = scans.why_not() if unread else None
    if unread and not missing:
        seconds = scans.SECONDS_A_PAGE * min(unread, scans.MOST_PAGES)
        parts = parse_apart("pdf_scans", raw, location, max_chars, more_seconds=seconds)
        if not any(part.text.strip() for part in parts):
            raise ReadError(location, "this is a PDF file without a text layer, and nothing was recognised for sure on its pages")
    elif not any(part.text.strip() for part in parts):
        raise ReadError(location, f"this is a PDF file without a text layer: scanned pages are read by text recognition, but {missing}")
    yield from risky.originals(parts, raw, location)


def _read(raw: bytes, max_chars: int) -> tuple[list[Page], dict[str, Any]]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    document = PDFDocument(PDFParser(io.BytesIO(raw)))
    manager = PDFResourceManager()
    # Order is ours (boxes_flow None spares pdfminer's own, which is slow on tables); words of rotated stamps are left out.
    device = PDFPageAggregator(manager, laparams=LAParams(boxes_flow=None, char_margin=2.0, word_margin=0.16))
    interpreter = PDFPageInterpreter(manager, device)
    pages: list[Page] = []
    length = 0
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        interpreter.process_page(page)
        layout = device.get_result()
        lines = tuple(_lines(layout))
        pages.append(Page(number=number, height=layout.height, width=layout.width, lines=lines))
        length += sum(len(line.text) for line in lines)
        if length > 2 * max_chars or number >= MOST_PAGES:
            break
    return pages, document.info[0] if document.info else {}


def _lines(layout: Any) -> Iterator[Line]:
    from pdfminer.layout import LTChar, LTTextContainer, LTTextLineHorizontal

    waiting = [layout]
    while waiting:
        element = waiting.pop()
        if isinstance(element, LTTextLineHorizontal):
            sizes = sorted(c.size for c in element if isinstance(c, LTChar))
            size = sizes[len(sizes) // 2] if sizes else 0.0
            chars = list(element)
            # A raised figure at a line's beginning opens the footnote itself and stays.
            kept = [
                _UNKNOWN.sub("\ufffd", c.get_text())
                for i, c in enumerate(chars)
                if not (i and isinstance(c, LTChar) and _is_note_mark(c, size, element.y0))
            ]
            text = " ".join("".join(kept).translate(_PLAIN).split())
            if text:
                yield Line(text=text, x0=element.x0, x1=element.x1, top=element.y1, bottom=element.y0, size=size)
        elif isinstance(element, LTTextContainer) or element is layout:
            waiting += list(element)


def _is_note_mark(char: Any, size: float, bottom: float) -> bool:
    """A small raised figure: the mark of a footnote, which would run into the word or the number before it."""
    return char.size < 0.8 * size and char.y0 > bottom + 0.15 * size and (char.get_text().isdigit() or char.get_text() in "*†‡§,")


def _said(info: dict[str, Any], key: str) -> str | None:
    from pdfminer.utils import decode_text

    value = info.get(key)
    words = decode_text(value).strip() if isinstance(value, bytes) else ""
    # Word processors leave the file's name as the title.
    return (
        None
        if not words or words.lower().endswith((".doc", ".docx", ".odt", ".pdf")) or words.lower().startswith("microsoft word")
        else words
    )


def _numbers(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:10]))
    return f"{shown} and {len(pages) - 10} more" if len(pages) > 10 else shown


FORMAT = Format(name="PDF", endings=(".pdf",), read=read)
