"""Speed of linking and reconciling on synthetic claims, and what doubling them costs.

    link_claims.py [--claims 100000]

Made-up places, days, sources and copies in the proportions of a news corpus: a happening is told by one to eight reports, a report tells of
three happenings, every third passage is a copy. The baseline in the same run is half the claims: near-linear means a factor of about two.
Times are of the processor, so that a busy machine does not show; the work is done in one thread.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from datetime import date, timedelta

from onrecord.knowledge.actors.register import ActorRegister
from onrecord.link import link
from onrecord.reconcile import reconcile
from onrecord.reconcile.control import timelines
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


def measure(count: int) -> float:
    reports, claims = make(count)
    register = ActorRegister([])
    by_id = {c.id: c for c in claims}
    begun = time.process_time()
    events = link(reports, claims, register)
    linked = time.process_time()
    done = [reconcile(event, reports, by_id, register) for event in events]
    reconciled = time.process_time()
    spells = timelines(reports, claims, register)
    end = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(
        f"{count} claims: {end - begun:.1f} s (link {linked - begun:.1f}, reconcile {reconciled - linked:.1f}, "
        f"control {end - reconciled:.1f}); "
        f"{len(events)} events, largest {max(len(e.claims) for e in events)}, {sum(len(e.findings) for e in done)} findings, "
        f"{len(spells)} spells; {memory:.2f} GB at most"
    )
    return end - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    args = parser.parse_args()
    half, whole = measure(args.claims // 2), measure(args.claims)
    print(f"twice the claims cost {whole / half:.2f} times as much")


if __name__ == "__main__":
    main()
