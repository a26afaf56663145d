"""Outlets and agencies in a text, and the ways in which English says that one of them passed on what somebody else said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.extract.attribution.phrases import phrase_after
from onrecord.extract.attribution.tokens import tokens_of
from onrecord.records import Span
from onrecord.vocab import load

# Words are bounded, so that no run of letters, however long, is walked more than once.
_NO_NAME = r"(?!(?:The|Its|Our|His|Her|Their|This|That|One|Another|State|Official|Local|A|An|In|On|By)\b)"
_NAME = rf"{_NO_NAME}(?:(?:[Aa]l|[Ee]l)[ -])?[A-Z][\w’'&-]{{0,30}}"
_NAMES = rf"{_NAME}(?:[ ]{_NAME}){{0,2}}"
_NOUNS = "agency|channel|television|radio|newspaper|broadcaster|website|daily|programme|program"


@dataclass(frozen=True, slots=True)
class Passed:
    """An outlet that passed on what a speaker said. speaker None: whoever the sentence names."""

    outlet: Span
    speaker: Span | None = None


@cache
def _outlet() -> re.Pattern[str]:
    words = load.reporting()
    known = "|".join(re.escape(o) for o in sorted({*words.outlets, *words.agencies}, key=len, reverse=True) if not o.startswith("the "))
    return re.compile(
        rf"""\b(?:(?P<state>(?:[A-Z]\w{{1,30}}[ ])?(?:[Ss]tate|official|national)(?:-run|-controlled|-owned)?[ ]
            (?:television|TV|media|radio|news[ ]agency|broadcaster))\b
        |(?:{_NOUNS})[ ](?P<behind>{_NAMES})
        |(?P<known>(?:{known})(?:[ ](?:News[ ]Agency|News|TV|Television|Radio))?(?![\w’'-]))
        |(?P<before>{_NAMES})[ ](?:news[ ]|satellite[ ]|television[ ])?(?:{_NOUNS})\b(?![ ][A-Z])
        |(?P<titled>(?:Radio|Radyo)[ ]{_NAME}|{_NAMES}[ ](?:TV|Television|Radio|News[ ]Agency|News|Press)\b)
        )""",
        re.VERBOSE,
    )


_DESCRIBED = r"(?:(?:the|a|its|their|an)\s+)?(?:[\w’'-]{1,30}\s+){0,3}$"
_LED = re.compile(
    rf"""(?:\btold|\b(?:quoted|cited|carried|published|broadcast|aired|relayed|shown|posted)\s+(?:\w+\s+)?(?:by|on|in)
    |\b(?:spoke|speaking|talking|interview|interviewed|statements?|remarks|comments|denied|confirmed|turned|announced|claimed|said)
    \s+(?:[\w-]+\s+){{0,3}}?(?:to|with|on|via|through|by)|\bvia|\bthrough)\s+{_DESCRIBED}""",
    re.VERBOSE,
)
_TOLD_BY = re.compile(r"\s+(?:was|were|has been)\s+told\s+by\s+")
_QUOTING = re.compile(
    r"(?:\s+(?:news\s+)?agency)?,?(?:\s+(?!that\b)[\w’'-]{1,30},?){0,6}?\s+(?:quoting|quoted|quotes|citing|cited|cites)\s+"
)
_CARRIED = re.compile(r"\s+(?:carried|published|broadcast|aired|ran|relayed|issued)\s+(?:the|a)\s+(?:\w+\s+){0,2}?(?:of|by|from)\s+")
_REPORTED = re.compile(r"(?:\s+(?:news\s+)?agency)?\s+(?:reported|reports|said|says|added)\b(?!\s+(?:that|the|a)\b)")


def passed_on(text: str, sentence: Span) -> Iterator[Passed]:
    """The outlets of a sentence that passed something on, in order, with the speaker where the words name one beside it."""
    for found in _outlet().finditer(text, sentence.start, sentence.end):
        if found.lastgroup == "state" and _outlet().match(text, found.end() + 1, sentence.end):
            continue  # "state media SANA": the name that follows is the outlet's
        outlet = Span(*found.span(found.lastgroup or 0))
        behind = found.end()
        for frame in (_TOLD_BY, _QUOTING, _CARRIED):
            m = frame.match(text, behind, sentence.end)
            speaker = _phrase(text, m.end(), sentence.end) if m else None
            if speaker:
                yield Passed(outlet, speaker)
                break
        else:
            led = _LED.search(text, max(sentence.start, found.start() - 90), found.start())
            if led or _REPORTED.match(text, behind, sentence.end):
                yield Passed(outlet)


def is_outlet(words: str) -> bool:
    """Whether the words name an outlet or an agency."""
    return bool(_outlet().search(words + " ") or _outlet().search(words[:1].upper() + words[1:] + " "))


def _phrase(text: str, start: int, end: int) -> Span | None:
    tokens = tokens_of(text, Span(start, min(end, start + 120)))
    found = phrase_after(tokens, 0, apposition=False) if tokens else None
    return Span(tokens[found[1][0]].start, tokens[found[1][1] - 1].end) if found else None
