"""Posts on a page that are reports of their own: those of a live blog, each with its moment, and those of a network that a page shows.

A live blog is told by its data (schema.org `LiveBlogPosting`), or by blocks of one make that each begin with a moment and hold paragraphs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from onrecord.read.formats.base import Origin, Parsed
from onrecord.read.formats.markup import element_text
from onrecord.read.formats.page_dates import find_days
from onrecord.read.formats.page_parts import Page
from onrecord.read.formats.page_tree import tidy, tokens, words_of
from onrecord.read.published import to_published

FEWEST_POSTS, MOST_POSTS = 3, 2_000
_QUOTED = re.compile(r"twitter-tweet|bluesky-embed|mastodon-embed|telegram-post")
_SIGNED = re.compile(r"[—–-]\s*(?P<name>.{1,80}?)\s*\(@(?P<handle>[\w.]{1,60})\)")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_COMMENTS = frozenset("comment comments reply replies disqus talkback forum respond".split())


def find_posts(page: Page) -> list[Parsed]:
    """The posts of a live blog in the order of the page; none where the page is none."""
    return _stated_posts(page) or _printed_posts(page)


def _stated_posts(page: Page) -> list[Parsed]:
    found = []
    for row in page.graph:
        updates = row.get("liveBlogUpdate")
        for number, update in enumerate(updates[:MOST_POSTS] if isinstance(updates, list) else [], 1):
            if not isinstance(update, dict):
                continue
            body = update.get("articleBody")
            moment = to_published(update.get("datePublished"))
            if isinstance(body, str) and body.strip() and moment:
                title, url = update.get("headline"), update.get("url")
                origin = Origin.of(
                    "schema.org",
                    title=title.strip() if isinstance(title, str) else None,
                    published=moment,
                    url=url if isinstance(url, str) and url.startswith(("http://", "https://")) else None,
                )
                found.append(Parsed(text=_printed(page, body), origin=origin, part=f"post {number}"))
    return found if len(found) >= FEWEST_POSTS else []


def _printed(page: Page, body: str) -> str:
    """The post's words with the paragraphs they have on the page, where they stand there too."""
    wanted = " ".join(body.split())
    paragraphs, at = [], 0
    for block in page.blocks:
        if block.element.tag in ("p", "li", "blockquote") and wanted.startswith(block.words, at):
            paragraphs.append(block.words)
            at += len(block.words) + 1
    return "\n\n".join(paragraphs) if at >= len(wanted) else body.strip()


def _printed_posts(page: Page) -> list[Parsed]:
    kinds: dict[tuple[Any, str, str], list[Any]] = defaultdict(list)
    for element in page.tree.iter("article", "section", "div", "li"):
        if element.getparent() is not None and not _COMMENTS.intersection(tokens(element)):
            kinds[element.getparent(), element.tag, element.get("class") or ""].append(element)
    best: list[tuple[Any, str]] = []
    for elements in kinds.values():
        stamped = [(element, moment) for element in elements[:MOST_POSTS] if (moment := _moment(element, page.language))]
        if len(stamped) >= FEWEST_POSTS and len(stamped) >= 0.8 * len(elements) and _size(stamped) > _size(best):
            best = stamped
    return [_post(element, moment, number, page) for number, (element, moment) in enumerate(best, 1)]


def _size(posts: list[tuple[Any, str]]) -> int:
    return sum(len(words_of(element)) for element, _ in posts)


def _moment(element: Any, language: str | None) -> str | None:
    """The moment with which a block begins, if it goes on with a paragraph and is no teaser of another story."""
    paragraphs = [p for p in element.iter("p") if len(words_of(p)) > 40]
    linked = [a for h in element.iter("h1", "h2", "h3", "h4", "h5") for a in h.iter("a")]
    if not paragraphs or any((a.get("href") or "").startswith(("http", "/")) for a in linked):
        return None
    stamps = list(element.iter("time"))
    head = words_of(element)[:80]
    if len(stamps) >= 1 and (moment := to_published(stamps[0].get("datetime"))):
        return moment if words_of(stamps[0]) in head else None
    days = find_days(head, language)
    return days[0].readings[0] if days and days[0].start < 30 and len(days[0].readings) == 1 and _CLOCK.search(head) else None


def _post(element: Any, moment: str, number: int, page: Page) -> Parsed:
    """A post's words without its stamp and its byline: its paragraphs, lists and quotations."""
    inside = tidy(deepcopy(element), "")
    heading = next((words_of(h) for h in inside.iter("h2", "h3", "h4")), None)
    parts = [p for p in inside.iter("p", "li", "blockquote") if not any(a.tag in ("li", "blockquote", "header") for a in p.iterancestors())]
    words = [element_text(p) for p in parts if not p.xpath(".//time")]
    address = next(iter(page.addresses()), None)
    own = f"{address}#{element.get('id')}" if address and element.get("id") else None
    return Parsed(
        text="\n\n".join(w for w in words if w),
        origin=Origin.of("post of a live blog", title=heading, published=moment, url=own),
        part=f"post {number}",
    )


def find_quoted(tree: Any) -> Iterator[Parsed]:
    """Posts of networks that the page shows: what somebody else said there, with who and when. They are taken out of the tree."""
    for number, quote in enumerate([b for b in tree.iter("blockquote") if _QUOTED.search(b.get("class") or "")], 1):
        links = [a for a in quote.iter("a") if (a.get("href") or "").startswith("http")]
        dated = next((a for a in reversed(links) if find_days(words_of(a), "en")), None)
        paragraphs = [element_text(p) for p in quote.iter("p")]
        signed = _SIGNED.search(words_of(quote))
        quote.getparent().remove(quote) if not (quote.tail or "").strip() else quote.clear(keep_tail=True)
        if not any(paragraphs) or not signed:
            continue
        day = find_days(words_of(dated), "en")[0].readings[0] if dated is not None else None
        address = dated.get("href").partition("?")[0] if dated is not None else None
        origin = Origin.of("post shown on a page", publisher=signed["handle"], author=signed["name"].strip(), published=day, url=address)
        yield Parsed(text="\n\n".join(p for p in paragraphs if p), origin=origin, part=f"quoted post {number}")
