"""What one layer of tags cannot say, or a reader got wrong, is mended here: named rules in a visible list, whichever reader read.

Each rule takes what is known of the report and the claims, and gives the claims back. The order matters: speakers are put right before
they are split into two, and asides are added last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.extract.attribution import Attribution, find_attributions, quotations
from onrecord.extract.reader.asides import find_asides
from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.speakers import Speakers, is_first_person, is_pronoun, is_vague
from onrecord.extract.reader.voices import Owner, Voices
from onrecord.extract.text import paragraphs, sentences
from onrecord.records import Report, Span
from onrecord.vocab import load
from onrecord.vocab.event_types import TERRITORY, EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

Claims = list[ReadClaim]
HOLDING = TERRITORY | {EventType.CONTROL_STATUS}


@dataclass(frozen=True, slots=True)
class Work:
    """A report and what the rules look up in it."""

    text: str
    publisher: str
    voices: Voices
    speakers: Speakers
    quotations: tuple[Span, ...]
    sentences: tuple[Span, ...]
    paragraphs: tuple[Span, ...]

    def words(self, span: Span | None) -> str:
        return self.text[span.start : span.end] if span else ""

    def sentence_of(self, span: Span) -> int:
        """Number of the sentence in which the stretch begins."""
        return max(0, bisect_right(self.sentences, Span(span.start, len(self.text) + 1)) - 1)

    def paragraph_of(self, span: Span) -> int:
        return max(0, bisect_right(self.paragraphs, Span(span.start, len(self.text) + 1)) - 1)


def mend(report: Report, claims: Sequence[ReadClaim], *, attributions: Sequence[Attribution] | None = None) -> Claims:
    """The claims after every rule of RULES, in reading order; `attributions` (with the nested ones) are found when not given."""
    found = list(attributions) if attributions is not None else find_attributions(report.text, nested=True)
    text = report.text
    work = Work(
        text,
        report.publisher or "",
        Voices(found),
        Speakers(text, found),
        tuple(quotations(text)),
        tuple(sentences(text)),
        tuple(paragraphs(text)),
    )
    kept = list(claims)
    for rule in RULES:
        kept = rule(work, kept)
    return sorted(kept, key=lambda c: (c.quote, c.source or Span(0, 0), str(c.type)))


def quoted_words_have_a_speaker(work: Work, claims: Claims) -> Claims:
    """A narrator's claim inside quotation marks is said by whoever is quoted in that paragraph, or by the last speaker before it."""
    starts = [q.start for q in work.quotations]
    kept = []
    for claim in claims:
        at = bisect_right(starts, claim.quote.start) - 1
        inside = at >= 0 and work.quotations[at].contains(claim.quote) and len(work.words(work.quotations[at]).split()) >= 4
        speaker = work.speakers.of_quotation(work.quotations[at], work.paragraphs) if inside and claim.voice == "narrator" else None
        kept.append(_said_by(claim, speaker) if speaker else claim)
    return kept


def between_two_of_one_source(work: Work, claims: Claims) -> Claims:
    """A narrator's sentence between two of one source's goes to that source (guideline, settled question 4)."""
    said: dict[int, tuple[Span, str]] = {}
    for claim in claims:
        if claim.voice == "named" and claim.source and not is_vague(work.words(claim.source)):
            said.setdefault(work.sentence_of(claim.quote), (claim.source, work.speakers.key(claim.source)))
    kept = []
    for claim in claims:
        here = work.sentence_of(claim.quote)
        if claim.voice == "narrator" and claim.cue is None and here not in said:
            before, after = said.get(here - 1), said.get(here + 1)
            if before and after and before[1] == after[1] and work.paragraph_of(claim.quote) == work.paragraph_of(after[0]):
                kept.append(replace(claim, voice="named", source=before[0]))
                continue
        kept.append(claim)
    return kept


def first_person_is_the_quoted_speaker(work: Work, claims: Claims) -> Claims:
    """ "I", "we" as a speaker is whoever the words are quoted from."""
    kept = []
    for claim in claims:
        if claim.source and is_first_person(work.words(claim.source)):
            outer = work.speakers.outside(claim.source)
            kept.append(replace(claim, source=outer) if outer else claim)
        else:
            kept.append(claim)
    return kept


def pronouns_name_the_last_speaker(work: Work, claims: Claims) -> Claims:
    """ "he added" is the speaker of the run, by name."""
    kept = []
    for claim in claims:
        if claim.source and is_pronoun(work.words(claim.source)):
            earlier = work.speakers.before(claim.source)
            kept.append(replace(claim, source=earlier) if earlier else claim)
        else:
            kept.append(claim)
    return kept


