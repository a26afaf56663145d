"""Stored views: what they answer is what everything worked out anew says, kept in step or built from nothing."""

import importlib.util
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from builders import words
from ledgers import SKIP

from onrecord import flow
from onrecord.cli.choose import Wanted, narrow
from onrecord.errors import LedgerError
from onrecord.interchange import claim_row, report_row
from onrecord.keeping import Keeper, keep_up
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Asked, Ledger, LedgerView, StoredViews, audit
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.judgements import Act, Anchor, Decision, judge
from onrecord.ledger.removal import Rule, remove
from onrecord.ledger.rules import rules_of
from onrecord.ledger.stored import path_of
from onrecord.ledger.verify import verify
from onrecord.reconcile import reconcile
from onrecord.records import Source
from onrecord.vocab.findings import GradeLabel

BENCH = Path(__file__).resolve().parents[2] / "bench" / "link_claims.py"
REGISTER = ActorRegister([])
RULES = rules_of(None)


@pytest.fixture(scope="module")
def told():
    """Made-up reports with their claims, three a report."""
    spec = importlib.util.spec_from_file_location("link_claims", BENCH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    reports, claims = module.make(150)
    by_report = {id: [c for c in claims if c.report == id] for id in reports}
    return [(report, by_report[id]) for id, report in reports.items() if by_report[id]]


def put(book, told):
    reports = [(EntryKind.REPORT, report.id, report_row(report)) for report, _ in told]
    book.append([*reports, *((EntryKind.CLAIM, c.id, claim_row(c)) for _, claims in told for c in claims)])


@pytest.fixture
def book(ledger, told):
    put(ledger, told)
    ledger.append([SKIP])
    return ledger


def decide(book, act, *ids, **more):
    held = {claim.id: claim for claim in LedgerView(book).read_claims()}
    anchors = tuple(Anchor.of(held[id]) for id in ids)
    return judge(book, Decision(act=act, by="mk", because="I read it", claims=anchors, **more), check=False)


def rows(book, known_at=None):
    return list(StoredViews(book, known_at=known_at).rows())


def by_place(spells):
    return sorted(spells, key=lambda spell: spell.place)


def asked_of(told):
    claim = next(c for _, claims in told for c in claims if c.place and c.when and c.control)
    month = claim.when.earliest[:7]
    place = claim.place.name
    return [(None, None, None), (place, None, None), (place.lower(), f"{month}-01", f"{month}-28"), ("SYR", f"{month}-01", None),
            (None, f"{month}-10", f"{month}-20"), ("Nowhere", None, None)]  # fmt: skip


def test_they_answer_what_the_whole_picture_says(book, told):
    Keeper(book, register=REGISTER).rebuild()
    whole = flow.picture(LedgerView(book), REGISTER)
    stored = StoredViews(book)
    for place, first, last in asked_of(told):
        wanted, asked = Wanted(place=place, first=first, last=last), Asked(place=place, first=first, last=last)
        assert stored.events(asked) == [e for e in whole.events if wanted.event(e)]
        assert stored.spells(asked) == by_place(s for s in whole.spells if wanted.spell(s, whole.claims))
        assert stored.claims(asked) == sorted((c for c in whole.claims.values() if wanted.claim(c)), key=lambda c: c.id)
        part, narrowed = stored.picture(asked), narrow(whole, wanted)
        assert (part.events, part.claims, part.reports) == (narrowed.events, narrowed.claims, narrowed.reports)
        assert part.skipped == narrowed.skipped and len(part.skipped) == 1 and part.spells == tuple(by_place(narrowed.spells))
    assert stored.undated() == sum(c.when is None for c in whole.claims.values())
    assert stored.names("SYR") and not stored.names("Nowhere") and sum(stored.places().values()) == len(whole.claims)


def test_what_is_asked_for_is_found_by_its_id_and_place_and_nothing_is_walked_through(tmp_path, told):
    with Ledger(tmp_path / "a.db") as book:
        put(book, told)
        Keeper(book, register=REGISTER).rebuild()
        views, place = StoredViews(book), asked_of(told)[1][0]
        views.names(place)  # opens the file of views
        asked = {}
        for engine in (book.engine, views._reader):
            sa.event.listen(engine, "before_cursor_execute", lambda _c, _x, query, values, *_: asked.update({query: values}))
        assert book.find(EntryKind.REPORT, told[0][0].id) and book.last(EntryKind.LINK, EntryKind.FINDING)[0]
        assert views.picture(Asked(place=place, first="2014-01-01")).events and views.spells(Asked(place=place))
        plans = {q: plan(views._reader if "view_" in q else book.engine, q, v) for q, v in list(asked.items()) if q.startswith("SELECT")}
    steps = {step for found in plans.values() for step in found}
    assert len(plans) > 8 and not {step for step in steps if step.startswith("SCAN")}
    # What was passed over is asked for whole, and of all entries of one kind the end alone.
    walked = {query for query, found in plans.items() if any(step.endswith(("(kind=?)", "(edition=?)")) for step in found)}
    assert walked and all("max(entries.seq)" in query or "FROM view_skipped" in query for query in walked)


def plan(engine, query, values):
    with engine.connect() as db:
        return [row[3] for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values)]


