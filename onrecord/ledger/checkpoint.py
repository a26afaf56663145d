"""Checkpoints: what a ledger was at one moment, in a small file to be kept elsewhere, signed and time-stamped if wanted.

Against a checkpoint a chain that was rewritten as a whole, or cut at its end, shows.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger.entries import canonical
from onrecord.ledger.merkle import EMPTY, batch_leaf, root_of
from onrecord.ledger.store import Ledger, ledger_id, now
from onrecord.ledger.tables import BATCHES, ENTRIES
from onrecord.ledger.verify import Verified

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

# cryptography is imported where it is needed: every command loads this file, few of them sign.


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A ledger of so many entries in so many batches, whose chain ended on head and whose tree over all batches had that root."""

    ledger: str
    entries: int
    batches: int
    head: str
    root: str
    at: str
    key: str | None = None  # Ed25519 public key, hex
    signature: str | None = None  # over the canonical JSON of all the other fields, hex

    def signed_bytes(self) -> bytes:
        return canonical({name: value for name, value in asdict(self).items() if name != "signature"}).encode()


def take(ledger: Ledger, key: Ed25519PrivateKey | None = None) -> Checkpoint:
    """A checkpoint of the ledger as it is, signed if there is a key. Nothing is checked: `verify` does that. Raises LedgerError."""
    with ledger.reading() as db:
        last = db.execute(sa.select(ENTRIES.c.seq, ENTRIES.c.digest).order_by(ENTRIES.c.seq.desc()).limit(1)).first()
        leaves = leaves_of(db)
        taken = Checkpoint(
            ledger=ledger_id(db, ledger.name),
            entries=last.seq if last else 0,
            batches=len(leaves),
            head=last.digest if last else "",
            root=root_of(leaves) if leaves else EMPTY,
            at=now(),
            key=key.public_key().public_bytes_raw().hex() if key else None,
        )
    if key is None:
        return taken
    return Checkpoint(**(asdict(taken) | {"signature": key.sign(taken.signed_bytes()).hex()}))


def leaves_of(db: sa.Connection, most: int | None = None) -> list[str]:
    """The leaves of the tree over the batches, of the first so many or of all."""
    query = sa.select(BATCHES).order_by(BATCHES.c.number).limit(most)
    return [batch_leaf(row.number, row.first, row.last, row.root) for row in db.execute(query)]


def to_text(checkpoint: Checkpoint) -> str:
    return json.dumps({name: value for name, value in asdict(checkpoint).items() if value is not None}, indent=1) + "\n"


def read_checkpoint(path: Path) -> Checkpoint:
    """Raises LedgerError for a file that is none, or whose signature is not that of the key it names."""
    try:
        return checkpoint_from(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise LedgerError(f"{path}: this is not a checkpoint ({error})") from None


def checkpoint_from(row: Mapping[str, Any]) -> Checkpoint:
    """Raises ValueError or TypeError."""
    given = Checkpoint(**row)
    for name in ("entries", "batches"):
        if not isinstance(getattr(given, name), int):
            raise ValueError(f"{name} is not a number")
    if not all(isinstance(getattr(given, name), str) for name in ("ledger", "head", "root", "at")):
        raise ValueError("ledger, head, root and at are texts")
    if given.signature is not None:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(given.key or "")).verify(bytes.fromhex(given.signature), given.signed_bytes())
        except (InvalidSignature, ValueError):
            raise ValueError("its signature is not that of its key: it was changed") from None
    return given


