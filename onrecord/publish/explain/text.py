"""An explanation as plain lines: what was asked for first, then what leads to it, down to the words."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from onrecord.ledger.judgements import Act, Decision
from onrecord.publish.brief.wording import (
    MEASURE_LABELS,
    clip,
    publisher_of,
    shown,
    write_control,
    write_day,
    write_days,
    write_figure,
    write_of,
    write_range,
    write_side,
    write_speaker,
)
from onrecord.publish.explain.chain import ClaimChain, Explained
from onrecord.publish.explain.ids import short
from onrecord.publish.explain.reasons import basis_of, grounds, rule_of
from onrecord.records import Claim, Event, EventFigure, Finding, Judgement, Reason, Report, Root, Tie, Words
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.findings import CONTRADICTIONS, Strength
from onrecord.vocab.hedges import Modality

_LABEL = 11  # columns of a label
_LONGEST = 300  # characters of a quote in a list; a claim explained by itself is quoted whole
_WEIGHTIEST = 3  # statements of a tie in a list
_SMALL = 0.05  # what adds less is not worth a line's room


def to_lines(explained: Explained, width: int = 100) -> list[str]:
    """Lines of at most so many columns, without control characters."""
    page = _Page(explained, width)
    lines = {"event": page.event, "finding": page.finding, "claim": page.claim, "pair": page.pair}[explained.kind]()
    return [shown(line) for line in lines]


class _Page:
    def __init__(self, explained: Explained, width: int) -> None:
        self.of = explained
        self.width = max(width, 50)
        self.number = {c.claim.id: n for n, c in enumerate(explained.claims, 1)}

    # --- one kind each -----------------------------------------------------------------------------------------

    def event(self) -> Iterator[str]:
        [event] = self.of.events
        yield f"EVENT {event.id}"
        yield from self._event_facts(event)
        yield from self._section("WHO SAYS IT, BY ROOT")
        for root in event.roots:
            yield f"  {_root(root)}"
            for chain in (c for c in self.of.claims if c.claim.id in root.claims):
                yield from self._brief_claim(chain)
        if self.of.ties:
            yield from self._section("WHY ONE EVENT: the strongest ties (log-odds, above nought speaks for one event)")
            for tie in self.of.ties:
                yield from self._tie_in_brief(tie)
        if event.figures:
            yield from self._section("FIGURES, EACH ROOT'S OWN")
            for figure in event.figures:
                yield from self._figure(figure)
        if self.of.findings:
            yield from self._section("WHAT THE CLAIMS COME TO")
            for finding in sorted(self.of.findings, key=_clashes_first):
                yield from self._finding_in_brief(finding)
        yield from self._judged()

    def finding(self) -> Iterator[str]:
        [finding], [event] = self.of.findings, self.of.events
        yield f"FINDING {finding.id}"
        yield from self._field("what", f"{_kind(finding)}: {rule_of(finding)}")
        yield from self._field("why", finding.because)
        if reason := grounds(finding):
            yield from self._field("strength", reason)
        yield from self._field("event", f"{event.id}, {_heading(event)}")
        yield from self._grade(event)
        yield from self._section("BOTH SIDES" if len(self.of.claims) == 2 else "THE CLAIMS")
        for chain in self.of.claims:
            yield from self._whole_claim(chain)
        if self.of.pair:
            yield from self._section(f"WHY THEY STAND IN {'ONE EVENT' if self.of.pair.together else 'TWO EVENTS'}")
            yield from self._way()
        yield from self._judged()

    def claim(self) -> Iterator[str]:
        [chain], [event] = self.of.claims, self.of.events
        yield f"CLAIM {chain.claim.id}"
        yield from self._claim_facts(chain, "  ")
        yield from self._section("ITS EVENT")
        yield from self._field("event", f"{event.id}, {_heading(event)}")
        others = len(event.claims) - 1
        yield from self._field(
            "beside", f"{_count(others, 'other claim')}, {_count(event.reports, 'report')}, {_count(len(event.roots), 'root')}"
        )
        yield from self._grade(event)
        for tie in self.of.ties:
            yield ""
            yield f"  strongest tie: to {short(tie.right if tie.left == chain.claim.id else tie.left)}"
            yield from self._tie(tie)
        if self.of.findings:
            yield from self._section("FINDINGS WITH THIS CLAIM")
            for finding in self.of.findings:
                yield from self._finding_in_brief(finding)
        yield from self._judged()

    def pair(self) -> Iterator[str]:
        assert self.of.pair is not None
        left, right = (short(c.claim.id) for c in self.of.claims)
        yield f"{left} AND {right}: {'ONE EVENT' if self.of.pair.together else 'TWO EVENTS'}"
        for event in self.of.events:
            yield from self._field("event", f"{event.id}, {_heading(event)}")
        yield from self._section("THE TWO CLAIMS")
        for chain in self.of.claims:
            yield from self._whole_claim(chain)
        yield from self._section("WHY TOGETHER" if self.of.pair.together else "WHY APART")
        yield from self._way()
        if self.of.findings:
            yield from self._section("FINDINGS WITH BOTH")
            for finding in self.of.findings:
                yield from self._finding_in_brief(finding)
        yield from self._judged()

    # --- events ------------------------------------------------------------------------------------------------

    def _event_facts(self, event: Event) -> Iterator[str]:
        yield from self._field("what", TERMS[event.type].label)
        yield from self._field("where", event.place.name if event.place else "not stated")
        yield from self._field("when", write_days(event.earliest, event.latest) or "not stated")
        yield from self._field("heard", f"{_count(len(event.claims), 'claim')} in {_heard(event)}")
        yield from self._grade(event)

    def _grade(self, event: Event) -> Iterator[str]:
        if event.grade:
            made = ", ".join(self._name(c) for c in sorted(event.grade.because, key=lambda c: (self.number.get(c, 0), c)))
            yield from self._field("grade", event.grade.rule + (f" Made by {made}." if made else ""))

    def _figure(self, figure: EventFigure) -> Iterator[str]:
        of = f" ({of})" if (of := write_of(figure.what, figure.of)) else ""
        yield from self._wrapped(
            "  ", f"{write_range(figure.low, figure.high)} {MEASURE_LABELS[figure.what]}{of}, over {_count(len(figure.by_root), 'root')}"
        )
        for line in figure.by_root:
            said = ", ".join(self._name(c) for c in line.claims)
            yield from self._wrapped("    ", f"{line.root}: {write_range(line.low, line.high)}  {said}")

    def _finding_in_brief(self, finding: Finding) -> Iterator[str]:
        names = ", ".join(self._name(c) for c in finding.claims)
        yield from self._wrapped("  ", f"{_kind(finding)}  {names}  {short(finding.id)}")
        yield from self._wrapped("    ", finding.because)
        if finding.weight is not None:
            signs = ", ".join(f"{sign.statement} {sign.adds:+.1f}" for sign in finding.signs)
            yield from self._wrapped("    ", f"weighed {finding.weight:.2f} of 1: {signs}")

    # --- claims ------------------------------------------------------------------------------------------------

    def _brief_claim(self, chain: ClaimChain) -> Iterator[str]:
        claim = chain.claim
        yield from self._wrapped("    ", f"{self._name(claim.id)} {short(claim.id)}  {_told(chain)}")
        yield from self._wrapped("        ", f"{_firmly(claim)}“{clip(_line(claim.quote.text), _LONGEST)}” {_at(claim.quote)}")
        yield from self._wrapped("        ", f"root: {basis_of(chain)}{self._of(chain)}")

    def _whole_claim(self, chain: ClaimChain) -> Iterator[str]:
        yield f"  {self._name(chain.claim.id)} {chain.claim.id}"
        yield from self._claim_facts(chain, "      ")

    def _claim_facts(self, chain: ClaimChain, indent: str) -> Iterator[str]:
        """The words, who says them, each value with its own words, the root."""
        claim, report = chain.claim, chain.report
        sure = _Sureness(claim.confidence)
        yield from self._field("words", f"“{_line(claim.quote.text)}” {_at(claim.quote)}{sure.of('quote')}", indent)
        title = f", “{report.title}”" if report.title else ""
        yield from self._field("report", f"{_printed(report)}{title}", indent)
        yield from self._field("original", _original(chain), indent)
        via = "".join(f", via {name}" for name in claim.source.via)
        yield from self._field("says", f"{write_speaker(claim, report)}{via}{_words(claim.source.mention)}{sure.of('source')}", indent)
        if claim.cue:
            yield from self._field("said with", _words(claim.cue).lstrip(), indent)
        yield from self._field("firmly", f"{claim.modality}{sure.of('modality')}", indent)
        yield from self._field("kind", f"{TERMS[claim.type].label}{sure.of('type')}", indent)
        if claim.actor:
            yield from self._field("doer", f"{claim.actor}{sure.of('actor')}", indent)
        if claim.target:
            yield from self._field("hit", f"{claim.target}{sure.of('target')}", indent)
        if claim.place:
            above = [name for name in dict.fromkeys(claim.place.parents) if name != claim.place.name]
            lies = f", in {', '.join(above)}" if above else ""
            yield from self._field("place", f"{claim.place.name}{lies}{_words(claim.place.mention)}{sure.of('place')}", indent)
        if claim.when:
            days = write_days(claim.when.earliest, claim.when.latest)
            yield from self._field("day", f"{days}{_words(claim.when.mention)}{sure.of('when')}", indent)
        for figure in claim.figures:
            yield from self._field("figure", f"{write_figure(figure)}{_words(figure.mention)}", indent)
        if claim.control:
            yield from self._field("holder", f"{write_control(claim.control)}{sure.of('control')}", indent)
        yield from self._field("root", f"{_root(chain.root)}: {basis_of(chain)}{self._of(chain)}", indent)
        made = f"; filled in by us: {', '.join(claim.filled)}" if claim.filled else ""
        yield from self._field("read by", f"{claim.made_by or 'not stated'}{made}", indent)

    def _of(self, chain: ClaimChain) -> str:
        return f" {self._name(chain.of.id)}" if chain.of else ""

    def _name(self, claim: str) -> str:
        """As in "[2]" for a claim that is listed here, else its short id."""
        return f"[{self.number[claim]}]" if claim in self.number and len(self.number) > 1 else short(claim)

    # --- ties --------------------------------------------------------------------------------------------------

    def _way(self) -> Iterator[str]:
        """The two compared, and where they hang together by others, the ties between."""
        assert self.of.pair is not None
        yield from self._tie(self.of.pair)
        if len(self.of.ties) > 1:
            yield ""
            yield "  The way from one to the other:"
            for tie in self.of.ties:
                yield from self._tie_in_brief(tie)

    def _tie(self, tie: Tie) -> Iterator[str]:
        yield from self._field("decided", tie.decided)
        spoken = [r for r in tie.reasons if r.adds]
        longest = max((len(_statement(r)) for r in spoken), default=0)
        for reason in spoken:
            start = f"  {reason.adds:+6.2f}  {_statement(reason):<{longest}}  "
            yield from self._wrapped(start, reason.because, hang=len(start))
        yield f"  {tie.total:+6.2f}  {'in all':<{longest}}  above nought speaks for one event"

    def _tie_in_brief(self, tie: Tie) -> Iterator[str]:
        """The sum and what weighs most in it; the two claims explained together give every statement."""
        reasons = sorted((r for r in tie.reasons if abs(r.adds) >= _SMALL and r.statement != "prior"), key=lambda r: -abs(r.adds))
        said = ", ".join(f"{_statement(r)} {r.adds:+.1f}" for r in reasons[:_WEIGHTIEST])
        more = f", {len(reasons) - _WEIGHTIEST} lesser" if len(reasons) > _WEIGHTIEST else ""
        left, right = sorted((tie.left, tie.right), key=lambda c: (self.number.get(c, 0), c))
        yield from self._wrapped("  ", f"{self._name(left)} and {self._name(right)}  {tie.total:+.1f}: {said}{more}", hang=6)
        if not (tie.total > 0 and tie.decided.startswith("what speaks")):
            yield from self._wrapped("      ", tie.decided)

    def _judged(self) -> Iterator[str]:
        if self.of.judgements or self.of.decisions:
            yield from self._section("JUDGED BY PEOPLE")
            for judgement in self.of.judgements:
                yield from self._wrapped("  ", self._judgement(judgement))
            for decision in self.of.decisions:
                yield from self._wrapped("  ", self._decision(decision))

    def _decision(self, decision: Decision) -> str:
        """As in "[2]: place.name corrected to “Dura”, by mk on 2026-12-01: the next village"."""
        claims = ", ".join(self._name(anchor.claim) for anchor in decision.claims)
        value = json.dumps(decision.value, ensure_ascii=False)
        done = {
            Act.CORRECT: f"{decision.field} corrected to {value}",
            Act.GRADE: f"graded {decision.value}",
            Act.MERGE: f"{', '.join(decision.names)} read as {decision.name}",
        }[decision.act]
        return f"{f'{claims}: ' if claims else ''}{done}, by {decision.by} on {decision.at[:10]}: {decision.because}"

    def _judgement(self, judgement: Judgement) -> str:
        verdict = "one event" if judgement.same else "two events"
        both = f"{self._name(judgement.left)} and {self._name(judgement.right)}"
        return f"{both}: {verdict}, by {judgement.by}: {judgement.because or 'no reason given'}"

    # --- layout ------------------------------------------------------------------------------------------------

    def _section(self, title: str) -> Iterable[str]:
        return ["", *textwrap.wrap(title, self.width)]

    def _field(self, label: str, text: str, indent: str = "  ") -> Iterator[str]:
        return self._wrapped(f"{indent}{label:<{_LABEL}}", text, hang=len(indent) + _LABEL)

    def _wrapped(self, start: str, text: str, hang: int | None = None) -> Iterator[str]:
        """The text after its start, broken between words, further lines under the text's beginning."""
        under = " " * (len(start) if hang is None else hang)
        lines = textwrap.wrap(_line(text), self.width, initial_indent=start, subsequent_indent=under, break_on_hyphens=False)
        yield from lines or [start.rstrip()]


