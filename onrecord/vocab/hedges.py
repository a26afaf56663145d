"""How far a source commits to what it says."""

from __future__ import annotations

from enum import StrEnum


class Modality(StrEnum):
    ASSERTED = "asserted"
    HEDGED = "hedged"
    DENIED = "denied"
    FUTURE = "future"
    DEMANDED = "demanded"


MEANS: dict[Modality, str] = {
    Modality.ASSERTED: "The source says that it happened.",
    Modality.HEDGED: "The source holds back: may, appears, possibly, reportedly.",
    Modality.DENIED: "The source says that it did not happen; the claim carries the fields of what is denied.",
    Modality.FUTURE: "Planned, threatened or expected.",
    Modality.DEMANDED: "Called for.",
}
