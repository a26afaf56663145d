"""Who may ask over HTTP: named tokens with a role, kept beside the ledger as digests alone."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from onrecord.errors import OnrecordError

FILE = "onrecord-tokens.json"
_NAME = re.compile(r"[\w.@+-]{1,80}")


class Role(StrEnum):
    """As in the desk. No role is shown over HTTP what may not leave; analysts and editors are told how much is held back."""

    READER = "reader"
    ANALYST = "analyst"
    EDITOR = "editor"


class TokenError(OnrecordError):
    """The file of tokens cannot be read, or a name is taken or unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """sha256: of the token, which has 256 random bits and so needs no slower digest."""

    name: str
    role: Role
    sha256: str


class Tokens:
    """The tokens of one folder. The file is read again for each question, so that a token taken back is refused at once."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def all(self) -> list[Token]:
        """Raises TokenError."""
        try:
            rows = json.loads(self.path.read_text("utf-8"))
            return [Token(name=r["name"], role=Role(r["role"]), sha256=r["sha256"]) for r in rows]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise TokenError(f"{self.path}: this is no file of tokens ({error})") from None

    def new(self, name: str, role: Role) -> str:
        """A new token, which is nowhere kept as it is. Raises TokenError."""
        held = self.all()
        if not _NAME.fullmatch(name):
            raise TokenError(f"{name!r} is no name for a token: up to 80 letters, digits and . _ @ + - are expected")
        if any(t.name == name for t in held):
            raise TokenError(f"there is a token called {name!r}: take it back first")
        token = "onr_" + secrets.token_urlsafe(32)
        self._write([*held, Token(name=name, role=role, sha256=_digest(token))])
        return token

    def revoke(self, name: str) -> None:
        """Raises TokenError."""
        held = self.all()
        kept = [t for t in held if t.name != name]
        if len(kept) == len(held):
            raise TokenError(f"there is no token called {name!r}")
        self._write(kept)

    def bearer(self, header: str | None) -> Token | None:
        """Whose token an Authorization header brings; None: nobody's."""
        scheme, _, token = (header or "").partition(" ")
        if scheme.casefold() != "bearer" or not token:
            return None
        digest = _digest(token.strip())
        found = None
        for held in self.all():  # all are compared, so that time tells nothing
            if hmac.compare_digest(held.sha256, digest):
                found = held
        return found

    def _write(self, tokens: list[Token]) -> None:
        text = json.dumps([asdict(t) for t in tokens], indent=1) + "\n"
        made = self.path.with_name(f".{FILE}.{secrets.token_hex(4)}")
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        made.replace(self.path)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
