"""Who is given which words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import grows_in_line

from onrecord.extract.attribution import Attribution, find_attributions, quotations
from onrecord.vocab.hedges import Modality


def words(text, spans):
    return " | ".join(text[s.start : s.end] for s in spans)


def only(text) -> Attribution:
    found = find_attributions(text)
    assert len(found) == 1, [(words(text, a.source), words(text, a.cue), words(text, a.content)) for a in found]
    return found[0]


@pytest.mark.parametrize(
    "text, source, cue, content",
    [
        ("The governor said that the army had pulled out.", "The governor", "said", "that the army had pulled out"),
        ("Rebels entered the town on Sunday, a resident said.", "a resident", "said", "Rebels entered the town on Sunday"),
        ("The strike killed nine people, according to a doctor.", "a doctor", "according to", "The strike killed nine people"),
        ("According to two officers, the tanks withdrew at noon.", "two officers", "According to", "the tanks withdrew at noon"),
        (
            "But the ministry on Monday called for an immediate end to the siege.",
            "the ministry",
            "called for",
            "an immediate end to the siege",
        ),
        ("The mayor told reporters that the bridge had been destroyed.", "The mayor", "told", "that the bridge had been destroyed"),
        (
            "The ministry said on Sunday that its planes carried out 64 strikes.",
            "The ministry",
            "said",
            "that its planes carried out 64 strikes",
        ),
        ("The army denied that it had shelled the hospital.", "The army", "denied", "that it had shelled the hospital"),
        ("The union demanded the release of the miners.", "The union", "demanded", "the release of the miners"),
        ("The council urged both sides to open a corridor.", "The council", "urged", "both sides to open a corridor"),
        ("The envoy vowed to return to the talks.", "The envoy", "vowed", "to return to the talks"),
        ("IS boasted that half of the city was still in its hands.", "IS", "boasted", "that half of the city was still in its hands"),
        ("A nurse at the clinic put the dead at 14.", "A nurse at the clinic", "put", "the dead at 14"),
    ],
)
def test_a_statement_is_given_to_its_speaker(text, source, cue, content):
    found = only(text)
    assert (words(text, found.source), words(text, found.cue), words(text, found.content)) == (source, cue, content)
    assert found.voice == "named"


def test_an_inverted_cue_stands_before_its_speaker():
    text = "“We have cleared twelve streets as of Friday,” said Colonel Amin Nasser, a spokesman for the army."
    found = only(text)
    assert words(text, [found.mention]) == "Colonel Amin Nasser"
    assert words(text, found.content) == "“We have cleared twelve streets as of Friday,”"


def test_words_after_a_comma_explain_the_speaker_before_it():
    text = "Rami Saleh, the director of the hospital, said the generators had run dry."
    found = only(text)
    assert words(text, [found.mention]) == "Rami Saleh"
    assert words(text, found.source) == "Rami Saleh, the director of the hospital"


def test_a_speaker_may_stand_in_the_middle_of_what_he_says():
    text = "The brigade, the councillor said, had driven off on Wednesday afternoon."
    found = only(text)
    assert words(text, found.source) == "the councillor"
    assert words(text, found.content) == "The brigade | had driven off on Wednesday afternoon"


def test_a_second_verb_goes_on_with_the_same_speaker():
    text = "The monitor said the village had fallen, adding that dozens of families were fleeing."
    first, second = find_attributions(text)
    assert words(text, first.content) == "the village had fallen"
    assert words(text, second.source) == "The monitor"
    assert words(text, second.content) == "that dozens of families were fleeing"


def test_two_speak_jointly():
    text = "But the Observatory and the Coordination Committee say fighters entered the town."
    found = only(text)
    assert [words(text, [s]) for s in found.speakers] == ["the Observatory", "the Coordination Committee"]


@pytest.mark.parametrize(
    "text, via",
    [
        ("Shells fell on the market, a trader told Reuters.", "Reuters"),
        ("The post had been abandoned, a commander told the BBC.", "the BBC"),
        ("The road is open, the governor said on state television.", "state television"),
        ("The front has not moved, a resident told reporters.", ""),
    ],
)
def test_relays_stand_between_speaker_and_publisher(text, via):
    assert words(text, only(text).via) == via


@pytest.mark.parametrize(
    "text",
    [
        "It was reported that the convoy had turned back.",
        "Reports said that the airport was on fire.",
        "The column reportedly turned back at the river.",
    ],
)
def test_what_nobody_owns_is_unattributed(text):
    assert only(text).voice == "unattributed"


def test_a_label_speaks():
    text = "Northern Observatory: five shells fell on the old market this morning."
    found = only(text)
    assert words(text, found.source) == "Northern Observatory"
    assert words(text, found.content) == "five shells fell on the old market this morning."


def test_a_quotation_that_follows_in_the_paragraph_belongs_to_the_same_speaker():
    text = "“They came at dawn,” the farmer said. “They took the tractor and the seed.”"
    found = only(text)
    assert words(text, found.content) == "“They came at dawn,” | “They took the tractor and the seed.”"


def test_a_colon_gives_the_next_paragraph_to_the_speaker():
    text = "The command added:\n\nOur units hold the ridge. Nothing else has changed."
    assert words(text, only(text).content) == "Our units hold the ridge. Nothing else has changed."


def test_what_a_quoted_speaker_relays_is_nested():
    text = "The minister said that the rebels claimed to hold the bridge."
    assert [words(text, a.source) for a in find_attributions(text)] == ["The minister"]
    assert "the rebels" in [words(text, a.source) for a in find_attributions(text, nested=True)]


def test_the_cue_alone_says_how_far_it_commits():
    assert only("The army denied shelling the market.").modality is Modality.DENIED
    assert only("The envoy urged both sides to stop.").modality is Modality.DEMANDED
    assert only("The mayor said the market was shelled.").modality is None


@pytest.mark.parametrize("text", ["Mass protests broke out in the capital.", "The report is long.", "Troops entered the town.", ""])
def test_nobody_speaks_here(text):
    assert find_attributions(text) == []


def test_commas_and_apostrophes_may_be_missing():
    text = "The strikes hit the citys main market the Syrian Observatory for Human Rights said."
    assert words(text, only(text).source) == "the Syrian Observatory for Human Rights"


def test_quotation_marks_of_every_kind():
    assert (
        words("He said ''we are here to stay'' twice.", quotations("He said ''we are here to stay'' twice.")) == "''we are here to stay''"
    )
    assert words("It’s the army’s “last stand”.", quotations("It’s the army’s “last stand”.")) == "“last stand”"
    assert quotations("the soldiers' camp and the residents' homes") == []


PIECES = st.sampled_from(
    [
        "said",
        " ",
        ", ",
        ".",
        "the army",
        '"',
        "“",
        "”",
        "'",
        "’",
        "told",
        " that ",
        "according to",
        ":",
        "\n\n",
        "X",
        "reportedly",
        "(",
        ")",
        "—",
        "IS",
        "who",
        "12",
        "é",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_is_read_and_every_span_lies_inside_it(text):
    found = find_attributions(text, nested=True)
    assert found == find_attributions(text, nested=True)
    for one in found:
        for span in (*one.source, *one.cue, *one.content, *one.via, *one.speakers):
            assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("piece", ["said ", '"', "the army said, ", "according to ", "a:\n\n", "X and Y ", "“a b c ", "reports that "])
def test_time_is_linear(piece):
    assert grows_in_line(lambda n: find_attributions(piece * n, nested=True), 400)
