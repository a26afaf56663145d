"""What becomes of a page whose server misbehaves: each case has its stated outcome, and none takes long or eats memory."""

from __future__ import annotations

import time

import pytest
from read.fetch.misbehaving import TEXT, Server, a_server

from onrecord.read import read_all
from onrecord.read.fetch import Fetcher, Limits, Web
from onrecord.records import Report, Skipped

server = pytest.fixture(a_server)
LIMITS = Limits(most_bytes=2_000_000, wait=0.6, seconds=1.0, tries=2, pause=0)
NAMES = {"site.test": ["127.0.0.1"], "inner.test": ["10.1.2.3"], "mixed.test": ["93.184.215.14", "192.168.1.1"]}

# None: the page is read. Otherwise a piece of the reason for which it was passed over.
OUTCOMES = {
    "/plain": None,
    "/short-way": None,
    "/loop": "redirected in a circle",
    "/long-way": "redirected more than 5 times",
    "/to-loopback": "no public address",
    "/to-metadata": "no public address",
    "/to-private": "no public address",
    "/to-inner-name": "inner.test leads to 10.1.2.3, which is no public address",
    "/to-file": "only http and https are fetched",
    "/to-password": "holds a name or password",
    "/to-mail-port": "port 25 is no web server's",
    "/bad-location": "redirected to what is no address",
    "/no-location": "status 302",
    "/drip-body": "longer than 1 seconds",
    "/drip-header": "longer than 1 seconds",
    "/silent": "no answer came in time",
    "/too-short": "cut short",
    "/too-long": None,
    "/announced-huge": "cut short",
    "/endless": "larger than 2 MB",
    "/bomb": "swells to more than 2 MB",
    "/twice-packed": None,
    "/cut-gzip": "cut short",
    "/not-gzip": "cannot be unpacked",
    "/gzip": None,
    "/unknown-packing": "packed in a way that is not read (zstd)",
    "/chunked": None,
    "/chunks-cut": "cut short",
    "/chunks-broken": "cut short or broken",
    "/no-http": "no answer of a web server",
    "/many-headers": "no answer of a web server",
    "/long-header": "no answer of a web server",
    "/reset": "broke off",
    "/closed": "broke off",
    "/empty": "the page is empty",
    "/missing": "there is no such page (status 404)",
    "/gone": "was taken away",
    "/login": "asks for a login",
    "/legal": "legal reasons",
    "/fails-once": None,
    "/fails": "status 500",
    "/busy": None,
    "/busy-for-long": "come back in 86400 seconds",
    "/unasked-304": "status 304",
    "/picture": "a picture",
    "/wrong-type": None,
    "/wrong-charset": None,
    "/no-type": None,
    "/claims-another": None,
}


def a_fetcher(server: Server, slept: list[float] | None = None, **names: list[str]) -> Fetcher:
    def may_reach(number: str, port: int) -> bool:
        from onrecord.read.fetch.guard import is_public

        return (number == "127.0.0.1" and port == server.port) or is_public(number, port)

    def resolver(host: str, port: int) -> list[str]:
        found = (NAMES | names).get(host)
        if found is None and not host[0].isdigit():
            raise OSError(8, "there is no host of that name")
        return found or [host]

    return Fetcher(LIMITS, resolver=resolver, may_reach=may_reach, sleep=(slept if slept is not None else []).append)


def get(server: Server, path: str, host: str = "site.test", fetcher: Fetcher | None = None) -> tuple[list[Report], list[Skipped]]:
    skipped: list[Skipped] = []
    web = Web(fetcher=fetcher or a_fetcher(server))
    return list(read_all([f"http://{host}:{server.port}{path}"], on_skip=skipped.append, web=web)), skipped


@pytest.mark.parametrize("path", OUTCOMES)
def test_a_misbehaving_server_has_its_stated_outcome(server: Server, path: str) -> None:
    started, reason = time.monotonic(), OUTCOMES[path]
    reports, skipped = get(server, path)
    assert time.monotonic() - started < 10
    if reason is None:
        assert [s.reason for s in skipped] == []
        assert reports[0].text == TEXT.replace("market", "café") if path == "/wrong-charset" else reports[0].text.startswith(TEXT)
    else:
        assert reports == []
        assert skipped[0].location == f"http://site.test:{server.port}{path}"
        assert reason in skipped[0].reason


def test_there_are_thirty_ways_and_more() -> None:
    assert sum(reason is not None for reason in OUTCOMES.values()) >= 30


def test_a_name_that_turns_inward_after_it_was_checked_is_not_asked_again(server: Server) -> None:
    answers = iter([["127.0.0.1"]] * 2 + [["127.0.0.2"]] * 9)  # robots.txt and the page; then the owner of the name turns it round
    fetcher = a_fetcher(server)
    fetcher._resolver = lambda host, port: next(answers)
    assert get(server, "/plain", "rebind.test", fetcher)[1] == []
    reports, skipped = get(server, "/plain", "rebind.test", fetcher)
    assert reports == []
    assert "127.0.0.2, which is no public address" in skipped[0].reason


def test_a_name_with_one_inner_number_among_its_numbers_is_refused(server: Server) -> None:
    assert "192.168.1.1" in get(server, "/plain", "mixed.test")[1][0].reason


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "[::ffff:10.0.0.1]"])
def test_this_machine_by_any_name_is_refused(host: str) -> None:
    skipped: list[Skipped] = []
    assert list(read_all([f"http://{host}:8080/"], on_skip=skipped.append, web=Web(fetcher=Fetcher(LIMITS, sleep=lambda _: None)))) == []
    assert "public address" in skipped[0].reason or "no host" in skipped[0].reason


def test_a_server_that_does_not_exist_is_named(server: Server) -> None:
    assert "no host of that name" in get(server, "/plain", "nowhere.test")[1][0].reason


def test_a_busy_server_is_given_the_time_it_asks_for(server: Server) -> None:
    slept: list[float] = []
    get(server, "/busy", fetcher=a_fetcher(server, slept))
    assert slept == [7.0]


def test_a_page_is_asked_for_no_more_often_than_allowed(server: Server) -> None:
    get(server, "/fails")
    assert server.asked["/fails"] == LIMITS.tries


def test_a_page_that_is_not_there_is_asked_for_once(server: Server) -> None:
    get(server, "/missing")
    assert server.asked["/missing"] == 1


def test_a_page_that_calls_itself_another_sites_is_kept_under_its_own_address(server: Server) -> None:
    report = get(server, "/claims-another")[0][0]
    assert report.url == f"http://site.test:{server.port}/claims-another"
    assert any("great-paper.example" in w for w in report.warnings)
