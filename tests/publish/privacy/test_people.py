"""Who is found to be a person, and who of them is private: reports of many places, all invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.privacy.names_cover import BLOCK, cover_of
from onrecord.publish.privacy.people import Reading, find_people

REGISTER = ActorRegister.load()


def cover(text: str) -> str:
    return cover_of(find_people([Reading(text, REGISTER)], REGISTER)).text(text)


def block(name: str) -> str:
    return BLOCK * len(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ahmad al-Masri, a baker, said the shells fell at dawn.", "Ahmad al-Masri"),
        ("The bread was burnt, said Ahmad al-Masri, 34.", "Ahmad al-Masri"),
        ("Umm Yazan, 34, left Ghuwayran with five children.", "Umm Yazan"),
        ("A resident who gave his name as Abu Mustafa told us that three houses fell.", "Abu Mustafa"),
        ("Larysa, 61, walked out on Saturday.", "Larysa"),
        ("Galina Petrovna, whose porch was torn off, spoke of soldiers.", "Galina Petrovna"),
        ("The body of Isa Betirov was found in a gully.", "Isa Betirov"),
        ("A doctor, Oleksandr Shevchuk, counted nine dead.", "Oleksandr Shevchuk"),
        ("The student, Ardian Krasniqi, was 19.", "Ardian Krasniqi"),
        ("Mrs Nakato fled with her sons.", "Nakato"),
        ("For three nights Esther Masika lay in a banana grove.", "Esther Masika"),
        ("Halima Osman, who sells tea beside the bridge, told of three trucks.", "Halima Osman"),
        ("The dead were named as Chinedu Okafor and his wife.", "Chinedu Okafor"),
        ("A sesame farmer, Hagos Berhe, ran.", "Hagos Berhe"),
        ("My house and land are all in al-Bitara Mehdi Sabbagh said.", "Mehdi Sabbagh"),  # a comma was stripped
        ("María Otilia Flores, aged 61, was thrown from a car.", "María Otilia Flores"),
        ("Rubén Alas, a maker of hammocks, was made to dig.", "Rubén Alas"),
        ("Police shot dead Juan dela Cruz on Sunday.", "Juan dela Cruz"),
        ("Gurdev Singh said on his tractor that the paddy would not wait.", "Gurdev Singh"),
        ("A teacher named Rohullah Azimi walked from mosque to mosque.", "Rohullah Azimi"),
        ("Arumugam Selvam, a fisherman, drowned.", "Arumugam Selvam"),
        ("The mother of Thida Aung wept at the gate.", "Thida Aung"),
        ("Nguyen Thi Lan was hurt by the mine.", "Nguyen Thi Lan"),
        ("Patrick O'Connor, a priest, buried them.", "Patrick O'Connor"),
        ("Mr Thistlewaite counted the shells.", "Thistlewaite"),
        ("Yassin H. was counted among them and is alive.", "Yassin H"),
        ("The baker Levon Asryan lost his shop.", "Levon Asryan"),
        ("Reporting by Nadia Trabelsi; editing elsewhere", "Nadia Trabelsi"),
        ("The driver's wife, Mona Haddad, said he was taken.", "Mona Haddad"),
        ("The wife of the governor, Mona Haddad, left the town.", "Mona Haddad"),
        ("Mona Haddad, the wife of the governor, left the town.", "Mona Haddad"),
        ("The bodyguard of the minister, Samir Haddad, was shot.", "Samir Haddad"),
        ("The commander killed Samir Haddad at the gate.", "Samir Haddad"),
        ("A lawyer, Hanan al-Fitouri, keeps a list.", "Hanan al-Fitouri"),
        ("Grace Akwi, 29, teaches chemistry.", "Grace Akwi"),
        ("By Imogen Tarrant\n\nThe town fell.", "Imogen Tarrant"),
        ("The town fell. (S. Dirie)", "S. Dirie"),
        ("Gunmen took the photographer Anna Voss.", "Anna Voss"),
        ("Dr Abraham Kuol teaches at the university.", "Abraham Kuol"),
    ],
)
def test_a_private_persons_name_is_covered(text, name):
    assert cover(text) == text.replace(name, block(name))


@pytest.mark.parametrize(
    "text",
    [
        "Colonel Ihor Haidenko said nine servicemen were killed.",
        "The governor of Homs, Talal Haddad, said the army had pulled out.",
        "According to the governor of Homs, Talal Haddad, the army had pulled out.",
        "Homs governor Talal Haddad said the army had pulled out.",
        "Its spokesman, Ahmed al-Qaddar, denied it.",
        "A rebel spokesman, Abdulsalam Jahlan, denied it.",
        "Viktor Yashchuk, one of their deputy commanders, claimed the road.",
        "Oleksandr Prykhodko, who leads one of the battalions, spoke of 40 men.",
        "Sanda Ould Bakaye, a spokesman for Ansar Dine, put the number at seven.",
        "Suhaib al-Ruhail a spokesman for the brigade denied it",
        "Vadym Reznichenko, the mayor of Dovhyi Brid, has left.",
        "Lt-Col Désiré Kambale and Havildar Muhammad Sadiq were there.",
        "Mamoun Haddad, who is the chief of antiquities, said so.",
        "UN spokeswoman Alana Kirkby told reporters.",
        "The head of the Mission, Maj Gen (retd) Lars Hedlund, dismisses it.",
        "Rajan Selvanayagam, a TNA parliamentarian, urged the monitors to stay.",
        "The Archbishop, Arturo Solórzano, called on the forces.",
        "Foreign Minister Desta Alemu rejected it.",
        "Interior Ministry press officer Ion Cebanu declared it theatre.",
        "Bashar al-Assad and Vladimir Putin spoke by telephone.",
        "Rami Abdulrahman of the Observatory counted 12 dead. Abdulrahman said more would die.",
    ],
)
def test_who_is_named_with_an_office_a_rank_or_as_a_spokesman_is_public(text):
    assert cover(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "The army took Deir Hafer, Khan Sheikhoun and Tell Rifaat on Monday.",
        "Shells fell on the Salah al-Din district of Aleppo and near San Salvador.",
        "The Syrian Observatory for Human Rights and the White Helmets counted the dead.",
        "Medical Bridge said its lorries had got through to Port Sudan.",
        "Ahrar al-Sham, Jaish al-Islam and the Free Syrian Army fought in Saraqeb.",
        "On Sunday the British Foreign Office and Médecins Sans Frontières protested.",
        "Barrel bombs hit the Omar mosque and the al-Bayan hospital in May.",
        "The Human Rights Association said Russian-made helicopters and Grad rockets were used.",
        "Residents of the town of Santa Clara fled to Addis Ababa.",
        "The Ukrainian General Staff, the Pentagon and Moscow, whose jets took off, disagree.",
        "United Nations Secretary-General's envoy met the African Union in Geneva.",
        "Hope and Grace are words. Mark the date. May was cold. Will they come?",
        "Operation Inherent Resolve and the Kurdistan Workers' Party were named.",
        "In Eid al-Fitr week Sunni Arab fighters and Assyrian Christian villagers agreed.",
        "The Geneva Communique of 2012 and the Asad regime's answer.",
        "In Mogadishu and in Zamboanga Sibugay shells fell. In Yerevan none did.",
        "Paramilitaries who took the town, analysts of IHS Jane's and the al-Maher fields.",
        "Shelling went on in Sheikh Said and Sheikh Said was taken.",
        "CHISINAU, 20.05.92. Ten tanks crossed the river.",
        "At Hammam al-Alil, Abu Kamal and Umm Qasr trucks waited.",
        "The Cordillera Log and Radio Okapi reported it; the Daily Star did not.",
    ],
)
def test_places_bodies_and_everyday_words_are_left_alone(text):
    assert cover(text) == text


def test_a_surname_alone_is_covered_once_the_person_is_known():
    text = "Ahmad al-Masri, a baker, was there. Al-Masri said it burned. Masri's shop is gone, Masris neighbours said."
    covered = cover(text)
    assert "Masri" not in covered
    assert covered.endswith("neighbours said.")


def test_one_mention_with_an_office_makes_a_person_public_throughout():
    text = "Ihor Savchuk was marched out. Mayor Ihor Savchuk is free. Savchuk thanked them."
    assert cover(text) == text


def test_a_public_and_a_private_bearer_of_one_surname_are_told_apart():
    text = "General Khaled al-Masri spoke. Ahmad al-Masri, a baker, wept."
    assert cover(text) == text.replace("Ahmad al-Masri", block("Ahmad al-Masri"))


def test_the_second_of_two_names_is_a_name():
    text = "Reporting by Yusuf Karim and Mabrouka Zenqor"
    assert cover(text) == text.replace("Yusuf Karim", block("Yusuf Karim")).replace("Mabrouka Zenqor", block("Mabrouka Zenqor"))


def test_offsets_and_line_breaks_stay():
    text = "Halima\nOsman fled.\nHalima Osman, 30, fled.\n"
    covered = cover(text)
    assert len(covered) == len(text)
    assert [i for i, c in enumerate(covered) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


def test_a_name_is_covered_however_it_is_capitalised():
    assert "MASRI" not in cover("AHMAD AL-MASRI SPEAKS\n\nAhmad al-Masri, a baker, said so.")


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300))
def test_any_text_keeps_its_length_and_reads_the_same_twice(text):
    covered = cover(text)
    assert len(covered) == len(text)
    assert covered == cover(text)


PIECES = "Ahmad al-Masri Colonel , . the governor of Homs said 34 Mrs O'Neill's Abu wife \n \" who Yassin H. Grace in".split(" ")


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_heap_of_names_and_cues_keeps_its_length(pieces):
    text = " ".join(pieces)
    assert len(cover(text)) == len(text)


def test_a_text_may_end_in_a_shorter_name_than_the_longest_that_begins_so():
    # Nine times one word: a name of seven words and one of two; the second stood at the end and was read past it.
    text = " ".join(["Ahmad"] * 9)
    assert len(cover(text)) == len(text)


def test_a_director_whose_bodys_initials_stand_between_is_public() -> None:
    text = "Wards were hit Rupert Vauclain ICRC regional director for the Middle East said. Vauclain spoke in Geneva."
    assert cover(text) == text
