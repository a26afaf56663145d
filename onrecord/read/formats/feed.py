"""RSS and Atom, by feedparser: each entry is a report. JSON Feed is in exports.py."""

from __future__ import annotations

import io
from typing import Any

from onrecord.errors import ReadError
from onrecord.read.formats import risky
from onrecord.read.formats.base import Format, Origin, Parsed
from onrecord.read.formats.docx import language_code
from onrecord.read.formats.markup import to_paragraphs
from onrecord.read.published import to_published

SUMMARY = "the feed gives a summary only"
HEADLINE = "the feed gives a headline only"
LONG = 600  # characters; a summary of this length may well be the whole text


def parse(raw: bytes, max_chars: int) -> list[Parsed]:
    import feedparser

    if b"<!ENTITY" in raw[:100_000]:
        raise ReadError("", "the XML in it declares entities of its own, as XML bombs do; it is not read")
    found = feedparser.parse(io.BytesIO(raw))
    if not found.entries:
        broken = found.get("bozo_exception")
        raise ReadError(
            "", "there is no entry in it: this is no feed" + (f", or it is damaged ({type(broken).__name__})" if broken else "")
        )
    return [_entry(entry, found.feed, number) for number, entry in enumerate(found.entries, 1)]


def _entry(entry: Any, feed: Any, number: int) -> Parsed:
    full = max((c.get("value", "") for c in entry.get("content", ())), key=len, default="")
    summary = entry.get("summary", "")
    title = to_paragraphs(entry.get("title", ""))
    words = to_paragraphs(full or summary)
    text = words or title
    warnings = () if full or len(text) >= LONG else (SUMMARY if words else HEADLINE,)
    published = to_published(entry.get("published"))
    if not published and (changed := to_published(entry.get("updated"))):
        published, warnings = changed, (*warnings, "published: the date of the last change; the feed gives no other")
    publisher = (entry.get("source") or {}).get("title") or feed.get("title")
    origin = Origin.of(
        "feed",
        title=title or None,
        publisher=publisher or None,
        published=published,
        author=entry.get("author") or None,
        url=entry.get("link") or None,
        language=language_code(feed.get("language")),
    )
    return Parsed(text=text, origin=origin, warnings=warnings, part=str(number))


FORMAT = Format(name="feed", endings=(".rss", ".atom", ".xml", ".rdf"), read=risky.reader("feed"))