def test_kept_in_step_they_are_what_a_rebuild_makes(ledger, told):
    keeper = Keeper(ledger, register=REGISTER)
    put(ledger, told[:24])
    assert keeper.catch_up().anew
    for start in (24, 34):
        put(ledger, told[start : start + 10])
        kept = keeper.catch_up()
        assert not kept.anew and 0 < kept.events < len(flow.picture(LedgerView(ledger), REGISTER).events) / 2
    event = next(e for e in flow.picture(LedgerView(ledger), REGISTER).events if len(e.claims) > 3)
    decide(ledger, Act.DIFFERENT, event.claims[0], event.claims[1])
    decide(ledger, Act.GRADE, *event.claims[2:4], value="Confirmed")
    assert not keeper.catch_up().anew
    in_step = rows(ledger)
    assert keeper.catch_up().events == 0
    Keeper(ledger, register=REGISTER).rebuild()
    assert rows(ledger) == in_step and len(in_step) > 300
    rejected = decide(ledger, Act.REJECT, event.claims[0])
    decide(ledger, Act.CORRECT, event.claims[1], field="type", value="shelling")
    assert keeper.catch_up().anew  # claims are other claims now
    put(ledger, told[44:])
    keeper.catch_up()
    decided = rows(ledger)
    assert event.claims[0] not in {c.id for c in StoredViews(ledger).claims(Asked())}
    Keeper(ledger, register=REGISTER).rebuild()
    assert rows(ledger) == decided
    decide(ledger, Act.WITHDRAW, replaces=rejected.id)
    assert Keeper(ledger, register=REGISTER).catch_up().anew and verify(ledger, archive=False).sound


def test_a_program_that_comes_later_concludes_only_what_is_new(ledger, told, monkeypatch):
    put(ledger, told[:30])
    Keeper(ledger, register=REGISTER).rebuild()
    concluded = []
    monkeypatch.setattr(flow, "reconcile", lambda event, *more: concluded.append(event.id) or reconcile(event, *more))
    for start in (30, 36, 42):
        concluded.clear()
        put(ledger, told[start : start + 6])
        kept = Keeper(ledger, register=REGISTER).catch_up()  # a keeper of its own each time, as a command has
        assert not kept.anew and kept.events == len(concluded)
        assert 0 < kept.events < len(StoredViews(ledger).events(Asked())) / 2
    event = next(e for e in StoredViews(ledger).events(Asked()) if len(e.claims) > 3)
    graded = decide(ledger, Act.GRADE, *event.claims[2:4], value="Confirmed")
    assert Keeper(ledger, register=REGISTER).catch_up().events == 1
    decide(ledger, Act.DIFFERENT, event.claims[0], event.claims[1])
    Keeper(ledger, register=REGISTER).catch_up()
    decide(ledger, Act.WITHDRAW, replaces=graded.id)
    assert Keeper(ledger, register=REGISTER).catch_up().events == 1
    in_step = rows(ledger)
    assert Keeper(ledger, register=REGISTER).rebuild().recorded == 0 and rows(ledger) == in_step
    decide(ledger, Act.REJECT, event.claims[0])
    assert Keeper(ledger, register=REGISTER).catch_up().anew


def test_one_that_goes_on_from_what_is_stored_keeps_in_step(ledger, told):
    put(ledger, told[:30])
    Keeper(ledger, register=REGISTER).rebuild()
    keeper = Keeper(ledger, register=REGISTER)
    for start in (30, 35, 40, 45):
        put(ledger, told[start : start + 5])
        assert not keeper.catch_up().anew
    event = next(e for e in StoredViews(ledger).events(Asked()) if len(e.claims) > 2)
    decide(ledger, Act.GRADE, *event.claims[:2], value="Confirmed")
    assert keeper.catch_up().events == 1
    in_step = rows(ledger)
    assert Keeper(ledger, register=REGISTER).rebuild().recorded == 0 and rows(ledger) == in_step


def test_what_was_put_on_record_and_then_not_stored_is_worked_out_anew(ledger, told, monkeypatch):
    put(ledger, told[:30])
    Keeper(ledger, register=REGISTER).rebuild()
    put(ledger, told[30:])
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(StoredViews, "write", stopped)
        Keeper(ledger, register=REGISTER).catch_up()
    assert Keeper(ledger, register=REGISTER).catch_up().anew
    assert Keeper(ledger, register=REGISTER).rebuild().recorded == 0


