"""What may be written into the ledger, and the one form in which it is.

An entry has two parts. Its *header* (seq, batch, kind, at, commitment, the digest before) stays forever and is what the chain is made
of. Its *payload*, with the id of what it holds and a random salt, stands beside it and can be taken away: the header holds only a salted
digest of it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import rfc8785

from onrecord.errors import LedgerError


class EntryKind(StrEnum):
    # what was collected, read and decided
    REPORT = "report"
    CLAIM = "claim"
    READING = "reading"  # a report read again: which of its claims stand now
    SKIPPED = "skipped"
    REJECTED = "rejected"  # what a language model gave back that does not stand in the report, and why it was not taken
    SECOND = "second"  # where a second reader reads a report otherwise than the claims that stand
    JUDGEMENT = "judgement"  # by a person; grade overrides and releases of names among them
    REMOVAL = "removal"
    MIGRATION = "migration"  # the ledger was brought from an older form
    # what the program made of it
    LINK = "link"  # claims that came to one event, with roots, figures and grade
    FINDING = "finding"
    SOFTWARE = "software"  # by which program, reader and model what follows was made
    # what was done with it
    EXPORT = "export"  # what left: backups, exports, briefs; so that a later removal can name what still holds it
    REMOTE = "remote"  # reports of this run may be sent to a host that is not this machine
    LOGIN = "login"
    ROLE = "role"
    SEEN = "seen"  # who looked at what


# What the views are derived from: an entry of any other kind changes none of them.
MAKES_VIEWS = (EntryKind.REPORT, EntryKind.CLAIM, EntryKind.READING, EntryKind.SKIPPED, EntryKind.JUDGEMENT, EntryKind.REMOVAL)
AUDITED = (EntryKind.SOFTWARE, EntryKind.REMOTE, EntryKind.EXPORT, EntryKind.LOGIN, EntryKind.ROLE, EntryKind.SEEN, EntryKind.REMOVAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger whose payload stands. digest covers the entry and, through the one before, all before it."""

    seq: int
    batch: int
    kind: EntryKind
    ref: str  # the id of what the entry holds
    at: str  # when it was written, RFC 3339, UTC
    payload: dict[str, Any]
    digest: str


class CanonicalError(LedgerError):
    """A value that has no canonical form: half a code point, a number that is none, a whole number beyond 2^53."""


def canonical(value: Any) -> str:
    """JSON by RFC 8785, so that equal payloads are equal bytes. Raises CanonicalError."""
    try:
        # Python's own encoder writes what is plain in the same way, ten times as fast.
        return (_PLAINLY(value) if _is_plain(value) else rfc8785.dumps(value).decode()).encode().decode()
    except (rfc8785.CanonicalizationError, TypeError, UnicodeError, RecursionError) as error:
        raise CanonicalError(f"this cannot be written down as canonical JSON ({error})") from None


_PLAINLY = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode
_WHOLE = 2**53


def _is_plain(value: Any) -> bool:
    """Whether RFC 8785 and Python's encoder write it alike: keys of ASCII, which both put in one order; whole numbers below 2^53; fractions
    that neither writes with an exponent."""
    if isinstance(value, str) or value is None or value is True or value is False:
        return True
    if isinstance(value, dict):
        return all(map(str.isascii, value)) and all(map(_is_plain, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    if isinstance(value, int):
        return -_WHOLE < value < _WHOLE
    return isinstance(value, float) and 1e-4 <= abs(value) < 1e15 and not value.is_integer()


# Headers hold text and small whole numbers alone, for which sorted keys and no spare white space are all that RFC 8785 asks.
_HEADER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode


def new_salt() -> str:
    """128 random bits, hex: without them nobody can test a guess at a removed payload against its commitment."""
    return secrets.token_hex(16)


def committed(salt: str, ref: str, payload: str) -> str:
    """The salted digest of a payload (canonical JSON text) and its id: SHA-256 over the salt's hex and {"payload":...,"ref":...}."""
    return hashlib.sha256(f'{salt}{{"payload":{payload},"ref":{_HEADER(ref)}}}'.encode()).hexdigest()


def chained(prev: str, *, seq: int, batch: int, kind: str, at: str, commitment: str) -> str:
    """SHA-256 over a zero byte and the header as canonical JSON: the entry's digest, and its leaf in the batch's Merkle tree (RFC 6962)."""
    header = _HEADER({"at": at, "batch": batch, "commitment": commitment, "kind": kind, "prev": prev, "seq": seq})
    return hashlib.sha256(b"\0" + header.encode()).hexdigest()


def marked(salt: str, word: str) -> str:
    """By what a removal entry knows a removed report's id, or its original's digest, when it comes again; the salt is the removal's own."""
    return hashlib.sha256(f"{salt} {word}".encode("utf-8", "surrogatepass")).hexdigest()


def genesis(ledger_id: str) -> str:
    """What stands before the first entry: no two ledgers have a chain in common."""
    return hashlib.sha256(f"onrecord ledger {ledger_id}".encode()).hexdigest()
