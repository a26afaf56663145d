"""Claims read by several processes at once, each with a reader of its own, in the order of the reports.

No more than two reports a process are under way, so that memory stays the same however many there are: reports are asked for only as fast
as they are read. A process that dies costs the report that it died of, and no other.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from onrecord.errors import ExtractionError
from onrecord.extract.pipeline import Pipeline, extract
from onrecord.extract.reader.base import Rejected
from onrecord.records import Claim, Report

AHEAD = 2  # reports a process that are under way
_pipeline: Pipeline | None = None  # of a worker


@dataclass(frozen=True, slots=True)
class Read:
    """What was read in one report; problem: why it could not be."""

    claims: list[Claim]
    rejected: Sequence[Rejected] = ()
    problem: str | None = None


class Workers:
    """Processes that read claims. load makes a worker's pipeline; it is sent there, and so must be picklable."""

    def __init__(self, jobs: int, load: Callable[[], Pipeline]) -> None:
        self._jobs, self._load = jobs, load
        self._pool: ProcessPoolExecutor | None = None

    def extract(
        self, reports: Iterable[Report], *, on_error: Callable[[ExtractionError], None]
    ) -> Iterator[tuple[Report, list[Claim], Sequence[Rejected]]]:
        """Each report with its claims and with what of a model's answer was not taken, in the order in which they came."""
        under_way: deque[tuple[Report, Future[Read]]] = deque()
        try:
            for report in reports:
                under_way.append((report, self._begin(report)))
                if len(under_way) >= AHEAD * self._jobs:
                    yield from self._next(under_way, on_error)
            while under_way:
                yield from self._next(under_way, on_error)
        finally:
            self.close()

    def _begin(self, report: Report) -> Future[Read]:
        if self._pool is None:
            # Started anew, not forked: a copy of a process with threads may hang.
            self._pool = ProcessPoolExecutor(
                self._jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare, initargs=(self._load,)
            )
        try:
            return self._pool.submit(_read, report)
        except BrokenProcessPool:  # it broke on a report that is under way, which is found out when its turn comes
            broken: Future[Read] = Future()
            broken.set_exception(BrokenProcessPool())
            return broken

    def _next(
        self, under_way: deque[tuple[Report, Future[Read]]], on_error: Callable[[ExtractionError], None]
    ) -> Iterator[tuple[Report, list[Claim], Sequence[Rejected]]]:
        report, future = under_way.popleft()
        try:
            read = future.result()
        except BrokenProcessPool:
            # One of those under way killed its process, and the pool with it. This one is read alone; the others begin again after it.
            read = self._alone(report)
            waiting = [other for other, _ in under_way]
            under_way.clear()
            under_way.extend((other, self._begin(other)) for other in waiting)
        if read.problem:
            on_error(ExtractionError(report.id, read.problem))
        else:
            yield report, read.claims, read.rejected

    def _alone(self, report: Report) -> Read:
        self.close()
        try:
            return self._begin(report).result()
        except BrokenProcessPool:
            self.close()
            return Read([], problem="the process that read it died: too little memory, or a fault of the reader")

    def close(self) -> None:
        """Ends the processes; what they were reading is given up."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        processes = list((getattr(pool, "_processes", None) or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join(5)


def _prepare(load: Callable[[], Pipeline]) -> None:
    """In a worker: its pipeline. Ctrl-C is for the process that it works for, which ends it."""
    global _pipeline  # noqa: PLW0603
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OMP_NUM_THREADS"] = "1"
    _pipeline = load()


def _read(report: Report) -> Read:
    assert _pipeline is not None
    problems: list[ExtractionError] = []
    for _, claims in extract([report], _pipeline, on_error=problems.append):
        return Read(claims, tuple(_pipeline.rejected))
    return Read([], problem=problems[0].problem if problems else "it could not be read")


def in_turn(
    reports: Iterable[Report], pipeline: Pipeline, *, on_error: Callable[[ExtractionError], None]
) -> Iterator[tuple[Report, list[Claim], Sequence[Rejected]]]:
    """The same in this process, one report after another."""
    for report, claims in extract(reports, pipeline, on_error=on_error):
        yield report, claims, pipeline.rejected


def available() -> int:
    """Processors that this process may use."""
    affinity: Any = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
