"""A claim against the speaker's own side is an admission; one for it, or against its enemy, is self-serving; silence is neither."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.knowledge.actors.interest import Interest, interest
from onrecord.knowledge.actors.register import Actor, ActorRegister, Side
from onrecord.records import Claim, Control, Figure, Place, Source, When, Words
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure
from onrecord.vocab.roles import Kind

REGISTER = ActorRegister(
    [
        Actor(name="Northern army", kind=Kind.MILITARY, sides=(Side(side="n:government"),)),
        Actor(name="Northern government", kind=Kind.GOVERNMENT, sides=(Side(side="n:government"),)),
        Actor(name="Ally", kind=Kind.FOREIGN_GOVERNMENT, sides=(Side(side="n:government", theatre="SYR", since="2015-09-30"),)),
        Actor(name="Red Front", kind=Kind.ARMED_GROUP, sides=(Side(side="n:rebels"),)),
        Actor(name="Red Front Media", kind=Kind.MEDIA, parent="Red Front"),
        Actor(name="Third Band", kind=Kind.ARMED_GROUP),
        Actor(name="Watch", kind=Kind.MONITOR),
    ]
)


def said(speaker: str, kind: str = "unknown", **fields: Any) -> Interest | None:
    on = fields.pop("on", "2016-12-11")
    control = fields.pop("control", None)
    claim = Claim(
        id="c",
        report="r",
        quote=Words(text="q", start=0, end=1),
        source=Source(name=speaker, kind=kind),
        type=fields.pop("type", T.ARMED_CLASH),
        place=Place(name="Town", country="SYR"),
        when=When(earliest=on, latest=on),
        control=Control(holder=control[0], place="Town", change=control[1]) if control else None,
        **fields,
    )
    return interest(claim, REGISTER)


def killed(of: str | None, n: int = 5) -> tuple[Figure, ...]:
    return (Figure(what=Measure.KILLED, low=n, high=n, of=of),)


@pytest.mark.parametrize(
    "speaker, control, verdict",
    [
        ("Northern government", ("Red Front", Change.GAIN), "adverse"),
        ("Northern army", ("Northern army", Change.LOSS), "adverse"),
        ("Northern army", ("Northern army", Change.GAIN), "self_serving"),
        ("Red Front Media", ("Red Front", Change.HOLD), "self_serving"),
        ("Red Front", ("Northern army", Change.LOSS), "self_serving"),
        ("Watch", ("Red Front", Change.GAIN), None),
    ],
)
def test_who_holds_a_place(speaker, control, verdict):
    assert said(speaker, control=control) == verdict


def test_a_place_that_a_third_party_lost_is_no_admission():
    assert said("Northern army", control=("Red Front", Change.GAIN), target="Third Band") is None


def test_a_denied_loss_is_self_serving_and_a_denied_capture_adverse():
    assert said("Northern army", control=("Red Front", Change.GAIN), modality=Modality.DENIED) == "self_serving"
    assert said("Red Front", control=("Red Front", Change.GAIN), modality=Modality.DENIED) == "adverse"


def test_own_dead_are_adverse_and_the_enemys_self_serving():
    assert said("Northern government", figures=killed("Northern army")) == "adverse"
    assert said("Northern army", figures=killed("Red Front")) == "self_serving"
    assert said("Watch", figures=killed("Red Front")) is None


def test_harm_to_civilians_by_the_own_side_is_adverse_and_to_an_armed_enemy_self_serving():
    assert said("Northern army", type=T.AIR_STRIKE, actor="Northern army", figures=killed("civilians")) == "adverse"
    assert said("Northern army", type=T.AIR_STRIKE, actor="Northern army", target="Red Front") == "self_serving"
    assert said("Northern army", type=T.SHELLING, actor="Red Front", figures=killed("children")) == "self_serving"
    assert said("Northern army", type=T.AIR_STRIKE, actor="Northern army") is None


def test_a_protected_object_hit_by_the_own_side_is_adverse():
    assert said("Red Front", type=T.HERITAGE_DAMAGE, actor="Red Front") == "adverse"


def test_no_civilian_casualties_is_self_serving():
    denied = said("Northern army", type=T.CASUALTY_TOLL, actor="Northern army", figures=killed("civilians", 0), modality=Modality.DENIED)
    assert denied == "self_serving"


def test_a_denied_strike_on_an_enemy_admits_nothing():
    assert said("Northern army", type=T.AIR_STRIKE, actor="Northern army", target="Red Front", modality=Modality.DENIED) is None


def test_an_ally_counts_only_for_its_time():
    assert said("Ally", control=("Northern army", Change.GAIN)) == "self_serving"
    assert said("Ally", control=("Northern army", Change.GAIN), on="2014-01-01") is None


def test_plans_demands_and_voices_without_an_owner_have_no_interest():
    assert said("Northern army", control=("Northern army", Change.LOSS), modality=Modality.FUTURE) is None
    assert said("narrator", control=("Northern army", Change.LOSS)) is None


@pytest.mark.parametrize(
    "speaker, control, verdict",
    [
        ("Governor of Homs", ("Islamic State", Change.GAIN), "adverse"),
        ("Russian Defence Ministry", ("Islamic State", Change.GAIN), "adverse"),
        ("SANA", ("Syrian army", Change.GAIN), "self_serving"),
        ("Amaq News Agency", ("Islamic State", Change.GAIN), "self_serving"),
        ("Syrian Observatory for Human Rights", ("Islamic State", Change.GAIN), None),
        ("Syrian Democratic Forces", ("Syrian army", Change.LOSS), "self_serving"),
        ("US-led coalition", ("Islamic State", Change.GAIN), None),
    ],
)
def test_with_the_register_that_ships(speaker, control, verdict):
    kind = "government" if speaker.startswith("Governor") else "unknown"
    claim = Claim(
        id="c",
        report="r",
        quote=Words(text="q", start=0, end=1),
        source=Source(name=speaker, kind=kind),
        type=T.NONSTATE_OVERTAKES_TERRITORY,
        place=Place(name="Palmyra", country="SYR"),
        when=When(earliest="2016-12-11", latest="2016-12-11"),
        control=Control(holder=control[0], place="Palmyra", change=control[1]),
    )
    assert interest(claim, ActorRegister.load()) == verdict


def test_who_watches_is_no_party_and_admits_nothing():
    # A monitor misread as the victim of what it reports must not turn the report into an admission.
    assert said("Watch", "monitor", control=("Watch", Change.LOSS)) is None
