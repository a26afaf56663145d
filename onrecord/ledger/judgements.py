"""What people decide about claims: entries like any other, each with who, when, why and what it replaces.

A decision outlives the reader that found the claim: it keeps the report and the words it was made on, and finds its claim by them again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from onrecord.errors import InterchangeError, LedgerError
from onrecord.interchange import claim_row, read_claims
from onrecord.ledger.entries import Entry, EntryKind
from onrecord.ledger.store import Ledger, append_batch, standing_entries
from onrecord.ledger.tables import ENTRIES
from onrecord.records import Claim, Judgement, Span
from onrecord.vocab.findings import GradeLabel

CLOSE_ENOUGH = 0.5  # of two quotes' common length, for a decision to pass from one reader's claim to another's


class Act(StrEnum):
    SAME = "same"  # two claims speak of one event
    DIFFERENT = "different"  # of two
    CORRECT = "correct"  # a field of a claim
    ACCEPT = "accept"  # a claim is right as it was read
    REJECT = "reject"  # no claim stands in these words
    MERGE = "merge"  # names that mean one actor
    GRADE = "grade"  # the grade of an event
    RELEASE = "release"  # a private person's name may be published
    WITHHOLD = "withhold"  # a name is to be covered, though the rules take it for nobody's or a public one
    LIFT = "lift"  # the embargo on an event
    NOTE = "note"  # a remark on claims; the reason is the remark
    ASSIGN = "assign"  # who looks after an event
    CODE = "code"  # one person's blind reading of a report's claims, for a second reader to be compared with
    DISCLOSE = "disclose"  # claims of a confidential report may be counted, as a confidential source's
    WITHDRAW = "withdraw"  # an earlier decision, with nothing in its place


MENDS = (Act.ACCEPT, Act.REJECT, Act.CORRECT, Act.MERGE)  # decisions that change claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A claim as it was when it was judged: its id, and where its words stand."""

    claim: str
    report: str = ""
    quote: Span | None = None
    speaker: Span | None = None

    @classmethod
    def of(cls, claim: Claim) -> Anchor:
        speaker = claim.source.mention.span if claim.source.mention else None
        return cls(claim=claim.id, report=claim.report, quote=claim.quote.span, speaker=speaker)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. at: when it was written (RFC 3339, UTC); replaces: the id of the decision whose place it takes."""

    act: Act
    by: str
    because: str
    claims: tuple[Anchor, ...] = ()
    field: str | None = None  # of a correction: a key of the claim's interchange form, or one below it, such as place.name
    value: Any = None  # of a correction, a grade, an assignment, a coding
    names: tuple[str, ...] = ()  # of a merger, a release; of a disclosure, the report's id
    name: str | None = None  # of a merger: the name that stands for all
    replaces: str | None = None
    id: str = ""
    at: str = ""

    def subject(self) -> str:
        """What is decided: of two decisions with one subject the later stands."""
        ids = sorted(anchor.claim for anchor in self.claims)
        if self.act in (Act.SAME, Act.DIFFERENT):
            return json.dumps(["pair", ids])
        if self.act in (Act.GRADE, Act.LIFT, Act.ASSIGN):
            return json.dumps([str(self.act), ids[:1]])
        if self.act in (Act.ACCEPT, Act.REJECT):
            return json.dumps(["claim", ids])
        if self.act is Act.NOTE:
            return json.dumps(["note", ids, self.by, self.because])  # remarks stand side by side
        if self.act in (Act.RELEASE, Act.WITHHOLD):
            return json.dumps(["name", sorted(self.names)])
        if self.act is Act.CODE:
            return json.dumps(["code", sorted({a.report for a in self.claims}), self.by])
        return json.dumps([str(self.act), ids, self.field, sorted(self.names)])


class ReplacedError(LedgerError):
    """Somebody decided in the meantime on what this decision is about; standing is theirs."""

    def __init__(self, standing: Decision) -> None:
        super().__init__(
            f"{standing.by} decided on this at {standing.at} ({standing.act}: {standing.because}); name {standing.id} to replace it"
        )
        self.standing = standing


def judge(ledger: Ledger, decision: Decision, *, knowing: str | None = None, check: bool = True) -> Decision:
    """Writes a decision, and gives it with its id and what it replaces.

    knowing: the id of the decision on the same subject that its maker has seen; if another one stands, nothing is written and ReplacedError
    is raised. check False replaces whatever stands. Raises LedgerError.
    """
    if not decision.because.strip() or not decision.by.strip():
        raise LedgerError("a decision needs a name and a reason")
    with ledger.writing() as db:
        standing = standing_decisions(standing_entries(db, EntryKind.JUDGEMENT, ledger.name))
        if decision.act is Act.WITHDRAW:
            if decision.replaces not in standing:
                raise LedgerError(f"{ledger.name}: no decision {decision.replaces!r} stands")
        else:
            there = next((d for d in standing.values() if d.subject() == decision.subject()), None)
            if check and there and there.id != knowing:
                raise ReplacedError(there)
            decision = replace(decision, replaces=there.id if there else None)
        row = to_row(decision)
        tie = json.dumps([row, db.execute(sa.select(sa.func.max(ENTRIES.c.seq))).scalar()], sort_keys=True)
        decision = replace(decision, id="jdg-" + hashlib.sha256(tie.encode("utf-8", "surrogatepass")).hexdigest()[:24])
        append_batch(db, [(EntryKind.JUDGEMENT, decision.id, to_row(decision))], ledger.name)
    return decision


def standing_decisions(entries: Iterable[Entry]) -> dict[str, Decision]:
    """The decisions that stand, by id, in order: without those that were withdrawn or replaced."""
    standing: dict[str, Decision] = {}
    subjects: dict[str, str] = {}
    for entry in entries:
        decision = from_entry(entry)
        gone = decision.replaces if decision.act is Act.WITHDRAW else subjects.get(decision.subject())
        if gone in standing:
            subjects.pop(standing.pop(gone).subject(), None)
        if decision.act is not Act.WITHDRAW:
            standing[decision.id] = decision
            subjects[decision.subject()] = decision.id
    return standing


def to_row(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "act": str(decision.act),
        "by": decision.by,
        "because": decision.because,
        "replaces": decision.replaces,
        "claims": [
            {"claim": a.claim, "report": a.report, "quote": a.quote and [a.quote.start, a.quote.end],
             "speaker": a.speaker and [a.speaker.start, a.speaker.end]}
            for a in decision.claims
        ],
        "field": decision.field,
        "value": decision.value,
        "names": list(decision.names),
        "name": decision.name,
    }  # fmt: skip


def from_entry(entry: Entry) -> Decision:
    """Raises KeyError, ValueError or TypeError on what is not in that form. The ledger's first form knew pairs alone."""
    row = entry.payload
    if "act" not in row:
        pair = (Anchor(claim=row["left"]), Anchor(claim=row["right"]))
        act = Act.SAME if row["same"] else Act.DIFFERENT
        return Decision(act=act, by=row["by"], because=row["because"], claims=pair, id=entry.ref, at=entry.at)
    return Decision(
        act=Act(row["act"]),
        by=row["by"],
        because=row["because"],
        claims=tuple(_anchor(a) for a in row["claims"]),
        field=row["field"],
        value=row["value"],
        names=tuple(row["names"]),
        name=row["name"],
        replaces=row["replaces"],
        id=entry.ref,
        at=entry.at,
    )


