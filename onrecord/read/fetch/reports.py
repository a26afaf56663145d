"""A fetched page as reports: read as a file of its kind would be; the WARC is the original that is archived."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from onrecord.errors import ReadError
from onrecord.read.fetch.fetcher import Fetched, Fetcher
from onrecord.read.fetch.warcs import Validators
from onrecord.read.formats import read_any
from onrecord.read.formats.base import Held, Origin, Original, sha256
from onrecord.read.formats.members import printable_name, with_origin
from onrecord.read.formats.warc import KINDS
from onrecord.records import Skipped

# Beside what a web archive's pages are: feeds and lists, which in an archive are mostly data of pages, are meant where they are asked for.
_ALSO = {
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/json": ".json",
    "application/feed+json": ".json",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "application/zip": ".zip",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """The way to the web. known: by what a page held already can be asked for again; unchanged: is told which pages had not changed."""

    fetcher: Fetcher
    known: Callable[[str], Validators | None] = lambda _: None
    unchanged: Callable[[str], None] = lambda _: None

    def read(self, address: str, max_chars: int) -> Iterator[Original | Skipped]:
        """Every report at an address. Raises nothing for what cannot be had: it is given as passed over, with the reason."""
        try:
            page = self.fetcher.fetch(address, self.known(address))
        except ReadError as error:
            yield Skipped(location=printable_name(address), reason=error.problem)
            return
        if page is None:
            self.unchanged(address)
        else:
            yield from self.read_page(page, max_chars)

    @staticmethod
    def read_page(page: Fetched, max_chars: int) -> Iterator[Original | Skipped]:
        """Every report of a page that was fetched."""
        yield from read_address(page, max_chars)


def is_address(location: object) -> bool:
    """Whether a location is an address of the web rather than a path."""
    return isinstance(location, str) and location.lower().startswith(("http://", "https://"))


def read_address(page: Fetched, max_chars: int) -> Iterator[Original | Skipped]:
    """Every report of a fetched page, under the address that was asked for."""
    ending = KINDS.get(page.kind) or _ALSO.get(page.kind, "")
    here = printable_name(page.asked)
    # Whose page it is, is printed on it or else told by the site that gave it.
    known = Origin.of("address it was fetched from", url=page.url, publisher=_site(page.url) or None)
    for found in read_any(Held(page.url, page.body, 0, ending, page.charset), here, max_chars):
        filled = with_origin(found, known, collected=page.at)
        yield filled if isinstance(filled, Skipped) else _archived(filled, page)


def _archived(found: Original, page: Fetched) -> Original:
    """With the WARC as its original, and under its own address where it calls itself by another site's."""
    report = replace(found.report, digest=sha256(page.warc))
    if report.location.partition("#")[2] or _site(report.url or "") == _site(page.url):
        return Original(raw=page.warc, report=report)
    # A page may claim any address; what it was fetched from is known.
    stated = (*((n, w) for n, w in report.stated if n != "url"), ("url", "address it was fetched from"))
    warning = f"the page gives as its own address one of another site ({printable_name(report.url or '')})"
    return Original(raw=page.warc, report=replace(report, url=page.url, stated=tuple(sorted(stated)), warnings=(*report.warnings, warning)))


def _site(url: str) -> str:
    """The host of an address without what stands before it for browsers and telephones; empty for what is no address."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")
