"""The day on which a page was published: from its metadata, from what stands beside its headline, from its address."""

from __future__ import annotations

import re
from typing import Any

from onrecord.read.formats.page_dates import Day, find_days, names_change, order_of, settled
from onrecord.read.formats.page_parts import Page, text_of
from onrecord.read.formats.page_tree import same_words, words_of
from onrecord.read.formats.page_words import DAY_IN_STATE, DAYS_IN_META
from onrecord.read.published import to_published

_DAYS_IN_ADDRESS = (
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3,9})[/-](\d{1,2})(?:[/-]|$)", re.I),
    re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)"),
)
LONGEST_STAMP = 120  # characters of a dated line
NEAR_BLOCKS = 6  # blocks of words around headline and text in which a day may be the report's


def find_published(page: Page, first: str, last: str) -> tuple[str, str] | None:
    """The day or moment of first publication, and where it was read. first, last: the text's first and last paragraph."""
    return (
        _stated_day(page)
        or _printed_day(page, first, last)
        or _day_of_address(page)
        or _day_of_state(page)
        or _only_printed_day(page, first, last)
    )


def _stated_day(page: Page) -> tuple[str, str] | None:
    for row in page.articles():
        for key in ("datePublished", "uploadDate", "dateCreated"):
            if moment := to_published(text_of(row.get(key))):
                return moment, "schema.org"
    marks = (
        '//*[@itemprop="datePublished" or @itemprop="dateCreated"] | //*[contains(@property, "datePublished")]'
        ' | //*[contains(@property, "dc:date") or contains(@property, "dc:created") or contains(@property, "dcterms:created")]'
    )
    for element in page.tree.xpath(marks)[:5]:
        value = element.get("datetime") or element.get("content") or words_of(element)
        if moment := to_published(value) or _only_day(page, value):
            return moment, "microdata"
    # Microformats: the class "published" or "dt-published", the moment in datetime or title.
    for element in page.tree.xpath('//*[contains(@class, "published")]')[:5]:
        if {"published", "dt-published"} & set((element.get("class") or "").split()):
            value = element.get("datetime") or element.get("title")
            if value and (moment := to_published(value)):
                return moment, "microdata"
    for key in DAYS_IN_META:
        value = page.meta(key)
        if value and (moment := to_published(value) or _only_day(page, value)):
            return moment, "OpenGraph" if key.startswith(("og:", "article:")) else "meta"
    return None


def _only_day(page: Page, value: str) -> str | None:
    days = find_days(value[:100], page.language)
    return days[0].readings[0] if len(days) == 1 and len(days[0].readings) == 1 else None


def _printed_day(page: Page, first: str, last: str) -> tuple[str, str] | None:
    """The day that is printed between headline and text, above the headline, or under the text where it is called its day."""
    begin = next((at for at, b in enumerate(page.blocks) if first and b.words.startswith(first[:60])), None)
    heads = [at for at, b in enumerate(page.blocks) if same_words(b.words, page.headline) and (begin is None or at < begin)]
    if not heads and begin is None:
        return None
    head = heads[0] if heads else begin or 0
    begin = head + 1 if begin is None else begin
    end = next((at for at in range(len(page.blocks) - 1, begin - 1, -1) if last and page.blocks[at].words.endswith(last[-60:])), begin)
    if not heads:
        head = max(0, begin - NEAR_BLOCKS)
    places = [
        *((0, at) for at in range(head, begin)),
        # A standfirst may stand above the dated line.
        *((1, at) for at in range(begin, min(end + 1, begin + 5)) if len(page.blocks[at].words) < LONGEST_STAMP),
        *((2, at) for at in range(head - 1, max(-1, head - NEAR_BLOCKS) - 1, -1) if at >= 0),
        *((3, at) for at in range(end + 1, min(len(page.blocks), end + 1 + NEAR_BLOCKS))),
    ]
    found: list[tuple[int, int, int, str | None, Day]] = []
    for order, (place, at) in enumerate(places):
        block = page.blocks[at]
        stamp = _time_of(block.element)
        label = page.blocks[at - 1].words if at and len(page.blocks[at - 1].words) < 40 else ""
        for day in find_days(block.words[:300], page.language, before=label):
            if place == 3 and day.rank == 2:
                continue
            found.append((day.rank if day.rank == 0 else place, day.rank, order, stamp, day))
        if stamp and not any(f[2] == order for f in found) and place < 3 and not names_change(block.words[:60]) and not names_change(label):
            found.append((place, 2, order, stamp, Day(readings=(stamp[:10],), rank=2, start=0, end=0)))
    if not found:
        return None
    manner = order_of((d for b in page.blocks[:400] for d in find_days(b.words[:300], None)), page.language)
    for _, _, _, stamp, day in sorted(found, key=lambda f: f[:3]):
        if stamp:
            return stamp, "date beside the headline"
        if chosen := settled(day, month_first=manner, near=" ".join(b.words for b in page.blocks[begin : end + 1])):
            return chosen, "date beside the headline"
    return None


def _time_of(element: Any) -> str | None:
    """What a time element in the block, or the block as one, gives for programs."""
    times = [element] if element.tag == "time" else list(element.iter("time"))
    if len(times) != 1:
        return None
    return to_published(times[0].get("datetime"))


def _only_printed_day(page: Page, first: str, last: str) -> tuple[str, str] | None:
    """The day of the page's short lines outside the text, where they name no other: a line at the foot, a box of facts."""
    lines = [b.words for b in page.blocks if len(b.words) < LONGEST_STAMP and not any(a.tag in ("a", "li", "p") for a in [b.element])]
    days = [day for at, words in enumerate(lines) for day in find_days(words, page.language, before=lines[at - 1] if at else "")]
    manner = order_of(days, page.language)
    found = {settled(day, month_first=manner, near=f"{first} {last}") for day in days}
    only = found.pop() if len(found) == 1 else None
    return (only, "dated line of the page") if only else None


def _day_of_address(page: Page) -> tuple[str, str] | None:
    for address in page.addresses():
        for pattern in _DAYS_IN_ADDRESS:
            if match := pattern.search(address):
                year, month, day = match.groups()
                # A month by its name is read as in any line: "2016/dec/11".
                if (
                    found := to_published(f"{year}-{month.zfill(2)}-{day.zfill(2)}")
                    if month.isdecimal()
                    else to_published(f"{day} {month} {year}")
                ):
                    return found, "address"
    return None


def _day_of_state(page: Page) -> tuple[str, str] | None:
    """What a page that is drawn by a script holds for that script of its own story, which comes first."""
    for state in page.states:
        if (match := DAY_IN_STATE.search(state)) and (moment := to_published(match[1])):
            return moment, "data of the page's script"
    return None
