"""Makes records for tests: every argument has a plain default, so that a test names only what it is about."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from onrecord.records import Claim, Control, Figure, Place, Report, Source, When, Words
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality
from onrecord.vocab.measures import Measure

TEXT = "The army had pulled out of Dura, the governor said on Sunday. At least 12 soldiers were killed."


def shared() -> Path:
    """The folder of annotated reports and scorers beside the repository; the test is skipped where it is absent."""
    folder = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (folder / "score").is_dir():
        pytest.skip(f"needs the annotated reports and scorers, which are not at {folder}")
    return folder


def a_report(text: str = TEXT, **changed: Any) -> Report:
    return Report(
        **(
            {"id": "r1", "publisher": "The Courier", "published": "2016-12-11", "language": "en", "digest": "0" * 64, "text": text}
            | changed
        )
    )


def words(piece: str, text: str = TEXT) -> Words:
    start = text.index(piece)
    return Words(text=piece, start=start, end=start + len(piece))


def a_claim(quote: str = "The army had pulled out of Dura", text: str = TEXT, **changed: Any) -> Claim:
    plain: dict[str, Any] = {
        "id": "clm-1",
        "report": "r1",
        "quote": words(quote, text),
        "source": Source(
            name="Governor of Homs", mention=words("the governor", text) if "the governor" in text else None, kind="government"
        ),
        "type": EventType.TROOP_MOVEMENT,
        "made_by": "a test",
    }
    return Claim(**(plain | changed))


def a_full_claim() -> Claim:
    """A claim with every field filled."""
    return a_claim(
        cue=words("said"),
        modality=Modality.HEDGED,
        actor="Syrian army",
        target="Islamic State",
        place=Place(
            name="Dura", mention=words("Dura"), country="SYR", lat=34.5, lon=38.2, precision=1, gazetteer="own:1", parents=("Homs",)
        ),
        when=When(earliest="2016-12-11", latest="2016-12-11", mention=words("on Sunday"), precision=1),
        figures=(Figure(what=Measure.KILLED, low=12, high=None, of="soldiers", mention=words("At least 12")),),
        control=Control(holder="Syrian army", place="Dura", extent="all", change=Change.LOSS),
        confidence={"quote": 0.9},
        filled=("source.side",),
    )