def background_is_the_narrators(work: Work, claims: Claims) -> Claims:
    """ ", which the army retook in May," inside another's words is the publisher's background, unless it stands in quotation marks."""
    kept = []
    for claim in claims:
        lead = work.text[max(0, claim.quote.start - 7) : claim.quote.start + 7].lower()
        relative = any(f"{w} " in lead for w in ("which", "whose"))
        earlier = _EARLIER.search(work.text, max(0, claim.quote.start - 24), claim.quote.start + 24)
        if claim.voice == "named" and (relative or earlier) and claim.type in HOLDING and not _inside_quotation(work, claim.quote):
            kept.append(replace(claim, voice="narrator", source=None, cue=None, via=()))
        else:
            kept.append(claim)
    return kept


# "nine months after it was driven out", "three days after militants seized the town"
_EARLIER = re.compile(r"\b(?:days|weeks|months|years|day|week|month|year)\s+(?:after|before|since)\b")


def _inside_quotation(work: Work, span: Span) -> bool:
    at = bisect_right(work.quotations, Span(span.start, len(work.text) + 1)) - 1
    return at >= 0 and work.quotations[at].contains(span)


def reportedly_has_no_owner(work: Work, claims: Claims) -> Claims:
    """ "Reportedly" makes a narrator's claim unattributed and hedged; a named source that says it hedges (settled question 5)."""
    kept = []
    for claim in claims:
        cue = work.voices.adverb(claim.quote)
        if cue is None:
            kept.append(claim)
        elif claim.voice == "narrator":
            kept.append(replace(claim, voice="unattributed", cue=cue, modality=_hedged(claim.modality)))
        else:
            kept.append(replace(claim, modality=_hedged(claim.modality)))
    return kept


def unattributed_is_hedged(work: Work, claims: Claims) -> Claims:
    """What nobody owns is hedged at most (settled question 5)."""
    return [replace(c, modality=_hedged(c.modality)) if c.voice == "unattributed" else c for c in claims]


def what_is_denied_is_denied(work: Work, claims: Claims) -> Claims:
    """ "The army denied that ...": the claim carries what is denied, as denied (settled question 3)."""
    kept = []
    for claim in claims:
        said = work.voices.owner(claim.quote).attribution if claim.modality is Modality.ASSERTED and claim.voice == "named" else None
        denied = said is not None and said.modality is Modality.DENIED and said.mention is not None
        kept.append(replace(claim, modality=Modality.DENIED) if denied else claim)
    return kept


def takers_side_decides_the_type(work: Work, claims: Claims) -> Claims:
    """A state's forces regain, others overtake: where the words for the taker say which it is."""
    state, other = (load.phrase_pattern(load.control_words("side", name)) for name in ("state", "nonstate"))
    kept = []
    for claim in claims:
        taker = work.words(claim.holder or claim.actor) if claim.type in _TAKING and claim.change is not Change.LOSS else ""
        is_state, is_other = bool(state.search(taker)), bool(other.search(taker))
        if is_other and not is_state:
            kept.append(replace(claim, type=EventType.NONSTATE_OVERTAKES_TERRITORY))
        elif is_state and not is_other:
            kept.append(replace(claim, type=EventType.GOVERNMENT_REGAINS_TERRITORY))
        else:
            kept.append(claim)
    return kept


def holding_is_no_taking(work: Work, claims: Claims) -> Claims:
    """ "Held the town from May to March" is a state of control, where no word of taking stands beside it."""
    hold, gain = (load.phrase_pattern(load.control_words(change, "verbs")) for change in ("hold", "gain"))
    kept = []
    for claim in claims:
        words = work.words(claim.quote)
        status = claim.type in _TAKING and hold.search(words) and not gain.search(words) and not _CHANGES.search(words)
        kept.append(replace(claim, type=EventType.CONTROL_STATUS, change=claim.change and Change.HOLD) if status else claim)
    return kept


_CHANGES = re.compile(
    r"\b(?:fell|fallen|lost|driven|drove|retreat\w*|withdr\w*|surrender\w*|hand\w* over|control (?:of|over)|seiz\w+|captur\w+|out of)\b"
)


def a_broken_attack_is_a_clash(work: Work, claims: Claims) -> Claims:
    """ "Repelled", "thwarted", "halted the advance": an armed clash (settled question 17)."""
    kept = []
    for claim in claims:
        broken = claim.type is EventType.TROOP_MOVEMENT and _BROKEN.search(work.words(claim.quote))
        kept.append(replace(claim, type=EventType.ARMED_CLASH) if broken else claim)
    return kept


_BROKEN = re.compile(
    r"""\b(?:repel\w*|repuls\w*|thwart\w*|foil\w*|beat(?:en)?[ ](?:back|off)
    |(?:halt|stop|block|broke|break)\w*[ ](?:the|an|their|its)[ ](?:\w+[ ])?(?:advance|attack|offensive|assault))\b""",
    re.VERBOSE,
)


