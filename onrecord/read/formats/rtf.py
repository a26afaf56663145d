"""RTF, by striprtf; title and author from its information group."""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.errors import ReadError
from onrecord.read.formats import risky
from onrecord.read.formats.base import Format, Origin, Parsed
from onrecord.read.formats.docx import with_heading
from onrecord.read.formats.markup import tidy

_INFO = re.compile(r"\{\\(title|author)\s([^{}]{1,500})\}")
_CODE_PAGE = re.compile(r"\\ansicpg\d{1,5}")
_CELL = re.compile(r"\n*\|(?=\S|\n)")
_NOTE = re.compile(r"\{(?:\\\*)?\\footnote(?![a-z])")
_BRACE = re.compile(r"\\[\\{}]|[{}]")
HEAD = 100_000  # characters in which the information group is looked for


def parse(raw: bytes, max_chars: int) -> list[Parsed]:
    from striprtf.striprtf import rtf_to_text as untyped

    to_text: Callable[..., str] = untyped
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise ReadError("", "this is no RTF file")
    source = raw.decode("latin-1")  # one character a byte; the code page that the file names is applied by the parser
    if source.count("}") < source.count("{") - source.count("\\{") and not source.rstrip().endswith("}"):
        raise ReadError("", "the RTF file is cut short")
    body, notes = _without_notes(source)
    page = _CODE_PAGE.search(source[:HEAD])
    start = "{\\rtf1\\ansi" + (page[0] if page else "") + " "
    # A hard paragraph end in RTF is one line end; reports have a blank line between paragraphs. The parser begins cells with a bar.
    lines = _CELL.sub("\t", to_text(body, errors="replace")).split("\n")
    lines += [" ".join(to_text(start + note, errors="replace").split()) for note in notes]
    text = tidy("\n\n".join(line.strip() for line in lines if line.strip()))
    info = dict(_INFO.findall(source[:HEAD]))
    said = {key: to_text(start + value + "}", errors="replace").strip() or None for key, value in info.items()}
    marks, at = [], 0
    for number, paragraph in enumerate(text.split("\n\n"), 1):
        marks.append((at, f"paragraph {number}"))
        at += len(paragraph) + 2
    return [Parsed(text=text, origin=with_heading(Origin.of("document properties", **said), [], text), marks=tuple(marks))]


def _without_notes(source: str) -> tuple[str, list[str]]:
    """The source without its footnotes, which the parser drops, and each of those, its closing brace included."""
    pieces, notes, at = [], [], 0
    while start := _NOTE.search(source, at):
        depth, end = 1, len(source)
        for brace in _BRACE.finditer(source, start.end()):
            depth += {"{": 1, "}": -1}.get(brace.group(), 0)
            if not depth:
                end = brace.end()
                break
        pieces.append(source[at : start.start()])
        notes.append(source[start.end() : end])
        at = end
    return "".join([*pieces, source[at:]]), notes


FORMAT = Format(name="RTF", endings=(".rtf",), read=risky.reader("rtf"))
