"""How far a word reaches: whether two undated words are of one time, whether a denial answers what is asserted, how it was before.

Each answers with its words or None.
"""

from __future__ import annotations

import re

from onrecord.reconcile.reading import Names, View, content
from onrecord.reconcile.weapons import FORBIDDEN, weapons_in
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.findings import Change
from onrecord.vocab.measures import HUMAN_HARM

_A_MONTH = 31  # days
# "Not behind it", "has no such weapons", "did not use them": who says so speaks of a doer, not of the deed.
_AUTHORSHIP = re.compile(
    r"\b(?:responsib\w+|involve[ds]?|involvement|behind|role in|part in|link(?:ed|s)?|culpab\w+|blame\w*|guilt\w*|innocen\w+"
    r"|carr(?:y|ied|ying) out|perpetrat\w+|complicit\w*"
    r"|(?:has|have|had|posses\w*|own\w*) (?:no|any|never) (?:[\w-]+ ){0,2}(?:weapons?|arms|arsenal|gas|aircraft|planes|rockets)"
    r"|(?:never|not|n't|no longer|denie[sd]|denying|deny) (?:[\w-]+ ){0,3}(?:us(?:e[ds]?|ing)|posses\w*|own\w*)"
    r"|none of (?:its|our|their|his) [\w-]+)\b",
    re.IGNORECASE,
)
_LOSSES = re.compile(
    r"\b(?:no|not|none|nobody|never|n't|without|denie[sd]|denying|deny)\b.{0,60}"
    r"\b(?:killed|kills|killing|wounded|injur\w+|casualt\w+|losses|dead|deaths?|died)\b",
    re.IGNORECASE | re.DOTALL,
)
# Things that a denial may name: who denies having hit hospitals does not deny an air raid.
_THINGS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\b(?:hospitals?|clinics?|medical|health|doctors?|patients?|ambulances?)\b",
        r"\b(?:schools?|universit(?:y|ies)|pupils?|students?|teachers?|classrooms?)\b",
        r"\b(?:mosques?|church(?:es)?|shrines?|temples?|museums?|heritage|mausole\w+|cathedral|monaster(?:y|ies))\b",
        r"\b(?:convoys?|trucks?|lorr(?:y|ies)|aid|humanitarian)\b",
    )
)
_DEED = re.compile(r"\b(?:was|were|been|being|is|are) (?:\w+ )?(?:targeted|attacked|hit|struck|bombed|shelled|fired)\b", re.IGNORECASE)
_HARMED = re.compile(
    r"\b(?:kill\w*|wound\w*|injur\w*|casualt\w*|loss(?:es)?|dead|deaths?|die[ds]?|dying|victims?|bod(?:y|ies)|martyr\w*|hurt|lives"
    r"|massacre\w*|slain|slaughter\w*|harm\w*|tolls?|buried|fell|fallen|lost|hit|shot|shoot\w*|execut\w*|behead\w*)\b",
    re.IGNORECASE,
)
_IN_RETURN = re.compile(
    r"\b(?:in (?:retaliation|revenge|reprisal|response|reply)|retaliat\w+|respond(?:ed|ing)? (?:with|by|to)|prompted|in the wake of)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:and|with|alongside|backed|allied|together|jointly|share[sd]?|sharing|coalition|alliance)\b", re.IGNORECASE)