def _anchor(row: Mapping[str, Any]) -> Anchor:
    quote, speaker = row["quote"], row["speaker"]
    return Anchor(claim=row["claim"], report=row["report"], quote=quote and Span(*quote), speaker=speaker and Span(*speaker))


# --- finding the claim again -----------------------------------------------------------------------------------


class Finder:
    """Finds the claim that a decision was made on among the claims that stand now."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._by_id: dict[str, Claim] = {}
        self._by_report: dict[str, list[Claim]] = {}
        for claim in claims:
            self._by_id[claim.id] = claim
            self._by_report.setdefault(claim.report, []).append(claim)

    def find(self, anchor: Anchor) -> str | None:
        """The claim's id today: the same claim, or that of the same report whose words are most nearly the same; None if there is none."""
        if anchor.claim in self._by_id:
            return anchor.claim
        if anchor.quote is None:
            return None
        shares = [(_share(anchor, claim), claim.id) for claim in self._by_report.get(anchor.report, ())]
        best = max(shares, default=(0.0, ""))
        return best[1] if best[0] >= CLOSE_ENOUGH and sum(share == best[0] for share, _ in shares) == 1 else None


def _share(anchor: Anchor, claim: Claim) -> float:
    """How far two claims stand in the same words: their common length over the length of both; nothing if another speaker says it."""
    assert anchor.quote is not None
    mention = claim.source.mention
    if (anchor.speaker is None) != (mention is None) or (anchor.speaker and mention and not anchor.speaker.overlaps(mention.span)):
        return 0.0
    quote = claim.quote
    common = min(anchor.quote.end, quote.end) - max(anchor.quote.start, quote.start)
    return max(0, common) / (max(anchor.quote.end, quote.end) - min(anchor.quote.start, quote.start) or 1)


