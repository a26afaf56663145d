"""What stands above a text: front matter between `---` lines, `Key: value` lines, a dated line, a dateline.

Front matter and key lines are about the report, not part of it, and are cut. So are a headline that opens the text and the lines of outlet,
author and day below it (`past_head`); a dateline opens the first sentence and stays.
"""

from __future__ import annotations

import re

from onrecord.read.formats.base import Origin
from onrecord.read.formats.dateline import find_dateline, read_dateline
from onrecord.read.published import find_date, to_published

_KEYS = {
    "title": "title",
    "headline": "title",
    "date": "published",
    "published": "published",
    "published on": "published",
    "publication date": "published",
    "publisher": "publisher",
    "source": "publisher",
    "outlet": "publisher",
    "author": "author",
    "by": "author",
    "url": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
}
_KEY_LINE = re.compile(r"[ \t]*([A-Za-z][A-Za-z ]{0,19}?)[ \t]*:[ \t]+(\S.*?)[ \t]*$")
_FENCE = re.compile(r"---[ \t]*$")
_LEAD = re.compile(r"(?i)^(?:published|posted|updated|date|first published)\b[\s:]*(?:on|at)?\s*")
_DATELINE = re.compile(r"^[A-Z][^\n–—]{2,80}?(?:[–—]|\s[-−]{1,2}\s)")
_TIME = re.compile(
    r"(?i)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|\d{1,2}[:.]\d\d\s*(?:am|pm)?|\b(?:gmt|utc|bst|est|edt|at)\b|[|,]"
)
_WORDS = re.compile(r"[^\W\d_]+")
# "Frontier Wire, 14 March 2024": a name, every word of it capitalised, and a date; nothing else.
_SIGNED = re.compile(r"[A-Z][\w&.'’-]*(?:\s(?:[A-Z][\w&.'’-]*|of|the|and|for)){0,5},\s+([^\n]{6,30})")
# "Karvan, 12 May 2024" has a place before the date: only a name with a word that outlets bear is the publisher.
_OUTLET = frozenset(
    (
        "agency agence broadcasting bulletin bureau channel chronicle courier daily dispatch examiner gazette herald"
        " independent inquirer journal ledger mail media mercury messenger mirror monitor news newsroom newspaper"
        " observatory observer online pioneer post press radio record register reporter review sentinel service standard"
        " star sun telegraph television times tribune tv voice watch weekly wire world"
        " reuters afp ap upi dpa efe ansa tass ria xinhua anadolu interfax ukrinform sana irna suna saba wafa petra bbc cnn npr"
        " bloomberg jazeera arabiya today monitor guardian correspondent reliefweb ocha"
    ).split()
)
_NAME = re.compile(r"[A-Z][\w&.'’/-]*(?:\s(?:[A-Z][\w&.'’/-]*|of|the|and|for)){0,5}")
_BYLINE = re.compile(r"(?:By|BY|by)\s((?:[A-Z][\w.'’-]*)(?:(?:\s|,\s|\sand\s)[A-Z][\w.'’-]*){0,6})")
_OWNED = r"(?:©|\(c\)|copyright\b)[\s©]*(?:(?:19|20)\d\d(?:\s?[-–]\s?\d{2,4})?)?,?\s*(?P<owner>[^\n.|,]{0,60})[^\n]{0,80}"
_FOOT = re.compile(rf"(?i)(?:^|\n)[ \t]*(?:{_OWNED}|all rights reserved[^\n]{{0,60}})\s*$")
MOST_OVER, LONGEST_OVER, LONGEST_FOOT = 3, 60, 250  # lines over a headline, their characters; characters of a foot
MOST_ABOVE = 5  # lines between headline and text
FIRST_LINES = 8  # a date of publication stands among the first lines or nowhere
MOST_KEYS = 40


def read_heading(text: str) -> tuple[Origin, int]:
    """What the head of a text says of its origin, and how many code points of it are front matter and no part of the text."""
    origin, skip = _front_matter(text)
    lines = text[skip : skip + 4000].splitlines()
    return _from_first_lines(origin, lines), skip


def _front_matter(text: str) -> tuple[Origin, int]:
    at = 1 if text.startswith("\ufeff") else 0
    first, after = _line(text, at)
    fenced = bool(_FENCE.match(first))
    at = after if fenced else at
    found: dict[str, str] = {}
    for _ in range(MOST_KEYS):
        line, after = _line(text, at)
        if fenced and _FENCE.match(line):
            return _origin(found), _past_blank(text, after)
        pair = _KEY_LINE.match(line)
        name = _KEYS.get(pair[1].lower()) if pair else None
        if pair and name:
            found.setdefault(name, pair[2].strip("\"'"))
        elif not fenced:
            # Bare key lines count only as a block of two or more with a blank line below: "Source: Reuters" may close a caption.
            whole = len(found) >= 2 and not line.strip()
            return (_origin(found), _past_blank(text, at)) if whole else (Origin(), 0)
        if after >= len(text):
            break
        at = after
    return Origin(), 0


def _origin(found: dict[str, str]) -> Origin:
    return Origin.of("head of the file", **{**found, "published": to_published(found.get("published"))})


