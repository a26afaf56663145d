"""Keeps stored views in step with the ledger: what new entries do not touch is neither linked nor written again.

Views that were worked out from nothing and views that were kept from the first report on hold the same rows. What they come to is recorded
too: an entry for each event and each finding that is new or not what was recorded last, so that it can be shown later what the program
said, and when.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.flow import SoFar
from onrecord.interchange import claim_from, event_row, report_from
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Ledger, LedgerView, StoredViews
from onrecord.ledger.entries import MAKES_VIEWS, Entry, EntryKind, canonical
from onrecord.ledger.judgements import MENDS, Act, Decision, Finder, apply, judged_pairs
from onrecord.ledger.rules import rules_of
from onrecord.ledger.shapes import to_text
from onrecord.ledger.store import seqs_of
from onrecord.ledger.stored import Built
from onrecord.ledger.tables import ENTRIES, PAYLOADS
from onrecord.ledger.view_tables import Change, body_of, digest_of, parts
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
    grades: tuple[str, ...]  # those that set grades
    so_far: SoFar
    read: dict[str, Claim]  # claims as they were read
    reports: set[str]  # those that were known by the moment
    closed: int  # confidential ones, and what was passed over as such: left out
    stored: dict[str, str]  # what was stored before this keeper came: by the event's id, of what it was made
    as_stored: set[str]  # ids of the events that it left as they were, and does not know in full
    digests: dict[str, list[str]]  # of the spells that are stored, by place
    spells: dict[str, list[Spell]] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)


class Keeper:
    """Keeps the stored views of one ledger, as known at a moment or as they are now. The first `catch_up` reads the whole ledger, each
    later one what came since. Claims are linked anew where a keeper has just been made, or another one wrote in between; what is stored
    already stays as it is, and is neither reconciled nor written again."""

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
        upto, head = self._end()
        decisions = self._view.decisions()
        if built is None or not self._may_go_on(built, decisions):
            return self.rebuild()
        new = list(self._ledger.entries(*MAKES_VIEWS, after=built.upto, upto=upto))
        if any(entry.kind in _ANEW for entry in new):
            return self.rebuild()
        state = self._state
        if state is None or built.upto != state.upto or (state.as_stored and _acts(decisions, Act.GRADE) != state.grades):
            state = self._state = self._begin(upto, decisions, stored=self.views.made_of())
        else:
            self._take_in(state, new, decisions)
        return self._write(state, self._view.graded(state.so_far.picture()), upto, head, anew=False)

    def rebuild(self) -> Kept:
        """Works everything out from the entries alone, and writes it in place of what was stored. Raises LedgerError."""
        upto, head = self._end()
        state = self._state = self._begin(upto, self._view.decisions(), stored={})
        return self._write(state, self._view.graded(state.so_far.picture()), upto, head, anew=True)

    def differing(self) -> int:
        """How many stored rows are not what the entries come to, worked out anew beside them; nothing is written. Raises LedgerError."""
        upto, _ = self._end()
        state = self._begin(upto, self._view.decisions(), stored={})
        return self.views.differing(self._change(state, self._view.graded(state.so_far.picture())))

    def _may_go_on(self, built: Built, decisions: Mapping[str, Decision]) -> bool:
        """Whether what is stored holds of all that the new entries do not touch: it was made by these rules, of claims as people leave
        them now, and what it came to is on record up to the last word."""
        if built.rules != self.rules or built.mends != _digest(canonical(_acts(decisions, *MENDS))):
            return False
        return self._head_at(built.upto) == built.head and (self._known_at is not None or built.noted == self._noted())

    # --- entries -> views --------------------------------------------------------------------------------------

    def _begin(self, upto: int, decisions: Mapping[str, Decision], *, stored: dict[str, str]) -> _State:
        """Links all that the ledger holds. stored: what may be left as it is, by the event's id, of what it was made."""
        read = {claim.id: claim for claim in self._view.read_claims()}
        told = list(self._view.reports())
        reports = {report.id: report for report in told if self._is_known(report)}
        standing = _mended(read.values(), decisions)
        graded = _graded(standing, decisions)
        as_stored: set[str] = set()

        def known(event: Event, answers: Sequence[Any]) -> bool:
            if event.id in stored and graded.isdisjoint(event.claims) and stored[event.id] == made_of(event, answers):
                as_stored.add(event.id)
            else:
                as_stored.discard(event.id)
            return event.id in as_stored

        state = _State(
            upto=upto,
            mends=_acts(decisions, *MENDS),
            grades=_acts(decisions, Act.GRADE),
            so_far=SoFar(self._known(), known=known),
            read=read,
            reports=set(reports),
            closed=sum(map(closed, told)) + self._passed_over(),
            stored=stored,
            as_stored=as_stored,
            digests=self.views.spell_digests() if stored else {},
        )
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
        recorded = self._record(change, anew=anew) if self._known_at is None else 0
        built = Built(
            upto=upto, head=head, rules=self.rules, closed=state.closed, mends=_digest(canonical(state.mends)), noted=self._noted()
        )
        self.views.write(change, built, anew=anew)
        state.upto = upto
        return Kept(anew=anew, events=len(change.events), gone=len(change.gone), recorded=recorded)

    def _change(self, state: _State, picture: Picture) -> Change:
        now = {event.id: event for event in picture.events}
        spells: dict[str, list[Spell]] = {}
        for spell in picture.spells:
            spells.setdefault(spell.place, []).append(spell)
        digests = {place: state.digests[place] if held == state.spells.get(place) else _digests(held) for place, held in spells.items()}
        events = [event for id, event in now.items() if id not in state.as_stored and state.events.get(id) is not event]
        change = Change(
            events=events,
            made_of={event.id: _made_of(state.so_far, event) for event in events},
            gone=[id for id in state.stored.keys() | state.events.keys() if id not in now],
            spells={
                place: spells.get(place, []) for place in {**state.digests, **digests} if digests.get(place) != state.digests.get(place)
            },
            claims=[(c, e.id, c != state.read.get(c.id)) for e in events for i in e.claims for c in [picture.claims[i]]],
            skipped=[_skipped(e) for e in self._ledger.entries(EntryKind.SKIPPED) if not _secret(e)],
            lookup=picture.claims,
        )
        state.events, state.spells, state.digests = now, spells, digests
        state.stored.clear()  # from here on `events` says what is stored
        return change

    def _end(self) -> tuple[int, str]:
        """The last entry of all, and its digest."""
        with self._ledger.reading() as db:
            last = db.execute(sa.select(ENTRIES.c.seq, ENTRIES.c.digest).order_by(ENTRIES.c.seq.desc()).limit(1)).first()
        return (last.seq, last.digest) if last else (0, "")

    def _head_at(self, seq: int) -> str:
        with self._ledger.reading() as db:
            return str(db.execute(sa.select(ENTRIES.c.digest).where(ENTRIES.c.seq == seq)).scalar() or "")

    # --- what it comes to, on record ---------------------------------------------------------------------------

    def _noted(self) -> int:
        """The last entry about what it came to."""
        return self._ledger.last(EntryKind.LINK, EntryKind.FINDING)[0]

    def _record(self, change: Change, *, anew: bool) -> int:
        """Entries for what is new or other than recorded last, and for what was recorded and is no more."""
        stands = {event.id for event in change.events} | {f.id for event in change.events for f in event.findings}
        if anew:
            recorded = self._recorded()
            before: Iterable[str] = recorded
        else:
            recorded = self._recorded(stands)
            before = {*change.gone, *self.views.finding_ids([*change.gone, *(event.id for event in change.events)])}
            recorded |= self._recorded(set(before) - recorded.keys())
        rows = (row for event in change.events for row in _results(event) if recorded.get(row[1]) != _digest(canonical(row[2])))
        gone = (_gone(ref) for ref in before if ref not in stands and recorded.get(ref) is not None)
        many, rest = 0, chain(rows, gone)
        while part := list(islice(rest, _PART)):
            many += self._ledger.append(part)
        return many

    def _recorded(self, refs: Iterable[str] | None = None) -> dict[str, str | None]:
        """Digests of what was recorded last of events and findings, of all or of these; None: that it is no more."""
        kinds = [str(EntryKind.LINK), str(EntryKind.FINDING)]
        query = sa.select(PAYLOADS.c.ref, PAYLOADS.c.payload, ENTRIES.c.kind).join(ENTRIES, ENTRIES.c.seq == PAYLOADS.c.seq)
        query = query.order_by(ENTRIES.c.seq)
        with self._ledger.reading() as db:
            if refs is None:
                queries = iter([query.where(ENTRIES.c.kind.in_(kinds))])
            else:
                queries = (query.where(PAYLOADS.c.seq.in_(seqs_of(db, part))) for part in parts(list(refs)))
            rows = (row for asked in queries for row in db.execution_options(yield_per=1000).execute(asked) if row.kind in kinds)
            return {row.ref: None if row.payload.startswith('{"claims":[]') else _digest(row.payload) for row in rows}


