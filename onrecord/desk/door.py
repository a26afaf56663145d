"""The one-time link to a laptop's desk: who has the terminal in which the desk was started has the desk."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable


class Door:
    """Gives out links, each good once. A new one is made, and told, whenever one was used."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._token = ""

    def offer(self) -> str:
        self._token = secrets.token_urlsafe(32)
        return self._token

    def enter(self, token: str) -> bool:
        """Whether the token opens; it does so once."""
        with self._lock:
            if not self._token or not secrets.compare_digest(token.encode(), self._token.encode()):
                return False
            self._tell(self.offer())
            return True


_held: list[Door] = []


def use(door: Door | None) -> None:
    _held[:] = [door] if door else []


def current() -> Door | None:
    return _held[0] if _held else None
