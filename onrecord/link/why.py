"""Why claims stand in one event, or do not: the statements that speak, what each adds, and what decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.knowledge.actors.register import ActorRegister
from onrecord.link.candidates import candidates
from onrecord.link.facts import Facts, Reader
from onrecord.link.group import two_deeds
from onrecord.link.score import RULES_V2, explain, total
from onrecord.records import Claim, Event, Judgement, Reason, Report, Tie

_SAYS = {rule.says.__name__: rule.says for rule in RULES_V2}
_MEANS = {rule.says.__name__: " ".join((rule.says.__doc__ or "").split()) for rule in RULES_V2}
_MEANS["prior"] = "Before anything is heard, two claims are more likely of two events than of one."


class Why:
    """Answers for a set of events that were linked from these claims, reports and judgements; all that `link` was given."""

    def __init__(
        self,
        events: Sequence[Event],
        reports: Mapping[str, Report],
        claims: Sequence[Claim],
        register: ActorRegister,
        judgements: Sequence[Judgement] = (),
    ) -> None:
        reader = Reader(reports, register)
        facts = [reader.facts(c) for c in sorted(claims, key=lambda c: c.id)]
        self._facts = {f.claim.id: f for f in facts}
        self._compared = {(facts[i].claim.id, facts[j].claim.id) for i, j in candidates(facts)}
        self._event = {c: e for e in events for c in e.claims}
        self._judged = {tuple(sorted((j.left, j.right))): j for j in judgements}

    def tie(self, left: str, right: str) -> Tie:
        """Two claims compared, whether or not linking compared them. Raises KeyError for a claim that is not here."""
        a, b = sorted((left, right))
        left_facts, right_facts = self._facts[a], self._facts[b]
        reasons = tuple(
            Reason(
                statement=said.statement,
                means=_MEANS.get(said.statement, ""),
                holds=_SAYS[said.statement](left_facts, right_facts).value or 0.0 if said.statement in _SAYS else 1.0,
                adds=said.adds,
                because=said.because,
            )
            for said in explain(left_facts, right_facts)
        )
        sum_ = round(total(self._facts[a], self._facts[b]), 2)
        together = self._event[a].id == self._event[b].id
        return Tie(left=a, right=b, together=together, total=sum_, reasons=reasons, decided=self._decided(a, b, sum_, together))

    def ties(self, event: Event) -> list[Tie]:
        """The strongest ties that hold the event together, one fewer than it has claims: a spanning tree that grows by the strongest tie
        to what is joined already (Prim). Pairs that a person judged one, and pairs that linking compared, come before others.
        """
        best = {claim: (self._between(event.claims[0], claim), event.claims[0]) for claim in event.claims[1:]}
        tree = []
        while best:
            new = max(best, key=lambda claim: (best[claim], claim))
            tree.append(self.tie(best.pop(new)[1], new))
            for claim, held in best.items():
                best[claim] = max(held, (self._between(new, claim), new))
        return tree

    def path(self, left: str, right: str) -> list[Tie]:
        """The strongest ties by which one claim hangs on the other within their event; empty if they stand in two."""
        if self._event[left].id != self._event[right].id:
            return []
        beside: dict[str, list[Tie]] = {}
        for tie in self.ties(self._event[left]):
            beside.setdefault(tie.left, []).append(tie)
            beside.setdefault(tie.right, []).append(tie)
        return _way(beside, left, right)

    def strongest(self, claim: str) -> Tie | None:
        """The strongest tie of a claim within its event; None if it stands alone."""
        others = [c for c in self._event[claim].claims if c != claim]
        best = max(others, key=lambda other: (self._between(claim, other), other), default=None)
        return self.tie(claim, best) if best else None

    def _between(self, left: str, right: str) -> tuple[bool, bool, float]:
        """Orders ties: judged one, then compared, then by what speaks for one event."""
        a, b = sorted((left, right))
        judged = self._judged.get((a, b))
        return bool(judged and judged.same), (a, b) in self._compared, total(self._facts[a], self._facts[b])

    def _decided(self, a: str, b: str, sum_: float, together: bool) -> str:
        judged = self._judged.get((a, b))
        left, right = self._facts[a], self._facts[b]
        if judged and judged.same == together:
            words = "one event" if judged.same else "two events"
            return f"{judged.by} judged them {words}: {judged.because or 'no reason given'}"
        if together:
            return self._joined(left, right, sum_)
        return self._parted(left, right, sum_)

    def _joined(self, left: Facts, right: Facts, sum_: float) -> str:
        if sum_ > 0 and (left.claim.id, right.claim.id) in self._compared:
            return "what speaks for one event outweighs what speaks against"
        if left.beaten_off or right.beaten_off:
            return "an attack said to be beaten off answers the word that the place fell"
        return "these two alone would not be joined; other claims of the event join them"

    def _parted(self, left: Facts, right: Facts, sum_: float) -> str:
        if two_deeds(left, right):
            return "one source tells of two deeds, on two days or in words such as “another”; that keeps them apart whatever else speaks"
        if (left.claim.id, right.claim.id) not in self._compared:
            return "they were not compared: they share no place and kind, actor, number or report, or lie more than a month apart"
        if sum_ <= 0:
            return "what speaks against one event outweighs what speaks for it"
        pairs = [(x, y) for x in self._event[left.claim.id].claims for y in self._event[right.claim.id].claims]
        mean = sum(self._between(*pair)[2] for pair in pairs) / len(pairs)
        return f"these two alone would be joined, but their events as wholes are not alike: {mean:+.1f} on average over {len(pairs)} pairs"


def _way(beside: Mapping[str, list[Tie]], start: str, goal: str) -> list[Tie]:
    """The one way through a tree from one claim to another."""
    stack: list[tuple[str, tuple[Tie, ...]]] = [(start, ())]
    while stack:
        here, gone = stack.pop()
        if here == goal:
            return list(gone)
        stack += [(t.right if t.left == here else t.left, (*gone, t)) for t in beside.get(here, []) if t not in gone]
    return []
