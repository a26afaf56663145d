"""Scores the registers on happenings that a reader grouped by hand: which they have an entry for, and which entries are right.

    score_registers.py [--own DEV.jsonl REAL.jsonl] [--unsure] [--errors N]

own: what `onrecord claims --format jsonl` read of the two sets.

tests/corpus/happenings.jsonl holds the annotated claims of eight types of gold/dev and gold/real, grouped by type, place and date by one
reader apart, before the registers made entries of them. An entry is right for a happening of its type where at least half of its claims are
claims of that happening (from our own claims: the quotes overlap, token F1 0.5 or more, and the type is right); one entry counts for one
happening and one happening for one entry, so that what is torn in two or thrown together counts as wrong. Claims of other types in an entry
are passed over. Recall is of happenings, precision of entries. For the right entries also: place among those annotated, days in common.

Entries of which the reader is unsure stand apart in a register, for somebody to check, and are neither right nor wrong here; --unsure
counts them too.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gate.score_linking import SHARED, read_gold
from onrecord import flow
from onrecord.extract.complete import complete
from onrecord.interchange import read_claims
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.records import Claim, Report
from onrecord.registers.every import Register, happenings
from onrecord.registers.ground import Ground
from onrecord.registers.happenings import Happening

LIST = Path(__file__).resolve().parents[1] / "tests" / "corpus" / "happenings.jsonl"


@dataclass(slots=True)
class Tally:
    right: int = 0
    made: int = 0
    wanted: int = 0
    place: int = 0
    days: int = 0
    torn: int = 0  # entries that are of a happening which another entry stands for
    mixed: int = 0  # happenings whose claims stand only in entries that are of others, or of none in particular

    def __str__(self) -> str:
        recall, precision = self.right / max(self.wanted, 1), self.right / max(self.made, 1)
        at = f"of these place right {self.place}, days {self.days}; torn off {self.torn}, mixed in {self.mixed}"
        return f"recall {self.right}/{self.wanted} = {recall:.2f}, precision {self.right}/{self.made} = {precision:.2f}; {at}"


@dataclass(slots=True)
class Entry:
    """What a register has of one type in one entry."""

    type: str
    claims: list[Claim]
    of: Happening


class Meets:
    """Which happenings a claim's words are of."""

    def __init__(self, rows: Iterable[dict[str, Any]], reports: dict[str, Report]) -> None:
        sys.path.insert(0, str(SHARED / "score"))
        from score_claims import overlap, token_spans  # type: ignore[import-not-found]

        self._overlap = overlap
        self._tokens = {k: token_spans(r.text) for k, r in reports.items()}
        self._by_report: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
        for row in rows:
            for c in row["claims"]:
                self._by_report[c["report"]].append((c["start"], c["end"], row["id"], row["type"]))

    def of(self, claim: Claim) -> set[str]:
        tokens, at = self._tokens[claim.report], (claim.quote.start, claim.quote.end)
        spans = self._by_report.get(claim.report, ())
        return {name for start, end, name, type_ in spans if type_ == claim.type and self._overlap(tokens, (start, end), at) >= 0.5}


