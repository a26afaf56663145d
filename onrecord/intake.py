"""What `add` decides on a report before its claims are read: whether it is taken in, whose place it takes, whether it is confidential."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from onrecord.ledger import Ledger
from onrecord.ledger.addresses import Addresses
from onrecord.ledger.entries import EntryKind
from onrecord.read.fetch import Fetcher, Validators, Web, is_address, validators_of
from onrecord.records import Report, Skipped


@dataclass(slots=True)
class Added:
    """What one run of `add` did."""

    reports: int = 0
    claims: int = 0
    held: int = 0  # reports that stood in the ledger already
    revised: int = 0  # reports that take the place of one that stood at the same address
    rejected: int = 0  # what a language model gave back that does not stand in the reports; the ledger says what and why
    skipped: list[Skipped] = field(default_factory=list)
    warned: list[Report] = field(default_factory=list)  # reports read with a warning, without their texts
    ids: list[str] = field(default_factory=list)  # of the reports that are new


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """Which reports are marked as confidential: all of a run, or those that lie in a team's confidential folders."""

    all: bool = False
    folders: Sequence[Path] = ()

    def covers(self, location: str) -> bool:
        """Whether a report, or a file that could not be read, is confidential by where it was read."""
        if self.all:
            return True
        if is_address(location) or not self.folders:
            return False
        inside = Path(location.partition("#")[0]).resolve()
        return any(inside.is_relative_to(folder.resolve()) for folder in self.folders)


class Intake:
    """Takes reports into a ledger one after another."""

    def __init__(self, ledger: Ledger, confidence: Confidence, each: Callable[[Report], None] | None = None) -> None:
        self.done = Added()
        self._ledger, self._confidence, self._each = ledger, confidence, each
        self._addresses: Addresses | None = None

    def web(self, fetcher: Fetcher | None = None) -> Web:
        """The way to the web, on which a page that the ledger holds is asked for on the condition that it has changed."""
        return Web(fetcher=fetcher or Fetcher(), known=self._known, unchanged=self._unchanged)

    def skip(self, skipped: Skipped) -> None:
        """Records what was passed over."""
        self.done.skipped.append(skipped)
        payload = {"location": skipped.location, "reason": skipped.reason}
        secret = {"confidential": True} if self._confidence.covers(skipped.location) else {}
        self._ledger.append([(EntryKind.SKIPPED, skipped.location, payload | secret)])

    def fresh(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The reports that are new, as they are to be recorded."""
        for report in reports:
            if self._each:
                self._each(report)
            if gone := self._ledger.removed_before(report.id, report.digest):
                self.skip(Skipped(location=report.location or report.id, reason=gone))
            elif standing := self._ledger.find(EntryKind.REPORT, report.id):
                if standing.payload.get("text") == report.text:
                    self.done.held += 1
                else:
                    self.skip(Skipped(location=report.location, reason=f"the ledger holds another text under the id {report.id!r}"))
            else:
                if report.warnings:
                    self.done.warned.append(replace(report, text="", marks=()))
                yield self._marked(report)

    def recorded(self, report: Report, claims: int, *, rejected: int = 0) -> None:
        """Counts a report that stands in the ledger now."""
        done = self.done
        done.reports, done.claims, done.revised = done.reports + 1, done.claims + claims, done.revised + bool(report.supersedes)
        done.rejected += rejected
        done.ids.append(report.id)
        if self._addresses is not None:
            self._addresses.note(report.id, report.digest, report.location, report.url)

    def _marked(self, report: Report) -> Report:
        before = None
        # A part of a fetched page ("...#3", an entry of a feed) is no page of its own, so that its address says nothing about revisions.
        if is_address(report.location) and "#" not in report.location:
            before = self._by_address().latest(report.location, report.url)
        confidential = report.confidential or self._confidence.covers(report.location)
        return replace(report, supersedes=before or report.supersedes, confidential=confidential)

    def _known(self, address: str) -> Validators | None:
        original = self._by_address().original(address)
        return validators_of(original) if original else None

    def _unchanged(self, _: str) -> None:
        self.done.held += 1

    def _by_address(self) -> Addresses:
        if self._addresses is None:
            self._addresses = Addresses(self._ledger)
        return self._addresses
