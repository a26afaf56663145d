"""The brief as plain text for mail: what changed, what is agreed and disputed in both sides' words, who holds what."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.publish.brief.changes import Changed
from onrecord.publish.brief.gist import gist
from onrecord.publish.brief.registers import register_lines
from onrecord.publish.brief.wording import clip, publisher_of, shown, write_day, write_speaker
from onrecord.records import Picture

if TYPE_CHECKING:
    from onrecord.publish.entries import Section

WIDTH = 76
MOST = 25  # events of each kind


def render_text(
    picture: Picture,
    *,
    made_at: str | None = None,
    since: str | None = None,
    changes: Sequence[Changed] = (),
    registers: Sequence[Section] = (),
) -> str:
    """The text of a picture whose private names are already covered. since: the moment that changes are counted from."""
    lines = ["ONRECORD BRIEF: who said what" + (f". Made {made_at}." if made_at else "")]
    if since:
        lines += ["", f"CHANGED SINCE {since} ({len(changes)})", *_changed(picture, changes)]
    lines += ["", *gist(picture, most=MOST)]
    lines += register_lines(registers, MOST)
    lines += ["", "Words in quotation marks are a report's own. Names of private persons are covered."]
    return "\n".join(part for line in lines for part in _wrapped(shown(line))) + "\n"


def _changed(picture: Picture, changes: Sequence[Changed]) -> Iterator[str]:
    for change in changes[:MOST]:
        yield f"  {change.what}: {change.text}"
        for id in change.claims[:2]:
            if (claim := picture.claims.get(id)) and claim.quote.text:
                report = picture.reports.get(claim.report)
                where = f"{publisher_of(report)}, {write_day(report.published_day if report else None) or 'not dated'}"
                yield f"    {write_speaker(claim, report)} ({where}): “{clip(' '.join(claim.quote.text.split()), 150)}” [{claim.id}]"
    if len(changes) > MOST:
        yield f"  and {len(changes) - MOST} more"


def _wrapped(line: str) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent, drop_whitespace=True, break_long_words=False) or [""]
