"""A second reader beside the one whose claims stand: where the two read a report otherwise, kept as an entry and settled by people.

Nothing of what stands is changed by it: an analyst accepts, corrects or rejects the claims in question, and each decision leaves the list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.agreement import FIELDS, Agreement, pairs
from onrecord.ledger import Ledger, LedgerView
from onrecord.ledger.entries import EntryKind
from onrecord.publish.brief.wording import write_days, write_measure
from onrecord.records import Claim, Report

# What a difference in each field weighs: first what turns an account round, then what moves it, then who else took part.
WEIGHT = {"type": 5, "source": 5, "control": 4, "modality": 4, "figures": 3, "place": 2, "dates": 2, "actor": 1, "target": 1}
ALONE, MISSED = 4, 3  # a claim that one reader makes and the other does not; one that only the second makes


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing in which two readers differ. claim None: only the second reader makes a claim of these words."""

    report: str
    claim: str | None
    quote: Mapping[str, Any]  # text, start, end
    reader: str  # the second one
    fields: Mapping[str, tuple[str, str]]  # field -> what stands, what the second reads; empty where the second makes no such claim
    weight: int


def compare(report: Report, ones: Sequence[Claim], others: Sequence[Claim]) -> list[Difference]:
    """Where the second reader (others) reads otherwise than the first, in the order of the words."""
    reader = others[0].made_by if others else ""
    found, left, right = [], {c.id for c in ones}, {c.id for c in others}
    for one, other in pairs(report.text, ones, others):
        left.discard(one.id)
        right.discard(other.id)
        fields = {} if one.type is other.type else {"type": (str(one.type), str(other.type))}
        fields |= {name: (_said(name, one), _said(name, other)) for name, same in FIELDS.items() if not same(one, other)}
        if fields:
            found.append(_difference(one, one.id, reader, fields, sum(WEIGHT.get(name, 1) for name in fields)))
    found += [_difference(c, c.id, reader, {}, ALONE) for c in ones if c.id in left]
    found += [_difference(c, None, reader, {n: ("", _said(n, c)) for n in ("type", "source")}, MISSED) for c in others if c.id in right]
    return sorted(found, key=lambda d: (d.quote["start"], d.quote["end"]))


def record(ledger: Ledger, read: Iterable[tuple[Report, Sequence[Claim]]], made_by: str) -> Agreement:
    """Compares what stands in the ledger with a second reading of its reports, report by report, and records where they differ.

    What the same reader was recorded with before on a report is replaced by the later entry. Gives how far the two agree in all.
    """
    standing: dict[str, list[Claim]] = {}
    for claim in LedgerView(ledger).read_claims():
        standing.setdefault(claim.report, []).append(claim)
    both = Agreement()
    for report, claims in read:
        ones = standing.get(report.id, [])
        both.take(report.text, ones, claims)
        rows = [
            {"claim": d.claim, "quote": dict(d.quote), "fields": {k: list(v) for k, v in d.fields.items()}, "weight": d.weight}
            for d in compare(report, ones, claims)
        ]
        payload = {"report": report.id, "reader": made_by, "claims": len(claims), "differs": rows}
        ledger.append([(EntryKind.SECOND, report.id, payload)])
    return both


def differences(ledger: Ledger, settled: Collection[str], claims: Mapping[str, Claim]) -> list[Difference]:
    """What two readers differ in and nobody has settled, the weightiest first. settled: claims that people decided on.

    claims: those that stand, by id; what the second reader alone found is gone once a claim stands in its words.
    """
    last: dict[tuple[str, str], dict[str, Any]] = {}
    for entry in ledger.entries(EntryKind.SECOND):
        last[entry.payload["report"], entry.payload["reader"]] = entry.payload
    stands = {(c.report, c.quote.start, c.quote.end) for c in claims.values()}
    found = []
    for (report, reader), payload in last.items():
        for row in payload["differs"]:
            claim, quote = row["claim"], row["quote"]
            if claim in settled or (claim is not None and claim not in claims):
                continue
            if claim is None and (report, quote["start"], quote["end"]) in stands:
                continue
            fields = {name: (said[0], said[1]) for name, said in row["fields"].items()}
            found.append(Difference(report=report, claim=claim, quote=quote, reader=reader, fields=fields, weight=row["weight"]))
    return sorted(found, key=lambda d: (-d.weight, d.report, d.quote["start"]))


def _difference(claim: Claim, id: str | None, reader: str, fields: Mapping[str, tuple[str, str]], weight: int) -> Difference:
    quote = {"text": claim.quote.text, "start": claim.quote.start, "end": claim.quote.end}
    return Difference(report=claim.report, claim=id, quote=quote, reader=reader, fields=fields, weight=weight)


def _said(name: str, claim: Claim) -> str:
    """A field in words; "" where the claim says nothing of it."""
    if name == "source":
        return claim.source.name
    if name == "place":
        return claim.place.name if claim.place else ""
    if name == "dates":
        return write_days(claim.when.earliest, claim.when.latest) if claim.when else ""
    if name == "figures":
        return "; ".join(write_measure(f.what, f.low, f.high) for f in claim.figures)
    if name == "control":
        return f"{claim.control.holder}, {claim.control.change}" if claim.control else ""
    return str(getattr(claim, name) or "")
