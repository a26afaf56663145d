"""Every route by every role, both ways."""

from __future__ import annotations

import pytest

from onrecord.desk.roles import Role

ROLES = [None, *Role]


def routes():
    pytest.importorskip("django")
    return ["inbox", "seen", "event", "report", "claim", "compare", "judgements", "search", "matrix", "map", "sources", "source", "places",
            "place", "registers", "register", "original", "codings", "coding", "exports", "export-rules", "export", "audit", "team",
            "team-change"] + [
            f"judge-{act}" for act in ("accept", "reject", "correct", "same", "different", "merge", "grade", "note", "assign", "lift",
                                       "release", "withhold", "withdraw")]  # fmt: skip


@pytest.fixture
def addresses(desk):
    from onrecord.desk.routes import ROUTES

    standing = desk.shelf().now()
    event = standing.whole.index.event_of("clm-taken")
    digest = standing.whole.picture.reports["rpt-night"].digest
    filled = {
        "event/<str:id>": f"event/{event.id}",
        "report/<path:id>": "report/rpt-morning",
        "claim/<path:id>": "claim/clm-nine",
        "compare": "compare?left=clm-taken&right=clm-left",
        "source": "source?name=Steppe Watch",
        "place": "place?name=Karsh",
        "register/<str:name>": "register/casualties",
        "original/<str:digest>": f"original/{digest}",
        "coding/<path:id>": "coding/rpt-night",
        "exports/<str:name>": "exports/events-geojson",
    }
    return {r.name: (r, "/" + filled.get(r.path, r.path)) for r in ROUTES if r.least is not None}


