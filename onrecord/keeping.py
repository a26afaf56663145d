"""Keeps stored views in step with the ledger: what new entries do not touch is neither linked nor written again.

Views that were worked out from nothing and views that were kept from the first report on hold the same rows. What they come to is recorded
too: an entry for each event and each finding that is new or not what was recorded last, so that it can be shown later what the program
said, and when.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.flow import SoFar
from onrecord.interchange import claim_from, event_row, report_from
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Ledger, LedgerView, StoredViews
from onrecord.ledger.entries import MAKES_VIEWS, Entry, EntryKind, canonical
from onrecord.ledger.judgements import MENDS, Decision, apply, judged_pairs
from onrecord.ledger.rules import rules_of
from onrecord.ledger.stored import Built
from onrecord.ledger.tables import ENTRIES, PAYLOADS
from onrecord.ledger.view_tables import Change
from onrecord.records import Claim, Event, Picture, Report, Skipped, Spell

_PART = 1000  # entries that are recorded in one batch
_ANEW = (EntryKind.READING, EntryKind.REMOVAL)  # claims that stood no longer stand: everything is worked out again


@dataclass(slots=True)
class Kept:
    """What bringing views up to date did. anew: from nothing; events: written; gone: taken out; recorded: entries about it."""

    anew: bool = False
    events: int = 0
    gone: int = 0
    recorded: int = 0


@dataclass(slots=True)
class _State:
    """What a keeper has in memory of the views it wrote last."""

    upto: int
    mends: tuple[str, ...]  # the decisions that change claims
    so_far: SoFar
    read: dict[str, Claim]  # claims as they were read
    reports: set[str]  # those that were known by the moment
    closed: int  # confidential ones, and what was passed over as such: left out
    events: dict[str, Event] = field(default_factory=dict)
    spells: dict[str, list[Spell]] = field(default_factory=dict)
    recorded: dict[str, str | None] = field(default_factory=dict)  # digest of what was recorded last of an event or finding; None: gone


class Keeper:
    """Keeps the stored views of one ledger, as known at a moment or as they are now. The first `catch_up` reads the whole ledger, each
    later one what came since; views that somebody else wrote in between are worked out anew."""

    def __init__(
        self, ledger: Ledger, actors: Path | None = None, *, known_at: str | None = None, register: ActorRegister | None = None
    ) -> None:
        """actors: a team's own register, as in the settings. register: another one than that, for trials."""
        self._ledger, self._actors, self._known_at = ledger, actors, known_at
        self._register = register
        self._view, self.views = LedgerView(ledger), StoredViews(ledger, known_at=known_at)
        self.rules = rules_of(actors)
        self._state: _State | None = None

    def catch_up(self) -> Kept:
        """Brings the views up to date if they are behind. Raises LedgerError."""
        built = self.views.built()
        if self.views.behind(self.rules) is None:
            return Kept()
        state = self._state
        if state is None or built is None or built.rules != self.rules or built.upto != state.upto:
            return self.rebuild()
        upto, head = self._end()
        new = list(self._ledger.entries(*MAKES_VIEWS, after=state.upto, upto=upto))
        decisions = self._view.decisions()
        if any(entry.kind in _ANEW for entry in new) or _mends(decisions) != state.mends:
            return self.rebuild()
        self._take_in(state, new, decisions)
        return self._write(state, self._view.graded(state.so_far.picture()), upto, head, anew=False)

    def rebuild(self) -> Kept:
        """Works everything out from the entries alone, and writes it in place of what was stored. Raises LedgerError."""
        upto, head = self._end()
        state = self._state = self._begin(upto)
        return self._write(state, self._view.graded(state.so_far.picture()), upto, head, anew=True)

    def differing(self) -> int:
        """How many stored rows are not what the entries come to, worked out anew beside them; nothing is written. Raises LedgerError."""
        upto, _ = self._end()
        state = self._begin(upto)
        change = self._change(state, self._view.graded(state.so_far.picture()))
        return self.views.differing(change)

    # --- entries -> views --------------------------------------------------------------------------------------

    def _begin(self, upto: int) -> _State:
        decisions = self._view.decisions()
        read = {claim.id: claim for claim in self._view.read_claims()}
        told = list(self._view.reports())
        reports = {report.id: report for report in told if self._is_known(report)}
        state = _State(
            upto,
            _mends(decisions),
            SoFar(self._known()),
            read,
            set(reports),
            sum(map(closed, told)) + self._passed_over(),
            recorded=self._recorded(),
        )
        standing = _mended(read.values(), decisions)
        state.so_far.add(reports.values(), (c for c in standing if c.report in reports), judged_pairs(decisions.values(), read))
        return state

    def _take_in(self, state: _State, new: Sequence[Entry], decisions: Mapping[str, Decision]) -> None:
        told = [report_from(entry.payload) for entry in new if entry.kind is EntryKind.REPORT]
        reports = [report for report in told if self._is_known(report)]
        state.closed += sum(map(closed, told)) + sum(entry.kind is EntryKind.SKIPPED and _secret(entry) for entry in new)
        claims = {c.id: c for entry in new if entry.kind is EntryKind.CLAIM for c in [claim_from(entry.payload)]}
        state.read |= claims
        state.reports |= {report.id for report in reports}
        standing = (c for c in _mended(claims.values(), decisions) if c.report in state.reports)
        state.so_far.add(reports, standing, judged_pairs(decisions.values(), state.read))

    def _passed_over(self) -> int:
        """How many things were passed over whose very names are confidential."""
        return sum(map(_secret, self._ledger.entries(EntryKind.SKIPPED)))

    def _known(self) -> ActorRegister:
        self._register = self._register or ActorRegister.load(self._actors)
        return self._register

    def _is_known(self, report: Report) -> bool:
        # What is stored may be shown and leave, so a confidential report stands in no stored view, and nothing of it is put on record.
        if closed(report):
            return False
        return self._known_at is None or (report.known_at() or "9999") <= self._known_at

    def _write(self, state: _State, picture: Picture, upto: int, head: str, *, anew: bool) -> Kept:
        change = self._change(state, picture)
        recorded = self._record(state, change) if self._known_at is None else 0
        self.views.write(change, Built(upto=upto, head=head, rules=self.rules, closed=state.closed), anew=anew)
        state.upto = upto
        return Kept(anew=anew, events=len(change.events), gone=len(change.gone), recorded=recorded)

    def _change(self, state: _State, picture: Picture) -> Change:
        now = {event.id: event for event in picture.events}
        spells: dict[str, list[Spell]] = {}
        for spell in picture.spells:
            spells.setdefault(spell.place, []).append(spell)
        events = [event for id, event in now.items() if state.events.get(id) is not event]
        change = Change(
            events=events,
            gone=[id for id in state.events if id not in now],
            spells={place: spells.get(place, []) for place in {**state.spells, **spells} if spells.get(place) != state.spells.get(place)},
            claims=[(c, e.id, c != state.read.get(c.id)) for e in events for i in e.claims for c in [picture.claims[i]]],
            skipped=[_skipped(e) for e in self._ledger.entries(EntryKind.SKIPPED) if not _secret(e)],
            lookup=picture.claims,
        )
        state.events, state.spells = now, spells
        return change

    def _end(self) -> tuple[int, str]:
        """The last entry of all, and its digest."""
        with self._ledger.reading() as db:
            last = db.execute(sa.select(ENTRIES.c.seq, ENTRIES.c.digest).order_by(ENTRIES.c.seq.desc()).limit(1)).first()
        return (last.seq, last.digest) if last else (0, "")

    # --- what it comes to, on record ---------------------------------------------------------------------------

    def _recorded(self) -> dict[str, str | None]:
        query = sa.select(PAYLOADS.c.ref, PAYLOADS.c.payload).join(ENTRIES, ENTRIES.c.seq == PAYLOADS.c.seq)
        query = query.where(ENTRIES.c.kind.in_([str(EntryKind.LINK), str(EntryKind.FINDING)])).order_by(ENTRIES.c.seq)
        with self._ledger.reading() as db:
            rows = db.execution_options(yield_per=1000).execute(query)
            return {ref: None if payload.startswith('{"claims":[]') else _digest(payload) for ref, payload in rows}

    def _record(self, state: _State, change: Change) -> int:
        """Entries for what is new or other than recorded last, and for what was recorded and is no more."""
        rows = [row for event in change.events for row in _results(event) if state.recorded.get(row[1]) != _digest(canonical(row[2]))]
        stands = {event.id for event in state.events.values()} | {f.id for event in state.events.values() for f in event.findings}
        gone = [ref for ref, digest in state.recorded.items() if digest is not None and ref not in stands]
        rows += [_gone(ref) for ref in gone]
        for start in range(0, len(rows), _PART):
            self._ledger.append(rows[start : start + _PART])
        state.recorded |= {ref: _digest(canonical(payload)) if payload["claims"] else None for _, ref, payload in rows}
        return len(rows)


