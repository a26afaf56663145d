"""Which words of a report name a place, and which place that is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import grows_in_line

from onrecord.extract.places import PlaceMention, find_places, place_of, resolve_place
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.records import Span

GAZETTEER = Gazetteer.load()


def found(text: str) -> dict[str, PlaceMention]:
    return {text[m.start : m.end]: m for m in find_places(text, GAZETTEER)}


def test_a_place_is_resolved_by_what_else_the_report_names() -> None:
    places = found("Troops left Palmyra on Sunday and fell back towards Homs, the governor said in Damascus.")
    assert places["Palmyra"].gazetteer == "geonames:163808"
    assert places["Palmyra"].country == "SYR"


def test_a_named_parent_decides() -> None:
    assert found("He was arrested in Alexandria, Louisiana, on Friday.")["Alexandria"].parents[-2:] == ("Louisiana", "United States")
    assert found("He was arrested in Alexandria, Egypt, on Friday.")["Alexandria"].country == "EGY"


@pytest.mark.parametrize(
    "text",
    [
        "The Aleppo Media Centre said so.",
        "The Syrian army denied it.",
        "Jesse Jackson said so.",
        "Gen. Ali Hassan denied it.",
        "It breaks the Geneva Convention.",
        "Officials read the report on Monday.",
    ],
)
def test_people_bodies_and_adjectives_are_no_places(text: str) -> None:
    assert find_places(text, GAZETTEER) == []


def test_a_part_of_a_town_keeps_the_town_at_lower_precision() -> None:
    mention = found("Shells fell on eastern Aleppo again, residents of Aleppo said.")["Aleppo"]
    assert (mention.name, mention.precision) == ("east Aleppo", 2) or mention.precision == 1
    first = find_places("Shells fell on eastern Aleppo again.", GAZETTEER)[0]
    assert (first.name, first.precision) == ("east Aleppo", 2)


def test_near_a_place_is_not_in_it() -> None:
    assert found("A drone crashed 10 km east of Palmyra, in Syria.")["Palmyra"].precision == 2


def test_a_unit_is_told_from_its_town() -> None:
    places = found("Fighting went on in Homs province, in Syria, but not in Damascus.")
    assert (places["Homs"].kind, places["Homs"].precision, places["Homs"].name) == ("adm1", 4, "Homs province")


def test_an_unknown_village_gets_a_country_and_no_coordinate() -> None:
    mention = found("Rebels shelled the village of Tell Qarah, near Aleppo in northern Syria.")["Tell Qarah"]
    assert (mention.kind, mention.country, mention.lat, mention.gazetteer) == ("named", "SYR", None, None)


def test_a_quarter_has_its_towns_coordinate_and_says_so() -> None:
    mention = found("Bombs hit the Kallaseh neighbourhood of Aleppo in Syria.")["Kallaseh"]
    assert mention.precision >= 2
    assert "Aleppo" in mention.parents


def test_a_text_that_lost_its_apostrophes_is_read() -> None:
    assert found("Syrias foreign minister left Damascus.")["Syria"].country == "SYR"


def test_the_place_in_the_quote_is_the_claims_place() -> None:
    text = "Rebels entered Idlib on Saturday. In Hama the army held on, Syria's state agency said."
    at = text.index("the army")
    place = place_of(Span(text.index("In Hama"), at + 16), None, text, find_places(text, GAZETTEER))
    assert place is not None
    assert place.name == "Hama"
    assert place.mention is not None
    assert text[place.mention.start : place.mention.end] == "Hama"


def test_the_town_is_the_last_fitting_place() -> None:
    text = "Rebels entered Saraqib on Saturday. They left the town on Sunday."
    hint = Span(text.index("the town"), text.index("the town") + 8)
    place = place_of(Span(text.index("They"), len(text)), hint, text, find_places(text, GAZETTEER))
    assert place is not None
    assert place.name == "Saraqeb"


def test_a_report_without_places_gives_none() -> None:
    assert place_of(Span(0, 4), None, "They said nothing new.", []) is None


@pytest.mark.parametrize(
    "name, hint, country, precision",
    [
        ("Palmyra", "SYR", "SYR", 1),
        ("eastern Aleppo", "SYR", "SYR", 2),
        ("Homs province", "SYR", "SYR", 4),
        ("Aleppo, Syria", None, "SYR", 1),
        ("Syria", None, "SYR", 6),
        ("Nowhere-at-all", "SYR", "SYR", 6),
    ],
)
def test_a_bare_name_is_resolved_as_finely_as_it_says(name: str, hint: str | None, country: str, precision: int) -> None:
    place = resolve_place(name, hint, GAZETTEER)
    assert (place.name, place.country, place.precision) == (name, country, precision)


PIECES = st.sampled_from(
    "Aleppo al- the of in , . - ' ’ \n Syria Mr. St. U.S. D-Braxton 17 Hill Base east km village Tell and ( ) \u202e é ß İ 𝔸 \ud800".split(
        " "
    )
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join)))
def test_any_text_is_read_and_every_span_lies_inside_it(text: str) -> None:
    mentions = find_places(text, GAZETTEER)
    assert mentions == find_places(text, GAZETTEER)
    at = 0
    for mention in mentions:
        assert at <= mention.start < mention.end <= len(text)
        assert 1 <= mention.precision <= 7
        at = mention.end
    if text:
        place_of(Span(0, len(text)), Span(0, min(5, len(text))), text, mentions)
    resolve_place(text, None, GAZETTEER)


@pytest.mark.parametrize("piece", ["A", "Aleppo ", "al-", "San ", "in Xyz, ", "\n", "St. ", "of X "])
def test_reading_takes_time_in_line_with_the_length(piece: str) -> None:
    assert grows_in_line(lambda n: find_places(piece * (n // len(piece)), GAZETTEER), 7_500)


def names(text: str) -> list[str]:
    return [m.name for m in find_places(text, GAZETTEER)]


def test_a_possessive_without_its_apostrophe_leads_to_what_it_has() -> None:
    assert names("A bomb went off in Syrias central Hama city a monitor said.") == ["Syria", "central Hama"]
    found = find_places("Shells hit Aleppos Rashidin district a monitor in Syria said.", GAZETTEER)
    assert [(m.name, m.parents[:1]) for m in found[:2]] == [("Aleppo", found[0].parents[:1]), ("Rashidin", ("Aleppo",))]


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Rockets fell on al-Qusour and al-Joura neighbourhoods in Syria.", ["al-Qusour", "al-Joura", "Syria"]),
        (
            "The army in Syria took the villages of Tell Qarah, Umm Zuleila and Ain Sindyan.",
            ["Syria", "Tell Qarah", "Umm Zuleila", "Ain Sindyan"],
        ),
        ("Shells hit the Sheikh Maqsood district of Aleppo.", ["Sheikh Maqsoud", "Aleppo"]),
        ("Fighting broke out for Base 46 west of Aleppo.", ["Base 46", "Aleppo"]),
        ("The Division 17 base near Raqqa has fallen.", ["Division 17 base", "Raqqa"]),
        ("A court sits in The Hague.", ["Hague"]),
    ],
)
def test_names_that_only_their_type_word_makes_places(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Shells hit the village of Sheikh Mustafa near Idlib in Syria. Two died in Sheikh Mustafa.", "Sheikh Mustafa"),
        ("Shells hit the village of Khan Tuman near Aleppo in Syria. Khan Tuman was levelled.", "Khan Tuman"),
    ],
)
def test_a_name_like_a_persons_is_a_place_wherever_it_stands_once_a_type_word_calls_it_one(text: str, wanted: str) -> None:
    assert names(text).count(wanted) == 2
    assert names("Sheikh Mustafa and Imran Khan spoke in Lahore. Khan was jailed in Pakistan.") == ["Lahore", "Pakistan"]


def test_an_article_that_is_written_with_the_name_is_parted_in_countries_that_have_it() -> None:
    text = "Shells hit the district of Alwaer in Homs in Syria and the neighbourhood of Bab Alnairab in Aleppo."
    assert names(text) == ["al-Waer", "Homs", "Syria", "Bab al-Nairab", "Aleppo"]
    assert names("Shots were fired in the district of Alfhausen in Vienna, Austria.")[0] == "Alfhausen"


def test_an_airbase_has_one_name_however_it_is_written() -> None:
    texts = [
        f"Rockets hit {words} in Homs province in Syria." for words in ("Shayrat air base", "Shayrat military airport", "Shayrat airbase")
    ]
    assert {names(text)[0] for text in texts} == {"Shayrat airbase"}


def test_what_one_mention_of_a_name_says_of_where_it_lies_holds_for_all() -> None:
    found = find_places("A convoy was hit near Tell Zuleila in Aleppo province, Syria. Trucks burned in Tell Zuleila.", GAZETTEER)
    assert {m.parents[:1] for m in found if m.name == "Tell Zuleila"} == {("Aleppo",)}


@pytest.mark.parametrize("text", ["Sheikh Maqsood said so in a speech.", "The Division 17 attacked.", "Brigade 93 said so."])
def test_the_same_names_are_no_places_without_it(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("General Abdel Fattah al-Burhan left Khartoum, and al-Burhan said in Sudan he would return.", ["Khartoum", "Sudan"]),
        ("MONUSCO said so near Goma in DR Congo. In MONUSCO there was anger.", ["Goma", "DR Congo"]),
        ("The frigate HMS Portland and the USS Lake Champlain sailed from Rotterdam.", ["Rotterdam"]),
        ("ECOWAS met in Abuja. At NATO in Brussels they agreed.", ["Abuja", "Brussels"]),
        ("Salva Kiir and Riek Machar met in Juba, South Sudan. Kiir said so in a speech.", ["Juba", "South Sudan"]),
        ("The officer Jordan Smith later said that he had called Georgia Meloni in Paris.", ["Paris"]),
        ("GOMA, DR Congo (Reuters) - Shells fell on the town.", ["Goma", "DR Congo"]),
    ],
)
def test_people_acronyms_and_ships_are_no_places_and_places_beside_them_are(text: str, wanted: list[str]) -> None:
    assert [n.title() if n.isupper() else n for n in names(text)] == wanted


@pytest.mark.parametrize(
    "text, name, precision",
    [
        ("A drone fell 30 kilometres north of Hodeidah in Yemen.", "Hodeidah", 2),
        ("Shells hit the south-western outskirts of Mariupol, Ukraine.", "Mariupol", 2),
        ("Fighting went on in the Old City of Aleppo.", "Aleppo", 2),
        ("Rebels hold parts of Aleppo.", "Aleppo", 2),
        ("Troops entered northern Syria.", "northern Syria", 5),
        ("Troops entered northeast Syria.", "northeastern Syria", 5),
        ("The Kweyris military airport near Aleppo in Syria was hit.", "Kweyris airbase", 6),
    ],
)
def test_a_relative_place_is_never_finer_than_its_words(text: str, name: str, precision: int) -> None:
    mention = next(m for m in find_places(text, GAZETTEER) if m.name == name)
    assert mention.precision == precision
    assert (mention.lat is None) == (mention.gazetteer is None)


def test_names_that_a_text_without_commas_runs_together_are_parted() -> None:
    text = "The army said it killed many in Saraqeb Khan Sheikhoun Maarat al-Numan and elsewhere in Syria on Sunday. " * 5
    assert names(text)[:3] == ["Saraqeb", "Khan Sheikhoun", "Maarat al-Numan"]


def test_the_only_place_of_a_report_is_no_namesake_abroad():
    # With Russia named only as an adjective, Palmyra was taken for an unknown place at home and lost its coordinate.
    text = "Control of the city of Palmyra has passed to the group, although Russian warplanes bombed Palmyra city last night."
    found = find_places(text, GAZETTEER)
    assert {p.gazetteer for p in found} == {"geonames:163808"}
