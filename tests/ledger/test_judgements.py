"""What people decide stands beside what was read, says what it replaces, and finds its claim again under a better reader."""

from dataclasses import replace

import pytest
from builders import a_claim, a_report, words
from ledgers import add_report

from onrecord import flow
from onrecord.errors import LedgerError
from onrecord.interchange import claim_row
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import LedgerView
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.judgements import Act, Anchor, Decision, Finder, ReplacedError, judge
from onrecord.ledger.rereading import reread
from onrecord.ledger.verify import verify
from onrecord.records import Source, When
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import GradeLabel

TEXT = "Rebels took Maraba on Sunday. The army denied it. Two were killed."
QUOTES = ("Rebels took Maraba", "The army denied it", "Two were killed")


@pytest.fixture
def book(ledger):
    add_report(ledger, "r1", TEXT, *QUOTES)
    return ledger


def claims(book):
    return {claim.id: claim for claim in LedgerView(book).claims()}


def decide(book, act, *ids, knowing=None, **more):
    held = {claim.id: claim for claim in LedgerView(book).read_claims()}
    anchors = tuple(Anchor.of(held[f"clm-r1-{n}"]) for n in ids)
    return judge(book, Decision(**({"act": act, "by": "mk", "because": "I read it", "claims": anchors} | more)), knowing=knowing)


def test_a_rejected_claim_no_longer_stands_and_is_still_on_record(book):
    decide(book, Act.REJECT, 1)
    assert list(claims(book)) == ["clm-r1-0", "clm-r1-2"]
    assert len(list(book.entries(EntryKind.CLAIM))) == 3


@pytest.mark.parametrize(
    "field, value, has",
    [
        ("type", "air_strike", lambda c: c.type is EventType.AIR_STRIKE),
        ("place", {"name": "Maraba", "country": "SYR"}, lambda c: c.place.name == "Maraba"),
        ("source.name", "Syrian army", lambda c: c.source.name == "Syrian army" and c.source.kind == "government"),
        ("when", {"from": "2016-12-11"}, lambda c: c.when == When(earliest="2016-12-11", latest="2016-12-11")),
        ("quantities", [{"what": "killed", "low": 2, "high": 2}], lambda c: c.figures[0].high == 2),
        ("actor", "Syrian army", lambda c: c.actor == "Syrian army"),
        ("control", {"holder": "rebels", "place": "Maraba", "change": "gain"}, lambda c: c.control.holder == "rebels"),
        ("modality", "denied", lambda c: c.modality == "denied"),
    ],
)
def test_any_field_can_be_corrected(book, field, value, has):
    decide(book, Act.CORRECT, 0, field=field, value=value)
    assert has(claims(book)["clm-r1-0"])
    assert claim_row(next(LedgerView(book).read_claims())) == next(book.entries(EntryKind.CLAIM)).payload  # what was read is still there


def test_merged_names_are_one_actor(book):
    decide(book, Act.MERGE, names=("Governor of Homs", "Homs governor"), name="Governorate of Homs")
    assert {claim.source.name for claim in claims(book).values()} == {"Governorate of Homs"}


def test_a_later_decision_on_the_same_thing_names_what_it_replaces(book):
    first = decide(book, Act.SAME, 0, 2)
    second = decide(book, Act.SAME, 0, 1)
    with pytest.raises(ReplacedError, match="mk decided on this at"):
        decide(book, Act.DIFFERENT, 0, 2, by="eb")
    with pytest.raises(ReplacedError):
        decide(book, Act.DIFFERENT, 0, 2, by="eb", knowing=second.id)
    last = decide(book, Act.DIFFERENT, 2, 0, by="eb", knowing=first.id)
    assert last.replaces == first.id
    view = LedgerView(book)
    assert [(d.id, d.by, d.because) for d in view.decisions().values()] == [(second.id, "mk", "I read it"), (last.id, "eb", "I read it")]
    assert [(j.left, j.right, j.same) for j in view.judgements()] == [("clm-r1-0", "clm-r1-1", True), ("clm-r1-2", "clm-r1-0", False)]
    assert len(list(book.entries(EntryKind.JUDGEMENT))) == 3 and verify(book).sound


def test_a_decision_is_undone_by_another_entry(book):
    done = decide(book, Act.REJECT, 1)
    decide(book, Act.WITHDRAW, replaces=done.id)
    assert len(claims(book)) == 3 and LedgerView(book).decisions() == {}
    with pytest.raises(LedgerError, match="no decision"):
        decide(book, Act.WITHDRAW, replaces=done.id)


