"""Whether two claims of an event tell of one deed, or of two: events gather what belongs together, a clash needs more."""

from __future__ import annotations

from onrecord.knowledge.gazetteer.wide import is_wide
from onrecord.reconcile.reading import View, content, place_words, same_day
from onrecord.vocab.event_types import EventType as T

_ENOUGH = 3


def one_deed(left: View, right: View) -> bool:
    """Enough stands for it that both tell of one deed, not of two by two hands: three points are needed."""
    return points_for_one(left, right) >= _ENOUGH


def points_for_one(left: View, right: View, answers: bool = False) -> int:
    """How much stands for it that both tell of one deed.

    Two for a shared number, or for one type on days known within three days, one if within a week; one for one place smaller than a
    country, for one report where both stand close together, for blame laid for harm to the same people, for one day and one sufferer under
    two types, and for each of two words in common.
    """
    a, b = left.claim, right.claim
    fine = all(v.first is not None and v.last is not None and v.last - v.first < 7 for v in (left, right))
    shared_number = any(
        f.what is g.what and (f.low, f.high) == (g.low, g.high) and max(f.low or 0, f.high or 0) > 2 for f in a.figures for g in b.figures
    )
    near = a.report == b.report and abs(a.quote.start - b.quote.start) < 500
    blame = T.ACCUSATION in (a.type, b.type) and bool(a.target) and a.target == b.target
    names = _names(left, right)
    said = content(a.quote.text, without=names) & content(b.quote.text, without=names)
    one_day = fine and same_day(left, right) is True
    one_sufferer = bool(a.target) and bool(b.target) and (a.target or "").casefold() == (b.target or "").casefold()
    sharp = all(v.last is not None and v.first is not None and v.last - v.first < 3 for v in (left, right))
    points = (
        answers + 2 * shared_number + (1 + sharp) * (one_day and a.type is b.type) + (one_day and a.type is not b.type and one_sufferer)
    )
    return points + (same_place(left, right) and not _wide(left)) + near + blame + min(2, len(said))


def _names(left: View, right: View) -> set[str]:
    """The words of actors and places: to share them is no sign of one deed."""
    named = (left.claim.actor, right.claim.actor, left.claim.target, right.claim.target)
    places = (v.claim.place.name for v in (left, right) if v.claim.place)
    return {w for text in (*filter(None, named), *places) for w in text.casefold().split()}


def _wide(view: View) -> bool:
    place = view.claim.place
    return place is not None and is_wide(place)


def same_place(left: View, right: View) -> bool:
    words = place_words(left.claim.place)
    return bool(words) and words == place_words(right.claim.place)
