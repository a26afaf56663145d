"""Reading the recorded reports again with another reader: what changes, and what becomes of the decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.interchange import claim_row
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.judgements import Decision, Finder
from onrecord.ledger.store import Ledger
from onrecord.ledger.views import LedgerView
from onrecord.records import Claim, Report

_OF_THE_READER = ("made_by", "confidence")


@dataclass(slots=True)
class Reread:
    """What a second reading changes, by claims' ids. moved: decisions that find their claim under another id; lost: that find none."""

    reports: int = 0
    same: int = 0
    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)  # claim -> fields that are read otherwise now
    moved: list[Decision] = field(default_factory=list)
    lost: list[Decision] = field(default_factory=list)


def reread(ledger: Ledger, read: Callable[[Iterable[Report]], Iterable[tuple[Report, Sequence[Claim]]]], *, write: bool) -> Reread:
    """Reads every report again. write: record the new reading; the old claims stay in the ledger, and no longer stand. Raises LedgerError.

    read gives each report with its claims; a report that it leaves out keeps the claims it has.
    """
    view, done = LedgerView(ledger), Reread()
    before: dict[str, dict[str, Claim]] = {}
    for claim in view.read_claims():
        before.setdefault(claim.report, {})[claim.id] = claim
    now: dict[str, Claim] = {id: claim for of in before.values() for id, claim in of.items()}
    for report, claims in read(list(view.reports())):
        old, new = before.get(report.id, {}), {claim.id: claim for claim in claims}
        fresh = _compare(old, new, done)
        for id in old:
            del now[id]
        now |= new
        if write and (fresh or old.keys() != new.keys()):
            made_by = claims[0].made_by if claims else ""
            reading = {"report": report.id, "made_by": made_by, "claims": list(new)}
            rows = [(EntryKind.CLAIM, claim.id, claim_row(claim)) for claim in fresh]
            ledger.append([*rows, (EntryKind.READING, report.id, reading)])
    finder = Finder(now.values())
    for decision in view.decisions().values():
        found = [finder.find(anchor) for anchor in decision.claims]
        if None in found:
            done.lost.append(decision)
        elif found != [anchor.claim for anchor in decision.claims]:
            done.moved.append(decision)
    return done


def _compare(old: Mapping[str, Claim], new: Mapping[str, Claim], done: Reread) -> list[Claim]:
    """Counts what is different, and gives the claims that must be written: those that are new or read otherwise."""
    done.reports += 1
    done.gone += [id for id in old if id not in new]
    fresh = []
    for id, claim in new.items():
        if id not in old:
            done.added.append(id)
            fresh.append(claim)
            continue
        was, now = claim_row(old[id]), claim_row(claim)
        if fields := [key for key in now if now[key] != was[key] and key not in _OF_THE_READER]:
            done.changed[id] = fields
            fresh.append(claim)
        else:
            done.same += 1
    return fresh
