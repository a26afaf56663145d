"""The root graph: why each claim stands under its root, and from which claim it has it."""

from __future__ import annotations

from builders import a_report
from link.cases import ARMY, NARRATOR, OBSERVATORY, a_said, linked, reports_of

from onrecord.interchange import event_row
from onrecord.records import Claim, Event, Figure, Origin, Source
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure
from onrecord.vocab.roots import Basis

MORTARS = "Eleven mortar rounds fell between the bakery and the mosque of the old quarter shortly after noon prayers"
TOLL = (Figure(what=Measure.KILLED, low=34, high=34),)


def origin_of(events: list[Event], claim: str) -> Origin:
    return next(o for e in events for o in e.origins if o.claim == claim)


def basis_of(*claims: Claim) -> list[tuple[Basis, str | None]]:
    events = linked(*claims)
    return [(o.basis, o.of) for o in (origin_of(events, c.id) for c in claims)]


def test_who_speaks_for_itself_for_a_body_and_for_its_paper():
    radio = a_said(2, "soldiers shelled the market", source=Source(name="Dura Radio", kind="media"))
    paper = a_said(3, "a market was hit", source=NARRATOR)
    assert basis_of(a_said(1), radio, paper) == [(Basis.OWN_WORDS, None), (Basis.SPEAKS_FOR, None), (Basis.PUBLISHER, None)]


def test_a_near_copy_says_how_much_of_it_is_copied():
    origin = origin_of(linked(a_said(1, MORTARS, source=NARRATOR), a_said(2, MORTARS + ", it said", source=NARRATOR)), "c2")
    assert (origin.basis, origin.of, origin.share) == (Basis.COPY, "c1", 1.0)
    assert origin.because == "15 of the shorter one's 15 runs of 4 words"


def test_the_same_words_of_the_same_speaker_are_a_quoted_statement():
    assert basis_of(a_said(1, MORTARS), a_said(2, MORTARS)) == [(Basis.OWN_WORDS, None), (Basis.QUOTED, "c1")]


def test_a_number_handed_on_names_the_number():
    origin = origin_of(linked(a_said(1, figures=TOLL), a_said(2, "34 people died in Dura", source=NARRATOR, figures=TOLL)), "c2")
    assert (origin.basis, origin.of, origin.because) == (Basis.RESTATED, "c1", "the number: killed, 34")


def test_a_stated_relay_points_at_the_claim_that_the_relay_printed():
    claims = [
        a_said(1, "soldiers stripped the hospital", source=Source(name="doctors of Dura")),
        a_said(2, "the hospital was looted", source=Source(name="Meridian")),
    ]
    reports = reports_of(claims) | {"r1": a_report(id="r1", publisher="Meridian News", published="2016-12-11")}
    origin = origin_of(linked(*claims, reports=reports), "c2")
    assert (origin.basis, origin.of) == (Basis.RELAY, "c1")


def test_two_offices_with_one_denial_are_one_body():
    denials = [
        a_said(n, f"{words} fired no shell at Dura", source=Source(name=name), modality=Modality.DENIED)
        for n, words, name in ((1, "we", "Harran government"), (2, "our troops", "Harran army"))
    ]
    assert basis_of(*denials)[1] == (Basis.ONE_BODY, "c1")


def test_the_graph_goes_out_with_the_event():
    [event] = linked(a_said(1, figures=TOLL), a_said(2, "34 people died in Dura", source=NARRATOR, figures=TOLL))
    assert event_row(event)["origins"] == [
        {"claim": "c1", "basis": "own_words", "of": None, "share": None, "because": ""},
        {"claim": "c2", "basis": "restated", "of": "c1", "share": None, "because": "the number: killed, 34"},
    ]
    assert OBSERVATORY.name in {root.name for root in event.roots} and ARMY.name not in {root.name for root in event.roots}


def test_a_report_that_credits_an_agency_has_its_number_from_the_agency():
    agency = a_said(1, "34 people died in Dura", source=NARRATOR, figures=TOLL)
    paper = a_said(2, "the dead of Dura were put at 34", source=NARRATOR, figures=TOLL)
    reports = {
        "r1": a_report(id="r1", publisher="Harran News Service", published="2016-12-11", text="34 people died in Dura"),
        "r2": a_report(id="r2", publisher="The Evening Post", published="2016-12-12", text="The dead of Dura were put at 34.\nSource: HNS"),
    }
    origin = origin_of(linked(agency, paper, reports=reports), "c2")
    assert (origin.basis, origin.of) == (Basis.CREDITED, "c1")
    assert "the number: killed, 34" in origin.because


def test_who_credits_nobody_counts_for_itself():
    agency = a_said(1, "34 people died in Dura", source=NARRATOR, figures=TOLL)
    paper = a_said(2, "the dead of Dura were put at 34", source=NARRATOR, figures=TOLL)
    names = {"r1": "Harran News Service", "r2": "The Evening Post"}
    reports = {r: a_report(id=r, publisher=name, published="2016-12-11", text="34 people died") for r, name in names.items()}
    assert origin_of(linked(agency, paper, reports=reports), "c2").basis is Basis.PUBLISHER


def test_a_lead_tells_what_a_source_says_further_down():
    lead = a_said(1, "Mortar rounds landed among shoppers at the market of Dura", source=NARRATOR, report="r1")
    body = a_said(2, "rounds came down on shoppers, four of them, and a mosque wall", report="r1", at=900)
    assert basis_of(lead, body)[0] == (Basis.RESTATED, "c2")


def test_a_relay_is_another_report_than_the_one_that_names_it():
    claims = [
        a_said(1, "soldiers stripped the hospital", source=Source(name="doctors of Dura"), report="r1"),
        a_said(2, "the hospital was looted", source=Source(name="Meridian"), report="r1", at=300),
    ]
    reports = {"r1": a_report(id="r1", publisher="Meridian News", published="2016-12-11")}
    assert origin_of(linked(*claims, reports=reports), "c2").basis is not Basis.RELAY


def test_a_relay_whose_number_differs_is_passed_over_for_one_that_agrees():
    claims = [
        a_said(1, "nine dead", source=Source(name="police of Dura"), figures=(Figure(what=Measure.KILLED, low=9, high=9),), report="r1"),
        a_said(3, "34 were dead", source=Source(name="doctors of Dura"), figures=TOLL, report="r1", at=300),
        a_said(2, "34 died", source=Source(name="Meridian"), figures=TOLL),
    ]
    reports = reports_of(claims) | {"r1": a_report(id="r1", publisher="Meridian News", published="2016-12-11")}
    origin = origin_of(linked(*claims, reports=reports), "c2")
    assert (origin.basis, origin.of) == (Basis.RELAY, "c3")
