"""What may be written into the ledger, and the one form in which it is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class EntryKind(StrEnum):
    REPORT = "report"
    CLAIM = "claim"
    SKIPPED = "skipped"
    JUDGEMENT = "judgement"
    EXPORT = "export"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger. digest covers the entry and, through prev, all before it."""

    seq: int
    kind: EntryKind
    ref: str  # the id of what the entry holds
    at: str  # when it was written, RFC 3339, UTC
    payload: dict[str, Any]
    prev: str
    digest: str


GENESIS = "0" * 64


def canonical(payload: dict[str, Any]) -> str:
    """JSON with sorted keys and no spare white space, so that equal payloads are equal bytes (the idea of RFC 8785)."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chained(prev: str, *, seq: int, kind: str, ref: str, at: str, payload: str) -> str:
    """SHA-256 over the entry before and every column of this one, encoded so that they cannot run together."""
    parts = json.dumps([prev, seq, kind, ref, at, payload], ensure_ascii=False)
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
