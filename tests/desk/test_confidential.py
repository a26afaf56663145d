"""A confidential report: analysts and editors open it; nobody below sees a word of it, nor does any of it leave. All invented."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest
from builders import a_report
from desk.record import KILLED, SHELLS, _words

from onrecord.interchange import claim_row, report_row
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.judgements import Act, Decision, judge
from onrecord.records import Place, Source

WHO = "Osman Tarik"
HUSH = a_report(
    f"{WHO}, a courier, said that shells had hit the bakery of Velm. He saw a column leave Zhurek that night.",
    id="rpt-hush",
    publisher="Whisper Desk",
    published="2016-05-21",
    title="Notes of a meeting",
)
HUSH = replace(HUSH, confidential=True, url="https://hidden.example/notes", location="/team/hush/interview-17.txt", author="Lena Abend")
SAID = Source(name=WHO, mention=_words(HUSH, WHO), kind="witness")
HIT = replace(SHELLS, id="clm-hush", report=HUSH.id, quote=_words(HUSH, "shells had hit the bakery"), source=SAID,
              place=replace(SHELLS.place, mention=_words(HUSH, "Velm")), when=KILLED.when)  # fmt: skip
LEFT = replace(HIT, id="clm-column", quote=_words(HUSH, "saw a column leave Zhurek"), type="troop_movement",
               place=Place(name="Zhurek", country="KAZ", lat=48.1, lon=67.1, precision=1, mention=_words(HUSH, "Zhurek")))  # fmt: skip
TELLING = ("Osman", "Tarik", "courier", "Whisper", "hidden.example", "interview-17", "Notes of a meeting", "Abend", "Zhurek", "rpt-hush",
           "clm-hush", "clm-column", "column leave")  # fmt: skip


@pytest.fixture
def hushed(desk):
    """The desk, with a confidential report that speaks of an event which others report too, and of one that nobody else does."""
    desk.before = desk.shelf().now().at
    kept = replace(HUSH, digest=desk.ledger.keep(HUSH.text.encode()))
    desk.digest = kept.digest
    desk.ledger.append([(EntryKind.REPORT, kept.id, report_row(kept)), *((EntryKind.CLAIM, c.id, claim_row(c)) for c in (HIT, LEFT))])
    return desk


def told(answer):
    page = answer.content.decode()
    return [word for word in TELLING if word in page]


def pages(sight):
    index = sight.index
    yield from ("/", "/?all=contradiction", "/matrix", "/matrix?all=1", "/map", "/map?means=known", "/sources", "/places")
    yield from ("/search?q=shells", "/search?q=bakery+of+Velm", "/search?type=shelling")
    for event in index.events:
        yield from (f"/event/{event.id}", f"/event/{event.id}?at=2016-05-22")
    yield from (f"/report/{quote(id, safe='')}" for id in index.picture.reports)
    yield from (f"/source?name={quote(index.root_of(c))}" for c in index.claims.values())
    yield from (f"/place?name={quote(c.place.name)}" for c in index.claims.values() if c.place and c.place.name)


@pytest.mark.parametrize("disclosed", [False, True])
def test_a_reader_sees_no_word_of_a_confidential_report(hushed, disclosed):
    from onrecord.desk.models import Member
    from onrecord.desk.roles import Role

    if disclosed:
        judge(hushed.ledger, Decision(act=Act.DISCLOSE, by="ed", because="the courier agreed", names=(HUSH.id,)))
    client = hushed.client(Role.READER)
    Member.objects.update(seen_at=hushed.before)
    sight = hushed.shelf().open()
    seen = {address: client.get(address) for address in dict.fromkeys(pages(sight))}
    assert [(a, r.status_code) for a, r in seen.items() if r.status_code != 200] == []
    assert [(a, words) for a, r in seen.items() if (words := told(r))] == []
    assert any(b"a confidential source" in r.content for r in seen.values()) is disclosed
    for address in (f"/report/{HUSH.id}", f"/source?name={quote(WHO)}", "/place?name=Zhurek", "/search?q=Zhurek"):
        answer = client.get(address)
        assert answer.status_code in (200, 404) and b"column leave" not in answer.content and b"Whisper" not in answer.content
    for address in (f"/claim/{HIT.id}", f"/original/{hushed.digest}", "/judgements", f"/coding/{HUSH.id}", "/audit"):
        assert client.get(address).status_code == 403


def test_analysts_and_editors_open_it(hushed):
    from onrecord.desk.roles import Role

    for role in (Role.ANALYST, Role.EDITOR):
        client = hushed.client(role)
        page = client.get(f"/report/{HUSH.id}")
        assert page.status_code == 200 and "Confidential" in page.content.decode() and WHO in page.content.decode()
        assert b"confidential report" in client.get(f"/claim/{HIT.id}").content
        assert client.get(f"/original/{hushed.digest}").status_code == 200


def test_none_of_it_is_exported(hushed):
    from onrecord.desk.roles import Role

    answer = hushed.client(Role.EDITOR).post("/export", {"format": "claims-geojson"})
    assert answer.status_code == 200
    assert b"Velm" in answer.content and told(answer) == []


def test_an_embargo_that_was_lifted_stays_so_beside_a_confidential_report(hushed):
    from onrecord.desk.roles import Role

    client = hushed.client(Role.EDITOR)
    event = hushed.shelf().now().whole.index.event_of("clm-osk")
    assert "clm-osk" not in hushed.shelf().open().picture.claims
    client.post("/judge/lift", {"event": event.id, "because": "all are out", "upto": hushed.shelf().now().at})
    assert "clm-osk" in hushed.shelf().open().picture.claims
