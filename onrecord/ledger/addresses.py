"""Which reports of a ledger were read at which address of the web: by these a page's revision is known, and asked for on conditions."""

from __future__ import annotations

from onrecord.ledger.entries import EntryKind
from onrecord.ledger.store import Ledger


class Addresses:
    """The standing reports by address, newest last. Read once; what a run adds is told to it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._held: dict[str, list[tuple[str, str, str]]] = {}
        for entry in ledger.entries(EntryKind.REPORT):
            self.note(entry.ref, entry.payload.get("digest") or "", entry.payload.get("location"), entry.payload.get("url"))

    def note(self, id: str, digest: str, location: str | None, url: str | None) -> None:
        """A report that stands now. Both count: where it was asked for, and what the page gives as its own address."""
        for address in {_same(location), _same(url)} - {""}:
            self._held.setdefault(address, []).append((id, digest, location or ""))

    def latest(self, *addresses: str | None) -> str | None:
        """The id of the newest report at one of the addresses, the first that has one."""
        return next((self._held[a][-1][0] for address in addresses if (a := _same(address)) in self._held), None)

    def original(self, address: str) -> bytes | None:
        """The archived original of the newest report that was fetched from this very address."""
        for _, digest, location in reversed(self._held.get(_same(address), [])):
            if _same(location) == _same(address) and digest and self._ledger.archive is not None:
                return self._ledger.archive.read(digest)
        return None


def _same(address: str | None) -> str:
    """The address as it is compared; empty for what is no address of the web."""
    if not address or not address.lower().startswith(("http://", "https://")):
        return ""
    return address.split("#", 1)[0].split("://", 1)[1].rstrip("/")