def test_the_table_of_this_test_names_every_route(addresses):
    assert set(addresses) == set(routes())


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_is_its_own_and_nothing_else(desk, addresses, role):
    desk.team()
    client = desk.client(role)
    session = client.session
    session["signed_on"] = True
    session.save()
    wrong = []
    for name, (route, address) in addresses.items():
        before = desk.ledger.last()[0]
        answer = client.post(address) if route.posts and name != "coding" else client.get(address)
        allowed = role is not None and role >= route.least
        if role is None:
            fine = answer.status_code == 302 and answer["Location"].startswith("/account/login/")
        elif allowed:
            fine = answer.status_code in (200, 302, 404) and not (answer.status_code == 404 and name not in ("export-rules",))
        else:
            fine = answer.status_code == 403 and desk.ledger.last()[0] == before
        if not fine:
            wrong.append((name, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("name", [n for n in routes() if n.startswith("judge-") or n in ("seen", "export", "team-change")])
def test_a_form_without_this_sessions_token_writes_nothing(desk, addresses, name):
    client = desk.client(Role.ADMIN, enforce_csrf_checks=True)
    other = desk.client(Role.ADMIN, name="other", enforce_csrf_checks=True)
    page = other.get("/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    before = desk.ledger.last()[0]
    for form in ({}, {"csrfmiddlewaretoken": token}, {"csrfmiddlewaretoken": "x" * 64}):
        answer = client.post(addresses[name][1], form)
        assert answer.status_code == 403 and b"out of date" in answer.content
    assert desk.ledger.last()[0] == before


def test_an_account_that_was_shut_is_out_at_once(desk):
    from onrecord.desk.models import Member

    client = desk.client(Role.ANALYST)
    assert client.get("/").status_code == 200
    Member.objects.update(is_active=False)
    assert client.get("/").status_code == 302


def test_an_editor_of_a_team_sets_up_a_second_factor_first(desk):
    desk.team()
    answer = desk.client(Role.EDITOR).get("/")
    assert answer.status_code == 302 and answer["Location"] == "/account/2fa/totp/activate/"
    assert desk.client(Role.ANALYST).get("/").status_code == 200


def test_the_pages_for_a_second_factor_ask_for_the_password_again_and_keep_the_policy(desk):
    desk.team()
    client = desk.client(Role.EDITOR)
    asked = client.get("/account/2fa/totp/activate/")
    assert asked.status_code == 302 and asked["Location"].startswith("/account/reauthenticate/")
    page = client.get(asked["Location"])
    answer = client.post(asked["Location"], {"password": "correct horse battery"}, follow=True)
    assert answer.status_code == 200 and answer.request["PATH_INFO"] == "/account/2fa/totp/activate/"
    for shown in (page, answer):
        assert "script-src 'self'" in shown["Content-Security-Policy"]
        assert " style=" not in shown.content.decode() and "<script>" not in shown.content.decode()


def test_a_password_opens_and_a_wrong_one_is_noted(desk):
    from django.test import Client

    from onrecord.ledger import LedgerView
    from onrecord.ledger.entries import EntryKind

    desk.team()
    desk.member("mara", Role.ANALYST)
    client = Client(HTTP_HOST="127.0.0.1")
    client.post("/account/login/", {"login": "mara", "password": "wrong"})
    assert client.get("/").status_code == 302
    client.post("/account/login/", {"login": "mara", "password": "correct horse battery"})
    assert client.get("/").status_code == 200
    assert [e.payload["outcome"] for e in LedgerView(desk.ledger).audit(EntryKind.LOGIN)] == ["refused", "in"]


def test_nobody_signs_up_by_themselves(desk):
    from django.test import Client

    desk.team()
    answer = Client(HTTP_HOST="127.0.0.1").post("/account/signup/", {"username": "eve", "password1": "x" * 20, "password2": "x" * 20})
    from onrecord.desk.models import Member

    assert answer.status_code in (200, 302) and not Member.objects.filter(username="eve").exists()


def test_an_invited_member_chooses_a_password_by_a_link_that_is_good_once(desk):
    import re

    from django.test import Client

    desk.team()
    admin = desk.client(Role.ADMIN)
    session = admin.session
    session["signed_on"] = True
    session.save()
    page = admin.post("/team/change", {"act": "make", "name": "noor", "role": "analyst", "because": "joins the team"}).content.decode()
    path = re.search(r"http://127\.0\.0\.1(/join/\S+?)</code>", page)[1]
    guest = Client(HTTP_HOST="127.0.0.1")
    chosen = {"new_password1": "a walk in the rain", "new_password2": "a walk in the rain"}
    assert guest.post(path, chosen).status_code == 302
    assert guest.post(path, chosen).status_code == 404
    assert guest.login(username="noor", password="a walk in the rain")


def test_the_one_time_link_of_a_laptop_opens_once(desk):
    from django.test import Client

    from onrecord.desk import door

    told = []
    made = door.Door(told.append)
    door.use(made)
    token = made.offer()
    first, second = Client(HTTP_HOST="127.0.0.1"), Client(HTTP_HOST="127.0.0.1")
    assert second.get("/enter/nothing").status_code == 403
    assert first.get(f"/enter/{token}").status_code == 302 and first.get("/").status_code == 200
    assert second.get(f"/enter/{token}").status_code == 403 and second.get("/").status_code == 302
    assert len(told) == 1  # the next link was shown in the terminal


def test_the_key_lies_beside_the_ledger_or_where_one_stands(tmp_path):
    from pathlib import Path

    from onrecord.desk.start import key_beside, key_file

    assert key_beside(Path("/srv/onrecord.db")) == Path("/srv/onrecord.db.desk-key")
    assert key_beside(Path("postgresql://keeper@db/war")) == Path("onrecord.desk-key")
    made = key_file(tmp_path / "key")
    assert key_file(tmp_path / "key") == made and len(made) >= 50 and (tmp_path / "key").stat().st_mode & 0o077 == 0


def test_another_hosts_name_is_refused(desk):
    from django.test import Client

    assert Client(HTTP_HOST="evil.example").get("/").status_code == 400


def test_an_archived_page_never_runs(desk):
    digest = desk.shelf().now().whole.picture.reports["rpt-night"].digest
    answer = desk.client().get(f"/original/{digest}")
    assert answer["Content-Type"].startswith("text/plain") and "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert desk.client(Role.ADMIN).get("/original/" + "0" * 64).status_code == 404
