"""One name for each actor of a report, however the report words it."""

from __future__ import annotations

import pytest

from onrecord.extract.actors import ActorNames
from onrecord.knowledge.actors.register import ActorRegister
from onrecord.records import Span
from onrecord.vocab.roles import Kind


@pytest.fixture(scope="module")
def register() -> ActorRegister:
    return ActorRegister.load()


def name_in(register: ActorRegister, text: str, mention: str, *, country: str | None = "SYR", nth: int = 0) -> tuple[str, Kind]:
    at = -1
    for _ in range(nth + 1):
        at = text.index(mention, at + 1)
    return ActorNames(text, register, country=country).name_of(Span(at, at + len(mention)))


@pytest.mark.parametrize(
    "mention, name, kind",
    [
        ("Rami Abdulrahman, director of the Syrian Observatory for Human Rights", "Syrian Observatory for Human Rights", Kind.MONITOR),
        ("army spokesman Col. Adnan Shahin", "Syrian army", Kind.MILITARY),
        ("Assad's forces", "Syrian army", Kind.MILITARY),
        ("regime forces", "Syrian army", Kind.MILITARY),
        ("government troops", "Syrian army", Kind.MILITARY),
        ("Isis militants", "Islamic State", Kind.ARMED_GROUP),
        ("Amaq", "Amaq News Agency", Kind.MEDIA),
        ("the Russian defence ministry", "Russian Defence Ministry", Kind.FOREIGN_GOVERNMENT),
        ("Syrian state television", "Syrian state TV", Kind.MEDIA),
        ("Homs Governor Talal Barazi", "Governor of Homs", Kind.GOVERNMENT),
        ("the mayor of Tadmur", "Mayor of Tadmur", Kind.GOVERNMENT),
        ("residents of Aleppo", "residents of Aleppo", Kind.WITNESS),
        ("a resident", "residents", Kind.WITNESS),
        ("a doctor at the Shifa hospital", "Shifa hospital", Kind.MEDICAL),
        ("Human rights groups", "Human rights groups", Kind.NGO),
        ("the pro-government website Damascus Now", "Damascus Now", Kind.MEDIA),
        ("one of the rebels", "syrian rebels", Kind.ARMED_GROUP),
        ("UN officials", "United Nations", Kind.UN),
    ],
)
def test_a_mention_alone(register, mention, name, kind):
    got, got_kind = name_in(register, f"{mention} said the town had fallen.", mention)
    assert (got.casefold(), got_kind) == (name.casefold(), kind)


@pytest.mark.parametrize(
    "text, mention, name",
    [
        # pronouns
        ("The Euphrates Monitor for Rights said 31 died. It added that 14 were hurt.", "It", "Euphrates Monitor for Rights"),
        ("Its mayor wept. Col Ali Hamdan, a spokesman for the YPG, said no. He added that it held.", "He", "YPG"),
        ("Syrian rebels left, the Observatory said, and it gave no toll.", "it", "Observatory"),
        # definite mentions
        (
            "Russia's Defence Ministry said bombers had hit Jarwan. The ministry said 70 were killed.",
            "The ministry",
            "Russian Defence Ministry",
        ),
        ("Ansar Dine denied it. The group said it burned no book.", "The group", "Ansar Dine"),
        (
            "A monitoring group said so. The Syrian Observatory for Human Rights put it at 12.",
            "A monitoring group",
            "Syrian Observatory for Human Rights",
        ),
        ("The US-led coalition struck. The coalition said so.", "The coalition", "US-led coalition"),
        ("The Nazran Monitoring Centre counted ten. The Centre said more would come.", "The Centre", "Nazran Monitoring Centre"),
        # abbreviations in brackets
        ("The Euphrates Monitor for Rights (EMR) said 31 died. EMR gave names.", "EMR gave", "Euphrates Monitor for Rights"),
        # persons, introduced before or after
        ("Vadym Reznichenko, the mayor of Dovhyi Brid, spoke. About 300 remain, said Reznichenko.", "Reznichenko.", "Mayor of Dovhyi Brid"),
        ("Jamous said no. Badr Jamous, secretary of the Syrian Coalition, said so again.", "Jamous", "Syrian National Coalition"),
        ("Its spokesman, Lt Gen Sergei Ponomarev, was quoted. Russia's defence ministry denied it.", "Ponomarev", "Ponomarev"),
        (
            "Russia's defence ministry denied it. Its spokesman, Lt Gen Sergei Ponomarev, said so.",
            "Its spokesman",
            "Russian Defence Ministry",
        ),
        (
            "A coalition spokesman, Colonel Brent Hallas, called it baseless. The US-led coalition flew on.",
            "Colonel Brent Hallas",
            "US-led coalition",
        ),
        ("A member of the provincial council said so. Hakimi told reporters the base held.", "Hakimi", "provincial council"),
    ],
)
def test_a_mention_in_its_report(register, text, mention, name):
    got = name_in(register, text, mention.rstrip("."))[0]
    assert name.casefold() in got.casefold() or got.casefold() in name.casefold()


