"""What a reader points at that has seen the whole report: its words decide, and where it gave none, nothing is looked for."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.extract.claims import Layers, to_claims
from onrecord.extract.reader.base import ReadClaim
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.records import Claim, Report, Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

TEXT = (
    "Rebels took the Marsa compound in Palmyra on Saturday and Sunday. Three men died. The army has held Homs since 4 June, and a siege of "
    "Idlib began in June. Tuesdays raid hit Hama during the night. Al-Bab is still cut off. The Syrian army holds Daraa. "
    "A new assault is under way from 23 May on, and shells hit the airport."
)
PUBLISHED = "2016-06-30"


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    return {"gazetteer": Gazetteer.load(), "register": ActorRegister.load()}


def told(known: dict[str, Any], quote: str, *, type_: EventType = EventType.ARMED_CLASH, text: str = TEXT, **words: Any) -> Claim:
    """The one claim with this quote; words are mentions by field, or values of other fields."""
    report = Report(id="r", text=text, published=PUBLISHED, language="en")

    def at(given: str) -> Span:
        return Span(text.index(given), text.index(given) + len(given))

    mentions = {k: at(v) for k, v in words.items() if k in ("actor", "target", "place", "when", "holder")}
    others = {k: v for k, v in words.items() if k not in mentions}
    item = ReadClaim(quote=at(quote), type=type_, points=True, **mentions, **others)
    (made,) = to_claims(report, [item], Layers.of(report, known["gazetteer"]), known["register"], made_by="test")
    return made


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("on Saturday and Sunday", "2016-06-25", "2016-06-26"),
        ("Sunday", "2016-06-26", "2016-06-26"),
        ("since 4 June", "2016-06-04", "2016-06-30"),
        ("4 June", "2016-06-04", "2016-06-04"),
        ("in June", "2016-06-01", "2016-06-30"),
        ("Tuesdays", "2016-06-28", "2016-06-28"),
        ("during the night", "2016-06-29", "2016-06-30"),
        ("still", "2016-06-30", "2016-06-30"),
        ("under way", "2016-06-30", "2016-06-30"),
        ("from 23 May on", "2016-05-23", "2016-06-30"),
    ],
)
def test_a_date_is_read_from_the_words_pointed_at_wherever_they_stand(known: dict[str, Any], when: str, first: str, last: str) -> None:
    made = told(known, "Three men died", when=when)
    assert made.when and (made.when.earliest, made.when.latest) == (first, last)


def test_a_deed_whose_day_was_not_pointed_at_has_none(known: dict[str, Any]) -> None:
    assert told(known, "Three men died").when is None


def test_who_holds_a_place_now_holds_it_on_the_day_of_the_report(known: dict[str, Any]) -> None:
    made = told(
        known, "The Syrian army holds Daraa", type_=EventType.CONTROL_STATUS, place="Daraa", holder="The Syrian army", change=Change.HOLD
    )
    assert made.when and made.when.earliest == made.when.latest == PUBLISHED
    assert made.control and (made.control.holder, made.control.place) == ("Syrian army", "Daraa")


def test_a_denial_of_what_will_be_is_not_now(known: dict[str, Any]) -> None:
    made = told(
        known,
        "The Syrian army holds Daraa",
        type_=EventType.CONTROL_STATUS,
        place="Daraa",
        holder="The Syrian army",
        change=Change.HOLD,
        modality=Modality.FUTURE,
    )
    assert made.when is None


def test_a_place_is_the_one_pointed_at_even_if_no_list_has_it(known: dict[str, Any]) -> None:
    made = told(known, "Rebels took the Marsa compound", place="the Marsa compound")
    assert made.place and (made.place.name, made.place.country) == ("Marsa", "SYR")


def test_a_site_without_a_name_is_near_the_town_last_spoken_of(known: dict[str, Any]) -> None:
    made = told(known, "shells hit the airport", place="the airport")
    assert made.place and (made.place.name, made.place.precision) == ("Daraa", 2)


def test_no_place_is_looked_for_where_none_was_pointed_at(known: dict[str, Any]) -> None:
    assert told(known, "Three men died").place is None


def test_a_place_in_a_script_without_capitals_has_its_name(known: dict[str, Any]) -> None:
    text = "سيطرت المعارضة على قرية زنبورستان يوم الأحد."
    made = told(known, "سيطرت المعارضة على قرية زنبورستان", text=text, place="زنبورستان")
    assert made.place and made.place.name == "زنبورستان"


def test_the_type_that_was_given_stays(known: dict[str, Any]) -> None:
    made = told(
        known,
        "Rebels took the Marsa compound in Palmyra",
        type_=EventType.GOVERNMENT_REGAINS_TERRITORY,
        place="Palmyra",
        holder="Rebels",
        change=Change.GAIN,
    )
    assert made.type is EventType.GOVERNMENT_REGAINS_TERRITORY
