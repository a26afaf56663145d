"""Clashes over who holds a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from onrecord.reconcile.findings import clash
from onrecord.reconcile.reading import Names, View, fold_place, iso, same_day
from onrecord.records import Control, Finding
from onrecord.vocab.findings import Change, FindingKind


def control_clashes(claims: Sequence[View], names: Names) -> Iterator[Finding]:
    """Two roots name two holders of one place at times that overlap, or two shares of it that cannot both be true."""
    holding = [v for v in claims if v.happened and v.claim.control]
    for left, right in combinations(holding, 2):
        a, b = left.claim.control, right.claim.control
        if a is None or b is None or left.root == right.root or _place(left) != _place(right):
            continue
        point = _clash(a, b, names.alike(a.holder, b.holder, left.claim))
        if point:
            yield clash(FindingKind.CONTROL_CLASH, left, right, point, _excuse(left, a, right, b))


def _clash(a: Control, b: Control, one_holder: bool) -> str | None:
    shares = share(a.extent), share(b.extent)
    if one_holder:
        if (a.change is Change.LOSS) != (b.change is Change.LOSS):
            return (
                f"{a.holder} left or lost it against {b.holder} holding it"
                if a.change is Change.LOSS
                else f"{a.holder} holding it against its loss"
            )
        if (
            shares[0] is not None
            and shares[1] is not None
            and a.change is not Change.LOSS
            and "%" in a.extent + b.extent
            and abs(shares[0] - shares[1]) >= 15
        ):
            return f"{a.extent} against {b.extent} of it held by {a.holder}"
        return None
    if Change.LOSS in (a.change, b.change):
        return None
    if (shares[0] or 0) + (shares[1] or 0) <= 100:
        return None
    return f"{a.holder} ({a.extent}) against {b.holder} ({b.extent}) as the holder"


def share(extent: str) -> float:
    """A rough share of the place in per cent, only to see whether two shares fit into one place."""
    if extent.endswith("%"):
        try:
            return float(extent[:-1])
        except ValueError:
            return 50.0
    return {"all": 100.0, "most": 75.0, "part": 30.0}.get(extent, 50.0)


def _excuse(left: View, a: Control, right: View, b: Control) -> str | None:
    """What changed hands on one day, or is told on two, may have been held by both in turn."""
    if same_day(left, right) is False:
        if left.first is not None and right.first is not None:
            return f"one speaks of {iso(left.first)}, the other of {iso(right.first)}"
    return None


def _place(view: View) -> str:
    control, place = view.claim.control, view.claim.place
    return fold_place((control.place if control else "") or (place.name if place else ""))
