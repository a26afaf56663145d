"""Harm to sites: their parts, EAMENA's terms, the listed site at a place."""

import pytest
from registering import a_ground, at, on, said

from onrecord.registers.harm import cause_of, condition_of, extent_of, in_part, part_key, parts_of
from onrecord.registers.heritage import heritage
from onrecord.registers.sites import site_of, world_heritage
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality

TEXT = (
    "Militants blew up the Gate Temple at Hatra on Sunday, the museums director said. "
    "A week later part of the Temple of Maren was damaged. "
    "They would raze what is left, residents feared. No harm was done to the Gate Temple, the group said. "
    "Soldiers reached Hatra. A shell hit the Clock Mosque in Sarda."
)
HATRA = at("Hatra", lat=35.588, lon=42.718, country="IRQ")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("two temples, an arch and funerary towers", ("temples", "arch", "funerary towers")),
        ("the temples of Maren and Shamash", ("Temple of Maren", "Temple of Shamash")),
        ("the temple of Maren with explosives", ("Temple of Maren",)),
        ("A shell hit the Clock Mosque in Sarda", ("Clock Mosque",)),
        ("the Great Mosque’s minaret fell", ("Great Mosque", "minaret")),
        ("the church of St. Roch was hit", ("Church of St. Roch",)),
        ("four mausoleums of Muslim saints", ("mausoleums",)),
        ("the archaeological site", ()),
    ],
)
def test_parts_are_named_by_the_words(words, parts):
    assert parts_of(words, None) == parts


def test_a_place_that_is_a_monument_is_the_part():
    assert parts_of("The temple’s destruction", "Temple of Maren") == ("Temple of Maren",)
    assert part_key("Temple of Baal Shamin") == part_key("temple of Baalshamin")


@pytest.mark.parametrize(
    ("words", "condition", "cause", "extent"),
    [
        ("was dynamited and completely destroyed", "Destroyed", "Explosion/Heavy Weaponry", "91-100 %"),
        ("suffered heavy damage from shelling", "Very Bad", "Explosion/Heavy Weaponry", "Unknown"),
        ("slightly damaged by gunfire", "Fair", "Gunfire/Light Weaponry", "Unknown"),
        ("40 per cent of the shrine was burnt", "Unknown", "Fire", "31-60 %"),
        ("was plundered", "Unknown", "Excavation (looting)", "Unknown"),
        ("is still intact", "Good", "Unknown", "Unknown"),
        ("was visited", "Unknown", "Unknown", "Unknown"),
    ],
)
def test_eamena_terms_come_from_words_alone(words, condition, cause, extent):
    assert (condition_of(words), cause_of(words), extent_of(words)) == (condition, cause, extent)
    assert in_part("part of the temple") and not in_part(words)


def test_the_listed_site_is_near_the_place_and_never_near_a_province():
    assert len(world_heritage()) == 1154
    assert site_of(HATRA).name == "Hatra"
    assert site_of(at("Sarda", lat=36.5, lon=42.7)) is None
    assert site_of(at("Nineveh", lat=35.588, lon=42.718, precision=4)) is None


def _harm(id_, quote, **changed):
    return said(id_, quote, TEXT, EventType.HERITAGE_DAMAGE, **({"place": HATRA} | changed))


BLOWN = _harm(
    "c1", "Militants blew up the Gate Temple at Hatra on Sunday", by="the museums director", actor="Militants", when=on("2015-03-08")
)
LATER = _harm("c2", "part of the Temple of Maren was damaged", place=at("Temple of Maren", precision=6), when=on("2015-03-15"))
THREAT = _harm("c3", "They would raze what is left", by="residents", modality=Modality.FUTURE)
DENIAL = _harm("c4", "No harm was done to the Gate Temple", by="the group", modality=Modality.DENIED, when=on("2015-03-08"))
MOSQUE = _harm("c5", "A shell hit the Clock Mosque in Sarda", place=at("Sarda"))
FIGHT = said("c6", "Soldiers reached Hatra", TEXT, EventType.ARMED_CLASH, place=HATRA)


def test_a_sites_timeline_part_by_part():
    listed, unlisted = heritage(a_ground(BLOWN, LATER, THREAT, DENIAL, MOSQUE, FIGHT, text=TEXT))
    assert listed.site.name == "Hatra" and unlisted.site is None
    assert [p.name for p in listed.parts] == ["Gate Temple", "Temple of Maren", None]
    gate, maren, rest = listed.parts
    assert [(d.status, d.first, d.by, d.cited.root) for d in gate.damages] == [
        ("harm", "2015-03-08", "Militants", "the museums director"),
        ("denied", "2015-03-08", None, "the group"),
    ]
    assert (maren.damages[0].condition, maren.damages[0].in_part) == ("Poor", True)
    assert rest.damages[0].status == "threat"
    assert len(listed.at_risk) == 1
    assert unlisted.parts[0].name == "Clock Mosque"


def test_a_monument_whose_place_is_not_known_is_put_nowhere_by_a_report_of_two_sites():
    babylon = said("c7", "Soldiers reached", TEXT, EventType.TROOP_MOVEMENT, place=at("Babylon", lat=32.542, lon=44.421))
    entries = heritage(a_ground(LATER, FIGHT, babylon, text=TEXT))
    assert [e.site for e in entries] == [None]


def test_a_word_of_a_monuments_name_taken_for_a_place_is_the_monument_and_an_unknown_village_is_not():
    maren = said("c8", LATER.quote.text, TEXT, EventType.HERITAGE_DAMAGE, place=at("Maren", precision=6))
    village = said("c9", MOSQUE.quote.text, TEXT, EventType.HERITAGE_DAMAGE, place=at("Upper Sarda", precision=6))
    entries = heritage(a_ground(maren, village, FIGHT, text=TEXT))
    assert {e.parts[0].name: e.site and e.site.name for e in entries} == {"Temple of Maren": "Hatra", "Clock Mosque": None}
