"""State derived from the ledger's entries; computed each time, stored nowhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import TypedDict, TypeVar

from onrecord.errors import LedgerError
from onrecord.interchange import claim_from, report_from
from onrecord.ledger.entries import AUDITED, Entry, EntryKind
from onrecord.ledger.judgements import MENDS, Act, Decision, Finder, apply, grade_label, judged_pairs, standing_decisions
from onrecord.ledger.store import Ledger
from onrecord.records import Claim, Event, Grade, Judgement, Picture, Report, Skipped

T = TypeVar("T")


class Letting(TypedDict):
    """What people decided on what may leave: names released, names withheld, ids of events whose embargo was lifted."""

    released: Collection[str]
    withheld: Collection[str]
    lifted: Collection[str]


class LedgerView:
    """What the ledger held at one moment (`ingested_at`, RFC 3339, UTC; None: now)."""

    def __init__(self, ledger: Ledger, *, ingested_at: str | None = None) -> None:
        self._ledger = ledger
        self._until = ingested_at

    def reports(self) -> Iterator[Report]:
        return self._each(EntryKind.REPORT, lambda entry: report_from(entry.payload))

    def claims(self) -> Iterator[Claim]:
        """The claims that stand, as people left them: rejected ones out, fields corrected, merged names as one."""
        decisions = [d for d in self.decisions().values() if d.act in MENDS]
        return iter(apply(list(self.read_claims()), decisions)) if decisions else self.read_claims()

    def read_claims(self) -> Iterator[Claim]:
        """The claims as they were read, by the latest reading of each report."""
        readings = {entry.payload["report"]: entry.payload["claims"] for entry in self._entries(EntryKind.READING)}
        if not readings:
            yield from self._each(EntryKind.CLAIM, lambda entry: claim_from(entry.payload))
            return
        again: dict[str, Claim] = {}
        for claim in self._each(EntryKind.CLAIM, lambda entry: claim_from(entry.payload)):
            if claim.report in readings:
                again[claim.id] = claim  # a later entry under the same id is a later reading of the same words
            else:
                yield claim
        for ids in readings.values():
            yield from (again[id] for id in ids if id in again)

    def skipped(self, *, confidential: bool = True) -> Iterator[Skipped]:
        """What was passed over. Without confidential, what was added as such is left out: its name alone may tell."""

        def skipped(entry: Entry) -> Skipped | None:
            if entry.payload.get("confidential") and not confidential:
                return None
            return Skipped(location=entry.payload["location"], reason=entry.payload["reason"])

        return (found for found in self._each(EntryKind.SKIPPED, skipped) if found)

    def decisions(self) -> dict[str, Decision]:
        """What people decided and nobody replaced or withdrew, by id, in order."""
        try:
            return standing_decisions(self._entries(EntryKind.JUDGEMENT))
        except (KeyError, ValueError, TypeError) as error:
            raise LedgerError(f"{self._ledger.name}: an entry does not hold a judgement ({error})") from None

    def judgements(self) -> tuple[Judgement, ...]:
        """The decisions on pairs of claims that stand, on the claims as they are called now."""
        pairs = [d for d in self.decisions().values() if d.act in (Act.SAME, Act.DIFFERENT)]
        sought = any(a.quote for d in pairs for a in d.claims)
        return judged_pairs(pairs, {claim.id: claim for claim in self.read_claims()} if sought else {})

    def released(self) -> dict[str, Decision]:
        """Names of private persons that may be published, each with the decision that says so."""
        return {name: d for d in self.decisions().values() if d.act is Act.RELEASE for name in d.names}

    def roles(self) -> dict[str, str]:
        """Who has which role, by the last entry about each; who has none any more is left out."""
        said = {entry.payload["who"]: entry.payload["role"] for entry in self._entries(EntryKind.ROLE)}
        return {who: role for who, role in said.items() if role}

    def withheld(self) -> dict[str, Decision]:
        """Names that are covered whatever the rules say, each with the decision that says so."""
        return {name: d for d in self.decisions().values() if d.act is Act.WITHHOLD for name in d.names}

    def lifted(self, picture: Picture) -> frozenset[str]:
        """Ids of the picture's events whose embargo somebody lifted: those in which claims of such a decision stand now."""
        anchors = [anchor for d in self.decisions().values() if d.act is Act.LIFT for anchor in d.claims]
        if not anchors:
            return frozenset()
        finder = Finder(picture.claims.values())
        home = {claim: event.id for event in picture.events for claim in event.claims}
        return frozenset(home[found] for a in anchors if (found := finder.find(a)) and found in home)

    def letting(self, picture: Picture) -> Letting:
        """Everything that decides on what of a picture may leave, as whatever publishes takes it."""
        return Letting(released=frozenset(self.released()), withheld=frozenset(self.withheld()), lifted=self.lifted(picture))

    def audit(self, *kinds: EntryKind) -> Iterator[Entry]:
        """What was done with the ledger, in order: logins, roles, who saw what, exports, removals, software; all of it or these kinds."""
        return self._ledger.entries(*(kinds or AUDITED), until=self._until)

    def disclosed(self) -> dict[str, Decision]:
        """Confidential reports whose claims may be counted as a confidential source's, each with the decision that says so."""
        return {report: d for d in self.decisions().values() if d.act is Act.DISCLOSE for report in d.names}

    def graded(self, picture: Picture, *, leaving_out: Collection[str] = ()) -> Picture:
        """The picture with the grades that people set in place of the rule's.

        leaving_out: reports in sight of which no grade is taken over, since the reason for it may tell of them.
        """
        decisions = [d for d in self.decisions().values() if d.act is Act.GRADE and not any(a.report in leaving_out for a in d.claims)]
        if not decisions:
            return picture
        finder = Finder(picture.claims.values())
        home = {claim: event.id for event in picture.events for claim in event.claims}
        grades: dict[str, Grade] = {}
        for decision in decisions:
            now = [found for anchor in decision.claims if (found := finder.find(anchor)) and found in home]
            if now:
                rule = f"Set by {decision.by}: {decision.because}"
                grades[home[now[0]]] = Grade(label=grade_label(decision.value), rule=rule, because=tuple(now))
        return replace(picture, events=tuple(_with(event, grades.get(event.id)) for event in picture.events))

    def _entries(self, kind: EntryKind) -> Iterator[Entry]:
        return self._ledger.entries(kind, until=self._until)

    def _each(self, kind: EntryKind, of: Callable[[Entry], T]) -> Iterator[T]:
        for entry in self._entries(kind):
            try:
                record = of(entry)
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                raise LedgerError(f"{self._ledger.name}: entry {entry.seq} does not hold a {kind} ({error})") from None
            yield record


def _with(event: Event, grade: Grade | None) -> Event:
    """The event with the grade that a person set; that of the rules stays beside it."""
    if grade is None:
        return event
    ruled = event.grade
    told = f"{grade.rule}. The rules give: {ruled.rule}" if ruled else grade.rule
    return replace(event, grade=replace(grade, rule=told, ruled=ruled))
