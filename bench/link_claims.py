"""Speed of linking and reconciling on synthetic claims, what doubling them costs, and what one more report costs.

    link_claims.py [--claims 100000]

The bars, for 100,000 claims on two cores: under 60 s, under 3 GB, doubling at most 2.3 times. Exit code 1 if one is not held.

Made-up places, days, sources and copies in the proportions of a news corpus: a happening is told by one to eight reports, a report tells of
three happenings, every third passage is a copy. The baseline in the same run is half the claims: near-linear means a factor of about two.
Times are of the processor, so that a busy machine does not show; the work is done in one thread.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from datetime import date, timedelta

from onrecord.flow import SoFar
from onrecord.knowledge.actors.register import ActorRegister
from onrecord.records import Claim, Control, Figure, Place, Report, Source, When, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

TYPES = (
    EventType.AIR_STRIKE,
    EventType.SHELLING,
    EventType.ARMED_CLASH,
    EventType.CONTROL_STATUS,
    EventType.NONSTATE_OVERTAKES_TERRITORY,
    EventType.DISPLACEMENT,
    EventType.ATTACK_ON_CIVILIANS,
)
SIDES = ("Harran army", "Front of Dura", "Eastern Brigade", "Harran government")
SYLLABLES = "ab ar da du el fa gha ha ib ja ka la ma na qa ra sa ta um za".split()
WORDS = "market bakery school road bridge hospital convoy houses river crossing garrison tower quarter village mosque depot".split()


def make(count: int, seed: int = 7) -> tuple[dict[str, Report], list[Claim]]:
    """count claims and their reports: the same for the same seed. About one place and one day for every forty claims."""
    rng = random.Random(seed)
    places = sorted({"".join(rng.choice(SYLLABLES) for _ in range(4)).capitalize() for _ in range(max(20, count // 250))})
    sources = [f"{rng.choice(WORDS).capitalize()} {kind} of {p}" for p in places[:200] for kind in ("Observatory", "Council")]
    reports: dict[str, Report] = {}
    claims: list[Claim] = []
    while len(claims) < count:
        place, day = rng.choice(places), date(2014, 1, 1) + timedelta(days=rng.randrange(1500))
        kind, doer, toll = rng.choice(TYPES), rng.choice(SIDES), rng.randrange(1, 90)
        text = f"{' '.join(rng.sample(WORDS, 6))} of {place} on that day"
        for _ in range(rng.randint(1, 8)):
            report = f"r{len(claims) // 3}"
            told = day + timedelta(days=rng.randrange(3))
            reports.setdefault(report, Report(id=report, text="", publisher=f"Paper {len(reports) % 300}", published=told.isoformat()))
            copied = rng.random() < 0.33
            words = text if copied else " ".join(rng.sample(WORDS, 8))
            start = rng.randrange(4000)
            claims.append(
                Claim(
                    id=f"clm-{len(claims):07}",
                    report=report,
                    quote=Words(text=words, start=start, end=start + len(words)),
                    source=Source(name=rng.choice(("narrator", doer, rng.choice(sources)))),
                    type=kind,
                    modality=Modality.DENIED if rng.random() < 0.1 else Modality.ASSERTED,
                    actor=doer,
                    place=Place(name=place, country="SYR"),
                    when=None if rng.random() < 0.2 else When(earliest=day.isoformat(), latest=day.isoformat()),
                    figures=(Figure(what=Measure.KILLED, low=toll + rng.randrange(2), high=None),) if rng.random() < 0.4 else (),
                    control=Control(holder=doer, place=place, change=Change.HOLD) if kind is EventType.CONTROL_STATUS else None,
                )
            )
    return reports, claims[:count]


SECONDS, GIGABYTES, DOUBLING = 60.0, 3.0, 2.3  # the bars; seconds for 100,000 claims


def measure(count: int) -> float:
    """Seconds of the processor for everything at once; prints the parts, and then what one report more costs."""
    reports, claims = make(count)
    last = claims[-1].report
    so_far = SoFar(ActorRegister([]))
    clock = Clock()
    so_far.add((r for r in reports.values() if r.id != last), (c for c in claims if c.report != last))
    linked = clock.lap()
    picture = so_far.picture()
    concluded = clock.lap()
    print(
        f"{count} claims: {linked + concluded:.1f} s (link {linked:.1f}, reconcile and control {concluded:.1f}); "
        f"{len(picture.events)} events, largest {max(len(e.claims) for e in picture.events)}, "
        f"{sum(len(e.findings) for e in picture.events)} findings, {len(picture.spells)} spells; {memory():.2f} GB at most"
    )
    before = {id(event) for event in picture.events}
    clock.lap()
    so_far.add([reports[last]], (c for c in claims if c.report == last))
    again = clock.lap()
    touched = sum(id(event) not in before for event in so_far.picture().events)
    print(f"one report more: link {again:.3f} s, reconcile and control {clock.lap():.3f} s; {touched} events concluded again")
    return linked + concluded


class Clock:
    """Seconds of the processor since the last lap."""

    def __init__(self) -> None:
        self._begun = time.process_time()

    def lap(self) -> float:
        begun, self._begun = self._begun, time.process_time()
        return self._begun - begun


def memory() -> float:
    """The most that was held at once, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    args = parser.parse_args()
    half, whole = measure(args.claims // 2), measure(args.claims)
    print(f"twice the claims cost {whole / half:.2f} times as much")
    held = whole <= SECONDS * args.claims / 100_000, memory() <= GIGABYTES, whole / half <= DOUBLING
    print("; ".join(f"{name} {'held' if ok else 'NOT HELD'}" for name, ok in zip(("seconds", "memory", "doubling"), held, strict=True)))
    sys.exit(not all(held))


if __name__ == "__main__":
    main()
