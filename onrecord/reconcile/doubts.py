"""What a machine has read needs a second sign: why a contradiction of such claims is no more than apparent.

A claim that a person gave has no confidence and is taken as it stands. Where a reader was unsure of a field that the contradiction rests
on, or where the two claims have nothing but their event in common, the finding stays and is called apparent, with the reason in its
sentence: an editor who sees two false clashes stops reading.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from onrecord.knowledge.gazetteer.wide import is_wide
from onrecord.reconcile.doubt_words import (
    AGAIN_AND_AGAIN,
    AMONG_HOMES,
    BEFORE,
    CIVILIANS,
    DATES,
    HAD,
    MAY_RISE,
    NOT,
    OVER_DAYS,
    PARTIES,
    PIECE,
    SILENCE,
    SOMEWHERE,
    THE_OTHERS,
    THE_PLACE,
    TITLES,
    WEEKDAY,
    WHOLE,
    YET,
)
from onrecord.reconcile.excuses import another_place, middle
from onrecord.reconcile.figures import first_clash, of_a_class
from onrecord.reconcile.holders import answers_a_capture
from onrecord.reconcile.one_deed import one_deed, same_place
from onrecord.reconcile.reading import AT_FIRST, Names, View, coarse, content, place_words, same_day, told_before
from onrecord.reconcile.weapons import FORBIDDEN, hands_in, weapons_in
from onrecord.records import Figure, Finding
from onrecord.vocab.event_types import CHARGES
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.findings import CONTRADICTIONS, Change, FindingKind, Strength
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

# The reader's chances are held to what it reads in reports that it did not learn from: of fields at 0.6 three in five are right.
# A type may miss by a little ("held" for "taken") and the clash stand, so it need only be likelier right than wrong.
_SURE = {"quote": 0.6, "type": 0.5, "modality": 0.6, "control": 0.6, "actor": 0.6, "target": 0.6, "source": 0.6}
# Both sides must be read right at once. `claim` is the chance that words, type and source are all as an annotator has them, which is a
# strict measure: of the claims at one half most are fair readings. Below this product false clashes outnumber true ones.
_BOTH = 0.2
_CALLED = {
    "quote": "the words",
    "type": "the kind of event",
    "modality": "whether it is said or denied",
    "control": "who holds it",
    "actor": "the doer",
    "target": "those who were hit",
    "source": "who says it",
}
_RESTS_ON: dict[FindingKind, tuple[str, ...]] = {
    FindingKind.DENIAL: ("quote", "source", "modality", "type"),
    FindingKind.REVERSAL: ("quote", "source", "modality", "type"),
    FindingKind.CONTROL_CLASH: ("quote", "source", "modality", "control", "type"),
    FindingKind.ACCOUNT_CLASH: ("quote", "source", "modality", "type", "actor", "target"),
    FindingKind.FIGURE_CLASH: ("quote", "source", "modality"),
}
_RESTS_ON_AN_OUTCOME = ("quote", "source", "modality", "control")
_A_REPLY = 3  # content words: "calls that a lie" says nothing of what it answers, which then stands just before
_BESIDE, _A_SENTENCE = 60, 250  # code points between the name of a place and words that speak of it
_SURE_OF_PLACE = 0.6
_SAME_WORDS = 2  # content words in common, by which one source's two words are of one deed
_NEAR = 400  # code points: in one report, the same passage
_TAKEN = frozenset({T.ABDUCTION, T.ARRESTS, T.DETENTION_MISSING})
_GROUND = frozenset({T.NONSTATE_OVERTAKES_TERRITORY, T.GOVERNMENT_REGAINS_TERRITORY})
_TOLLS = frozenset({T.CASUALTY_TOLL, T.STATEMENT, T.ACCUSATION})


def with_doubts(findings: Iterator[Finding], claims: Mapping[str, View], names: Names) -> Iterator[Finding]:
    """Direct contradictions that do not bear it become apparent; everything else passes."""
    for finding in findings:
        if finding.kind in CONTRADICTIONS and finding.strength is Strength.DIRECT:
            left, right = (claims[c] for c in finding.claims)
            reason = _doubt(finding.kind, left, right, names)
            if reason:
                yield replace(finding, strength=Strength.APPARENT, because=f"{finding.because[:-1]}, but {reason}.")
                continue
        yield finding


def _doubt(kind: FindingKind, left: View, right: View, names: Names) -> str | None:
    read = [v for v in (left, right) if v.claim.confidence]
    if not read:
        return None
    if math.prod(v.claim.confidence.get("claim", 1.0) for v in read) < _BOTH:
        return "the reader is unsure of both together"
    if kind is FindingKind.ACCOUNT_CLASH and answers_a_capture(left, right):
        # "Beaten off" is said by the words themselves and the place is one: only who speaks, and whether it is said, may be misread.
        return (
            next(filter(None, (_unsure(view, _RESTS_ON_AN_OUTCOME) for view in read)), None)
            or _place_doubt(kind, left, right)
            or _beaten_off_before(left, right)
        )
    return (
        next(filter(None, (_unsure(view, _RESTS_ON[kind]) for view in read)), None)
        or _place_doubt(kind, left, right)
        or _OF_KIND[kind](left, right, names)
    )


def _beaten_off_before(left: View, right: View) -> str | None:
    """An attack may be beaten off in the morning and the next one take the place."""
    taken, beaten = (left, right) if left.claim.control else (right, left)
    if told_before(beaten, taken):
        return "the place may have been taken after that attack"
    if AGAIN_AND_AGAIN.search(beaten.claim.quote.text):
        return "one speaks of many attacks"
    if not taken.claim.source.named and HAD.search(taken.claim.quote.text):
        return "one may speak of how it was before"
    if _piece(taken):
        return "one speaks of a part of the place"
    if not _place_in_words(taken):
        return f"“{taken.words()}” does not name the place"
    return None


def _piece(view: View) -> bool:
    """The words speak of something in or beside the place that the claim is laid to."""
    found = PIECE.search(view.claim.quote.text)
    control = view.claim.control
    return bool(found and control and found[0].casefold() not in control.place.casefold())


def _place_doubt(kind: FindingKind, left: View, right: View) -> str | None:
    return None if kind is FindingKind.REVERSAL else _elsewhere(left) or _elsewhere(right)


def _unsure(view: View, fields: tuple[str, ...]) -> str | None:
    for field in fields:
        chance = view.claim.confidence.get(field, 1.0)
        if chance < _SURE[field]:
            return f"the reader is unsure of {_CALLED[field]} in “{view.words()}” ({chance:.2f})"
    return None


def _denial(left: View, right: View, names: Names) -> str | None:
    """One kind of thing, and a second sign that both speak of one: words in common, one passage, one day in one place."""
    a, b = left.claim, right.claim
    if Modality.FUTURE in (a.modality, b.modality) and not (a.actor and b.actor and names.one_body(a.actor, b.actor)):
        return "one speaks of a plan"
    denial = left if left.denied else right
    if YET.search(denial.claim.quote.text):
        return "what has not happened yet may have come"
    said = right if left.denied else left
    if SILENCE.search(denial.claim.quote.text):
        return "not to confirm is not to deny"
    if NOT.search(said.claim.quote.text) and NOT.search(denial.claim.quote.text) and len(_common(left, right)) > 1:
        return "both may deny it"
    of_homes = AMONG_HOMES.search(denial.claim.quote.text) and not AMONG_HOMES.search(said.claim.quote.text)
    if of_homes and (said.claim.type is T.ARMED_CLASH or (said.claim.target and names.armed(said.claim.target))):
        return "the denial is of harm to people, the other speaks of a fight"
    accused = said.claim.type is T.ACCUSATION
    if not accused and (weapons_in(denial.claim.quote.text) & FORBIDDEN) - _used(said):
        return "the denial is of one weapon alone"
    shared = len(_common(left, right))
    one_taking = a.type is b.type and a.type in _GROUND and shared and a.place and b.place and a.place.name == b.place.name
    brief = a.report == b.report and len(content(denial.claim.quote.text)) < _A_REPLY
    if brief and not one_taking and not _one_passage(left, right):
        return "the denial need not answer these words"
    if coarse(left) and coarse(right):
        return "both speak of a long time"
    wide = denial.claim.place is None or is_wide(denial.claim.place)
    blamed = said.claim.actor if accused and denial.claim.source.named else None
    if blamed and names.one_body(denial.root, blamed) and (a.report == b.report or not wide):
        return None  # the accused answers
    related = bool(a.control and b.control) or T.ACCUSATION in (a.type, b.type) or {a.type, b.type} <= _TAKEN
    if a.type is not b.type and shared < (1 if related else 2):
        return f"one speaks of {_kind(left)}, the other of {_kind(right)}"
    if wide and not shared and not _one_passage(left, right):
        return "the denial is of no deed in particular"
    one_party = _alike(a.actor, b.actor, left, names) and _alike(a.target, b.target, left, names)
    if not (shared or one_party or _one_passage(left, right) or _one_day_and_place(left, right)):
        return "nothing but the event says that both speak of one thing"
    return None


def _used(said: View) -> frozenset[str]:
    named = weapons_in(said.claim.quote.text)
    return named | {"gas"} if said.claim.type is T.CHEMICAL_WEAPON else named


def _alike(left: str | None, right: str | None, at: View, names: Names) -> bool:
    return bool(left and right) and names.alike(left or "", right or "", at.claim)


def _reversal(left: View, right: View, names: Names) -> str | None:
    """One mouth, and one that is somebody: "sources" and "residents" are not."""
    if left.speaker != right.speaker:
        return f"{left.said_by} and {right.said_by} may not speak for each other"
    if left.claim.source.named and not names.register.find(left.claim.source.name) and left.claim.source.name.islower():
        return f"“{left.claim.source.name}” need not be the same people twice"
    if (
        not told_before(left, right)
        and not told_before(right, left)
        and not any(AT_FIRST.search(v.claim.quote.text) for v in (left, right))
    ):
        return "neither word is known to be the later one"
    if Modality.DENIED in (left.claim.modality, right.claim.modality):
        return _denial(left, right, names)
    for view in (left, right):
        if any(f.low == f.high == 1 for f in view.claim.figures):
            return "one tells of a single one of them"
    # One source lists many deeds of one day; its two words are of one deed where they are much the same, or where it says that it erred.
    changed = any(AT_FIRST.search(v.claim.quote.text) for v in (left, right))
    alike = changed or len(_common(left, right)) > _SAME_WORDS
    return None if alike and one_deed(left, right) else "nothing but the event says that both speak of one thing"


def _control(left: View, right: View, names: Names) -> str | None:
    a, b = left.claim.control, right.claim.control
    if a is None or b is None:
        return None
    for view in (left, right):
        control = view.claim.control
        if control and not names.can_hold(control.holder):
            return f"“{control.holder}” is not known to hold places"
        if control and names.at_odds(view.claim, control):
            return f"“{view.words()}” need not say that {control.holder} has it"
        if BEFORE.search(view.claim.quote.text) or (not view.claim.source.named and HAD.search(view.claim.quote.text)):
            return "one may speak of how it was before"
        if not _place_in_words(view):
            return f"“{view.words()}” does not name the place"
    if _piece(left) != _piece(right):
        return "one speaks of a part of the place"
    if names.one_actor(a.holder, b.holder, left.claim):
        whole = left if a.extent == "all" else right
        if "all" in (a.extent, b.extent) and not WHOLE.search(whole.claim.quote.text):
            return "nothing says that it is all of the place"
    if "part" in (a.extent, b.extent) and not ("all" in (a.extent, b.extent) and same_day(left, right)):
        return "one speaks of a part of the place"
    if left.claim.report == right.claim.report and {a.change, b.change} == {Change.HOLD, Change.GAIN}:
        holding = left if a.change is Change.HOLD else right
        if not holding.claim.source.named:
            return "one may speak of how it was before"
    return None


def _place_in_words(view: View) -> bool:
    """The place stands in the quote or just before it, or the quote says "the town"."""
    place = view.claim.place
    if THE_PLACE.search(view.claim.quote.text):
        return True
    if place is None or place.mention is None:
        return False
    # "It", "its northwest": the reader's word for what that is, where it is surer than not and the name stands a sentence or so before.
    before = _A_SENTENCE if view.claim.confidence.get("place", 0.0) >= _SURE_OF_PLACE else _BESIDE
    return place.mention.end >= view.claim.quote.start - before and place.mention.start <= view.claim.quote.end + 20


def _account(left: View, right: View, names: Names) -> str | None:
    """Lists of what several hands did look like rival accounts: one place, and an answer, a number, or words of one day in common."""
    a, b = left.claim, right.claim
    for view in (left, right):
        doer = view.claim.actor
        if doer and not names.can_hold(doer):
            return f"“{doer}” is not known to bear arms"
    if not place_words(a.place) or not place_words(b.place) or another_place(left, right):
        return "not both name one place"
    number = any(
        f.what is g.what and (f.low, f.high) == (g.low, g.high) and max(f.low or 0, f.high or 0) > 2 for f in a.figures for g in b.figures
    )
    answered = any(
        w.claim.source.named and v.claim.actor and names.one_body(w.root, v.claim.actor) for v, w in ((left, right), (right, left))
    )
    if number or (answered and len(_common(left, right)) > 0):
        return None
    if _one_day_and_place(left, right) and (
        len(_common(left, right)) > 1 or (_alike(a.target, b.target, left, names) and a.type is b.type)
    ):
        return None
    return "nothing but the event says that both tell of one deed"


def _figures(left: View, right: View, names: Names) -> str | None:
    a, b = left.claim, right.claim
    found = first_clash(left, right, names)
    if found and (all(of_a_class(f) for f in found) or _a_part(left, found[0]) or _a_part(right, found[1])):
        return "one counts some of those whom the other counts"
    if left.speaker == right.speaker and (a.report == b.report or not a.source.named):
        return "one source gives both counts"
    if found and any(f.low == f.high == 1 for f in found):
        return "one tells of a single one of them"
    if found and found[0].what is Measure.OTHER:
        return "what is counted has no name of its own"
    weekdays = [set(WEEKDAY.findall(v.claim.quote.text)) for v in (left, right)]
    if all(weekdays) and not weekdays[0] & weekdays[1]:
        return "one counts on another day of the week"
    if any(OVER_DAYS.search(v.claim.quote.text) for v in (left, right)):
        return "one counts over several days"
    if any(MAY_RISE.search(v.claim.quote.text) for v in (left, right)):
        return "one says what the count may be"
    if any(THE_OTHERS.match(v.claim.quote.text) for v in (left, right)):
        return "one counts others than the other"
    if a.type is not b.type and not {a.type, b.type} <= CHARGES and not {a.type, b.type} & _TOLLS:
        return f"one counts {_kind(left)}, the other {_kind(right)}"
    if a.place and b.place and not same_place(left, right):
        return f"one counts at {a.place.name}, the other at {b.place.name}"
    hands = [hands_in(v.claim.quote.text) for v in (left, right)]
    if all(hands) and not hands[0] & hands[1]:
        return f"one counts after {min(hands[0])}, the other after {min(hands[1])}"
    civil = [CIVILIANS.search(v.claim.quote.text) is not None for v in (left, right)]
    if civil[0] != civil[1] and not names.civil((b if civil[0] else a).target or ""):
        return "one counts civilians alone"
    # Enemies lay one deed to each other; what one report or one source lays to two doers are two deeds.
    rivals = a.actor and b.actor and names.opposed(a.actor, b.actor, a) and a.report != b.report and left.speaker != right.speaker
    if a.actor and b.actor and not names.may_be(a.actor, b.actor, a) and not rivals:
        return f"one counts what {a.actor} did, the other what {b.actor} did"
    if a.target and b.target and names.opposed(a.target, b.target, a):
        return f"one counts {a.target}, the other {b.target}"
    one_force = bool(a.target) and not names.civil(a.target or "") and _alike(a.target, b.target, left, names)
    if one_force and a.type is b.type and same_place(left, right) and a.source.named and b.source.named:
        return None
    one_spot = a.type is b.type and same_place(left, right)
    side_by_side = one_spot and (a.report == b.report or _one_day_and_place(left, right))
    return None if side_by_side or one_deed(left, right) else "nothing but the event says that both count one deed"


def _a_part(view: View, figure: Figure) -> bool:
    """The claim counts more of the same: "of 25 injured eight were in critical condition"."""
    return any(f.what is figure.what and middle(f) > middle(figure) for f in view.claim.figures)


def _elsewhere(view: View) -> str | None:
    """The words name some place or body that the claim does not, and its own place stands outside them: the place may be misread."""
    claim = view.claim
    mention = claim.place.mention if claim.place else None
    if mention is None or claim.quote.span.contains(mention.span):
        return None
    place = (claim.place.name, *claim.place.parents) if claim.place else ()
    named = (claim.actor, claim.target, claim.source.name, *place, *(f.of for f in claim.figures))
    known = {w[:4] for text in named if text for w in text.casefold().split()}
    for found in SOMEWHERE.finditer(claim.quote.text):
        word = found[1].casefold()
        if word[:4] not in known and word not in DATES and word not in TITLES:
            return f"“{view.words()}” may speak of another place"
    return None


def _one_day_and_place(left: View, right: View) -> bool:
    place = left.claim.place
    return same_day(left, right) is True and same_place(left, right) and place is not None and not is_wide(place)


def _one_passage(left: View, right: View) -> bool:
    return left.claim.report == right.claim.report and abs(left.claim.quote.start - right.claim.quote.start) < _NEAR


def _common(left: View, right: View) -> frozenset[str]:
    """Words of both quotes that name neither the actors nor the places."""
    claims = (left.claim, right.claim)
    named = [n for c in claims for n in (c.actor, c.target, c.source.name, c.place and c.place.name) if n]
    gone = {w for text in named for w in text.casefold().split()}
    return (content(claims[0].quote.text, gone) & content(claims[1].quote.text, gone)) - PARTIES


def _kind(view: View) -> str:
    return str(view.claim.type).replace("_", " ")


_OF_KIND: dict[FindingKind, Callable[[View, View, Names], str | None]] = {
    FindingKind.DENIAL: _denial,
    FindingKind.REVERSAL: _reversal,
    FindingKind.CONTROL_CLASH: _control,
    FindingKind.ACCOUNT_CLASH: _account,
    FindingKind.FIGURE_CLASH: _figures,
}
