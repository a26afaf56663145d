"""The reader with the weights that ship, on sentences made up for this test, and on texts that no reader should stumble over."""

import hashlib
import json
import time
from functools import cache
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.reader.trained import TrainedReader
from onrecord.extract.reader.trained.reader import Blend, believed, within_paragraph
from onrecord.extract.text import sentences
from onrecord.records import Report, Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

STORY = (
    "Rebels of the Northern Front seized the town of Kaldera on Tuesday after two days of fighting, the Kaldera Media Centre said. "
    "At least 14 soldiers were killed in the battle for the town, the centre added. "
    "Government warplanes bombed the market in rebel-held Sarvan on Wednesday morning. "
    "The defence ministry denied that its aircraft had struck the market. "
    "Aid agencies called on both sides to let food convoys into the city. "
    "More than 3,000 families have fled their homes since Monday, according to the UN refugee agency."
)


@pytest.fixture(scope="module", params=["small", "default"])
def reader(request):
    return TrainedReader.load(request.param)


@pytest.fixture(scope="module")
def story(reader):
    return read(reader, STORY)


def read(reader, text, title=None):
    return reader.read(Report(id="r", text=text, title=title))


def the_claim(claims, text, piece):
    """The claim whose quote holds this piece."""
    at = text.index(piece)
    held = [c for c in claims if c.quote.start <= at and at + len(piece) <= c.quote.end]
    assert held, f"no claim holds {piece!r}"
    return min(held, key=lambda c: len(c.quote))


def words(text, span):
    return text[span.start : span.end] if span else None


@pytest.mark.parametrize(
    "piece, kind, modality",
    [
        ("seized the town", EventType.NONSTATE_OVERTAKES_TERRITORY, Modality.ASSERTED),
        ("bombed the market", EventType.AIR_STRIKE, Modality.ASSERTED),
        ("struck the market", EventType.AIR_STRIKE, Modality.DENIED),
        ("let food convoys", EventType.DEMAND, Modality.DEMANDED),
        ("have fled their homes", EventType.DISPLACEMENT, Modality.ASSERTED),
    ],
)
def test_type_and_modality(story, piece, kind, modality):
    claim = the_claim(story, STORY, piece)
    assert (claim.type, claim.modality) == (kind, modality)


@pytest.mark.parametrize(
    "piece, speaker, cue",
    [
        ("seized the town", "Kaldera Media Centre", "said"),
        ("struck the market", "defence ministry", "denied"),
        ("have fled their homes", "UN refugee agency", "according to"),
    ],
)
def test_speaker_and_cue(story, piece, speaker, cue):
    claim = the_claim(story, STORY, piece)
    assert claim.voice == "named" and speaker in words(STORY, claim.source)
    assert words(STORY, claim.cue) == cue


def test_the_publishers_own_voice_is_the_narrator(story):
    claim = the_claim(story, STORY, "bombed the market")
    assert claim.voice == "narrator" and claim.source is None and claim.cue is None


def test_reportedly_is_nobodys_word(reader):
    text = "Army units reportedly pulled out of the northern suburbs of Kaldera overnight."
    claim = the_claim(read(reader, text), text, "pulled out of the northern suburbs")
    assert (claim.voice, claim.modality) == ("unattributed", Modality.HEDGED)


def test_who_took_what(story):
    claim = the_claim(story, STORY, "seized the town")
    assert "Northern Front" in words(STORY, claim.actor)
    assert words(STORY, claim.place) == "Kaldera"
    assert "Northern Front" in words(STORY, claim.holder)
    assert claim.change == Change.GAIN


def test_every_claim_has_chances(story):
    for claim in story:
        assert {"quote", "type", "source", "modality", "actor", "target", "place", "control"} <= set(claim.confidence)
        assert all(0 <= c <= 1 for c in claim.confidence.values())


def test_the_same_report_gives_the_same_claims(reader, story):
    assert read(reader, STORY) == story
    assert read(TrainedReader.load("small" if "small" in reader.name else "default"), STORY) == story


def test_a_speaker_is_found_without_commas_and_apostrophes(reader):
    text = "Militants captured the districts main police base on Friday the regional governors spokesman said"
    claim = the_claim(read(reader, text), text, "captured the districts main police base")
    assert "spokesman" in words(text, claim.source)


