"""What was asked and what came, as a WARC that any archive program reads; and from such a WARC, by what the page can be asked for again."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord import __version__
from onrecord.read.fetch.exchange import Exchange

# The body is kept without the lengths of its chunks, so the header that announces chunks may not say so any more; pywb renames it likewise.
_RENAMED = {"transfer-encoding": "X-Archive-Orig-Transfer-Encoding"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """By what a server tells whether a page has changed."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> Mapping[str, str]:
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in named.items() if value}


def to_warc(exchanges: Iterable[Exchange]) -> bytes:
    """Gzipped WARC 1.1: a note on who fetched, then a request and a response record for every exchange, redirections too."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    writer.write_record(
        writer.create_warcinfo_record("page.warc.gz", {"software": f"onrecord/{__version__}", "format": "WARC File Format 1.1"})
    )
    for one in exchanges:
        about = {"WARC-Date": one.at, "WARC-IP-Address": one.number}
        kept = [(_RENAMED.get(k.lower(), k), _one_line(v)) for k, v in one.headers]
        status = StatusAndHeaders(f"{one.status} {_one_line(one.reason)}".strip(), kept, protocol="HTTP/1.1")
        response = writer.create_warc_record(one.url, "response", io.BytesIO(one.body), http_headers=status, warc_headers_dict=about)
        asked = StatusAndHeaders(f"GET {_path(one.url)} HTTP/1.1", list(one.asked), is_http_request=True)
        request = writer.create_warc_record(one.url, "request", http_headers=asked, warc_headers_dict=about)
        writer.write_request_response_pair(request, response)
    return out.getvalue()


def validators_of(raw: bytes) -> Validators | None:
    """What the last page in a WARC can be asked for again by; None where its server gave nothing for that, or it is no WARC."""
    from warcio.archiveiterator import ArchiveIterator

    found = None
    try:
        for record in ArchiveIterator(io.BytesIO(raw), check_digests=False):
            if record.rec_type == "response" and record.http_headers and record.http_headers.get_statuscode() == "200":
                headers = record.http_headers
                found = Validators(etag=headers.get_header("ETag") or "", modified=headers.get_header("Last-Modified") or "")
    except Exception:  # an original of another kind, or damaged: the page is asked for without conditions
        return None
    return found if found and (found.etag or found.modified) else None


def _path(url: str) -> str:
    rest = url.split("://", 1)[1]
    return "/" + rest.partition("/")[2] if "/" in rest else "/"


def _one_line(value: str) -> str:
    return " ".join(value.split())
