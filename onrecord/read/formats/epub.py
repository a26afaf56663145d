"""EPUB: the chapters in the order of the spine, with what the package says of title, author, publisher and date."""

from __future__ import annotations

import posixpath
import re
import zipfile
from typing import Any
from urllib.parse import unquote

from onrecord.errors import ReadError
from onrecord.read.formats import risky
from onrecord.read.formats.base import Format, Origin, Parsed
from onrecord.read.formats.docx import language_code
from onrecord.read.formats.heading import read_heading
from onrecord.read.formats.markup import to_paragraphs
from onrecord.read.formats.text import decode
from onrecord.read.formats.xml import local, parse_xml
from onrecord.read.formats.zips import open_zip, unpack
from onrecord.read.published import to_published

_CONTAINER = "META-INF/container.xml"
_DRM = ("META-INF/rights.xml", "META-INF/license.lcpl")
_TITLE_PAGE = re.compile(r"""epub:type\s{0,5}=\s{0,5}["'][^"'<>]{0,50}\btitlepage\b""")
MOST_CHAPTERS = 5_000
SHORT, HEAD = 500, 20_000  # characters: of a title page, and of the markup in which it is told


def parse(raw: bytes, max_chars: int) -> list[Parsed]:
    archive = open_zip(raw)
    names = set(archive.namelist())
    if names.intersection(_DRM):
        raise ReadError("", "the book is locked (DRM)")
    if _CONTAINER not in names:
        raise ReadError("", "this is no EPUB, or it is damaged: it has no container")
    package = next(
        (v for e in parse_xml(unpack(archive, _CONTAINER)).iter() if local(e) == "rootfile" for k, v in e.items() if k == "full-path"), None
    )
    if package not in names:
        raise ReadError("", "the EPUB is damaged: its package is missing")
    root = parse_xml(unpack(archive, package))
    texts, marks, at, warnings = [], [], 0, []
    for number, href in enumerate(_spine(root)[:MOST_CHAPTERS], 1):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(href)))
        if path not in names:
            warnings.append(f"the chapter {path[:80]!r} is missing from the file")
            continue
        text = _chapter(archive, path)
        if text:
            texts.append(text)
            for paragraph, piece in enumerate(text.split("\n\n"), 1):
                marks.append((at, f"chapter {number}, paragraph {paragraph}"))
                at += len(piece) + 2
            if at > max_chars:
                break
    text = "\n\n".join(texts)
    origin = _origin(root).or_else(read_heading(text[:4000])[0])
    return [Parsed(text=text, origin=origin, warnings=tuple(warnings), marks=tuple(marks))]


def _chapter(archive: zipfile.ZipFile, path: str) -> str:
    html, _ = decode(unpack(archive, path), path)
    text = to_paragraphs(html)
    # A page of title, author and date only repeats what the package says; a reader would take it for the report's first lines.
    return "" if len(text) < SHORT and _TITLE_PAGE.search(html[:HEAD]) else text


def _spine(root: Any) -> list[str]:
    items = {e.get("id"): e.get("href") for e in root.iter() if local(e) == "item" and e.get("href")}
    # The table of contents repeats headings and is no text.
    contents = {e.get("id") for e in root.iter() if local(e) == "item" and "nav" in (e.get("properties") or "").split()}
    order = [e.get("idref") for e in root.iter() if local(e) == "itemref"]
    return [items[i] for i in order if i in items and i not in contents]


def _origin(root: Any) -> Origin:
    said: dict[str, str] = {}
    for element in root.iter():
        if "purl.org/dc/" in str(element.tag) and (element.text or "").strip():
            said.setdefault(local(element), element.text.strip())
        if element.get("property") == "dcterms:modified" and said.get("date") == (element.text or "").strip():
            del said["date"]  # the moment at which a program made the file, for want of a date
    return Origin.of(
        "package of the book",
        title=said.get("title"),
        author=said.get("creator"),
        publisher=said.get("publisher"),
        published=to_published(said.get("date")),
        language=language_code(said.get("language")),
    )


FORMAT = Format(name="EPUB", endings=(".epub",), read=risky.reader("epub"))
