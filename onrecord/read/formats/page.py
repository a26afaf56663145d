"""HTML pages. Trafilatura finds the main text and the page's own metadata (JSON-LD, OpenGraph, meta tags, byline)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from html import unescape
from typing import Any

from onrecord.errors import ReadError
from onrecord.read.formats.base import BYTES_A_CHAR, PAGE_OVERHEAD, File, Format, Held, Origin, Original, Parsed, file_bytes, to_report
from onrecord.read.formats.heading import read_heading
from onrecord.read.formats.markup import element_text
from onrecord.read.formats.page_parts import Page
from onrecord.read.formats.page_posts import find_posts, find_quoted
from onrecord.read.formats.page_published import find_published
from onrecord.read.formats.page_publisher import find_publisher
from onrecord.read.formats.page_tree import same_words, tidy, without_furniture
from onrecord.read.formats.text import clean, decode
from onrecord.read.published import to_published
from onrecord.records import Skipped

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_\-]{2,30})""", re.I)
_PAGE = re.compile(r"<html\b", re.I)
_OURS = re.compile(r"""<meta name=["']generator["'] content=["']Onrecord["']>""")
_PLACES = {  # where a page says what it is, in the order in which they are believed
    "schema.org": re.compile(r"<script[^<>]{0,200}?ld\+json[^<>]{0,200}>.{0,10000}?</script>", re.I | re.S),
    "OpenGraph": re.compile(r"""<meta[^<>]{0,500}?["'](?:og|article):[^<>]{0,2000}>""", re.I),
    "meta": re.compile(r"<(?:meta|link|title)\b[^<>]{0,2000}>(?:[^<]{0,500}</title>)?", re.I),
    "byline": re.compile(r"""<(?:time|h1|[a-z0-9]{1,10}\b[^<>]{0,300}?(?:byline|author))[^<>]{0,300}>[^<]{0,300}""", re.I),
}
_CALLED = {"title": "headline|title|h1", "author": "author|creator|byline", "url": "url|canonical|mainEntity|@id"}
LINE = 60  # characters of a line that is surely the report's
MOSTLY = 0.7  # the share of a page's text from which its dated posts are what it is
SHORT = 400  # characters; under this a page's main text is looked at for menus
HEAD = 100_000  # metadata is looked for in this many characters