_YET = re.compile(r"\b(?:not yet|n't yet|yet to|not (?:\w+ )?yet)\b", re.IGNORECASE)
_HABIT = re.compile(
    r"\b(?:continu\w+|relentless\w*|regularly|repeatedly|ongoing|campaigns? of"
    r"|(?:war )?crimes|atrocities|violations|injustices|systematic\w*)\b",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"\b(?:fund(?:s|ed|ing)|financ\w+|arming|arms|back(?:s|ed|ing)|support(?:s|ed|ing)?|suppl(?:y|ies|ied|ying)|fail(?:s|ed|ing|ure)?|ignor\w+"
    r"|silence|inaction|disregard|international community|bears? (?:some|part|moral))\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:another|separate(?:ly)?|second|third|other|further|earlier|previous|subsequent) (?:[\w-]+ ){0,2}"
    r"(?:attacks?|strikes?|raids?|bombings?|blasts?|shelling|incidents?)\b|\bseparately\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:until|till|formerly|former|previously|once|at one point|used to|had (?:been )?(?:held|controlled|ruled)"
    r"|was (?:part of|one of|the last)"
    r"|were (?:part of|in the hands)|before (?:it|the|being|they)|last remaining|at the time)\b",
    re.IGNORECASE,
)
# "Rebel-held Dura", "the Front's bastion": an aside, which lags behind the news.
_ASIDE = re.compile(r"\b\w+-(?:held|controlled|ruled|run|dominated)\b|\b(?:stronghold|bastion|enclave)\b", re.IGNORECASE)


def told_apart(left: View, right: View) -> str | None:
    """One at least names no day, and their reports lie more than a month apart."""
    if left.first is not None and right.first is not None:
        return None
    if any(v.first is None and v.told_day is None for v in (left, right)) and left.claim.report != right.claim.report:
        return "of one neither the day nor the date of its report is known"
    if left.told_day is None or right.told_day is None:
        return None
    begins = [v.first if v.first is not None else v.told_day for v in (left, right)]
    ends = [v.last if v.last is not None else v.told_day for v in (left, right)]
    gap = max(b for b in begins if b is not None) - min(e for e in ends if e is not None)
    return f"told {gap} days apart, and no day is named" if gap > _A_MONTH else None


def unanswered(denial: View, said: View, names: Names) -> str | None:
    """What is denied is not what is asserted: the doer alone, or the losses alone."""
    a, b = denial.claim, said.claim
    words = a.quote.text
    if a.control or b.control:
        return None
    losses = _LOSSES.search(words) is not None
    if losses and not _DEED.search(words) and not _tells_harm(said):
        return "only losses are denied"
    if _of_another_thing(denial, said):
        return "one denies what the other does not tell"
    if not losses and b.type is not T.ACCUSATION and _AUTHORSHIP.search(words) and not _names_the_denier(denial, said, names):
        return "who did it is denied, not that it was done"
    return None


def _of_another_thing(denial: View, said: View) -> bool:
    """The denial names hospitals, gas or cluster bombs, and the other claim nothing of the kind."""
    a, b = denial.claim, said.claim
    if a.report == b.report or b.type is T.ACCUSATION:
        return False
    told = f"{b.quote.text} {b.target or ''} {str(b.type).replace('_', ' ')}"
    weapons = (weapons_in(a.quote.text) & FORBIDDEN) - weapons_in(told)
    return bool(weapons) or any(words.search(a.quote.text) and not words.search(told) for words in _THINGS)


def _tells_harm(said: View) -> bool:
    claim = said.claim
    return any(f.what in HUMAN_HARM for f in claim.figures) or _HARMED.search(claim.quote.text) is not None


def _names_the_denier(denial: View, said: View, names: Names) -> bool:
    doer, hit = said.claim.actor, said.claim.target
    deniers = [n for n in (denial.claim.actor, denial.root, denial.claim.source.name if denial.claim.source.named else None) if n]
    if not doer:  # whose enemy was hit is named in all but word
        return bool(hit) and any(names.opposed(hit or "", n, said.claim) for n in deniers)
    return any(names.alike(doer, n, said.claim) for n in deniers)


def another_deed(left: View, right: View) -> str | None:
    """One tells of an answer to the other's deed, or of another one."""
    for view, other in ((left, right), (right, left)):
        for words in (_IN_RETURN, _ANOTHER):
            if words.search(view.claim.quote.text) and not words.search(other.claim.quote.text):
                return "one tells of another deed, or of an answer to it"
    return None


