"""A page taken apart: its metadata, its schema.org data, its words block by block, and its headline."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from onrecord.read.formats.page_tree import BLOCKS, holding_blocks, same_words, silence, tokens, words_of

_ARTICLES = re.compile(r"(?:Article|Posting|Report|NewsArticle|VideoObject|WebPage|AboutPage)$")
_INLINE = ("a", "span", "time", "strong", "b", "font", "label")
LOGO = frozenset("logo logos brand branding masthead sitename sitetitle emblem".split())
_SITE = frozenset({("site", "title"), ("site", "name"), ("lbl", "site"), ("blog", "title"), ("blog", "name")})
_HOMES = frozenset("/ ./ index.php index.html index.htm /index.php /index.html /index.htm #home /en/ /en /home".split())
FEWEST_WORDS = 3  # of a headline that is told from a page's title
MOST_SCRIPT = 2_000_000  # characters of one script that are looked at


@dataclass(frozen=True, slots=True)
class Block:
    """Words that stand together on a page, with the element that holds them."""

    words: str
    element: Any


class Page:
    """A parsed page, looked at once for what is asked of it."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self.metas = list(_metas(tree))
        self.graph = list(_graph(tree))
        self.title = next((words_of(t) for t in tree.iter("title")), "")
        self.states = [s.text[:MOST_SCRIPT] for s in tree.iter("script") if s.text and "ld+json" not in (s.get("type") or "")]
        silence(tree)
        self.blocks = list(_blocks(tree))
        html = tree if tree.tag == "html" else next(tree.iter("html"), tree)
        self.language = (html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip() or None
        self.headline = self._headline()

    def meta(self, *names: str) -> str | None:
        """The first value of these metas, in the order of the names."""
        return next((value for name in names for key, value in self.metas if key == name), None)

    # --- headline ----------------------------------------------------------------------------------------------

    def _headline(self) -> str:
        """The report's headline as the page prints it; empty where none can be told."""
        marked = [text_of(row.get("headline")) for row in self.articles()]
        marked += [words_of(e) for e in self.tree.xpath('//*[@itemprop="headline"]')[:3]]
        said: list[str] = [value for value in [*marked, self.meta("og:title", "twitter:title", "dc.title", "citation_title")] if value]
        headings: list[str] = [b.words for b in self.blocks if b.element.tag in ("h1", "h2", "h3") and not self._is_site(b)]
        headings += [b.words for b in self.blocks if "title" in tokens(b.element) and b.words not in headings and not self._is_site(b)]
        bold: list[str] = [b.words for b in self.blocks if _bold(b) and not self._is_site(b)]
        for value in [*said, self.title]:
            for words in [*headings, *(bold if value in said or not headings else ())]:
                if same_words(words, value):
                    return str(words)
        # A title that holds the headline and the site's name: the longest printed heading that stands in it.
        for printed in (headings, bold, [b.words for b in self.blocks if not self._is_site(b)]):
            inside = [words for words in printed if len(words.split()) >= FEWEST_WORDS and words in self.title]
            if inside:
                return max(inside, key=len)
            firsts = [b.words for tag in ("h1", "h2") for b in self.blocks if b.element.tag == tag and not self._is_site(b)]
            if printed is headings and firsts and len(firsts[0].split()) >= FEWEST_WORDS:
                return firsts[0]
        return next(iter(said), "")

    def _is_site(self, block: Block) -> bool:
        """Whether the block names the site rather than the report: it leads home, or stands in what calls itself the site's."""
        return leads_home(block.element) or any(names_site(e) for e in (block.element, block.element.getparent()) if e is not None)

    def articles(self) -> Iterator[dict[str, Any]]:
        """What schema.org data of the page speak of an article."""
        return (row for row in self.graph if any(_ARTICLES.search(kind) for kind in _kinds(row)))

    def addresses(self) -> list[str]:
        """The page's own addresses as it gives them."""
        links = [link.get("href") or "" for link in self.tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
        return [a for a in [*links, self.meta("og:url", "twitter:url") or ""] if a.startswith(("http://", "https://"))]


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        value = " ".join((meta.get("content") or "").split())
        if key and value:
            yield key, value[:1000]


def _graph(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, graphs and lists unfolded."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > MOST_SCRIPT:
            continue
        try:
            waiting = [json.loads(script.text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting = [*value[:1000], *waiting]
            elif isinstance(value, dict):
                yield value
                waiting = [*(value[k] for k in ("@graph", "mainEntity", "publisher") if k in value), *waiting]


def _kinds(row: dict[str, Any]) -> list[str]:
    kind = row.get("@type")
    return [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]


def text_of(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _blocks(tree: Any) -> Iterator[Block]:
    """Words of the page in their order, block by block; links and spans that stand apart in a block of others are blocks of their own."""
    holding = holding_blocks(tree)
    for element in tree.iter(*BLOCKS, *_INLINE):
        if element in holding:
            bare = " ".join(" ".join([element.text or "", *(child.tail or "" for child in element)]).split())
            if len(bare) > 2:
                yield Block(bare, element)
            continue
        if element.tag in _INLINE:
            # Inline words are part of the block around them, unless that block holds other blocks, or they are the site's name.
            around = next((p for p in element.iterancestors() if p.tag in BLOCKS), None)
            if around is not None and around not in holding and not (leads_home(element) or LOGO.intersection(tokens(element))):
                continue
        said = words_of(element)
        if said:
            yield Block(said, element)


def _bold(block: Block) -> bool:
    return block.element.tag in ("b", "strong") or (
        block.element.tag in ("font", "td", "p") and len(block.element) == 1 and block.element[0].tag in ("b", "strong")
    )


def leads_home(element: Any) -> bool:
    link = element if element.tag == "a" else next((c for c in element if c.tag == "a" and words_of(c) == words_of(element)), None)
    if link is None:
        return False
    href = (link.get("href") or "").strip()
    if "home" in (link.get("rel") or "").lower().split() or href in _HOMES:
        return True
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return bool(parts.netloc) and parts.path in ("", "/")


def names_site(element: Any) -> bool:
    named = tokens(element)
    return bool(LOGO.intersection(named)) or bool(_SITE.intersection(itertools.pairwise(named)))
