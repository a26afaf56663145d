"""Covers the names of private persons in everything that is published: one block for each code point, so that offsets stay true."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from onrecord.errors import PublishError
from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.privacy.lists import lists
from onrecord.publish.privacy.names_cover import BLOCK, Cover, cover_of, covered
from onrecord.publish.privacy.people import Person, Reading, find_people, known_place
from onrecord.publish.privacy.scripts import LATIN, latin_of, script_of, unread_scripts
from onrecord.publish.privacy.words import words_of
from onrecord.records import Claim, Control, Event, Figure, Finding, Grade, Picture, Place, Report, Root, Source, Spell, When, Words
from onrecord.vocab.roles import Kind

_JOINT = re.compile(r"[^\w]|_|\d")


def cover_picture(picture: Picture, register: ActorRegister, *, released: Collection[str] = (), withheld: Collection[str] = ()) -> Picture:
    """The same picture with the names of private persons covered in reports, claims, events and spells.

    released: names of private persons that a person has released, with a reason, for publishing. withheld: names that are covered wherever
    they stand, whatever the rules say.
    """
    covering = Covering(picture, register, released=released, withheld=withheld)
    return replace(
        picture,
        reports={key: covering.report(report) for key, report in picture.reports.items()},
        claims={key: covering.claim(claim) for key, claim in picture.claims.items()},
        events=tuple(covering.event(event) for event in picture.events),
        spells=tuple(covering.spell(spell) for spell in picture.spells),
    )


class Covering:
    """What to cover in a picture, worked out once for each report; records are covered when they are asked for, one at a time.

    Raises PublishError where a confidential report stands in the picture: whoever made it asked for more than may leave.
    """

    def __init__(
        self, picture: Picture, register: ActorRegister, *, released: Collection[str] = (), withheld: Collection[str] = ()
    ) -> None:
        if any(report.confidential for report in picture.reports.values()):
            raise PublishError("a confidential report stands in what is to be published; nothing was written")
        self._picture, self._register = picture, register
        free = {_folded(name) for name in released}
        witnesses: dict[str, list[str]] = {}
        for claim in picture.claims.values():
            if claim.source.kind == Kind.WITNESS and claim.source.mention:
                witnesses.setdefault(claim.report, []).append(claim.source.mention.text)
        told: dict[str, list[str]] = {}
        for claim in picture.claims.values():
            if claim.translation:
                told.setdefault(claim.report, []).append(claim.translation)
        self._people = {
            key: _quality(report, witnesses.get(key, ()), told.get(key, ()), register) for key, report in picture.reports.items()
        }
        for people in self._people.values():
            for person in people:
                person.public = person.public or any(_folded(words) in free for words in person.words)
        for key, report in picture.reports.items():
            _withhold(withheld, self._people[key], report)
        self._released = frozenset(released)
        self._unread = {
            key: unread_scripts("\n".join((report.text, report.title or "", report.author or "", report.location)), report.language)
            for key, report in picture.reports.items()
        }
        self._covers = {key: cover_of(people, self._unread[key], self._released) for key, people in self._people.items()}
        self._merged: dict[tuple[str, ...], Cover] = {}
        self._reports: dict[str, Report] = {}
        self._free = frozenset(free)

    def report(self, report: Report) -> Report:
        """A report of the picture, covered; made once."""
        found = self._reports.get(report.id)
        if found is None:
            found = self._reports[report.id] = _report(report, self._covers[report.id], self._register, self._free)
        return found

    def claim(self, claim: Claim) -> Claim:
        cover = self._covers.get(claim.report)
        if cover is None or cover.empty:
            return claim
        told = self._picture.reports.get(claim.report)
        return _claim(claim, cover, told and self.report(told))

    def event(self, event: Event) -> Event:
        cover = self._together(event.claims)
        return event if cover.empty else _event(event, cover)

    def spell(self, spell: Spell) -> Spell:
        cover = self._together(spell.claims)
        return spell if cover.empty else _spell(spell, cover)

    def _together(self, ids: Iterable[str]) -> Cover:
        """Names private in any of the reports that these claims stand in."""
        claims = self._picture.claims
        keys = tuple(dict.fromkeys(claim.report for i in ids if (claim := claims.get(i)) and claim.report in self._covers))
        if len(keys) == 1:
            return self._covers[keys[0]]
        if keys not in self._merged:
            self._merged[keys] = cover_of(
                [person for key in keys for person in self._people[key]],
                frozenset().union(*(self._unread[key] for key in keys)),
                self._released,
            )
        return self._merged[keys]


def _withhold(names: Collection[str], people: list[Person], report: Report) -> None:
    """The names become a private person's in this report, whoever else was taken for their bearer."""
    said = f"{report.text}\n{report.title or ''}".casefold() if names else ""
    for name in names:
        keys = tuple(w.bare for w in words_of(name))
        if keys and name.casefold() in said:
            people[:] = [p for p in people if p.keys != keys]
            people.append(Person(keys, {name}))


def _folded(name: str) -> tuple[str, ...]:
    return tuple(w.key for w in words_of(name))


def _quality(report: Report, witnesses: Iterable[str], told: Iterable[str], register: ActorRegister) -> list[Person]:
    """The private persons of a report. witnesses: the words that name its witnesses; told: what a machine made of its words in English."""
    readings = [Reading(report.text, register), *(Reading(translation, register) for translation in told)]
    if report.title:
        readings.append(Reading(report.title, register))
    people = find_people(readings, register)
    known = {key for person in people for key in person.keys}
    for mention in witnesses:
        keys = tuple(w.bare for w in words_of(mention))
        if known.isdisjoint(keys) and _looks_like_a_name(mention, register):
            people.append(Person(keys, {mention}))
            known.update(keys)
    return people