class _Sureness:
    """How sure the reader was of a field, as a note behind it."""

    def __init__(self, confidence: Mapping[str, float]) -> None:
        self._confidence = confidence

    def of(self, field: str) -> str:
        return f", sure {self._confidence[field]:.2f}" if field in self._confidence else ""


def _clashes_first(finding: Finding) -> tuple[bool, bool]:
    return finding.kind not in CONTRADICTIONS, finding.strength is not Strength.DIRECT


def _kind(finding: Finding) -> str:
    kind = str(finding.kind).replace("_", " ")
    return f"{kind} ({finding.strength})" if finding.kind in CONTRADICTIONS else kind


def _heading(event: Event) -> str:
    known = (TERMS[event.type].label, event.place and event.place.name, write_days(event.earliest, event.latest))
    return ", ".join(part for part in known if part)


def _heard(event: Event) -> str:
    return f"{_count(event.reports, 'report')}, {_count(len(event.roots), 'root')}"


def _root(root: Root) -> str:
    side = f"side {write_side(root.side)}" if root.side else "no known side"
    return f"{root.name} ({side}, {_count(len(root.claims), 'claim')} here)"


def _told(chain: ClaimChain) -> str:
    speaker = f"{write_speaker(chain.claim, chain.report)}, in " if chain.claim.source.named else ""
    return speaker + _printed(chain.report)


def _printed(report: Report) -> str:
    return f"{publisher_of(report)}, {write_day(report.published_day) or 'no date'}"


def _original(chain: ClaimChain) -> str:
    where = chain.report.location or chain.report.url or "read from nowhere that is known"
    if marks := chain.report.marks_of(chain.claim.quote.start, chain.claim.quote.end):
        where = f"{where}, {'; '.join(marks)}"
    return f"{where}, SHA-256 {chain.report.digest[:16]}" if chain.report.digest else where


def _firmly(claim: Claim) -> str:
    return "" if claim.modality is Modality.ASSERTED else f"{claim.modality}: "


def _words(words: Words | None) -> str:
    return f" “{_line(words.text)}” {_at(words)}" if words else ""


def _at(words: Words) -> str:
    return f"({words.start}–{words.end})"


def _statement(reason: Reason) -> str:
    """As in "same place", and "not: same place" where it is false and that adds something of its own."""
    words = reason.statement.replace("_", " ")
    return words if reason.holds else f"not: {words}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _count(many: int, thing: str) -> str:
    return f"{many:,} {thing}" if many == 1 else f"{many:,} {thing}s"
