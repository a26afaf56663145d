"""What one layer of tags cannot say, or a reader got wrong, is mended here: named rules in a visible list, whichever reader read.

Each rule takes what is known of the report and the claims, and gives the claims back. The order matters: speakers are put right before
they are split into two, and asides are added last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.extract.attribution import find_attributions, quotations
from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.mending.added import (
    demands_without_a_claim_added,
    holding_asides_added,
    said_twice_is_said_once,
)
from onrecord.extract.reader.mending.kinds import (
    a_broken_attack_is_a_clash,
    demands_are_demanded,
    holding_is_no_taking,
    unattributed_is_hedged,
    what_is_denied_is_denied,
)
from onrecord.extract.reader.mending.relays import (
    a_relay_is_an_outlet,
    relays_beside_the_speaker,
    relays_go_on_in_a_run,
    the_byline_is_a_relay,
    the_publisher_is_no_relay,
    who_is_quoted_speaks,
)
from onrecord.extract.reader.mending.speech import (
    a_speakers_name_is_whole,
    an_unsure_speaker_is_looked_up,
    background_is_the_narrators,
    between_two_of_one_source,
    cue_found_where_missing,
    first_person_is_the_quoted_speaker,
    joint_speakers_each_claim,
    one_quotation_has_one_speaker,
    quoted_words_have_a_speaker,
    reportedly_has_no_owner,
)
from onrecord.extract.reader.mending.tails import a_toll_in_one_breath_belongs_to_it, who_is_killed_is_no_site
from onrecord.extract.reader.mending.work import Claims, Work
from onrecord.extract.reader.speakers import Speakers
from onrecord.extract.reader.voices import Voices
from onrecord.extract.text import paragraphs, sentences
from onrecord.records import Report, Span


def mend(report: Report, claims: Sequence[ReadClaim]) -> Claims:
    """The claims after every rule of RULES, in reading order."""
    found = find_attributions(report.text, nested=True)
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


Rule = Callable[[Work, Claims], Claims]


RULES: tuple[Rule, ...] = (
    an_unsure_speaker_is_looked_up,
    quoted_words_have_a_speaker,
    one_quotation_has_one_speaker,
    a_speakers_name_is_whole,
    first_person_is_the_quoted_speaker,
    between_two_of_one_source,
    cue_found_where_missing,
    who_is_quoted_speaks,
    a_relay_is_an_outlet,
    relays_beside_the_speaker,
    relays_go_on_in_a_run,
    the_byline_is_a_relay,
    the_publisher_is_no_relay,
    joint_speakers_each_claim,
    background_is_the_narrators,
    reportedly_has_no_owner,
    unattributed_is_hedged,
    what_is_denied_is_denied,
    holding_is_no_taking,
    a_broken_attack_is_a_clash,
    who_is_killed_is_no_site,
    a_toll_in_one_breath_belongs_to_it,
    demands_without_a_claim_added,
    demands_are_demanded,
    holding_asides_added,
    said_twice_is_said_once,
)
