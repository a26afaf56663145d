"""The annotated corpus as it stands, row by row: for the small tables, which need no tensors (see align.py for the network's view)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"
_BATCH = 20  # passages that were composed together; they are held out together


def rows(*names: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(cluster, row) for every row of the named files of the corpus, of all of them if none is named, in a fixed order.

    A row has `text`, and `claims` unless it states none. Passages belong to the batch in which they were composed.
    """
    for path in sorted(CORPUS.glob("*.jsonl")):
        if names and path.stem not in names:
            continue
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield row.get("cluster") or _batch(row["id"]), {"claims": [], **row}


def _batch(passage: str) -> str:
    """ "bank-41" -> "bank-2"."""
    stem, _, number = passage.rpartition("-")
    return f"{stem}-{(int(number) - 1) // _BATCH}"
