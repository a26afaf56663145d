"""Entries about the ledger's own use: who came in, who may do what, who saw what, what went out, and which program wrote.

They are chained and proved like all others and change no view. `LedgerView.audit` reads them back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from onrecord.errors import LedgerError
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.store import Ledger, now

_PREFIX = {EntryKind.EXPORT: "exp", EntryKind.LOGIN: "log", EntryKind.ROLE: "rol", EntryKind.SEEN: "see"}
SOFTWARE_REF = "software"  # one id for all, so that the newest is found at once


def note_login(ledger: Ledger, who: str, *, outcome: str, by_way: str = "") -> str:
    """Records that somebody came in, went out or was turned away. outcome: in, out or refused. Gives the entry's id."""
    if outcome not in ("in", "out", "refused"):
        raise LedgerError(f"{outcome!r} is no outcome of a login: in, out or refused")
    return _note(ledger, EntryKind.LOGIN, {"who": who, "outcome": outcome, "by_way": by_way})


def note_role(ledger: Ledger, who: str, role: str | None, *, by: str, because: str) -> str:
    """Records which role somebody has from now on; None: no role any more. Gives the entry's id."""
    if not because.strip():
        raise LedgerError("a change of role needs a reason")
    return _note(ledger, EntryKind.ROLE, {"who": who, "role": role, "by": by, "because": because})


def note_seen(ledger: Ledger, who: str, ids: Sequence[str], *, by_way: str) -> str:
    """Records that somebody looked at reports, claims or events, by their ids, and by which page or command. Gives the entry's id."""
    return _note(ledger, EntryKind.SEEN, {"who": who, "ids": list(ids), "by_way": by_way})


def note_export(ledger: Ledger, what: str, to: str, *, by: str, **more: Any) -> str:
    """Records that something left, so that a later removal can name what still holds the removed words. Gives the entry's id.

    what: backup, export, copy, brief ... ; to: a path or an address; more: its digest, how it was narrowed, how much it holds.
    """
    return _note(ledger, EntryKind.EXPORT, {"what": what, "to": to, "by": by} | more)


def note_software(ledger: Ledger, parts: dict[str, str]) -> bool:
    """Records by which program, reader and model what follows is made, unless the last such entry says the same. Whether it was written."""
    last = ledger.newest(SOFTWARE_REF)
    if last is not None and last.payload == parts:
        return False
    ledger.append([(EntryKind.SOFTWARE, SOFTWARE_REF, dict(parts))])
    return True


def _note(ledger: Ledger, kind: EntryKind, payload: dict[str, Any]) -> str:
    if not str(payload.get("who", payload.get("by", ""))).strip():
        raise LedgerError(f"an entry of kind {kind} needs a name")
    tie = json.dumps([payload, now()]).encode("utf-8", "surrogatepass")
    ref = f"{_PREFIX[kind]}-{hashlib.sha256(tie).hexdigest()[:24]}"
    ledger.append([(kind, ref, payload)])
    return ref
