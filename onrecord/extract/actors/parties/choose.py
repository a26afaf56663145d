"""Chooses who did it and to whom among the actors that a report names.

The weights (weights.json) are a conditional logit learned from our own annotated reports by training/layers/actors.py: a candidate's odds
are the sum of its signs' weights. What the reader pointed at is one sign among others: a pointer that is empty or unsure is outweighed by
plain words ("by X", the enemy of the doer, people who were hurt). The doer is chosen first, the target beside the doer.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.extract.actors.names import ActorNames
from onrecord.extract.actors.parties.features import Claim
from onrecord.extract.actors.parties.scene import Candidate, Frame, Role, Scene

Table = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Names of the doer and the target of a claim, None where there is nobody, and how likely each is (0 to 1)."""

    doer: str | None
    target: str | None
    doers_chance: float
    targets_chance: float


@cache
def tables() -> Mapping[Role, Table]:
    """The shipped weights by role."""
    data: dict[str, dict[Role, Table]] = json.loads((resources.files(__package__) / "weights.json").read_text("utf-8"))
    return data["weights"]


def parties_of(names: ActorNames, frames: Sequence[Frame], *, title: str = "", day: str | None = None) -> list[Parties]:
    """The parties of a report's claims, in the order of the frames.

    names: of the same text. title: the report's headline. day: ISO date on which sides are asked for, mostly that of publication.
    Linear in the length of the text and the number of claims; never raises.
    """
    scene = Scene(names, frames, title=title, day=day)
    found = []
    for number in range(len(frames)):
        doer, sure = best(scene, number, "doer", tables()["doer"])
        target, surely = best(scene, number, "target", tables()["target"], doer=doer)
        if doer and target and doer.name == target.name:  # nobody does it to themselves
            target = None
        found.append(
            Parties(
                doer=doer.name if doer else None,
                target=target.name if target else None,
                doers_chance=round(sure, 4),
                targets_chance=round(surely, 4),
            )
        )
    return found


def best(scene: Scene, number: int, role: Role, table: Table, *, doer: Candidate | None = None) -> tuple[Candidate | None, float]:
    """The likeliest candidate, None for nobody, and its chance; ties go to the first."""
    candidates = scene.candidates(number, role)
    claim = Claim(scene, number, role, doer)
    told: dict[str, float] = {}
    scores = []
    for signs in claim.signs(candidates):
        if signs.shared not in told:
            told[signs.shared] = sum(table.get(sign, 0.0) for sign in claim.shared(signs.shared))
        scores.append(told[signs.shared] + sum(table.get(sign, 0.0) for sign in dict.fromkeys(signs.own)))
    top = max(scores)
    chosen = scores.index(top)
    chance = 1.0 / sum(math.exp(score - top) for score in scores)
    return (candidates[chosen - 1] if chosen else None), chance