def test_one_name_for_one_actor(register):
    text = (
        "The Syrian Observatory for Human Rights said Isis had entered Palmyra. The Britain-based monitor said the army left. "
        '"It is over," its director, Rami Abdel Rahman, told AFP. Abdel Rahman said IS fighters held the north. '
        "The Observatory counted 12 dead."
    )
    names = ActorNames(text, register, country="SYR")
    mentions = [
        "The Syrian Observatory for Human Rights",
        "The Britain-based monitor",
        "Rami Abdel Rahman",
        "Abdel Rahman said",
        "The Observatory",
    ]
    spans = [Span(text.index(m), text.index(m) + len(m.removesuffix(" said"))) for m in mentions]
    assert {names.name_of(span)[0] for span in spans} == {"Syrian Observatory for Human Rights"}


def test_the_army_in_a_syrian_report_is_syrian_and_in_a_sudanese_one_sudanese(register):
    text = "The army said it had retaken the town."
    assert name_in(register, text, "The army", country="SYR")[0] == "Syrian army"
    assert name_in(register, text, "The army", country="SDN")[0] == "Sudanese army"


def test_near_finds_the_occurrence_beside_the_claim(register):
    text = "The mayor of Homs said the road was cut." + " The road was bad." * 40 + " The UN said aid was late, and he went. He said no."
    names = ActorNames(text, register, country="SYR")
    first = text.index("he mayor")  # inside "The": the words of a pronoun are everywhere
    claim = text.index("He said no")
    assert names.name_of(Span(first, first + 2), near=Span(claim, claim + 10))[0] != "he"


def test_relatives_of_an_officer_are_not_the_army(register):
    assert (
        name_in(register, "Relatives of a Syrian army officer said he was dead.", "Relatives of a Syrian army officer")[1] is Kind.WITNESS
    )


@pytest.mark.parametrize(
    "text, mention, name",
    [
        ("Syrian President Bashar al-Assad said so. The president added that it was over.", "The president", "Bashar al-Assad"),
        ("Foreign Minister Sergei Lavrov said so.", "Lavrov", "Sergei Lavrov"),
        ("Maria Zakharova, a spokeswoman, said so.", "Maria Zakharova", "Russian Foreign Ministry"),
        ("US Secretary of State John Kerry said so.", "John Kerry", "John Kerry"),
        ("The ministry's Igor Konashenkov said so.", "Konashenkov", "Russian Defence Ministry"),
    ],
)
def test_a_leader_keeps_the_own_name_and_a_spokesman_speaks_for_the_body(register, text, mention, name):
    assert name_in(register, text, mention)[0] == name


@pytest.mark.parametrize(
    "mention, name",
    [
        ("the Syrian Kurdish fighters", "Kurdish forces in Syria"),
        ("Abkhaz soldiers", "Abkhaz forces"),
        ("coalition forces", "US-led coalition"),
        ("local activist Mohammad al-Halabi", "Mohammad al-Halabi"),
        ("a number of residents", "residents"),
    ],
)
def test_words_that_are_not_the_states(register, mention, name):
    assert name_in(register, f"On Sunday {mention} said it was quiet.", mention)[0] == name


def test_people_without_a_name_to_whom_something_is_done_are_civilians(register):
    text = "Shells killed a family of six and two Syrian army officers."
    names = ActorNames(text, register, country="SYR")
    family, officers = text.index("a family"), text.index("two Syrian")
    assert names.target_of(Span(family, family + 15))[0] == "civilians"
    assert names.target_of(Span(officers, len(text) - 1))[0] == "Syrian army"


def test_a_town_that_is_known_as_a_place_is_no_person(register):
    text = "Saraqeb said nothing. He said the road was shut."
    place = Span(0, 7)
    names = ActorNames(text, register, country="SYR", places=[place])
    assert names.name_of(Span(text.index("He"), text.index("He") + 2))[0] != "Saraqeb"


