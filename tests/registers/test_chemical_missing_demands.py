"""Alleged poison, people gone, and what is asked of whom."""

import pytest
from registering import a_ground, at, killed, on, said

from onrecord.records import Figure
from onrecord.registers.chemical import chemical
from onrecord.registers.demands import deadline, demands
from onrecord.registers.missing import fate_of, kinds_of, missing
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

TEXT = (
    "Helicopters dropped barrels of chlorine on Sarda on Friday and 25 people were choking, two children died, doctors said. "
    "No chlorine was used in Sarda, the army said. The charity asked the OPCW to open an investigation in Sarda by Monday. "
    "Hundreds of men went missing after they crossed the lines at Sarda, the office said. Rebels had carried off 12 of them. "
    "The men were released, the army said. The envoy called for the men to be freed within 48 hours."
)
SARDA, FRIDAY = at("Sarda"), on("2016-12-09")


def _poison(id_, quote, **changed):
    return said(id_, quote, TEXT, EventType.CHEMICAL_WEAPON, **({"place": SARDA, "when": FRIDAY} | changed))


DROPPED = _poison(
    "c1",
    "Helicopters dropped barrels of chlorine on Sarda on Friday and 25 people were choking, two children died",
    by="doctors",
    actor="Syrian army",
    figures=(killed(25, 25, "people", Measure.INJURED), killed(2, 2, "children")),
)
DENIED = _poison("c2", "No chlorine was used in Sarda", by="the army", modality=Modality.DENIED)
ASKED = said(
    "c3", "The charity asked the OPCW to open an investigation in Sarda by Monday", TEXT, EventType.DEMAND,
    by="The charity", actor="OPCW", place=SARDA, modality=Modality.DEMANDED,
)  # fmt: skip


def test_an_alleged_use_of_poison_in_a_fact_finders_terms():
    entries = chemical(a_ground(DROPPED, DENIED, ASKED, text=TEXT))
    (entry,) = (e for e in entries if e.alleged_by)
    assert [(a.name, a.roots, a.claims) for a in entry.agents] == [("chlorine", ("doctors",), ("c1",))]
    assert {means.name for means in entry.means} == {"helicopter", "barrel"}
    assert [(b.name, b.roots) for b in entry.blamed] == [("Syrian army", ("doctors",))]
    assert [(v.what, v.people, v.low) for v in entry.victims] == [(Measure.KILLED, "children", 2), (Measure.INJURED, "unknown", 25)]
    assert entry.symptoms == ("choking",)
    assert [c.claim for c in entry.referrals] == ["c3"]
    assert {root for e in entries for root in e.denied_by} == {"the army"}


def test_an_inquiry_in_another_place_is_no_referral():
    elsewhere = said("c4", "The charity asked the OPCW to open an investigation", TEXT, EventType.DEMAND, place=at("Mayda"))
    (entry,) = chemical(a_ground(DROPPED, elsewhere, text=TEXT))
    assert entry.referrals == ()


def test_a_council_that_hears_of_something_else_is_no_referral():
    text = TEXT + " The Security Council was to demand in Sarda that they withdraw. The Security Council was to hear of gas in Sarda."
    asked = {
        id_: said(id_, quote, text, EventType.STATEMENT, place=SARDA)
        for id_, quote in (("c13", "The Security Council was to demand"), ("c14", "The Security Council was to hear of gas"))
    }
    (entry,) = chemical(a_ground(DROPPED, *asked.values(), text=text))
    assert [c.claim for c in entry.referrals] == ["c14"]


def test_gas_that_nobody_names_is_an_agent_not_named():
    text = "Gas was dropped from a helicopter on Sarda, villagers said."
    (entry,) = chemical(a_ground(said("c15", "Gas was dropped from a helicopter on Sarda", text, EventType.CHEMICAL_WEAPON), text=text))
    assert [agent.name for agent in entry.agents] == ["toxic chemical, not named"]


def _gone(id_, quote, type_=EventType.DETENTION_MISSING, **changed):
    return said(id_, quote, TEXT, type_, **({"place": SARDA} | changed))


MEN = _gone(
    "c5", "Hundreds of men went missing after they crossed the lines at Sarda", by="the office",
    target="civilians", figures=(Figure(what=Measure.MISSING, low=200, high=None, of="men"),),
)  # fmt: skip


def test_the_missing_with_counts_by_root_and_an_unknown_fate():
    (entry,) = missing(a_ground(MEN, text=TEXT))
    assert (entry.kinds, entry.fate, entry.feared) == (("missing",), (), False)
    assert [(who.name, who.roots) for who in entry.who] == [("civilians", ("the office",))]
    assert [(c.what, c.of, c.low, c.high) for c in entry.counts] == [("missing", "men", 200, None)]
    assert entry.cited[0].quote == MEN.quote.text


def test_what_is_only_feared_or_called_for_is_not_done():
    feared = _gone("c6", "Hundreds of men went missing", modality=Modality.FUTURE)
    called = _gone("c7", "The envoy called for the men to be freed", modality=Modality.DEMANDED)
    (entry,) = missing(a_ground(feared, called, text=TEXT))
    assert entry.feared
    assert [c.claim for c in entry.cited] == ["c6"]


@pytest.mark.parametrize(
    ("words", "fate"),
    [
        ("The men were released", "released"),
        ("the bodies of the six were found", "found dead"),
        ("none has yet to be released, and the rest have not been freed", None),
        ("called for the men to be released", None),
        ("their families have heard nothing", None),
    ],
)
def test_fate_is_what_words_say_and_do_not_deny(words, fate):
    assert fate_of(words) == fate


def test_a_kind_is_taken_from_figure_type_and_last_from_words():
    assert kinds_of(MEN) == ("missing",)
    assert kinds_of(_gone("c8", "Rebels had carried off 12 of them")) == ("abducted",)
    assert kinds_of(_gone("c9", "The men were released", EventType.ARRESTS)) == ("detained",)


def test_who_asks_what_of_whom_by_when():
    freed = _gone("c10", "The envoy called for the men to be freed within 48 hours", by="The envoy", modality=Modality.DEMANDED)
    opcw, envoy = sorted(demands(a_ground(ASKED, freed, MEN, text=TEXT)), key=lambda d: d.asked_by)
    assert (opcw.asked_by, opcw.of, opcw.by_when.words) == ("The charity", "OPCW", "by Monday")
    assert TEXT[opcw.by_when.start : opcw.by_when.end] == "by Monday"
    assert (envoy.asked_by, envoy.of, envoy.by_when.words, envoy.happening.type) == (
        "The envoy",
        None,
        "within 48 hours",
        EventType.DETENTION_MISSING,
    )


def test_words_without_a_time_set_no_deadline():
    assert deadline(_gone("c11", "Rebels had carried off 12 of them")) is None


def test_a_copy_of_a_demand_stands_with_it():
    copy = said(
        "c12", "The charity asked the OPCW to open an investigation in Sarda by Monday", TEXT, EventType.DEMAND,
        by="The charity", actor="OPCW", place=SARDA, modality=Modality.DEMANDED, report="r2",
    )  # fmt: skip
    (entry,) = demands(a_ground(ASKED, copy, text=TEXT))
    assert {c.claim for c in entry.cited} == {"c3", "c12"}