def stopped(*_, **__):
    raise KeyboardInterrupt


def test_as_known_at_a_moment_they_are_what_was_known_then(book, told):
    moments = sorted(report.known_at() for report, _ in told)
    then = moments[len(moments) // 2]
    for edition in (None, then):
        Keeper(book, register=REGISTER, known_at=edition).rebuild()
    assert StoredViews.editions(book) == [None, then]
    before, now = StoredViews(book, known_at=then), StoredViews(book)
    assert tuple(before.events(Asked())) == flow.picture(LedgerView(book), REGISTER, known_at=then).events
    assert 0 < len(before.events(Asked())) < len(now.events(Asked())) and before.picture(Asked()).as_known_at == then


def test_they_say_why_they_do_not_speak_for_the_ledger(book, told):
    views = StoredViews(book)
    assert views.built() is None and views.behind(RULES) == "were never built"
    Keeper(book, register=REGISTER).rebuild()
    assert views.behind(RULES) is None and views.behind("others") == "were built by other rules"
    audit.note_login(book, "mk", outcome="in")
    assert views.behind(RULES) is None  # who came in changes no view
    book.append([SKIP])
    assert views.behind(RULES) == "are 1 entries behind"
    (kept,) = keep_up(book)
    assert (kept.anew, kept.events, kept.recorded) == (False, 0, 0)
    assert views.behind(RULES) is None and len(views.picture(Asked()).skipped) == 2


def test_views_of_another_ledger_are_not_believed(book, opened, tmp_path):
    if book.dialect != "sqlite":
        pytest.skip("on a server the views lie in the ledger's own database")
    Keeper(book, register=REGISTER).rebuild()
    with opened(at=tmp_path / "other.db") as other:
        for entry in book.entries():
            other.append([(entry.kind, entry.ref, entry.payload)])
        path_of(book).rename(path_of(other))
        assert StoredViews(other).behind(RULES) == "were built of another ledger"


def test_a_changed_row_is_named_and_a_rebuild_mends_it(book):
    Keeper(book, register=REGISTER).rebuild()
    assert Keeper(book, register=REGISTER).differing() == 0
    views = StoredViews(book)
    with views._writing() as db:
        db.exec_driver_sql("UPDATE view_events SET body = replace(body, 'killed', 'wounded')")
    with pytest.raises(LedgerError, match="a stored view was changed"):
        views.events(Asked())
    assert Keeper(book, register=REGISTER).differing() > 0
    Keeper(book, register=REGISTER).rebuild()
    assert views.events(Asked()) and Keeper(book, register=REGISTER).differing() == 0


def test_a_claim_whose_entry_was_changed_is_not_shown(book, tamper):
    Keeper(book, register=REGISTER).rebuild()
    tamper("UPDATE payloads SET payload = replace(payload, 'asserted', 'hedged')")
    with pytest.raises(LedgerError, match="was changed: nothing here can be relied on"):
        StoredViews(book).picture(Asked())


@pytest.mark.parametrize("which", [0, 1])  # of a claim itself, of the entry behind it
def test_a_claim_whose_header_was_changed_with_its_neighbours_left_is_not_shown(book, tamper, which):
    Keeper(book, register=REGISTER).rebuild()
    last = list(book.entries(EntryKind.CLAIM))[-1]  # behind it stands what was passed over
    tamper(f"UPDATE entries SET at = '2001-01-01T00:00:00.000000Z' WHERE seq = {last.seq + which}")
    views = StoredViews(book)
    with pytest.raises(LedgerError, match="was changed: nothing here can be relied on"):
        views.picture(Asked())


def test_a_question_checks_the_decisions_it_hangs_on(book, tamper):
    judge(book, Decision(act=Act.RELEASE, by="mk", because="She agreed", names=("Mariam",)), check=False)
    Keeper(book, register=REGISTER).rebuild()
    views = StoredViews(book)
    views.check_entries(EntryKind.JUDGEMENT, EntryKind.REMOVAL)
    tamper("UPDATE payloads SET payload = replace(payload, 'Mariam', 'Salwa')")
    with pytest.raises(LedgerError, match="was changed: nothing here can be relied on"):
        views.check_entries(EntryKind.JUDGEMENT, EntryKind.REMOVAL)


def test_what_was_passed_over_as_confidential_is_counted_too(book):
    keeper = Keeper(book, register=REGISTER)
    keeper.rebuild()
    assert keeper.views.behind(RULES) is None
    book.append([(EntryKind.SKIPPED, "skp-secret", {"location": "a/secret.txt", "reason": "empty", "confidential": True})])
    keeper.catch_up()
    assert keeper.views.behind(RULES) == "leave out 1 confidential entries"
    keeper.rebuild()
    assert keeper.views.behind(RULES) == "leave out 1 confidential entries"


def test_what_it_came_to_is_on_record_once(book, told):
    keeper = Keeper(book, register=REGISTER)
    recorded = keeper.rebuild().recorded
    whole = flow.picture(LedgerView(book), REGISTER)
    links = {entry.ref: entry.payload for entry in book.entries(EntryKind.LINK)}
    findings = [entry.ref for entry in book.entries(EntryKind.FINDING)]
    assert set(links) == {e.id for e in whole.events} and sorted(findings) == sorted(f.id for e in whole.events for f in e.findings)
    assert recorded == len(links) + len(findings) and keeper.rebuild().recorded == 0 == Keeper(book, register=REGISTER).rebuild().recorded
    alone = next(e for e in whole.events if len(e.claims) == 1)
    assert links[alone.id]["roots"][0]["claims"] == list(alone.claims) and links[alone.id]["grade"]["label"] == str(alone.grade.label)
    decide(book, Act.REJECT, alone.claims[0])
    assert keeper.catch_up().recorded >= 1
    assert book.newest(alone.id).payload == {"claims": [], "event": alone.id}
    assert keeper.rebuild().recorded == 0 and verify(book, archive=False).sound


def test_a_set_grade_keeps_that_of_the_rules_beside_it(book):
    event = flow.picture(LedgerView(book), REGISTER).events[0]
    decide(book, Act.GRADE, *event.claims, value="Confirmed")
    Keeper(book, register=REGISTER).rebuild()
    grade = next(e.grade for e in StoredViews(book).events(Asked()) if e.id == event.id)
    assert grade.label is GradeLabel.CONFIRMED and grade.ruled == event.grade and event.grade.rule in grade.rule


def test_a_confidential_report_stands_in_no_stored_view_and_in_no_result(book, told, monkeypatch):
    secret, claims = told[3]
    monkeypatch.setattr("onrecord.keeping.closed", lambda report: report.id == secret.id)
    Keeper(book, register=REGISTER).rebuild()
    views = StoredViews(book)
    assert views.built().closed == 1 and views.behind(RULES) == "leave out 1 confidential entries"
    assert secret.id not in views.picture(Asked()).reports
    results = [entry.payload["claims"] for entry in book.entries(EntryKind.LINK, EntryKind.FINDING)]
    assert results and not {c.id for c in claims} & {id for ids in results for id in ids}


def test_removal_leaves_no_stored_view_of_it(book, told, tmp_path, request):
    word = "Qarmouti"  # stands in nothing else that tests write into one server
    report, claims = told[0]
    again = replace(claims[0], id="clm-again", report="rpt-again", quote=words(word, word), actor=word, source=Source(name=word))
    put(book, [(replace(report, id="rpt-again"), [again])])
    Keeper(book, register=REGISTER).rebuild()
    folder = tmp_path / "book" if book.dialect == "sqlite" else request.getfixturevalue("server").data
    request.getfixturevalue("server").sql("CHECKPOINT") if book.dialect == "postgresql" else None
    assert any(word.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert remove(book, "rpt-again", by="mk", rule=Rule.LAW, because="a court", agreed="admin").left == []
    assert [path for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()] == []
    assert StoredViews(book).behind(RULES) == "were never built"
    Keeper(book, register=REGISTER).catch_up()
    assert "rpt-again" not in StoredViews(book).picture(Asked()).reports
    assert not {"clm-again"} & {c for entry in book.entries(EntryKind.LINK) for c in entry.payload["claims"]}


def test_views_of_an_older_form_are_made_anew(book):
    keeper = Keeper(book, register=REGISTER)
    keeper.rebuild()
    right = rows(book)
    with keeper.views._writing() as db:
        db.exec_driver_sql("UPDATE view_built SET value = '2' WHERE key = 'form'")
        db.exec_driver_sql("ALTER TABLE view_events DROP COLUMN made_of")
    assert StoredViews(book).behind(RULES) == "were never built"
    Keeper(book, register=REGISTER).catch_up()
    assert StoredViews(book).behind(RULES) is None and rows(book) == right


def test_a_file_of_views_that_is_none_is_made_anew(tmp_path, told):
    with Ledger(tmp_path / "a.db") as book:
        put(book, told[:5])
        path_of(book).write_bytes(b"junk" * 1000)
        with pytest.raises(LedgerError, match="`onrecord rebuild` makes them again"):
            StoredViews(book).built()
        Keeper(book, register=REGISTER).rebuild()
        assert StoredViews(book).behind(RULES) is None
        sqlite3.connect(path_of(book)).execute("SELECT * FROM view_events")