def judged_pairs(decisions: Iterable[Decision], claims: Mapping[str, Claim]) -> tuple[Judgement, ...]:
    """The decisions on pairs of claims, on the claims as they are called now. claims: all, as they were read."""
    finder: Finder | None = None
    found = []
    for decision in decisions:
        if decision.act not in (Act.SAME, Act.DIFFERENT):
            continue
        ids = []
        for anchor in decision.claims:
            if anchor.claim not in claims and anchor.quote is not None:
                finder = finder or Finder(claims.values())
                ids.append(finder.find(anchor) or anchor.claim)
            else:
                ids.append(anchor.claim)
        left, right = ids
        found.append(Judgement(left=left, right=right, same=decision.act is Act.SAME, by=decision.by, because=decision.because))
    return tuple(found)


# --- applying --------------------------------------------------------------------------------------------------


def apply(claims: Sequence[Claim], decisions: Iterable[Decision]) -> list[Claim]:
    """The claims as people left them: rejected ones out, fields corrected, merged names as one."""
    held = {claim.id: claim for claim in claims}
    finder = Finder(claims)
    names: dict[str, str] = {}
    for decision in decisions:
        if decision.act is Act.MERGE and decision.name:
            names |= dict.fromkeys(decision.names, decision.name)
        elif decision.act in (Act.ACCEPT, Act.REJECT, Act.CORRECT):
            found = finder.find(decision.claims[0])
            if found in held and decision.act is Act.REJECT:
                del held[found]
            elif found in held and decision.act is Act.ACCEPT:  # a person is sure
                held[found] = replace(held[found], confidence=dict.fromkeys(held[found].confidence, 1.0))
            elif found in held and decision.field:
                held[found] = corrected(held[found], decision.field, decision.value)
    return [_renamed(claim, names) for claim in held.values()] if names else list(held.values())


def corrected(claim: Claim, field: str, value: Any) -> Claim:
    """The claim with one field as a person has it: a key of its interchange form, or one below it (`place.name`). Raises LedgerError."""
    row = claim_row(claim)
    above, _, below = field.partition(".")
    if above not in row or above in ("claim", "report", "fine", "made_by", "confidence", "filled"):
        raise LedgerError(f"{field!r} is no field of a claim that can be corrected")
    if below:
        inner = row[above] if isinstance(row[above], dict) else {}
        row[above] = inner | {below: value}
    else:
        row[above] = value
    if row["confidence"]:
        row["confidence"] = row["confidence"] | {above: 1.0}  # a person is sure
    try:
        (claim,) = read_claims([json.dumps(row)], field)
    except InterchangeError as error:
        raise LedgerError(str(error)) from None
    return claim


def _renamed(claim: Claim, names: Mapping[str, str]) -> Claim:
    def one(name: str | None) -> str | None:
        return names.get(name, name) if name else name

    control = claim.control and replace(claim.control, holder=names.get(claim.control.holder, claim.control.holder))
    source = replace(
        claim.source, name=names.get(claim.source.name, claim.source.name), via=tuple(names.get(v, v) for v in claim.source.via)
    )
    return replace(claim, actor=one(claim.actor), target=one(claim.target), source=source, control=control)


def grade_label(value: str) -> GradeLabel:
    """Raises LedgerError."""
    try:
        return GradeLabel(value.capitalize())
    except ValueError:
        raise LedgerError(f"{value!r} is no grade; there are {', '.join(GradeLabel)}") from None
