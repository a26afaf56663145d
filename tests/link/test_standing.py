"""Adding reports to what is linked already gives what linking everything at once gives, and leaves alone what it does not touch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from link.cases import ARMY, DAY, NARRATOR, OBSERVATORY, REGISTER, a_said, linked, reports_of, together
from link.test_invariants import some_claims

from onrecord.link import Standing, candidates, copies
from onrecord.link.candidates import Blocks
from onrecord.link.facts import Reader
from onrecord.records import Claim, Control, Judgement, Place, Source, When
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change

MORTARS = "Eleven mortar rounds fell between the bakery and the mosque of the old quarter shortly after noon prayers"


def standing(*pieces: Sequence[Claim], judgements: Sequence[Sequence[Judgement]] = ()) -> Standing:
    """Pieces added one after the other; judgements: those that stand at each piece."""
    kept = Standing(REGISTER)
    for n, piece in enumerate(pieces):
        kept.add(reports_of(piece), piece, judgements[n] if n < len(judgements) else ())
    return kept


def crowded(claims: Sequence[Claim]) -> list[Claim]:
    """The claims and copies of them a day later, so that blocks fill and neighbours push each other apart."""
    later = [
        a_said(
            100 + n,
            c.quote.text,
            at=c.quote.start,
            report=f"x{n % 3}",
            source=c.source,
            type=c.type,
            modality=c.modality,
            place=c.place,
            when=c.when,
            figures=c.figures,
            control=c.control,
        )
        for n, c in enumerate(claims)
    ]
    return [*claims, *later]


@st.composite
def assaults(draw: st.DrawFn) -> list[Claim]:
    """Attacks beaten off, and the word that the place fell: the former are moved to the events of the latter."""
    claims = []
    for number in range(draw(st.integers(0, 6))):
        place = draw(st.sampled_from(["Dura", "Tell Amar"]))
        day = draw(st.sampled_from(["2016-12-09", "2016-12-10"]))
        shared: dict[str, Any] = {
            "report": f"r{draw(st.integers(0, 4))}",
            "at": draw(st.integers(0, 900)),
            "place": Place(name=place),
            "when": draw(st.sampled_from([None, When(earliest=day, latest=day)])),
            "source": draw(st.sampled_from([NARRATOR, OBSERVATORY, ARMY])),
        }
        if draw(st.booleans()):
            claims.append(a_said(50 + number, f"the army beat back the attack on {place}", type=EventType.ARMED_CLASH, **shared))
        else:
            gain = Control(holder="Front of Dura", place=place, change=Change.GAIN)
            kind = EventType.NONSTATE_OVERTAKES_TERRITORY
            claims.append(a_said(50 + number, f"{place} fell to the Front", type=kind, control=gain, actor="Front of Dura", **shared))
    return claims


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few neighbours and so small a crowd that a dozen claims fill them."""
    monkeypatch.setattr(candidates, "_NEIGHBOURS", 2)
    monkeypatch.setattr(candidates, "_FEWER", 1)
    monkeypatch.setattr(copies, "_CROWD", 3)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(some_claims(), assaults(), st.randoms(use_true_random=False), st.data())
def test_pieces_come_to_the_same_as_the_whole(
    narrow: None, claims: list[Claim], fights: list[Claim], random: Any, data: st.DataObject
) -> None:
    everything = [*crowded(claims), *fights]
    random.shuffle(everything)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(everything)), min_size=1, max_size=3)))
    pieces = [everything[a:b] for a, b in zip([0, *cuts], [*cuts, len(everything)], strict=True)]
    ids = [c.id for c in everything] or ["none"]
    verdicts = data.draw(
        st.lists(st.builds(_judgement, st.sampled_from(ids), st.sampled_from(ids), st.booleans()), max_size=4), label="judgements"
    )
    early = verdicts[: len(verdicts) // 2]
    kept = standing(*pieces, judgements=[early] * (len(pieces) - 1) + [verdicts])
    assert kept.events() == linked(*everything, judgements=verdicts, reports=reports_of(everything))


def _judgement(left: str, right: str, same: bool) -> Judgement:
    return Judgement(left=left, right=right, same=same, by="mk", because="")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(some_claims(), st.randoms(use_true_random=False))
def test_blocks_filled_in_pieces_give_the_pairs_of_the_whole(narrow: None, claims: list[Claim], random: Any) -> None:
    everything = crowded(claims)
    reader = Reader(reports_of(everything), REGISTER)
    facts = [reader.facts(c) for c in sorted(everything, key=lambda c: c.id)]
    order = list(range(len(facts)))
    random.shuffle(order)
    blocks, pairs = Blocks(facts), set[tuple[int, int]]()
    for begin in range(0, len(order), 5):
        gained, lost = blocks.add(order[begin : begin + 5])
        pairs = (pairs | gained) - lost
    assert pairs == candidates.candidates(facts)


def test_an_event_that_a_new_report_does_not_touch_stays_the_object_that_it_was():
    far = a_said(
        9,
        "a dam broke",
        source=Source(name="Mayor of Tell Amar"),
        place=Place(name="Tell Amar"),
        when=When(earliest="2016-02-01", latest="2016-02-01"),
        actor=None,
    )
    kept = standing([a_said(1), a_said(2), far])
    before = {e.id: e for e in kept.events()}
    third = a_said(3, source=NARRATOR)
    kept.add(reports_of([third]), [third])
    after = {e.id: e for e in kept.events()}
    [untouched] = before.keys() & after.keys()
    assert after[untouched] is before[untouched]
    assert together(kept.events(), "c1", "c2", "c3")


def test_a_judgement_that_comes_later_and_one_that_is_taken_back():
    apart = _judgement("c1", "c2", False)
    kept = standing([a_said(1), a_said(2)])
    assert together(kept.events(), "c1", "c2")
    kept.add({}, [], [apart])
    assert not together(kept.events(), "c1", "c2")
    kept.add({}, [], [])
    assert together(kept.events(), "c1", "c2")


def test_a_claim_that_is_here_already_is_passed_over():
    kept = standing([a_said(1)], [a_said(1), a_said(2)])
    assert kept.events() == linked(a_said(1), a_said(2))


def test_a_run_of_words_that_becomes_a_set_phrase_makes_no_copies_any_more(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(copies, "_CROWD", 2)
    prints = [a_said(n, MORTARS, source=NARRATOR, place=Place(name=f"Place {n}"), when=DAY) for n in (1, 2, 3)]
    kept = standing(prints[:2])
    assert "copy" in {o.basis.value for e in kept.events() for o in e.origins}
    kept.add(reports_of(prints), prints[2:])
    assert "copy" not in {o.basis.value for e in kept.events() for o in e.origins}
