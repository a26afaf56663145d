"""What the ledger comes to, kept in memory and made again when the ledger has grown. The one place to be swapped for stored views."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from onrecord import flow
from onrecord.confidence import secret_ids
from onrecord.desk.index import DeskIndex
from onrecord.desk.search import SearchIndex
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Ledger, LedgerView
from onrecord.ledger.entries import MAKES_VIEWS
from onrecord.ledger.judgements import Act, Decision, Finder
from onrecord.publish.brief.ranges import RangeChart, find_charts
from onrecord.publish.brief.timeline import Timeline, find_timelines
from onrecord.publish.entries import named_victims
from onrecord.publish.exports.outgoing import Outgoing, embargoed, outgoing
from onrecord.publish.privacy import cover_picture
from onrecord.records import Claim, Judgement, Picture
from onrecord.registers.casualties import casualties
from onrecord.registers.every import ENTRIES, Register
from onrecord.registers.ground import Ground
from onrecord.registers.sites import Sites

_KEPT = 24  # pictures of earlier moments, most of them of one event, that are kept


class Sight:
    """What somebody may see of the record: everything, or what may leave."""

    def __init__(self, picture: Picture, *, withheld: int = 0, held: frozenset[str] = frozenset()) -> None:
        self.picture = picture
        self.withheld = withheld  # events that are not in it, because of the embargo
        self.held = held  # ids of events that are in it and under embargo
        self.entries: dict[Register, Sequence[Any]] = {}  # of the registers, those that were asked for

    @cached_property
    def index(self) -> DeskIndex:
        return DeskIndex(self.picture)

    @cached_property
    def timelines(self) -> list[Timeline]:
        return find_timelines(self.index)

    @cached_property
    def charts(self) -> dict[str, list[RangeChart]]:
        """The figures of each event, by its address."""
        found: dict[str, list[RangeChart]] = {}
        for chart in find_charts(self.index):
            found.setdefault(chart.anchor, []).append(chart)
        return found

    @cached_property
    def search(self) -> SearchIndex:
        return SearchIndex(self.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The ledger as it is after one of its entries. decisions: those that stand, by id, in order."""

    seq: int
    at: str
    whole: Sight
    decisions: dict[str, Decision]
    lifted: frozenset[str]
    finder: Finder
    pairs: tuple[Judgement, ...]