def _from_first_lines(origin: Origin, lines: list[str]) -> Origin:
    """Adds a headline and a date from the first lines, where front matter gave none."""
    filled = [line.strip() for line in lines if line.strip()][:FIRST_LINES]
    if not origin.title and len(filled) > 1 and _is_headline(filled[0], lines):
        origin = origin.or_else(Origin.of("first line", title=filled[0]))
    if not origin.published:
        dates = (_line_date(line) for line in filled)
        origin = origin.or_else(Origin.of("dateline or dated line", published=next((d for d in dates if d), None)))
    if not origin.publisher:
        signed = next((name for at, line in enumerate(filled[:5]) if at and (name := _outlet_alone(line, filled[at - 1 : at + 2]))), None)
        origin = origin.or_else(Origin.of("line above the text", publisher=signed))
    if not origin.author:
        by = next((match[1] for line in filled[:5] if (match := _BYLINE.fullmatch(line))), None)
        origin = origin.or_else(Origin.of("line above the text", author=by))
    if not origin.publisher:
        signed = next((name for line in filled if (name := _line_publisher(line))), None)
        origin = origin.or_else(Origin.of("dateline or dated line", publisher=signed))
    if not origin.publisher and (credit := find_dateline("\n".join(filled))):  # the words are the agency's
        origin = origin.or_else(Origin.of("agency in the dateline", publisher=credit.agency))
    return origin


def past_head(text: str, at: int, title: str | None, *names: str | None) -> int:
    """Where the text begins below its headline and the lines of outlet, author and day under it; at, where no headline opens it.

    names: of the outlet and the author, as the file gives them.
    """
    line, after = _line(text, _past_blank(text, at))
    for _ in range(MOST_OVER):  # a menu, a rubric or a running head may stand over the headline
        if not title or not line.strip() or _same(line) == _same(title) or len(line) > LONGEST_OVER or line.rstrip()[-1] in ".:;?!":
            break
        line, after = _line(text, _past_blank(text, after))
    if not title or not line.strip() or _same(line) != _same(title):
        return at
    for _ in range(MOST_ABOVE):
        start = _past_blank(text, after)
        line, after = _line(text, start)
        if not _is_about(line.strip()) and _same(line) not in [_same(name) for name in names if name]:
            break
    return start if text[start:].strip() else at


def before_foot(text: str) -> tuple[int, str | None]:
    """Where the text ends above a copyright line that closes it, and whose copyright it is."""
    end, owner = len(text.rstrip()), None
    while match := _FOOT.search(text, max(0, end - LONGEST_FOOT), end):
        owner = match["owner"] if match["owner"] and not owner else owner
        end = len(text[: match.start()].rstrip())
    return (end, owner.strip(" ,.") if owner else None) if end else (len(text), None)


def _same(line: str) -> list[str]:
    return re.findall(r"\w+", line.lower())


def _is_about(line: str) -> bool:
    """Whether a line says by whom or of what day the report is, and nothing else."""
    if not line or len(line) > 80:
        return False
    dateline = read_dateline(line)
    if dateline:
        return dateline.length >= len(line) and not dateline.agency  # "KARVAN, 11 December" alone is a dated line
    return _line_date(line) is not None or bool(_BYLINE.fullmatch(line)) or (bool(_NAME.fullmatch(line)) and _has_outlet(line))


def _outlet_alone(line: str, near: list[str]) -> str | None:
    """The outlet in a line that is its name alone, beside a line that is a date."""
    dated = any(other != line and _line_date(other) for other in near)
    return line if dated and _NAME.fullmatch(line) and _has_outlet(line) and not _line_date(line) else None


def _has_outlet(name: str) -> bool:
    return any(word.lower() in _OUTLET for word in _WORDS.findall(name))


def _line_publisher(line: str) -> str | None:
    """The outlet in a line made of its name and a date: "Frontier Wire, 14 March 2024"."""
    bare = _LEAD.sub("", line)
    signed = _SIGNED.fullmatch(bare)
    if not signed or _line_date(line) is None:
        return None
    name = bare[: signed.start(1)].rstrip(", ")
    return name if any(word.lower() in _OUTLET for word in _WORDS.findall(name)) else None


def _is_headline(line: str, lines: list[str]) -> bool:
    at = next(i for i, raw in enumerate(lines) if raw.strip())
    followed = at + 1 < len(lines) and (not lines[at + 1].strip() or _is_about(lines[at + 1].strip()))
    return followed and len(line) <= 160 and line[-1] not in ".:;,…" and _line_date(line) is None


def _line_date(line: str) -> str | None:
    """A date that a line is made of ("Published on 11 December 2016 at 14:00"), or that stands in its dateline."""
    credit = read_dateline(line)
    if credit and credit.day:
        return credit.day
    head = _DATELINE.match(line)
    if head and len(line) > 80:
        return find_date(head.group())
    bare = _LEAD.sub("", line)
    signed = _SIGNED.fullmatch(bare)
    if signed and len(_WORDS.findall(_TIME.sub(" ", signed[1]))) <= 1:  # the month at most
        return find_date(signed[1])
    day = find_date(bare) if len(bare) <= 60 else None
    # Few letters may be left beside the date, or the line is a sentence about a date.
    return day if day and len(_WORDS.findall(_TIME.sub(" ", bare))) <= 2 else None


def _line(text: str, at: int) -> tuple[str, int]:
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return text[at:end].rstrip("\r"), min(end + 1, len(text))


def _past_blank(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
