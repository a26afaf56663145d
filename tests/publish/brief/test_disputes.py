"""Which dispute an editor sees first, and which two claims stand for it."""

from __future__ import annotations

from dataclasses import replace

from publish.brief.sample import sample_picture

from onrecord.publish.brief.disputes import by_dispute, find_disputes
from onrecord.publish.brief.index import Index
from onrecord.publish.brief.standing import is_disputed


def test_the_two_claims_that_stand_for_a_dispute_contradict_each_other() -> None:
    index = Index(sample_picture())
    for event in (e for e in index.events if is_disputed(e, index)):
        pairs = [set(f.claims) for f in event.findings]
        for dispute in find_disputes(event, index):
            assert {v.id for v in dispute.pair} in pairs
            for side, view in zip(dispute.sides, dispute.pair, strict=True):
                assert view.id in {c.id for r in side.roots for c in r.claims}


def test_direct_disputes_come_by_weight() -> None:
    index = Index(sample_picture())
    for event in (e for e in index.events if is_disputed(e, index)):
        disputes = [d for d in find_disputes(event, index) if d.direct and "A source against its own earlier word" not in d.kinds]
        assert [d.weight for d in disputes] == sorted((d.weight for d in disputes), reverse=True)


def test_a_dispute_is_as_sure_as_the_least_sure_field_it_rests_on() -> None:
    picture = sample_picture()
    index = Index(picture)
    event = next(e for e in index.events if is_disputed(e, index))
    assert find_disputes(event, index)[0].sure > 0.5
    unsure = {i: replace(c, confidence={"quote": 0.3}) for i, c in picture.claims.items()}
    less = Index(replace(picture, claims=unsure))
    assert find_disputes(event, less)[0].sure == 0.3


def test_events_come_by_their_weightiest_dispute() -> None:
    index = Index(sample_picture())
    ranked = by_dispute((e for e in index.events if is_disputed(e, index)), index)
    kept = [find_disputes(e, index)[0].weight for e in ranked]
    assert kept == sorted(kept, reverse=True) or len(kept) < 2
