"""What claims take from the layers of a report."""

import pytest

from onrecord.extract.claims import Layers, country_of, not_speakers, to_claims
from onrecord.extract.places import PlaceMention
from onrecord.extract.reader.base import ReadClaim
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.records import Report, Span
from onrecord.vocab.event_types import EventType


@pytest.mark.parametrize(
    "speaker, name, gazetteer, kept",
    [
        ("defence analysts from IHS Jane", "IHS Jane", None, False),
        ("IHS Jane", "IHS Jane", None, False),
        ("activists in Tell Marouf", "Tell Marouf", None, True),  # where they are, not who they are
        ("the governor of Homs", "Homs", "geonames:169577", True),
        ("reporters from Homs", "Homs", "geonames:169577", True),
    ],
)
def test_a_speaker_is_no_place(speaker, name, gazetteer, kept):
    text = f"The front moved, said {speaker} on Sunday."
    at, where = text.index(speaker), text.index(name)
    read = [ReadClaim(quote=Span(0, 15), type=EventType.OTHER_STRATEGIC, voice="named", source=Span(at, at + len(speaker)))]
    place = PlaceMention(start=where, end=where + len(name), name=name, kind="named", precision=1, gazetteer=gazetteer)
    assert bool(not_speakers(text, [place], read)) == kept


def test_parties_are_chosen_for_what_the_claim_turns_out_to_be():
    """Read as the state's gain, the words say that Isis took it: so it is an overtaking, and Isis did it."""
    text = "Isis have regained control of the city of Palmyra in Syria, activists said. The Syrian army had held it since March."
    span = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    read = ReadClaim(
        quote=span("Isis have regained control of the city of Palmyra in Syria"),
        type=EventType.GOVERNMENT_REGAINS_TERRITORY,
        voice="named",
        source=span("activists"),
        actor=span("Isis"),
        place=span("Palmyra"),
        confidence={"type": 0.5, "actor": 0.7},
    )
    report = Report(id="r", text=text, published="2016-12-11")
    (claim,) = to_claims(report, [read], Layers.of(report, Gazetteer.load()), ActorRegister.load(), made_by="test")
    assert (claim.type, claim.actor) == (EventType.NONSTATE_OVERTAKES_TERRITORY, "Islamic State")


def test_a_report_is_about_the_country_of_its_opening_though_others_are_named_later():
    def place(start, country):
        return PlaceMention(start=start, end=start + 5, name="X", kind="named", precision=1, country=country)

    assert country_of([place(10, "COD"), place(30, "COD"), place(500, "RWA"), place(600, "RWA"), place(700, "RWA")]) == "COD"
    assert country_of([]) is None
