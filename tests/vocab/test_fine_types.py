"""Fine types: what words say more closely than the type."""

import pytest

from onrecord.vocab import load
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.fine_types import FINE, HEALTH, FineType, fine_types


@pytest.mark.parametrize(
    ("type_", "words", "fine"),
    [
        (T.AIR_STRIKE, "a clinic in Sarda was hit", "health_facility"),
        (T.CASUALTY_TOLL, "two nurses were killed in Sarda", "health_staff"),
        (T.SHELLING, "an ambulance was hit at the crossing", "health_transport"),
        (T.ARRESTS, "soldiers dragged three patients from their beds", "health_patients"),
        (T.AID_ACCESS, "the guards removed the medicines from the lorries", "health_supplies"),
        (T.AID_ACCESS, "the soldiers would not allow a doctor near", "health_obstruction"),
        (T.AID_ACCESS, "no lorry carrying food had been let through", "aid_refused"),
        (T.AID_ACCESS, "a convoy with flour was let through", "aid_allowed"),
        (T.AID_ACCESS, "900 baskets of food were distributed", "aid_delivered"),
        (T.AID_ACCESS, "the hospital was out of service", "services_out"),
        (T.EVACUATION, "the evacuation was suspended", "evacuation_stopped"),
        (T.DISPLACEMENT, "thousands were driven out", "expulsion"),
        (T.AGREEMENT, "a truce took effect at dawn", "ceasefire"),
        (T.AGREEMENT, "the army broke the truce", "breach"),
        (T.STATEMENT, "the minister pledged to open the road", "promise"),
        (T.ACCUSATION, "the report was baseless", "rejection"),
        (T.STATEMENT, "the coalition accepted responsibility", "acceptance"),
    ],
)
def test_words_give_a_fine_type(type_, words, fine):
    assert fine in fine_types(type_, words)


@pytest.mark.parametrize(
    ("type_", "words", "fine"),
    [
        (T.AIR_STRIKE, "the wounded of the strike were taken to hospital", "health_facility"),
        (T.AIR_STRIKE, "doctors treated the wounded", "health_staff"),
        (T.AID_ACCESS, "no lorry carrying food had been let through", "aid_allowed"),
        (T.TROOP_MOVEMENT, "the army reached the hospital that was hit", "health_facility"),
    ],
)
def test_other_words_or_another_type_give_none(type_, words, fine):
    assert fine not in fine_types(type_, words)


def test_every_fine_type_has_a_term_and_words():
    assert set(FINE) == set(FineType) == set(load.table("fine")) - {"lists"}
    assert {f for f in FineType if f.name.startswith("HEALTH")} == HEALTH
