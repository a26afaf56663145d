"""What a machine has read needs a second sign: why a contradiction of such claims is no more than apparent.

A claim that a person gave has no confidence and is taken as it stands. Where a reader was unsure of a field that the contradiction rests
on, or where the two claims have nothing but their event in common, the finding stays and is called apparent, with the reason in its
sentence: an editor who sees two false clashes stops reading.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from onrecord.reconcile.excuses import another_place, middle
from onrecord.reconcile.figures import first_clash, of_a_class
from onrecord.reconcile.holders import answers_a_capture
from onrecord.reconcile.one_deed import one_deed, same_place
from onrecord.reconcile.reading import AT_FIRST, Names, View, coarse, content, is_wide, place_words, same_day, told_before
from onrecord.records import Figure, Finding
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
_THE_OTHERS = re.compile(r"\W*(?:another|(?:the|at least|some)? ?[\w-]+ (?:other|others|more)\b)", re.IGNORECASE)
_CIVILIANS = re.compile(r"\bcivilians?\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"^\W*(?:[\w-]+ ){0,3}(?:weeks|months|years) (?:after|ago|earlier|before)\b|"
    r"\bfor (?:[\w-]+ ){1,2}(?:months?|years?)\b|\b(?:at one point|once(?! (?:more|again))|used to|formerly|had held|had controlled)\b",
    re.IGNORECASE,
)
_YET = re.compile(r"\b(?:not yet|yet to|n't yet|so far)\b", re.IGNORECASE)
_PARTIES = frozenset("opposi held area areas distri neighb provin region state regime rebel rebels attack clashe report accord".split())
_SOMEWHERE = re.compile(
    r"\b(?:in|on|at|near|of|from|captured|recaptured|took|seized|holds?|held)\s+(?:[a-z][\w-]*\s+){0,2}((?:al-|an-|ar-|as-)?[A-Z][\w'’-]+)(?![\w'’-])"
    # "on Assad's forces", "the Russian Aerospace Forces", "at President X": bodies and people are no places
    r"(?!(?:\s+(?:[A-Z][\w'’-]*|al-[A-Z][\w'’-]*|and)){0,4}\s+(?:government|forces|army|troops|regime|militias?|fighters|Forces|Army|Government|Coalition)\b)"
)
_TITLES = frozenset("president general minister colonel king prime mr mrs ms dr".split())
_MEANS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\bbarrel[ -]bomb",
        r"\b(?:chemical|poison(?:ous)? gas|toxic|sarin|chlorine|nerve agent|gas attack|mustard gas)",
        r"\bcluster (?:bomb|munition)",
        r"\bphosph?orus|\bincendiar",
        r"\b(?:land ?)?mines?\b",
    )
)
_DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december".split()
)
# What stands in a town or beside it: to take it is not to take the town.
_PIECE = re.compile(
    r"\b(?:castle|citadel|fortress|housing|barracks|hill(?:top)?|mountain|outskirts|entrance|airport|airbase|airfield"
    r"|gas ?field|oil ?fields?|silos"
    r"|(?:north|south|east|west|centre|center|rest|parts?|half)(?:ern)? of (?:the|that) (?:city|town|village))\b",
    re.IGNORECASE,
)
_AGAIN_AND_AGAIN = re.compile(
    r"\b(?:each time|every time|several times|repeatedly|time and again|in recent (?:weeks|months))\b", re.IGNORECASE
)
_HAD = re.compile(r"\bhad (?:\w+ly )?(?:been\b|[a-z]+(?:ed|en)\b)", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:all|whole|entire(?:ly|ty)?|complete(?:ly)?|full(?:y)?|total(?:ly)?|every|100)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|nobody|no one|none|denie[sd]|deny|false|untrue)\b|n['’]t\b", re.IGNORECASE)
_SILENCE = re.compile(
    r"\b(?:no (?:word|news|comment|information|confirmation)|nothing (?:has|had|was|is) (?:been )?(?:heard|known|said)"
    r"|no (?:more|less|fewer) than)\b|\b(?:not|never|cannot|can't|neither|nor)\b[^.;]{0,40}\b(?:confirm|verif|independently)",
    re.IGNORECASE,
)
_OVER_DAYS = re.compile(
    r"\b(?:(?:past|last) (?:\d+|two|three|four|five|six|seven|several|few|24|48)\b|over the weekend"
    r"|in recent (?:days|weeks)|(?:past|last) (?:week|month)\b|since (?:the (?:start|beginning)|[A-Z]))",
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_MAY_RISE = re.compile(r"\b(?:could|may|might|expected to|likely to|feared to)\b", re.IGNORECASE)
_AMONG_HOMES = re.compile(
    r"\b(?:civilians?|residential|homes?|houses|hospitals?|schools?|people|residents|children|women)\b", re.IGNORECASE
)
_THE_PLACE = re.compile(
    r"\b(?:the|that|this|our) (?:whole |entire |strategic )?(?:city|town|village|base|airport|airfield|air ?base|port|camp"
    r"|district|province|crossing|junction|bridge|hill|island|refinery|dam|valley)\b",
    re.IGNORECASE,
)
_HANDS = {
    "a strike from the air": re.compile(
        r"\b(?:air ?-?(?:strikes?|raids?|attacks?)|barrel[ -]bomb\w*|warplanes?|helicopters?|drones?)\b", re.IGNORECASE
    ),
    "fire from the ground": re.compile(
        r"\b(?:rockets?|shell(?:s|ing|fire)?|mortars?|artillery|snipers?|gunfire|(?:rebel|army|enemy|militant) fire)\b", re.IGNORECASE
    ),
    "a planted or driven bomb": re.compile(
        r"\b(?:(?:car|truck|suicide|roadside)[ -]bomb\w*|explosive device|land ?mines?)\b", re.IGNORECASE
    ),
}
_CHARGES = frozenset({T.SUICIDE_BOMB, T.IED})
_TAKEN = frozenset({T.ABDUCTION, T.ARRESTS, T.DETENTION_MISSING})
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
    if _AGAIN_AND_AGAIN.search(beaten.claim.quote.text):
        return "one speaks of many attacks"
    if not taken.claim.source.named and _HAD.search(taken.claim.quote.text):
        return "one may speak of how it was before"
    if _piece(taken):
        return "one speaks of a part of the place"
    if not _place_in_words(taken):
        return f"“{taken.words()}” does not name the place"
    return None


def _piece(view: View) -> bool:
    """The words speak of something in or beside the place that the claim is laid to."""
    found = _PIECE.search(view.claim.quote.text)
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
    if _YET.search(denial.claim.quote.text):
        return "what has not happened yet may have come"
    said = right if left.denied else left
    if _SILENCE.search(denial.claim.quote.text):
        return "not to confirm is not to deny"
    if _NOT.search(said.claim.quote.text) and _NOT.search(denial.claim.quote.text) and len(_common(left, right)) > 1:
        return "both may deny it"
    of_homes = _AMONG_HOMES.search(denial.claim.quote.text) and not _AMONG_HOMES.search(said.claim.quote.text)
    if of_homes and (said.claim.type is T.ARMED_CLASH or (said.claim.target and names.armed(said.claim.target))):
        return "the denial is of harm to people, the other speaks of a fight"
    accused = said.claim.type is T.ACCUSATION
    if not accused and any(means.search(denial.claim.quote.text) and not _by(means, said) for means in _MEANS):
        return "the denial is of one weapon alone"
    if a.report == b.report and len(content(denial.claim.quote.text)) < _A_REPLY and not _one_passage(left, right):
        return "the denial need not answer these words"
    shared = len(_common(left, right))
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


def _by(means: re.Pattern[str], said: View) -> bool:
    chemical = said.claim.type is T.CHEMICAL_WEAPON and means is _MEANS[1]
    return chemical or means.search(said.claim.quote.text) is not None


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
        if _BEFORE.search(view.claim.quote.text) or (not view.claim.source.named and _HAD.search(view.claim.quote.text)):
            return "one may speak of how it was before"
        if not _place_in_words(view):
            return f"“{view.words()}” does not name the place"
    if _piece(left) != _piece(right):
        return "one speaks of a part of the place"
    if names.one_actor(a.holder, b.holder, left.claim):
        whole = left if a.extent == "all" else right
        if "all" in (a.extent, b.extent) and not _WHOLE.search(whole.claim.quote.text):
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
    if _THE_PLACE.search(view.claim.quote.text):
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
    weekdays = [set(_WEEKDAY.findall(v.claim.quote.text)) for v in (left, right)]
    if all(weekdays) and not weekdays[0] & weekdays[1]:
        return "one counts on another day of the week"
    if any(_OVER_DAYS.search(v.claim.quote.text) for v in (left, right)):
        return "one counts over several days"
    if any(_MAY_RISE.search(v.claim.quote.text) for v in (left, right)):
        return "one says what the count may be"
    if any(_THE_OTHERS.match(v.claim.quote.text) for v in (left, right)):
        return "one counts others than the other"
    if a.type is not b.type and not {a.type, b.type} <= _CHARGES and not {a.type, b.type} & _TOLLS:
        return f"one counts {_kind(left)}, the other {_kind(right)}"
    if a.place and b.place and not same_place(left, right):
        return f"one counts at {a.place.name}, the other at {b.place.name}"
    hands = [{name for name, words in _HANDS.items() if words.search(v.claim.quote.text)} for v in (left, right)]
    if all(hands) and not hands[0] & hands[1]:
        return f"one counts after {min(hands[0])}, the other after {min(hands[1])}"
    civil = [_CIVILIANS.search(v.claim.quote.text) is not None for v in (left, right)]
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
    for found in _SOMEWHERE.finditer(claim.quote.text):
        word = found[1].casefold()
        if word[:4] not in known and word not in _DATES and word not in _TITLES:
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
    return (content(claims[0].quote.text, gone) & content(claims[1].quote.text, gone)) - _PARTIES


def _kind(view: View) -> str:
    return str(view.claim.type).replace("_", " ")


_OF_KIND: dict[FindingKind, Callable[[View, View, Names], str | None]] = {
    FindingKind.DENIAL: _denial,
    FindingKind.REVERSAL: _reversal,
    FindingKind.CONTROL_CLASH: _control,
    FindingKind.ACCOUNT_CLASH: _account,
    FindingKind.FIGURE_CLASH: _figures,
}
