"""The days that a claim's event may have had, with what speaks for and against each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from onrecord.extract.dates.mention import DateMention
from onrecord.extract.text import paragraphs, sentences
from onrecord.records import Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

_PRIOR = 4  # mentions before the sentence that may be inherited
_LEADS = frozenset("since by until till before after from to between during on in of at over and for as late early through into".split())
_LEAD = re.compile(r"([\w’']+)\s(?:the\s)?$")
_SAYING = re.compile(
    r"(?i)\b(?:said|says|told|tells|announced|reported|reports|stated|claimed|claims|added|confirmed|declared|warned|insisted|denied|"
    r"tweeted|wrote|statement|briefing|interview|quoted|accused|condemned|called)\b(?:\s[\w’'.\-]+){0,5}?,?\s(?:on\s|late\s|early\s|in\s|by\s|issued\s){0,2}$"
)
_SAID_AFTER = re.compile(
    r"(?i)^,?\s(?:[\w’'.\-]+\s){0,4}(?:said|told|announced|reported|stated|claimed|confirmed|declared|warned|denied|accused)\b"
)
_SINCE = re.compile(r"(?i)\bsince\s[^.;!?\n]{1,90}$")
_JOINED = re.compile(r"(?i)\s?(?:-|–|—|to|until|till|and|through|,?\sand\sinto|into|and\s(?:on\s)?)\s?(?:the\s|early\s|late\s)?$")
_TENSES = (
    ("future", re.compile(r"(?i)\b(?:will|would|shall|to be|plans?|going to)\b|[’']ll\b")),
    ("been", re.compile(r"(?i)\b(?:has|have|[’']ve)\s(?:\w+\s)?been\b")),
    ("perfect", re.compile(r"(?i)\b(?:has|have)\b|[’']ve\b")),
    ("pluperfect", re.compile(r"(?i)\bhad\b")),
    ("present", re.compile(r"(?i)\b(?:is|are|remains?|continues?|hold|holds|controls?)\b")),
    (
        "past",
        re.compile(r"(?i)\b(?:was|were|\w+ed|took|fell|hit|left|broke|shot|fought|struck|fled|died|came|went|began|held|lost|seized)\b"),
    ),
)
_POINTS_BACK = re.compile(
    r"(?i)[\"“‘'(]*(?:the|it|its|they|their|he|she|those|these|this|that|another|other|both|one|two|three|four|most|some|all|none|no|at least)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A possible date. days None: undated. span: the words it comes from, None for the day of publication."""

    days: tuple[str, str] | None
    span: Span | None
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim as far as its date goes."""

    quote: Span
    text: str
    mentions: Sequence[DateMention]
    today: date | None
    event_type: EventType
    modality: Modality
    change: Change | None


@lru_cache(maxsize=4)
def _layout(text: str) -> tuple[list[Span], list[Span]]:
    return sentences(text), paragraphs(text)


def options(case: Case) -> list[Option]:
    """Undated, the day of publication, and every mention in reach: in the quote, its sentence, and a few before it."""
    lines, blocks = _layout(case.text)
    low, high = _sentence(case.quote, lines)
    dated = [m for m in case.mentions if m.earliest and m.latest and m.type != "SET"]
    inside = [m for m in dated if case.quote.start <= m.start and m.end <= case.quote.end]
    beside = [m for m in dated if low <= m.start and m.end <= high and m not in inside]
    prior = [m for m in dated if m.end <= low][-_PRIOR:]
    after = [m for m in dated if m.start >= high][:1]
    common = _common(case, len(inside), len(beside))
    made = [_option(None, None, "none", [], common)]
    if case.today:
        day = case.today.isoformat()
        made.append(_option((day, day), None, "pub", [], common))
    made += _from_mentions(case, inside, "q", common)
    made += _from_mentions(case, beside, "s", common)
    for back, mention in enumerate(reversed(prior)):
        distance = sum(1 for s in lines if mention.end <= s.start <= low)
        breaks = sum(1 for p in blocks if mention.end <= p.start <= low)
        where = [f"back{back}", f"dist{_bucket(distance)}", f"breaks{min(breaks, 3)}", f"b{back}d{_bucket(distance)}p{min(breaks, 2)}"]
        made += _from_mentions(case, [mention], "p", common, where)
    made += _from_mentions(case, after, "n", common)
    return made


def _sentence(quote: Span, lines: list[Span]) -> tuple[int, int]:
    own = [s for s in lines if s.overlaps(quote)]
    return min([quote.start, *(s.start for s in own)]), max([quote.end, *(s.end for s in own)])


def _bucket(distance: int) -> str:
    return str(distance) if distance <= 3 else ("4-6" if distance <= 6 else "7+")


def _common(case: Case, inside: int, beside: int) -> list[str]:
    words = case.text[case.quote.start : case.quote.end]
    tense = next((name for name, cue in _TENSES if cue.search(words)), "bare")
    own = "q" if inside else ("s" if beside else "0")
    facts = [
        f"type={case.event_type}",
        f"mod={case.modality}",
        f"change={case.change}",
        f"tense={tense}",
        f"own={own}",
        f"type={case.event_type},own={own}",
        f"tense={tense},own={own}",
        f"mod={case.modality},own={own}",
        f"change={case.change},own={own}",
        f"change={case.change},tense={tense}",
    ]
    if _POINTS_BACK.match(words):
        facts.append("pointsback")
    if case.today is None:
        facts.append("no-today")
    return facts


def _option(days: tuple[str, str] | None, span: Span | None, kind: str, own: list[str], common: list[str]) -> Option:
    return Option(days=days, span=span, features=(kind, *(f"{kind}:{f}" for f in own), *(f"{kind}|{f}" for f in common)))


def _from_mentions(
    case: Case, mentions: Sequence[DateMention], kind: str, common: list[str], where: Sequence[str] = ()
) -> Iterator[Option]:
    for index, mention in enumerate(mentions):
        days = (mention.earliest or "", mention.latest or "")
        own = [*where, *_about(case, mention, kind), f"nth{min(index, 2)}of{min(len(mentions), 3)}"]
        yield _option(days, Span(mention.start, mention.end), kind, own, common)
        if case.today and days[0] < case.today.isoformat() and days[1] < case.today.isoformat():
            since = "since" if _SINCE.search(case.text[max(0, mention.start - 100) : mention.start]) else "bare"
            yield _option((days[0], case.today.isoformat()), Span(mention.start, mention.end), f"{kind}+open", [since, *own], common)
        if index + 1 < len(mentions):
            other = mentions[index + 1]
            between = case.text[mention.end : other.start]
            if len(between) < 40 and (days[0], days[1]) <= (other.earliest or "", other.latest or ""):
                joined = "joined" if _JOINED.fullmatch(between) else "apart"
                lead = _lead(case.text, mention.start)
                yield _option(
                    (days[0], max(days[1], other.latest or "")),
                    Span(mention.start, other.end),
                    f"{kind}+range",
                    [joined, f"{joined},{lead}"],
                    common,
                )


def _lead(text: str, start: int) -> str:
    lead = _LEAD.search(text[max(0, start - 20) : start])
    word = lead.group(1).lower() if lead else ""
    return word if word in _LEADS else "-"


def _about(case: Case, mention: DateMention, kind: str) -> list[str]:
    text, lead = case.text, _lead(case.text, mention.start)
    side = "before" if mention.end <= case.quote.start else ("after" if mention.start >= case.quote.end else "in")
    near = min(abs(case.quote.start - mention.end), abs(mention.start - case.quote.end)) // 25 if side != "in" else 0
    said = "-"
    if _SAYING.search(text[max(0, mention.start - 60) : mention.start]):
        said = "said"
    elif _SAID_AFTER.match(text[mention.end : mention.end + 50]):
        said = "saying"
    facts = [
        f"lead={lead}",
        f"said={said}",
        f"{side},said={said}",
        f"precision={mention.precision}",
        f"class={mention.type}",
        f"lag={_lag(case, mention)}",
    ]
    if mention.value in ("PRESENT_REF", "PAST_REF"):
        facts.append(mention.value)
    if kind == "s":
        facts += [f"{side},near{min(near, 4)}", f"{side},said={said},near{min(near, 2)}"]
    return facts


def _lag(case: Case, mention: DateMention) -> str:
    """How far the mention's last day lies before the day of publication."""
    if case.today is None or mention.latest is None:
        return "open"
    days = (case.today - date.fromisoformat(mention.latest)).days
    for most, name in ((-1, "ahead"), (0, "same"), (1, "1"), (7, "week"), (31, "month"), (366, "year")):
        if days <= most:
            return name
    return "old"
