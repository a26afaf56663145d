"""What a question about a place and a period is answered from: stored views where they speak for the ledger, else everything worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from onrecord.cli import work
from onrecord.cli.choose import Wanted, missed_among, narrow, undated
from onrecord.cli.options import Given, Looking
from onrecord.ledger import Asked, Ledger, LedgerView, StoredViews
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.rules import rules_of
from onrecord.ledger.tables import ENTRIES
from onrecord.records import Event, Picture, Skipped, Spell

CHECKED_WHOLE = 10_000  # entries of a ledger whose chain is checked before each reading; it takes a tenth of a second


class Seen(Protocol):
    """The answers. released: names of private persons that may be published; withheld: names that may not, whatever the rules say;
    skipped: what was passed over in this run."""

    released: frozenset[str]
    withheld: frozenset[str]
    skipped: Sequence[Skipped]

    def events(self, asked: Wanted) -> Picture: ...  # those there and then, with their claims and reports at least
    def spells(self, asked: Wanted) -> list[Spell]: ...
    def part(self, asked: Wanted) -> Picture: ...  # as `narrow` has it
    def notes(self, asked: Wanted) -> list[str]: ...  # what the user should know about what is left out


class Whole:
    """From everything, worked out in this run."""

    def __init__(self, picture: Picture, skipped: Sequence[Skipped], released: frozenset[str], withheld: frozenset[str]) -> None:
        self._picture, self.skipped, self.released, self.withheld = picture, skipped, released, withheld

    def events(self, asked: Wanted) -> Picture:
        return _with(self._picture, [e for e in self._picture.events if asked.event(e)])

    def spells(self, asked: Wanted) -> list[Spell]:
        return [s for s in self._picture.spells if asked.spell(s, self._picture.claims)]

    def part(self, asked: Wanted) -> Picture:
        return narrow(self._picture, asked)

    def notes(self, asked: Wanted) -> list[str]:
        claims = self._picture.claims.values()
        named = asked.place is None or any(asked.where(c.place) for c in claims)
        places = Counter(c.place.name for c in claims if c.place and c.place.name)
        return _notes(asked, named, places, undated(claims))


class Stored:
    """From stored views: only what is asked for is read."""

    def __init__(self, views: StoredViews, released: frozenset[str], withheld: frozenset[str]) -> None:
        self._views, self.released, self.withheld = views, released, withheld
        self.skipped: Sequence[Skipped] = ()

    def events(self, asked: Wanted) -> Picture:
        return self._views.around(self._views.events(_asked(asked)))

    def spells(self, asked: Wanted) -> list[Spell]:
        return self._views.spells(_asked(asked))

    def part(self, asked: Wanted) -> Picture:
        return self._views.picture(_asked(asked))

    def notes(self, asked: Wanted) -> list[str]:
        named = asked.place is None or self._views.names(asked.place)
        places = {} if named else self._views.places()
        return _notes(asked, named, places, self._views.undated() if asked.first or asked.last else 0)


@contextmanager
def seen(paths: Sequence[str] | None, looking: Looking, given: Given = Given(), *, confidential: bool = False) -> Iterator[Seen]:
    """The stored views of the standing ledger if they are up to date, else the whole picture. Raises LedgerError.

    confidential: confidential reports too, for the analyst's own eyes. The stored views hold none, and serve only where there are none.
    """
    if not paths and given == Given() and looking.as_ingested_at is None:
        chosen = looking.settings()
        with Ledger.existing(chosen.ledger) as book:
            views = StoredViews(book, known_at=looking.known_at())
            if _speak(views, book, chosen.actors):
                decided = work.Decided(decisions=tuple(LedgerView(book).decisions().values()))
                yield Stored(views, decided.released, decided.withheld)
                return
    picture, decided, skipped = work.picture(paths, looking, given, confidential=confidential)
    yield Whole(picture, skipped, decided.released, decided.withheld)


def _speak(views: StoredViews, book: Ledger, actors: Path | None) -> bool:
    """Whether the views are there and up to date; that they are there and are not is said. A short chain is checked first,
    of a long one the decisions and removals; what is shown is checked as it is read."""
    if not views.there(book) or views.built() is None:
        return False
    if behind := views.behind(rules_of(actors)):
        mend = "" if "confidential" in behind else "; `onrecord rebuild` brings them up to date"
        work.say(f"note: the stored views {behind}, so everything is worked out anew{mend}")
        return False
    with book.reading() as db:
        entries = db.execute(sa.select(sa.func.max(ENTRIES.c.seq))).scalar() or 0
    if entries > CHECKED_WHOLE:
        views.check_entries(EntryKind.JUDGEMENT, EntryKind.REMOVAL)
        return True
    broken = book.broken_at()
    if broken is not None:
        raise work.broken_chain(book, broken)
    return True


def _asked(asked: Wanted) -> Asked:
    return Asked(place=asked.place, first=asked.first, last=asked.last)


def _with(picture: Picture, events: Sequence[Event]) -> Picture:
    return replace(picture, events=tuple(events))


def _notes(asked: Wanted, named: bool, places: Mapping[str, int], without_day: int) -> list[str]:
    notes = [] if named else [missed_among(asked, places)]
    if (asked.first or asked.last) and without_day:
        claims = f"{without_day:,} claim{'' if without_day == 1 else 's'}"
        notes.append(f"note: {claims} without a day, left out of a period")
    return notes