def made_of(event: Event, answers: Sequence[Any]) -> str:
    """A digest of an event as linked, and of what answers it from elsewhere: while that is the same, so is what it comes to."""
    return digest_of(to_text([event, *answers]))


def _made_of(so_far: SoFar, event: Event) -> str:
    linked, answers, concluded = so_far.made(event.id)
    return made_of(linked, answers) if concluded is event else ""  # a person set its grade


def _digests(spells: Sequence[Spell]) -> list[str]:
    return [body_of(spell)["digest"] for spell in spells]


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


def _acts(decisions: Mapping[str, Decision], *acts: Act) -> tuple[str, ...]:
    """The ids of the decisions of that kind."""
    return tuple(id for id, decision in decisions.items() if decision.act in acts)


def _graded(claims: Sequence[Claim], decisions: Mapping[str, Decision]) -> set[str]:
    """The claims of events on whose grade a person had a say."""
    anchors = [anchor for decision in decisions.values() if decision.act is Act.GRADE for anchor in decision.claims]
    finder = Finder(claims) if anchors else None
    return {found for anchor in anchors if finder and (found := finder.find(anchor))}


def _mended(claims: Iterable[Claim], decisions: Mapping[str, Decision]) -> list[Claim]:
    mends = [decision for decision in decisions.values() if decision.act in MENDS]
    return apply(list(claims), mends) if mends else list(claims)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def keep_up(ledger: Ledger, actors: Path | None = None, editions: Sequence[str | None] | None = None) -> list[Kept]:
    """Brings every stored view of a ledger up to date, or these editions; nothing where none is stored. Raises LedgerError."""
    editions = StoredViews.editions(ledger) if editions is None else editions
    return [Keeper(ledger, actors, known_at=edition).catch_up() for edition in editions]
