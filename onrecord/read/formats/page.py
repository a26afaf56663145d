"""HTML pages. Trafilatura finds the main text and the page's own metadata (JSON-LD, OpenGraph, meta tags, byline)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from onrecord.errors import ReadError
from onrecord.read.formats.base import BYTES_A_CHAR, PAGE_OVERHEAD, File, Format, Held, Origin, Original, file_bytes, to_report
from onrecord.read.formats.heading import read_heading
from onrecord.read.formats.text import clean, decode
from onrecord.read.published import to_published
from onrecord.records import Skipped

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_\-]{2,30})""", re.I)
_PAGE = re.compile(r"<html\b", re.I)
_OURS = re.compile(r"""<meta name=["']generator["'] content=["']Onrecord["']>""")
_LANGUAGE = re.compile(r"""<html\b[^>]{0,500}?\blang\s{0,5}=\s{0,5}["']?([A-Za-z]{2,3})\b""", re.I)
_MOMENTS = (
    re.compile(r'"datePublished"\s{0,5}:\s{0,5}"([^"]{10,40})"'),
    re.compile(r"""<meta[^>]{0,200}?["']article:published_time["'][^>]{0,50}?content\s{0,5}=\s{0,5}["']([^"']{10,40})["']""", re.I),
)
_PLACES = {  # where a page says what it is, in the order in which they are believed
    "schema.org": re.compile(r"<script[^<>]{0,200}?ld\+json[^<>]{0,200}>.{0,10000}?</script>", re.I | re.S),
    "OpenGraph": re.compile(r"""<meta[^<>]{0,500}?["'](?:og|article):[^<>]{0,2000}>""", re.I),
    "meta": re.compile(r"<(?:meta|link|title)\b[^<>]{0,2000}>(?:[^<]{0,500}</title>)?", re.I),
    "byline": re.compile(r"""<(?:time|h1|[a-z0-9]{1,10}\b[^<>]{0,300}?(?:byline|author))[^<>]{0,300}>[^<]{0,300}""", re.I),
}
_CALLED = {
    "title": "headline|title|h1",
    "publisher": "publisher|site_name|application-name|copyright",
    "author": "author|creator|byline",
    "published": "publi|date|time",
    "url": "url|canonical|mainEntity|@id",
}
SHORT = 400  # characters; under this a page's main text is looked at for menus
HEAD = 100_000  # metadata is looked for in this many characters


def read(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    raw = file_bytes(path, location, BYTES_A_CHAR * PAGE_OVERHEAD * max_chars, max_chars)
    html, warnings = decode(raw, location, declared=_declared(path, raw))
    if _OURS.search(html[:HEAD]):
        raise ReadError(location, "this is a page that Onrecord made, not a report")
    text, origin = parse_page(html)
    cleaned = clean(text)
    if not cleaned.text.strip():
        raise ReadError(location, "no main text was found in the page")
    report = to_report(cleaned.text, origin, raw=raw, location=location, warnings=(*warnings, *cleaned.changes))
    yield Original(raw=raw, report=report)


def _declared(path: File, raw: bytes) -> str | None:
    """The encoding that the server named, or else the page itself."""
    if isinstance(path, Held) and path.charset:
        return path.charset
    declared = _CHARSET.search(raw[:4096])
    return declared[1].decode("ascii") if declared else None


def parse_page(html: str) -> tuple[str, Origin]:
    """The page's main text, without the headline on top of it, and where it is from. Empty text: none was found."""
    from trafilatura import bare_extraction, html2txt

    for name in ("trafilatura", "htmldate"):  # what they complain of is said in our own words, to on_skip
        logging.getLogger(name).propagate = False
        logging.getLogger(name).handlers = [logging.NullHandler()]
    if not _PAGE.search(html[:HEAD]):  # a saved fragment; the parser wants a whole page
        html = f"<html><body>{html}</body></html>"
    # The publication date, not the last change, and no guessing from stray years in the page's furniture.
    dates = {"original_date": True, "extensive_search": False}
    found: Any = bare_extraction(html, with_metadata=True, include_comments=False, date_extraction_params=dates)
    if found is None or not (found.text or "").strip():
        return _without_menus(html2txt(html) or "", html), _origin(found, html)
    origin = _origin(found, html)
    head, _, rest = found.text.partition("\n")
    text = rest if rest.strip() and head.strip() == (origin.title or "").strip() else found.text
    if not origin.published:  # pages saved by a browser lose the scripts that hold their metadata; a dateline is still printed
        printed = read_heading(text[:4000])[0]
        origin = origin.or_else(Origin(published=printed.published, stated=tuple(s for s in printed.stated if s[0] == "published")))
    return (_without_menus(text, html) if len(text) < SHORT else text), origin


def _without_menus(text: str, html: str) -> str:
    """A short text without the lines that are menus and footers: where a page says little, they are taken for its main text."""
    from trafilatura import load_html

    tree: Any = load_html(html)
    menus = tree.xpath("//nav | //footer | //nav//a | //nav//li | //footer//p | //footer//a") if tree is not None else []
    furniture = {" ".join(" ".join(element.itertext()).split()) for element in menus}
    return "\n".join(line for line in text.splitlines() if " ".join(line.split()) not in furniture)


def _origin(found: Any, html: str) -> Origin:
    language = _LANGUAGE.search(html[:HEAD])
    lang = language[1].lower() if language else None
    if found is None:
        return Origin.of("lang of the page", language=lang)
    pieces = _pieces(unescape(html[:HEAD]))
    published = _published(found.date, html[:HEAD])
    said = {"title": found.title, "publisher": found.sitename or found.hostname, "author": found.author, "url": found.url}
    stated = [(name, _where(name, value, pieces)) for name, value in said.items() if value]
    stated += [("published", _where("published", published[:10], pieces))] if published else []
    stated += [("language", "lang of the page")] if lang else []
    values = {name: value or None for name, value in said.items()}
    return Origin(**values, published=published, language=lang, stated=tuple(sorted(stated)))


def _pieces(head: str) -> list[tuple[str, str]]:
    """Where a page says something of itself, and what."""
    return [(place, match.group()) for place, pattern in _PLACES.items() for match in pattern.finditer(head)]


def _where(name: str, value: str, pieces: list[tuple[str, str]]) -> str:
    """Which part of the page's metadata has the value; what none of them has was found in the page's text or address."""
    has = (place for place, words in pieces if value in words and re.search(_CALLED[name], words, re.I))
    return next(has, "text or address of the page")


def _published(day: str | None, head: str) -> str | None:
    """The day that was found, with its time of day and zone where the page's own metadata give them for that very day."""
    for pattern in _MOMENTS:
        stated = pattern.search(head)
        moment = to_published(stated[1]) if stated else None
        if moment and len(moment) > 10 and (day is None or moment.startswith(day)):
            return moment
    return to_published(day) if day else None


FORMAT = Format(name="HTML page", endings=(".html", ".htm", ".xhtml"), read=read)
