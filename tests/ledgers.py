"""What tests of the ledger share."""

from __future__ import annotations

from builders import a_claim, a_report

from onrecord.interchange import claim_row, report_row
from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind

SKIP = (EntryKind.SKIPPED, "x", {"location": "x", "reason": "empty"})


def add_report(ledger: Ledger, id: str, text: str, *quotes: str, original: bytes | None = None) -> list[str]:
    """Records a report with its archived original and a claim for each quote; gives the claims' ids."""
    report = a_report(text, id=id, digest=ledger.keep(original or text.encode()), location=f"{id}.txt")
    claims = [a_claim(quote, text, id=f"clm-{id}-{n}", report=id) for n, quote in enumerate(quotes)]
    rows = [(EntryKind.REPORT, id, report_row(report)), *((EntryKind.CLAIM, c.id, claim_row(c)) for c in claims)]
    ledger.append(rows)
    return [c.id for c in claims]
