"""The chain from words to conclusion, as lines and as JSON, and ids as people type them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from link.cases import ARMY, NARRATOR, REGISTER, a_said, reports_of
from link.test_invariants import some_claims

from onrecord import flow
from onrecord.ledger.judgements import Act, Anchor, Decision
from onrecord.publish.explain import Chain, UnknownIdError, to_lines, to_row
from onrecord.publish.explain.ids import near, short
from onrecord.records import Claim, Figure, Finding, Judgement, Picture, Place, Source, When, Words
from onrecord.vocab.findings import FindingKind
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

TOLL = (Figure(what=Measure.KILLED, low=34, high=34, mention=Words(text="34", start=6, end=8)),)
SHELLED = a_said(
    1,
    "Shells hit the market of Dura on Saturday",
    place=Place(name="Dura", mention=Words(text="Dura", start=25, end=29), parents=("Dura", "Harran")),
    when=When(earliest="2016-12-10", latest="2016-12-10", mention=Words(text="on Saturday", start=30, end=41)),
    figures=TOLL,
    confidence={"type": 0.93},
    made_by="a test",
)
DENIED = a_said(2, "no shell was fired at Dura", source=ARMY, modality=Modality.DENIED)
PAPER = a_said(3, "34 people died in Dura", source=NARRATOR, figures=TOLL)
FAR = a_said(
    4,
    "a dam broke",
    source=Source(name="Mayor of Tell Amar"),
    place=Place(name="Tell Amar"),
    when=When(earliest="2016-02-01", latest="2016-02-01"),
    actor=None,
    target=None,
)


def pictured(*claims: Claim, judgements: tuple[Judgement, ...] = ()) -> tuple[Picture, Chain]:
    picture = flow.conclude(list(reports_of(claims, digest="ab" * 32).values()), list(claims), REGISTER, judgements=judgements)
    return picture, Chain(picture, flow.why(picture, REGISTER, judgements), judgements)


def text_of(chain: Chain, *ids: str) -> str:
    return re.sub(r"\s+", " ", " ".join(to_lines(chain.explain(ids))))


def test_a_claim_shows_each_value_with_its_words_and_where_they_stand():
    _, chain = pictured(SHELLED, DENIED, PAPER)
    text = text_of(chain, "c1")
    for piece in (
        "words “Shells hit the market of Dura on Saturday” (0–41)",
        "SHA-256 abababababababab",
        "says Observatory of Harran",
        "sure 0.93",
        "place Dura, in Harran “Dura” (25–29)",
        "day 10 December 2016 “on Saturday” (30–41)",
        "figure 34 killed “34” (6–8)",
        "root Observatory of Harran (no known side, 2 claims here): it speaks for itself",
        "read by a test",
    ):
        assert piece in text, piece


def test_an_event_shows_roots_ties_figures_findings_and_grade():
    picture, chain = pictured(SHELLED, DENIED, PAPER)
    [event] = picture.events
    text = text_of(chain, event.id)
    assert f"EVENT {event.id}" in text
    assert "root: repeats what stands in Paper r1: the number: killed, 34 [1]" in text
    assert "same place +1.2" in text
    assert "Observatory of Harran: 34 [1], [2]" in text
    assert "denial (direct)" in text
    assert event.grade is not None and event.grade.rule in text
    assert len(chain.explain([event.id]).ties) == len(event.claims) - 1


def test_a_finding_shows_its_rule_both_sides_words_and_why_it_is_direct():
    picture, chain = pictured(SHELLED, DENIED)
    finding = next(f for e in picture.events for f in e.findings if f.kind is FindingKind.DENIAL)
    text = text_of(chain, finding.id)
    assert "denial (direct): One source says it, another says it did not happen." in text
    assert "strength direct: no other day, place, people or stage excuses it" in text
    assert "“Shells hit the market of Dura on Saturday” (0–41)" in text and "“no shell was fired at Dura” (0–26)" in text
    assert "denies the same" in text


def test_an_apparent_finding_gives_the_reason_that_stands_in_its_sentence():
    unsure = a_said(2, "no shell was fired at Dura", source=ARMY, modality=Modality.DENIED, confidence={"modality": 0.4})
    picture, chain = pictured(SHELLED, unsure)
    finding = next(f for e in picture.events for f in e.findings if f.kind is FindingKind.DENIAL)
    row = to_row(chain.explain([finding.id]))
    [said] = row["findings"]
    assert said["strength"] == "apparent"
    assert said["grounds"].startswith("apparent: the reader is unsure of whether it is said or denied")


def test_two_claims_of_two_events_say_why_apart():
    _, chain = pictured(SHELLED, FAR)
    text = text_of(chain, "c1", "c4")
    assert "c1 AND c4: TWO EVENTS" in text
    assert "WHY APART decided they were not compared" in text
    assert "not: same place" in text


def test_two_claims_of_one_event_add_up():
    _, chain = pictured(SHELLED, DENIED)
    pair = chain.explain(["c1", "c2"]).pair
    assert pair is not None and pair.together
    assert pair.total == pytest.approx(sum(r.adds for r in pair.reasons), abs=0.02)
    assert {r.statement for r in pair.reasons} >= {"prior", "same_place", "denies_the_same"}
    assert all(r.means for r in pair.reasons)


def test_a_judgement_is_named_as_what_decided():
    same = Judgement(left="c4", right="c1", same=True, by="mk", because="one flood")
    apart = Judgement(left="c1", right="c2", same=False, by="mk", because="two strikes")
    _, chain = pictured(SHELLED, DENIED, FAR, judgements=(same, apart))
    assert "mk judged them one event: one flood" in text_of(chain, "c1", "c4")
    assert "mk judged them two events: two strikes" in text_of(chain, "c1", "c2")
    assert "JUDGED BY PEOPLE c1 and c2: two events, by mk: two strikes" in text_of(chain, "c2")


def test_corrections_mergers_and_grades_are_named_and_a_rejected_claim_says_who_rejected_it():
    anchor = Anchor.of(SHELLED)
    at = "2026-12-01T09:00:00Z"
    decisions = [
        Decision(act=Act.CORRECT, by="mk", because="a misprint", claims=(anchor,), field="place.name", value="Dura", at=at),
        Decision(act=Act.MERGE, by="mk", because="one body", names=("the army",), name="Harran army", at=at),
        Decision(act=Act.GRADE, by="al", because="seen on film", claims=(anchor,), value="Fair", at=at),
        Decision(act=Act.REJECT, by="al", because="a headline", claims=(Anchor(claim="c77"),), at=at),
    ]
    picture, _ = pictured(SHELLED, DENIED)
    chain = Chain(picture, flow.why(picture, REGISTER), (), decisions)
    text = text_of(chain, "c1")
    assert 'c1: place.name corrected to "Dura", by mk on 2026-12-01: a misprint' in text
    assert "the army read as Harran army, by mk on 2026-12-01: one body" in text
    assert "c1: graded Fair, by al on 2026-12-01: seen on film" in text
    assert [d["act"] for d in json.loads(json.dumps(to_row(chain.explain(["c1"]))))["decisions"]] == ["correct", "merge", "grade"]
    with pytest.raises(UnknownIdError, match="al rejected this claim on 2026-12-01: a headline"):
        chain.explain(["c77"])


def test_a_denial_of_another_event_is_explained_beside_the_claim_that_it_answers():
    picture, _ = pictured(SHELLED, FAR)
    across = Finding(id="fnd-1", kind=FindingKind.DENIAL, claims=("c1", "c4"), because="one says it, the other that it did not happen.")
    events = tuple(replace(e, findings=(across,)) if "c1" in e.claims else e for e in picture.events)
    picture = replace(picture, events=events)
    text = text_of(Chain(picture, flow.why(picture, REGISTER)), "fnd-1")
    assert "WHY THEY STAND IN TWO EVENTS" in text
    assert "root Mayor of Tell Amar" in text


def test_two_deeds_of_one_source_are_said_to_be_two():
    later = a_said(2, "another salvo hit the market an hour later", at=200, report="r1")
    _, chain = pictured(a_said(1), later)
    assert "one source tells of two deeds" in text_of(chain, "c1", "c2")


def test_the_row_is_json_and_holds_the_chain():
    picture, chain = pictured(SHELLED, DENIED, PAPER)
    row = json.loads(json.dumps(to_row(chain.explain([picture.events[0].id]))))
    assert row["explains"] == "event"
    assert {c["claim"]["claim"] for c in row["claims"]} == {"c1", "c2", "c3"}
    assert next(c for c in row["claims"] if c["claim"]["claim"] == "c3")["origin"]["of"] == "c1"
    assert all(t["statements"][0]["statement"] == "prior" for t in row["ties"])


def test_the_beginning_of_an_id_will_do_and_a_mistyped_one_is_answered():
    picture, chain = pictured(SHELLED, FAR)
    event = picture.events[0].id
    assert chain.explain([short(event)]).events[0].id == event
    with pytest.raises(UnknownIdError, match="2 ids begin so"):
        chain.explain(["evt-"])
    typo = event[:9] + ("0" if event[9] != "0" else "1") + event[10:]
    with pytest.raises(UnknownIdError, match=f"an event's id comes from its claims.*did you mean {event}"):
        chain.explain([typo])
    with pytest.raises(UnknownIdError, match="no event, finding or claim"):
        chain.explain([""])
    with pytest.raises(UnknownIdError, match="two claims are compared"):
        chain.explain([event, "c1"])
    with pytest.raises(UnknownIdError, match="named twice"):
        chain.explain(["c1", "c1"])


def test_near_ids_are_found_for_shortened_ones_too():
    assert near("clm-4f3b", ["clm-4f3a99", "clm-000000", "evt-4f3b00"])[0] == "clm-4f3a99"
    assert near("clm-zzzz", ["evt-000000"]) == []


def test_control_characters_of_a_report_do_not_reach_the_terminal():
    nasty = a_said(1, "shells hit \x1b[2J Dura\u202e again")
    _, chain = pictured(nasty)
    assert all(c.isprintable() for line in to_lines(chain.explain(["c1"])) for c in line)


@settings(max_examples=25, deadline=None)
@given(some_claims())
def test_whatever_the_claims_everything_can_be_explained(claims: list[Claim]) -> None:
    picture, chain = pictured(*claims)
    ids = [[c] for c in picture.claims] + [[e.id] for e in picture.events] + [[f.id] for e in picture.events for f in e.findings]
    pairs = [[a.id, b.id] for a in claims[:3] for b in claims[:3] if a.id != b.id]
    for asked in ids + pairs:
        explained = chain.explain(asked)
        assert max(len(line) for line in to_lines(explained, 80)) <= 80
        json.dumps(to_row(explained))
