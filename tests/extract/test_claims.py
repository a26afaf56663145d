"""What claims take from the layers of a report."""

import pytest

from onrecord.extract.claims import not_speakers
from onrecord.extract.places import PlaceMention
from onrecord.extract.reader.base import ReadClaim
from onrecord.records import Span
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
