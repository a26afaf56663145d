"""ODT: paragraphs, headings, lists, tables; notes come after the text. What tracked changes took out stays out."""

from __future__ import annotations

import zipfile
from typing import Any

from onrecord.errors import ReadError
from onrecord.read.formats import risky
from onrecord.read.formats.base import Format, Origin, Parsed
from onrecord.read.formats.docx import language_code, with_heading
from onrecord.read.formats.markup import tidy
from onrecord.read.formats.xml import local, parse_xml
from onrecord.read.formats.zips import LOCKED, open_zip, unpack

_GONE = frozenset({"tracked-changes", "annotation", "note-citation", "forms", "sequence-decls"})
MOST_SPACES = 100  # <text:s text:c="1000000000"/> is one element


def parse(raw: bytes, max_chars: int) -> list[Parsed]:
    archive = open_zip(raw)
    names = archive.namelist()
    if "META-INF/manifest.xml" in names and b"encryption-data" in unpack(archive, "META-INF/manifest.xml"):
        raise ReadError("", LOCKED)
    if "content.xml" not in names:
        raise ReadError("", "this is no OpenDocument text, or it is damaged: it has no content")
    paragraphs = _paragraphs(parse_xml(unpack(archive, "content.xml")))
    marks, at = [], 0
    for number, (paragraph, _) in enumerate(paragraphs, 1):
        marks.append((at, f"paragraph {number}"))
        at += len(paragraph) + 2
    text = "\n\n".join(p for p, _ in paragraphs)
    return [Parsed(text=text, origin=with_heading(_origin(archive), paragraphs, text), marks=tuple(marks))]


def _paragraphs(root: Any) -> list[tuple[str, str]]:
    from lxml import etree

    found: list[tuple[str, str]] = []
    notes: list[tuple[str, str]] = []
    open_paragraphs: list[list[str]] = []
    cells: list[str] | None = None
    in_note = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if event == "start":
            if name in _GONE:
                if open_paragraphs:
                    open_paragraphs[-1].append(element.tail or "")
                walk.skip_subtree()
                continue
            in_note += name == "note"
            if name in ("p", "h"):
                open_paragraphs.append([])
            elif name == "table-row" and cells is None:
                cells = []
            if open_paragraphs:
                open_paragraphs[-1] += [_words(name, element), element.text or ""]
            continue
        if name in ("p", "h") and open_paragraphs:
            words = tidy("".join(open_paragraphs.pop()))
            style = next((str(v) for k, v in element.items() if k.endswith("}style-name")), "")
            if words and in_note:
                notes.append((words, ""))
            elif words and cells is not None:
                cells.append(words)
            elif words:
                found.append((words, style if name == "p" or style else "heading 1"))
        elif name == "table-row" and cells is not None:
            if cells:
                found.append(("\t".join(cells), ""))
            cells = None
        in_note -= name == "note"
        if open_paragraphs:
            open_paragraphs[-1].append(element.tail or "")
    return found + notes


def _words(name: str, element: Any) -> str:
    if name == "s":
        count = next((v for k, v in element.items() if k.endswith("}c")), "1")
        return " " * min(int(count) if count.isdecimal() else 1, MOST_SPACES)
    return {"tab": "\t", "line-break": "\n"}.get(name, "")


def _origin(archive: zipfile.ZipFile) -> Origin:
    if "meta.xml" not in archive.namelist():
        return Origin()
    values = {local(e): (e.text or "").strip() for e in parse_xml(unpack(archive, "meta.xml")).iter()}
    author = values.get("initial-creator") or values.get("creator")
    return Origin.of(
        "document properties", title=values.get("title") or None, author=author or None, language=language_code(values.get("language"))
    )


FORMAT = Format(name="OpenDocument text", endings=(".odt",), read=risky.reader("odt"))
