"""DOCX: paragraphs, tables, text boxes and notes; headers and footers are furniture. Tracked changes are read as if all were accepted.

The parts are read as the XML they are: python-docx gives a paragraph's own runs alone and loses what stands in tracked insertions, text
boxes and footnotes.
"""

from __future__ import annotations

import zipfile
from typing import Any

from onrecord.errors import ReadError
from onrecord.read.formats import risky
from onrecord.read.formats.base import Format, Origin, Parsed
from onrecord.read.formats.heading import read_heading
from onrecord.read.formats.xml import local, parse_xml
from onrecord.read.formats.zips import open_zip, unpack

_GONE = frozenset({"del", "moveFrom", "Fallback", "delText", "instrText", "pPr", "rPr", "sectPr"})
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def parse(raw: bytes, max_chars: int) -> list[Parsed]:
    archive = open_zip(raw)
    main = _main_part(archive)
    paragraphs = _paragraphs(parse_xml(unpack(archive, main)))
    for notes in _NOTES:
        if notes in archive.namelist():
            paragraphs += _paragraphs(parse_xml(unpack(archive, notes)))
    origin = _origin(archive)
    marks, at = [], 0
    for number, (paragraph, _) in enumerate(paragraphs, 1):
        marks.append((at, f"paragraph {number}"))
        at += len(paragraph) + 2
    text = "\n\n".join(p for p, _ in paragraphs)
    return [Parsed(text=text, origin=with_heading(origin, paragraphs, text), marks=tuple(marks))]


def with_heading(origin: Origin, paragraphs: list[tuple[str, str]], text: str) -> Origin:
    """The origin with what the first paragraphs say: a title by its style, a headline, a printed date.

    When a file was made or saved is no publication date.
    """
    head, _ = read_heading(text[:4000])
    styled = next((p for p, style in paragraphs[:5] if style.lower() in ("title", "heading1", "heading 1", "heading_20_1")), None)
    return Origin.of("style of a title", title=styled).or_else(origin).or_else(head)


def _main_part(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if "word/document.xml" in names:
        return "word/document.xml"
    main = next((n for n in names if n.startswith("word/document") and n.endswith(".xml")), None)
    if main is None:
        raise ReadError("", "this is no Word document, or it is damaged: it has no main text")
    return main


def _paragraphs(root: Any) -> list[tuple[str, str]]:
    """Every paragraph that has words, with the name of its style. Cells of a table row come as one paragraph, tabs between."""
    from lxml import etree

    found: list[tuple[str, str]] = []
    open_paragraphs: list[list[str]] = []  # a text box's paragraphs lie in another paragraph
    styles: list[str] = []
    cells: list[str] | None = None
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if event == "start":
            if name in _GONE:
                if name == "pPr" and styles:
                    styles[-1] = _style(element)
                walk.skip_subtree()
            elif name == "p":
                open_paragraphs.append([])
                styles.append("")
            elif name == "tr" and cells is None:
                cells = []
            elif open_paragraphs:
                open_paragraphs[-1].append(_words(name, element))
        elif name == "p":
            words, style = "".join(open_paragraphs.pop()).strip(), styles.pop()
            if words and cells is not None:
                cells.append(words)
            elif words:
                found.append((words, style))
        elif name == "tr" and cells is not None:
            if cells:
                found.append(("\t".join(cells), ""))
            cells = None
    return found


def _words(name: str, element: Any) -> str:
    if name == "t":
        return element.text or ""
    return {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")


def _style(properties: Any) -> str:
    return next((str(value) for e in properties if local(e) == "pStyle" for value in e.values()), "")


def _origin(archive: zipfile.ZipFile) -> Origin:
    if "docProps/core.xml" not in archive.namelist():
        return Origin()
    values = {local(e): (e.text or "").strip() for e in parse_xml(unpack(archive, "docProps/core.xml")).iter()}
    return Origin.of(
        "document properties",
        title=values.get("title") or None,
        author=values.get("creator") or None,
        language=language_code(values.get("language")),
    )


def language_code(said: str | None) -> str | None:
    """ISO 639 code of a language tag such as en-GB; None for what is none."""
    code = (said or "").partition("-")[0].strip().lower()
    return code if len(code) in (2, 3) and code.isalpha() else None


FORMAT = Format(name="Word document", endings=(".docx", ".docm"), read=risky.reader("docx"))
