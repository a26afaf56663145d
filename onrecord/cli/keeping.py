"""`onrecord verify`, `checkpoint`, `prove`, `migrate`: that nothing was lost and nothing changed unseen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import work
from onrecord.cli.books import ArchiveAt, WithConfidential, is_confidential, to_read
from onrecord.cli.lines import shown
from onrecord.cli.options import LedgerFile, UsageError, settings
from onrecord.errors import LedgerError
from onrecord.ledger import Ledger
from onrecord.ledger.checkpoint import (
    Checkpoint,
    check_stamp,
    compare,
    new_key,
    read_checkpoint,
    read_key,
    read_public_key,
    stamp_request,
    take,
    to_text,
)
from onrecord.ledger.proof import prove as prove_entry
from onrecord.ledger.verify import Verified
from onrecord.ledger.verify import verify as verify_ledger


def verify(
    ledger: LedgerFile = None,
    archive: ArchiveAt = None,
    checkpoint: Annotated[Path | None, typer.Option("--checkpoint", help="A checkpoint that was kept elsewhere.")] = None,
    public_key: Annotated[Path | None, typer.Option("--public-key", help="Whose signature the checkpoint must bear.")] = None,
    timestamp: Annotated[Path | None, typer.Option("--timestamp", help="An authority's answer for that checkpoint (RFC 3161).")] = None,
    authority: Annotated[Path | None, typer.Option("--authority", help="The authority's root certificates, PEM.")] = None,
) -> None:
    """Check every entry and every archived original, and name what was changed, is missing or was removed."""
    if (public_key or timestamp) and checkpoint is None:
        raise UsageError("--public-key and --timestamp are about a checkpoint: --checkpoint FILE is expected")
    if (timestamp is None) != (authority is None):
        raise UsageError("--timestamp and --authority go together")
    against = read_checkpoint(checkpoint) if checkpoint else None
    with to_read(ledger, archive) as book:
        found = verify_ledger(book)
        problems = [fault.what for fault in found.faults]
        if against and checkpoint:
            problems += compare(against, found, book) + _vouched(against, public_key)
        if timestamp and authority and checkpoint:
            print(f"time stamp: {checkpoint} existed at {check_stamp(_bytes(checkpoint), _bytes(timestamp), _bytes(authority))}")
        _say(book, found, problems, against)
    if problems:
        raise typer.Exit(1)


def _vouched(against: Checkpoint, public_key: Path | None) -> list[str]:
    if public_key is None:
        return []
    if against.signature is None:
        return ["the checkpoint is not signed"]
    return [] if against.key == read_public_key(public_key) else ["the checkpoint is signed with another key"]


def _say(book: Ledger, found: Verified, problems: Sequence[str], against: Checkpoint | None) -> None:
    for removal in found.removals:
        agreed = f" and {removal.agreed}" if removal.agreed else ""
        what = _many(len(removal.entries), "entry", "entries") + (f" ({removal.ref})" if removal.ref else "")
        print(shown(f"removed {removal.at}, by {removal.by}{agreed}, rule {removal.rule}: {what}; because: {removal.because}"))
    for note in found.notes:
        print(f"note: {note}")
    for problem in problems:
        print(shown(f"FAULT: {problem}"))
    if found.more:
        print(f"FAULT: and {found.more} more")
    state = " in ".join((_many(found.entries, "entry", "entries"), _many(found.batches, "batch", "batches")))
    originals = _many(len(found.originals), "archived original", "archived originals")
    if problems:
        print(f"{book.name}: NOT as it was written ({state}, {originals})")
        return
    print(f"{book.name}: {state} and {originals}, each as it was written; head {found.head[:16]}, root {found.root[:16]}")
    if against is None:
        print("not excluded: that the whole chain was rewritten, or its end cut off; only a checkpoint kept elsewhere shows that")
    elif against.entries < found.entries:
        print(f"as the checkpoint has it up to entry {against.entries}; not excluded: that what was written later was rewritten or cut")
    else:
        print("as the checkpoint has it, to the last entry")


def checkpoint(
    out: Annotated[Path, typer.Option("-o", "--out", help="Where the checkpoint goes: keep it apart from the ledger.")],
    ledger: LedgerFile = None,
    key: Annotated[Path | None, typer.Option("--key", help="Sign with this Ed25519 key (PEM), kept outside the ledger's folder.")] = None,
    make_key: Annotated[bool, typer.Option("--new-key", help="Make that key first, and its public half beside it (.pub).")] = False,
    request: Annotated[Path | None, typer.Option("--request", help="Write a time-stamp request for it too (RFC 3161).")] = None,
) -> None:
    """Write down what the ledger is now, in a small file that shows later whether its past was rewritten."""
    if make_key and key is None:
        raise UsageError("--new-key makes the key that --key FILE names")
    with to_read(ledger) as book:
        broken = book.broken_at()
        if broken is not None:
            raise LedgerError(f"{book.name}: entry {broken} is not as it was written; `onrecord verify` says more")
        if make_key and key:
            print(f"public key: {new_key(key, book)}")
        taken = take(book, read_key(key, book) if key else None)
    out.write_text(to_text(taken), encoding="utf-8")
    if request:
        request.write_bytes(stamp_request(out.read_bytes()))
    print(f"{out}: {_many(taken.entries, 'entry', 'entries')}, root {taken.root[:16]}{', signed' if key else ''}")


def prove(
    id: Annotated[str, typer.Argument(metavar="ID", help="A report, a claim, a judgement: what an entry holds.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Where the proof goes. [default: ID.proof.json]")] = None,
    ledger: LedgerFile = None,
    checkpoint: Annotated[Path | None, typer.Option("--checkpoint", help="Prove it against this checkpoint, kept elsewhere.")] = None,
    with_confidential: WithConfidential = False,
) -> None:
    """Write a proof that one entry stands in the ledger, which anybody can check without the ledger (docs/check_proof.py)."""
    against = read_checkpoint(checkpoint) if checkpoint else None
    with to_read(ledger) as book:
        if not with_confidential and is_confidential(book, id):
            raise UsageError(f"{id} is confidential, and its proof would hold its words: --with-confidential, if that is meant")
        proof = prove_entry(book, id, against)
    out = out or Path("".join(c if c.isalnum() or c in "-_." else "_" for c in id) + ".proof.json")
    out.write_text(json.dumps(proof, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{out}: entry {proof['header']['seq']} of {proof['checkpoint']['entries']}; check it with docs/check_proof.py")


def migrate(
    ledger: LedgerFile = None,
    writer: Annotated[str | None, typer.Option("--writer", help="PostgreSQL: a role that may read and append, and nothing else.")] = None,
) -> None:
    """Bring a ledger of an older version to the present form; on PostgreSQL, make it and say who may write."""
    chosen = settings(ledger=ledger)
    with Ledger(chosen.ledger, archive=chosen.archive) as book:
        if writer:
            if book.dialect != "postgresql":
                raise UsageError("--writer is for a ledger on PostgreSQL: a file is guarded by the folder's permissions")
            book.grant(writer)
        work.say(f"{book.name}: in the present form{f', {writer} may read and append' if writer else ''}")


def _many(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read ({error.strerror})") from None
