"""Robots, pauses, conditions, and what is kept of a page."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from read.fetch.misbehaving import PAGE, TEXT, Server, a_server, answer, giving
from read.fetch.test_misbehaving_servers import LIMITS, a_fetcher, get
from warcio.archiveiterator import ArchiveIterator

from onrecord.errors import ReadError
from onrecord.read import read_all
from onrecord.read.fetch import Fetcher, Limits, Validators, Web, validators_of

server = pytest.fixture(a_server)


def robots(server: Server, words: str, status: str = "200 OK") -> None:
    server.answers["/robots.txt"] = giving(answer(status, words.encode(), Content_Type="text/plain"))


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /pl*n$", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Onrecord\nAllow: /", True),
        ("User-agent: Onrecord\nDisallow: /plain", False),
        ("User-agent: *\nDisallow: /other", True),
        ("<html>no rules, a page", True),
        ("\x00\xff" * 100, True),
    ],
)
def test_a_sites_robots_txt_is_kept(server: Server, words: str, allowed: bool) -> None:
    robots(server, words)
    reports, skipped = get(server, "/plain")
    assert bool(reports) is allowed
    assert server.asked["/plain"] == int(allowed)
    assert allowed or "robots.txt" in skipped[0].reason


@pytest.mark.parametrize(("status", "allowed"), [("404 Not Found", True), ("403 Forbidden", True), ("500 Oops", False)])
def test_a_robots_txt_that_fails_forbids_and_a_missing_one_allows(server: Server, status: str, allowed: bool) -> None:
    robots(server, "", status)
    assert bool(get(server, "/plain")[0]) is allowed


def test_robots_txt_is_asked_for_once_a_run(server: Server) -> None:
    fetcher = a_fetcher(server)
    for path in ("/plain", "/gzip", "/chunked"):
        get(server, path, fetcher=fetcher)
    assert server.asked["/robots.txt"] == 1


def test_a_host_is_left_alone_between_two_requests(server: Server) -> None:
    robots(server, "User-agent: *\nCrawl-delay: 9")
    now, slept = 100.0, []
    fetcher = a_fetcher(server)
    fetcher._manners.clock = lambda: now
    fetcher._manners.sleep = slept.append
    fetcher._manners.pause = 2.0
    get(server, "/plain", fetcher=fetcher)
    get(server, "/gzip", fetcher=fetcher)
    assert slept == [9.0, 9.0]  # after robots.txt, and between the pages


def test_a_site_that_asks_for_an_hour_between_pages_is_left_alone(server: Server) -> None:
    robots(server, "User-agent: *\nCrawl-delay: 3600")
    assert "3600 seconds between two pages" in get(server, "/plain")[1][0].reason


def test_request_headers_and_bytes_are_kept_as_a_warc(server: Server) -> None:
    kept: list[bytes] = []

    def keep(raw: bytes) -> str:
        kept.append(raw)
        return hashlib.sha256(raw).hexdigest()

    address = f"http://site.test:{server.port}/short-way"
    (report,) = read_all([address], on_skip=print, keep=keep, web=Web(fetcher=a_fetcher(server)))
    assert report.digest == hashlib.sha256(kept[0]).hexdigest()
    records = [
        (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read()) for r in ArchiveIterator(io.BytesIO(kept[0]))
    ]
    assert [kind for kind, _, _ in records] == ["warcinfo"] + ["response", "request"] * 3
    assert records[-2][1:] == (f"http://site.test:{server.port}/plain", PAGE)
    assert b"GET /plain HTTP/1.1\r\nHost: site.test" in gzip.decompress(kept[0])
    assert b"WARC-IP-Address: 127.0.0.1" in gzip.decompress(kept[0])


def test_a_kept_page_can_be_read_again_as_any_web_archive(server: Server, tmp_path) -> None:
    kept: list[bytes] = []
    for path in ("/plain", "/gzip", "/chunked"):
        address = f"http://site.test:{server.port}{path}"
        list(read_all([address], on_skip=print, keep=lambda raw: kept.append(raw) or "", web=Web(fetcher=a_fetcher(server))))
        file = tmp_path / f"{path[1:]}.warc.gz"
        file.write_bytes(kept[-1])
        (again,) = read_all([file], on_skip=print)
        assert again.text.startswith(TEXT)
        assert again.url == address


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server) -> None:
    address, fetcher = f"http://site.test:{server.port}/unchanged", a_fetcher(server)
    first = fetcher.fetch(address)
    assert first is not None
    known = validators_of(first.warc)
    assert known == Validators(etag='"v1"')
    assert fetcher.fetch(address, known) is None
    assert 'If-None-Match: "v1"' in server.heard


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://", "only http and https"),
        ("http://site.test:99999/", "no address of the web"),
        ("http://me:secret@site.test/", "name or password"),
        ("http://site.test:22/", "no web server's"),
        ("http://site.test/a b", "spaces"),
        ("http://site.test/\r\nX: y", "control characters"),
        ("http://site.test/" + "a" * 5000, "longer than"),
        ("http://[::1/", "no address of the web"),
    ],
)
def test_an_address_that_is_not_to_be_asked_is_named_before_any_request(address: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        Fetcher(LIMITS).fetch(address)


def test_a_certificate_that_nobody_vouches_for_is_not_believed(server: Server, tmp_path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(a_certificate(tmp_path))
    server.secured = context
    with pytest.raises(ReadError, match="certificate is not good"):
        a_fetcher(server).fetch(f"https://site.test:{server.port}/plain")
    assert not server.asked


def a_certificate(folder: Path) -> Path:
    """A file with a key and a certificate for site.test that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "site.test")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("site.test")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "site.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + made.public_bytes(pem))
    return file


def test_a_feed_that_is_asked_for_gives_its_entries(server: Server) -> None:
    feed = "<rss version='2.0'><channel><title>The Courier</title>"
    feed += f"<item><title>Army leaves</title><description>{TEXT}</description></item></channel></rss>"
    server.answers["/feed"] = giving(answer(body=feed.encode(), Content_Type="text/xml"))
    reports, skipped = get(server, "/feed")
    assert ([r.text for r in reports], skipped) == ([TEXT], [])
    assert reports[0].publisher == "The Courier"


def test_limits_are_those_of_one_page() -> None:
    assert (Limits().redirections, Limits().tries, Limits().seconds) == (5, 3, 60.0)
