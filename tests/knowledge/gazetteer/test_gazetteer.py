"""What the gazetteer knows, and how a team adds to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import VocabularyError
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.knowledge.gazetteer.names import exact, loose, without_type
from onrecord.knowledge.gazetteer.store import Store


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def test_a_place_is_found_by_a_by_name_and_printed_as_the_report_writes_it(gazetteer: Gazetteer) -> None:
    palmyra = next(e for e in gazetteer.lookup("Palmyra") if e.country == "SYR")
    assert palmyra.id == "geonames:163808"
    assert palmyra.kind == "city"
    assert palmyra.admin1 == "Homs"
    assert gazetteer.english(palmyra, "Palmyra") == "Palmyra"


def test_parents_go_from_the_nearest_unit_to_the_country(gazetteer: Gazetteer) -> None:
    goma = gazetteer.lookup("Goma")[0]
    assert [p.name for p in gazetteer.parents(goma)][-2:] == ["North Kivu", "Democratic Republic of the Congo"]


@pytest.mark.parametrize("word", ["Syria", "SYR", "Syrian", "Syrians", "the Syrian Arab Republic"])
def test_a_country_is_known_by_its_names_and_its_people(gazetteer: Gazetteer, word: str) -> None:
    entry = gazetteer.country(word)
    assert entry is not None
    assert entry.country == "SYR"


@pytest.mark.parametrize(
    "written, country, english",
    [("Ar Raqqah", "SYR", "Raqqa"), ("Deir Ezzor", "SYR", "Deir ez-Zor"), ("Kharkov", "UKR", "Kharkiv"), ("Taizz", "YEM", "Taiz")],
)
def test_one_place_has_one_english_name(gazetteer: Gazetteer, written: str, country: str, english: str) -> None:
    entry = next(e for e in gazetteer.lookup(written) if e.country == country)
    assert gazetteer.english(entry, written) == english


@pytest.mark.parametrize(
    "name, kind, precision", [("Texas", "adm1", 4), ("Ukraine", "country", 6), ("Donbas", "region", 4), ("Black Sea", "region", 7)]
)
def test_a_wider_place_deserves_a_lower_precision(gazetteer: Gazetteer, name: str, kind: str, precision: int) -> None:
    entry = gazetteer.lookup(name)[0]
    assert (entry.kind, entry.precision) == (kind, precision)


@pytest.mark.parametrize(
    "left, right",
    [("Deir al-Zor", "Dayr az Zawr"), ("Raqqah", "al-Raqqa"), ("Sarmeen", "Sarmīn"), ("Qamishli", "Al Qāmishlī"), ("Baiji", "Bayjī")],
)
def test_usual_transliterations_share_a_loose_key(left: str, right: str) -> None:
    assert loose(exact(left)) == loose(exact(right))


def test_a_name_is_found_by_its_sound_only_in_the_countries_asked_for(gazetteer: Gazetteer) -> None:
    assert gazetteer.near("Sarmeen", frozenset({"SYR"}))[0].country == "SYR"
    assert gazetteer.near("Sarmeen", frozenset()) == []


@pytest.mark.parametrize(
    "name, short", [("Autauga County", "Autauga"), ("Homs Governorate", "Homs"), ("Aleppo", "Aleppo"), ("Province of Bohol", "Bohol")]
)
def test_a_unit_goes_by_its_name_without_its_type(name: str, short: str) -> None:
    assert without_type(name) == short


def test_a_teams_own_places_come_first(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("name,lat,lon,country,aliases\nTell Example,35.5,37.5,SY,Tal Example;Tell Mithal\n", "utf-8")
    entry = Gazetteer.load(file).lookup("Tal Example")[0]
    assert (entry.name, entry.country, entry.id) == ("Tell Example", "SYR", "own:Tell Example")


def test_a_geonames_dump_is_read_too(tmp_path: Path) -> None:
    cells = [
        "9999999",
        "Dayr Example",
        "Dayr Example",
        "Deir Example",
        "35.1",
        "37.1",
        "P",
        "PPL",
        "SY",
        "",
        "09",
        "",
        "",
        "",
        "1200",
        "",
        "",
        "",
        "2020-01-01",
    ]
    file = tmp_path / "SY.txt"
    file.write_text("\t".join(cells) + "\n", "utf-8")
    assert Gazetteer.load(file).lookup("Deir Example")[0].id == "geonames:9999999"


def test_a_bad_row_is_named_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("name,lat,lon,country\nX,not a number,1,SY\n", "utf-8")
    with pytest.raises(VocabularyError, match="line 2"):
        Gazetteer.load(file)


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "junk.bin"
    file.write_bytes(b"junk" * 20)
    with pytest.raises(VocabularyError):
        Store(file)
