"""The map: places at the precision of the words, in a period, told apart as happened then or as known then.

It looks back. What is under embargo is never drawn, whoever looks, and nothing stands finer than the words that name it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from onrecord.desk.index import DeskIndex
from onrecord.desk.pages import page, sight
from onrecord.desk.shelf import Sight
from onrecord.publish.brief.places import find_places, map_data
from onrecord.publish.brief.safety import json_in_html
from onrecord.records import Claim, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Which part of time: means `happened` (the event's days meet the day) or `known` (reports published by its end); day "": all."""

    means: str
    day: str
    root: str

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Slice:
        day = given.get("day", "")
        means = "known" if given.get("means") == "known" else "happened"
        return cls(means=means, day=day if len(day) == 10 and moment(day) else "", root=given.get("root", "")[:300])

    def has(self, claim: Claim, index: DeskIndex) -> bool:
        if self.root and index.root_of(claim) != self.root:
            return False
        if not self.day:
            return True
        if self.means == "known":
            return (index.picture.reports[claim.report].known_at() or "9999") <= f"{self.day}T23:59:59Z"
        return bool(claim.when and claim.when.earliest <= self.day <= claim.when.latest)


@require_safe
def world(request: HttpRequest) -> HttpResponse:
    shown, cut = sight(request), Slice.of(request.GET)
    index = _index(shown, cut)
    places = find_places(index)
    drawn = map_data(places)
    return page(
        request,
        "map.html.j2",
        cut=cut,
        places=places[:100],
        count=len(places),
        days=_days(shown, cut),
        roots=sorted({shown.index.root_of(c) for c in shown.index.claims.values() if c.place}),
        held=len(shown.held),
        data=json_in_html({"places": drawn.places, "outlines": drawn.outlines, "box": drawn.box}) if drawn else None,
        holders=[] if cut.day or cut.root else [t for t in shown.timelines if not _embargoed_place(t.place, shown)][:30],
    )


def _index(shown: Sight, cut: Slice) -> DeskIndex:
    """The part of a sight that is drawn, events under embargo left out."""
    whole = shown.index
    events = tuple(e for e in whole.events if e.id not in shown.held)
    home = {c for e in events for c in e.claims}
    claims = {i: c for i, c in whole.claims.items() if i in home and cut.has(c, whole)}
    return DeskIndex(replace(shown.picture, claims=claims, events=events, spells=()))


def _embargoed_place(place: str, shown: Sight) -> bool:
    """Whether an event under embargo tells of it: who holds it now is then not drawn here."""
    held = {c for e in shown.index.events if e.id in shown.held for c in e.claims}
    return any((c := shown.index.claims.get(i)) and c.place and c.place.name == place for i in held)


def _days(shown: Sight, cut: Slice) -> list[str]:
    """The stops of the slider: days on which something happened, or something more was known."""
    index = shown.index
    free = [c for e in index.events if e.id not in shown.held for i in e.claims if (c := index.claims.get(i))]
    if cut.means == "known":
        found = {d for c in free if (d := index.picture.reports[c.report].published_day)}
    else:
        found = {d for c in free if c.when for d in (c.when.earliest, c.when.latest)}
    days = sorted(found)
    step = max(1, len(days) // 60)
    return days[::step]
