"""What `explain --format json` writes: the rows of the interchange form, put together along the chain."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from onrecord.interchange import claim_row, event_row, report_row
from onrecord.publish.explain.chain import ClaimChain, Explained
from onrecord.publish.explain.reasons import grounds, rule_of
from onrecord.records import Finding, Report, Tie

Row = dict[str, Any]


def to_row(explained: Explained) -> Row:
    """One object: `explains` says of what kind; keys that do not apply are empty lists or null."""
    return {
        "explains": explained.kind,
        "events": [event_row(e) for e in explained.events],
        "claims": [_claim(c) for c in explained.claims],
        "findings": [_finding(f) for f in explained.findings],
        "pair": _tie(explained.pair) if explained.pair else None,
        "ties": [_tie(t) for t in explained.ties],
        "judgements": [asdict(j) for j in explained.judgements],
        "decisions": [{key: value for key, value in asdict(d).items() if value not in (None, (), "")} for d in explained.decisions],
    }


def _claim(chain: ClaimChain) -> Row:
    origin = chain.origin
    return {
        "claim": claim_row(chain.claim),
        "report": _report(chain.report),
        "root": {"root": chain.root.name, "side": chain.root.side, "claims": list(chain.root.claims)},
        "origin": origin and {"basis": str(origin.basis), "of": origin.of, "share": origin.share, "because": origin.because},
        "of": claim_row(chain.of) if chain.of else None,
    }


def _report(report: Report) -> Row:
    """All but its text, its warnings and what belongs to offsets of the text."""
    return {key: value for key, value in report_row(report).items() if key not in ("text", "warnings", "marks")}


def _finding(finding: Finding) -> Row:
    return {
        "finding": finding.id,
        "kind": str(finding.kind),
        "strength": str(finding.strength),
        "claims": list(finding.claims),
        "rule": rule_of(finding),
        "because": finding.because,
        "grounds": grounds(finding),
        "weight": finding.weight,
        "signs": [asdict(sign) for sign in finding.signs],
    }


def _tie(tie: Tie) -> Row:
    return {
        "claims": [tie.left, tie.right],
        "together": tie.together,
        "total": tie.total,
        "decided": tie.decided,
        "statements": [asdict(r) for r in tie.reasons],
    }
