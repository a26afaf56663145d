"""Denials and reversals: one source says it, another, or the same one later, says that it did not happen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.reconcile.excuses import another_day, another_place
from onrecord.reconcile.findings import clash
from onrecord.reconcile.reading import Names, View, content, told_before
from onrecord.records import Finding
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import FindingKind


def denials(claims: Sequence[View], names: Names) -> Iterator[Finding]:
    """Every denial against every assertion of the same thing; by one source it is a reversal if an order is known."""
    for denial in (v for v in claims if v.denied):
        for said in (v for v in claims if v.happened):
            if not speaks_of(denial, said, names):
                continue
            excuse = another_day(denial, said) or _another_place(denial, said)
            if denial.root != said.root:
                yield clash(FindingKind.DENIAL, said, denial, "one says it, the other that it did not happen", excuse)
            elif _has_order(denial, said):
                first, then = (said, denial) if told_before(said, denial) else (denial, said)
                yield clash(FindingKind.REVERSAL, first, then, "the source takes back its own word", excuse)


def speaks_of(denial: View, said: View, names: Names) -> bool:
    """The denial is of what the other claim says: same kind of thing, no other doer, no other people, no other count."""
    a, b = denial.claim, said.claim
    if a.actor and b.actor and not names.alike(a.actor, b.actor, a):
        return False
    if a.control and b.control and not names.alike(a.control.holder, b.control.holder, a):
        return False
    if a.target and b.target and names.civil(a.target) != names.civil(b.target):
        return a.type is b.type and a.type is not EventType.ARMED_CLASH
    return True


def _has_order(left: View, right: View) -> bool:
    return told_before(left, right) or told_before(right, left) or left.claim.report == right.claim.report


def _another_place(left: View, right: View) -> str | None:
    """A denial of a thing in the whole covers its parts."""
    found = another_place(left, right)
    return (
        found
        if found and found.startswith("the places are two") and not content(left.claim.quote.text) & content(right.claim.quote.text)
        else None
    )
