"""The reason of a finding and the basis of a root, as sentences."""

from __future__ import annotations

from onrecord.publish.brief.wording import publisher_of
from onrecord.publish.explain.chain import ClaimChain
from onrecord.records import Finding
from onrecord.vocab.findings import CONTRADICTIONS, FINDING_MEANS, Strength
from onrecord.vocab.roots import BASIS_MEANS, Basis

_BUT = ", but "


def rule_of(finding: Finding) -> str:
    """When there is a finding of this kind."""
    return FINDING_MEANS[finding.kind]


def grounds(finding: Finding) -> str | None:
    """Why a contradiction is direct or apparent; None for what is no contradiction.

    The sentence of an apparent one ends with its reason, after the last "but": reconcile writes it so.
    """
    if finding.kind not in CONTRADICTIONS:
        return None
    if finding.strength is Strength.DIRECT:
        return "direct: no other day, place, people or stage excuses it, and no field that it rests on is in doubt"
    _, but, reason = finding.because.rpartition(_BUT)
    return f"apparent: {reason.rstrip('.')}" if but else "apparent"


def basis_of(chain: ClaimChain) -> str:
    """Why the claim stands under its root, in one sentence."""
    origin = chain.origin
    if origin is None:
        return "not recorded"
    if origin.basis is Basis.SPEAKS_FOR:
        return f"{chain.claim.source.name} speaks for it"
    if origin.basis is Basis.PUBLISHER:
        return f"the report says it in {origin.because}" if origin.because == "its own voice" else f"the report says {origin.because}"
    if origin.of is None:
        return BASIS_MEANS[origin.basis].rstrip(".").replace("A named source", "it")
    share = f" ({origin.share:.0%})" if origin.share is not None else ""
    common = f": {origin.because}{share}" if origin.because else ""
    return f"{_FROM[origin.basis]} {publisher_of(chain.of_report)}{common}"


_FROM = {
    Basis.RELAY: "relayed from",
    Basis.COPY: "near copy of",
    Basis.QUOTED: "the same words of the same speaker stand in",
    Basis.CREDITED: "credited, repeats what stands in",
    Basis.RESTATED: "repeats what stands in",
    Basis.ONE_BODY: "one body's other office says so in",
}
