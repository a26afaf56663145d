"""Relays between a speaker and the publisher: named beside the cue, in the run, in the byline."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.mending.outlets import Passed, is_outlet, passed_on
from onrecord.extract.reader.mending.work import Claims, Work
from onrecord.records import Span
from onrecord.vocab import load


def a_relay_is_an_outlet(work: Work, claims: Claims) -> Claims:
    """A narrator's claim has no relay (settled question 8); another's has outlets, and others only where the reader is sure of them."""
    kept = []
    for claim in claims:
        sure = claim.confidence.get("via", 0.0) >= SURE_OF_RELAY
        relays = tuple(v for v in claim.via if (sure or is_outlet(work.words(v))) and not _is(work, claim.source, v))
        kept.append(replace(claim, via=() if claim.voice == "narrator" else relays) if claim.via else claim)
    return kept


SURE_OF_RELAY = 0.7  # residents, a lawyer, a union may pass on words too, but a pointer in doubt has mostly hit a hearer or a bystander


def who_is_quoted_speaks(work: Work, claims: Claims) -> Claims:
    """ "Interfax, quoting a source in the General Staff, said": the source speaks, the agency passes it on."""
    kept = []
    for claim in claims:
        quoted = next((p for p in _passed(work, claim) if p.speaker and _is(work, claim.source, p.outlet)), None)
        kept.append(replace(claim, source=quoted.speaker, via=(quoted.outlet,)) if quoted and claim.voice == "named" else claim)
    return kept


def relays_beside_the_speaker(work: Work, claims: Claims) -> Claims:
    """ "X told", "was quoted by", "said on", "said in a statement carried by" an outlet, or "X said ..., the agency reported"."""
    kept = []
    for claim in claims:
        if claim.via or claim.voice != "named" or claim.source is None:
            kept.append(claim)
            continue
        found = [p for p in _passed(work, claim) if not _is(work, claim.source, p.outlet) and _passes_on(work, p, claim.source)]
        kept.append(replace(claim, via=(found[0].outlet,)) if found else claim)
    return kept


def _passed(work: Work, claim: ReadClaim) -> list[Passed]:
    """What outlets passed on in the sentence that names the claim's speaker; that sentence stands beside the claim's."""
    if claim.source is None or abs(work.sentence_of(claim.source) - work.sentence_of(claim.quote)) > 1:
        return []
    return list(passed_on(work.text, work.sentences[work.sentence_of(claim.source)]))


def _passes_on(work: Work, passed: Passed, speaker: Span) -> bool:
    return passed.speaker is None or _is(work, speaker, passed.speaker)


def _is(work: Work, one: Span | None, other: Span) -> bool:
    return one is not None and (one.overlaps(other) or work.speakers.key(one) == work.speakers.key(other))


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


# Characters within which a speaker's next words still belong to one run: some two sentences.
_RUN = 300


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
        for m in pattern.finditer(text, start, end):
            found = Span(*m.span(m.lastgroup or 0))
            if not _is_gloss(text, found):
                return found
    return None


def _is_gloss(text: str, agency: Span) -> bool:
    """ "The Arakan Army (AA)" explains a name; "6 August 2016 (Reuters)" is a picture's credit."""
    before = text[max(0, agency.start - 40) : agency.start].rstrip("( ").split()
    name = text[agency.start : agency.end]
    initials = "".join(w[0] for w in before[-len(name) :]).upper()
    return text[agency.start - 1 : agency.start] == "(" and bool(before) and (initials == name or bool(_YEAR.fullmatch(before[-1])))


_YEAR = re.compile(r"(?:19|20)\d\d\.?")
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?\s+\d"
)


def _agencies(group: str) -> str:
    return rf"(?P<{group}>" + "|".join(re.escape(a) for a in sorted(load.reporting().agencies, key=len, reverse=True)) + ")"


@cache
def _head() -> re.Pattern[str]:
    """ "(AFP) -", "(Reuters)", "AFP Wednesday 22 July", "By The Associated Press" on a line of its own."""
    return re.compile(
        rf"(?<=\(){_agencies('dateline')}(?=(?:/[A-Z]\w+)?\))"
        rf"|\b{_agencies('dated')}(?=,?\s+{_DAY})"
        rf"|^(?:[Bb]y\s+)?(?:[Tt]he\s+)?{_agencies('line')}\s*$",
        re.MULTILINE,
    )


@cache
def _foot() -> re.Pattern[str]:
    """ "Source: AFP", "Source TRT World and agencies", "(With Reuters)", "[Xinhua/china]", "; FNA reported.", "-AFP"."""
    return re.compile(
        rf"\bSources?:?\s+(?:(?:[\w.]{{1,30}}\s+){{1,3}}(?:and|&|\+)\s+)?(?:{_agencies('source')}|(?P<several>agencies))\b"
        rf"|\b[Ww]ith\s+(?:additional\s+\w+\s+(?:from|by)\s+)?(?:{_agencies('with')}|(?P<also>agencies))\b"
        rf"|\[{_agencies('mark')}(?:/[^\]\n]{{1,30}})?\]|;\s+{_agencies('closing')}\s+reported\b|[-–—]\s?{_agencies('end')}\s*$"
        rf"|(?P<contributed>Agencies)\s+contributed\b"
    )
