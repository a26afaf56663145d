from __future__ import annotations

import re
from dataclasses import replace

from desk.record import FRESH, NURSE

from onrecord.desk.roles import Role
from onrecord.second import record


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
    pages = (
        "/",
        "/search",
        "/search?q=Osk",
        "/search?place=Osk",
        "/matrix?all=1",
        "/map",
        "/places",
        "/sources",
        "/source?name=Free Column",
        "/registers",
        *(f"/register/{name}" for name in ("casualties", "heritage", "displacement", "accusations")),
    )
    for route in pages:
        page = text(client.get(route)).replace('value="Osk"', "")
        assert "Osk" not in page and "retaken" not in page, route
    assert client.get("/place?name=Osk").status_code == 404
    assert "Osk" in text(desk.client(Role.ANALYST).get(f"/event/{event.id}"))


def test_an_unknown_id_is_answered_with_what_to_do(desk):
    for address in ("/event/evt-none", "/report/none", "/claim/none", "/nowhere"):
        answer = desk.client().get(address)
        assert answer.status_code == 404 and "Not here" in text(answer), address


def test_an_event_under_embargo_is_on_nobodys_map(desk):
    assert "Osk" not in text(desk.client(Role.ADMIN).get("/map"))


def test_an_export_holds_back_what_is_under_embargo_and_is_noted(desk):
    from onrecord.ledger import LedgerView
    from onrecord.ledger.entries import EntryKind

    answer = desk.client(Role.EDITOR).post("/export", {"format": "claims-geojson"})
    assert answer.status_code == 200 and b"Karsh" in answer.content
    assert b"Osk" not in answer.content and NURSE.encode() not in answer.content
    assert [e.payload["by"] for e in LedgerView(desk.ledger).audit(EntryKind.EXPORT)] == ["editor"]


def test_search_finds_words_phrases_names_places_and_days(desk):
    client = desk.client()

    def found(query: str) -> set[str]:
        return set(re.findall(r'data-claim="([^"]+)"', text(client.get(f"/search?{query}"))))

    assert "clm-shells" in found("q=bakery") and "clm-shells" in found("q=baker")
    phrase = text(client.get('/search?q="people were killed"'))  # in a claim's own words first, then in the passage around another's
    assert 0 < phrase.index('data-claim="clm-nine"') < phrase.index('data-claim="clm-shells"')
    assert {"clm-taken", "clm-dead", "clm-copied"} <= found("who=Steppe Watch")
    assert found("place=Velm") == {"clm-shells", "clm-nine"}
    assert found("first=2016-05-20&last=2016-05-20") == {"clm-shells", "clm-nine"}
    assert found("q=%22%22%22*&type=nonsense") == set()
    for odd in ("q=%00", "q=NEAR(a b)", "q=a AND (", "page=99999999", "page=-1", "first=x"):
        assert client.get(f"/search?{odd}").status_code == 200, odd


def test_a_source_is_counted_and_not_scored(desk):
    page = text(desk.client().get("/source?name=Steppe Watch"))
    assert "no score of truth" in page and "times another root contradicts it" in page


def test_arabic_words_stand_in_an_element_with_their_own_direction(desk):
    page = text(desk.client().get("/report/rpt-arabic"))
    assert 'class="words" dir="auto" lang="ar"' in page and "Arabic, right to left" in page
    assert "Machine translation:</span> the army withdrew from Karsh" in page


def test_two_code_a_report_blind_and_see_how_far_they_agree(desk):
    one, two = desk.client(Role.ANALYST, name="one"), desk.client(Role.ANALYST, name="two")
    answers = {"claim-0": "yes", "type-0": "shelling", "modality-0": "asserted", "source-0": "yes"}
    one.post("/coding/rpt-night", answers | {"claim-1": "no"})
    assert "Cohen" not in text(one.get("/coding")) and 'shelling" selected' not in text(two.get("/coding/rpt-night"))
    two.post("/coding/rpt-night", answers | {"claim-1": "yes", "type-1": "shelling", "modality-1": "asserted", "source-1": "no"})
    assert "one and two" in text(two.get("/coding"))


def test_agreement_by_hand():
    from onrecord.desk.views.coding import agreement

    yes, no = (
        {"claim": True, "type": "shelling", "modality": "asserted", "source": True},
        {"claim": False, "type": None, "modality": None, "source": None},
    )
    rows = agreement({"a": yes, "b": yes, "c": no, "d": no}, {"a": yes, "b": no, "c": no, "d": no})
    # three of four agree; by chance 1/2 * 1/4 + 1/2 * 3/4 = 1/2
    assert rows[0] == ("claim", 4, 3, 0.5)
    assert rows[1][:3] == ("type", 1, 1)


def test_where_two_readers_differ_stands_first_until_somebody_decides(desk):
    ledger, shown = desk.shelf().ledger, desk.shelf().now().whole.index
    claims = [c for c in shown.claims.values() if c.report == "rpt-night"]
    otherwise = [replace(c, source=replace(c.source, name="Free Column"), made_by="another reader") for c in claims]
    record(ledger, [(shown.picture.reports["rpt-night"], otherwise)], "another reader")
    page = text(desk.client().get("/"))
    assert page.index("two readers differ") < page.index("the reader was unsure")
    assert "Free Column" in page.split("the reader was unsure")[0] and "second reader: <bdi>another reader</bdi>" in page
    assert "two readers differ" not in text(desk.client(Role.READER).get("/"))
    for claim in claims:
        desk.client().post("/judge/accept", {"claim": claim.id, "because": "read in its report", "upto": desk.shelf().now().at})
    assert "two readers differ" not in text(desk.client().get("/"))


def test_a_register_shows_entries_of_a_place_and_time_with_their_words_and_sums(desk):
    client = desk.client()
    assert "Casualties" in text(client.get("/registers"))
    page = text(client.get("/register/casualties"))
    assert "Sums over" in page and "Judge this claim" in page
    assert "killed" in re.sub(r"<[^>]+>", "", page)
    there, elsewhere = (text(client.get(f"/register/casualties?place={name}")) for name in ("Velm", "Nowhere"))
    assert "Velm" in there and "Nothing is on record of that place and time." in elsewhere
    assert "Nothing is on record of that place and time." in text(client.get("/register/casualties?last=1999-01-01"))
    assert client.get("/register/victories").status_code == 404


def test_a_register_covers_private_names_for_a_reader(desk):
    pages = {role: text(desk.client(role).get("/register/casualties")) for role in (Role.READER, Role.ANALYST)}
    assert NURSE not in pages[Role.READER]
    assert "Judge this claim" not in pages[Role.READER]