def at_each_other(left: View, right: View, names: Names) -> str | None:
    """The doer of the one suffers the other: a blow and the blow that answered it, not two hands for one."""
    for view, other in ((left, right), (right, left)):
        doer, hit = view.claim.actor, other.claim.target
        if doer and hit and not names.nobody_in_particular(doer) and names.one_body(doer, hit):
            return "the doer of the one is hit in the other"
    return None


def helped(left: View, right: View) -> str | None:
    """One blames who paid for it, armed it or let it happen, the other names who did it."""
    for view, other in ((left, right), (right, left)):
        blames = view.claim.type is T.ACCUSATION and _HELPED.search(view.claim.quote.text)
        if blames and not (other.claim.type is T.ACCUSATION and _HELPED.search(other.claim.quote.text)):
            return "one blames who helped or let it happen"
    return None


def a_habit(left: View, right: View) -> str | None:
    """One speaks of what goes on and on, or of crimes at large, the other of one deed with a day."""
    for view, other in ((left, right), (right, left)):
        if _HABIT.search(view.claim.quote.text) and not _HABIT.search(other.claim.quote.text) and not view.claim.figures:
            return "one speaks of what goes on at large"
    return None


def no_deed_blamed(left: View, right: View) -> str | None:
    """Blame on one side, a deed on the other, and no word or sufferer in common: it may be for anything."""
    a, b = left.claim, right.claim
    if (a.type is T.ACCUSATION) is (b.type is T.ACCUSATION) or (a.target and a.target == b.target) or a.report == b.report:
        return None
    named = {
        w
        for n in (a.actor, b.actor, a.target, b.target, a.place and a.place.name, b.place and b.place.name)
        if n
        for w in n.casefold().split()
    }
    return None if content(a.quote.text, named) & content(b.quote.text, named) else "what is blamed need not be this deed"


def gas_by_air(left: View, right: View) -> str | None:
    """Gas comes in bombs: the one does not gainsay the other."""
    types = {left.claim.type, right.claim.type}
    return "gas may be dropped from the air" if types == {T.CHEMICAL_WEAPON, T.AIR_STRIKE} else None


def as_it_was(left: View, right: View) -> str | None:
    """One speaks of how it was before, or says in an aside whose a place is that the other tells was taken."""
    for view, other in ((left, right), (right, left)):
        mine, theirs = view.claim.control, other.claim.control
        if mine is None or theirs is None or mine.change is not Change.HOLD:
            continue
        if _BEFORE.search(view.claim.quote.text):
            return "one may speak of how it was before"
        if theirs.change is Change.GAIN and _ASIDE.search(view.claim.quote.text) and not view.claim.source.named:
            return "one says in an aside whose it was"
    return None


def together(left: View, right: View, names: Names) -> str | None:
    """The words of one name both holders, joined: they took it, or share it, together."""
    a, b = left.claim.control, right.claim.control
    if a is None or b is None or a.change is not b.change or names.one_body(a.holder, b.holder):
        return None
    for view in (left, right):
        words = view.claim.quote.text
        if _JOINED.search(words) and names.named_in(a.holder, words) and names.named_in(b.holder, words):
            return "the words of one name both as holding it"
    return None


def not_two_sides(left: View, right: View, names: Names) -> str | None:
    """Two names of which the register lacks one, and nothing says that they oppose each other."""
    a, b = left.claim.control, right.claim.control
    if a is None or b is None or a.change is not b.change or left.claim.report == right.claim.report:
        return None
    if names.one_body(a.holder, b.holder) or names.opposed(a.holder, b.holder, left.claim):
        return None
    unknown = [n for n in (a.holder, b.holder) if names.register.find(n) is None]
    return f"“{unknown[0]}” may be another name for the same" if len(unknown) == 1 else None


def not_yet(denial: View) -> str | None:
    return "what has not happened yet may have come" if _YET.search(denial.claim.quote.text) else None


def asides(left: View, right: View) -> str | None:
    """Both say in passing whose a place is, and no day ties the two."""
    both = all(_ASIDE.search(v.claim.quote.text) and not v.claim.source.named for v in (left, right))
    return "both say so in passing" if both and left.claim.report != right.claim.report else None
