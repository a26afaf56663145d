"""The kinds of file that can be read, in a visible list. A new kind is one file here and one line in READERS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from onrecord.errors import ReadError
from onrecord.read.formats import annotated, archive, docx, epub, feed, interchange, mail, markdown, odt, page, pdf, plain, rtf, sheet, warc
from onrecord.read.formats.base import File, Format, Original
from onrecord.read.formats.sniff import HEAD, kind_by_bytes, kind_by_text, kind_of_zip
from onrecord.read.reasons import why
from onrecord.records import Skipped

READERS: tuple[Format, ...] = (
    interchange.FORMAT,  # .jsonl: reports, one a line
    annotated.FORMAT,  # .json: a report with its text, a list of such; exports of Telegram and X, JSON Feed, ReliefWeb
    page.FORMAT,  # .html: a published page
    markdown.FORMAT,  # .md
    pdf.FORMAT,  # .pdf with a text layer
    docx.FORMAT,  # .docx
    odt.FORMAT,  # .odt
    rtf.FORMAT,  # .rtf
    epub.FORMAT,  # .epub
    feed.FORMAT,  # .rss, .atom, .xml
    sheet.FORMAT,  # .csv, .tsv, .xlsx with a column of texts
    mail.FORMAT,  # .eml
    mail.MBOX,  # .mbox
    mail.MHTML,  # .mhtml: a page saved in one file
    warc.FORMAT,  # .warc
    warc.WACZ,  # .wacz
    archive.FORMAT,  # .zip of any of these
    archive.GZIP,  # .gz of any of these
    plain.FORMAT,  # .txt, and any other file that turns out to be text
)


def format_of(path: File | PurePath) -> Format:
    """The format by the file's ending; what has none of the known endings is read as plain text, which refuses what is not."""
    return _by_ending(path.suffix.lower()) or plain.FORMAT


def kind_of(file: File) -> Format:
    """The format by what the file is: its first bytes where they tell, else its ending, else what its text looks like."""
    with file.open("rb") as opened:
        head = opened.read(HEAD)
        kind = kind_by_bytes(head)
        if kind == ".zip":
            kind = kind_of_zip(opened)
    known = _by_ending(kind) if kind else None
    if known:
        return known
    if _by_ending(file.suffix.lower()) in (None, plain.FORMAT):
        return _by_ending(kind_by_text(head) or "") or plain.FORMAT
    return format_of(file)


def read_any(file: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    """Every report of the file. Raises nothing for a bad one: what cannot be read is given as passed over, with the reason."""
    try:
        yield from kind_of(file).read(file, location, max_chars)
    except ReadError as error:
        yield Skipped(location=error.location or location, reason=error.problem)
    except (OSError, MemoryError) as error:
        yield Skipped(location=location, reason=why(error) if isinstance(error, OSError) else "there is not enough memory to read it")
    except Exception as error:  # a parser that is not ours stumbled over hostile bytes; a bad file stops that file, not the run
        yield Skipped(location=location, reason=f"it could not be parsed ({type(error).__name__})")


def _by_ending(ending: str) -> Format | None:
    return next((f for f in READERS if ending in f.endings), None)
