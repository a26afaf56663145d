"""Made-up reports with their claims, as a war's reporting has them, for trials of any size; the same for the same seed.

A few places are told of far more often than most, and each has a month in which more happens. A happening is told within three days by one
to twelve outlets, most often by one or two, every third time in copied words; one telling in twenty denies it, and as many give another
toll. A report holds one to five claims, whose quotes stand in its text. Names are made of syllables; provinces of one country hold the
places.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from onrecord.records import Claim, Control, Figure, Place, Report, Source, When, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

BEGIN, DAYS = date(2014, 1, 1), 1500
TYPES = {
    EventType.AIR_STRIKE: 5,
    EventType.SHELLING: 5,
    EventType.ARMED_CLASH: 4,
    EventType.CONTROL_STATUS: 2,
    EventType.NONSTATE_OVERTAKES_TERRITORY: 1,
    EventType.DISPLACEMENT: 2,
    EventType.ATTACK_ON_CIVILIANS: 3,
}
HOLDS = {EventType.CONTROL_STATUS: Change.HOLD, EventType.NONSTATE_OVERTAKES_TERRITORY: Change.GAIN}
TOLD = {1: 45, 2: 22, 3: 12, 4: 8, 5: 6, 8: 5, 12: 2}  # by how many, and how often: two and a half on average
SIDES = ("Harran army", "Front of Dura", "Eastern Brigade", "Harran government")
SYLLABLES = "ab ar da du el fa gha ha ib ja ka la ma na qa ra sa ta um za".split()
WORDS = """market bakery school road bridge hospital convoy houses river crossing garrison tower quarter village mosque depot morning night
families residents doctors fighters shells bodies smoke rescue workers street council water power station field homes hill front""".split()
FILLER = "The two sides have fought over the province for years, and neither account could be checked on the ground."


@dataclass(frozen=True, slots=True)
class Telling:
    """One outlet's telling of a happening: all of a claim but its report and offsets."""

    place: Place
    day: date
    kind: EventType
    doer: str
    toll: int
    words: str
    source: Source


