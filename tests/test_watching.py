"""Feeds are polled, what is new is added, and what comes of it is said and, late enough, posted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from read.fetch.misbehaving import Server, a_server, answer, giving
from read.fetch.test_misbehaving_servers import a_fetcher
from test_revisions import pipeline

from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Ledger, LedgerView
from onrecord.ledger.entries import EntryKind
from onrecord.settings import Settings
from onrecord.watching import Feed, Feeds, Watch, WatchError, checked_webhook, read_feeds

server = pytest.fixture(a_server)
REGISTER = ActorRegister.load()
SAID = "The Syrian Observatory for Human Rights said on Sunday that an air strike killed exactly 12 civilians in Raqqa on Saturday."
DENIED = "The Russian Defence Ministry said on Sunday that no air strike took place in Raqqa on Saturday. Ahmad al-Masri, a baker, wept."
ADMITTED = "The governor of Homs said on Sunday that the Syrian army lost the town of Palmyra to Islamic State on Saturday."


def a_page(text: str, day: str = "2016-12-11") -> bytes:
    head = f'<meta property="og:site_name" content="The Courier"><meta property="article:published_time" content="{day}">'
    return answer(
        body=f'<html lang="en"><head><title>News</title>{head}</head><body><article><p>{text}</p></article></body></html>'.encode()
    )


def a_feed(server: Server, *paths: str) -> bytes:
    links = "".join(f"<item><title>News</title><link>http://site.test:{server.port}{p}</link></item>" for p in paths)
    return answer(
        body=f"<rss version='2.0'><channel><title>Wire</title>{links}</channel></rss>".encode(), Content_Type="application/rss+xml"
    )


def a_watch(server: Server, ledger: Ledger, *, webhook: str = "", hours: int = 72) -> Watch:
    feeds = Feeds(feeds=(Feed(url=f"http://site.test:{server.port}/feed"),), embargo_hours=hours)
    hook = webhook and f"http://site.test:{server.port}{webhook}"
    return Watch(feeds, ledger, pipeline(), REGISTER, max_text=100_000, webhook=hook, by="ed", fetcher=a_fetcher(server))


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger(tmp_path / "l.db") as book:
        yield book


def test_what_is_new_is_added_once_also_after_a_restart(server: Server, ledger: Ledger) -> None:
    server.answers |= {"/a": giving(a_page(SAID)), "/b": giving(a_page(DENIED))}
    server.answers["/feed"] = giving(a_feed(server, "/a"), a_feed(server, "/a", "/b"))
    watch = a_watch(server, ledger)
    assert [watch.round().added, watch.round().added, watch.round().added] == [1, 1, 0]
    assert a_watch(server, ledger).round().added == 0
    assert (server.asked["/a"], server.asked["/b"]) == (1, 1)


def test_a_page_that_cannot_be_had_is_tried_in_three_rounds(server: Server, ledger: Ledger) -> None:
    server.answers["/feed"] = giving(a_feed(server, "/missing"))
    watch = a_watch(server, ledger)
    problems = [len(watch.round().problems) for _ in range(5)]
    assert problems == [1, 1, 1, 0, 0]


def test_an_admission_is_said_once_and_posted_with_names_covered_and_no_coordinate(server: Server, ledger: Ledger) -> None:
    server.answers |= {"/a": giving(a_page(ADMITTED)), "/feed": giving(a_feed(server, "/a")), "/hook": giving(answer(body=b"ok"))}
    watch = a_watch(server, ledger, webhook="/hook")
    first, second = watch.round(), watch.round()
    assert first.news and first.news[0].startswith("admission: ")
    assert (first.posted, second.posted, second.news) == (len(server.given), 0, [])
    post = json.loads(server.given[0])
    assert post["kind"] == "admission" and post["claims"][0]["words"] in ADMITTED
    assert not {"lat", "lon", "coordinates"} & set(str(post).replace("'", " ").split())
    sent = [e.payload for e in ledger.entries(EntryKind.EXPORT) if e.payload["what"] == "webhook post"]
    assert {e["finding"] for e in sent} >= {post["finding"]} and all(e["to"] == "site.test" for e in sent)
    assert a_watch(server, ledger, webhook="/hook").round().posted == 0


def test_a_fresh_event_waits_for_its_embargo(server: Server, ledger: Ledger) -> None:
    import datetime as dt

    today = dt.datetime.now(dt.UTC).date().isoformat()
    text = ADMITTED.replace(" on Saturday", " today").replace(" on Sunday", "")
    server.answers |= {"/a": giving(a_page(text, today)), "/feed": giving(a_feed(server, "/a")), "/hook": giving(answer(body=b"ok"))}
    done = a_watch(server, ledger, webhook="/hook").round()
    assert done.news
    assert (done.posted, server.given) == (0, [])


def test_what_stood_in_the_ledger_before_is_neither_said_nor_posted(server: Server, ledger: Ledger) -> None:
    server.answers |= {"/a": giving(a_page(ADMITTED)), "/feed": giving(a_feed(server, "/a")), "/hook": giving(answer(body=b"ok"))}
    a_watch(server, ledger).round()
    done = a_watch(server, ledger, webhook="/hook").round()
    assert (done.news, done.posted) == ([], 0)


def test_a_post_that_is_not_taken_is_sent_again(server: Server, ledger: Ledger) -> None:
    busy = answer("500 Internal Server Error", b"")
    server.answers |= {"/a": giving(a_page(ADMITTED)), "/feed": giving(a_feed(server, "/a")), "/hook": giving(busy, answer(body=b"ok"))}
    watch = a_watch(server, ledger, webhook="/hook")
    first, second = watch.round(), watch.round()
    assert first.posted == 0 and "was not taken" in first.problems[0].reason
    assert second.posted >= 1


def test_a_confidential_feed_says_and_posts_nothing(server: Server, ledger: Ledger) -> None:
    server.answers |= {"/a": giving(a_page(ADMITTED)), "/feed": giving(a_feed(server, "/a")), "/hook": giving(answer(body=b"ok"))}
    watch = a_watch(server, ledger, webhook="/hook")
    watch._feeds = replace(watch._feeds, feeds=(replace(watch._feeds.feeds[0], confidential=True),))
    done = watch.round()
    assert (done.added, done.news, done.posted, server.given) == (1, [], 0, [])
    assert all(r.confidential for r in LedgerView(ledger).reports())


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("", "no [[feed]]"),
        ("every = 5\n[[feed]]\nurl = 'https://a.example/f'", "60 or more"),
        ("embargo_hours = 2\n[[feed]]\nurl = 'https://a.example/f'", "24 or more"),
        ("[[feed]]\nurl = 'file:///etc/passwd'", "an address of the web"),
        ("[[feed]]\nurl = 'https://a.example/f'\nfull = 1", "true or false"),
        ("[[feed]]\nurl = 'https://a.example/f'\nwhole = true", "'whole' is not known"),
        ("feeds = 1", "'feeds' is not known"),
        ("[[feed", "feeds.toml"),
    ],
)
def test_a_list_of_feeds_that_is_wrong_says_where(tmp_path: Path, said: str, problem: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(said)
    with pytest.raises(WatchError) as raised:
        read_feeds(path)
    assert problem in str(raised.value)


@pytest.mark.parametrize(
    ("webhook", "hosts", "problem"),
    [
        ("https://hooks.example/x", "", "none are allowed"),
        ("https://hooks.example/x", "other.example", "not among webhook_hosts"),
        ("http://hooks.example/x", "hooks.example", "https"),
        ("https://hooks.example.evil/x", "hooks.example", "not among"),
    ],
)
def test_a_webhook_outside_the_allow_list_is_refused(webhook: str, hosts: str, problem: str) -> None:
    with pytest.raises(WatchError, match=problem):
        checked_webhook(Settings(webhook=webhook, webhook_hosts=hosts))
    assert (
        checked_webhook(Settings(webhook="https://hooks.example/x", webhook_hosts="a.example, hooks.example")) == "https://hooks.example/x"
    )
