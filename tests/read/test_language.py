from __future__ import annotations

import pytest

from onrecord.read.language import find_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army said on Sunday that it had taken the town and the villages around it.", "en"),
        ("SAN SALVADOR, 15 JAN 90 -- THE GUERRILLAS OF THE FMLN ATTACKED THE HEADQUARTERS OF THE ARMY, IT WAS SAID", "en"),
        ("La ciudad cayó en manos de los rebeldes el domingo, dijo el gobernador de la provincia.", "es"),
        ("Город перешёл под контроль повстанцев в воскресенье, сообщил губернатор области.", "ru"),
        ("سيطر المسلحون على المدينة يوم الأحد بحسب ما قاله محافظ المنطقة للتلفزيون", "ar"),
        ("Die Stadt fiel am Sonntag an die Rebellen, sagte der Gouverneur der Provinz im Fernsehen.", "de"),
        ("Too short", None),
        ("12 34 56 " * 100, None),
    ],
)
def test_the_language_of_a_text(text, language):
    assert find_language(text) == language
