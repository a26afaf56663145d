"""A page's tree made fit for finding its main text: furniture that says what it is goes, and text in old forms gets its paragraphs.

Trafilatura looks for text in paragraphs and in the containers that sites use today. Four things are put right for it: what calls itself
furniture (by class, id, role or the heading above it) is taken out; lists of teasers, which look like text, are taken out; text that is
parted by line breaks, or stands bare in a block, becomes paragraphs; tables that only lay out a page become blocks.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import Any

from onrecord.read.formats.page_dates import find_days, names_change
from onrecord.read.formats.page_words import BEFORE, COMMENTS, FURNITURE, LINES, PARTS

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr"
    " li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SILENT = ("script", "style", "noscript", "template", "iframe", "svg", "button", "select", "input", "textarea", "object", "audio", "video")
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_FACT = re.compile(r"- (?:[^:]{1,25}:\s.{1,60}|\w+(?: \w+)?)")
_ANSWER = re.compile(r"(?i)re:\s?\w")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
LONG_PARAGRAPH = 250
PARAGRAPH, SENTENCE = 60, 25  # characters from which words in a heading or a bare block may be a paragraph, or one with a full stop
TEASERS = 2  # so many blocks of one make, each a headline that is a link, are a list of teasers
LONGEST_TEASER = 500
ABOVE, FEW_WORDS = 120, 5  # characters of a line above the text; words beside the date in one
MOST_ELEMENTS = 200_000


def tidy(tree: Any, headline: str) -> Any:
    """The tree, changed in place. headline: the report's, so that what holds it is never taken for furniture."""
    if sum(1 for _, _ in zip(tree.iter(), range(MOST_ELEMENTS + 1), strict=False)) > MOST_ELEMENTS:
        return tree
    silence(tree)
    total = max(1, len(words_of(tree)))
    _drop_named(tree, total, headline)
    _drop_other_articles(tree, headline)
    _drop_teasers(tree)
    _drop_after_headings(tree, total, headline)
    _drop_answers(tree, headline)
    _unlay(tree)
    _break_up(tree)
    for element in list(tree.iter("h2", "h3", "h4", "h5", "h6")):
        said = words_of(element)
        if len(said) > PARAGRAPH and _SENTENCE_END.search(said) and not same_words(said, headline):
            element.tag = "p"  # a standfirst set as a heading
    return tree


def silence(tree: Any) -> None:
    """Takes out what is no words of the page: scripts, styles, controls."""
    for element in list(tree.iter(*_SILENT)):
        _drop(element)


def holding_blocks(tree: Any) -> set[Any]:
    """The elements that hold a block. Linear: each is climbed to once."""
    holding: set[Any] = set()
    for element in tree.iter(*BLOCKS):
        above = element.getparent()
        while above is not None and above not in holding:
            holding.add(above)
            above = above.getparent()
    return holding


def words_of(element: Any) -> str:
    """The element's words, white space made single."""
    return " ".join(" ".join(element.itertext()).split()) if isinstance(element.tag, str) else ""


def same_words(left: str, right: str) -> bool:
    """Whether two lines say the same but for case and punctuation."""
    return bool(right) and re.findall(r"\w+", left.lower()) == re.findall(r"\w+", right.lower())


def tokens(element: Any) -> list[str]:
    """The words of which an element's class and id are made: "ArticleHeader-date_3x" is article, header, date."""
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return [token.lower() for token in _TOKEN.findall(named[:500])]


def _drop(element: Any) -> None:
    """Out of the tree, its tail kept."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + " " + element.tail
        else:
            parent.text = (parent.text or "") + " " + element.tail
    parent.remove(element)


def _drop_named(tree: Any, total: int, headline: str) -> None:
    """What its class, id or element calls furniture, unless most of the page's words or its headline stand in it."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "article", "main"):
            continue
        named = tokens(element)
        if element.tag in ("nav", "footer", "figcaption", "aside") or FURNITURE.intersection(named) or _parts(named):
            inside = words_of(element)
            if element.tag == "p" and len(inside) > LONG_PARAGRAPH:  # whatever it is called, it is no caption
                continue
            if len(inside) < total / 2 and not (headline and headline in inside and len(inside) > len(headline) + 200):
                _drop(element)


def _parts(named: list[str]) -> bool:
    return any(pair in PARTS for pair in itertools.pairwise(named))


