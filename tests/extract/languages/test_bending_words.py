"""Phrases that no case has: what Russian and Ukrainian say by endings."""

import pytest

from onrecord.extract.dates import find_dates
from onrecord.extract.figures import find_figures


@pytest.mark.parametrize(
    ("language", "text", "words", "value"),
    [
        ("ru", "В ночь на 8 июля упали обломки.", "ночь на 8 июля", "2023-07-07TNI"),
        ("ru", "Накануне, 7 июля, в 19.45 ударили ракетами.", "Накануне, 7 июля, в 19.45", "2023-07-07T19:45"),
        ("ru", "К осени стороны обещают отвести войска.", "осени", "2023-FA"),
        ("ru", "Летом село обстреливали.", "Летом", "2023-SU"),
        ("uk", "Завтра о восьмій ранку колона вирушить.", "Завтра о восьмій ранку", "2023-07-11T08:00"),
        ("uk", "Торік восени вода пішла.", "восени", "2022-FA"),
    ],
)
def test_time_is_read_from_bent_words(language: str, text: str, words: str, value: str) -> None:
    found = find_dates(text, "2023-07-10", language=language)
    assert (words, value) in [(text[d.start : d.end], d.value) for d in found]


@pytest.mark.parametrize(
    ("language", "text", "words", "low", "high"),
    [
        ("ru", "Выехали около двух с половиной тысяч семей.", "около двух с половиной тысяч", 2500, 2500),
        ("ru", "Погибли не менее ста тридцати двух человек.", "не менее ста тридцати двух", 132, None),
        ("uk", "Поранено сорок п’ятьох робітників.", "сорок п’ятьох", 45, 45),
        ("uk", "Привезли півтори сотні ковдр.", "півтори сотні", 150, 150),
    ],
)
def test_number_is_read_in_every_case(language: str, text: str, words: str, low: int, high: int | None) -> None:
    found = find_figures(text, language=language)
    assert [(text[f.start : f.end], f.low, f.high) for f in found] == [(words, low, high)]
