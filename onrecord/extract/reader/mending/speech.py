"""Who says a claim: runs of one speaker, quotations, the first person, background, nobody."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.mending.work import HOLDING, Claims, Work, hedged, inside_quotation
from onrecord.extract.reader.speakers import is_first_person, is_vague
from onrecord.records import Span

_SPEAKING = frozenset({"clause", "hearer", "preposition", "quote", "label"})  # frames in which a sentence is somebody's
_NOBODY = re.compile(r"[a-z]+(?:ed|ing|ly)(?:\s+by\s.*)?", re.DOTALL)  # "reportedly", "backed by Russia": words that name no speaker
# Below it the attributions are right oftener than a trained reader's pointer, on reports that it never saw (training/ablate.py).
SURE_OF_SPEAKER = 0.75


_CALENDAR = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december",
    re.IGNORECASE,
)
_LAST_CAPITAL = re.compile(r"(?:^|\s)[A-Z][\w’'-]*$")
_NEXT_CAPITAL = re.compile(r" ([A-Z][\w’'-]+)(?<![’']s)")


def _whole_name(text: str, span: Span) -> Span:
    """The mention with the capitals that go on behind it, if it ends in one; days and months are no names."""
    if not _LAST_CAPITAL.search(text[span.start : span.end]):
        return span
    end = span.end
    while (more := _NEXT_CAPITAL.match(text, end)) and not _CALENDAR.fullmatch(more.group(1)):
        end = more.end()
    return Span(span.start, end)


def an_unsure_speaker_is_looked_up(work: Work, claims: Claims) -> Claims:
    """Where the reader doubts who speaks, the attributions decide. A reader that does not say how sure it is is left alone."""
    kept = []
    for claim in claims:
        if claim.confidence.get("source", 1.0) >= SURE_OF_SPEAKER and not _NOBODY.fullmatch(work.words(claim.source)):
            kept.append(claim)
            continue
        owner = work.voices.owner(claim.quote)
        kept.append(replace(claim, voice=owner.voice, source=owner.source, cue=owner.cue or claim.cue, via=owner.via))
    return kept


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


def one_quotation_has_one_speaker(work: Work, claims: Claims) -> Claims:
    """Claims inside one pair of quotation marks have one speaker: whom the words around the marks name, else that of the first."""
    starts = [q.start for q in work.quotations]
    inside: dict[int, list[ReadClaim]] = {}
    for claim in claims:
        at = bisect_right(starts, claim.quote.start) - 1
        if at >= 0 and work.quotations[at].contains(claim.quote):
            inside.setdefault(at, []).append(claim)
    told: dict[int, ReadClaim] = {}
    for at, together in inside.items():
        named = [c for c in together if c.voice == "named" and c.source]
        if len({work.words(c.source) for c in named}) < 2 or len(named) < len(together):
            continue
        speaker = work.speakers.of_quotation(work.quotations[at], work.paragraphs)
        first = min(named, key=lambda c: c.quote.start)
        told.update((id(c), replace(c, source=speaker or first.source, via=first.via)) for c in together)
    return [told.get(id(c), c) for c in claims]


def a_speakers_name_is_whole(work: Work, claims: Claims) -> Claims:
    """A mention that stops within a name is read to its end: "the Babanusa" of "the Babanusa Emergency Room, a volunteer group, said"."""
    return [replace(c, source=_whole_name(work.text, c.source)) if c.source else c for c in claims]


def between_two_of_one_source(work: Work, claims: Claims) -> Claims:
    """A narrator's sentence between two of one source's goes to that source (guideline, settled question 4).

    Who says a neighbouring sentence is told by its claims, else by its own words: it need not state a claim.
    """
    said: dict[int, tuple[Span, str]] = {}
    for claim in claims:
        if claim.voice == "named" and claim.source and not is_vague(work.words(claim.source)):
            said.setdefault(work.sentence_of(claim.quote), (claim.source, work.speakers.key(claim.source)))
    claimed = {work.sentence_of(claim.quote) for claim in claims}
    for one in work.voices.attributions:
        if one.mention and one.frame in _SPEAKING and not one.nested and not is_vague(work.words(one.mention)):
            here = work.sentence_of(one.mention)
            if here not in claimed:
                said.setdefault(here, (one.mention, work.speakers.key(one.mention)))
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
    """ "I", "we" as a speaker is whoever the words are quoted from; "he" in "an officer told us he had counted" is the officer."""
    kept = []
    for claim in claims:
        said = work.words(claim.source)
        told = said.lower() in ("he", "she") and claim.source is not None and not inside_quotation(work, claim.source)
        if claim.source and (told or is_first_person(said)):
            outer = work.speakers.outside(claim.source)
            kept.append(replace(claim, source=outer) if outer else claim)
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
        if claim.voice == "named" and (relative or earlier) and claim.type in HOLDING and not inside_quotation(work, claim.quote):
            kept.append(replace(claim, voice="narrator", source=None, cue=None, via=()))
        else:
            kept.append(claim)
    return kept


# "nine months after it was driven out", "three days after militants seized the town"
_EARLIER = re.compile(r"\b(?:days|weeks|months|years|day|week|month|year)\s+(?:after|before|since)\b")


def reportedly_has_no_owner(work: Work, claims: Claims) -> Claims:
    """ "Reportedly" makes a narrator's claim unattributed and hedged; a named source that says it hedges (settled question 5)."""
    kept = []
    for claim in claims:
        cue = work.voices.adverb(claim.quote)
        if cue is None:
            kept.append(claim)
        elif claim.voice == "narrator":
            kept.append(replace(claim, voice="unattributed", cue=cue, modality=hedged(claim.modality)))
        else:
            kept.append(replace(claim, modality=hedged(claim.modality)))
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


def joint_speakers_each_claim(work: Work, claims: Claims) -> Claims:
    """ "A and B say": one claim for each (guideline, rule 1), also where the reader pointed at one of the two alone."""
    kept = []
    taken = {(work.sentence_of(c.quote), work.speakers.key(c.source)) for c in claims if c.source}
    for claim in claims:
        halves = work.speakers.halves(claim.source) if claim.source else ()
        if claim.source and halves and all(claim.source.contains(half) for half in halves):
            kept += [replace(claim, source=half) for half in halves]
            continue
        kept.append(claim)
        if halves and _beside(work, claim):
            others = [h for h in halves if not (claim.source and claim.source.overlaps(h))]
            here = work.sentence_of(claim.quote)
            kept += [replace(claim, source=half) for half in others if (here, work.speakers.key(half)) not in taken]
    return kept


def _beside(work: Work, claim: ReadClaim) -> bool:
    """Whether a claim stands in the sentence that names its speaker: what both said, and not what one of them goes on to say."""
    return claim.source is not None and work.sentence_of(claim.source) == work.sentence_of(claim.quote)


def _said_by(claim: ReadClaim, speaker: Span) -> ReadClaim:
    return replace(claim, voice="named", source=speaker)