def _looks_like_a_name(text: str, register: ActorRegister) -> bool:
    """Nothing but capitalised words that are no place, no body and no everyday word: a witness of an unheard-of name.

    In a script without capitals nothing tells a name from "residents", so any witness of a few words is covered.
    """
    words, known = words_of(text), lists()
    if text.lower() == text.upper():
        return 0 < len(words) <= 4 and not register.find(text)
    if not words or len(words) > 4 or not all(w.capital for w in words) or register.find(text) or known_place(text):
        return False
    return not any(known.is_common(w.bare) or w.bare in known.body or w.bare in known.place for w in words)


def _report(report: Report, cover: Cover, register: ActorRegister, free: Collection[tuple[str, ...]]) -> Report:
    return replace(
        report,
        text=cover.text(report.text),
        title=report.title and cover.text(report.title),
        author=report.author and (report.author if _folded(report.author) in free else _author(report.author, register)),
        url=report.url and _url(report.url, cover),
        location=cover.text(report.location),
        warnings=tuple(cover.text(w) for w in report.warnings),
    )


def _author(author: str, register: ActorRegister) -> str:
    """A byline is a private person's name unless it is a body's; in doubt it is covered."""
    known = lists()
    keys = [w.bare for w in words_of(author)]
    body = register.find(author) is not None or (keys and (keys[0] in known.body or keys[-1] in known.body))
    return author if body else covered(author)


def _url(url: str, cover: Cover) -> str:
    """An address whose path spells a covered name is cut to its site: a link cannot be covered and still lead anywhere."""
    if not _spells(url, cover):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""


def _spells(url: str, cover: Cover) -> bool:
    """Whether an address spells a covered name: as it is, in Latin letters, or (where names are covered whose vowels are not written, or
    that the rules cannot read) any given name."""
    words = words_of(_JOINT.sub(" ", unquote(url)))
    if any(w.bare in cover.alone for w in words):
        return True
    strange = [key for key in cover.alone if script_of(key) != LATIN]
    if not strange and not cover.unread:
        return False
    known, latin = lists(), tuple(latin_of(key)[:5] for key in strange if len(key) > 3)
    return any(w.script != LATIN or w.bare.startswith(latin) or w.bare in known.given for w in words)


def _mention(words: Words | None, cover: Cover, report: Report | None) -> Words | None:
    """The words as they stand in the covered report, so that they can be found there."""
    if words is None:
        return None
    if report is not None and 0 <= words.start < words.end <= len(report.text) and words.end - words.start == len(words.text):
        shown = report.text[words.start : words.end]
        if all(a in (b, BLOCK) for a, b in zip(shown, words.text, strict=True)):
            return replace(words, text=cover.text(shown))
    return replace(words, text=cover.text(words.text))


def _text(value: str | None, cover: Cover) -> str | None:
    return value and cover.text(value)


def _source(source: Source, cover: Cover, report: Report | None) -> Source:
    mention = _mention(source.mention, cover, report)
    return replace(source, name=cover.text(source.name), mention=mention, via=tuple(cover.text(v) for v in source.via))


def _place(place: Place | None, cover: Cover, report: Report | None) -> Place | None:
    return place and replace(place, mention=_mention(place.mention, cover, report))


def _when(when: When | None, cover: Cover, report: Report | None) -> When | None:
    return when and replace(when, mention=_mention(when.mention, cover, report))


def _figure(figure: Figure, cover: Cover, report: Report | None) -> Figure:
    return replace(figure, of=_text(figure.of, cover), mention=_mention(figure.mention, cover, report))


def _control(control: Control | None, cover: Cover) -> Control | None:
    return control and replace(control, holder=cover.text(control.holder))


def _claim(claim: Claim, cover: Cover, report: Report | None) -> Claim:
    quote = _mention(claim.quote, cover, report)
    assert quote is not None
    return replace(
        claim,
        quote=quote,
        source=_source(claim.source, cover, report),
        cue=_mention(claim.cue, cover, report),
        actor=_text(claim.actor, cover),
        target=_text(claim.target, cover),
        place=_place(claim.place, cover, report),
        when=_when(claim.when, cover, report),
        figures=tuple(_figure(f, cover, report) for f in claim.figures),
        control=_control(claim.control, cover),
        translation=_text(claim.translation, cover),
    )


def _event(event: Event, cover: Cover) -> Event:
    return replace(
        event,
        place=_place(event.place, cover, None),
        roots=tuple(_root(r, cover) for r in event.roots),
        figures=tuple(
            replace(f, of=_text(f.of, cover), by_root=tuple(replace(b, root=cover.text(b.root)) for b in f.by_root)) for f in event.figures
        ),
        grade=event.grade and _grade(event.grade, cover),
        findings=tuple(_finding(f, cover) for f in event.findings),
    )


def _grade(grade: Grade, cover: Cover) -> Grade:
    return replace(grade, rule=cover.text(grade.rule), ruled=grade.ruled and _grade(grade.ruled, cover))


def _root(root: Root, cover: Cover) -> Root:
    return replace(root, name=cover.text(root.name))


def _finding(finding: Finding, cover: Cover) -> Finding:
    return replace(finding, because=cover.text(finding.because))


def _spell(spell: Spell, cover: Cover) -> Spell:
    return replace(
        spell,
        holder=_text(spell.holder, cover),
        according_to=_text(spell.according_to, cover),
        rule=_text(spell.rule, cover),
        because=_text(spell.because, cover),
    )