def test_what_the_ledger_knew_then_has_the_decisions_of_then(book):
    decide(book, Act.REJECT, 1)
    then = list(book.entries())[-1].at
    decide(book, Act.REJECT, 2)
    assert len(list(LedgerView(book, ingested_at=then).claims())) == 2 and len(claims(book)) == 1


def test_a_grade_that_a_person_set_says_so(book):
    register = ActorRegister.load(None)
    before = flow.picture(LedgerView(book), register)
    event = before.events[0]
    anchors = tuple(Anchor.of(before.claims[id]) for id in event.claims)
    judge(book, Decision(act=Act.GRADE, by="mk", because="I was there", claims=anchors, value="Confirmed"))
    grade = next(e.grade for e in flow.picture(LedgerView(book), register).events if e.id == event.id)
    assert grade.label is GradeLabel.CONFIRMED and grade.ruled == event.grade and event.grade.label != grade.label
    assert grade.rule == f"Set by mk: I was there. The rules give: {event.grade.rule}"


def test_a_released_name_has_its_reason(book):
    decide(book, Act.RELEASE, names=("Amal Haddad",), because="she asked us to")
    assert LedgerView(book).released()["Amal Haddad"].because == "she asked us to"


@pytest.mark.parametrize("wrong", [{"because": " "}, {"by": ""}])
def test_a_decision_needs_a_name_and_a_reason(book, wrong):
    with pytest.raises(LedgerError, match="a name and a reason"):
        decide(book, Act.REJECT, 1, **wrong)


# --- a better reader -------------------------------------------------------------------------------------------


def better(*found):
    """A reader that finds these claims in every report."""
    return lambda reports: [(report, list(found)) for report in reports]


def a_reading(quote, id, **changed):
    return a_claim(quote, TEXT, id=id, made_by="better", **changed)


def test_decisions_find_their_claims_by_report_and_words(book):
    decide(book, Act.REJECT, 1)
    decide(book, Act.CORRECT, 0, field="type", value="air_strike")
    pair = decide(book, Act.SAME, 0, 2)
    lost = decide(book, Act.CORRECT, 2, field="actor", value="Syrian army")
    new = [a_reading("Rebels took Maraba on Sunday", "clm-x"), a_reading("The army denied it.", "clm-y"), a_reading("it", "clm-z")]
    shown = reread(book, better(*new), write=False)
    assert (shown.same, len(shown.added), len(shown.gone)) == (0, 3, 3) and len(claims(book)) == 2  # nothing was written
    done = reread(book, better(*new), write=True)
    assert {d.act for d in done.moved} == {Act.REJECT, Act.CORRECT} and {d.id for d in done.lost} == {pair.id, lost.id}
    now = claims(book)
    assert list(now) == ["clm-x", "clm-z"] and now["clm-x"].type is EventType.AIR_STRIKE
    assert set(LedgerView(book).decisions()) >= {pair.id, lost.id}  # kept, and found again by the reader after this one
    reread(book, better(*new, a_reading("Two were killed", "clm-r1-2")), write=True)
    assert claims(book)["clm-r1-2"].actor == "Syrian army"
    assert [(j.left, j.right) for j in LedgerView(book).judgements()] == [("clm-x", "clm-r1-2")]
    assert verify(book).sound


def test_the_same_words_read_otherwise_are_a_later_reading(book):
    new = [a_reading(quote, f"clm-r1-{n}") for n, quote in enumerate(QUOTES)]
    new[0] = replace(new[0], actor="rebels")
    done = reread(book, better(*new), write=True)
    assert done.same == 2 and done.changed == {"clm-r1-0": ["actor"]}
    assert claims(book)["clm-r1-0"].actor == "rebels" and len(claims(book)) == 3
    again = reread(book, better(*new), write=True)
    assert again.same == 3 and not again.changed


def test_a_decision_does_not_pass_to_another_speakers_claim():
    there = a_claim("Rebels took Maraba", TEXT, source=Source(name="army", mention=words("The army", TEXT)))
    anchor = replace(Anchor.of(there), claim="gone")
    narrator = a_claim("Rebels took Maraba", TEXT, id="clm-9", source=Source(name="narrator"))
    assert Finder([narrator]).find(anchor) is None and Finder([narrator, there]).find(anchor) == there.id


def test_a_report_that_the_reader_fails_on_keeps_its_claims(book):
    book.append([(EntryKind.REPORT, "r9", {"id": "r9", "text": "x", "digest": "0" * 64})])
    assert a_report().id == "r1"
    done = reread(book, lambda reports: [], write=True)
    assert done.reports == 0 and len(claims(book)) == 3