@pytest.mark.parametrize(
    "text, mention, name, country",
    [
        # a relative pronoun is not the World Health Organization
        ("The Philippine Army, who denied it, said so.", "who", "Philippine Army", "PHL"),
        # police, by their own ranks and offices
        (
            "The 4th Infantry Division said five died. Chief Superintendent Felino Hablado said six.",
            "Chief Superintendent Felino Hablado",
            "Philippine National Police",
            "PHL",
        ),
        ("The police commissioner said the gang had fled.", "The police commissioner", "Haitian National Police", "HTI"),
        # an acronym written like a name
        ("Violence fell, Acled said.", "Acled", "ACLED", "SDN"),
        ("Troops of Unifil said they saw it.", "Unifil", "UNIFIL", "LBN"),
        # the government is neither its police nor one of its ministries
        ("Sri Lankan police said 40 died. The Government denied it.", "The Government", "Sri Lankan government", "LKA"),
        # a general is a person
        (
            "The General National Congress met. Gen. Omar Saleh, a spokesman for the Libyan army, said it held. The general denied more.",
            "The general",
            "Libyan army",
            "LBY",
        ),
        # another state's department is no ministry
        (
            "The Pentagon said a drone was lost. The Ministry of Defence said it had won.",
            "The Ministry of Defence",
            "Somali Defence Ministry",
            "SOM",
        ),
    ],
)
def test_who_is_meant_by_common_words(register, text, mention, name, country):
    assert name_in(register, text, mention, country=country)[0].casefold() == name.casefold()


def test_a_word_with_a_capital_is_no_acronym(register):
    assert register.find("MODEL") is not None
    assert name_in(register, "The Model Town strike killed nine.", "Model Town", country="LBR")[0] != register.find("MODEL").name


@pytest.mark.parametrize(
    "words, kind",
    [
        ("a monitoring group based in Britain", Kind.MONITOR),
        ("an opposition monitoring group", Kind.MONITOR),
        ("a local medical group", Kind.MEDICAL),
        ("an opposition group", Kind.ARMED_GROUP),
    ],
)
def test_who_watches_is_not_whom_it_stands_by(words, kind):
    text = f"The town has fallen, {words} said."
    at = text.index(words)
    assert ActorNames(text, ActorRegister.load(), country="SYR").name_of(Span(at, at + len(words)))[1] is kind


@pytest.mark.parametrize(
    ("text", "mention", "name", "country"),
    [
        # a place's own body is not the state's, nor an army
        (
            "Vitaliy Kim, head of the Mykolaiv regional military administration, spoke.",
            "Vitaliy Kim, head of the Mykolaiv regional military administration",
            "Mykolaiv regional military",
            "UKR",
        ),
        ("The Afar regional government said so. The government in Addis Ababa denied it.", "The Afar regional government", "Afar", "ETH"),
        # initials that a report gives to a body of its own win over the register's
        ("The Jubaland News Agency (JNA) said two died. JNA gave no names.", "JNA", "Jubaland News Agency", "SOM"),
        (
            "Russia's Reconciliation Center in Syria said the attack was beaten off.",
            "Russia's Reconciliation Center",
            "Russian Reconciliation Centre",
            "SYR",
        ),
        ("The 79th Air Assault Brigade said it held.", "The 79th Air Assault Brigade", "79th Air Assault Brigade", "UKR"),
        ("The UK-based Observatory counted ten.", "The UK-based Observatory", "UK-based Observatory", "SYR"),
        (
            "Kinshasa accused Kigali of sending troops. The Rwandan government denied it.",
            "The Rwandan government",
            "Rwandan government",
            "COD",
        ),
        ("The air force said it had hit a depot. A military source said it was empty.", "A military source", "Syrian army", "SYR"),
        ("Colonel Mebenga said his men had reached the town.", "Colonel Mebenga", "Cameroonian", "CMR"),
        ("The mayor's office said the bridge was down.", "The mayor's office", "Mayor", "SOM"),
    ],
)
def test_whose_body_it_is(register, text, mention, name, country):
    start = text.rindex(mention)
    assert ActorNames(text, register, country=country).name_of(Span(start, start + len(mention)))[0].startswith(name)


def test_a_bare_word_for_fighters_is_the_group_that_the_report_calls_so(register: ActorRegister) -> None:
    text = "Troops fought militants near Dura on Sunday. Isis militants had taken the hill. The raids hit militants and rebels."
    assert [name_in(register, text, "militants", nth=n)[0] for n in (0, 2)] == ["Islamic State", "Islamic State"]
    assert name_in(register, text, "rebels")[0] == "Syrian rebels"


def test_a_ministry_without_its_state_is_the_one_that_was_named(register: ActorRegister) -> None:
    text = "Russia's defence ministry said its planes had struck Dura. “They hit convoys,” a defence ministry statement said."
    assert name_in(register, text, "a defence ministry statement")[0] == "Russian Defence Ministry"
    other = "Russia's defence ministry said its planes had struck Dura. A foreign ministry statement said otherwise."
    assert name_in(register, other, "A foreign ministry statement")[0] == "Syrian Foreign Ministry"


def test_of_what_several_bodies_are_called_the_one_is_meant_that_is_named_behind(register: ActorRegister) -> None:
    text = "The UN mission MONUSCO said thousands had crossed the lake."
    assert name_in(register, text, "The UN mission MONUSCO", country="RWA")[0] == "MONUSCO"
