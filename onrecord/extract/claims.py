"""Turns labelled spans into Claim records: names, places, dates and figures are read from the words the reader pointed at.

Nothing past this file sees a token.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.extract import pointed
from onrecord.extract.actors import ActorNames
from onrecord.extract.actors.parties import Frame as PartyFrame
from onrecord.extract.actors.parties import Parties, parties_of
from onrecord.extract.control import Holders, whose
from onrecord.extract.dates import DateMention, Frame, dates_of, find_dates
from onrecord.extract.figures import figures_of
from onrecord.extract.languages import language_of
from onrecord.extract.languages.actors import ListedNames
from onrecord.extract.places import ClaimFrame, ClaimPlaces, PlaceMention, find_places
from onrecord.extract.reader.base import ReadClaim
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.records import Claim, Control, Place, Report, Source, Span, When, words_at
from onrecord.vocab.event_types import EventType
from onrecord.vocab.languages import LISTED
from onrecord.vocab.roles import NARRATOR, UNATTRIBUTED, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What the layers of dates and places found in one report, before any claim is looked at."""

    dates: Sequence[DateMention]
    places: Sequence[PlaceMention]
    country: str | None  # ISO 3166 alpha-3 of the country that the report speaks of most

    @classmethod
    def of(cls, report: Report, gazetteer: Gazetteer) -> Layers:
        places = find_places(report.text, gazetteer, title=report.title, language=report.language)
        return cls(
            dates=find_dates(report.text, report.published, language=report.language),
            places=places,
            country=country_of(places),
        )


_OPENING = 400  # code points in which a report says where it is


def country_of(places: Sequence[PlaceMention]) -> str | None:
    """The country that most places of a report lie in; those of its opening count double, since what follows names other states too."""
    counted: Counter[str] = Counter()
    for place in places:
        if place.country:
            counted[place.country] += 2 if place.start < _OPENING else 1
    return counted.most_common(1)[0][0] if counted else None


def claim_id(report_id: str, quote: Span, speaker: Span | None, nth: int = 0) -> str:
    """Same report, same words stating it, same words naming the speaker: same claim.

    nth orders the claims that share these words (two doers of one deed). Reader and reading are left out, so a reviewer's decision
    about a claim survives a better reader that points at the same words.
    """
    parts = json.dumps([report_id, quote.start, quote.end, speaker and [speaker.start, speaker.end], nth])
    return "clm-" + hashlib.sha256(parts.encode()).hexdigest()[:24]


def to_claims(report: Report, read: Sequence[ReadClaim], layers: Layers, register: ActorRegister, *, made_by: str) -> list[Claim]:
    """Claims in the order of their words. Each field is what its words say, or None."""
    names = names_of(report, layers, register)
    seen: Counter[tuple[Span, Span | None]] = Counter()
    read = [own_side(item, report.text, names) for item in read]
    ordered = sorted(read, key=lambda r: (r.quote, r.source or Span(0, 0), r.type))
    options = ClaimPlaces(report.text, not_speakers(report.text, layers.places, ordered), report.title)
    if all(item.points for item in ordered):
        values = _pointed(report, ordered, options, layers, names)
    else:
        values = _chosen(report, ordered, options, layers, names, register)
    claims = []
    for item, (when, party, place, type_, control) in zip(ordered, values, strict=True):
        nth = seen[item.quote, item.source]
        seen[item.quote, item.source] += 1
        claims.append(
            Claim(
                id=claim_id(report.id, item.quote, item.source, nth),
                report=report.id,
                quote=words_at(report.text, item.quote),
                source=_source(report, item, names, register, place, when),
                type=type_,
                modality=item.modality,
                cue=words_at(report.text, item.cue) if item.cue else None,
                actor=party.doer,
                target=party.target,
                place=place,
                when=when,
                figures=figures_of(item.quote, report.text, event_type=item.type, language=report.language),
                control=control,
                made_by=made_by,
                confidence=_sure(item, party),
                translation=item.translation,
            )
        )
    return claims


_Values = tuple[When | None, Parties, Place | None, EventType, Control | None]


def _pointed(report: Report, read: Sequence[ReadClaim], options: ClaimPlaces, layers: Layers, names: ActorNames) -> list[_Values]:
    """Dates, places and control in the words that the reader pointed at, and nowhere else; parties chosen with these words for a sign."""
    days = pointed.Dates(report, layers.dates).of(read)
    places = options.pointed([r.place for r in read])
    parties = parties_of(names, [frame_of(r) for r in read], title=report.title or "", day=report.published_day)
    return [
        (when, party, place, item.type, pointed.control_of(item, place, party.doer, report.text, names))
        for item, when, place, party in zip(read, days, places, parties, strict=True)
    ]


