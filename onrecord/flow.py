"""The main path: read -> extract -> link -> reconcile, over the ledger. Whoever reads this file knows the program."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from onrecord.agreement import Agreement
from onrecord.confidence import Part, open_part, secret_ids, with_released
from onrecord.errors import ExtractionError
from onrecord.extract.pipeline import Pipeline, extract
from onrecord.extract.workers import Workers, in_turn
from onrecord.intake import Added, Confidence, Intake
from onrecord.interchange import claim_row, report_row
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Ledger, LedgerView
from onrecord.ledger.audit import note_software
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.rereading import Reread
from onrecord.ledger.rereading import reread as reread_all
from onrecord.link import Standing, Why
from onrecord.read import read_all
from onrecord.read.fetch import Fetcher
from onrecord.read.meter import Meter
from onrecord.reconcile import Answer, Answering, Timelines, reconcile
from onrecord.records import Claim, Event, Judgement, Picture, Report, Skipped
from onrecord.second import record as compared


def add(
    locations: Iterable[str | Path],
    ledger: Ledger,
    pipeline: Pipeline,
    *,
    max_text: int,
    each: Callable[[Report], None] | None = None,
    confidence: Confidence | None = None,
    fetcher: Fetcher | None = None,
    workers: Workers | None = None,
    meter: Meter | None = None,
) -> Added:
    """Reads the locations and records reports and claims; a report and its claims go in together or not at all.

    workers: processes that read the claims, instead of this one. However a run ends, what was recorded stands, and the next goes on there.
    """
    intake = Intake(ledger, confidence or Confidence(), each)

    def failed(error: ExtractionError) -> None:
        intake.skip(Skipped(location=error.report_id, reason=f"could not be read for claims: {error.problem}"))

    if pipeline.sends_to:
        ledger.append([(EntryKind.REMOTE, pipeline.sends_to, {"host": pipeline.sends_to, "made_by": pipeline.made_by})])
    reports = read_all(locations, max_chars=max_text, on_skip=intake.skip, keep=ledger.keep, web=intake.web(fetcher), meter=meter)
    fresh = intake.fresh(reports)
    read = workers.extract(fresh, on_error=failed) if workers else in_turn(fresh, pipeline, on_error=failed)
    for report, claims, rejected in read:
        if not intake.done.reports:
            note_software(ledger, pipeline.software())
        told = [(EntryKind.REJECTED, r.report, {"report": r.report, "words": r.words, "why": r.why}) for r in rejected]
        ledger.append([(EntryKind.REPORT, report.id, report_row(report)), *((EntryKind.CLAIM, c.id, claim_row(c)) for c in claims), *told])
        intake.recorded(report, len(claims), rejected=len(told))
    return intake.done


def picture(view: LedgerView, register: ActorRegister, *, known_at: str | None = None, confidential: bool = False) -> Picture:
    """Everything the ledger's reports say, linked and reconciled; known_at leaves out what was published later.

    Confidential reports are left out, or told as a confidential source's where an editor released them. confidential: they are not, and
    what comes of it is for the analyst's own eyes: nothing made of it may leave.
    """
    whole = Part(reports=list(view.reports()), claims=list(view.claims()), judgements=view.judgements())
    secret = secret_ids(whole.reports)

    def come_to(part: Part) -> Picture:
        skipped = tuple(view.skipped(confidential=confidential))
        return conclude(part.reports, part.claims, register, judgements=part.judgements, skipped=skipped, known_at=known_at)

    if confidential or not secret:
        return view.graded(come_to(whole))
    released = secret & view.disclosed().keys()
    part = with_released(whole, come_to(whole), released, register) if released else open_part(whole)
    return view.graded(come_to(part), leaving_out=secret)


def reread(ledger: Ledger, pipeline: Pipeline, *, write: bool) -> tuple[Reread, list[Skipped]]:
    """Reads the ledger's reports again: what changes, what becomes of people's decisions, and the reports that could not be read."""
    if write:
        note_software(ledger, pipeline.software())
    failed: list[Skipped] = []

    def skip(error: ExtractionError) -> None:
        failed.append(Skipped(location=error.report_id, reason=f"could not be read for claims: {error.problem}"))

    return reread_all(ledger, lambda reports: extract(reports, pipeline, on_error=skip), write=write), failed


def second(ledger: Ledger, pipeline: Pipeline) -> tuple[Agreement, list[Skipped]]:
    """Lets a second reader read the ledger's reports and records where it differs from the claims that stand, which it does not change.

    Gives how far the two agree, and the reports that could not be read.
    """
    failed: list[Skipped] = []

    def skip(error: ExtractionError) -> None:
        failed.append(Skipped(location=error.report_id, reason=f"could not be read for claims: {error.problem}"))

    if pipeline.sends_to:
        ledger.append([(EntryKind.REMOTE, pipeline.sends_to, {"host": pipeline.sends_to, "made_by": pipeline.made_by})])
    note_software(ledger, pipeline.software())
    reports = list(LedgerView(ledger).reports())
    return compared(ledger, extract(reports, pipeline, on_error=skip), pipeline.made_by), failed


def conclude(
    reports: Sequence[Report],
    claims: Sequence[Claim],
    register: ActorRegister,
    *,
    judgements: Sequence[Judgement] = (),
    skipped: tuple[Skipped, ...] = (),
    known_at: str | None = None,
) -> Picture:
    """Claims -> events with findings, figures and grades, and who held which place. As known at a moment, if one is given."""
    # A report whose date is not known was not known by any moment that one can name.
    known = {r.id: r for r in reports if known_at is None or (r.known_at() or "9999") <= known_at}
    so_far = SoFar(register)
    so_far.add(known.values(), (c for c in claims if c.report in known), judgements)
    return replace(so_far.picture(), skipped=skipped, as_known_at=known_at)


class SoFar:
    """What all reports so far come to. More can be added: what they do not touch is neither linked nor reconciled again.

    Which denials might answer other events, and what is said of which place, is gone through anew for every picture.
    """

    def __init__(self, register: ActorRegister, *, known: Callable[[Event, tuple[Answer, ...]], bool] | None = None) -> None:
        """known: of an event as linked and what answers it from elsewhere, whether somebody holds what it came to; it is then not
        reconciled, and stands in the picture as linked."""
        self._register, self._known = register, known
        self._standing, self._answering, self._timelines = Standing(register), Answering(register), Timelines(register)
        self._reports: dict[str, Report] = {}
        self._claims: dict[str, Claim] = {}
        self._events: dict[str, tuple[Event, tuple[Answer, ...], Event]] = {}  # as linked, what answers it, and as reconciled

    def add(self, reports: Iterable[Report], claims: Iterable[Claim], judgements: Sequence[Judgement] = ()) -> None:
        """Takes in reports with their claims. judgements: all that stand, each time."""
        with uncollected():
            given, new = {r.id: r for r in reports}, {c.id: c for c in claims}
            self._reports.update(given)
            self._claims.update(new)
            self._standing.add(given, new.values(), judgements)

    def picture(self) -> Picture:
        """Events with findings, figures and grades, and who held which place."""
        with uncollected():
            return self._picture()

    def made(self, event: str) -> tuple[Event, tuple[Answer, ...], Event]:
        """An event of the last picture, by its id: as linked, what answers it from elsewhere, as reconciled."""
        return self._events[event]

    def _picture(self) -> Picture:
        linked = self._standing.events()
        answers = self._answering.of(linked, self._reports, self._claims)
        self._events = {event.id: self._reconciled(event, answers.get(event.id, ())) for event in linked}
        return Picture(
            reports=dict(self._reports),
            claims=dict(self._claims),
            events=tuple(self._events[event.id][2] for event in linked),
            spells=tuple(self._timelines.of(self._reports, list(self._claims.values()))),
        )

    def _reconciled(self, event: Event, answers: tuple[Answer, ...]) -> tuple[Event, tuple[Answer, ...], Event]:
        before = self._events.get(event.id)
        if before and before[0] is event and before[1] == answers:
            return before
        if self._known and self._known(event, answers):
            return event, answers, event
        return event, answers, reconcile(event, self._reports, self._claims, self._register, answers)


@contextmanager
def uncollected() -> Iterator[None]:
    """Holds back the collector of cyclic garbage, which was on, until the block is left.

    Millions of small objects are made there that all stay, none of them in a cycle; to walk through them again and again took a
    fifth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def why(picture: Picture, register: ActorRegister, judgements: Sequence[Judgement] = ()) -> Why:
    """Answers why claims of a picture stand together or apart."""
    return Why(picture.events, picture.reports, list(picture.claims.values()), register, judgements)
