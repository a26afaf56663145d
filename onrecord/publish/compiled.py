"""Templates compiled once and kept in the user's folder for caches: compiling them takes longer than writing a page with them.

What is kept is the templates' code alone, nothing of what was written with them, and goes by their own text: a changed one is compiled
anew.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class _Kept(FileSystemBytecodeCache):
    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a full or read-only disk: they are compiled again the next time
            super().dump_bytecode(bucket)


def compiled() -> BytecodeCache | None:
    """Where compiled templates are kept; None where there is no such folder and none can be made."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "onrecord" / "templates"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):  # RuntimeError: nobody's home
        return None
    return _Kept(str(folder), "%s.cache")
