"""Judged claims as annotated reports, so that corrections feed learning. Needs nothing of the web."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.annotation import annotated
from onrecord.ledger import LedgerView
from onrecord.ledger.judgements import Act, Finder
from onrecord.records import Claim


@dataclass(slots=True)
class Left:
    """Reports that were left out, since not all of their claims were judged: what is not annotated would be learned as no claim."""

    reports: int = 0
    claims: int = 0  # not judged


def judged(view: LedgerView, left: Left, *, partly: bool = False) -> Iterator[dict[str, Any]]:
    """The annotated form of each report all of whose claims somebody accepted, corrected or rejected; partly: of one of them."""
    read = list(view.read_claims())
    finder = Finder(read)
    known: dict[str, str] = {}
    for decision in view.decisions().values():
        if decision.act in (Act.ACCEPT, Act.CORRECT, Act.REJECT) and (found := finder.find(decision.claims[0])):
            known[found] = decision.by
    by_report: dict[str, list[Claim]] = {}
    for claim in read:
        by_report.setdefault(claim.report, []).append(claim)
    standing = {claim.id: claim for claim in view.claims()}
    for report in view.reports():
        claims = by_report.get(report.id, [])
        open_ = [c for c in claims if c.id not in known]
        if len(open_) == len(claims):
            continue
        if open_ and not partly:
            left.reports, left.claims = left.reports + 1, left.claims + len(open_)
            continue
        people = sorted({known[c.id] for c in claims if c.id in known})
        kept = [standing[c.id] for c in claims if c.id in standing and c.id in known]
        yield annotated(report, kept, by=", ".join(people))