def score(rows: Sequence[dict[str, Any]], entries: Sequence[Entry], meets: Meets) -> tuple[dict[str, Tally], list[str]]:
    tallies: dict[str, Tally] = defaultdict(Tally)
    at = {row["id"]: n for n, row in enumerate(rows)}
    share: dict[tuple[int, int], float] = defaultdict(float)
    for n, entry in enumerate(entries):
        for claim in entry.claims:
            for name in meets.of(claim):
                share[n, at[name]] += 1 / len(entry.claims)
    pairs: list[tuple[int, int]] = []
    for n, m in sorted((p for p in share if share[p] >= 0.5), key=lambda p: (-share[p] * len(entries[p[0]].claims), p)):
        if all(n != a and m != b for a, b in pairs):
            pairs.append((n, m))
    for row in rows:
        tallies[row["type"]].wanted += 1
    for entry in entries:
        tallies[entry.type].made += 1
    for n, m in pairs:
        entry, row, tally = entries[n], rows[m], tallies[rows[m]["type"]]
        tally.right += 1
        tally.place += (entry.of.place.name if entry.of.place else "") in (row["places"] or [""])
        first, last = entry.of.first or "", entry.of.last or ""
        tally.days += not row["date_from"] or bool(first and first <= row["date_to"] and last >= row["date_from"])
    taken = {m: n for n, m in pairs}
    for m in {m for _, m in share}:
        tallies[rows[m]["type"]].mixed += m not in taken
    for n, entry in enumerate(entries):
        tallies[entry.type].torn += n not in taken.values() and any(n == a and m in taken for a, m in share)
    paired, found = {n for n, _ in pairs}, {m for _, m in pairs}
    wrong = [
        f"no happening's own: {e.type} {[(c.report, c.quote.text[:90]) for c in e.claims]}"
        for n, e in enumerate(entries)
        if n not in paired
    ]
    wrong += [f"no entry: {row['id']} {row['type']} {row['places']}" for m, row in enumerate(rows) if m not in found]
    return tallies, wrong


def claims_of(name: str, own: Path | None, register: ActorRegister) -> tuple[dict[str, Report], list[Claim]]:
    with tempfile.TemporaryDirectory() as scratch:
        reports, claims, _ = read_gold(SHARED / "gold" / name, Path(scratch))
    if own is None:
        return reports, claims
    with own.open(encoding="utf-8") as lines:
        return reports, complete([c for c in read_claims(lines, own.name) if c.report in reports], Gazetteer.load(), register)


def clusters(name: str, reports: dict[str, Report]) -> list[list[Report]]:
    """The reports of each cluster: the happenings were grouped within them."""
    folders = (f for f in sorted((SHARED / "gold" / name).iterdir()) if f.is_dir())
    return [[reports[p.stem] for p in sorted(folder.glob("*.json")) if p.stem in reports] for folder in folders]


# Which types of the list each register answers for.
OF = {
    "heritage": ("heritage_damage",),
    "chemical": ("chemical_weapon",),
    "missing": ("detention_missing",),
    "displacement": ("evacuation", "aid_access"),
    "demands": ("demand", "agreement"),
    "accusations": ("accusation",),
}


def entries_of(cluster: Sequence[Report], claims: Sequence[Claim], register: ActorRegister) -> list[Entry]:
    ids = {r.id for r in cluster}
    ground = Ground(flow.conclude(cluster, [c for c in claims if c.report in ids], register), register)
    made = []
    for name, types in OF.items():
        for happening in happenings(Register(name), ground):
            for type_ in types:
                told = [c for c in happening.claims if c.type == type_]
                made += [Entry(type_, told, happening)] if told else []
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", nargs=2, type=Path, metavar=("DEV", "REAL"), default=(None, None))
    parser.add_argument("--unsure", action="store_true", help="count the entries too that a register shows apart as unsure")
    parser.add_argument("--errors", type=int, default=0, help="print so many of the entries and happenings without a partner")
    args = parser.parse_args()
    if not (SHARED / "score").is_dir():
        print(f"the annotated reports are not at {SHARED}", file=sys.stderr)
        return 2
    everything = [json.loads(line) for line in LIST.read_text("utf-8").splitlines()]
    register = ActorRegister.load()
    total: dict[str, Tally] = defaultdict(Tally)
    wrong: list[str] = []
    for name, own in zip(("dev", "real"), args.own, strict=True):
        rows = [row for row in everything if row["set"] == name]
        reports, claims = claims_of(name, own, register)
        made = [e for cluster in clusters(name, reports) for e in entries_of(cluster, claims, register) if args.unsure or not e.of.unsure]
        tallies, missed = score(rows, made, Meets(rows, reports))
        wrong += missed
        for type_, tally in tallies.items():
            for key in (name, type_, "all"):
                for field in ("right", "made", "wanted", "place", "days", "torn", "mixed"):
                    setattr(total[key], field, getattr(total[key], field) + getattr(tally, field))
    for key in sorted(total, key=lambda k: (k == "all", k)):
        print(f"{key}: {total[key]}")
    print("\n".join(wrong[: args.errors]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
