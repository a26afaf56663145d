"""Where sources agree, admit, or only repeat each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.knowledge.actors.interest import Interest, interest
from onrecord.knowledge.actors.register import ActorRegister, key
from onrecord.reconcile.findings import note
from onrecord.reconcile.reading import View
from onrecord.records import Finding
from onrecord.vocab.findings import FindingKind


def admissions(claims: Sequence[View], register: ActorRegister) -> Iterator[Finding]:
    """A source says what hurts its own side."""
    for view in claims:
        if interest(view.claim, register) is Interest.ADVERSE:
            yield note(FindingKind.ADMISSION, [view], f"{view.said_by} says against the interest of its own side: “{view.words()}”.")


def corroboration(claims: Sequence[View]) -> Iterator[Finding]:
    """Two or more independent roots say that one thing happened; one claim of each is named."""
    by_root: dict[str, View] = {}
    for view in claims:
        if view.happened:
            by_root.setdefault(view.root, view)
    chosen = independent(by_root, claims)
    if len(chosen) > 1:
        reports = len({v.claim.report for v in claims if v.happened})
        said = "; ".join(f"{v.root}: “{v.words()}”" for v in chosen)
        yield note(FindingKind.CORROBORATION, chosen, f"{reports} reports, {len(chosen)} independent roots: {said}.")


def independent(by_root: dict[str, View], claims: Sequence[View]) -> list[View]:
    """One claim per root, leaving out a root that is a relay of another: neither may quote the other."""
    relays: dict[str, set[str]] = defaultdict(set)
    for view in claims:
        relays[view.root] |= {key(via) for via in view.claim.source.via}
    quoted = {r for r in by_root if any(key(r) in relays[other] for other in by_root if other != r)}
    return [by_root[root] for root in sorted(by_root) if root not in quoted]


def circular(claims: Sequence[View]) -> Iterator[Finding]:
    """Several publishers print one root's words: copies, not agreement."""
    by_root: dict[str, list[View]] = defaultdict(list)
    for view in claims:
        by_root[view.root].append(view)
    for root in sorted(by_root):
        printed = by_root[root]
        publishers = sorted({v.publisher for v in printed})
        if len(publishers) > 1:
            first, last = printed[0], printed[-1]
            words = f"“{first.words()}” and “{last.words()}”"
            yield note(FindingKind.CIRCULAR, printed, f"{', '.join(publishers)} print the word of one root, {root}: {words}.")
