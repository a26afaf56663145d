"""Words by which two claims need not speak of one thing: what the doubts about machine-read contradictions look for."""

from __future__ import annotations

import re

THE_OTHERS = re.compile(r"\W*(?:another|(?:the|at least|some)? ?[\w-]+ (?:other|others|more)\b)", re.IGNORECASE)
CIVILIANS = re.compile(r"\bcivilians?\b", re.IGNORECASE)
BEFORE = re.compile(
    r"^\W*(?:[\w-]+ ){0,3}(?:weeks|months|years) (?:after|ago|earlier|before)\b|"
    r"\bfor (?:[\w-]+ ){1,2}(?:months?|years?)\b|\b(?:at one point|once(?! (?:more|again))|used to|formerly|had held|had controlled)\b",
    re.IGNORECASE,
)
YET = re.compile(r"\b(?:not yet|yet to|n't yet|so far)\b", re.IGNORECASE)
PARTIES = frozenset("opposi held area areas distri neighb provin region state regime rebel rebels attack clashe report accord".split())
SOMEWHERE = re.compile(
    r"\b(?:in|on|at|near|of|from|captured|recaptured|took|seized|holds?|held)\s+(?:[a-z][\w-]*\s+){0,2}((?:al-|an-|ar-|as-)?[A-Z][\w'’-]+)(?![\w'’-])"
    # "on Assad's forces", "the Russian Aerospace Forces", "at President X": bodies and people are no places
    r"(?!(?:\s+(?:[A-Z][\w'’-]*|al-[A-Z][\w'’-]*|and)){0,4}\s+(?:government|forces|army|troops|regime|militias?|fighters|Forces|Army|Government|Coalition)\b)"
)
TITLES = frozenset("president general minister colonel king prime mr mrs ms dr".split())
DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december".split()
)
# What stands in a town or beside it: to take it is not to take the town.
PIECE = re.compile(
    r"\b(?:castle|citadel|fortress|housing|barracks|hill(?:top)?|mountain|outskirts|entrance|airport|airbase|airfield"
    r"|gas ?field|oil ?fields?|silos"
    r"|(?:north|south|east|west|centre|center|rest|parts?|half)(?:ern)? of (?:the|that) (?:city|town|village))\b",
    re.IGNORECASE,
)
AGAIN_AND_AGAIN = re.compile(
    r"\b(?:each time|every time|several times|repeatedly|time and again|in recent (?:weeks|months))\b", re.IGNORECASE
)
HAD = re.compile(r"\bhad (?:\w+ly )?(?:been\b|[a-z]+(?:ed|en)\b)", re.IGNORECASE)
WHOLE = re.compile(r"\b(?:all|whole|entire(?:ly|ty)?|complete(?:ly)?|full(?:y)?|total(?:ly)?|every|100)\b", re.IGNORECASE)
NOT = re.compile(r"\b(?:not|never|nobody|no one|none|denie[sd]|deny|false|untrue)\b|n['’]t\b", re.IGNORECASE)
SILENCE = re.compile(
    r"\b(?:no (?:word|news|comment|information|confirmation)|nothing (?:has|had|was|is) (?:been )?(?:heard|known|said)"
    r"|no (?:more|less|fewer) than)\b|\b(?:not|never|cannot|can't|neither|nor)\b[^.;]{0,40}\b(?:confirm|verif|independently)",
    re.IGNORECASE,
)
OVER_DAYS = re.compile(
    r"\b(?:(?:past|last) (?:\d+|two|three|four|five|six|seven|several|few|24|48)\b|over the weekend"
    r"|in recent (?:days|weeks)|(?:past|last) (?:week|month)\b|since (?:the (?:start|beginning)|[A-Z]))",
)
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
MAY_RISE = re.compile(r"\b(?:could|may|might|expected to|likely to|feared to)\b", re.IGNORECASE)
AMONG_HOMES = re.compile(r"\b(?:civilians?|residential|homes?|houses|hospitals?|schools?|people|residents|children|women)\b", re.IGNORECASE)
THE_PLACE = re.compile(
    r"\b(?:the|that|this|our) (?:whole |entire |strategic )?(?:city|town|village|base|airport|airfield|air ?base|port|camp"
    r"|district|province|crossing|junction|bridge|hill|island|refinery|dam|valley)\b",
    re.IGNORECASE,
)