class Shelf:
    """Pictures of one ledger. Safe to be asked by several threads."""

    def __init__(self, ledger: Ledger, register: ActorRegister, *, embargo_hours: int, sites: Sites | None = None) -> None:
        self.ledger = ledger
        self.sites = sites
        self.register = register
        self.embargo_hours = embargo_hours
        self._lock = threading.RLock()
        self._standing: Standing | None = None
        self._open: tuple[int, str, Sight] | None = None
        self._earlier: OrderedDict[str, Picture] = OrderedDict()
        self._so_far, self._linked, self._read = flow.SoFar(register), dict[str, Claim](), set[str]()

    def now(self) -> Standing:
        """The ledger as it is now. Raises LedgerError."""
        seq, at = self.ledger.last(*MAKES_VIEWS)
        held = self._standing
        if held and held.seq == seq:
            return held
        with self._lock:
            if self._standing is None or self._standing.seq < seq:
                self._standing = self._make(seq, at)
            return self._standing

    def _make(self, seq: int, at: str) -> Standing:
        view = LedgerView(self.ledger, ingested_at=at or None)
        picture = view.graded(self._come_to(view))
        decisions = view.decisions()
        finder = Finder(picture.claims.values())
        lifted = _lifted(decisions, picture, finder)
        now = dt.datetime.now(dt.UTC)
        held = frozenset(e.id for e in picture.events if e.id not in lifted and embargoed(e, picture, now, self.embargo_hours))
        return Standing(
            seq=seq,
            at=at,
            whole=Sight(picture, held=held),
            decisions=decisions,
            lifted=lifted,
            finder=finder,
            pairs=view.judgements(),
        )

    def _come_to(self, view: LedgerView) -> Picture:
        """As flow.picture gives it; where no claim that was there has changed, only what came since is linked."""
        reports = list(view.reports())
        claims = {c.id: c for c in view.claims()}
        if any(claims.get(id) != c for id, c in self._linked.items()):
            self._so_far, self._linked, self._read = flow.SoFar(self.register), {}, set()
        new = [c for c in claims.values() if c.id not in self._linked]
        self._so_far.add((r for r in reports if r.id not in self._read), new, view.judgements())
        self._linked, self._read = claims, {r.id for r in reports}
        return replace(self._so_far.picture(), skipped=tuple(view.skipped()))

    def open(self) -> Sight:
        """What may leave, as of this hour: private names covered, events under embargo and what tells of them left out."""
        standing = self.now()
        hour = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H")
        if self._open and self._open[:2] == (standing.seq, hour):
            return self._open[2]
        with self._lock:
            sight = self._let_out(standing)
            self._open = (standing.seq, hour, sight)
        return sight

    def outgoing(self, at: dt.datetime) -> Outgoing:
        """What may leave at a moment: no confidential report, private names covered, nothing of events under embargo."""
        return self._outgoing(self.now(), at)[1]

    def _outgoing(self, standing: Standing, at: dt.datetime) -> tuple[Picture, Outgoing]:
        picture, lifted = standing.whole.picture, standing.lifted
        if secret_ids(picture.reports.values()):
            # Worked out without them. Its events are others, so what was lifted is looked up again.
            picture = flow.picture(LedgerView(self.ledger, ingested_at=standing.at or None), self.register)
            lifted = _lifted(standing.decisions, picture, Finder(picture.claims.values()))
        names = _names(standing)
        return picture, outgoing(
            picture,
            self.register,
            at=at,
            embargo_hours=self.embargo_hours,
            released=names[Act.RELEASE],
            withheld=names[Act.WITHHOLD],
            lifted=lifted,
        )

    def _let_out(self, standing: Standing) -> Sight:
        picture, out = self._outgoing(standing, dt.datetime.now(dt.UTC).replace(minute=0, second=0, microsecond=0))
        reports = dict(out.reports)
        # A report whose text is withheld has no words to be marked, and its claims are not shown.
        claims = {i: c for i, c in out.claims.items() if reports[c.report].text or not picture.reports[c.report].text}
        events = tuple(e for e in out.events if any(c in claims for c in e.claims))
        return Sight(replace(picture, reports=reports, claims=claims, events=events, spells=tuple(out.spells)), withheld=out.withheld)

    def entries(self, shown: Sight, which: Register) -> Sequence[Any]:
        """The entries of a register, of what somebody may see. Names are compared as printed and shown as that one sees them."""
        with self._lock:
            if which not in shown.entries:
                ground = Ground(shown.picture, self.register, self.sites)
                printed = self.now().whole.picture.reports
                shown.entries[which] = (
                    casualties(ground, named_victims(ground, {i: printed[i] for i in shown.picture.reports if i in printed}))
                    if which is Register.CASUALTIES
                    else ENTRIES[which](ground)
                )
            return shown.entries[which]

    def earlier(self, at: str, *, whole: bool) -> Picture:
        """What the ledger came to at an earlier moment (RFC 3339, UTC); whole: with confidential reports. Raises LedgerError."""
        key = f"at {at} {whole}"
        return self._remembered(key, lambda: flow.picture(LedgerView(self.ledger, ingested_at=at), self.register, confidential=whole))

    def part(self, claim_ids: Collection[str], at: str, *, whole: bool) -> Sight:
        """What some claims came to as known at a moment: only those in reports published by then count. Raises LedgerError."""
        standing = self.now()
        ids = sorted(claim_ids)
        key = f"{standing.seq} {at} {whole} {hash(tuple(ids))}"

        def make() -> Picture:
            picture = standing.whole.picture
            claims = [picture.claims[i] for i in ids if i in picture.claims]
            reports = list({c.report: picture.reports[c.report] for c in claims}.values())
            part = flow.conclude(reports, claims, self.register, judgements=standing.pairs, known_at=at)
            names = _names(standing)
            return part if whole else cover_picture(part, self.register, released=names[Act.RELEASE], withheld=names[Act.WITHHOLD])

        return Sight(self._remembered(key, make))

    def _remembered(self, key: str, make: Callable[[], Picture]) -> Picture:
        with self._lock:
            if key not in self._earlier:
                self._earlier[key] = make()
                while len(self._earlier) > _KEPT:
                    self._earlier.popitem(last=False)
            self._earlier.move_to_end(key)
            return self._earlier[key]


def _lifted(decisions: Mapping[str, Decision], picture: Picture, finder: Finder) -> frozenset[str]:
    """The events of a picture whose embargo somebody lifted."""
    home = {claim: event.id for event in picture.events for claim in event.claims}
    anchors = [a for d in decisions.values() if d.act is Act.LIFT for a in d.claims]
    return frozenset(home[found] for a in anchors if (found := finder.find(a)) and found in home)


def _names(standing: Standing) -> dict[Act, list[str]]:
    """Names that people let out, and names that they held back."""
    return {act: [n for d in standing.decisions.values() if d.act is act for n in d.names] for act in (Act.RELEASE, Act.WITHHOLD)}
