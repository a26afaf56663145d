"""A page that its publisher changes: the new text is a report that takes the old one's place, and what it says otherwise is found."""

from __future__ import annotations

import functools

import pytest
from read.fetch.misbehaving import Server, a_server, answer, giving
from read.fetch.test_misbehaving_servers import a_fetcher

from onrecord import flow
from onrecord.extract.pipeline import Pipeline
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Ledger, LedgerView
from onrecord.vocab.findings import FindingKind

server = pytest.fixture(a_server)
HELD = "The Syrian army said on Sunday that an air strike killed exactly 12 soldiers in Raqqa on Saturday."
LOST = "The Syrian army said on Sunday that an air strike killed exactly 7 soldiers in Raqqa on Saturday."
SAME = "The governor of Homs said on Friday that an air strike killed 12 people in Palmyra."


@functools.cache
def pipeline() -> Pipeline:
    return Pipeline.load(reader="rules")


def a_page(text: str) -> bytes:
    head = '<meta property="og:site_name" content="The Courier"><meta property="article:published_time" content="2016-12-11">'
    body = "".join(f"<p>{t}</p>" for t in (text, SAME))
    return answer(
        body=f'<html lang="en"><head><title>Palmyra</title>{head}</head><body><article>{body}</article></body></html>'.encode(), ETag=""
    )


def add(server: Server, ledger: Ledger, path: str = "/story") -> flow.Added:
    return flow.add([f"http://site.test:{server.port}{path}"], ledger, pipeline(), max_text=100_000, fetcher=a_fetcher(server))


def test_a_changed_page_takes_the_place_of_what_stood_there(server: Server, tmp_path) -> None:
    server.answers["/story"] = giving(a_page(HELD), a_page(LOST))
    with Ledger(tmp_path / "l.db") as ledger:
        first, second = add(server, ledger), add(server, ledger)
        assert (first.reports, first.revised, second.reports, second.revised) == (1, 0, 1, 1)
        old, new = LedgerView(ledger).reports()
        assert (old.supersedes, new.supersedes) == (None, old.id)
        picture = flow.picture(LedgerView(ledger), ActorRegister.load())
    kinds = {f.kind for e in picture.events for f in e.findings}
    assert FindingKind.REVERSAL in kinds
    assert all(e.reports == 1 for e in picture.events)


def test_a_page_that_stays_the_same_is_held_already(server: Server, tmp_path) -> None:
    server.answers["/story"] = giving(a_page(HELD))
    with Ledger(tmp_path / "l.db") as ledger:
        add(server, ledger)
        again = add(server, ledger)
    assert (again.reports, again.held, again.revised) == (0, 1, 0)


def test_a_page_is_asked_for_on_condition_that_it_changed_after_a_restart_too(server: Server, tmp_path) -> None:
    with Ledger(tmp_path / "l.db") as ledger:
        add(server, ledger, "/unchanged")
    with Ledger(tmp_path / "l.db") as ledger:
        again = add(server, ledger, "/unchanged")
        assert again.held == 1
    assert 'If-None-Match: "v1"' in server.heard
