from __future__ import annotations

import re

import pytest

from onrecord.desk.roles import Role
from onrecord.ledger import LedgerView
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.judgements import Act


def upto(desk) -> str:
    return desk.shelf().now().at


def standing(desk):
    return list(LedgerView(desk.ledger).decisions().values())


def post(desk, act, client=None, seen=None, **form):
    client = client or desk.client(Role.EDITOR)
    return client.post(f"/judge/{act}", {"because": "read it again", "upto": seen or upto(desk), "next": "/judgements"} | form)


def test_each_act_is_one_entry_with_who_and_why(desk):
    event = desk.shelf().now().whole.index.event_of("clm-taken")
    of = {"event": event.id, "first": event.claims[0]}
    acts = {
        "accept": {"claim": "clm-shells"},
        "reject": {"claim": "clm-mosque"},
        "correct": {"claim": "clm-nine", "field": "type", "value": "air_strike"},
        "different": {"claim": "clm-taken", "other": "clm-left"},
        "merge": {"names": "Steppe Watch\nWatch of the Steppe", "into": "Steppe Watch"},
        "grade": of | {"grade": "Weak"},
        "note": of,
        "assign": of | {"to": "editor"},
        "lift": of,
        "release": {"name": "Samira Haddadi"},
    }
    for act, form in acts.items():
        assert post(desk, act, **form).status_code == 302, act
    decisions = standing(desk)
    assert [d.act for d in decisions] == [Act(a) for a in acts]
    assert {d.by for d in decisions} == {"editor"} and {d.because for d in decisions} == {"read it again"}
    assert len(list(desk.ledger.entries(EntryKind.JUDGEMENT))) == len(acts)


def test_a_decision_without_a_reason_is_not_kept(desk):
    post(desk, "accept", claim="clm-shells", because="  ")
    assert standing(desk) == []


def test_an_accepted_claim_leaves_the_list_of_unsure_ones_and_a_withdrawal_brings_it_back(desk):
    client = desk.client(Role.ANALYST)
    post(desk, "accept", client, claim="clm-shells")
    assert "clm-shells" not in client.get("/").content.decode().split("Contradictions")[0]
    post(desk, "withdraw", client, decision=standing(desk)[0].id)
    assert "clm-shells" in client.get("/").content.decode().split("Contradictions")[0]


def test_a_grade_that_was_set_shows_with_its_reason(desk):
    event = desk.shelf().now().whole.index.event_of("clm-taken")
    post(desk, "grade", event=event.id, first=event.claims[0], grade="Weak")
    assert "Set by editor: read it again" in desk.client().get(f"/event/{event.id}").content.decode()


def test_nobody_overwrites_what_they_have_not_seen(desk):
    one, two = desk.client(Role.ANALYST, name="one"), desk.client(Role.ANALYST, name="two")
    seen = upto(desk)
    post(desk, "accept", one, seen, claim="clm-shells")
    answer = post(desk, "reject", two, seen, claim="clm-shells")
    page = answer.content.decode()
    assert answer.status_code == 409 and "one" in page and "right as it was read" in page
    assert [d.act for d in standing(desk)] == [Act.ACCEPT]
    later = re.search(r'name="upto" value="([^"]+)"', page.split("You were about to record")[1])[1]
    post(desk, "reject", two, later, claim="clm-shells")
    assert [(d.act, d.by) for d in standing(desk)] == [(Act.REJECT, "two")]


def test_words_that_the_report_does_not_have_are_refused(desk):
    post(desk, "correct", claim="clm-nine", field="quote", words="ten people were killed")
    assert standing(desk) == []


def test_a_quote_is_corrected_by_the_words_that_were_marked(desk):
    post(desk, "correct", claim="clm-nine", field="quote", words="said that nine people were killed")
    claim = desk.shelf().now().whole.index.claims["clm-nine"]
    report = desk.shelf().now().whole.picture.reports[claim.report]
    assert report.text[claim.quote.start : claim.quote.end] == "said that nine people were killed"


@pytest.mark.parametrize(
    "field, form, shown",
    [
        ("modality", {"value": "hedged"}, lambda c: c.modality == "hedged"),
        ("source", {"value": "Steppe Watch", "words": "the Steppe Watch"}, lambda c: c.source.name == "Steppe Watch"),
        ("actor", {"value": "army"}, lambda c: c.actor == "army"),
        ("target", {"value": ""}, lambda c: c.target is None),
        ("place", {"value": "Karsh"}, lambda c: c.place.name == "Karsh" and c.place.lat is not None),
        ("place", {"value": "Nowhere yet"}, lambda c: c.place.lat is None),
        ("when", {"first": "2016-05-19", "last": "2016-05-20"}, lambda c: c.when.earliest == "2016-05-19"),
        ("quantities", {"low": "9", "what": "killed", "words": "nine"}, lambda c: c.figures[0].low == 9 and c.figures[0].high is None),
        ("control", {"holder": "army", "where": "Velm", "change": "gain", "extent": "part"}, lambda c: c.control.extent == "part"),
    ],
)
def test_a_field_is_corrected(desk, field, form, shown):
    post(desk, "correct", claim="clm-nine", field=field, **form)
    assert shown(desk.shelf().now().whole.index.claims["clm-nine"])


def test_a_released_name_is_shown_to_readers_and_a_withheld_one_is_covered(desk):
    reader = desk.client(Role.READER)
    post(desk, "release", name="Samira Haddadi")
    assert "Samira Haddadi" in reader.get("/report/rpt-night").content.decode()
    post(desk, "withhold", name="Samira Haddadi")
    assert "Samira Haddadi" not in reader.get("/report/rpt-night").content.decode()
    post(desk, "withhold", name="Free Column")
    assert "Free Column" not in reader.get("/report/rpt-night").content.decode()


def test_a_lifted_embargo_lets_the_event_out(desk):
    event = desk.shelf().now().whole.index.event_of("clm-osk")
    reader = desk.client(Role.READER)
    assert reader.get(f"/event/{event.id}").status_code == 404
    post(desk, "lift", event=event.id, first=event.claims[0])
    assert reader.get(f"/event/{event.id}").status_code == 200


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\x00//x"])
def test_a_form_leads_nowhere_but_back_into_the_desk(desk, to):
    answer = post(desk, "accept", claim="clm-shells", next=to)
    assert answer.status_code == 302 and answer["Location"] == "/"
