"""Reports that a trained reader read, as if they were annotated: what the small reader learns from beside the annotated ones.

What the reader was unsure of is left untaught: a pointer that it doubts has no goal, and a text whose quotes it doubts is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.trained import TrainedReader
from onrecord.extract.reader.trained.labels import NOTHING, UNATTRIBUTED
from onrecord.records import Report, Span
from training.align import CORPUS, Example, Goal, Text, every

SURE = 0.6  # of a pointer, to be taught
SURE_OF_QUOTES = 0.6  # on the mean of a text
UNLABELLED = CORPUS / "unlabelled" / "texts.jsonl"


def silver(teacher: TrainedReader, path: Path = UNLABELLED) -> Iterator[Text]:
    """Every text of the file with the teacher's claims for annotations."""
    for line in path.read_text("utf-8").splitlines()[:: every()]:
        row = json.loads(line)
        claims = teacher.read(Report(id=row["id"], text=row["text"], title=row.get("title")))
        sure = sum(c.confidence["quote"] for c in claims) / max(len(claims), 1)
        if not claims or sure < SURE_OF_QUOTES:
            continue
        made = {c.quote: example(c) for c in reversed(claims)}  # two sources for one thing: the first is taught
        ordered = sorted(made.values(), key=lambda e: (e.quote.start, -e.quote.end))
        yield Text(id=row["id"], group=row["id"], text=row["text"], title=row.get("title") or "", claims=tuple(ordered))


def example(claim: ReadClaim) -> Example:
    def goal(role: str, span: Span | None) -> Goal:
        if claim.confidence.get(role, 1.0) < SURE:
            return Goal()
        return Goal(spans=(span,)) if span else Goal(answers=(NOTHING,))

    nobody = Goal(answers=(UNATTRIBUTED if claim.voice == "unattributed" else NOTHING,))
    goals = {role: goal(role, getattr(claim, role)) for role in ("cue", "actor", "target", "place")}
    goals["source"] = goal("source", claim.source) if claim.source else nobody if claim.confidence["source"] >= SURE else Goal()
    goals["holder"] = goal("control", claim.holder)
    goals["via"] = goal("via", claim.via[0] if claim.via else None)
    goals["joint"] = Goal()
    extent = claim.extent if claim.extent in ("all", "most", "part") else "percent"
    return Example(quote=claim.quote, type=claim.type, modality=claim.modality, change=claim.change, extent=extent, goals=goals)
