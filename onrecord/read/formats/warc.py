"""WARC and WACZ: archived web pages, by warcio. Each page that a server gave is a report, with its address and the time it was fetched."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from onrecord.errors import ReadError
from onrecord.read.formats.base import File, Format, Held, Origin, Original
from onrecord.read.formats.members import printable_name, read_member, with_origin
from onrecord.read.formats.zips import LOCKED, open_zip
from onrecord.records import Skipped

KINDS = {  # what may be a report, and the ending it would have as a file; scripts, styles, pictures and data of pages are none
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rtf": ".rtf",
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
LARGEST_BODY = 50_000_000


def read(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    pages = 0
    with path.open("rb") as file:
        records = iter(ArchiveIterator(file, check_digests=False))
        while True:
            try:
                record = next(records, None)
                page = _page(record) if record is not None else None
            except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
                if isinstance(error, OSError) and not pages:
                    raise
                yield Skipped(location=location, reason="the web archive is damaged or cut short; what stands before the damage was read")
                return
            if record is None:
                break
            if page is not None:
                pages += 1
                yield from _reports(page, path, location, max_chars)
    if not pages:
        raise ReadError(location, "there is no page in the web archive")


def _page(record: Any) -> tuple[str, str, str, bytes, str | None] | None:
    """Address, ending, time of fetching, body, and why it is none; None for a record that is no page."""
    if record.rec_type not in ("response", "resource", "revisit"):
        return None
    http = record.http_headers
    kind = ((http or record.rec_headers).get_header("Content-Type") or "").partition(";")[0].strip().lower()
    status = http.get_statuscode() if http and record.rec_type != "resource" else "200"
    ending = KINDS.get(kind)
    if ending is None or status.startswith("3"):
        return None
    headers = record.rec_headers
    url, fetched = headers.get_header("WARC-Target-URI") or "", headers.get_header("WARC-Date") or ""
    url = url.strip("<>")
    if not url.startswith(("http://", "https://")):  # notes of the crawler about itself
        return None
    if record.rec_type == "revisit":
        return url, ending, fetched, b"", "the archive only notes that this page had not changed (a revisit record)"
    body = record.content_stream().read(LARGEST_BODY + 1)
    if status != "200":
        return url, ending, fetched, b"", f"the server did not give this page (status {status[:3]})"
    return url, ending, fetched, body, "the page is larger than any report" if len(body) > LARGEST_BODY else None


def _reports(page: tuple[str, str, str, bytes, str | None], path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    url, ending, fetched, body, problem = page
    if problem:
        yield Skipped(location=f"{location}#{printable_name(url)}", reason=problem)
        return
    for found in read_member(url, body, path, location, max_chars, ending=ending):
        yield with_origin(found, Origin.of("web archive", url=url), collected=fetched or None)


def read_wacz(path: File, location: str, max_chars: int) -> Iterator[Original | Skipped]:
    """The WARCs in a WACZ; its index and list of pages repeat what they hold."""
    with path.open("rb") as file, open_zip(file, location) as archive:
        infos = sorted((i for i in archive.infolist() if i.filename.startswith("archive/")), key=lambda i: i.filename)
        infos = [i for i in infos if i.filename.endswith((".warc", ".warc.gz"))]
        if not infos:
            raise ReadError(location, "there is no page in the web archive")
        if any(i.flag_bits & 1 for i in infos):
            raise ReadError(location, LOCKED)
        depth = (path.depth if isinstance(path, Held) else 0) + 1
        for info in infos:
            yield from read(_Inside(info.filename, b"", depth, archive=archive), f"{location}#{printable_name(info.filename)}", max_chars)


@dataclass(frozen=True, slots=True)
class _Inside(Held):
    """A WARC in a WACZ, read as a stream: web archives are larger than memory."""

    archive: zipfile.ZipFile | None = None

    def open(self, _mode: str = "rb") -> IO[bytes]:
        return self.archive.open(self.name) if self.archive else io.BytesIO(self.raw)


FORMAT = Format(name="web archive", endings=(".warc",), read=read)
WACZ = Format(name="web archive, packed", endings=(".wacz",), read=read_wacz)
