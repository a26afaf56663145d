"""Names that the gazetteer does not have: is this a place?

A linear score over the words that stand around all mentions of the name in the report, fitted on the annotated training reports by
training/gazetteer/fit_unknown_names.py. Features are words of the language and shapes; no name is among them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources

from onrecord.extract.places import cues
from onrecord.extract.places.detect import Detector
from onrecord.extract.places.scan import ARTICLES
from onrecord.extract.places.walk import Candidate

Features = dict[str, float]

LEANS = 0.75  # evidence of a mention that leans towards a place
ENDING = 3  # letters of a name's last word that are looked at: "-abad", "-grad"


def features(detector: Detector, mentions: Sequence[Candidate]) -> Features:
    """What the mentions of one name in a report have around them; each feature counts once for the name."""
    f: Features = {"always": 1.0}
    tokens = detector.tokens
    first = mentions[0]
    words = [t.lower for t in tokens[first.i : first.j]]
    flags = [detector.flags.get(w, "") for w in words]
    f[f"words:{min(len(words), 4)}"] = 1.0
    if all("c" in x for x in flags):
        f["all-common"] = 1.0
    elif "c" in flags[0] or "c" in flags[-1]:
        f["some-common"] = 1.0
    if "g" in flags[0]:
        f["given-name"] = 1.0
    if any("s" in x for x in flags):
        f["surname"] = 1.0
    if any(w in detector.persons for w in words):
        f["person"] = 1.0
    if first.name.isupper():
        f["upper:short" if len(first.name) <= 6 else "upper"] = 1.0
    if words[0] in cues.NAME_PARTS and len(words) > 1:
        f["name-part"] = 1.0
    if words[-1] in cues.ORGANISATIONS or words[0] in cues.ORGANISATIONS:
        f["organisation"] = 1.0
    if words[0] in cues.TITLES or words[-1] in cues.TITLES:
        f["title"] = 1.0
    if any(ch.isdigit() for ch in first.name):
        f["digit"] = 1.0
    if any(detector.gazetteer.is_demonym(w) for w in words):
        f["demonym"] = 1.0
    if words[0] in cues.FUNCTION and tokens[first.i].gap != "-":
        f["function"] = 1.0
    f["often"] = min(len(mentions), 6) / 3
    strongest = max(c.evidence for c in mentions)
    f["strongest"] = max(-3.0, min(strongest, 5.0)) / 3
    f["together"] = max(-3.0, min(sum(c.evidence for c in mentions), 8.0)) / 3
    f["pointed-at"] = sum(c.evidence >= LEANS for c in mentions) / len(mentions)
    if len(words[-1]) > ENDING + 1:
        f[f"ends:{words[-1][-ENDING:]}"] = 1.0
    if tokens[first.i].gap == "-" and words[0] in ARTICLES:
        f["article"] = 1.0
    elif any(w in ARTICLES for w in words):
        f["article-inside"] = 1.0
    if any(w in detector.lowered for w in words if len(w) > ENDING):
        f["lowered"] = 1.0
    for c in mentions:
        _around(detector, c, f)
    return f


def _around(detector: Detector, c: Candidate, f: Features) -> None:
    before, second, after, follower = detector.before(c.i), detector.before(c.i, 2), detector.after(c.j), detector.after(c.j, 1)
    if detector.tokens[c.i].titled:
        f["heading"] = 1.0
        return
    if before is None:
        f["before:none"] = 1.0
    elif before.capital:
        f["before:Capital"] = 1.0
        if before.lower in cues.TITLES:
            f["before:title"] = 1.0
    else:
        f[f"before:{before.lower}"] = 1.0
        if second is not None and before.lower in ("of", "the", "to", "from", "and"):
            f[f"before:{'Capital' if second.capital else second.lower} {before.lower}"] = 1.0
        if before.lower in cues.PLACE_VERBS:
            f["before:verb-of-taking"] = 1.0
        if before.lower == "of" and second is not None and (second.lower in cues.OF_HEADS or second.lower in cues.SETTLEMENTS):
            f["before:of-head"] = 1.0
        if before.lower == "of" and second is not None and second.lower in cues.ORGANISATIONS:
            f["before:of-body"] = 1.0
    gap = detector.tokens[c.j - 1].gap
    f[f"gap:{gap}"] = 1.0
    if after is not None and gap in " -'":
        f[f"after:{'Capital' if after.capital else after.lower}"] = 1.0
        if after.lower in cues.SPEECH:
            f["after:speech"] = 1.0
    elif after is not None and gap == ",":
        f[f"after:, {'Capital' if after.capital else after.lower}"] = 1.0
        if follower is not None and not follower.capital:
            f[f"after:, {follower.lower}"] = 1.0
    if c.named_type:
        f["type-word"] = 1.0
    if c.evidence >= 2:
        f["evidence:2"] = 1.0
    elif c.evidence >= 1:
        f["evidence:1"] = 1.0
    elif c.evidence < 0:
        f["evidence:-"] = 1.0


def score(detector: Detector, mentions: Sequence[Candidate]) -> float:
    """Log-odds that the name is a place's."""
    weights = _weights()
    return sum(weights.get(k, 0.0) * v for k, v in features(detector, mentions).items())


@cache
def _weights() -> dict[str, float]:
    text = (resources.files("onrecord.extract.places") / "unknown_names_weights.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)
    return weights
