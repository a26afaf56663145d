"""Mails (.eml), mailboxes (.mbox) and pages saved in one file (.mhtml), which have a mail's form; by the standard library.

Of a mail its own text is read, plain before HTML; forwarded mails and attachments are read as files of their own. Quoted mails stay
where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr
from typing import IO

from onrecord.errors import ReadError
from onrecord.read.formats import page
from onrecord.read.formats.base import File, Format, Origin, Original, to_report
from onrecord.read.formats.markup import to_paragraphs
from onrecord.read.formats.members import printable_name, read_member
from onrecord.read.formats.risky import whole
from onrecord.read.formats.text import clean, decode
from onrecord.read.published import to_published
from onrecord.records import Skipped

LONGEST_PIECE = 1_000_000
LARGEST_MAIL = 100_000_000
_MBOX_START = b"From "
_ESCAPED = re.compile(rb"^>(>*From )", re.M)
_SURROGATE = re.compile("[\ud800-\udfff]")


def read(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    yield from _mail(whole(path, location), path, location, max_chars)


def read_mbox(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    """One mail after another; each is an original of its own."""
    number = 0
    with path.open("rb") as file:
        for number, raw in enumerate(_messages(file), 1):
            here = f"{location}#{number}"
            if raw is None:
                yield Skipped(location=here, reason=f"the mail is larger than {LARGEST_MAIL // 1_000_000:,} MB")
                continue
            try:
                yield from _mail(raw, path, here, max_chars)
            except ReadError as error:
                yield Skipped(location=error.location or here, reason=error.problem)
            except Exception as error:  # the mail parser stumbles over some damage; the next mail is read
                yield Skipped(location=here, reason=f"the mail could not be parsed ({type(error).__name__})")
    if not number:
        raise ReadError(location, "there is no mail in it: this is not a mailbox")


def _messages(file: IO[bytes]) -> Iterator[bytes | None]:
    """The mails of a mailbox; None for one that is too large."""
    lines: list[bytes] | None = None
    size, blank, whole_line = 0, True, True
    while line := file.readline(LONGEST_PIECE):  # a line may be longer than memory
        started, whole_line = whole_line, line.endswith(b"\n")
        if started and blank and line.startswith(_MBOX_START):
            if lines is not None:
                yield _joined(lines, size)
            lines, size, blank = [], 0, False
            continue
        blank = started and not line.strip()
        if lines is not None:
            size += len(line)
            if size <= LARGEST_MAIL:
                lines.append(line)
    if lines is not None:
        yield _joined(lines, size)


def _joined(lines: list[bytes], size: int) -> bytes | None:
    return _ESCAPED.sub(rb"\1", b"".join(lines)) if size <= LARGEST_MAIL else None


def _mail(raw: bytes, outer: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    message = _parsed(raw)
    if not any(message.get(h) for h in ("From", "Date", "Subject", "Received", "Message-ID")):
        raise ReadError(location, "this is no mail: it has no sender, date or subject")
    text, warnings = _text(message, location)
    if text.strip():
        cleaned = clean(_SURROGATE.sub("\ufffd", text))
        report = to_report(cleaned.text, _origin(message), raw=raw, location=location, warnings=(*warnings, *cleaned.changes))
        yield Original(raw=raw, report=report)
    attached = list(_attachments(message))
    if not text.strip() and not attached:
        raise ReadError(location, "the mail holds no text")
    for name, content, ending in attached:
        yield from read_member(name, content, outer, location, max_chars, ending=ending)


def _parsed(raw: bytes) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(raw)


def _text(message: EmailMessage, location: str) -> tuple[str, tuple[str, ...]]:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return "", ()
    words, warnings = _decoded(body, location)
    return (to_paragraphs(words) if body.get_content_type() == "text/html" else words.strip("\r\n")), warnings


def _decoded(part: MIMEPart, location: str) -> tuple[str, tuple[str, ...]]:
    """A part's words in its declared encoding; where that is wrong, as any file's."""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes) or not raw:
        return "", ()
    return decode(raw, location, declared=part.get_content_charset())


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes, str]]:
    for number, part in enumerate(message.iter_attachments() if message.is_multipart() else (), 1):
        name = part.get_filename() or f"attachment {number}"
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            if isinstance(inner, EmailMessage):
                yield printable_name(name), inner.as_bytes(), ".eml"
        elif part.get_content_maintype() not in ("image", "audio", "video") or part.get_content_disposition() == "attachment":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                yield printable_name(name), content, ""


def _origin(message: EmailMessage) -> Origin:
    name, address = parseaddr(str(message.get("From", "")))
    domain = address.rpartition("@")[2].lower()
    return Origin.of(
        "header of the mail",
        title=_header(message, "Subject"),
        publisher=_header(message, "Organization") or domain or None,
        published=to_published(str(message.get("Date", ""))),
        author=_SURROGATE.sub("\ufffd", name).strip() or None,
    )


def _header(message: EmailMessage, name: str) -> str | None:
    return " ".join(_SURROGATE.sub("\ufffd", str(message.get(name, ""))).split()) or None


def read_mhtml(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    """The page that was saved, with the address it was saved from."""
    raw = whole(path, location)
    message = _parsed(raw)
    html = next((p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if html is None:
        raise ReadError(location, "there is no page in it: it is damaged, or no saved page")
    words, warnings = _decoded(html, location)
    saved = str(message.get("Snapshot-Content-Location") or html.get("Content-Location") or "").strip()
    known = Origin.of("address it was saved from", url=saved) if saved.startswith(("http://", "https://")) else None
    yield from page.reports_of(words, raw, location, warnings, known=known)


FORMAT = Format(name="mail", endings=(".eml",), read=read)
MBOX = Format(name="mailbox", endings=(".mbox",), read=read_mbox)
MHTML = Format(name="page saved in one file", endings=(".mhtml", ".mht"), read=read_mhtml)