def test_no_mention_runs_over_its_sentence(reader):
    text = "Assad's forces now reportedly control 93 per cent of Aleppo.\n\n" * 2 + STORY
    for claim in read(reader, text):
        for span in (claim.source, claim.actor, claim.target, claim.place, claim.holder, claim.cue):
            assert span is None or any(s.contains(span) for s in sentences(text))


def test_nothing_happens_in_a_recipe(reader):
    assert read(reader, "Peel the apples and cut them into thin slices. Add two spoons of sugar and a little butter.") == []


@pytest.mark.parametrize("text", ["", " \n\t ", ".", "\x00", "\ud800", "'", "a" * 5000, "\u0301" * 300, "日本語のテキスト。" * 50])
def test_texts_without_claims_do_no_harm(reader, text):
    check(read(reader, text), text)


def test_a_long_report_is_read_in_windows_without_seams(reader, story):
    # Other towns every time: what a report says twice is one claim, and the reader has learned so.
    towns = "Kaldera Morvan Tesk Ubaira Solna Fardis Qelb Imarat Zenod Wadara Lutsk Pavel".split()
    text = " ".join(STORY.replace("Kaldera", town).replace("Sarvan", f"{town}abad") for town in towns)
    claims = read(reader, text)
    check(claims, text)
    assert len(claims) >= 8 * len(story)
    assert len({c.quote for c in claims if c.voice != "named"}) == len([c for c in claims if c.voice != "named"])


@pytest.mark.parametrize("unit", ["rebels took it" + " " * 60])
def test_two_hundred_thousand_characters(reader, unit):
    text = (unit * (200_000 // len(unit) + 1))[:200_000]
    begun = time.process_time()
    check(read(reader, text), text)
    assert time.process_time() - begun < 300  # a bound against runaway work on any machine, not a measure of speed


SHARED_READER = cache(lambda: TrainedReader.load("small"))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.text(max_size=30))
def test_any_text_is_read(text, title):
    check(read(SHARED_READER(), text, title), text)


def check(claims, text):
    assert [c.quote for c in claims] == sorted((c.quote for c in claims), key=lambda s: s.start)
    for claim in claims:
        for span in (claim.quote, claim.source, claim.cue, claim.actor, claim.target, claim.place, claim.holder, *claim.via):
            assert span is None or (0 <= span.start < span.end <= len(text))
        assert (claim.voice == "named") == (claim.source is not None)
        assert (claim.holder is None) == (claim.change is None)


@pytest.mark.parametrize(("size", "most"), [("small", 30_000_000), ("default", 120_000_000)])
def test_the_card_says_what_the_files_are(size, most):
    folder = resources.files("onrecord.extract.reader") / "model" / size
    card = json.loads((folder / "reader.json").read_text("utf-8"))
    for name, digest in card["sha256"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    sizes = [(folder / name).stat().st_size for name in card["sha256"]]
    assert sum(sizes) < most and max(sizes) < 95_000_000


def test_chances_are_believed_as_the_curves_say():
    chances = {"quote": 0.9, "type": 0.5, "source": 0.99, "modality": 0.5}
    told = believed(chances, {"type": (1.0, 1.0), "source": (0.0, 0.0), "claim": (0.0, -1.0)})
    assert told["quote"] == 0.9  # no curve: as it was
    assert told["type"] == pytest.approx(0.7311, abs=1e-4)
    assert told["source"] == 0.5
    assert told["claim"] == pytest.approx(0.2689, abs=1e-4)
    assert believed(chances, {}) == chances


def test_the_words_count_beside_the_network():
    blend = Blend(network=1.0, none=-0.5, cut=0.5, constant=0.0)
    assert blend.chance(0.5, 0.0, 0.0) == 0.5
    assert blend.chance(0.5, 2.0, 0.0) < 0.5 < blend.chance(0.5, 0.0, 2.0)


@pytest.mark.parametrize(
    ("text", "end"),
    [("Three died.\n\nThe army denied it", 10), ("Three died. The army denied it", 30), ("\n\nThree died", 12)],
)
def test_no_quote_goes_on_behind_a_blank_line(text, end):
    assert within_paragraph(Span(0, len(text)), text) == Span(0, end)