def _drop_other_articles(tree: Any, headline: str) -> None:
    """Further stories that a page goes on with: articles with a headline of their own beside the one that has the report's."""
    articles = list(tree.iter("article"))
    ours = next((article for article in articles if _holds(article, headline)), None)
    if ours is None:
        return
    for other in ours.itersiblings("article"):
        if any(True for _ in other.iter("h1")):
            _drop(other)


def _drop_teasers(tree: Any) -> None:
    """Lists of other stories: blocks of one make under one parent, in each of which a headline is a link."""
    for parent in list(tree.iter()):
        if not isinstance(parent.tag, str) or len(parent) < TEASERS:
            continue
        kinds = Counter(_make(child) for child in parent if _is_teaser(child))
        for child in list(parent):
            if kinds.get(_make(child), 0) >= TEASERS and _is_teaser(child):
                _drop(child)


def _make(element: Any) -> tuple[str, str]:
    return (element.tag, element.get("class") or "") if isinstance(element.tag, str) else ("", "")


def _is_teaser(element: Any) -> bool:
    if isinstance(element.tag, str) and element.tag == "p":
        said = words_of(element)
        return len(said.split()) >= 3 and any(words_of(a) == said for a in element.iter("a"))
    if not isinstance(element.tag, str) or element.tag in ("span", "a") or len(words_of(element)) > LONGEST_TEASER:
        return False
    linked = [a for a in element.iter("a") if any(child.tag in (*_HEADINGS, "span", "strong", "b", "img") for child in a)]
    linked += [a for h in element.iter(*_HEADINGS) for a in h.iter("a")]
    if any(len(words_of(a).split()) >= 3 for a in linked):
        return True
    # An item of a list that is a link and little else: a menu, a list of latest news.
    whole = words_of(element)
    return element.tag in ("li", "tr") and sum(len(words_of(a)) for a in element.iter("a")) > 0.6 * len(whole) > 0


def _drop_after_headings(tree: Any, total: int, headline: str) -> None:
    """What stands under "Related", "Comments (4)", "Subscribe": the heading with its block, or with what follows in it."""
    for element in list(tree.iter(*_HEADINGS, "b", "strong", "p", "div", "span", "td", "dt")):
        if element.getparent() is None:
            continue
        said = words_of(element) if len(element) < 4 else ""
        if not said or len(said) > 60 or same_words(said, headline):
            continue
        if COMMENTS.fullmatch(said):
            _drop_from(element, total, headline)
        elif element.tag in (*_HEADINGS, "b", "strong") and BEFORE.fullmatch(said):
            _drop_section(element, total, headline)


def _drop_answers(tree: Any, headline: str) -> None:
    """Answers below a post: blocks with a heading "Re: ...", up to what holds the post too."""
    ours = next(
        (e for e in tree.iter("h1", "h2", "h3", "h4", "b", "td", "a", "strong", "span", "div") if same_words(words_of(e), headline)), None
    )
    above = set(ours.iterancestors()) if ours is not None else set()
    for element in list(tree.iter("h2", "h3", "h4", "h5", "b", "strong")) if above else ():
        if _ANSWER.match(words_of(element)[:60]):
            outer = element
            while outer.getparent() is not None and outer.getparent() not in above:
                outer = outer.getparent()
            if outer.getparent() is not None and outer.tag not in ("tbody", "body"):
                _drop(outer)


def _drop_from(element: Any, total: int, headline: str) -> None:
    """The element and all that follows it under the same parent: comments come last."""
    later = [element, *element.itersiblings()]
    if sum(len(words_of(e)) for e in later) < total * 0.7 and not any(_holds(e, headline) for e in later):
        for one in later:
            _drop(one)


def _drop_section(heading: Any, total: int, headline: str) -> None:
    """The heading and what follows it up to the next heading; the block around it, where it is the block's first words."""
    block = heading.getparent()
    if block.tag in ("section", "div", "td", "li", "dl") and words_of(block).startswith(words_of(heading)) and not _holds(block, headline):
        inside = words_of(block)
        long_ones = [p for p in block.iter("p") if len(words_of(p)) > 200]
        if len(inside) < total / 3 and len(long_ones) < 3:
            _drop(block)
            return
    later = []
    for element in heading.itersiblings():
        if isinstance(element.tag, str) and (element.tag in _HEADINGS or _holds(element, headline)):
            break
        later.append(element)
    if sum(len(words_of(e)) for e in later) < total / 3 and not any(e.tag == "p" and len(words_of(e)) > 200 for e in later):
        for one in [heading, *later]:
            _drop(one)


