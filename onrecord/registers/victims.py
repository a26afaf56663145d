"""Victims whom reports name, by the words alone. Names are compared inside; what is shown of them is what the covered picture shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.records import Claim, Span
from onrecord.registers.ground import Ground, happened
from onrecord.registers.people import People, people_of
from onrecord.vocab.measures import Measure

Person = tuple[Span, tuple[str, ...]]
"""Where a report names a person, in code points of its text, and the folded words of the fullest name that the report has for them."""

_KIN = (
    r"(?:wife|husband|son|daughter|mother|father|brother|sister|uncle|aunt|cousin|nephew|niece|widow"
    r"|grand(?:son|daughter|mother|father))"
)
_WORK = (
    r"(?:teacher|doctor|surgeon|nurse|medic|paramedic|journalist|reporter|cameraman|photographer|editor|student|pupil|farmer|shepherd|driver"
    r"|trader|shopkeeper|lawyer|judge|engineer|imam|priest|pastor|professor|lecturer|activist|archaeologist|pharmacist|baker|fisherman"
    r"|policeman|policewoman|soldier|fighter|commander|officer|guard|(?:aid|health|rescue|relief|humanitarian) worker)"
)
_DIED = r"(?:died|perished|succumbed|lost (?:his|her|their) li(?:fe|ves)|bled to death)"
_SLAIN = r"(?:killed|murdered|executed|beheaded|hanged|slain|assassinated|shot dead|lynched|massacred)"
_HURT = r"(?:wounded|injured|maimed)"
_BE = r"(?:was|were|is|are|has been|have been|had been|being|got)(?: (?:also|both|all|reportedly|later|then))? (?:among those )?(?:\w+ly )?"
_ASIDE = r"(?:,? (?:aged )?\(?\d{1,3}\)?,?|,[^,.;]{1,60},){0,2}(?: and (?:X|(?:his|her) \w+)(?:,[^,.;]{1,40},)?)?,?"
# Words that end what was begun: after "killed", a name behind one of them is not whom it befell.
_NOT = r"(?:by|said|says|told|when|who|which|that|after|while|near|for|in|at|from|to|with|on|but|as|against|under|because|according)"
_WORD = rf"(?:(?!{_NOT}\b)[a-z][\w’'-]*|X|\d{{1,3}}(?:-year-old)?)(?![\w’'-])"
_GAP = rf"(?:[ ,:]+{_WORD}){{0,12}}[ ,:]*$"

_AFTER = {
    Measure.KILLED: re.compile(rf"^{_ASIDE} (?:{_DIED}|{_BE}{_SLAIN}|{_BE}(?:among|one of) (?:the|those) (?:dead|killed|victims))\b"),
    Measure.INJURED: re.compile(rf"^{_ASIDE} {_BE}(?:{_HURT})\b"),
}
_BEFORE = {
    Measure.KILLED: re.compile(
        rf"(?:(?<!be )\b(?:{_SLAIN}|killing|murdering|executing|beheading)"
        r"|\b(?:death|killing|murder|execution|body|remains|assassination) of"
        r"|\b(?:dead|victims?)(?: \w+)? (?:include[sd]?|was|were)|\b(?:dead|killed|victims?) (?:is|are|was|were) (?:named|identified) as)"
        rf"{_GAP}|\b(?:killed|dead)\b[^.;:]{{0,60}}:(?:[ ,]|X|and\b|\b\d{{1,3}}\b)*$"
    ),
    Measure.INJURED: re.compile(rf"\b(?:{_HURT}|injuring|wounding){_GAP}"),
}
_AGE_AFTER = re.compile(r"^(?:,? (?:who was |aged )?|,? \()(\d{1,3})(?=[,).;]|\s(?!\w*(?:people|killed|dead|others))|$)")
_AGE_BEFORE = re.compile(r"\b(\d{1,3})-year-old(?: [\w-]+){0,3},? $")
_NEAR_AFTER = re.compile(r"^(?:,? \(?(?:aged )?\d{1,3}\)?)?,(?: who was| then)?( (?:an?|the|his|her|their)\b(?: [a-z\d][\w’'-]*){1,8})")
_NEAR_BEFORE = re.compile(r"((?:[\w’'-]+,? ){1,6})$")
_WOMAN = re.compile(r"\b(?:woman|girl|mother|wife|daughter|sister|aunt|niece|grand(?:mother|daughter)|widow|Mrs|Ms|policewoman)\b", re.I)
_MAN = re.compile(r"\b(?:man|boy|father|husband|son|brother|uncle|nephew|grand(?:father|son)|Mr|policeman|cameraman|fisherman)\b", re.I)
_OCCUPATION = re.compile(rf"\b{_WORK}\b", re.I)
_SOME = r"(?:\w+ (?:children|sons|daughters)|two|three|four|five|six|seven|eight)"
_RELATION = re.compile(rf"\b(?:(?:his|her|their) {_KIN}|{_KIN} of {_SOME})\b", re.I)
OLDEST = 115
MOST_NAMESAKES = 50  # victims of one name that another is compared with
AGES_APART = 1  # one report counts by the birthday, another by the year


@dataclass(slots=True)
class Victim:
    """One person whom claims name as killed or injured. shown: the name where it may be shown, blocks where it may not.

    What is not said is None; where two reports differ the first is kept, and the words of both stand under the entry.
    """

    keys: tuple[str, ...]  # the name's folded words: never shown
    what: Measure
    shown: str
    age: int | None = None
    sex: str | None = None
    occupation: str | None = None
    relation: str | None = None
    people: People = People.UNKNOWN
    roots: dict[str, None] = field(default_factory=dict)
    claims: dict[str, None] = field(default_factory=dict)
    reports: dict[str, None] = field(default_factory=dict)
    events: dict[str, None] = field(default_factory=dict)


def victims(ground: Ground, texts: Mapping[str, str], people: Mapping[str, Sequence[Person]]) -> list[Victim]:
    """Whom claims name as killed or injured; one person across reports is one.

    ground: may be covered. texts: the reports' own texts, in which `people` stand; both have the same offsets, since a name is covered
    code point by code point. Two namings are one victim where the harm is the same, every word of the shorter name is in the longer in its
    order, and ages do not differ: within one event, or anywhere where both give two words or more and the day may be the same.
    """
    found: list[Victim] = []
    bearers: dict[str, list[Victim]] = {}
    for claim in happened(ground.picture.claims.values()):
        text, near = texts.get(claim.report), people.get(claim.report, ())
        inside = [p for p in near if claim.quote.start <= p[0].start and p[0].end <= claim.quote.end]
        if text is None or not inside or claim.id not in ground.event_of or not claim.quote.text:  # words held back name nobody
            continue
        for span, keys in inside:
            one = _named(claim, text, span, keys, inside)
            if one is not None:
                _put(one, claim, span, ground, found, bearers)
    return found


def _named(claim: Claim, text: str, span: Span, keys: tuple[str, ...], inside: Iterable[Person]) -> Victim | None:
    """The person as a victim, if the quote says so; other names in it stand as X, so that a list of the dead is one."""
    if claim.source.mention and claim.source.mention.start <= span.start < claim.source.mention.end:
        return None
    before = _masked(text, claim.quote.start, span.start, inside)
    after = _masked(text, span.end, claim.quote.end, inside)
    what = next((w for w in _AFTER if _AFTER[w].search(after)), None) or next((w for w in _BEFORE if _BEFORE[w].search(before)), None)
    if what is None:
        return None
    age = _AGE_AFTER.search(after) or _AGE_BEFORE.search(before)
    told = _NEAR_AFTER.search(after)
    lead = _NEAR_BEFORE.search(before)
    words = f"{lead[1].rstrip(', ').rsplit(',', 1)[-1] if lead else ''} {told[1] if told else ''}"
    work, kin = _OCCUPATION.search(words), _RELATION.search(words)
    return Victim(
        keys=keys,
        what=what,
        shown="",
        age=int(age[1]) if age and int(age[1]) <= OLDEST else None,
        sex=_sex(words),
        occupation=work[0].lower() if work else None,
        relation=kin[0].lower() if kin else None,
    )


def _sex(words: str) -> str | None:
    woman, man = bool(_WOMAN.search(words)), bool(_MAN.search(words))
    return None if woman is man else "female" if woman else "male"


def _masked(text: str, start: int, end: int, inside: Iterable[Person]) -> str:
    """The words between two offsets on one line, with the persons in them as X."""
    made, at = "", start
    for other, _ in sorted(inside, key=lambda p: p[0].start):
        if start <= other.start and other.end <= end and other.start >= at:
            made += text[at : other.start] + "X"
            at = other.end
    return re.sub(r"\s+", " ", made + text[at:end])


def _put(one: Victim, claim: Claim, span: Span, ground: Ground, found: list[Victim], bearers: dict[str, list[Victim]]) -> None:
    event = ground.event_of[claim.id].id
    near = (v for key in one.keys for v in bearers.get(key, ())[-MOST_NAMESAKES:])
    home = next((v for v in near if _one_person(v, one, claim, event, ground)), None)
    if home is None:
        home = one
        at = span.start - claim.quote.start  # the quote is covered code point by code point; a report's whole text may be held back
        home.shown = " ".join(claim.quote.text[at : at + len(span)].split())
        found.append(home)
        for key in set(one.keys):
            bearers.setdefault(key, []).append(home)
    for name in ("age", "sex", "occupation", "relation"):
        if getattr(home, name) is None:
            setattr(home, name, getattr(one, name))
    if home.people is People.UNKNOWN and home.occupation:
        home.people = people_of(home.occupation, ground.actors)
    home.keys = max(home.keys, one.keys, key=len)
    home.roots[ground.root(claim)] = home.claims[claim.id] = home.reports[claim.report] = home.events[event] = None


def _one_person(known: Victim, one: Victim, claim: Claim, event: str, ground: Ground) -> bool:
    if known.what is not one.what or (known.age and one.age and abs(known.age - one.age) > AGES_APART):
        return False
    short, full = sorted((known.keys, one.keys), key=len)
    rest = iter(full)
    if not all(key in rest for key in short):
        return False
    return event in known.events or (len(short) > 1 and any(_days_meet(claim, ground.picture.claims[c]) for c in known.claims))


def _days_meet(left: Claim, right: Claim) -> bool:
    """Nothing says that they are of different days."""
    a, b = left.when, right.when
    return a is None or b is None or (a.earliest <= b.latest and b.earliest <= a.latest)
