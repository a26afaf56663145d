"""Who is this, and on which side did it stand there and then."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from onrecord.errors import VocabularyError
from onrecord.knowledge.actors.nations import bodies, nation, nations
from onrecord.knowledge.actors.register import Actor, ActorRegister, Side
from onrecord.knowledge.actors.tokens import tokenise
from onrecord.vocab.roles import Kind


@pytest.fixture(scope="module")
def register() -> ActorRegister:
    return ActorRegister.load()


@pytest.mark.parametrize(
    "words, name, kind",
    [
        ("Isis", "Islamic State", Kind.ARMED_GROUP),
        ("the Da'esh", "Islamic State", Kind.ARMED_GROUP),
        ("SOHR", "Syrian Observatory for Human Rights", Kind.MONITOR),
        ("Médecins Sans Frontières", "Doctors Without Borders", Kind.NGO),
        ("FARDC", "Congolese army", Kind.MILITARY),
        ("Syrian Arab Army", "Syrian army", Kind.MILITARY),
        ("Russia's defence ministry", "Russian Defence Ministry", Kind.GOVERNMENT),
        ("the Ministry of Defense of the Russian Federation", "Russian Defence Ministry", Kind.GOVERNMENT),
        ("Burkina Faso army", "Burkinabe army", Kind.MILITARY),
        ("Ankara", "Turkish government", Kind.GOVERNMENT),
        ("Kremlin", "Russian government", Kind.GOVERNMENT),
        ("Sudan", "Sudanese government", Kind.GOVERNMENT),
        ("Peruvian police", "Peruvian police", Kind.GOVERNMENT),
        ("Iraqi rebels", "Iraqi rebels", Kind.ARMED_GROUP),
        ("US State Department", "US State Department", Kind.FOREIGN_GOVERNMENT),
    ],
)
def test_find_knows_names_aliases_and_bodies_of_states(register, words, name, kind):
    actor = register.find(words)
    assert actor is not None
    assert (actor.name, actor.kind) == (name, kind)


@pytest.mark.parametrize("words", ["the army", "Turkish-backed rebels", "a man", "", "Hama Media Union", "x" * 10_000])
def test_find_says_none_where_the_words_name_no_known_body(register, words):
    assert register.find(words) is None


def test_the_country_chooses_among_bodies_that_share_an_abbreviation(register):
    assert register.find("AFP").name == "AFP"
    assert register.find("AFP", country="PHL").name == "Armed Forces of the Philippines"
    assert register.find("ADF", country="CMR").name == "Ambazonian separatists"
    assert register.find("ADF", country="COD").name == "Allied Democratic Forces"
    assert register.find("UN mission", country="COD").name == "MONUSCO"
    assert register.find("UN mission", country="FRA").name == "United Nations"


@pytest.mark.parametrize(
    "name, theatre, on, side",
    [
        ("Russian Defence Ministry", "SYR", "2016-12-11", "syria:government"),
        ("Russian Defence Ministry", "SYR", "2014-01-01", None),
        ("Russian Defence Ministry", "UKR", "2022-05-01", "ukraine:russia"),
        ("Hezbollah", "SYR", "2016-05-01", "syria:government"),
        ("Hezbollah", "LBN", "2006-07-25", "lebanon:hezbollah"),
        ("Syrian army", "SYR", "2015-05-20", "syria:government"),
        ("SANA", "SYR", "2015-05-20", "syria:government"),
        ("Syrian army", "SYR", "2025-05-20", "syria:government-2024"),
        ("Amaq News Agency", "SYR", "2016-12-11", "islamic-state"),
        ("Governor of Homs", "SYR", "2016-12-11", "syria:government"),
        ("Bashar al-Assad", "SYR", "2016-12-11", "syria:government"),
        ("Afghan government", "AFG", "2015-09-28", "afghanistan:government"),
        ("Afghan government", "AFG", "2022-09-28", "afghanistan:taliban"),
        ("Syrian Observatory for Human Rights", "SYR", "2016-12-11", None),
        (None, "SYR", None, None),
    ],
)
def test_sides_hold_for_a_place_and_a_time(register, name, theatre, on, side):
    assert register.side_of(name, theatre=theatre, on=on) == side


def test_a_public_person_is_known_by_the_full_name_only(register):
    assert register.person("Sergei Lavrov").office == "Foreign Minister of Russia"
    assert register.find("Rami Abdel Rahman").parent == "Syrian Observatory for Human Rights"
    assert register.person("Abdel Rahman") is None
    assert register.find("Mujahid") is None


@pytest.mark.parametrize(
    "text, name",
    [
        ("IS said", "Islamic State"),
        ("is said", None),
        ("pro-Houthi fighters", None),
        ("Hezbollah-backed militia", None),
        ("al-Nusra fighters", "Nusra Front"),
        ("Assads forces withdrew", "Syrian army"),  # an archive that lost its apostrophes
        ("Assad's forces withdrew", "Syrian army"),
    ],
)
def test_in_a_text_capitals_and_hyphens_count(register, text, name):
    tokens = tokenise(text)
    at = 1 if text.startswith(("pro", "al-")) else 0
    found = register.at(tokens, at, text)
    assert (found[0].name if found else None) == name


def test_a_teams_own_file_wins(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[[actor]]\nname = "Islamic State"\nkind = "armed_group"\naliases = ["the caliphate"]\norigin = "desk"\n', "utf-8")
    register = ActorRegister.load(own)
    assert register.find("caliphate").origin == "desk"


def test_a_malformed_file_says_where(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[[actor]]\nname = "X"\nkind = "gang"\n', "utf-8")
    with pytest.raises(VocabularyError, match=r"own\.toml.*'X'"):
        ActorRegister.load(own)


def test_a_name_may_stand_only_once():
    twice = Actor(name="X", kind=Kind.NGO)
    with pytest.raises(VocabularyError):
        ActorRegister([twice, twice])


def test_parents_in_a_circle_do_no_harm():
    register = ActorRegister([Actor(name="A", kind=Kind.NGO, parent="B"), Actor(name="B", kind=Kind.NGO, parent="A", sides=())])
    assert register.side_of("A", theatre=None, on=None) is None


# --- the data ------------------------------------------------------------------------------------------------------


def test_the_register_holds_four_hundred_bodies_of_forty_conflicts_each_with_its_origin(register):
    own = [a for a in register.actors.values() if not a.origin.startswith("by rule")]
    assert len(own) >= 400
    assert len({a.country for a in own if a.kind is Kind.ARMED_GROUP and a.country}) >= 40
    assert all(a.origin for a in register.actors.values())


def test_every_parent_is_known(register):
    assert [a.name for a in register.actors.values() if a.parent and register.find(a.parent) is None] == []


def test_an_alias_is_shared_only_by_bodies_of_different_countries(register):
    shared = Counter(at for actor in register.actors.values() for at in {(alias.casefold(), actor.country) for alias in actor.aliases})
    assert [at for at, n in shared.items() if n > 1] == []


def test_sides_are_well_formed(register):
    for actor in register.actors.values():
        for side in actor.sides:
            assert re.fullmatch(r"[a-z0-9-]+(:[a-z0-9-]+)?", side.side), actor.name
            assert side.theatre is None or nation(side.theatre), actor.name
            assert all(day is None or re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in (side.since, side.until)), actor.name
            assert not (side.since and side.until) or side.since <= side.until, actor.name


def test_nations_and_bodies_are_well_formed():
    codes = [n.code for n in nations()]
    assert len(codes) == len(set(codes)) >= 180
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in codes)
    assert all("{adj}" in b.name or "{country}" in b.name for b in bodies())


def test_public_persons_are_many_and_well_formed(register):
    assert len(register.people) >= 150
    for person in register.people.values():
        assert person.office and " " in person.name
        assert not (person.since and person.until) or person.since <= person.until, person.name


def test_a_side_is_a_plain_record():
    assert Side(side="x").theatre is None
