"""State derived from the ledger's entries; computed each time, stored nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.interchange import claim_from, report_from
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.store import Ledger
from onrecord.records import Claim, Judgement, Report, Skipped


class LedgerView:
    """What the ledger held at one moment (`ingested_at`, RFC 3339, UTC; None: now)."""

    def __init__(self, ledger: Ledger, *, ingested_at: str | None = None) -> None:
        self._ledger = ledger
        self._until = ingested_at

    def reports(self) -> Iterator[Report]:
        for entry in self._ledger.entries(EntryKind.REPORT, until=self._until):
            yield report_from(entry.payload)

    def claims(self) -> Iterator[Claim]:
        for entry in self._ledger.entries(EntryKind.CLAIM, until=self._until):
            yield claim_from(entry.payload)

    def skipped(self) -> Iterator[Skipped]:
        for entry in self._ledger.entries(EntryKind.SKIPPED, until=self._until):
            yield Skipped(location=entry.payload["location"], reason=entry.payload["reason"])

    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements that stand; a later one on the same pair of claims replaces the earlier."""
        standing: dict[frozenset[str], Judgement] = {}
        for entry in self._ledger.entries(EntryKind.JUDGEMENT, until=self._until):
            judgement = Judgement(**entry.payload)
            standing[frozenset((judgement.left, judgement.right))] = judgement
        return tuple(standing.values())
