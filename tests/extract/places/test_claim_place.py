"""The place of a claim, among those that its report names."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.places import ClaimFrame, ClaimPlaces, find_places
from onrecord.extract.places.choosing import CONTEXT, Chooser, Net, chooser, context, softmax
from onrecord.extract.places.claim_features import ReportPlaces
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.knowledge.gazetteer.tables import namesakes
from onrecord.records import Place, Span
from onrecord.vocab.event_types import EventType

GAZETTEER = Gazetteer.load()
TEXT = (
    "Rebels entered Idlib on Saturday. Fighters shelled the market and killed nine people. In Hama, farther south, the army held its lines "
    "near the airport. The civil war in Syria has killed hundreds of thousands of people since 2011. Troops from Qlarveh joined them."
)


def frame(words: str, type: EventType = EventType.ARMED_CLASH, hint: str | None = None, text: str = TEXT) -> ClaimFrame:
    def span(piece: str) -> Span:
        return Span(text.index(piece), text.index(piece) + len(piece))

    return ClaimFrame(quote=span(words), type=type, hint=span(hint) if hint else None)


def places(*frames: ClaimFrame, text: str = TEXT) -> list[Place | None]:
    return ClaimPlaces(text, find_places(text, GAZETTEER)).of_all(frames)


def name(place: Place | None) -> str | None:
    return place and place.name


def test_a_claim_without_words_of_place_inherits_that_of_what_is_told_about() -> None:
    found = places(
        frame("Rebels entered Idlib on Saturday"), frame("Fighters shelled the market and killed nine people", EventType.SHELLING)
    )
    assert [name(p) for p in found] == ["Idlib", "Idlib"]


def test_background_of_a_whole_country_is_placed_there() -> None:
    quote = "The civil war in Syria has killed hundreds of thousands of people since 2011"
    assert name(places(frame(quote, EventType.CASUALTY_TOLL))[0]) == "Syria"


def test_a_name_that_only_the_reader_knows_is_a_place_of_the_report() -> None:
    found = places(frame("Troops from Qlarveh joined them", EventType.TROOP_MOVEMENT, hint="Qlarveh"))[0]
    assert found is not None
    assert (found.name, found.country, found.lat) == ("Qlarveh", "SYR", None)


def test_a_site_named_by_its_kind_has_its_towns_coordinate_less_precisely() -> None:
    found = places(frame("the army held its lines near the airport", hint="the airport"))[0]
    assert found is not None
    assert (found.name, found.precision) == ("Hama", 2)


def test_no_claims_have_no_places() -> None:
    assert places() == []


def test_mentions_of_one_place_are_one_option() -> None:
    text = "Troops took the town of Al-Bab. Shells hit al-Bab, in Syria."
    report = ReportPlaces(text, find_places(text, GAZETTEER))
    assert [len(o.mentions) for o in report.options] == [2, 1]


def test_no_feature_is_a_name() -> None:
    beside = {n.split("=")[1] for n in chooser().options if "=" in n}
    assert beside and [w for w in beside if "c" not in namesakes().get(w, "")] == []
    said = {n.split(":")[1] for n in chooser().claims if n.startswith(("word:", "near:"))}
    assert said and [w for w in said if not w.islower() or GAZETTEER.is_demonym(w)] == []
    assert not said & {"aleppo", "syria", "syrian", "hama", "gaza"}


def test_the_second_network_hears_of_the_claims_around() -> None:
    frames = [frame("Rebels entered Idlib"), frame("Fighters shelled the market")]
    sure, unsure = np.array([0.98, 0.02], np.float32), np.array([0.5, 0.5], np.float32)
    told = context([sure, unsure], frames, [0, 1]).reshape(2, 2, len(CONTEXT))
    previous = CONTEXT.index("previous")
    assert told[1, 0, previous] > told[1, 1, previous] and told[0, :, previous].tolist() == [0, 0]


def test_weights_are_read_as_they_were_written(tmp_path) -> None:
    net = Net(*(np.ones(shape, np.float32) for shape in ((2, 3), (1, 3), (3,), (3,), (2,))))
    wide = Net(*(np.ones(shape, np.float32) for shape in ((2 + len(CONTEXT), 3), (1, 3), (3,), (3,), (2 + len(CONTEXT),))))
    np.savez_compressed(tmp_path / "w.npz", **Chooser(["a", "b"], ["c"], [net], [wide]).arrays())
    with (tmp_path / "w.npz").open("rb") as file:
        again = Chooser.read(file)
    row = [[{"a": 1.0}, {"b": 1.0}]]
    assert again.likely(lambda first, last: (row, [{"c": 1.0}]), [ClaimFrame(quote=Span(0, 1))], [0])[0].tolist() == pytest.approx(
        [0.5, 0.5]
    )


def test_probabilities_sum_to_one() -> None:
    parts = softmax(np.array([1.0, 2.0, 800.0, -5.0], np.float32), [2, 2])
    assert [float(p.sum()) for p in parts] == pytest.approx([1.0, 1.0])


PIECES = st.sampled_from(
    "Aleppo Syria the town of in al-Bab , . - ' \n province Syrian airport 17 Hill ( ) \u202e é İ \ud800 killed Mr. shelled".split(" ")
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(PIECES, max_size=60).map(" ".join) | st.text(max_size=150),
    st.lists(
        st.tuples(st.integers(0, 200), st.integers(0, 60), st.none() | st.integers(0, 200), st.none() | st.sampled_from(EventType)),
        max_size=5,
    ),
)
def test_any_claims_of_any_text_have_places_of_its_own_words_or_none(
    text: str, drawn: list[tuple[int, int, int | None, EventType | None]]
) -> None:
    size = len(text)
    frames = [
        ClaimFrame(quote=Span(min(a, size), min(a + n, size)), hint=None if h is None else Span(min(h, size), min(h + 9, size)), type=kind)
        for a, n, h, kind in drawn
    ]
    of = ClaimPlaces(text, find_places(text, GAZETTEER))
    found = of.of_all(frames)
    assert len(found) == len(frames) and found == of.of_all(frames)
    for place in found:
        assert place is None or (place.mention is not None and text[place.mention.start : place.mention.end] == place.mention.text)


def test_a_mark_elsewhere_does_not_outweigh_the_place_that_the_quote_names() -> None:
    text = (
        "Isis fought its way into Palmyra in Syria on Sunday, and held Palmyra from May 2015. Palmyra has oil. "
        "Charities said chlorine attacks had been reported in the Kallaseh neighbourhood of Aleppo, with 25 victims."
    )
    said = frame(text[text.index("chlorine") :], EventType.CHEMICAL_WEAPON, hint="Palmyra", text=text)
    assert name(places(said, text=text)[0]) == "Kallaseh"