def _results(event: Event) -> Iterator[tuple[EntryKind, str, dict[str, Any]]]:
    """What is recorded of an event: who stands in it under which root, figures and grade; and each finding."""
    row = event_row(event)
    findings = row.pop("findings")
    yield EntryKind.LINK, event.id, row | {"findings": [finding["finding"] for finding in findings]}
    for finding in findings:
        yield EntryKind.FINDING, finding["finding"], finding | {"event": event.id}


def _gone(ref: str) -> tuple[EntryKind, str, dict[str, Any]]:
    """No claim stands in it any more."""
    kind = EntryKind.LINK if ref.startswith("evt-") else EntryKind.FINDING
    return kind, ref, {"claims": [], "event" if kind is EntryKind.LINK else "finding": ref}


def closed(report: Report) -> bool:
    """Whether a report is confidential."""
    return report.confidential


def _secret(entry: Entry) -> bool:
    return bool(entry.payload.get("confidential"))


def _skipped(entry: Entry) -> Skipped:
    return Skipped(location=entry.payload["location"], reason=entry.payload["reason"])


def _mends(decisions: Mapping[str, Decision]) -> tuple[str, ...]:
    return tuple(id for id, decision in decisions.items() if decision.act in MENDS)


def _mended(claims: Iterable[Claim], decisions: Mapping[str, Decision]) -> list[Claim]:
    mends = [decision for decision in decisions.values() if decision.act in MENDS]
    return apply(list(claims), mends) if mends else list(claims)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def keep_up(ledger: Ledger, actors: Path | None = None, editions: Sequence[str | None] | None = None) -> list[Kept]:
    """Brings every stored view of a ledger up to date, or these editions; nothing where none is stored. Raises LedgerError."""
    editions = StoredViews.editions(ledger) if editions is None else editions
    return [Keeper(ledger, actors, known_at=edition).catch_up() for edition in editions]
