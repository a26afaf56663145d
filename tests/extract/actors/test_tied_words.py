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


@pytest.mark.parametrize("country, name", [("SDN", "Rapid Support Forces"), ("FRA", "Reporters Without Borders")])
def test_initials_that_two_bodies_share_are_those_of_the_one_at_home_there(country, name):
    text = "RSF says it controls the town."
    assert ActorNames(text, ActorRegister.load(), country=country).name_of(Span(0, 3))[0] == name
