"""Denials and reversals: one source says it, another, or the same one later, says that it did not happen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.knowledge.gazetteer.wide import is_wide
from onrecord.reconcile.excuses import another_day, another_place
from onrecord.reconcile.findings import clash
from onrecord.reconcile.one_deed import same_place
from onrecord.reconcile.reading import Names, View, coarse, content, days_between, same_day, told_before
from onrecord.reconcile.scope import a_habit, not_yet, told_apart, unanswered
from onrecord.records import Control, Finding
from onrecord.vocab.event_types import TERRITORY
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.findings import Change, FindingKind

# Kinds that one denial covers: who denies the strike denies its dead, who denies the capture denies the holding.
_KINDS: tuple[frozenset[T], ...] = (
    frozenset({*TERRITORY, T.CONTROL_STATUS, T.TROOP_MOVEMENT, T.ARMED_CLASH, T.BASE_ESTABLISHED}),
    frozenset(
        {T.AIR_STRIKE, T.SHELLING, T.SUICIDE_BOMB, T.IED, T.GRENADE, T.CHEMICAL_WEAPON, T.ATTACK_ON_CIVILIANS, T.CASUALTY_TOLL}
        | {T.HERITAGE_DAMAGE, T.LOOTING_DESTRUCTION, T.SEXUAL_VIOLENCE, T.ARMED_CLASH, T.MOB_VIOLENCE, T.VIOLENT_DEMONSTRATION}
    ),
    frozenset({T.ABDUCTION, T.ARRESTS, T.DETENTION_MISSING, T.OTHER_STRATEGIC}),
    frozenset({T.DISPLACEMENT, T.EVACUATION, T.AID_ACCESS}),
    frozenset({T.AGREEMENT, T.OTHER_STRATEGIC, T.STATEMENT}),
)
_WEAPONS = frozenset({T.AIR_STRIKE, T.SHELLING, T.SUICIDE_BOMB, T.IED, T.GRENADE, T.CHEMICAL_WEAPON})
_HARM = _KINDS[1] | _KINDS[2] | _KINDS[3]
# Who was never there, and has no men there, did nothing there either.
_PRESENCE = frozenset({T.TROOP_MOVEMENT, T.BASE_ESTABLISHED})
_DONE = _HARM | {T.ACCUSATION, T.DISRUPTED_WEAPONS_USE, T.BASE_ESTABLISHED, T.TROOP_MOVEMENT}
_SURRENDERS = frozenset({T.OTHER_STRATEGIC, T.DETENTION_MISSING, T.ARRESTS, T.ABDUCTION})
# States that last: a denial of today answers what was said of them yesterday.
_LASTING = frozenset({T.DETENTION_MISSING, T.AID_ACCESS, T.BASE_ESTABLISHED})
# Nobody has claimed it, or spoken of it: that is no denial of the deed. To deny somebody something is none either.
_NO_DENIAL = re.compile(
    r"\bclaim(?:s|ed|ing)?(?: of)? responsibility\b"
    r"|\b(?:not|n't|never) (?:yet |so far )?comment(?:ed)?\b"
    r"|\bto deny \w+(?: \(\w+\))? (?:the |any |its |their )?(?:ability|access|entry|use|chance|freedom)",
    re.IGNORECASE,
)
_NOT_OWNED = re.compile(
    r"\b(?:not|n't|never) (?:\w+ )?(?:yet |so far )?(?:acknowledg|recogni[sz]|admit|confirm|own(?:ed)? up)(?:ed|es|e|ing|ted|s)?\b"
    r"|\b(?:declin|refus)(?:ed|es|ing) to (?:comment|confirm|acknowledge|say)\b",
    re.IGNORECASE,
)
# A denial that no home, school or civilian was hit says nothing of fighters.
_CIVIL_SCOPE = re.compile(
    r"\b(?:residential|civilians?|homes?|houses?|hospitals?|clinics?|schools?|markets?|mosques?|churches|populated|peaceful|women|children)\b",
    re.IGNORECASE,
)
_AMONG_PEOPLE = re.compile(r"\b(?:city|town|village|district|quarter|neighbou?rhood)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:first|initial(?:ly)?|earlier|originally|beg[au]n|later|then|now|after all|until|at last|admi[ts]\w*|acknowledg\w*|conced\w*"
    r"|revis\w*|backtrack\w*|retract\w*|withdrew|correct\w*|had (?:said|denied|insisted|claimed)|took back|same)\b",
    re.IGNORECASE,
)
_ENOUGH = 2
_A_WEEK = 7


def denials(claims: Sequence[View], names: Names) -> Iterator[Finding]:
    """Every denial against every assertion of the same thing; by one source it is a reversal if an order is known."""
    for denial in (v for v in claims if v.denied and not _NO_DENIAL.search(v.claim.quote.text)):
        for said in claims:
            if (
                said.denied
                or _one_stretch(denial, said)
                or not speaks_of(denial, said, names)
                or not _one_thing(denial, said, names)
                or not (said.happened or _answers_a_plan(denial, said))
            ):
                continue
            excuse = (
                _another_day(denial, said)
                or _elsewhere(denial, said)
                or unanswered(denial, said, names)
                or told_apart(denial, said)
                or not_yet(denial)
                or ("not to acknowledge is not to deny" if _NOT_OWNED.search(denial.claim.quote.text) else None)
                or _at_large(denial, said)
            )
            if denial.root != said.root or _rumour(denial, said):
                yield clash(FindingKind.DENIAL, said, denial, "one says it, the other that it did not happen", excuse)
            elif _has_order(denial, said) and (denial.claim.type is said.claim.type or (denial.claim.control and said.claim.control)):
                first, then = (said, denial) if told_before(said, denial) else (denial, said)
                yield clash(FindingKind.REVERSAL, first, then, "the source takes back its own word", excuse)


def _one_stretch(denial: View, said: View) -> bool:
    """One source, and words of one stretch: two readings of one sentence, not two words of one source."""
    a, b = denial.claim, said.claim
    if _rumour(denial, said):
        return False
    return denial.root == said.root and a.report == b.report and a.quote.span.overlaps(b.quote.span)


def _rumour(denial: View, said: View) -> bool:
    """A publisher denies in its own voice what it says that others say: "the rumours of looting"."""
    a, b = denial.claim.source, said.claim.source
    return denial.claim.report == said.claim.report and a.name == "narrator" and not b.named and b.name != "narrator"


def speaks_of(denial: View, said: View, names: Names) -> bool:
    """The denial is of what the other claim says: same kind of thing, no other doer, no other people, no other holder."""
    a, b = denial.claim, said.claim
    if not _one_kind(a.type, b.type):
        return _never_there(denial, said, names)
    if a.control and b.control:
        one_holder = names.one_actor(a.control.holder, b.control.holder, a)
        taken_back = b.type is T.GOVERNMENT_REGAINS_TERRITORY and bool(b.target) and names.alike(a.control.holder, b.target or "", a)
        return _denies_holding(a.control, b.control, one_holder, taken_back)
    if a.actor and b.actor and not names.may_be(a.actor, b.actor, a) and not _handed_over(denial, said, names):
        return False
    if a.type is T.ACCUSATION and a.actor and not b.actor:
        return False  # to deny blame is not to deny the deed
    none_of_ours = a.type is T.CASUALTY_TOLL and a.type is not b.type and bool(a.target) and not names.civil(a.target or "")
    if none_of_ours and not (b.target and names.alike(a.target or "", b.target, a)):
        return False  # says nothing of others
    # Who denies that homes were hit does not deny that fighters were; unless he had said that nothing flew.
    other_victims = bool(a.target and b.target) and names.civil(a.target or "") != names.civil(b.target or "")
    of_civilians = not a.target and bool(b.target) and _CIVIL_SCOPE.search(a.quote.text)
    if of_civilians and b.type not in (T.HERITAGE_DAMAGE, T.LOOTING_DESTRUCTION):
        among_people = _CIVIL_SCOPE.search(b.quote.text) or _AMONG_PEOPLE.search(b.quote.text)
        other_victims = other_victims or (not among_people and names.armed(b.target or ""))
    return not other_victims or denial.root == said.root


def _never_there(denial: View, said: View, names: Names) -> bool:
    """ "No foreign force has been here" against a deed of that force there."""
    a, b = denial.claim, said.claim
    if a.type not in _PRESENCE or b.type not in _DONE or a.control or not a.actor or not b.actor:
        return False
    return names.may_be(a.actor, b.actor, a) and another_place(denial, said) is None


def _handed_over(denial: View, said: View, names: Names) -> bool:
    """Men or arms that gave themselves up to him whom the other claim has taking them: doer and sufferer change places."""
    a, b = denial.claim, said.claim
    if a.type not in _SURRENDERS or b.type not in _SURRENDERS or not (a.actor and a.target and b.actor and b.target):
        return False
    return names.alike(a.actor, b.target, a) and names.alike(a.target, b.actor, a)


def _one_kind(denied: T, said: T) -> bool:
    if T.ACCUSATION in (denied, said):
        return denied is said or (said if denied is T.ACCUSATION else denied) in _HARM
    if denied is T.AIR_STRIKE and said is T.CHEMICAL_WEAPON:
        return True  # who flew nothing dropped no gas
    if denied is not said and (T.SEXUAL_VIOLENCE in (denied, said) or {denied, said} <= _WEAPONS):
        return False  # to deny a bomb is not to deny a shell
    return denied is said or any(denied in kind and said in kind for kind in _KINDS)


def answers(denial: View, said: View, names: Names) -> int:
    """How many signs say that a denial answers a claim, 0 if it does not, or not without an excuse (another day, another place)."""
    if said.denied or not said.happened or denial.root == said.root or not speaks_of(denial, said, names):
        return 0
    if (
        _NO_DENIAL.search(denial.claim.quote.text)
        or _another_day(denial, said)
        or _elsewhere(denial, said)
        or unanswered(denial, said, names)
    ):
        return 0
    shared = content(denial.claim.quote.text) & content(said.claim.quote.text)
    return _signs(denial, said, names) + min(2, len(shared))


def _one_thing(denial: View, said: View, names: Names) -> bool:
    """Two of these are one: report, type, place smaller than a country, day, doer, sufferer; a word in common counts too."""
    shared = content(denial.claim.quote.text) & content(said.claim.quote.text)
    return _signs(denial, said, names) + bool(shared) >= _ENOUGH


def _signs(denial: View, said: View, names: Names) -> int:
    a, b = denial.claim, said.claim
    fine = all(v.first is not None and not coarse(v) for v in (denial, said))
    points = (a.report == b.report) + (a.type is b.type) + (same_place(denial, said) and not (a.place is not None and is_wide(a.place)))
    points += (fine and same_day(denial, said) is True) + bool(a.actor and b.actor and names.alike(a.actor, b.actor, a))
    return points + bool(a.target and b.target and names.alike(a.target, b.target, a))


def _denies_holding(denied: Control, said: Control, one_holder: bool, taken_back: bool) -> bool:
    """ "X did not take it" against "X took it" or "Y lost it"; "X did not leave" against "Y took it".

    And "X never had it" against "Y took it back from X", or "X has left it": nobody can lose what he never had.
    """
    lost = denied.change is Change.LOSS, said.change is Change.LOSS
    if one_holder:
        return lost[0] == lost[1] or (denied.change is Change.HOLD and lost[1])
    return lost[0] != lost[1] or (not lost[0] and taken_back and said.change is Change.GAIN)


def _answers_a_plan(denial: View, said: View) -> bool:
    """What is planned or demanded can be denied too, but only by a claim of the same type, and not by the one who plans."""
    return denial.claim.type is said.claim.type and denial.root != said.root


def _has_order(left: View, right: View) -> bool:
    """Told one after the other; or one report tells both and says that the word changed. To deny one and tell another is no change."""
    if told_before(left, right) or told_before(right, left):
        return True
    changed = any(_CHANGED.search(v.claim.quote.text) or (v.claim.cue and _CHANGED.search(v.claim.cue.text)) for v in (left, right))
    return left.claim.report == right.claim.report and changed


def _at_large(denial: View, said: View) -> str | None:
    """Two reports, and one of the words is of crimes at large."""
    of_control = denial.claim.control or said.claim.control
    return a_habit(denial, said) if denial.claim.report != said.claim.report and not of_control else None


def _another_day(denial: View, said: View) -> str | None:
    """A denial that X holds a place still answers a capture told a few days before."""
    gap = days_between(denial, said)
    lasts = (denial.claim.control and said.claim.control) or denial.claim.type in _LASTING
    if gap is not None and gap <= _A_WEEK and lasts:
        return None
    return another_day(denial, said)


def _elsewhere(denial: View, said: View) -> str | None:
    """Two places; but where both use the same words for it, or stand in one type, the event is one and the places two names."""
    found = another_place(denial, said)
    if found is None or denial.claim.type is said.claim.type:
        return None
    return None if content(denial.claim.quote.text) & content(said.claim.quote.text) else found
