"""Harm to sites: their parts, EAMENA's terms, the listed site at a place."""

import pytest
from registering import a_ground, at, on, said

from onrecord.records import Control
from onrecord.registers.ground import Ground
from onrecord.registers.harm import cause_of, condition_of, extent_of, in_part, part_key, parts_of
from onrecord.registers.heritage import heritage
from onrecord.registers.sites import Sites, SitesError, read_sites, world_heritage
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
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
    assert Sites().at(HATRA).name == "Hatra"
    assert Sites().at(at("Sarda", lat=36.5, lon=42.7)) is None
    assert Sites().at(at("Nineveh", lat=35.588, lon=42.718, precision=4)) is None


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
    assert [(r.kind, r.place, r.km) for r in listed.at_risk] == [("fighting", "Hatra", 0)]
    assert listed.site.status == "World Heritage since 1985, in danger since 2015"
    assert unlisted.parts[0].name == "Clock Mosque"


def test_a_monument_whose_place_is_not_known_is_put_nowhere_by_a_report_of_two_sites():
    babylon = said("c7", "Soldiers reached", TEXT, EventType.TROOP_MOVEMENT, place=at("Babylon", lat=32.542, lon=44.421))
    entries = heritage(a_ground(LATER, FIGHT, babylon, text=TEXT))
    assert [e.site for e in entries if e.parts] == [None]


def test_a_word_of_a_monuments_name_taken_for_a_place_is_the_monument_and_an_unknown_village_is_not():
    maren = said("c8", LATER.quote.text, TEXT, EventType.HERITAGE_DAMAGE, place=at("Maren", precision=6))
    village = said("c9", MOSQUE.quote.text, TEXT, EventType.HERITAGE_DAMAGE, place=at("Upper Sarda", precision=6))
    entries = heritage(a_ground(maren, village, FIGHT, text=TEXT))
    assert {e.parts[0].name: e.site and e.site.name for e in entries} == {"Temple of Maren": "Hatra", "Clock Mosque": None}


def test_a_site_near_which_there_is_fighting_is_at_risk_though_no_harm_is_told():
    near = said(
        "c10",
        "Soldiers reached",
        TEXT,
        EventType.GOVERNMENT_REGAINS_TERRITORY,
        place=at("Upper Hatra", lat=35.7, lon=42.8),
        when=on("2015-03-08"),
    )
    far = said("c11", "Soldiers reached", TEXT, EventType.ARMED_CLASH, place=at("Far Hatra", lat=35.9, lon=42.9))
    (entry,) = heritage(a_ground(near, far, text=TEXT))
    assert (entry.site.name, entry.parts, entry.happenings) == ("Hatra", (), ())
    assert [(r.kind, r.place, r.km, r.first) for r in entry.at_risk] == [("change of hands", "Upper Hatra", 14, "2015-03-08")]


def test_things_brought_to_safety_are_no_harm():
    moved = "Hundreds of statues of Hatra had been moved to safe places"
    text = f"{TEXT} {moved}, the director said."
    (entry,) = heritage(a_ground(said("c12", moved, text, EventType.HERITAGE_DAMAGE, place=HATRA), text=text))
    assert [d.status for p in entry.parts for d in p.damages] == ["safe"]
    assert entry.happenings == ()


def test_what_is_destroyed_is_destroyed_once_whatever_day_a_report_gives_it():
    first = _harm("c13", BLOWN.quote.text, when=on("2015-03-08"))
    again = _harm("c14", BLOWN.quote.text, when=on("2015-04-02"), report="r2")
    (entry,) = heritage(a_ground(first, again, text=TEXT))
    assert len(entry.happenings) == 1


def test_harm_that_nobody_dates_stands_within_the_days_on_which_its_doer_held_the_place():
    text = TEXT + " Militants held Hatra from June 2014 to April 2016."
    held = said(
        "c15", "Militants held Hatra from June 2014 to April 2016", text, EventType.CONTROL_STATUS, place=HATRA, actor="Militants",
        when=on("2014-06-01", "2016-04-30"), control=Control(holder="Militants", place="Hatra", extent="all", change=Change.HOLD),
    )  # fmt: skip
    undated = said("c16", BLOWN.quote.text, text, EventType.HERITAGE_DAMAGE, place=HATRA, actor="Militants")
    ((part,),) = [e.parts for e in heritage(a_ground(held, undated, text=text))]
    ((damage, hold),) = [(d, h) for d in part.damages for h in d.held]
    assert (damage.first, hold.claims) == (None, ("c15",))
    assert hold.since.latest.startswith("2014-0")


def test_a_teams_own_list_is_read_before_the_world_heritage_list(tmp_path):
    file = tmp_path / "sites.csv"
    file.write_text("name,lat,lon,status,parts\nOld Sarda,36.5,42.7,national monument,Clock Mosque; Lion Gate\n")
    own = read_sites(file)
    place = at("Sarda", lat=36.5, lon=42.7)
    assert (own.at(place).name, own.at(place).status, own.at(HATRA).name) == ("Old Sarda", "national monument", "Hatra")
    text = "Shells broke the Lion Gate in Sarda."
    ground = a_ground(said("c17", "Shells broke the Lion Gate in Sarda", text, EventType.HERITAGE_DAMAGE, place=place), text=text)
    (entry,) = heritage(Ground(ground.picture, ground.actors, own))
    assert [p.name for p in entry.parts] == ["Lion Gate"]
    file.write_text("name,lat,lon\nOld Sarda,north,42.7\n")
    with pytest.raises(SitesError, match="line 2"):
        read_sites(file)
