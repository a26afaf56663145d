import pytest

from onrecord.extract.actors import ActorNames
from onrecord.knowledge.actors import ActorRegister
from onrecord.records import Span

TEXT = (
    "Islamic State seized Dura on Sunday. The militants killed 12 soldiers. Syria's ally Russia sent its planes. "
    "The rebel-held town of Atareb was hit, and so were ISIS-held villages. Governor of Syria's Homs Talal Barazi spoke."
)


@pytest.mark.parametrize(
    "words, name",
    [
        ("militants", "Islamic State"),  # the reader left out "The", which points back
        ("Syria's ally Russia", "Russia"),
        ("rebel", "Syrian rebels"),
        ("ISIS", "Islamic State"),
        ("Governor of Syria's Homs", "Governor of Homs"),
    ],
)
def test_words_tied_to_others_name_their_actor(words, name):
    start = TEXT.index(words)
    found = ActorNames(TEXT, ActorRegister.load(), country="SYR").name_of(Span(start, start + len(words)))
    assert found[0] == name
