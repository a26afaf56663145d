"""Makes findings: their identity and the sentence that quotes both sides."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from onrecord.reconcile.reading import View
from onrecord.records import Finding
from onrecord.vocab.findings import FindingKind, Strength


def finding_id(kind: FindingKind, claims: Sequence[str]) -> str:
    """Same kind, same claims: same finding."""
    parts = json.dumps([str(kind), sorted(claims)])
    return "fnd-" + hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def clash(kind: FindingKind, left: View, right: View, point: str, excuse: str | None = None) -> Finding:
    """A contradiction of exactly two claims. An excuse ("another day") makes it apparent and stands in the sentence."""
    ids = (left.claim.id, right.claim.id)
    sentence = f"{left.said_by}: “{left.words()}”; {right.said_by}: “{right.words()}”: {point}"
    return Finding(
        id=finding_id(kind, ids),
        kind=kind,
        claims=ids,
        because=f"{sentence}, but {excuse}." if excuse else f"{sentence}.",
        strength=Strength.APPARENT if excuse else Strength.DIRECT,
    )


def note(kind: FindingKind, claims: Sequence[View], because: str) -> Finding:
    ids = tuple(v.claim.id for v in claims)
    return Finding(id=finding_id(kind, ids), kind=kind, claims=ids, because=because)