def read(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    raw = file_bytes(path, location, BYTES_A_CHAR * PAGE_OVERHEAD * max_chars, max_chars)
    html, warnings = decode(raw, location, declared=_declared(path, raw))
    if _OURS.search(html[:HEAD]):
        raise ReadError(location, "this is a page that Onrecord made, not a report")
    yield from reports_of(html, raw, location, warnings)


def reports_of(html: str, raw: bytes, location: str, warnings: tuple[str, ...], *, known: Origin | None = None) -> Iterator[Original]:
    """The report of a page, or of a live blog each post, and each post of a network that it shows. Raises ReadError without text.

    known: what whoever saved or sent the page says of it.
    """
    from onrecord.read.apart import parse_apart

    # In the child, as lxml is fed by strangers here too. What goes there is UTF-8, whatever the page was in.
    found = parse_apart("page", html.encode("utf-8", "replace"), location, len(html))
    if not any(part.text.strip() for part in found):
        raise ReadError(location, "no main text was found in the page")
    for part in found:
        cleaned = clean(part.text)
        if cleaned.text.strip():
            here = f"{location}#{part.part}" if part.part else location
            origin = part.origin.or_else(known) if known else part.origin
            yield Original(raw=raw, report=to_report(cleaned.text, origin, raw=raw, location=here, warnings=(*warnings, *cleaned.changes)))


def _declared(path: File, raw: bytes) -> str | None:
    """The encoding that the server named, or else the page itself."""
    if isinstance(path, Held) and path.charset:
        return path.charset
    declared = _CHARSET.search(raw[:4096])
    return declared[1].decode("ascii") if declared else None


def parse(raw: bytes, max_chars: int) -> list[Parsed]:
    """For the child process: the page's characters as UTF-8."""
    return parse_page(raw.decode("utf-8", "replace"))


def parse_page(html: str) -> list[Parsed]:
    """The page's main text, without the headline on top of it, and where it is from; a live blog's posts each by itself.

    Empty texts: none was found.
    """
    from trafilatura import extract_metadata, load_html

    for name in ("trafilatura", "htmldate"):  # what they complain of is said in our own words, to on_skip
        logging.getLogger(name).propagate = False
        logging.getLogger(name).handlers = [logging.NullHandler()]
    if not _PAGE.search(html[:HEAD]):  # a saved fragment; the parser wants a whole page
        html = f"<html><body>{html}</body></html>"
    tree: Any = load_html(html)
    if tree is None:
        return []
    # The publication date, not the last change, and no guessing from stray years in the page's furniture.
    found: Any = extract_metadata(deepcopy(tree), date_config={"original_date": True, "extensive_search": False})
    page = Page(tree)
    quoted = list(find_quoted(tree))
    posts = find_posts(page)
    text = main_text(deepcopy(tree), page.headline)
    origin = _origin(found, page, text, html)
    if posts and _covered(text, posts) > MOSTLY:
        return [replace(post, origin=post.origin.or_else(origin)) for post in posts] + quoted
    if not origin.published:  # pages saved by a browser lose the scripts that hold their metadata; a dateline is still printed
        printed = read_heading(text[:4000])[0]
        origin = origin.or_else(Origin(published=printed.published, stated=tuple(s for s in printed.stated if s[0] == "published")))
    if not origin.published and (day := to_published(found.date)):  # by htmldate, which looks everywhere on the page
        origin = origin.or_else(Origin.of("text or address of the page", published=day))
    return [Parsed(text=_without_menus(text, html) if len(text) < SHORT else text, origin=origin), *quoted]


def _covered(text: str, posts: list[Parsed]) -> float:
    """The share of a main text that stands in posts; of comments below a report it is little, however long they are."""
    said = "\n".join(post.text for post in posts)
    return sum(len(line) for line in text.splitlines() if line.strip() in said) / max(1, len(text.replace("\n", "")))


def main_text(tree: Any, headline: str) -> str:
    """The words of the report by trafilatura, from the tree made fit for it. The tree is changed."""
    from trafilatura import bare_extraction

    fit = tidy(tree, headline)
    whole = element_text(fit)  # where trafilatura finds nothing, a page that says little is its whole text
    found: Any = bare_extraction(fit, with_metadata=False, include_comments=False)
    lines = ((found.text if found is not None else "") or whole).splitlines()
    kept = [line for line in lines if line.strip()]
    if kept and same_words(kept[0], headline):
        kept = kept[1:]
    return "\n".join(without_furniture(kept, headline))


def _without_menus(text: str, html: str) -> str:
    """A short text without the lines that are menus and footers: where a page says little, they are taken for its main text."""
    from trafilatura import load_html

    tree: Any = load_html(html)
    menus = tree.xpath("//nav | //footer | //nav//a | //nav//li | //footer//p | //footer//a") if tree is not None else []
    furniture = {" ".join(" ".join(element.itertext()).split()) for element in menus}
    return "\n".join(line for line in text.splitlines() if " ".join(line.split()) not in furniture)


def _origin(found: Any, page: Page, text: str, html: str) -> Origin:
    """What the page says of itself: author and address as trafilatura finds them, the rest as the page's own parts say it."""
    pieces = _pieces(unescape(html[:HEAD]))
    lines = [line for line in text.splitlines() if line.strip()] or [""]
    language = (page.language or "").replace("_", "-").partition("-")[0].lower()
    said = Origin()
    for name, value in (("title", page.headline or found.title), ("author", found.author), ("url", found.url)):
        said = said.or_else(Origin.of(_where(name, value, pieces), **{name: value})) if value else said
    if publisher := find_publisher(page):
        said = said.or_else(Origin.of(publisher[1], publisher=publisher[0]))
    long_ones = [line.lstrip("- ") for line in lines if len(line) > LINE] or lines
    if published := find_published(page, long_ones[0], long_ones[-1]):
        said = said.or_else(Origin.of(published[1], published=published[0]))
    if found.hostname:
        said = said.or_else(Origin.of("address", publisher=found.hostname))
    return said.or_else(Origin.of("lang of the page", language=language if 2 <= len(language) <= 3 and language.isalpha() else None))


def _pieces(head: str) -> list[tuple[str, str]]:
    """Where a page says something of itself, and what."""
    return [(place, match.group()) for place, pattern in _PLACES.items() for match in pattern.finditer(head)]


def _where(name: str, value: str, pieces: list[tuple[str, str]]) -> str:
    """Which part of the page's metadata has the value; what none of them has was found in the page's text or address."""
    has = (place for place, words in pieces if value in words and re.search(_CALLED[name], words, re.I))
    return next(has, "text or address of the page")


FORMAT = Format(name="HTML page", endings=(".html", ".htm", ".xhtml"), read=read)
