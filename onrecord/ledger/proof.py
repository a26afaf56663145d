"""A proof that one entry stands in a ledger, to be checked without the rest of it (docs/check_proof.py)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger.checkpoint import Checkpoint, leaves_of, take
from onrecord.ledger.entries import genesis
from onrecord.ledger.merkle import path_of, root_of
from onrecord.ledger.store import Ledger
from onrecord.ledger.tables import BATCHES, ENTRIES, PAYLOADS


def prove(ledger: Ledger, ref: str, checkpoint: Checkpoint | None = None) -> dict[str, Any]:
    """The newest entry that holds what has this id, with all that leads from it to a checkpoint's root.

    checkpoint: one that was kept elsewhere; without it the proof brings a new one. Raises LedgerError.
    """
    with ledger.reading() as db:
        query = sa.select(ENTRIES, PAYLOADS).join(PAYLOADS, PAYLOADS.c.seq == ENTRIES.c.seq).where(PAYLOADS.c.ref == ref)
        if checkpoint:
            query = query.where(ENTRIES.c.seq <= checkpoint.entries)
        row = db.execute(query.order_by(ENTRIES.c.seq.desc()).limit(1)).first()
        if row is None:
            raise LedgerError(f"{ledger.name}: no entry holds {ref!r}{' at that checkpoint' if checkpoint else ''}, or it was removed")
        batch = db.execute(sa.select(BATCHES).where(BATCHES.c.number == row.batch)).one()
        digests = list(db.execute(sa.select(ENTRIES.c.digest).where(ENTRIES.c.batch == row.batch).order_by(ENTRIES.c.seq)).scalars())
        before = db.execute(sa.select(ENTRIES.c.digest).where(ENTRIES.c.seq == row.seq - 1)).scalar()
        against = checkpoint or take(ledger)
        leaves = leaves_of(db, against.batches)
    if root_of(leaves) != against.root or root_of(digests) != batch.root:
        raise LedgerError(f"{ledger.name}: it is not as the checkpoint has it; `onrecord verify --checkpoint` says more")
    return {
        "ref": row.ref,
        "payload": row.payload,
        "salt": row.salt,
        "header": {
            "at": row.at,
            "batch": row.batch,
            "commitment": row.commitment,
            "kind": row.kind,
            "prev": before or genesis(against.ledger),
            "seq": row.seq,
        },
        "batch": {"number": batch.number, "first": batch.first, "last": batch.last, "path": path_of(digests, row.seq - batch.first)},
        "path": path_of(leaves, batch.number - 1),
        "checkpoint": {name: value for name, value in asdict(against).items() if value is not None},
    }
