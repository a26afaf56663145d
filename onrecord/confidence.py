"""What is left of a ledger for those outside: no confidential report, and of a released one no more than what was counted, by nobody.

This is the one place where confidential reports are taken out. It works on reports and claims, before anything is linked, so that no event,
figure, grade, reason or spell made of them can hold a word of theirs. `flow.picture` gives this part unless it is asked for everything, and
what covers names (`onrecord.publish.privacy`) refuses a picture that holds a confidential report all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.knowledge.actors import ActorRegister
from onrecord.records import Claim, Figure, Judgement, Picture, Place, Report, Source, Span, When, words_at
from onrecord.registers.people import People, people_of

SOURCE = "a confidential source"
TEXT = "A confidential source. What it says is not published."
_PEOPLE = {
    People.CIVILIAN: "civilians",
    People.COMBATANT: "combatants",
    People.WOMEN: "women",
    People.CHILDREN: "children",
    People.WOMEN_AND_CHILDREN: "women and children",
    People.MEN: "men",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Reports with their claims and what people decided on them."""

    reports: Sequence[Report]
    claims: Sequence[Claim]
    judgements: Sequence[Judgement] = ()


def secret_ids(reports: Iterable[Report]) -> frozenset[str]:
    return frozenset(report.id for report in reports if report.confidential)


def open_part(whole: Part) -> Part:
    """Without confidential reports and whatever speaks of them."""
    secret = secret_ids(whole.reports)
    if not secret:
        return whole
    claims = [claim for claim in whole.claims if claim.report not in secret]
    ids = {claim.id for claim in claims}
    return Part(
        reports=[_unlinked(report, secret) for report in whole.reports if report.id not in secret],
        claims=claims,
        judgements=[j for j in whole.judgements if j.left in ids and j.right in ids],
    )


def with_released(whole: Part, picture: Picture, released: Collection[str], register: ActorRegister) -> Part:
    """The open part and, as claims of a confidential source, those of released reports that add something to it.

    picture: what the whole comes to. A confidential claim whose root speaks openly too is left out: under another name it would count as a
    second, independent source. Which claims speak of one event is taken from the picture, since the words that say so are gone.
    """
    rest = open_part(whole)
    numbers = {id: n for n, id in enumerate((r.id for r in whole.reports if r.confidential), 1)}
    going = [report for report in whole.reports if report.confidential and report.id in released]
    blank = Report(id="", text=TEXT, publisher=SOURCE, language="en")
    told = {r.id: replace(blank, id=f"confidential-{numbers[r.id]}", published=r.published_day) for r in going}
    openly = {claim.id for claim in rest.claims}
    made: dict[str, Claim] = {}
    for report in going:
        own = (claim for claim in whole.claims if claim.report == report.id)
        for number, claim in enumerate(own, 1):
            if _adds(claim, picture, openly):
                home = told[report.id]
                made[claim.id] = _disguised(claim, f"{home.id}-{number}", home, register)
    return Part(
        reports=[*rest.reports, *told.values()],
        claims=[*rest.claims, *made.values()],
        judgements=[*rest.judgements, *_ties(picture, made, openly)],
    )


def _unlinked(report: Report, secret: Collection[str]) -> Report:
    """Not said to take the place of a report that nobody may know of."""
    return replace(report, supersedes=None) if report.supersedes in secret else report


def _adds(claim: Claim, picture: Picture, openly: set[str]) -> bool:
    """Whether the claim's root is none that speaks openly of the same event."""
    home = next((e for e in picture.events if claim.id in e.claims), None)
    root = next((r for r in home.roots if claim.id in r.claims), None) if home else None
    return root is not None and openly.isdisjoint(root.claims)


def _disguised(claim: Claim, id: str, home: Report, register: ActorRegister) -> Claim:
    """What was counted, without the words: names that the register knows, places of the gazetteer, days, numbers."""
    control = claim.control
    holder = _known(control.holder, register) if control else None
    return Claim(
        id=id,
        report=home.id,
        quote=words_at(home.text, Span(0, len(home.text))),
        source=Source(name=SOURCE),
        type=claim.type,
        modality=claim.modality,
        actor=_known(claim.actor, register),
        target=_known(claim.target, register),
        place=_placed(claim.place),
        when=claim.when and When(earliest=claim.when.earliest, latest=claim.when.latest, precision=claim.when.precision),
        figures=tuple(_counted(figure, register) for figure in claim.figures),
        control=replace(control, holder=holder) if control and holder and _placed(claim.place) else None,
        made_by=claim.made_by,
        confidence=dict(claim.confidence),
    )


def _known(name: str | None, register: ActorRegister) -> str | None:
    """A body's name; a person's, or words that the register does not know, may say who talked."""
    found = register.find(name) if name else None
    return found.name if found else None


def _placed(place: Place | None) -> Place | None:
    return replace(place, mention=None) if place and place.gazetteer else None


def _counted(figure: Figure, register: ActorRegister) -> Figure:
    return Figure(what=figure.what, low=figure.low, high=figure.high, of=_PEOPLE.get(people_of(figure.of, register)))


def _ties(picture: Picture, made: Mapping[str, Claim], openly: Collection[str]) -> Iterator[Judgement]:
    """That the disguised claims stand together, with the open ones and apart as they do in the whole."""
    homes = [[id for id in event.claims if id in made] for event in picture.events]
    beside = [next((id for id in event.claims if id in openly), None) for event in picture.events]
    firsts = [(own[0], other) for own, other in zip(homes, beside, strict=True) if own]
    for own, other in zip(homes, beside, strict=True):
        for id in own[1:]:
            yield _tie(made[own[0]].id, made[id].id, same=True)
        if own and other:
            yield _tie(made[own[0]].id, other, same=True)
    for number, (left, _) in enumerate(firsts):
        for right, _ in firsts[number + 1 :]:
            yield _tie(made[left].id, made[right].id, same=False)


def _tie(left: str, right: str, *, same: bool) -> Judgement:
    return Judgement(left=left, right=right, same=same, by="onrecord", because="as in the whole, which is not published")
