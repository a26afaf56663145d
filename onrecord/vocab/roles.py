"""Kinds of actor and source, and the two voices that are not an actor."""

from __future__ import annotations

from enum import StrEnum

NARRATOR = "narrator"
UNATTRIBUTED = "unattributed"
VOICES = frozenset({NARRATOR, UNATTRIBUTED})


class Kind(StrEnum):
    GOVERNMENT = "government"
    MILITARY = "military"
    ARMED_GROUP = "armed_group"
    MONITOR = "monitor"
    ACTIVISTS = "activists"
    MEDICAL = "medical"
    NGO = "ngo"
    UN = "un"
    FOREIGN_GOVERNMENT = "foreign_government"
    MEDIA = "media"
    WITNESS = "witness"
    COMMANDER = "commander"
    UNKNOWN = "unknown"
    NARRATOR = "narrator"


MEANS: dict[Kind, str] = {
    Kind.GOVERNMENT: "A body of the state in which the event happened, its governors and ministers included.",
    Kind.MILITARY: "Any army or command, police included.",
    Kind.ARMED_GROUP: "An armed group that is not a state's.",
    Kind.MONITOR: "A body that watches and counts: an observatory, a conflict monitor.",
    Kind.ACTIVISTS: "Local activists and co-ordination groups.",
    Kind.MEDICAL: "Doctors, hospitals, rescue services.",
    Kind.NGO: "Charities, rights groups, the Red Cross movement.",
    Kind.UN: "The United Nations and its bodies.",
    Kind.FOREIGN_GOVERNMENT: "A body of another state.",
    Kind.MEDIA: "A news outlet or agency that speaks for itself.",
    Kind.WITNESS: "Residents, witnesses, relatives, survivors.",
    Kind.COMMANDER: "A fighter or commander who is not speaking for a body.",
    Kind.UNKNOWN: "Not stated.",
    Kind.NARRATOR: "The publisher's own voice.",
}
