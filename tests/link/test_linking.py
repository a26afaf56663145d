"""Events: which claims stand together, and under which roots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from builders import a_report
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.knowledge.actors.register import Actor, ActorRegister, Side
from onrecord.link import link
from onrecord.records import Claim, Control, Event, Figure, Judgement, Place, Report, Source, When, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure
from onrecord.vocab.roles import Kind

REGISTER = ActorRegister(
    [
        Actor(name="Harran government", kind=Kind.GOVERNMENT, sides=(Side(side="harran:government"),)),
        Actor(name="Harran army", kind=Kind.MILITARY, parent="Harran government"),
        Actor(name="Front of Dura", kind=Kind.ARMED_GROUP, sides=(Side(side="harran:front"),)),
        Actor(name="Dura Radio", kind=Kind.MEDIA, parent="Front of Dura"),
    ]
)
NARRATOR = Source(name="narrator", kind="narrator")
OBSERVATORY = Source(name="Observatory of Harran", kind="monitor")
ARMY = Source(name="Harran army", kind="military")
DAY = When(earliest="2016-12-10", latest="2016-12-10")


def a_said(number: int, text: str = "Shells hit the market of Dura", *, at: int = 0, **changed: Any) -> Claim:
    plain: dict[str, Any] = {
        "id": f"c{number}",
        "report": f"r{number}",
        "quote": Words(text=text, start=at, end=at + len(text)),
        "source": OBSERVATORY,
        "type": EventType.SHELLING,
        "place": Place(name="Dura"),
        "when": DAY,
        "actor": "Harran army",
        "target": "civilians",
    }
    return Claim(**(plain | changed))


def reports_of(claims: Sequence[Claim], **changed: Any) -> dict[str, Report]:
    return {c.report: a_report(id=c.report, publisher=f"Paper {c.report}", published="2016-12-11", **changed) for c in claims}


def linked(*claims: Claim, judgements: Sequence[Judgement] = (), reports: dict[str, Report] | None = None) -> list[Event]:
    return link(reports or reports_of(claims), claims, REGISTER, judgements)


def together(events: Sequence[Event], *ids: str) -> bool:
    return any(set(ids) <= set(e.claims) for e in events)


def root_of(events: Sequence[Event], claim: str) -> str:
    return next(r.name for e in events for r in e.roots if claim in r.claims)


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


# --- invariants --------------------------------------------------------------------------------------------------

SOURCES = (NARRATOR, OBSERVATORY, ARMY, Source(name="unattributed"), Source(name="Mayor of Dura"))


@st.composite
def some_claims(draw: st.DrawFn) -> list[Claim]:
    claims = []
    for number in range(draw(st.integers(0, 12))):
        day = draw(st.sampled_from([None, "2016-12-09", "2016-12-10", "2016-12-20"]))
        holder = draw(st.sampled_from([None, "Harran army", "Front of Dura"]))
        toll = draw(
            st.sampled_from([(), (Figure(what=Measure.KILLED, low=12, high=None),), (Figure(what=Measure.KILLED, low=34, high=34),)])
        )
        claims.append(
            a_said(
                number,
                draw(st.sampled_from(["Shells hit the market of Dura", "an hour later another house burned", "nobody was hit", ""])),
                at=draw(st.integers(0, 900)),
                report=f"r{draw(st.integers(0, 4))}",
                source=draw(st.sampled_from(SOURCES)),
                type=draw(st.sampled_from([EventType.SHELLING, EventType.AIR_STRIKE, EventType.CONTROL_STATUS, EventType.ACCUSATION])),
                modality=draw(st.sampled_from(list(Modality))),
                place=draw(st.sampled_from([None, Place(name="Dura"), Place(name="east Dura"), Place(name="Syria")])),
                when=day and When(earliest=day, latest=day),
                figures=toll,
                control=holder and Control(holder=holder, place="Dura", change=Change.HOLD),
            )
        )
    return claims


@settings(max_examples=60, deadline=None)
@given(some_claims(), st.randoms(use_true_random=False))
def test_every_claim_stands_once_and_the_order_of_the_input_plays_no_part(claims: list[Claim], random: Any) -> None:
    events = linked(*claims)
    assert sorted(c for e in events for c in e.claims) == sorted(c.id for c in claims)
    for event in events:
        assert sorted(c for r in event.roots for c in r.claims) == sorted(event.claims)
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert linked(*shuffled, reports=reports_of(claims)) == events


@settings(max_examples=30, deadline=None)
@given(some_claims())
def test_an_unrelated_report_changes_no_event(claims: list[Claim]) -> None:
    stranger = a_said(
        99, "a dam broke far away", place=Place(name="Nowhere"), actor=None, target=None, type=EventType.DISPLACEMENT, when=None
    )
    before = linked(*claims, reports=reports_of([*claims, stranger]))
    after = linked(*claims, stranger)
    assert [e for e in after if "c99" not in e.claims] == before