def compare(checkpoint: Checkpoint, found: Verified, ledger: Ledger) -> list[str]:
    """What of the ledger is not as the checkpoint has it; nothing: it is the same ledger, grown or not. found: what `verify` read."""
    if checkpoint.ledger != found.ledger:
        return [f"the checkpoint is of another ledger ({checkpoint.ledger}, this is {found.ledger})"]
    if found.entries < checkpoint.entries:
        return [f"the end was cut off: the checkpoint has {checkpoint.entries} entries, the ledger {found.entries}"]
    problems = []
    with ledger.reading() as db:
        head = db.execute(sa.select(ENTRIES.c.digest).where(ENTRIES.c.seq == checkpoint.entries)).scalar() or ""
    if head != checkpoint.head:
        problems.append(f"the chain up to entry {checkpoint.entries} is not the one of the checkpoint: it was rewritten")
    try:
        root = root_of(found.leaves[: checkpoint.batches])
    except ValueError:
        root = ""
    if root != checkpoint.root and not problems:
        problems.append(f"the batches up to {checkpoint.batches} are not those of the checkpoint")
    return problems


# --- keys ------------------------------------------------------------------------------------------------------


def new_key(path: Path, ledger: Ledger) -> Path:
    """Makes a key pair: the private key at path, for its owner's eyes alone, the public one beside it with .pub, whose path is given.

    Raises LedgerError, also for a key that would lie in the ledger's folder.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    _apart(path, ledger)
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    beside = path.with_name(path.name + ".pub")
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(private)
        beside.write_bytes(public)
    except OSError as error:
        raise LedgerError(f"{path}: no key could be written ({error.strerror})") from None
    return beside


def read_key(path: Path, ledger: Ledger) -> Ed25519PrivateKey:
    """Raises LedgerError, also for a key that lies in the ledger's folder: whoever can rewrite the ledger could sign it again."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    _apart(path, ledger)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise LedgerError(f"{path}: this is not a private key ({error})") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise LedgerError(f"{path}: an Ed25519 key is expected")
    return key


def read_public_key(path: Path) -> str:
    """The public key as checkpoints have it, hex. Raises LedgerError."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise LedgerError(f"{path}: this is not a public key ({error})") from None
    if not isinstance(key, Ed25519PublicKey):
        raise LedgerError(f"{path}: an Ed25519 key is expected")
    return key.public_bytes_raw().hex()


def _apart(path: Path, ledger: Ledger) -> None:
    folders = [ledger.archive_folder, ledger.path.parent if ledger.dialect == "sqlite" else None]
    for folder in folders:
        if folder and path.resolve().is_relative_to(folder.resolve()):
            raise LedgerError(f"{path}: a key must not lie in the ledger's folder ({folder.resolve()}), nor below it")


# --- time stamps (RFC 3161) ------------------------------------------------------------------------------------


def stamp_request(checkpoint: bytes) -> bytes:
    """A request for a time stamp on a checkpoint file's bytes, DER, to be sent to an authority by whoever has a network."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    return (
        TimestampRequestBuilder().data(checkpoint).hash_algorithm(HashAlgorithm.SHA256).cert_request(cert_request=True).build().as_bytes()
    )


def check_stamp(checkpoint: bytes, answer: bytes, authorities: bytes) -> str:
    """The moment (RFC 3339) at which an authority saw a checkpoint file's bytes. authorities: its root certificates and any between, PEM.

    Raises LedgerError for an answer that is none, is for other bytes, or is not signed by an authority that leads up to those roots.
    """
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        stamp = decode_timestamp_response(answer)
        certificates: Sequence[Any] = load_pem_x509_certificates(authorities)
        builder = VerifierBuilder()
        for certificate in certificates:
            rooted = certificate.issuer == certificate.subject
            builder = builder.add_root_certificate(certificate) if rooted else builder.add_intermediate_certificate(certificate)
        builder.build().verify_message(stamp, checkpoint)
    except (VerificationError, ValueError) as error:
        raise LedgerError(f"the time stamp does not hold for this checkpoint ({error})") from None
    imprint = stamp.tst_info.message_imprint
    if imprint.message not in (hashlib.sha256(checkpoint).digest(), hashlib.sha512(checkpoint).digest()):
        raise LedgerError("the time stamp is for another checkpoint")
    return stamp.tst_info.gen_time.isoformat()