def _chosen(
    report: Report, read: Sequence[ReadClaim], options: ClaimPlaces, layers: Layers, names: ActorNames, register: ActorRegister
) -> list[_Values]:
    """Dates, parties, places and control chosen among all that the report names; what the reader pointed at speaks for one of them."""
    frames = [Frame(quote=r.quote, event_type=r.type, modality=r.modality, control_change=r.change) for r in read]
    places = options.of_all([ClaimFrame(quote=r.quote, hint=r.place, type=r.type) for r in read])
    holders = Holders(report.text, names, register)
    acting = [frame_of(r) for r in read]
    parties = parties_of(names, acting, title=report.title or "", day=report.published_day)
    held = [holders.held(item, place, party.doer) for item, place, party in zip(read, places, parties, strict=True)]
    if any(type_ != item.type for item, (type_, _) in zip(read, held, strict=True)):
        # Who took the place has put the type right; now the parties are chosen for what the claim is.
        acting = [replace(frame, event_type=type_) for frame, (type_, _) in zip(acting, held, strict=True)]
        parties = parties_of(names, acting, title=report.title or "", day=report.published_day)
    days = dates_of(frames, report.text, layers.dates, published=report.published)
    return [(when, party, place, *of) for when, party, place, of in zip(days, parties, places, held, strict=True)]


def own_side(item: ReadClaim, text: str, names: ActorNames) -> ReadClaim:
    """The claim with "our forces" led back to the speaker."""
    actor, target, holder = (span and whose(item, span, text, names) for span in (item.actor, item.target, item.holder))
    return (
        item
        if (actor, target, holder) == (item.actor, item.target, item.holder)
        else replace(item, actor=actor, target=target, holder=holder)
    )


def not_speakers(text: str, places: Sequence[PlaceMention], read: Sequence[ReadClaim]) -> list[PlaceMention]:
    """Places without those that no gazetteer has and that are a speaker or whom the speaker belongs to: "analysts from IHS Jane"."""
    speakers = {r.source for r in read if r.source}

    def is_body(place: PlaceMention, speaker: Span) -> bool:
        before = text[speaker.start : place.start].split()
        return not before or before[-1].lower() in ("the", "from", "with", "at")

    return [p for p in places if p.gazetteer or not any(s.contains(p.span) and is_body(p, s) for s in speakers)]


def names_of(report: Report, layers: Layers, register: ActorRegister) -> ActorNames:
    """The actors of a report, given the country and the places that its layers found."""
    places = [Span(p.start, p.end) for p in layers.places]
    language = language_of(report.language)
    if language in LISTED:
        listed = ListedNames(report.text, register, country=layers.country, places=places)
        listed.language, listed.actors = language, register
        return listed
    return ActorNames(report.text, register, country=layers.country, places=places)


def frame_of(item: ReadClaim) -> PartyFrame:
    """A claim as the choice of its parties sees it."""
    return PartyFrame(
        quote=item.quote,
        event_type=item.type,
        modality=item.modality,
        voice=item.voice,
        source=item.source if item.voice == "named" else None,
        doer=item.actor,
        target=item.target,
        holder=item.holder,
        chances=item.confidence,
    )


def _sure(item: ReadClaim, party: Parties) -> Mapping[str, float]:
    """The reader's chances, those of the parties as they were chosen; none where the reader gives none."""
    return {**item.confidence, "actor": party.doers_chance, "target": party.targets_chance} if item.confidence else {}


def _source(report: Report, item: ReadClaim, names: ActorNames, register: ActorRegister, place: Place | None, when: When | None) -> Source:
    if item.voice == "narrator" or (item.voice == "named" and item.source is None):
        return Source(name=NARRATOR, kind=Kind.NARRATOR)
    via = tuple(names.name_of(span)[0] for span in item.via)
    if item.voice == "unattributed" or item.source is None:
        return Source(name=UNATTRIBUTED, kind=Kind.UNKNOWN, via=via)
    name, kind = names.name_of(item.source)
    side = register.side_of(name, theatre=place.country if place else None, on=when.earliest if when else report.published_day)
    return Source(name=name, mention=words_at(report.text, item.source), kind=kind, side=side, via=via)
