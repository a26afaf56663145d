"""Why two counts may both be true though their numbers differ: some of those counted, a rounded number, people told one by one.

Each answers with its words or None.
"""

from __future__ import annotations

import re

from onrecord.reconcile.excuses import middle
from onrecord.reconcile.reading import Names, View, folded_key
from onrecord.records import Figure
from onrecord.vocab.measures import HUMAN_HARM, Measure

_OF_MORE = re.compile(r"\b(?:among|of (?:them|whom|those)|including|includes)\b", re.IGNORECASE)
_OF_THEM = (
    r"(?: [\w-]+){0,2}? (?:(?:were |was )?among (?:them|those|the (?:\d+ )?(?:dead|killed|wounded|injured|victims|evacuees))"
    r"|of (?:them|whom|those|the (?:\d+ )?(?:dead|killed|wounded|injured|victims|evacuees)))\b"
)
_NEARLY = r"(?:nearly|almost|close to|just under|less than|fewer than|not quite)"
_MORE = r"(?:more than|over|upwards of|at least|just over|no fewer than|no less than)"
_ABOUT = r"(?:about|around|approximately|roughly|some|an estimated|or so)"
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_FROM = re.compile(
    r"\bfrom (?:the )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? (?:area|district|quarter|neighbou?rhood|camp)\b",
)
_LEAVING = re.compile(r"\b(?:from|leaving|left|out of) (?:the )?[A-Z]")
_SEVERAL = re.compile(
    r"\b(?:areas|towns|cities|villages|districts|neighbou?rhoods|provinces|regions|nationwide"
    r"|(?:across|throughout|around) the (?:country|region)"
    r"|north and south|countryside)\b",
    re.IGNORECASE,
)
_LONGER = re.compile(
    r"\b(?:since (?:the (?:war|conflict|start|beginning|outbreak|offensive)|it\b|then\b|\d{4}|(?:early|late) )"
    r"|(?:last|this|past) (?:week|month|year)|(?:last|past|recent) (?:\w+ )?(?:days|weeks|months|years)|so far this|to date|in total since"
    r"|\w+-(?:year|month|week)(?:-long)? (?:war|conflict|siege|offensive)|the (?:war|conflict))\b",
    re.IGNORECASE,
)
_CLASS = r" (?:\w+ )?(?:children|wom[ae]n|girls?|boys?|babies|infants|patients|teachers|students|pupils|medics|journalists)\b(?! and)"
_PEOPLE = frozenset("people person persons civilian civilians citizen citizens resident residents inhabitants victims".split())
_NAMED = re.compile(
    r"^\W*(?:(?:a|an|one|another|two|three) (?:[\w-]+ ){0,2}(?:man|woman|child|boy|girl|infant|baby|mother|father|teenager|couple)\b)",
    re.IGNORECASE,
)
_SHARE = 0.1  # a number said to be about so many may be off by this share of it


def of_some(left: View, a: Figure, right: View, b: Figure, names: Names) -> str | None:
    """One counts some of those whom the other counts."""
    for view, own, theirs in ((left, a, b), (right, b, a)):
        if _part_of_own(view, own, theirs):
            return "one counts some of those whom the other counts"
        if middle(own) < middle(theirs) and _said(view, own, after=_OF_THEM):
            return "the words of one say that it counts some of more"
        if _listed(view, own, theirs):
            return "one tells its people by kinds, and no kind is the whole"
    return None


def _part_of_own(view: View, own: Figure, theirs: Figure) -> bool:
    """The claim itself gives a greater count of the same, and the other does not count the same people by name."""
    if own.of and theirs.of and folded_key(own.of) == folded_key(theirs.of):
        return False
    return any(f.what is own.what and middle(f) > middle(own) for f in view.claim.figures)


def _said(view: View, figure: Figure, *, before: str = "", after: str = "") -> bool:
    """The number stands in the quote with these words before or after it."""
    count = figure.low if figure.low is not None else figure.high
    if count is None or count != int(count):
        return False
    whole = int(count)
    written = [str(whole), f"{whole:,}", *([_WORDS[whole]] if whole < len(_WORDS) else [])]
    number = "(?:" + "|".join(map(re.escape, written)) + ")"
    return re.search(rf"\b{before + ' ' if before else ''}{number}\b{after}", view.claim.quote.text, re.IGNORECASE) is not None


