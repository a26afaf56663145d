"""Events: which claims stand together, and under which roots."""

from __future__ import annotations

from builders import a_report
from link.cases import ARMY, NARRATOR, REGISTER, a_said, linked, reports_of, root_of, together

from onrecord.link import link
from onrecord.records import Claim, Control, Figure, Judgement, Place, Source, When, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure


def test_two_reports_of_one_shelling_are_one_event() -> None:
    [event] = linked(a_said(1), a_said(2, source=Source(name="Mayor of Dura")))
    assert event.reports == 2
    assert [r.name for r in event.roots] == ["Mayor of Dura", "Observatory of Harran"]
    assert (event.type, event.earliest, event.latest) == (EventType.SHELLING, "2016-12-10", "2016-12-10")


def test_another_place_or_month_is_another_event() -> None:
    far = a_said(2, place=Place(name="Tell Amar"), when=When(earliest="2016-07-01", latest="2016-07-01"))
    assert len(linked(a_said(1), far)) == 2


def test_one_sources_deeds_on_two_days_stay_two() -> None:
    later = a_said(2, when=When(earliest="2016-12-11", latest="2016-12-11"))
    assert not together(linked(a_said(1), later), "c1", "c2")


def test_an_hour_later_is_another_deed() -> None:
    second = a_said(2, "another salvo hit the market an hour later", at=200, report="r1")
    assert not together(linked(a_said(1), second), "c1", "c2")


def test_a_denial_stands_with_what_it_denies() -> None:
    denial = a_said(2, "no shell was fired at Dura", source=ARMY, modality=Modality.DENIED, when=None)
    assert together(linked(a_said(1), denial), "c1", "c2")


def test_rival_holders_of_one_place_stand_together() -> None:
    held = a_said(
        1, "the army holds Dura", type=EventType.CONTROL_STATUS, control=Control(holder="Harran army", place="Dura", change=Change.HOLD)
    )
    taken = a_said(
        2,
        "the Front has taken Dura",
        type=EventType.NONSTATE_OVERTAKES_TERRITORY,
        actor="Front of Dura",
        target="Harran army",
        source=Source(name="Dura Radio", kind="media"),
        control=Control(holder="Front of Dura", place="Dura", change=Change.GAIN),
    )
    events = linked(held, taken)
    assert together(events, "c1", "c2")
    assert root_of(events, "c2") == "Front of Dura"  # a channel speaks for its body


def test_a_judgement_binds_both_ways() -> None:
    far = a_said(2, place=Place(name="Tell Amar"), type=EventType.AGREEMENT)
    same = Judgement(left="c1", right="c2", same=True, by="mk", because="one deal")
    assert together(linked(a_said(1), far, judgements=[same]), "c1", "c2")
    apart = Judgement(left="c1", right="c2", same=False, by="mk", because="two strikes")
    assert not together(linked(a_said(1), a_said(2), judgements=[apart]), "c1", "c2")


def test_the_last_judgement_on_a_pair_counts_and_unknown_claims_are_passed_over() -> None:
    first = Judgement(left="c1", right="c2", same=True, by="mk", because="")
    last = Judgement(left="c2", right="c1", same=False, by="mk", because="on second thoughts")
    lost = Judgement(left="c1", right="gone", same=True, by="mk", because="")
    assert not together(linked(a_said(1), a_said(2), judgements=[first, last, lost]), "c1", "c2")


def test_a_paper_that_prints_a_sources_number_has_no_root_of_its_own() -> None:
    toll = (Figure(what=Measure.KILLED, low=34, high=34),)
    events = linked(a_said(1, figures=toll), a_said(2, "34 people died in Dura", source=NARRATOR, figures=toll))
    assert root_of(events, "c2") == "Observatory of Harran"


def test_copied_words_have_the_root_of_the_first_print() -> None:
    words = "Eleven mortar rounds fell between the bakery and the mosque of the old quarter shortly after noon prayers"
    events = linked(a_said(1, words, source=NARRATOR), a_said(2, words, source=NARRATOR))
    assert root_of(events, "c1") == root_of(events, "c2") == "Paper r1"


def test_what_two_sources_say_jointly_stays_two_roots_however_often_it_is_printed() -> None:
    words = "Eleven mortar rounds fell between the bakery and the mosque of the old quarter shortly after noon prayers"
    mayor = Source(name="Mayor of Dura")
    events = linked(
        a_said(1, words),
        a_said(2, words, report="r1", source=mayor),
        a_said(3, words),
        a_said(4, words, report="r3", source=mayor),
    )
    assert root_of(events, "c2") == root_of(events, "c4") == "Mayor of Dura"
    assert root_of(events, "c1") == root_of(events, "c3") == "Observatory of Harran"


def test_an_outlet_named_as_source_hands_on_the_one_source_of_a_number() -> None:
    toll = (Figure(what=Measure.KILLED, low=34, high=34),)
    radio = Source(name="Radio Levant", kind="media")
    events = linked(a_said(1, figures=toll), a_said(2, figures=toll, source=radio))
    assert root_of(events, "c2") == "Observatory of Harran"


def test_a_relay_that_printed_the_claim_is_not_its_root() -> None:
    claims = [
        a_said(1, "soldiers stripped the hospital", source=Source(name="doctors of Dura")),
        a_said(2, "the hospital was looted", source=Source(name="Meridian")),
    ]
    reports = reports_of(claims) | {"r1": a_report(id="r1", publisher="Meridian News", published="2016-12-11")}
    assert root_of(linked(*claims, reports=reports), "c2") == "doctors of Dura"


def test_the_side_of_a_root_comes_from_the_register() -> None:
    [event] = linked(a_said(1, source=ARMY))
    assert event.roots[0].side == "harran:government"


def test_an_event_id_comes_from_its_claims() -> None:
    assert linked(a_said(1))[0].id == linked(a_said(1))[0].id
    assert linked(a_said(1))[0].id != linked(a_said(2))[0].id


def test_nothing_in_gives_nothing_out() -> None:
    assert linked() == []


def test_claims_without_report_place_day_or_words_stand_alone() -> None:
    bare = Claim(id="c9", report="unknown", quote=Words(text="", start=0, end=0), source=NARRATOR, type=EventType.STATEMENT)
    assert together(link({}, [bare], REGISTER), "c9")
