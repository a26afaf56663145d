"""How it came about: by force or willingly, by an enemy's hand or by accident, in peace or with violence, destroyed or standing.

Two sources may agree on who, where and when, and still tell two things. Each rule reads a few cue words in both quotes; without them on
both sides, or on the side where it matters, it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from onrecord.knowledge.gazetteer.wide import is_wide
from onrecord.reconcile.excuses import another_day, another_place
from onrecord.reconcile.findings import clash
from onrecord.reconcile.one_deed import same_place
from onrecord.reconcile.reading import Names, View, content, days_between, same_day
from onrecord.records import Finding
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.findings import FindingKind

_MOVED = frozenset({T.DISPLACEMENT, T.EVACUATION, T.ABDUCTION, T.ARRESTS, T.DETENTION_MISSING, T.TROOP_MOVEMENT, T.NONVIOLENT_TRANSFER})
_WILLINGLY = re.compile(
    r"\b(?:voluntar\w+|willing\w*|(?:at|on) their own (?:request|wish)|of (?:his|her|its|their) own (?:accord|free will|will)"
    r"|chose|guests?|asked to (?:leave|go)|were invited|resigned|wished to)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:no|not|none|nobody|never|n't|hardly|refus\w*)\b", re.IGNORECASE)
_BY_FORCE = re.compile(
    r"\b(?:by force|forc(?:ed|ibl[ey])|expel\w*|expuls\w*|driven (?:out|from|off)|drove (?:out|off)|deport\w*|abduct\w*|kidnap\w*|seiz\w*"
    r"|marched|dragged|rounded up|snatched|taken (?:away|from)|took (?:away|\w+ away)|press-?gang\w*|held against|detain\w*|at gunpoint)\b",
    re.IGNORECASE,
)
_HARM = frozenset(
    {T.AIR_STRIKE, T.SHELLING, T.IED, T.SUICIDE_BOMB, T.GRENADE, T.CHEMICAL_WEAPON, T.HERITAGE_DAMAGE, T.LOOTING_DESTRUCTION}
    | {T.ATTACK_ON_CIVILIANS, T.CASUALTY_TOLL, T.MOB_VIOLENCE, T.ARMED_CLASH, T.ACCUSATION, T.DISRUPTED_WEAPONS_USE}
)
_BY_ITSELF = re.compile(
    r"\b(?:by itself|on its own|by (?:an )?accident|accident(?:al|ally)?|short[- ]circuit|misfir\w+|stray|by (?:error|mistake)|in error"
    r"|gas leak|(?:their|its|his) own (?:shells?|rockets?|mortars?|mines?|fire"
    r"|bombs?|ammunition|explosives)|own goal|blew (?:it|them)selves? up|caught (?:fire|light)|drunk|staged|themselves|self-inflicted"
    r"|cache of|stored (?:ammunition|explosives|weapons)|secondary explosion)\b",
    re.IGNORECASE,
)
_NO_ACCIDENT = re.compile(
    r"\b(?:unlikely|hardly|(?:not|no|n't|never) (?:been )?(?:an |by )?(?:accident|mistake|error)\w*)\b", re.IGNORECASE
)
_RUINED = re.compile(r"\b(?:destroy\w*|levell?ed|razed|blown up|blew up|demolish\w*|flatten\w*|gone|reduced to)\b", re.IGNORECASE)
_STANDING = re.compile(
    r"\b(?:standing|stands|intact|undamaged|unharmed|untouched|not (?:been )?(?:destroyed|damaged|hit)|slight\w*|minor|superficial\w*)\b",
    re.IGNORECASE,
)
_THINGS = frozenset({T.HERITAGE_DAMAGE, T.LOOTING_DESTRUCTION, T.AIR_STRIKE, T.SHELLING, T.STATEMENT, T.AID_ACCESS})
_BEGAN = re.compile(
    r"\b(?:first|began|begun|started|provok\w*|unprovoked|attack\w*|assault\w*|ambush\w*|violat\w*|br(?:oke|eak\w*)|opened fire|raid\w*"
    r"|stormed|swooped|respond\w*|respon[sc]e|retaliat\w*|react\w*|repl(?:y|ied)|self-defen[cs]e|returned fire|accus\w*|blam\w*)\b",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\b(?:first|began|begun|started|provok\w*|unprovoked|violat\w*|br(?:oke|eak\w*)|respond\w*|respon[sc]e|retaliat\w*|react\w*"
    r"|repl(?:y|ied)|self-defen[cs]e|returned fire|accus\w*|blam\w*)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:(?:fired|fire|shot|attacked|struck|began|started)\b.{0,20}\bfirst|the first to|unprovoked)\b", re.IGNORECASE)
_STAGED = re.compile(
    r"\b(?:staged?|staging|faked?|fakes|fakery|hoax|fabricat\w*|invent(?:ed|ion)|actors|performance|made up|doctored|montage"
    r"|(?:filmed|made|taken) (?:in|at) another place|from (?:elsewhere|another (?:place|time|year)))\b",
    re.IGNORECASE,
)
_CLASHING = frozenset({T.ARMED_CLASH, T.SHELLING, T.ACCUSATION, T.VIOLENT_DEMONSTRATION, T.MOB_VIOLENCE, T.ATTACK_ON_CIVILIANS})
_NEAR = 800  # code points: a passage that sets one word against another


def manner_clashes(claims: Sequence[View], names: Names) -> Iterator[Finding]:
    """Two roots tell of one happening, and one of the points below divides them."""
    told = [v for v in claims if v.happened]
    asked = [(v, rules) for v in told if (rules := [rule for may_open, rule in _RULES if may_open(v)])]
    seen: set[frozenset[str]] = set()
    for (left, rules), right in product(asked, told):
        if left.root == right.root:
            continue
        pair = frozenset((left.claim.id, right.claim.id))
        if pair in seen:
            continue
        for rule in rules:
            point = rule(left, right, names)
            if point and _one_happening(left, right):
                seen.add(pair)
                yield clash(FindingKind.ACCOUNT_CLASH, left, right, point, another_day(left, right))
                break


def _one_happening(left: View, right: View) -> bool:
    """One place smaller than a country, or one passage; not on two days; where no day is known, told in one report or within a week."""
    near = left.claim.report == right.claim.report and abs(left.claim.quote.start - right.claim.quote.start) < _NEAR
    place = left.claim.place
    here = same_place(left, right) and place is not None and not is_wide(place)
    if another_place(left, right) or not (here or near):
        return False
    gap = days_between(left, right)
    if gap is not None:
        return gap <= 0
    a, b = left.told_day, right.told_day
    return near or (a is not None and b is not None and abs(a - b) <= 7)


def _willingly(left: View, right: View, names: Names) -> str | None:
    a, b = left.claim, right.claim
    words = a.quote.text
    if a.type not in _MOVED or b.type not in _MOVED or not _WILLINGLY.search(words) or _BY_FORCE.search(words) or _NOT.search(words):
        return None
    if b.type not in (T.ABDUCTION, T.ARRESTS) and not _BY_FORCE.search(b.quote.text):
        return None
    return "of one's own will against by force"


def _by_accident(left: View, right: View, names: Names) -> str | None:
    """One lays the harm to a body, the other to chance or to the victims themselves."""
    a, b = left.claim, right.claim
    if a.type not in _HARM or b.type not in _HARM or not _BY_ITSELF.search(a.quote.text) or _BY_ITSELF.search(b.quote.text):
        return None
    if _NO_ACCIDENT.search(a.quote.text):
        return None
    if not b.actor or (a.actor and names.one_body(a.actor, b.actor)):
        return None
    one_target = bool(a.target and b.target) and names.alike(a.target or "", b.target or "", a)
    pinned = same_place(left, right) and same_day(left, right) is True
    akin = content(a.quote.text) & content(b.quote.text) and (a.type is b.type or T.ACCUSATION in (a.type, b.type))
    if not one_target and not pinned and not akin:
        return None
    return f"an accident, or the victims' own doing, against {b.actor} as the doer"


def _staged(left: View, right: View, names: Names) -> str | None:
    """One says that it was staged, invented or filmed elsewhere, the other that it happened."""
    a, b = left.claim, right.claim
    words = a.quote.text
    if b.type not in _HARM or not _STAGED.search(words) or _STAGED.search(b.quote.text) or b.type is T.ACCUSATION:
        return None
    if a.type is not b.type and a.type not in (T.ACCUSATION, T.STATEMENT, T.OTHER_STRATEGIC):
        return None
    return "staged against happened" if content(words) & content(b.quote.text) or same_day(left, right) else None


def _destroyed(left: View, right: View, names: Names) -> str | None:
    a, b = left.claim, right.claim
    if a.type not in _THINGS or b.type not in _THINGS or T.HERITAGE_DAMAGE not in (a.type, b.type):
        return None
    ruined = _RUINED.search(a.quote.text) and not _STANDING.search(a.quote.text)
    return "destroyed against still standing" if ruined and _STANDING.search(b.quote.text) else None


def _peaceful(left: View, right: View, names: Names) -> str | None:
    types = {left.claim.type, right.claim.type}
    return "a peaceful protest against a violent one" if types == {T.PEACEFUL_PROTEST, T.VIOLENT_DEMONSTRATION} else None


def _who_began(left: View, right: View, names: Names) -> str | None:
    """Each side has the other attacking: roles change places, the roots stand apart, and one says so in words of beginning or answering."""
    a, b = left.claim, right.claim
    if a.type not in _CLASHING or b.type not in _CLASHING or not (a.actor and b.actor):
        return None
    if names.alike(a.actor, b.actor, a) or not (
        _speaks_for(left.root, b.actor, left, names) or _speaks_for(right.root, a.actor, right, names)
    ):
        return None
    swapped = bool(a.target and names.alike(a.target, b.actor, a)) or bool(b.target and names.alike(b.target, a.actor, a))
    words = a.quote.text, b.quote.text
    first = any(_FIRST.search(text) for text in words)
    if not swapped or not (first or all(_BEGAN.search(text) for text in words)) or not any(_ANSWERED.search(text) for text in words):
        return None
    return f"{a.actor} against {b.actor} as the one who attacked"


def _speaks_for(root: str, name: str, view: View, names: Names) -> bool:
    return names.alike(root, name, view.claim)


# What the first claim must be or say for a rule to speak at all, and the rule: most claims open none, and are set beside no other.
_RULES: tuple[tuple[Callable[[View], object], Callable[[View, View, Names], str | None]], ...] = (
    (lambda v: v.claim.type in _MOVED and _WILLINGLY.search(v.claim.quote.text), _willingly),
    (lambda v: v.claim.type in _HARM and _BY_ITSELF.search(v.claim.quote.text), _by_accident),
    (lambda v: _STAGED.search(v.claim.quote.text), _staged),
    (lambda v: v.claim.type in _THINGS and _RUINED.search(v.claim.quote.text), _destroyed),
    (lambda v: v.claim.type in (T.PEACEFUL_PROTEST, T.VIOLENT_DEMONSTRATION), _peaceful),
    (lambda v: v.claim.type in _CLASHING and v.claim.actor, _who_began),
)
