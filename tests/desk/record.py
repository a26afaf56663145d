"""A small ledger for the desk's tests: the invented fall of Karsh, moved to the past, and one event of today that is under embargo.

Dr Aziz Karimov and his words are invented; so is everything else.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from builders import a_report
from publish.brief.sample import ARABIC, CLAIMS, COPY, EVENING, MORNING

from onrecord.interchange import claim_row, report_row
from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind
from onrecord.records import Claim, Control, Place, Report, Source, Span, When, words_at
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change

TODAY = dt.datetime.now(dt.UTC).date().isoformat()
NURSE = "Samira Haddadi"
_NIGHT = (
    f"Residents of Velm said on that day that shells had hit the bakery. {NURSE}, 34, a nurse, said that nine people were killed. "
    "The Free Column holds the town of Velm, the Steppe Watch said."
)
NIGHT = a_report(_NIGHT, id="rpt-night", publisher="Southern Post", published="2016-05-20", title="Shells hit Velm bakery")
_FRESH = "The army said that it had retaken the town of Osk from the Free Column."
FRESH = a_report(_FRESH, id="rpt-fresh", publisher="Southern Post", published=TODAY, title="Army says Osk retaken")
VELM = Place(name="Velm", country="KAZ", lat=48.4, lon=67.9, precision=1, parents=("Orlan", "Kazakhstan"))
OSK = Place(name="Osk", country="KAZ", lat=47.4, lon=66.9, precision=1, parents=("Orlan", "Kazakhstan"))


def _past(text: str | None) -> str | None:
    return text and text.replace("2031-", "2016-")


def _then(claim: Claim) -> Claim:
    when = claim.when and replace(claim.when, earliest=_past(claim.when.earliest) or "", latest=_past(claim.when.latest) or "")
    return replace(claim, when=when)


def _words(report: Report, text: str):
    start = report.text.index(text)
    return words_at(report.text, Span(start, start + len(text)))


REPORTS = [replace(r, published=_past(r.published), digest="") for r in (MORNING, EVENING, COPY, ARABIC)]
SAID = [_then(c) for c in CLAIMS]
SHELLS = Claim(
    id="clm-shells",
    report=NIGHT.id,
    quote=_words(NIGHT, "shells had hit the bakery"),
    source=Source(name="residents", mention=_words(NIGHT, "Residents of Velm"), kind="witness"),
    type=EventType.SHELLING,
    place=replace(VELM, mention=_words(NIGHT, "Velm")),
    when=When(earliest="2016-05-20", latest="2016-05-20", mention=_words(NIGHT, "on that day"), precision=1),
    confidence={"quote": 0.9, "source": 0.4, "type": 0.3, "claim": 0.1},
)
KILLED = Claim(
    id="clm-nine",
    report=NIGHT.id,
    quote=_words(NIGHT, "nine people were killed"),
    source=Source(name=NURSE, mention=_words(NIGHT, NURSE), kind="witness"),
    type=EventType.SHELLING,
    place=VELM,
    when=When(earliest="2016-05-20", latest="2016-05-20", precision=1),
    confidence={"quote": 0.9, "source": 0.9, "type": 0.9, "claim": 0.4},
)
RETAKEN = Claim(
    id="clm-osk",
    report=FRESH.id,
    quote=_words(FRESH, "it had retaken the town of Osk from the Free Column"),
    source=Source(name="army", mention=_words(FRESH, "The army"), kind="military"),
    type=EventType.GOVERNMENT_REGAINS_TERRITORY,
    actor="army",
    target="Free Column",
    place=replace(OSK, mention=_words(FRESH, "Osk")),
    when=When(earliest=TODAY, latest=TODAY, precision=1),
    control=Control(holder="army", place="Osk", extent="all", change=Change.GAIN),
    confidence={"quote": 0.9, "source": 0.9, "type": 0.9, "claim": 0.8},
)


def fill(path: Path) -> Ledger:
    """A ledger of these reports and claims, with their originals archived."""
    ledger = Ledger(path)
    for report in (*REPORTS, NIGHT, FRESH):
        claims = [c for c in (*SAID, SHELLS, KILLED, RETAKEN) if c.report == report.id]
        kept = replace(report, digest=ledger.keep(f"<script>alert(1)</script>{report.text}".encode()))
        ledger.append([(EntryKind.REPORT, report.id, report_row(kept)), *((EntryKind.CLAIM, c.id, claim_row(c)) for c in claims)])
    return ledger