def demands_without_a_claim_added(work: Work, claims: Claims) -> Claims:
    """What a named speaker calls for is a demand, where the reader has no claim in it."""
    taken = sorted(c.quote for c in claims)
    added = []
    for one in work.voices.attributions:
        wanted = one.modality is Modality.DEMANDED and one.frame in ("object", "hearer_infinitive") and one.mention and not one.nested
        content = one.content[0] if wanted and len(one.content) == 1 else None
        if content is None or len(work.words(content).split()) < 4:
            continue
        at = bisect_right(taken, Span(content.start, content.start))
        if any(t.overlaps(content) for t in taken[max(0, at - 3) : at + 3]):
            continue
        added.append(
            ReadClaim(
                quote=content,
                type=EventType.DEMAND,
                voice="named",
                source=one.mention,
                cue=one.cue[0],
                modality=Modality.DEMANDED,
                via=one.via,
            )
        )
    return [*claims, *added]


_TAKING = frozenset({EventType.GOVERNMENT_REGAINS_TERRITORY, EventType.NONSTATE_OVERTAKES_TERRITORY})


def demands_are_demanded(work: Work, claims: Claims) -> Claims:
    """A demand is demanded, and what is demanded is a demand."""
    kept = []
    for claim in claims:
        if claim.type is EventType.DEMAND:
            kept.append(replace(claim, modality=Modality.DEMANDED))
        elif claim.modality is Modality.DEMANDED:
            sure_of_type = claim.confidence.get("type", 0.0) > claim.confidence.get("modality", 1.0)
            kept.append(replace(claim, modality=Modality.ASSERTED) if sure_of_type else replace(claim, type=EventType.DEMAND))
        else:
            kept.append(claim)
    return kept


def cue_found_where_missing(work: Work, claims: Claims) -> Claims:
    """A named speaker's cue, from the attribution that holds the words."""
    kept = []
    for claim in claims:
        if claim.voice == "named" and claim.cue is None:
            owner = work.voices.owner(claim.quote)
            same = owner.source and claim.source and work.speakers.key(owner.source) == work.speakers.key(claim.source)
            kept.append(replace(claim, cue=owner.cue) if same else claim)
        else:
            kept.append(claim)
    return kept


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


def joint_speakers_each_claim(work: Work, claims: Claims) -> Claims:
    """ "A and B say": one claim for each (guideline, rule 1)."""
    kept = []
    for claim in claims:
        halves = work.speakers.halves(claim.source) if claim.source else ()
        kept += [replace(claim, source=half) for half in halves] if len(halves) > 1 else [claim]
    return kept


def holding_asides_added(work: Work, claims: Claims) -> Claims:
    """ "Rebel-held X" in a sentence is a claim of its own, once for each place (settled question 22)."""
    taken = sorted({c.quote for c in claims if c.type is EventType.CONTROL_STATUS})
    seen = {_place_key(work.words(c.place)) for c in claims if c.type is EventType.CONTROL_STATUS and c.place}
    added = []
    for sentence in work.sentences:
        for aside in find_asides(work.text, sentence):
            place = _place_key(work.words(aside.place))
            if place in seen or any(t.overlaps(aside.quote) for t in _near(taken, aside.quote)):
                continue
            seen.add(place)
            added.append(
                ReadClaim(
                    quote=aside.quote,
                    type=EventType.CONTROL_STATUS,
                    actor=aside.holder,
                    place=aside.place,
                    holder=aside.holder,
                    change=Change.HOLD,
                    extent=aside.extent,
                )
            )
    return [*claims, *added]


def said_twice_is_said_once(work: Work, claims: Claims) -> Claims:
    """One claim for the same words, type and source."""
    seen = set()
    kept = []
    for claim in claims:
        key = (claim.quote, claim.type, claim.voice, claim.source)
        if key not in seen:
            seen.add(key)
            kept.append(claim)
    return kept


Rule = Callable[[Work, Claims], Claims]

RULES: tuple[Rule, ...] = (
    quoted_words_have_a_speaker,
    first_person_is_the_quoted_speaker,
    between_two_of_one_source,
    cue_found_where_missing,
    relays_filled,
    relays_go_on_in_a_run,
    the_byline_is_a_relay,
    the_publisher_is_no_relay,
    joint_speakers_each_claim,
    background_is_the_narrators,
    reportedly_has_no_owner,
    unattributed_is_hedged,
    what_is_denied_is_denied,
    holding_is_no_taking,
    takers_side_decides_the_type,
    a_broken_attack_is_a_clash,
    demands_without_a_claim_added,
    demands_are_demanded,
    holding_asides_added,
    said_twice_is_said_once,
)


def _said_by(claim: ReadClaim, speaker: Span) -> ReadClaim:
    return replace(claim, voice="named", source=speaker)


def _same_owner(claim: ReadClaim, owner: Owner) -> bool:
    return owner.voice == claim.voice and (owner.source == claim.source or owner.voice == "unattributed")


def _hedged(modality: Modality) -> Modality:
    return Modality.HEDGED if modality is Modality.ASSERTED else modality


def _place_key(words: str) -> str:
    return " ".join(w for w in words.lower().split() if w not in ("the", "city", "town", "village", "of", "province", "district"))


def _near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of the ordered stretches that may touch this one; quotes are short, so a few neighbours suffice."""
    at = bisect_right(spans, span)
    return spans[max(0, at - 4) : at + 4]
