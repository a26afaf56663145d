"""What people decided on what may leave, an embargo lifted, a name released or withheld, holds for every way out."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from builders import a_claim, a_report
from leaving import readable

import onrecord as rec
from onrecord import flow
from onrecord.cli.serving import Standing
from onrecord.interchange import claim_row, report_row
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Ledger, LedgerView
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.judgements import Act, Anchor, Decision, judge
from onrecord.publish.api.answers import Asked
from onrecord.publish.exports import outgoing

REGISTER = ActorRegister.load()
# Nobody says when: such an event is as late as its report, and held back unless somebody lifts it.
TODAY = dt.datetime.now(dt.UTC).date().isoformat()


@pytest.fixture
def book(tmp_path):
    with Ledger(tmp_path / "onrecord.db") as ledger:
        for id, place in (("r1", "Maraba"), ("r2", "Zubayda")):
            text = f"Rebels took {place}. The army denied it."
            report = a_report(text, id=id, published=TODAY, location=f"{id}.txt")
            claim = a_claim(f"Rebels took {place}", text, id=f"clm-{id}", report=id)
            ledger.append([(EntryKind.REPORT, id, report_row(report)), (EntryKind.CLAIM, claim.id, claim_row(claim))])
        yield ledger


def lift(book: Ledger, report: str) -> Decision:
    claim = next(c for c in LedgerView(book).claims() if c.report == report)
    return judge(book, Decision(act=Act.LIFT, by="ed", because="it is in every paper", claims=(Anchor.of(claim),)))


def test_an_embargo_that_was_lifted_is_lifted_for_that_event_alone(book):
    view = LedgerView(book)
    picture = flow.picture(view, REGISTER)
    assert view.lifted(picture) == frozenset()
    lift(book, "r1")
    now = dt.datetime.now(dt.UTC)
    going = outgoing(picture, REGISTER, at=now, **view.letting(picture))
    assert len(picture.events) == 2 and going.withheld == 1 and [c.report for c in going.claims.values()] == ["r1"]


def test_a_lifting_that_was_withdrawn_lifts_nothing(book):
    decision = lift(book, "r1")
    judge(book, Decision(act=Act.WITHDRAW, by="ed", because="too early", replaces=decision.id))
    view = LedgerView(book)
    assert view.lifted(flow.picture(view, REGISTER)) == frozenset()


@pytest.mark.parametrize(
    "words",
    [
        ("export", "--format", "claims-hxl", "-o", "out.csv"),
        ("export", "--format", "interchange", "-o", "out.zip"),
        ("dossier", "-o", "out.html"),
    ],
)
def test_every_command_that_holds_back_lets_out_what_was_lifted(book, onrecord, words, tmp_path):
    lift(book, "r1")
    code, _, err = onrecord(*words)
    assert code == 0 and "1 event held back" in err
    text = readable((tmp_path / words[-1]).read_bytes())
    assert "Rebels took Maraba" in text and "Zubayda" not in text


def test_answers_and_tables_let_out_what_was_lifted(book, tmp_path):
    lift(book, "r1")
    standing = Standing(tmp_path / "onrecord.db", None, 72)
    for rows in (standing.load().claims(Asked())["items"], [*rec.open_ledger(tmp_path / "onrecord.db").covered().claims()]):
        assert "Rebels took Maraba" in json.dumps(rows) and "Zubayda" not in json.dumps(rows)


def test_a_name_that_was_withheld_is_covered_in_tables_of_a_notebook(book, tmp_path):
    lift(book, "r1")
    judge(book, Decision(act=Act.WITHHOLD, by="ed", because="a family of that name", names=("Maraba",)))
    rows = [*rec.open_ledger(tmp_path / "onrecord.db").covered().claims()]
    assert rows and "Maraba" not in str(rows) and "██████" in str(rows)
