"""What rules find is weighed: all signs together say whether a contradiction is direct, and are kept with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reconcile.cases import ARMY, FRONT, MAYOR, OBSERVATORY, REGISTER, TENTH, TWENTIETH, holding, killed, reconciled, said

from onrecord.reconcile.agreement import admits
from onrecord.reconcile.chance import may_yield
from onrecord.reconcile.clash_weights import WEIGHTS
from onrecord.reconcile.objects import rival_objects
from onrecord.reconcile.reading import names_of, view
from onrecord.reconcile.signs import NAMES
from onrecord.records import Claim, Event, Finding, Place, Source, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import CONTRADICTIONS, Change, FindingKind, Strength
from onrecord.vocab.hedges import Modality


def clashes(event: Event) -> list[Finding]:
    return [f for f in event.findings if f.kind in CONTRADICTIONS]


DENIED = {"modality": Modality.DENIED, "actor": "Harran army"}


def test_a_denial_of_the_very_deed_is_direct_and_keeps_its_signs():
    shelled = said("the army shelled the market of Dura", MAYOR, actor="Harran army", target="civilians")
    [found] = clashes(reconciled(shelled, said("we did not shell the market of Dura", ARMY, report="r2", target="civilians", **DENIED)))
    assert found.strength is Strength.DIRECT
    assert found.weight is not None and found.weight > 0.5
    assert "one place" in {sign.statement for sign in found.signs}
    assert [abs(s.adds) for s in found.signs] == sorted((abs(s.adds) for s in found.signs), reverse=True)


def test_a_denial_that_shares_little_with_what_it_is_set_against_is_held_back():
    toll = said("three people had died of hunger", OBSERVATORY, type=EventType.CASUALTY_TOLL, when=None, figures=killed(3, 3))
    denial = said("nobody fired", FRONT, type=EventType.SHELLING, report="r2", when=None, place=None, modality=Modality.DENIED)
    near = said("shells hit the market", MAYOR, report="r2", when=None)
    for found in clashes(reconciled(toll, denial, near)):
        if toll.id in found.claims:
            assert found.strength is Strength.APPARENT


def test_only_a_reason_that_rests_on_a_day_or_place_may_yield():
    assert may_yield("the places are two (Dura, Tell Dura)")
    assert may_yield("one speaks of 2016-12-10, the other of 2016-12-11")
    assert not may_yield("one counts a part of what the other counts")
    assert not may_yield("not to acknowledge is not to deny")
    assert not may_yield("")


def test_not_to_acknowledge_is_not_to_deny():
    shelled = said("the army shelled the market of Dura", MAYOR, actor="Harran army", target="civilians")
    silent = said("has not acknowledged shelling the market of Dura", ARMY, report="r2", target="civilians", **DENIED)
    [found] = clashes(reconciled(shelled, silent))
    assert found.strength is Strength.APPARENT
    assert "not to acknowledge is not to deny" in found.because


def test_every_weight_is_of_a_sign():
    assert set(WEIGHTS) <= set(NAMES)


# --- what was hit ----------------------------------------------------------------------------------------------------


def strike(text: str, source: Source, **changed: object) -> Claim:
    return said(text, source, **({"type": EventType.AIR_STRIKE, "actor": "Harran army", "target": None} | changed))


DEPOT = strike("our aircraft hit a military depot", ARMY)


def hit(one: Claim, other: Claim) -> str | None:
    return rival_objects(view(one, one.source.name, None), view(other, other.source.name, None), names_of(REGISTER))


def test_a_depot_or_a_power_station_is_a_clash_over_what_was_hit():
    station = strike("the aircraft struck a power station", MAYOR, report="r2")
    assert hit(DEPOT, station) == "“military depot” against “power station” as what was hit"
    [found] = clashes(reconciled(DEPOT, station))
    assert (found.kind, found.strength) == (FindingKind.ACCOUNT_CLASH, Strength.DIRECT)


@pytest.mark.parametrize(
    "other",
    [
        strike("the aircraft struck a power station", MAYOR, report="r2", when=TWENTIETH),
        strike("the aircraft struck a power station", MAYOR, report="r2", place=Place(name="Tell Amar")),
        strike("the aircraft struck a power station and the barracks beside it", MAYOR, report="r2"),
        strike("the aircraft struck a power station", MAYOR, report="r2", actor="Front of Dura"),
        strike("the aircraft struck a power station", ARMY, report="r2"),
    ],
    ids=["another day", "another place", "both were hit", "another doer", "the doer itself"],
)
def test_two_objects_are_no_clash_where_both_may_have_been_hit(other: Claim):
    assert hit(DEPOT, other) is None


def test_a_staged_attack_is_set_against_one_that_happened():
    gas = said("gas fell on the market of Dura", MAYOR, type=EventType.CHEMICAL_WEAPON)
    staged = said("the attack on the market was staged by actors", ARMY, type=EventType.ACCUSATION, report="r2")
    [found] = clashes(reconciled(gas, staged))
    assert "staged against happened" in found.because


# --- admissions ------------------------------------------------------------------------------------------------------

READ = {"quote": 0.9, "source": 0.9, "modality": 0.9, "type": 0.9, "actor": 0.9, "control": 0.9}


def admitted(text: str, *, name: str = "Harran army", kind: str = "military", at: int = 100, spoken_at: int = 60) -> bool:
    source = Source(name=name, kind=kind, mention=Words(text=name, start=spoken_at, end=spoken_at + len(name)), side="harran:government")
    claim = holding(text, source, "Front of Dura", Change.HOLD, confidence=READ)
    claim = replace(claim, quote=Words(text=text, start=at, end=at + len(text)))
    return admits(view(claim, name, None), REGISTER)


def test_a_body_that_says_in_plain_words_that_its_enemy_holds_the_place_admits_it():
    assert admitted("the Front of Dura holds most of the city")


def test_what_remains_theirs_is_the_holders_own_word():
    assert not admitted("large parts of Dura remain theirs")


def test_a_speaker_named_far_from_the_words_admits_nothing():
    assert not admitted("the Front of Dura holds most of the city", at=900)


def test_a_health_ministry_admits_no_loss_of_ground():
    assert not admitted("the Front of Dura holds most of the city", name="Harran Health Ministry", kind="government")


def test_a_persons_claim_needs_no_second_sign():
    claim = holding("most of it remained theirs", ARMY, "Front of Dura", Change.HOLD, when=TENTH)
    assert admits(view(claim, "Harran army", None), REGISTER)
