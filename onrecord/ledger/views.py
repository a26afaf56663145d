"""State derived from the ledger's entries; computed each time, stored nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from onrecord.errors import LedgerError
from onrecord.interchange import claim_from, report_from
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.store import Ledger
from onrecord.records import Claim, Judgement, Report, Skipped

T = TypeVar("T")


class LedgerView:
    """What the ledger held at one moment (`ingested_at`, RFC 3339, UTC; None: now)."""

    def __init__(self, ledger: Ledger, *, ingested_at: str | None = None) -> None:
        self._ledger = ledger
        self._until = ingested_at

    def reports(self) -> Iterator[Report]:
        return self._each(EntryKind.REPORT, report_from)

    def claims(self) -> Iterator[Claim]:
        return self._each(EntryKind.CLAIM, claim_from)

    def skipped(self) -> Iterator[Skipped]:
        return self._each(EntryKind.SKIPPED, lambda payload: Skipped(location=payload["location"], reason=payload["reason"]))

    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements that stand; a later one on the same pair of claims replaces the earlier."""
        standing: dict[frozenset[str], Judgement] = {}
        for judgement in self._each(EntryKind.JUDGEMENT, lambda payload: Judgement(**payload)):
            standing[frozenset((judgement.left, judgement.right))] = judgement
        return tuple(standing.values())

    def _each(self, kind: EntryKind, of: Callable[[dict[str, Any]], T]) -> Iterator[T]:
        for entry in self._ledger.entries(kind, until=self._until):
            try:
                record = of(entry.payload)
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                raise LedgerError(f"{self._ledger.name}: entry {entry.seq} does not hold a {kind} ({error})") from None
            yield record
