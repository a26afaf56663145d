"""Claims read by several processes: the same, in the same order, with memory that does not grow, whatever becomes of a process."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field

from onrecord.extract import workers
from onrecord.extract.workers import Workers
from onrecord.records import Report


@dataclass
class Words:
    """A pipeline whose claims are a report's words; it dies of "die", fails at "fail" and is slow at "slow"."""

    sends_to: str | None = None
    rejected: list[object] = field(default_factory=list)

    def claims(self, report: Report) -> list[str]:
        if report.text == "die":
            os._exit(9)
        if report.text == "fail":
            raise ValueError("no")
        if report.text == "slow":
            time.sleep(0.3)
        return report.text.split()


def read(texts, jobs=2, watch=lambda: None):
    asked, failed = [], []

    def reports():
        for number, text in enumerate(texts):
            asked.append(number)
            watch()
            yield Report(id=str(number), text=text)

    got = [(report.id, claims) for report, claims, _ in Workers(jobs, Words).extract(reports(), on_error=failed.append)]
    return got, failed


def test_claims_come_in_the_order_of_the_reports():
    got, failed = read(["slow", "a b", "slow", "c", "fail", "d"])
    assert got == [("0", ["slow"]), ("1", ["a", "b"]), ("2", ["slow"]), ("3", ["c"]), ("5", ["d"])]
    assert [(e.report_id, "ValueError" in e.problem) for e in failed] == [("4", True)]


def test_a_process_that_dies_costs_its_report_alone():
    got, failed = read(["a", "die", "b", "c", "d"])
    assert [id for id, _ in got] == ["0", "2", "3", "4"]
    assert [e.report_id for e in failed] == ["1"]
    assert "died" in failed[0].problem


def test_reports_are_asked_for_as_fast_as_they_are_read():
    asked: list[int] = []

    def reports():
        for number in range(40):
            asked.append(number)
            yield Report(id=str(number), text="a")

    for read_so_far, _ in enumerate(Workers(2, Words).extract(reports(), on_error=lambda _: None), 1):
        assert len(asked) - read_so_far < workers.AHEAD * 2


def test_a_run_that_is_broken_off_leaves_no_process():
    pool = Workers(2, Words)
    running = pool.extract((Report(id=str(n), text="slow") for n in range(99)), on_error=lambda _: None)
    next(running)
    children = list(pool._pool._processes.values())
    running.close()
    assert children and not any(child.is_alive() for child in children)
