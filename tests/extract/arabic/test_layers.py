"""Arabic phrases that are not among the cases: calendars, joined particles, duals, and names with and without a particle."""

from __future__ import annotations

import pytest

from onrecord.extract.dates import find_dates
from onrecord.extract.figures import find_figures
from onrecord.extract.places import find_places
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module")
def register() -> ActorRegister:
    return ActorRegister.load()


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("قُتل عشرة أشخاص في ٣ حزيران/يونيو الماضي", "٣ حزيران/يونيو الماضي", "2023-06-03"),
        ("وقع الهجوم يوم الثلاثاء الماضي في تمام الساعة الخامسة مساءً", None, "2024-05-14T17:00"),
        ("اندلع القتال في 3 شوال 1444", "3 شوال 1444", "2023-04-23"),
        ("سقطت المدينة في 24 أسد 1400", "24 أسد 1400", "2021-08-15"),
        ("انفجرت السيارة ليل الجمعة السبت", "ليل الجمعة السبت", "2024-05-10TNI"),
        ("وصل الوفد قبل أربع سنوات", "قبل أربع سنوات", "2020"),
    ],
)
def test_days_of_every_calendar_are_read(text: str, words: str | None, value: str) -> None:
    found = find_dates(text, "2024-05-15", language="ar")
    assert [d.value for d in found] == [value]
    assert words is None or text[found[0].start : found[0].end] == words


def test_a_verb_is_no_month() -> None:
    assert find_dates("مارس الأهالي ضغوطاً على القوات", "2024-05-15", language="ar") == []


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("وقتل جنديان وأصيب سبعة عشر مدنياً", [("killed", 2, 2), ("injured", 17, 17)]),
        ("اعتقلت الشرطة ما بين 200 و300 متظاهر", [("arrested", 200, 300)]),
        ("نزح أكثر من اثني عشر ألف شخص", [("displaced", 12000, None)]),
        ("سقطت قذيفتان على الحي", [("other", 2, 2)]),
        ("قُتل في 3 أيار ما لا يقل عن تسعة", [("killed", 9, None)]),
    ],
)
def test_numbers_in_words_and_duals_are_counted(text: str, rows: list[tuple[str, int, int | None]]) -> None:
    assert [(str(f.what), f.low, f.high) for f in find_figures(text, language="ar")] == rows


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وصلت القافلة إلى بعلبك قادمة من زحلة", ["Baalbek", "Zahle"]),
        ("تجددت المعارك بسنار ليلاً", ["Sennar"]),
        ("قال سعيد الحلبي إن القصف توقف", []),
        ("تحدث قائد في قوات سوريا الديمقراطية عن الهدنة", []),
    ],
)
def test_names_are_places_where_the_words_say_so(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    found = find_places(text, gazetteer, language="ar")
    assert len(found) == len(names)
    for place, name in zip(found, names, strict=True):
        assert any(e.id == place.gazetteer for e in gazetteer.lookup(name)), (place, name)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("المرصد السوري لحقوق الإنسان", "Syrian Observatory for Human Rights"),
        ("للجيش السوداني", "Sudanese army"),
        ("والقوات المسلّحة الأوكرانية", "Ukrainian army"),
        ("مدير المستشفى", None),
    ],
)
def test_actors_go_by_their_arabic_names(words: str, name: str | None, register: ActorRegister) -> None:
    found = register.find(words)
    assert (found.name if found else None) == name
