"""Relays between a speaker and the publisher: named beside the cue, in the run, in the byline."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.mending.work import Claims, Work
from onrecord.extract.reader.voices import Owner
from onrecord.records import Span
from onrecord.vocab import load


def relays_filled(work: Work, claims: Claims) -> Claims:
    """Relays that the attribution names, where the reader found none; none on a narrator's claim (settled question 8)."""
    kept = []
    for claim in claims:
        if claim.voice == "narrator":
            kept.append(replace(claim, via=()))
        elif not claim.via:
            owner = work.voices.owner(claim.quote)
            kept.append(replace(claim, via=owner.via) if _same_owner(claim, owner) else claim)
        else:
            kept.append(claim)
    return kept


def relays_go_on_in_a_run(work: Work, claims: Claims) -> Claims:
    """What the same speaker says next came the same way, where no other way is named."""
    kept = []
    last: dict[str, tuple[int, tuple[Span, ...]]] = {}
    for claim in sorted(claims, key=lambda c: c.quote):
        if claim.voice == "named" and claim.source:
            key = work.speakers.key(claim.source)
            at, via = last.get(key, (-_RUN, ()))
            same_run = not claim.via and claim.quote.start - at < _RUN
            kept.append(replace(claim, via=via) if same_run else claim)
            last[key] = (claim.quote.start, kept[-1].via)
        else:
            kept.append(claim)
    return kept


# Characters within which a speaker's next words still belong to one run: some three sentences.
_RUN = 500


def the_byline_is_a_relay(work: Work, claims: Claims) -> Claims:
    """An agency in the byline, the dateline or a closing "Source:" stands between every speaker and the publisher (settled question 8)."""
    agency = _byline(work.text)
    if agency is None or _is_publisher(work, agency):
        return claims
    name = work.words(agency).lower()
    kept = []
    for claim in claims:
        own = claim.voice == "narrator" or name in work.words(claim.source).lower() or any(name in work.words(v).lower() for v in claim.via)
        kept.append(claim if own else replace(claim, via=(*claim.via, agency)))
    return kept


def the_publisher_is_no_relay(work: Work, claims: Claims) -> Claims:
    """ "Told this newspaper", "told AFP" in AFP's own report: nobody stands between (settled question 8)."""
    return [replace(c, via=tuple(v for v in c.via if not _is_publisher(work, v))) if c.via else c for c in claims]


def _is_publisher(work: Work, relay: Span) -> bool:
    words = set(re.findall(r"\w+", work.words(relay).lower())) - {"the", "a"}
    publisher = set(re.findall(r"\w+", work.publisher.lower())) - {"the", "a"}
    initials = "".join(w[0] for w in re.findall(r"\w+", work.publisher.lower()))
    return bool(words & {"our", "this", "us"}) or bool(publisher and (publisher <= words or words <= publisher)) or initials in words


def _byline(text: str) -> Span | None:
    """The agency that the head or the foot of the report names as its origin."""
    foot = max(0, len(text) - 200)
    for pattern, start, end in ((_head(), 0, 400), (_foot(), foot, len(text))):
        m = pattern.search(text, start, end)
        if m:
            return Span(*m.span(m.lastgroup or 0))
    return None


def _agencies() -> str:
    return "(?P<agency>" + "|".join(re.escape(a) for a in sorted(load.reporting().agencies, key=len, reverse=True)) + ")"


@cache
def _head() -> re.Pattern[str]:
    """ "(AFP) -", "(Reuters)", "AFP Wednesday 22 July"."""
    dated = _agencies().replace("<agency>", "<dated>")
    return re.compile(rf"(?<=\(){_agencies()}(?=(?:/[A-Z]\w+)?\))|\b{dated}(?=\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+\d)")


@cache
def _foot() -> re.Pattern[str]:
    return re.compile(rf"\bSource:\s*{_agencies()}\b")


def _same_owner(claim: ReadClaim, owner: Owner) -> bool:
    return owner.voice == claim.voice and (owner.source == claim.source or owner.voice == "unattributed")
