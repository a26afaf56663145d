from __future__ import annotations

import re

from desk.record import FRESH, NURSE, TODAY

from onrecord.desk.roles import Role


def event_of(desk, claim: str):
    return desk.shelf().now().whole.index.event_of(claim)


def text(response) -> str:
    return response.content.decode()


def test_the_inbox_puts_unsure_claims_first_and_shows_both_sides_of_a_new_contradiction(desk):
    page = text(desk.client().get("/"))
    assert page.index("Check first") < page.index("Contradictions")
    assert page.index("clm-shells") < page.index("clm-nine")  # the least sure first
    assert "driven the army out of Karsh" in page and "Karsh had fallen" in page


def test_what_was_marked_as_seen_is_new_no_more_and_what_comes_later_is(desk):
    client = desk.client()
    upto = re.search(r'name="upto" value="([^"]+)"', text(client.get("/")))[1]
    client.post("/seen", {"upto": upto})
    assert "Nothing new since you last looked." in text(client.get("/"))
    client.post("/judge/different", {"claim": "clm-taken", "other": "clm-denied", "because": "another day", "upto": upto})
    assert "Nothing new since you last looked." not in text(client.get("/"))


def test_a_moment_that_the_ledger_has_not_reached_cannot_be_marked(desk):
    client = desk.client()
    client.post("/seen", {"upto": "2999-01-01T00:00:00Z"})
    assert "You have not marked anything as seen yet" in text(client.get("/"))


def test_an_event_shows_accounts_by_root_with_their_words_marked_in_the_passage(desk):
    page = text(desk.client().get(f"/event/{event_of(desk, 'clm-taken').id}"))
    assert "Accounts, root by root" in page
    assert "<mark>the Free Column had driven the army out of <u>Karsh</u></mark>" in page.replace("<u>the", "the")
    assert "Why Confirmed" in page or "Why Contested" in page


def test_an_event_as_known_earlier_leaves_out_what_was_published_later(desk):
    client, event = desk.client(), event_of(desk, "clm-taken")
    then = text(client.get(f"/event/{event.id}?at=2016-05-10"))
    assert "As known at <b>2016-05-10" in then
    assert "pulled out of Karsh" not in then.split("Accounts, root by root")[1].split("Judge this event")[0]


def test_a_report_shows_every_claim_marked_and_its_text_whole(desk):
    page = text(desk.client().get("/report/rpt-morning"))
    assert page.count("<mark") >= 4
    assert "A resident, ██████ ████, reportedly" in re.sub(r"<[^>]+>", "", page)


def test_a_reader_sees_private_names_covered_and_an_analyst_does_not(desk):
    assert NURSE not in text(desk.client(Role.READER).get("/report/rpt-night"))
    assert NURSE in text(desk.client(Role.ANALYST).get("/report/rpt-night"))


def test_nothing_of_an_event_under_embargo_reaches_a_reader_by_any_page(desk):
    client, event = desk.client(Role.READER), event_of(desk, "clm-osk")
    assert client.get(f"/event/{event.id}").status_code == 404
    assert client.get(f"/report/{FRESH.id}").status_code == 404
    for route in ("/",):
        assert "Osk" not in text(client.get(route)), route
    assert "Osk" in text(desk.client(Role.ANALYST).get(f"/event/{event.id}"))
    assert TODAY


def test_an_unknown_id_is_answered_with_what_to_do(desk):
    for address in ("/event/evt-none", "/report/none", "/claim/none", "/nowhere"):
        answer = desk.client().get(address)
        assert answer.status_code == 404 and "Not here" in text(answer), address
