"""Ten thousand random and hostile strings: none makes the places layer raise, read twice differently, or point outside the text."""

from __future__ import annotations

import random

import pytest

from onrecord.extract.places import ClaimFrame, ClaimPlaces, find_places
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.records import Span

GAZETTEER = Gazetteer.load()
PIECES = (
    "Aleppo|Aleppos|al-|Al|the|of|in|near|,|.|-|'|’|\n|\n\n|"
    "Syria|Syrian|Mr.|St.|U.S.|D-Braxton|17|Hill|Base|east|10 km|village|villages|Sheikh|Khan|"
    "Tell|and|(|)|: |"
    "\u202e|é|ß|İ|𝔸|\ud800|\x00|A|NATO|USS|Bab Al|San|Alwaer|air base|countryside|الرقة|Київ|\ufeff|a\u0301|;|—|%s|<b>|{}|&amp;"
).split("|")
HOSTILE = ("", " ", "\n" * 50, "al-" * 40, "The " * 40, "," * 100, "\u0000" * 20, "Aleppo" * 30, "A-" * 50, "İ" * 30, "ﬃ" * 30, "'s " * 40)


def a_string(draw: random.Random) -> str:
    glue = draw.choice((" ", "", "-", ", "))
    if draw.random() < 0.25:
        return "".join(
            chr(draw.choice((draw.randrange(32, 127), draw.randrange(0x250), draw.randrange(0x11000)))) for _ in range(draw.randrange(60))
        )
    return glue.join(draw.choice(PIECES) for _ in range(draw.randrange(9)))


@pytest.mark.parametrize("seed", range(10))
def test_no_string_breaks_the_layer(seed: int) -> None:
    draw = random.Random(seed)
    for text in (*HOSTILE, *(a_string(draw) for _ in range(1000))):
        mentions = find_places(text, GAZETTEER)
        at = 0
        for mention in mentions:
            assert at <= mention.start < mention.end <= len(text), repr(text)
            at = mention.end
        if draw.random() < 0.05:
            start = draw.randrange(len(text) + 1)
            quote = Span(start, draw.randrange(start, len(text) + 1))
            found = [ClaimPlaces(text, mentions).of_all([ClaimFrame(quote=quote, hint=quote)]) for _ in range(2)]
            assert (found[0], mentions) == (found[1], find_places(text, GAZETTEER)), repr(text)
