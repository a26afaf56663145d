"""Claims mended by rules, whichever reader read them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.attribution import find_attributions
from onrecord.extract.reader import mend as mending
from onrecord.extract.reader.base import ReadClaim
from onrecord.extract.reader.mend import mend
from onrecord.extract.reader.speakers import Speakers
from onrecord.records import Report, Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality


def span(text, words, nth=0):
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def claim(text, quote, **fields):
    named = {
        k: span(text, v) if isinstance(v, str) and k in ("source", "cue", "actor", "place", "holder") else v for k, v in fields.items()
    }
    return ReadClaim(quote=span(text, quote), type=named.pop("type", EventType.ARMED_CLASH), **named)


def mended(text, *claims, rule=None, publisher=None):
    report = Report(id="r", text=text, publisher=publisher)
    if rule is None:
        return mend(report, claims)
    kept, mending.RULES = mending.RULES, (rule,)
    try:
        return mend(report, claims)
    finally:
        mending.RULES = kept


def words(text, found):
    return text[found.start : found.end] if found else None


@pytest.mark.parametrize("sure, speaker", [(0.4, "The mayor"), (0.9, "the army")])
def test_an_unsure_speaker_is_looked_up_among_the_attributions(sure, speaker):
    text = "The mayor said on Sunday that the army had shelled the market."
    misread = claim(text, "the army had shelled the market", voice="named", source="the army", confidence={"source": sure})
    (found,) = mended(text, misread, rule=mending.an_unsure_speaker_is_looked_up)
    assert words(text, found.source) == speaker


def test_words_that_name_nobody_are_no_speaker():
    text = "But, backed by Russian air support, the army now reportedly controls most of the city."
    misread = claim(text, "the army now reportedly controls most of the city", voice="named", source="backed by Russian air support")
    assert mended(text, misread)[0].voice == "unattributed"


def test_a_sentence_between_two_of_one_source_is_that_sources():
    text = "The general said the bridge was taken. Two soldiers died there. The general said the road was open."
    first = claim(text, "the bridge was taken", voice="named", source="The general", cue="said")
    middle = claim(text, "Two soldiers died there")
    last = claim(text, "the road was open", voice="named", source="The general")
    found = mended(text, first, middle, last, rule=mending.between_two_of_one_source)
    assert [(c.voice, words(text, c.source)) for c in found][1] == ("named", "The general")


def test_without_the_second_it_stays_the_narrators():
    text = "The general said the bridge was taken. Two soldiers died there. The mayor said the road was open."
    first = claim(text, "the bridge was taken", voice="named", source="The general", cue="said")
    middle = claim(text, "Two soldiers died there")
    last = claim(text, "the road was open", voice="named", source="The mayor")
    assert mended(text, first, middle, last, rule=mending.between_two_of_one_source)[1].voice == "narrator"


def test_quoted_words_have_a_speaker():
    text = "“Our men entered the village at dawn. They raised the flag,” said Colonel Haddad."
    found = mended(text, claim(text, "They raised the flag"), rule=mending.quoted_words_have_a_speaker)
    assert words(text, found[0].source) == "Colonel Haddad"


def test_first_person_is_the_quoted_speaker():
    text = "“We believe that mortars hit the clinic,” said Doctor Amal."
    found = mended(text, claim(text, "mortars hit the clinic", voice="named", source="We"), rule=mending.first_person_is_the_quoted_speaker)
    assert words(text, found[0].source) == "Doctor Amal"


def test_he_inside_what_an_officer_told_is_the_officer():
    text = "A border officer told us he had counted nine bodies."
    found = mended(text, claim(text, "counted nine bodies", voice="named", source="he"), rule=mending.first_person_is_the_quoted_speaker)
    assert words(text, found[0].source) == "A border officer"


def test_a_pronoun_is_the_last_speaker_that_agrees():
    text = "Officials said the market was hit. Mayor Rosa Quinte said the road was cut. He added that two buses had burnt."
    speakers = Speakers(text, find_attributions(text, nested=True))
    assert words(text, speakers.before(span(text, "He"))) == "Mayor Rosa Quinte"


def test_joint_speakers_claim_each():
    text = "The Observatory and the Coordination Committee say fighters entered the town."
    one = claim(text, "fighters entered the town", voice="named", source="The Observatory and the Coordination Committee")
    found = mended(text, one, rule=mending.joint_speakers_each_claim)
    assert [words(text, c.source) for c in found] == ["The Observatory", "the Coordination Committee"]


@pytest.mark.parametrize("name", ["The Diocese of Raska and Prizren", "The Islamic State in Iraq and the Levant"])
def test_one_body_with_an_and_in_its_name_speaks_once(name):
    text = f"{name} said the church had burnt."
    found = mended(text, claim(text, "the church had burnt", voice="named", source=name), rule=mending.joint_speakers_each_claim)
    assert len(found) == 1


@pytest.mark.parametrize(
    "text, speaker, outlet",
    [
        ("The post had been abandoned, a commander told the BBC.", "a commander", "BBC"),
        ("The post had been abandoned, the mayor said in an interview with the Ukrainian broadcaster Suspilne.", "the mayor", "Suspilne"),
        ("The post had been abandoned, the ministry said in a statement carried by TASS.", "the ministry", "TASS"),
        ("The post had been abandoned, the Observatory was quoted by Xinhua as saying.", "the Observatory", "Xinhua"),
        ("The post had been abandoned, Xinhua was told by a military source.", "a military source", "Xinhua"),
        ("A local official said the post had been abandoned, the official SANA news agency reported.", "A local official", "SANA"),
        ("The group claimed via Amaq that the post had been abandoned.", "The group", "Amaq"),
        ("State-run media carried the claim of the army that the post had been abandoned.", "the army", "State-run media"),
    ],
)
def test_an_outlet_beside_the_speaker_is_a_relay(text, speaker, outlet):
    one = claim(text, "post had been abandoned", voice="named", source=speaker)
    found = mended(text, one, rule=mending.relays_beside_the_speaker, publisher="Daily Gazette")
    assert [words(text, v) for v in found[0].via] == [outlet]


@pytest.mark.parametrize(
    "text, speaker",
    [
        ("The army said the post near the state television building had been abandoned.", "The army"),
        ("The army said Radio Tamra journalists had left the abandoned post.", "The army"),
    ],
)
def test_an_outlet_that_passes_nothing_on_is_no_relay(text, speaker):
    one = claim(text, "abandoned", voice="named", source=speaker)
    assert mended(text, one, rule=mending.relays_beside_the_speaker)[0].via == ()


@pytest.mark.parametrize(
    "text, outlet, speaker",
    [
        (
            "Interfax, quoting a source in the General Staff, said paratroops had taken the airfield.",
            "Interfax",
            "a source in the General Staff",
        ),
        ("The paratroops had taken the airfield, Interfax reported, citing local officials.", "Interfax", "local officials"),
        ("The SANA news agency quoted a military source as saying that paratroops had taken the airfield.", "SANA", "a military source"),
    ],
)
def test_who_is_quoted_speaks_and_the_outlet_passes_it_on(text, outlet, speaker):
    one = claim(text, "paratroops had taken the airfield", voice="named", source=outlet)
    found = mended(text, one, rule=mending.who_is_quoted_speaks)
    assert (words(text, found[0].source), [words(text, v) for v in found[0].via]) == (speaker, [outlet])


@pytest.mark.parametrize("sure, kept", [(0.9, ["residents"]), (0.4, [])])
def test_a_relay_is_an_outlet_unless_the_reader_is_sure(sure, kept):
    text = "The post had been abandoned, the council said after residents told Reuters of it."
    one = claim(text, "The post had been abandoned", voice="named", source="the council", confidence={"via": sure})
    found = mended(text, replace(one, via=(span(text, "residents"),)), rule=mending.a_relay_is_an_outlet)
    assert [words(text, v) for v in found[0].via] == kept
    found = mended(text, replace(one, via=(span(text, "Reuters"),)), rule=mending.a_relay_is_an_outlet)
    assert [words(text, v) for v in found[0].via] == ["Reuters"]


def test_a_narrator_has_no_relay():
    text = "The road was closed, Reuters says."
    one = claim(text, "The road was closed", via=(span(text, "Reuters"),))
    assert mended(text, one, rule=mending.a_relay_is_an_outlet)[0].via == ()


def test_a_missing_cue_is_found():
    text = "The ministry announced that the convoy had arrived."
    found = mended(text, claim(text, "the convoy had arrived", voice="named", source="The ministry"), rule=mending.cue_found_where_missing)
    assert words(text, found[0].cue) == "announced"


def test_reportedly_has_no_owner_and_hedges():
    text = "The army reportedly sent reinforcements to the city."
    found = mended(text, claim(text, "The army reportedly sent reinforcements to the city"), rule=mending.reportedly_has_no_owner)
    assert (found[0].voice, words(text, found[0].cue), found[0].modality) == ("unattributed", "reportedly", Modality.HEDGED)


def test_a_named_source_that_says_reportedly_keeps_its_word():
    text = "The mayor said the army reportedly sent reinforcements."
    one = claim(text, "the army reportedly sent reinforcements", voice="named", source="The mayor", cue="said")
    found = mended(text, one, rule=mending.reportedly_has_no_owner)
    assert (found[0].voice, found[0].modality) == ("named", Modality.HEDGED)


def test_background_in_a_relative_clause_is_the_narrators():
    text = "A plane landed at the airport, which troops recaptured in July, an official said."
    one = claim(text, "which troops recaptured in July", type=EventType.GOVERNMENT_REGAINS_TERRITORY, voice="named", source="an official")
    assert mended(text, one, rule=mending.background_is_the_narrators)[0].voice == "narrator"


def test_a_demand_is_demanded():
    text = "The council called for an end to the siege."
    one = claim(text, "called for an end to the siege", type=EventType.DEMAND)
    assert mended(text, one, rule=mending.demands_are_demanded)[0].modality is Modality.DEMANDED
    other = claim(text, "called for an end to the siege", type=EventType.AID_ACCESS, modality=Modality.DEMANDED)
    assert mended(text, other, rule=mending.demands_are_demanded)[0].type is EventType.DEMAND


@pytest.mark.parametrize(
    "text, quote, holder, place, extent",
    [
        ("Shells hit the rebel-held town of Ariha on Monday.", "the rebel-held town of Ariha", "rebel", "Ariha", "all"),
        (
            "A bomb went off in the mostly Kurdish-controlled city of Hasaka.",
            "the mostly Kurdish-controlled city of Hasaka",
            "Kurdish",
            "Hasaka",
            "most",
        ),
        ("Jets struck opposition-held parts of Aleppo.", "opposition-held parts of Aleppo", "opposition", "Aleppo", "part"),
        (
            "Jets pounded Maarat, which the rebels have held since 2012, again.",
            "which the rebels have held since 2012",
            "the rebels",
            "Maarat",
            "all",
        ),
        (
            "Shells fell on Tamra, which is controlled by the Front, at dawn.",
            "Tamra, which is controlled by the Front",
            "the Front",
            "Tamra",
            "all",
        ),
    ],
)
def test_an_aside_that_says_who_holds_a_place_is_a_claim_of_its_own(text, quote, holder, place, extent):
    found = mended(text, rule=mending.holding_asides_added)
    assert [(words(text, c.quote), words(text, c.holder), words(text, c.place), c.extent) for c in found] == [
        (quote, holder, place, extent)
    ]
    assert found[0].type is EventType.CONTROL_STATUS
    assert found[0].change is Change.HOLD
    assert found[0].voice == "narrator"
    assert 0.6 < found[0].confidence["claim"] < 1  # found by words alone: no person's word, which nothing doubts


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit rebel-held areas on Monday.",  # no place is named
        "Shells hit the town, the state-run agency Sanar said.",
        "Shells hit the state-run Sanar agency.",
    ],
)
def test_an_aside_without_a_named_place_adds_no_claim(text):
    assert mended(text, rule=mending.holding_asides_added) == []


def test_an_asides_words_begin_with_its_place():
    text = "People who live in areas held by the Front were warned."
    (found,) = mended(text, rule=mending.holding_asides_added)
    assert words(text, found.quote) == "areas held by the Front"


def test_an_aside_about_one_place_counts_once():
    text = "Shells hit rebel-held Ariha on Monday. Two died in rebel-held Ariha."
    assert len(mended(text, rule=mending.holding_asides_added)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "HARRAN (AFP) - The dam burst, an engineer said.",
        "AFP Monday 4 May The dam burst, an engineer said.",
        "The dam burst, an engineer said. Source: AFP",
        "The dam burst, an engineer said. Source TRT World and AFP",
        "The dam burst, an engineer said. (With AFP)",
        "The dam burst, an engineer said.-AFP",
        "The dam burst, an engineer said. [AFP/africa] 4 May",
        "By AFP\nThe dam burst, an engineer said.",
    ],
)
def test_an_agency_in_the_byline_is_a_relay(text):
    one = claim(text, "The dam burst", voice="named", source="an engineer", cue="said")
    found = mended(text, one, rule=mending.the_byline_is_a_relay, publisher="Daily Gazette")
    assert [words(text, v) for v in found[0].via] == ["AFP"]


@pytest.mark.parametrize(
    "text",
    [
        "The Aran Army (AA) said the dam burst. The dam burst, an engineer said.",  # explains a name
        "A dam at dawn, 6 May 2016 (AFP). The dam burst, an engineer said.",  # a picture's credit
    ],
)
def test_brackets_that_hold_no_byline(text):
    one = claim(text, "The dam burst", voice="named", source="an engineer", cue="said")
    assert mended(text, one, rule=mending.the_byline_is_a_relay, publisher="Daily Gazette")[0].via == ()


def test_the_publishers_own_byline_is_none():
    text = "HARRAN (AFP) - The dam burst, an engineer said."
    one = claim(text, "The dam burst", voice="named", source="an engineer", cue="said")
    assert mended(text, one, rule=mending.the_byline_is_a_relay, publisher="AFP")[0].via == ()


@pytest.mark.parametrize(
    "publisher, hearer", [("Reuters", "Reuters"), ("The Gulf Standard", "the Gulf Standard"), (None, "this newspaper")]
)
def test_the_publisher_is_no_relay(publisher, hearer):
    text = f"The dam burst, an engineer told {hearer}."
    one = claim(text, "The dam burst", voice="named", source="an engineer", cue="told", via=(span(text, hearer),))
    assert mended(text, one, rule=mending.the_publisher_is_no_relay, publisher=publisher)[0].via == ()


def test_what_the_same_speaker_says_next_came_the_same_way():
    text = "The dam burst, an engineer told Reuters. Two villages were under water, the engineer said."
    first = claim(text, "The dam burst", voice="named", source="an engineer", cue="told", via=(span(text, "Reuters"),))
    second = claim(text, "Two villages were under water", voice="named", source="the engineer", cue="said")
    assert [words(text, v) for v in mended(text, first, second, rule=mending.relays_go_on_in_a_run)[1].via] == ["Reuters"]


def test_holding_is_no_taking():
    text = "The front held the town from May until March."
    one = claim(text, text[:-1], type=EventType.NONSTATE_OVERTAKES_TERRITORY, holder="The front", change=Change.GAIN)
    found = mended(text, one, rule=mending.holding_is_no_taking)
    assert (found[0].type, found[0].change) == (EventType.CONTROL_STATUS, Change.HOLD)


@pytest.mark.parametrize("words_", ["had halted the advance of the column", "repelled the attack", "beat back the column"])
def test_a_broken_attack_is_a_clash(words_):
    text = f"The garrison {words_}."
    assert (
        mended(text, claim(text, words_, type=EventType.TROOP_MOVEMENT), rule=mending.a_broken_attack_is_a_clash)[0].type
        is EventType.ARMED_CLASH
    )


def test_what_is_denied_is_denied():
    text = "The army denied that it had shelled the clinic."
    one = claim(text, "it had shelled the clinic", type=EventType.SHELLING, voice="named", source="The army", cue="denied")
    assert mended(text, one, rule=mending.what_is_denied_is_denied)[0].modality is Modality.DENIED


def test_a_demand_that_no_claim_covers_is_added():
    text = "The envoy urged both sides to let the wounded leave."
    found = mended(text, rule=mending.demands_without_a_claim_added)
    assert [(c.type, c.modality, words(text, c.source)) for c in found] == [(EventType.DEMAND, Modality.DEMANDED, "The envoy")]


def test_mending_twice_changes_nothing():
    text = "The Observatory and the Coordination Committee say fighters reportedly entered rebel-held Ariha, a trader told Reuters."
    once = mended(text, claim(text, "fighters reportedly entered rebel-held Ariha"))
    assert mended(text, *once) == once


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aAb .,\"“”'\n-held said the army by of which", max_size=150), st.data())
def test_any_claims_of_any_text_are_mended(text, data):
    claims = []
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text)))
        claims.append(ReadClaim(quote=Span(start, data.draw(st.integers(start, len(text)))), type=EventType.DEMAND))
    for one in mend(Report(id="r", text=text), claims):
        for found in (one.quote, one.source, one.cue, one.place, one.holder, *one.via):
            assert found is None or found.end <= len(text)


def test_the_other_half_of_a_joint_speaker_says_it_too():
    text = "The Observatory and the Co-ordination group said the town had fallen. It said more in the evening: 20 had died."
    said = claim(text, "the town had fallen", voice="named", source="The Observatory", cue="said")
    later = claim(text, "20 had died", voice="named", source="The Observatory")
    made = mended(text, said, later, rule=mending.joint_speakers_each_claim)
    assert [(text[c.quote.start : c.quote.end], text[c.source.start : c.source.end]) for c in made] == [
        ("the town had fallen", "The Observatory"),
        ("the town had fallen", "the Co-ordination group"),
        ("20 had died", "The Observatory"),
    ]
    both = claim(text, "the town had fallen", voice="named", source="the Co-ordination group", cue="said")
    assert len(mended(text, said, both, rule=mending.joint_speakers_each_claim)) == 2


def test_a_neighbouring_sentence_needs_no_claim_to_say_whose_it_is():
    text = "The ministry said it would act. Two soldiers had died. It said it was ready."
    narrated = claim(text, "Two soldiers had died")
    made = mended(text, narrated, rule=mending.between_two_of_one_source)
    assert (made[0].voice, text[made[0].source.start : made[0].source.end]) == ("named", "The ministry")
    apart = text.replace("It said", "The army said")
    assert mended(apart, claim(apart, "Two soldiers had died"), rule=mending.between_two_of_one_source)[0].voice == "narrator"


@pytest.mark.parametrize(
    ("text", "quote", "whole"),
    [
        (
            "Gas was dropped on Sarda, with 25 people reported to have suffered burns, doctors said.",
            "Gas was dropped on Sarda",
            "Gas was dropped on Sarda, with 25 people reported to have suffered burns",
        ),
        ("Warplanes bombed Sarda, killing 12 people.", "Warplanes bombed Sarda", "Warplanes bombed Sarda, killing 12 people"),
        ("Warplanes bombed Sarda with 12 cluster bombs.", "Warplanes bombed Sarda", "Warplanes bombed Sarda"),
    ],
)
def test_a_toll_told_in_one_breath_with_a_blow_belongs_to_it(text, quote, whole):
    (found,) = mended(text, claim(text, quote, type=EventType.AIR_STRIKE), rule=mending.a_toll_in_one_breath_belongs_to_it)
    assert words(text, found.quote) == whole


def test_a_toll_that_has_a_claim_of_its_own_stays_there():
    text = "Warplanes bombed Sarda, killing 12 people."
    blow = claim(text, "Warplanes bombed Sarda", type=EventType.AIR_STRIKE)
    toll = claim(text, "killing 12 people", type=EventType.CASUALTY_TOLL)
    found = mended(text, blow, toll, rule=mending.a_toll_in_one_breath_belongs_to_it)
    assert [words(text, f.quote) for f in found] == ["Warplanes bombed Sarda", "killing 12 people"]


@pytest.mark.parametrize(
    ("quote", "type_"),
    [
        ("the group beheaded the director", EventType.ATTACK_ON_CIVILIANS),
        ("the group killed a guard and blew up the temple", EventType.HERITAGE_DAMAGE),
    ],
)
def test_harm_to_a_person_is_no_harm_to_a_site(quote, type_):
    (found,) = mended(quote, claim(quote, quote, type=EventType.HERITAGE_DAMAGE), rule=mending.who_is_killed_is_no_site)
    assert found.type is type_


def test_one_quotation_has_one_speaker():
    text = (
        "“We struck the depot. The attackers used car bombs,” a ministry spokesman said. "
        "On Saturday the Observatory said the town had fallen."
    )
    ours = claim(text, "We struck the depot", source="a ministry spokesman", voice="named")
    theirs = claim(text, "The attackers used car bombs", source="the Observatory", voice="named")
    found = mended(text, ours, theirs, rule=mending.one_quotation_has_one_speaker)
    assert {text[c.source.start : c.source.end] for c in found} == {"a ministry spokesman"}


@pytest.mark.parametrize(
    "text, given, whole",
    [
        ("The Babanusa Emergency Room, a volunteer group, put the dead at 34.", "The Babanusa", "The Babanusa Emergency Room"),
        ("The Pentagon Tuesday said nothing.", "The Pentagon", "The Pentagon"),
        ("The ministry Reuters spoke to said so.", "The ministry", "The ministry"),
        ("Hassan’s Army moved on.", "Hassan", "Hassan"),
    ],
)
def test_a_speakers_name_is_read_to_its_end(text, given, whole):
    (found,) = mended(text, claim(text, text[-10:], source=given, voice="named"), rule=mending.a_speakers_name_is_whole)
    assert text[found.source.start : found.source.end] == whole
