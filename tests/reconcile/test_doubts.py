"""What a machine has read needs a second sign; what a person gave is taken as it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reconcile.cases import ARMY, FRONT, MAYOR, OBSERVATORY, TENTH, killed, reconciled, said

from onrecord.records import Claim, Control, Event, Finding, Place, Source, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import CONTRADICTIONS, Change, FindingKind, GradeLabel, Strength
from onrecord.vocab.hedges import Modality

SURE = {"quote": 0.95, "source": 0.95, "type": 0.95, "modality": 0.95, "control": 0.95, "actor": 0.95, "target": 0.95, "place": 0.95}


def read(claim: Claim, /, **unsure: float) -> Claim:
    """The claim as a machine read it, its place named in its words."""
    place = claim.place and replace(claim.place, mention=claim.quote)
    return replace(claim, confidence=SURE | unsure, place=place)


def only(event: Event, kind: FindingKind) -> Finding:
    return next(f for f in event.findings if f.kind is kind)


STRUCK = said("shells struck the bakery in Dura", OBSERVATORY, actor="Harran army")
DENIED = said("the army did not shell the bakery", ARMY, actor="Harran army", modality=Modality.DENIED)


def test_a_denial_that_the_reader_is_sure_of_is_direct() -> None:
    assert only(reconciled(read(STRUCK), read(DENIED)), FindingKind.DENIAL).strength is Strength.DIRECT


@pytest.mark.parametrize("field", ["quote", "modality", "type", "source"])
def test_a_denial_is_apparent_where_the_reader_is_unsure_of_what_it_rests_on(field: str) -> None:
    found = only(reconciled(read(STRUCK), read(DENIED, **{field: 0.4})), FindingKind.DENIAL)
    assert found.strength is Strength.APPARENT
    assert "unsure" in found.because
    assert "0.40" in found.because


def test_what_a_person_gave_needs_no_number() -> None:
    assert only(reconciled(STRUCK, DENIED), FindingKind.DENIAL).strength is Strength.DIRECT


def test_an_unsure_contradiction_contests_no_grade() -> None:
    event = reconciled(read(STRUCK), read(DENIED, modality=0.4))
    assert event.grade
    assert event.grade.label is not GradeLabel.CONTESTED


def test_nobody_claiming_it_is_no_denial() -> None:
    event = reconciled(STRUCK, said("nobody has claimed responsibility for the shells", MAYOR, modality=Modality.DENIED))
    assert not [f for f in event.findings if f.kind is FindingKind.DENIAL]


def test_two_counts_at_two_places_are_no_clash() -> None:
    left = read(said("shells killed four in Dura", ARMY, figures=killed(4, 4)))
    right = read(said("shells killed nine in Qasr", OBSERVATORY, figures=killed(9, 9), place=Place(name="Qasr")))
    assert all(f.strength is Strength.APPARENT for f in reconciled(left, right).findings if f.kind is FindingKind.FIGURE_CLASH)


def test_a_part_of_a_count_is_no_rival_count() -> None:
    whole = (*killed(25, 25), *killed(8, 8))
    left = read(said("of 25 dead in Dura eight were from one house", OBSERVATORY, figures=whole))
    right = read(said("25 or more died in Dura, dozens of them at once", ARMY, figures=killed(24, None)))
    assert all(f.strength is Strength.APPARENT for f in reconciled(left, right).findings if f.kind is FindingKind.FIGURE_CLASH)


def held_by(holder: str, source: Source, text: str, change: Change = Change.HOLD) -> Claim:
    return said(text, source, type=EventType.CONTROL_STATUS, control=Control(holder=holder, place="Dura", change=change))


def test_two_bodies_that_bear_arms_can_clash_over_a_place() -> None:
    left, right = read(held_by("Harran army", ARMY, "the army holds Dura")), read(held_by("Front of Dura", FRONT, "Dura is ours"))
    assert only(reconciled(left, right), FindingKind.CONTROL_CLASH).strength is Strength.DIRECT


def test_a_holder_that_is_no_body_makes_no_direct_clash() -> None:
    left, right = read(held_by("Harran army", ARMY, "the army holds Dura")), read(held_by("the maps", FRONT, "Dura is red on the maps"))
    found = only(reconciled(left, right), FindingKind.CONTROL_CLASH)
    assert found.strength is Strength.APPARENT
    assert "the maps" in found.because.rpartition(", but ")[2]


def test_an_accuser_is_not_read_as_owning_up() -> None:
    claim = said("the army blamed others for Dura", ARMY, type=EventType.ACCUSATION, actor="Harran army", target="civilians")
    assert [f.kind for f in reconciled(claim).findings] == [FindingKind.ADMISSION]
    assert not reconciled(read(claim)).findings


def test_two_readings_of_one_stretch_are_no_reversal() -> None:
    text = "shells fell on Dura but the bakery was not hit"
    whole = said(text, OBSERVATORY)
    part = replace(said("was not hit", OBSERVATORY, modality=Modality.DENIED), quote=Words(text=text[30:], start=30, end=len(text)))
    assert not [f for f in reconciled(whole, part).findings if f.kind is FindingKind.REVERSAL]
    assert whole.when == TENTH


@pytest.mark.parametrize(("sure", "strength"), [(0.9, Strength.DIRECT), (0.3, Strength.APPARENT)])
def test_an_attack_beaten_off_against_a_fall_rests_on_who_speaks_not_on_the_type(sure: float, strength: Strength) -> None:
    fell = held_by("Front", OBSERVATORY, "Dura has fallen to the Front", Change.GAIN)
    beaten = said("the army had repelled every attack on Dura", ARMY, type=EventType.ARMED_CLASH, actor="Harran army")
    event = reconciled(read(fell, type=0.4), read(beaten, type=0.4, source=sure))
    assert only(event, FindingKind.ACCOUNT_CLASH).strength is strength


# --- what both sides must be sure of together, and signs that the two need not speak of one thing ---------------------------


@pytest.mark.parametrize(("left", "right", "strength"), [(0.6, 0.5, Strength.DIRECT), (0.4, 0.4, Strength.APPARENT)])
def test_both_sides_must_be_likely_to_be_read_right_at_once(left: float, right: float, strength: Strength) -> None:
    found = only(reconciled(read(STRUCK, claim=left), read(DENIED, claim=right)), FindingKind.DENIAL)
    assert found.strength is strength


@pytest.mark.parametrize("field", ["modality", "source"])
def test_a_field_at_six_in_ten_is_sure_enough(field: str) -> None:
    assert only(reconciled(read(STRUCK), read(DENIED, **{field: 0.62})), FindingKind.DENIAL).strength is Strength.DIRECT


def doubts_of(*claims: Claim) -> list[str]:
    """The sentences of the contradictions that are no more than apparent; there is no direct one."""
    found = [f for f in reconciled(*map(read, claims)).findings if f.kind in CONTRADICTIONS]
    assert all(f.strength is Strength.APPARENT for f in found)
    return [f.because for f in found]


def test_to_deny_one_weapon_is_not_to_deny_another() -> None:
    denied = said("the army does not use barrel bombs", ARMY, actor="Harran army", modality=Modality.DENIED)
    assert any("one weapon alone" in d for d in doubts_of(STRUCK, denied))
    dropped = said("barrel bombs struck the bakery in Dura", OBSERVATORY, actor="Harran army")
    assert only(reconciled(read(dropped), read(denied)), FindingKind.DENIAL).strength is Strength.DIRECT


def test_who_is_blamed_and_denies_answers_though_no_word_is_common() -> None:
    blamed = said("pointed the finger at the generals", OBSERVATORY, type=EventType.ACCUSATION, actor="Harran army")
    denied = said("it rejects any responsibility", ARMY, type=EventType.ACCUSATION, actor="Harran army", modality=Modality.DENIED)
    assert only(reconciled(read(blamed), read(denied)), FindingKind.DENIAL).strength is Strength.DIRECT


def test_whoever_denies_one_thing_abroad_does_not_answer_all_blame() -> None:
    blamed = said("pointed the finger at the generals", OBSERVATORY, type=EventType.ACCUSATION, actor="Harran army")
    denied = said("it rejects all such talk", ARMY, report="r2", type=EventType.ACCUSATION, actor="Harran army", place=None)
    doubts_of(blamed, replace(denied, modality=Modality.DENIED))


@pytest.mark.parametrize(
    "text", ["no word on the shells and the bakery came from the army", "shells on the bakery in Dura could not be confirmed"]
)
def test_silence_is_no_denial(text: str) -> None:
    silent = said(text, MAYOR, actor="Harran army", modality=Modality.DENIED)
    assert any("not to deny" in d for d in doubts_of(STRUCK, silent))


def test_a_denial_of_no_deed_in_particular_answers_none() -> None:
    denied = said("it rejects all such talk", ARMY, report="r2", actor="Harran army", place=None, modality=Modality.DENIED)
    assert any("no deed in particular" in d for d in doubts_of(STRUCK, denied))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("shells killed 25 in Dura in the past 24 hours", "over several days"),
        ("25 could be dead after shells in Dura", "may be"),
        ("25 died under shells in Dura on Tuesday", "another day of the week"),
    ],
)
def test_a_count_over_days_or_a_guess_is_no_rival_count(text: str, why: str) -> None:
    left = said("shells killed four in Dura on Monday", MAYOR, figures=killed(4, 4))
    assert any(why in d for d in doubts_of(left, said(text, OBSERVATORY, figures=killed(25, 25))))


def test_deaths_by_two_hands_are_no_rival_counts() -> None:
    left = said("a barrel bomb killed fifteen in Dura", OBSERVATORY, figures=killed(15, 15))
    right = said("rocket fire killed eight in Dura", MAYOR, figures=killed(8, 8))
    assert any("from the air" in d for d in doubts_of(left, right))


def test_one_boy_among_the_injured_is_no_rival_count() -> None:
    left = said("shells killed fifteen people in Dura", OBSERVATORY, figures=killed(15, 15))
    right = said("a boy was killed by shells in Dura", MAYOR, figures=killed(1, 1))
    assert not [f for f in reconciled(read(left), read(right)).findings if f.strength is Strength.DIRECT and f.kind in CONTRADICTIONS]


BEATEN = said("the army repelled the attack on Dura", ARMY, type=EventType.ARMED_CLASH, actor="Harran army")


@pytest.mark.parametrize(
    ("text", "beaten", "why"),
    [
        ("the citadel of Dura has fallen to the Front", "the army repelled the attack on Dura", "part of the place"),
        ("Dura has fallen to the Front", "the army repelled the attack on Dura each time", "many attacks"),
    ],
)
def test_an_attack_beaten_off_is_not_each_attack_on_each_part(text: str, beaten: str, why: str) -> None:
    fell = held_by("Front of Dura", OBSERVATORY, text, Change.GAIN)
    army = said(beaten, ARMY, type=EventType.ARMED_CLASH, actor="Harran army")
    assert any(why in d for d in doubts_of(fell, army))


def test_an_attack_beaten_off_before_the_fall_was_told_contradicts_nothing_for_sure() -> None:
    fell = read(replace(held_by("Front of Dura", OBSERVATORY, "Dura has fallen to the Front", Change.GAIN), report="r2"))
    event = reconciled(fell, read(BEATEN), published={"r1": "2016-12-10", "r2": "2016-12-12"})
    assert "after that attack" in only(event, FindingKind.ACCOUNT_CLASH).because
    same_day = reconciled(fell, read(BEATEN), published={"r1": "2016-12-12", "r2": "2016-12-12"})
    assert only(same_day, FindingKind.ACCOUNT_CLASH).strength is Strength.DIRECT


@pytest.mark.parametrize(("whom", "elsewhere"), [("Baathist forces", False), ("Baathist hills", True)])
def test_a_body_is_no_other_place(whom: str, elsewhere: bool) -> None:
    place = replace(Place(name="Dura"), mention=Words(text="Dura", start=200, end=204))
    blamed = replace(said(f"blamed the shells on {whom}", OBSERVATORY, actor="Harran army"), confidence=SURE, place=place)
    found = only(reconciled(blamed, read(DENIED)), FindingKind.DENIAL)
    assert (found.strength is Strength.APPARENT) is elsewhere
    assert ("another place" in found.because) is elsewhere


@pytest.mark.parametrize(("parents", "elsewhere"), [(("Qasr province",), False), ((), True)])
def test_the_province_that_the_place_lies_in_is_no_other_place(parents: tuple[str, ...], elsewhere: bool) -> None:
    place = Place(name="Dura", mention=Words(text="Dura", start=200, end=204), parents=parents)
    struck = replace(said("shells struck the bakery in Qasr", OBSERVATORY, actor="Harran army"), confidence=SURE, place=place)
    assert ("another place" in only(reconciled(struck, read(DENIED)), FindingKind.DENIAL).because) is elsewhere


@pytest.mark.parametrize(
    ("text", "strength"), [("the Front holds Dura", Strength.APPARENT), ("the Front holds all of Dura", Strength.DIRECT)]
)
def test_only_a_part_by_one_source_needs_all_of_it_in_so_many_words_by_the_other(text: str, strength: Strength) -> None:
    part = held_by("Front of Dura", FRONT, "large parts of Dura are ours")
    part = replace(part, control=Control(holder="Front of Dura", place="Dura", extent="part", change=Change.HOLD))
    assert only(reconciled(read(part), read(held_by("Front of Dura", OBSERVATORY, text))), FindingKind.CONTROL_CLASH).strength is strength


@pytest.mark.parametrize(("sure", "admitted"), [(0.9, True), (0.5, False)])
def test_an_admission_rests_on_whose_deed_it_is(sure: float, admitted: bool) -> None:
    claim = said("our shells struck the bakery in Dura by mistake", ARMY, actor="Harran army", target="civilians")
    kinds = [f.kind for f in reconciled(read(claim, actor=sure)).findings]
    assert (FindingKind.ADMISSION in kinds) is admitted


@pytest.mark.parametrize(("place", "strength"), [(0.7, Strength.DIRECT), (0.4, Strength.APPARENT)])
def test_words_that_say_it_speak_of_the_place_before_where_the_reader_is_sure(place: float, strength: Strength) -> None:
    named = Place(name="Dura", mention=Words(text="Dura", start=0, end=4))
    later = replace(
        held_by("Front of Dura", FRONT, "most of it is in its hands"), quote=Words(text="most of it is in its hands", start=180, end=206)
    )
    left = replace(later, place=named, confidence=SURE | {"place": place})
    found = only(reconciled(left, read(held_by("Harran army", ARMY, "the army holds Dura"))), FindingKind.CONTROL_CLASH)
    assert found.strength is strength


@pytest.mark.parametrize(
    ("kind", "strength"),
    [(EventType.NONSTATE_OVERTAKES_TERRITORY, Strength.DIRECT), (EventType.ARMED_CLASH, Strength.APPARENT)],
)
def test_a_short_denial_of_a_fall_answers_the_fall_told_elsewhere_in_the_report(kind: EventType, strength: Strength) -> None:
    told = read(said("fighters entered Dura and took the army camp", MAYOR, type=kind))
    denied = read(said("the camp had fallen", ARMY, type=kind, modality=Modality.DENIED))
    apart = replace(denied, quote=Words(text=denied.quote.text, start=900, end=900 + len(denied.quote.text)))
    assert only(reconciled(told, apart), FindingKind.DENIAL).strength is strength


@pytest.mark.parametrize(
    ("text", "admitted"),
    [("our shells struck the bakery in Dura by mistake", True), ("our air defence shot down 18 of 24 drones over the bakery", False)],
)
def test_who_beats_an_attack_off_owns_up_to_none(text: str, admitted: bool) -> None:
    claim = said(text, ARMY, actor="Harran army", target="civilians")
    assert (FindingKind.ADMISSION in [f.kind for f in reconciled(read(claim)).findings]) is admitted
