"""Whose page it is: from its metadata, and else from what it prints.

Metadata are believed in the order schema.org (JSON-LD, microdata, RDFa), a label of the page, OpenGraph, meta. Pages without any print
their publisher in several places, each of which may err: in the title, beside a logo, in a copyright line; the name that most of them give
is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.read.formats.page_dates import find_days
from onrecord.read.formats.page_parts import LOGO, Page, leads_home, names_site, text_of
from onrecord.read.formats.page_tree import same_words, tokens, words_of
from onrecord.read.formats.page_words import LABELS, NAMES_IN_META, NO_NAMES

_PARTS = re.compile(r"\s+(?:[|–—·•»«:‹›]+|-{1,2}|::)\s+|:\s+|\s\|\s?")
_COPYRIGHT = re.compile(
    r"(?i)(?:(?:©|\(c\)|copyright)\s*)+(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?[\s,]*(?:by\s+|of\s+)?(?P<name>[^\W\d_][^|©.,;\n]{1,70}?)"
    r"(?=[\s,]*(?:[.,;|©–—]|\s-\s|(?:19|20)\d\d|all rights|$))"
)
_BEFORE_MARK = re.compile(r"(?i)(?P<name>[^\W\d_][^|©.,;\n]{1,70}?)\s*(?:©|\(c\))")
_RIGHTS = re.compile(r"(?i)all rights (?:are )?reserved (?:for|to|by)\s+(?P<name>[^\W\d_][^|©.,;\n]{1,70})")
_BESIDE = re.compile(r"(?i)\s*\b(?:logo|home ?page|official (?:web)?site)\b\s*")
_MICRODATA = '//*[@itemprop="publisher" or @property="schema:publisher" or @property="dc:publisher" or @property="publisher"]'
_NAME = './/*[@itemprop="name" or @property="name" or @property="schema:name"]'
_LABEL_TAGS = ("dt", "th", "td", "h2", "h3", "h4", "h5", "label")
_RUBBED = " |–—·•»«:‹›-"  # what stands between the parts of a title
LONGEST_NAME, MOST_WORDS = 70, 9
FIRST_BLOCKS, LAST_BLOCKS = 6, 12  # blocks of words at a page's head and foot


def find_publisher(page: Page) -> tuple[str, str] | None:
    """Whose page it is, and where that was read."""
    return _stated_publisher(page) or _printed_publisher(page)


def _stated_publisher(page: Page) -> tuple[str, str] | None:
    for row in page.articles():
        name = _named(page, row.get("publisher"))
        if name:
            return name, "schema.org"
    for element in page.tree.xpath(
        '//*[@itemprop="publisher" or @property="schema:publisher" or @property="dc:publisher" or @property="publisher"]'
    )[:5]:
        inner = element.xpath(_NAME)
        name = (inner[0].get("content") or words_of(inner[0])) if inner else element.get("content") or words_of(element)
        if _is_name(name):
            return name.strip(), "microdata"
    if labelled := _labelled(page, ("dt", "th", "td", "h2", "h3", "h4", "h5", "label")):
        return labelled
    for key in NAMES_IN_META:
        value = page.meta(key)
        if value and _is_name(value) and not value.startswith("http") and not same_words(value, page.headline):
            return value, "OpenGraph" if key.startswith("og:") else "meta"
    return None


def _named(page: Page, value: Any) -> str | None:
    for given in value if isinstance(value, list) else [value]:
        one: Any = given
        if isinstance(given, dict) and not given.get("name"):
            one = next((row for row in page.graph if row.get("@id") == given.get("@id") and row.get("name")), None)
        name = text_of(one.get("name")) if isinstance(one, dict) else text_of(one)
        if name and _is_name(name) and not name.startswith("http"):
            return name
    return None


def _labelled(page: Page, tags: tuple[str, ...]) -> tuple[str, str] | None:
    """What stands after "Source" in a list of facts about the report, or after "News provided by"."""
    for at, block in enumerate(page.blocks[:-1]):
        if block.element.tag in tags and LABELS.fullmatch(block.words):
            name = page.blocks[at + 1].words
            if _is_name(name) and not find_days(name, page.language):
                return name, "label on the page"
    return None


def _printed_publisher(page: Page) -> tuple[str, str] | None:
    """The name that most of title, logo, head, foot and copyright line give."""
    weights: dict[str, float] = {}
    shown: dict[str, tuple[float, str, str]] = {}
    for said, weight, where in _evidence(page):
        name = _BESIDE.sub(" ", said).strip(" -–—|·:,.'\"")
        key = " ".join(w for w in re.findall(r"\w+", name.lower()) if w != "the")
        if not key or not _is_name(name) or same_words(name, page.headline):
            continue
        weights[key] = weights.get(key, 0) + weight
        if key not in shown or weight > shown[key][0]:
            shown[key] = (weight, name, where)
    best = max(weights, key=lambda key: weights[key], default=None)
    if best is None or weights[best] < 2:
        return None
    return shown[best][1], shown[best][2]


def _evidence(page: Page) -> Iterator[tuple[str, float, str]]:
    for name, weight in _title_parts(page):
        yield name, weight, "title of the page"
    for block in page.blocks[-LAST_BLOCKS:]:
        for pattern in (_COPYRIGHT, _RIGHTS, _BEFORE_MARK):
            if match := pattern.search(block.words[:400]):
                yield match["name"].strip(), 2, "copyright line"
                break
        if match := re.fullmatch(r"(?:SOURCE|Source):?\s+(\S.{1,70})", block.words):
            yield match[1], 2, "label on the page"
    for image in list(page.tree.iter("img"))[:5]:
        alt = image.get("alt") or image.get("title") or ""
        if _near_logo(image):
            yield alt, 2, "logo"
    for at, block in enumerate(page.blocks):
        if at < 3 * FIRST_BLOCKS and (leads_home(block.element) or names_site(block.element)):
            yield block.words, 2, "head of the page"
        elif at < FIRST_BLOCKS:
            yield block.words, 1, "head of the page"


def _title_parts(page: Page) -> Iterator[tuple[str, float]]:
    """Parts of the title beside the headline, the outermost first."""
    title, headline = page.title, page.headline
    if headline and headline in title:
        before, _, after = title.partition(headline)
        parts = (
            [p for p in _PARTS.split(before + " ") if p.strip(" |–—·•»«:‹›-")],
            [p for p in _PARTS.split(" " + after) if p.strip(" |–—·•»«:‹›-")],
        )
        first, last = parts
        yield from ((part, 2.0 if not at and not last else 1.0) for at, part in enumerate(first))
        yield from ((part, 2.0 if at == len(last) - 1 else 0.5) for at, part in enumerate(last))
        return
    parts_ = [part for part in _PARTS.split(title) if part.strip()]
    for at, part in enumerate(parts_):
        if len(parts_) == 1:
            yield part, 1.0
        else:
            yield part, 1.5 if at in (0, len(parts_) - 1) else 0.5


def _near_logo(image: Any) -> bool:
    """Whether a picture is the site's: it says so, stands in what says so, leads home, or is the page's first."""
    named = [*tokens(image), *re.findall(r"[a-z]+", (image.get("src") or "").lower())]
    parent = image.getparent()
    named += tokens(parent) if parent is not None else []
    return (
        bool(LOGO.intersection(named))
        or (parent is not None and parent.tag == "a" and leads_home(parent))
        or (image.getprevious() is None and _heads(image))
    )


def _heads(image: Any) -> bool:
    """Whether it is the page's first picture, and stands in no article."""
    inside = any(above.tag in ("article", "main", "figure") for above in image.iterancestors())
    root: Any = image.getroottree().getroot()
    return not inside and next(root.iter("img"), None) is image


def _is_name(name: str | None) -> bool:
    """Whether words may name an outlet: few, with a letter, no menu's word, no sentence."""
    bare = (name or "").strip()
    return (
        bool(bare)
        and len(bare) <= LONGEST_NAME
        and len(bare.split()) <= MOST_WORDS
        and not NO_NAMES.fullmatch(bare)
        and any(c.isalpha() for c in bare)
    )