def _listed(view: View, own: Figure, theirs: Figure) -> bool:
    """Several kinds of people side by side ("22 children and six teachers"): the words name no sum and no "including"."""
    same = [f for f in view.claim.figures if f.what is own.what and f.of]
    if len({folded_key(f.of or "") for f in same}) < 2 or _OF_MORE.search(view.claim.quote.text):
        return False
    return not theirs.of or not own.of or folded_key(theirs.of) != folded_key(own.of)


def rounded(left: View, a: Figure, right: View, b: Figure) -> str | None:
    """ "Nearly 30" and 29, "about 30" and 33, "more than 100" and 112: the words beside one number say that it is round."""
    for view, own, theirs in ((left, a, b), (right, b, a)):
        if own.low is None and own.high is None:
            continue
        less, more = middle(own) * (1 - _SHARE), middle(own) * (1 + _SHARE)
        other = middle(theirs)
        if (
            (_said(view, own, before=_NEARLY) and less <= other <= middle(own))
            or (_said(view, own, before=_ABOUT) and less <= other <= more)
            or (_said(view, own, before=_MORE) and 0.95 * middle(own) <= other <= middle(own) * (1 + 2 * _SHARE) and middle(own) % 10 == 0)
        ):
            return "one number is round, and the other near it"
    return None


def told_one_by_one(left: View, a: Figure, right: View, b: Figure) -> str | None:
    """ "A man and a woman" is one of each, and no count of the dead."""
    for view, own, theirs in ((left, a, b), (right, b, a)):
        alone = own.what in HUMAN_HARM and middle(own) <= 2 and middle(theirs) > middle(own)
        if alone and _NAMED.search(view.claim.quote.text):
            return "one tells of single people, the other counts"
    return None


def over_more_places(left: View, a: Figure, right: View, b: Figure) -> str | None:
    """ "300 from the Zabadani area" of thousands; a city's besieged against those of all besieged areas."""
    for view, own, other, theirs in ((left, a, right, b), (right, b, left, a)):
        if middle(own) >= middle(theirs):
            continue
        few, many = view.claim.quote.text, other.claim.quote.text
        if (_FROM.search(few) and not _FROM.search(many)) or (
            own.what is Measure.EVACUATED and _LEAVING.search(few) and 2 * middle(own) <= middle(theirs)
        ):
            return "one counts those from one place"
        if _SEVERAL.search(many) and not _SEVERAL.search(few):
            return "one counts over several places"
    return None


def of_a_kind(left: View, a: Figure, right: View, b: Figure, names: Names) -> str | None:
    """Evacuees, teachers, patients against a greater number of people: some of the dead by what they were."""
    for view, own, other, theirs in ((left, a, right, b), (right, b, left, a)):
        children = middle(own) < middle(theirs) and _said(view, own, after=_CLASS) and not _said(other, theirs, after=_CLASS)
        if children:
            return "one counts some by age, sex or calling alone"
        kind = folded_key(own.of or "")
        plain = not theirs.of or folded_key(theirs.of) in _PEOPLE
        if kind and plain and kind not in _PEOPLE and names.civil(kind) and middle(own) < middle(theirs):
            return f"one counts {own.of} alone"
    return None


def over_a_longer_time(left: View, a: Figure, right: View, b: Figure) -> str | None:
    """ "Nearly 1,200 last month" against the dead of a day."""
    for own, other, theirs in ((a, right, b), (b, left, a)):
        mine = left if own is a else right
        if middle(own) < middle(theirs) and _LONGER.search(other.claim.quote.text) and not _LONGER.search(mine.claim.quote.text):
            return "one counts over a longer time"
    return None


def of_another_doer(left: View, a: Figure, right: View, b: Figure, names: Names) -> str | None:
    """Both say who did it, and it is not one: two deeds, or a rival account, but no rival count."""
    mine, theirs = left.claim.actor, right.claim.actor
    if left.claim.report == right.claim.report or a.what not in HUMAN_HARM or not mine or not theirs:
        return None
    whose = [f.of or v.claim.target for f, v in ((a, left), (b, right))]
    if all(w and not names.civil(w) for w in whose):
        return None  # what one force lost is told by both sides, each in its own words
    return None if names.may_be(mine, theirs, left.claim) else f"one counts what {mine} did, the other what {theirs} did"
