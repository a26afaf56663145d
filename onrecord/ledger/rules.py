"""By which rules views were made: a digest of all that they hang on beside the entries."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import onrecord

# Our rules and word lists, and what we know of actors and countries.
_PARTS = ("link", "reconcile", "vocab", "knowledge", "records.py", "interchange.py", "ledger/places.py", "ledger/view_tables.py")


def rules_of(actors: Path | None) -> str:
    """actors: a team's own register, a file or the folder of its versions. Some milliseconds: nothing is loaded."""
    root = Path(onrecord.__file__).parent
    files = [path for part in _PARTS for path in _files(root / part)]
    found = hashlib.sha256()
    for path in [*files, *(_files(actors) if actors else ())]:
        found.update(json.dumps([path.name, hashlib.sha256(path.read_bytes()).hexdigest()]).encode())
    return found.hexdigest()[:32]


def _files(at: Path) -> list[Path]:
    return [at] if at.is_file() else sorted(p for end in ("*.py", "*.toml") for p in at.rglob(end))
