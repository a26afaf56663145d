"""HTML fragments to paragraphs, everything kept: for chapters, mails and entries of feeds, which have no furniture."""

from __future__ import annotations

import re
from typing import Any

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead title tr ul".split()
)
_SILENT = frozenset("head script style template noscript svg math object iframe textarea select button".split())
_NOTE_LINKS = frozenset("doc-noteref noteref footnote-ref doc-backlink backlink footnote-back".split())
_SPACE = re.compile(r"[ \t\r\n\f]+")


def to_paragraphs(html: str) -> str:
    """The words of the markup, a blank line between blocks, a line break where it has one. Empty where there are none."""
    from lxml import html as parser

    if not html.strip():
        return ""
    try:
        root = parser.fromstring(
            html.encode("utf-8", "replace"), parser=parser.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except (ValueError, parser.etree.ParserError, parser.etree.XMLSyntaxError):
        return ""
    return element_text(root)


def element_text(root: Any) -> str:
    """The same of an element that is parsed already. A loop, not recursion: markup may nest deeper than calls can."""
    from lxml import etree

    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = _name(element)
        if event == "start":
            silent += _is_silent(element, name)
            if not silent:
                pieces.append("\n\n" if name in _BLOCKS else "\n" if name == "br" else "")
                pieces.append("- " if name == "li" else "\t" if name in ("td", "th") and element.getprevious() is not None else "")
                pieces.append(_SPACE.sub(" ", element.text or ""))
        else:
            silent -= _is_silent(element, name)
            if not silent:
                pieces.append("\n\n" if name in _BLOCKS else "")
                pieces.append(_SPACE.sub(" ", element.tail or "") if element is not root else "")
    return tidy("".join(pieces))


def tidy(text: str) -> str:
    """Lines without blanks at their ends, and never more than one empty line."""
    lines = (line.strip(" \t") for line in re.sub(r" +", " ", text).split("\n"))
    return re.sub(r"(?m)^-\n+(?=.)", "- ", re.sub(r"\n{3,}", "\n\n", "\n".join(lines))).strip("\n")


def _is_silent(element: Any, name: str) -> bool:
    """Whether its words are not read: scripts, and the marks that lead to a footnote and back."""
    return name in _SILENT or (name == "a" and not _NOTE_LINKS.isdisjoint(" ".join(element.values()).split()))


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