def _holds(element: Any, headline: str) -> bool:
    return bool(headline) and isinstance(element.tag, str) and any(same_words(words_of(h), headline) for h in element.iter(*_HEADINGS))


def _unlay(tree: Any) -> None:
    """Tables that lay out a page, or hold whole paragraphs, become blocks; cells that number their rows go."""
    for table in list(tree.iter("table")):
        cells = list(table.iter("td", "th"))
        long_cells = [cell for cell in cells if len(words_of(cell)) > 2 * PARAGRAPH or any(_next_is_break(b) for b in cell.iter("br"))]
        if not long_cells and not any(True for cell in cells for _ in cell.iter("table")):
            if len(cells) <= 2 * TEASERS and all(len(words_of(cell)) < PARAGRAPH for cell in cells):
                table.tag = "div"
                for part in list(table.iter("tbody", "tr", "td", "th")):
                    part.tag = "div"
            continue
        for cell in cells:
            if words_of(cell).rstrip(".").isdecimal() and len(words_of(cell)) < 5:
                cell.text = None
                for child in list(cell):
                    cell.remove(child)
        for part in [table, *table.iter("thead", "tbody", "tfoot", "tr", "td", "th", "caption")]:
            part.tag = "div"
            part.attrib.pop("colspan", None)


def _break_up(tree: Any) -> None:
    """Bare text of a block, parted by double line breaks or by none, becomes paragraphs."""
    holding = holding_blocks(tree)
    for element in list(tree.iter("div", "td", "section", "article", "font", "span", "body", "main", "center", "dd", "li", "form")):
        breaks = [b for b in element if b.tag == "br"]
        if len(breaks) >= 2 and any(_next_is_break(b) for b in breaks):
            _paragraphs(element)
        elif element.tag == "div" and element not in holding:
            said = words_of(element)
            if len(said) > PARAGRAPH or (len(said) > SENTENCE and _SENTENCE_END.search(said)):
                element.tag = "p"
        elif element.tag == "span" and any(isinstance(c.tag, str) and c.tag in BLOCKS for c in element):
            element.tag = "div"


def _next_is_break(element: Any) -> bool:
    after = element.getnext()
    return after is not None and after.tag == "br" and not (element.tail or "").strip()


def _paragraphs(element: Any) -> None:
    """Wraps what stands between double line breaks in paragraphs of its own."""
    made: list[Any] = []
    current = element.makeelement("p")
    current.text = element.text
    element.text = None
    children = list(element)
    for child in children:
        element.remove(child)

    def close() -> None:
        nonlocal current
        if words_of(current):
            made.append(current)
        current = element.makeelement("p")

    for child in children:
        tail, child.tail = child.tail, None
        if child.tag == "br":
            if not made and not words_of(current):
                current.text = tail
            elif tail and tail.strip() and len(current) and current[-1].tag != "br" and not (current[-1].tail or "").strip():
                current.append(child)
                child.tail = tail
            elif tail and tail.strip():
                # One break alone stays a break; the second of two has closed the paragraph before.
                current.append(child)
                child.tail = tail
            else:
                close()
                current.text = tail
        elif isinstance(child.tag, str) and child.tag in BLOCKS:
            close()
            made.append(child)
            current.text = tail
        else:
            current.append(child)
            child.tail = tail
    close()
    if element.tag in ("font", "span"):
        element.tag = "div"
    for one in made:
        element.append(one)


def without_furniture(lines: list[str], headline: str) -> list[str]:
    """The lines of a main text without those that are furniture wherever they stand, nor the dated lines and facts above the text."""
    kept = [line for line in lines if not LINES.fullmatch(line.strip(" -|"))]
    first = next((at for at, line in enumerate(kept) if len(line) > ABOVE), 0)
    return [
        line
        for at, line in enumerate(kept)
        if at > first + 1
        or len(line) > ABOVE
        or not (same_words(line, headline) or _is_dated(line) or (at < first and _FACT.fullmatch(line)))
    ]


def _is_dated(line: str) -> bool:
    """Whether a short line is a date with few words beside it: "By Jane Doe | Updated: 3 May 2019 15:48"."""
    days = find_days(line, None)
    bare = line
    for day in reversed(days):
        bare = bare[: day.start] + bare[day.end :]
    words = len(re.findall(r"[^\W\d_]{2,}", bare))
    return (bool(days) and words <= FEW_WORDS) or (names_change(line) and words <= 2 * FEW_WORDS and any(c.isdigit() for c in line))