def make(count: int, seed: int = 7) -> Iterator[tuple[Report, list[Claim]]]:
    """Reports in the order of their days, each with its claims, together just count of them."""
    rng = random.Random(seed)
    world = _World(rng, count)
    due: list[list[Telling]] = [[] for _ in range(DAYS + 3)]
    made = 0
    for _ in range(count * 10 // 24 + 10):  # some more than are needed; the last days are cut off
        at, tellings = world.happening()
        for telling in tellings:
            due[at + rng.randrange(3)].append(telling)
    nth = 0
    for at, told in enumerate(due):
        rng.shuffle(told)
        while told and made < count:
            some = [told.pop() for _ in range(min(len(told), count - made, rng.randint(1, 5)))]
            yield _report(rng, nth, BEGIN + timedelta(days=at), some, made)
            nth, made = nth + 1, made + len(some)


class _World:
    """Where things happen, when, and who tells of them."""

    def __init__(self, rng: random.Random, count: int) -> None:
        self._rng = rng
        names = sorted({"".join(rng.choice(SYLLABLES) for _ in range(4)).capitalize() for _ in range(max(50, count // 100))})
        rng.shuffle(names)
        provinces = [f"{name} Province" for name in names[:14]]
        self.places = [_place(rng, n, name, provinces) for n, name in enumerate(names)]
        self._often = list(accumulate(1 / (n + 20) for n in range(len(names))))  # the first is told of 190 times as often as the 4,000th
        self._hot = [rng.randrange(DAYS - 30) for _ in names]
        self._sources = [f"{rng.choice(WORDS).capitalize()} {kind} of {p.name}" for p in self.places[:200] for kind in ("Watch", "Council")]

    def happening(self) -> tuple[int, list[Telling]]:
        """The number of its day, and how it is told."""
        rng = self._rng
        (at,) = rng.choices(range(len(self.places)), cum_weights=self._often)
        nth = self._hot[at] + rng.randrange(30) if rng.random() < 0.05 else rng.randrange(DAYS)
        (kind,) = rng.choices(list(TYPES), weights=list(TYPES.values()))
        place, toll = self.places[at], rng.randrange(1, 90)
        doer = SIDES[at % len(SIDES)] if rng.random() < 0.8 else rng.choice(SIDES)  # one front, mostly one attacker
        first = self._words(place.name, doer, kind)
        told = []
        for _ in range(rng.choices(list(TOLD), weights=list(TOLD.values()))[0]):
            words = first if rng.random() < 0.33 else self._words(place.name, doer, kind)
            told.append(Telling(place, BEGIN + timedelta(days=nth), kind, doer, toll + (rng.random() < 0.05), words, self._source(doer)))
        return nth, told

    def _words(self, place: str, doer: str, kind: EventType) -> str:
        some = self._rng.sample(WORDS, 9)
        return f"{' '.join(some[:5])} in {place} as the {doer} {str(kind).replace('_', ' ')} {' '.join(some[5:])}"

    def _source(self, doer: str) -> Source:
        drawn = self._rng.random()
        if drawn < 0.3:
            return Source(name="narrator")
        return Source(name="unattributed") if drawn < 0.4 else Source(name=doer if drawn < 0.6 else self._rng.choice(self._sources))


def _place(rng: random.Random, nth: int, name: str, provinces: list[str]) -> Place:
    lat, lon = round(rng.uniform(32.5, 37.2), 4), round(rng.uniform(35.9, 42.1), 4)
    return Place(
        name=name,
        country="SYR",
        lat=lat,
        lon=lon,
        precision=2,
        gazetteer=f"made-up:{nth}",
        parents=(provinces[nth % len(provinces)],),
    )


def _report(rng: random.Random, nth: int, day: date, told: list[Telling], made: int) -> tuple[Report, list[Claim]]:
    id, parts, claims, at = f"rpt-{nth:024d}", [], [], 0
    for n, telling in enumerate(told):
        said = f"{telling.source.name} said: " if telling.source.named else ""
        parts.append(f"{said}{telling.words}. {FILLER}\n")
        claims.append(_claim(rng, f"clm-{made + n:024d}", id, telling, at, len(said)))
        at += len(parts[-1])
    publisher = f"The {WORDS[nth % len(WORDS)].capitalize()} Paper {nth % 300}"
    return Report(id=id, text="".join(parts), publisher=publisher, published=day.isoformat(), location=f"{id}.txt"), claims


def _claim(rng: random.Random, id: str, report: str, told: Telling, at: int, said: int) -> Claim:
    day, start, place = told.day.isoformat(), at + said, told.place
    where = start + told.words.index(place.name)
    change = HOLDS.get(told.kind)
    mention = Words(text=told.source.name, start=at, end=at + len(told.source.name)) if said else None
    return Claim(
        id=id,
        report=report,
        quote=Words(text=told.words, start=start, end=start + len(told.words)),
        source=Source(name=told.source.name, mention=mention, kind="unknown"),
        type=told.kind,
        modality=Modality.DENIED if rng.random() < 0.05 else Modality.ASSERTED,
        actor=told.doer,
        target="civilians" if rng.random() < 0.4 else None,
        place=Place(
            name=place.name,
            mention=Words(text=place.name, start=where, end=where + len(place.name)),
            country=place.country,
            lat=place.lat,
            lon=place.lon,
            precision=place.precision,
            gazetteer=place.gazetteer,
            parents=place.parents,
        ),
        when=None if rng.random() < 0.08 else When(earliest=day, latest=day, precision=1),
        figures=(Figure(what=Measure.KILLED, low=told.toll, high=told.toll),) if rng.random() < 0.4 else (),
        control=Control(holder=told.doer, place=place.name, change=change) if change else None,
        made_by="made up",
        confidence={name: round(rng.uniform(0.4, 1), 2) for name in ("type", "modality", "source", "actor", "place", "when")},
    )
