"""What the reconcile stage may conclude: kinds of finding, strengths, grades, states of control."""

from __future__ import annotations

from enum import StrEnum


class FindingKind(StrEnum):
    DENIAL = "denial"
    CONTROL_CLASH = "control_clash"
    FIGURE_CLASH = "figure_clash"
    ACCOUNT_CLASH = "account_clash"
    REVERSAL = "reversal"
    CORROBORATION = "corroboration"
    ADMISSION = "admission"
    CIRCULAR = "circular"


FINDING_MEANS: dict[FindingKind, str] = {
    FindingKind.DENIAL: "One source says it, another says it did not happen.",
    FindingKind.CONTROL_CLASH: "Two holders of one place at overlapping times, each said to hold all or most of it.",
    FindingKind.FIGURE_CLASH: "Same event, same count of the same people, ranges that cannot both be true.",
    FindingKind.ACCOUNT_CLASH: "Rival perpetrators or causes of one event.",
    FindingKind.REVERSAL: "The same source takes back or contradicts its own earlier word.",
    FindingKind.CORROBORATION: "Two or more independent roots say the same.",
    FindingKind.ADMISSION: "A source says what hurts its own side.",
    FindingKind.CIRCULAR: "Several reports print one root's words: copies, not agreement.",
}

CONTRADICTIONS = frozenset(
    {FindingKind.DENIAL, FindingKind.CONTROL_CLASH, FindingKind.FIGURE_CLASH, FindingKind.ACCOUNT_CLASH, FindingKind.REVERSAL}
)


class Strength(StrEnum):
    DIRECT = "direct"
    APPARENT = "apparent"


class GradeLabel(StrEnum):
    """Airwars' labels, in the order in which the rules are tried."""

    DISCOUNTED = "Discounted"
    CONFIRMED = "Confirmed"
    CONTESTED = "Contested"
    FAIR = "Fair"
    WEAK = "Weak"


GRADE_MEANS: dict[GradeLabel, str] = {
    GradeLabel.DISCOUNTED: "Withdrawn by its only root, or the harm was to combatants where civilian harm was claimed.",
    GradeLabel.CONFIRMED: "A root says it against the interest of its own side.",
    GradeLabel.CONTESTED: "A live direct contradiction between roots that do not stand on one known side.",
    GradeLabel.FAIR: "Two or more independent roots and no live direct contradiction.",
    GradeLabel.WEAK: "Everything else.",
}


class ControlState(StrEnum):
    HELD = "held"
    CONTESTED = "contested"
    BESIEGED = "besieged"
    JOINT = "joint"
    CLAIMED_ONLY = "claimed_only"
    LOST_BY_ADMISSION = "lost_by_admission"
    UNKNOWN = "unknown"


STATE_MEANS: dict[ControlState, str] = {
    ControlState.HELD: "One holder, not disputed by another root.",
    ControlState.CONTESTED: "Roots clash over the holder, or both sides are said to be inside and holding.",
    ControlState.BESIEGED: "Held by one side, ringed by another.",
    ControlState.JOINT: "Two holders together.",
    ControlState.CLAIMED_ONLY: "Only a root with an interest says so.",
    ControlState.LOST_BY_ADMISSION: "The former holder's own side says that it was lost.",
    ControlState.UNKNOWN: "The former holder left or lost it, and nobody says who came.",
}


class Change(StrEnum):
    GAIN = "gain"
    LOSS = "loss"
    HOLD = "hold"


# From this weight on a contradiction is shown as one; below it, as a possible one. Of 450 pairs that readers judged, weighed by what other
# clusters taught, 0.60 were real above it and 0.29 between it and the least that is called direct (gate/learn_clashes.py).
LIKELY = 0.5
