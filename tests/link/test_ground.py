"""What a pair is not asked would have been silent: its sum is that of every statement. Joining by a heap is joining the most alike."""

from __future__ import annotations

import itertools
import math
import random

from link.cases import ARMY, DAY, NARRATOR, OBSERVATORY, REGISTER, a_said, reports_of

from onrecord.link.compare.ground import ground
from onrecord.link.facts import Facts, Reader
from onrecord.link.group import BEST, CROWD, FREE, UNSEEN, group
from onrecord.link.score import PRIOR, RULES_V2, Sums
from onrecord.records import Claim, Control, Figure, Place, When
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure


def some_facts(count: int, seed: int = 5) -> list[Facts]:
    rng = random.Random(seed)
    claims = [_drawn(n, rng) for n in range(count)]
    reader = Reader(reports_of(claims), REGISTER)
    return [reader.facts(c) for c in claims]


def _drawn(number: int, rng: random.Random) -> Claim:
    holder = rng.choice([None, None, "Harran army", "Front of Dura"])
    later = When(earliest="2016-12-09", latest="2016-12-15")
    texts = ["Shells hit the market of Dura", "the attack on Dura was repelled", "the army halted its raids"]
    kinds = [EventType.SHELLING, EventType.SUICIDE_BOMB, EventType.ARMED_CLASH, EventType.ACCUSATION, EventType.STATEMENT]
    return a_said(
        number,
        rng.choice(texts),
        at=rng.randrange(900),
        report=f"r{rng.randrange(6)}",
        source=rng.choice([NARRATOR, OBSERVATORY, ARMY]),
        type=rng.choice(kinds),
        modality=rng.choice([Modality.ASSERTED, Modality.DENIED]),
        actor=rng.choice([None, "Harran army", "Front of Dura"]),
        target=rng.choice([None, "civilians", "Front of Dura"]),
        place=rng.choice([None, Place(name="Dura"), Place(name="east Dura"), Place(name="Syria")]),
        when=rng.choice([None, DAY, later, When(earliest="2016-12-20", latest="2016-12-20")]),
        figures=rng.choice([(), (Figure(what=Measure.KILLED, low=34, high=34),), (Figure(what=Measure.INJURED, low=5, high=None),)]),
        control=holder and Control(holder=holder, place="Dura", change=Change.GAIN),
    )


def test_a_statement_that_lacks_its_ground_is_silent() -> None:
    skipped = set()
    for left, right in itertools.combinations(some_facts(90), 2):
        found = ground(left, right)
        assert found == ground(right, left)
        for rule in RULES_V2:
            if rule.needs & found != rule.needs:
                skipped.add(rule.says)
                assert rule.says(left, right).value is None, rule.says.__name__
    assert skipped == {rule.says for rule in RULES_V2 if rule.needs}


def test_the_sum_is_that_of_every_statement_to_the_last_digit() -> None:
    total = Sums().total
    for left, right in itertools.combinations(some_facts(60, seed=6), 2):
        sum_ = PRIOR
        for rule in RULES_V2:
            value = rule.says(left, right).value
            if value is not None:
                sum_ += rule.weight * value if value else rule.otherwise
        assert total(left, right) == sum_


def test_the_most_alike_are_joined_first_as_if_all_were_compared_at_every_step() -> None:
    for seed in range(30):
        rng, claims = random.Random(seed), _strangers(26)
        pairs = itertools.combinations(range(len(claims)), 2)
        # Eighths add up without rounding, and often to the same: ties are tried too.
        scores = {pair: rng.randrange(-20, 30) / 8 for pair in pairs if rng.random() < 0.5}
        assert group(claims, scores) == _plainly(len(claims), scores)


def _strangers(count: int) -> list[Facts]:
    """Claims of which no rule keeps two apart."""
    claims = [a_said(n, type=EventType.CASUALTY_TOLL) for n in range(count)]
    reader = Reader(reports_of(claims), REGISTER)
    return [reader.facts(c) for c in claims]


def _plainly(count: int, scores: dict[tuple[int, int], float]) -> list[list[int]]:
    groups = [[n] for n in range(count)]
    while True:
        ranked = [(-_likeness(a, b, scores), a[0], b[0]) for a, b in itertools.combinations(groups, 2)]
        worth, first, second = min(ranked, default=(0.0, 0, 0))
        if worth >= 0:
            return groups
        joined = sorted(at for members in groups if members[0] in (first, second) for at in members)
        groups = sorted([members for members in groups if members[0] not in (first, second)] + [joined])


def _likeness(a: list[int], b: list[int], scores: dict[tuple[int, int], float]) -> float:
    seen = [scores[pair] for x in a for y in b if (pair := (min(x, y), max(x, y))) in scores]
    if not seen:
        return -math.inf
    mean, size = (sum(seen) + UNSEEN * (len(a) * len(b) - len(seen))) / (len(a) * len(b)), len(a) + len(b)
    return (1 - BEST) * mean + BEST * max(seen) - (CROWD * math.log(size / FREE) if size > FREE else 0.0)
