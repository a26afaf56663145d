"""What a figure counts."""

from __future__ import annotations

from enum import StrEnum


class Measure(StrEnum):
    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    ABDUCTED = "abducted"
    ARRESTED = "arrested"
    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    BESIEGED = "besieged"
    FIGHTERS = "fighters"
    STRIKES = "strikes"
    SHELLS = "shells"
    VEHICLES_DESTROYED = "vehicles_destroyed"
    VEHICLES = "vehicles"
    BUILDINGS = "buildings"
    SITES_DESTROYED = "sites_destroyed"
    DISTANCE_KM = "distance_km"
    PERCENT_CONTROLLED = "percent_controlled"
    OTHER = "other"


MEANS: dict[Measure, str] = {
    Measure.KILLED: "people killed",
    Measure.INJURED: "people injured",
    Measure.MISSING: "people missing",
    Measure.ABDUCTED: "people abducted",
    Measure.ARRESTED: "people arrested or taken prisoner",
    Measure.DISPLACED: "people displaced",
    Measure.EVACUATED: "people evacuated",
    Measure.BESIEGED: "people under siege",
    Measure.FIGHTERS: "fighters present or taking part",
    Measure.STRIKES: "air strikes",
    Measure.SHELLS: "shells, rockets or mortar rounds",
    Measure.VEHICLES_DESTROYED: "vehicles destroyed",
    Measure.VEHICLES: "vehicles present, used or taken",
    Measure.BUILDINGS: "buildings hit or destroyed",
    Measure.SITES_DESTROYED: "heritage sites destroyed",
    Measure.DISTANCE_KM: "distance in kilometres",
    Measure.PERCENT_CONTROLLED: "per cent of a place held",
    Measure.OTHER: "anything else that is counted",
}

HUMAN_HARM = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.ABDUCTED})
MATERIEL = frozenset(
    {Measure.STRIKES, Measure.SHELLS, Measure.VEHICLES_DESTROYED, Measure.VEHICLES, Measure.BUILDINGS, Measure.SITES_DESTROYED}
)
