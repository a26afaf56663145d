"""What a file is by its first bytes, whatever its name says. Names lie: saved pages end in .pdf, Word files in .doc."""

from __future__ import annotations

import re
import zipfile
from typing import IO

_MAGIC = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"WARC/", ".warc"),
)
_ZIPS = (  # a file inside that tells the kind
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("META-INF/container.xml", ".epub"),
    ("datapackage.json", ".wacz"),
    ("content.xml", ".odt"),
)
_HTML = re.compile(rb"^\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S)
_FEED = re.compile(rb"^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*|<\?[^>]{0,200}\?>\s*)*<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
_MHTML = re.compile(rb"^(?:[A-Za-z-]+:.*\r?\n(?:[ \t].*\r?\n)*){0,20}?Content-Type:\s*multipart/related", re.I)
_MAIL = re.compile(
    rb"^(?:(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version|X-[\w-]+):.*\r?\n(?:[ \t].*\r?\n)*){3}", re.I
)
_MBOX = re.compile(rb"^From \S+.{0,100}\d{4}\r?\n[A-Za-z-]+:", re.I)
HEAD = 4096  # bytes looked at


def kind_by_bytes(head: bytes) -> str | None:
    """The ending that the bytes deserve, where they tell without doubt; None: go by the name."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, ending in _MAGIC:
        if start.startswith(magic):
            return ending
    if head.startswith(b"PK\x03\x04"):
        return ".zip"
    if head.startswith(b"\x1f\x8b"):
        return ".gz"
    return None


def kind_of_zip(file: IO[bytes]) -> str:
    """Which kind of document a ZIP archive is; `.zip` where it is just an archive or cannot be opened."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        return ".zip"
    return next((ending for name, ending in _ZIPS if name in names), ".zip")


def kind_by_text(head: bytes) -> str | None:
    """For text whose name tells nothing: a page, a feed, a saved page in one file, a mail, a mailbox."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _HTML.match(start):
        return ".html"
    if _FEED.match(start):
        return ".xml"
    if _MBOX.match(start):
        return ".mbox"
    if _MHTML.match(start):
        return ".mhtml"
    return ".eml" if _MAIL.match(start) else None
