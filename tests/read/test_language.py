from __future__ import annotations

import pytest

from onrecord.read.language import find_language, find_other_languages


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


def test_paragraphs_in_another_language_are_told_and_captions_are_not():
    english = "The army said on Sunday that it had taken the town of Osk, the Observatory reported."
    arabic = "قال المرصد السوري لحقوق الإنسان إن الجيش انسحب من المدينة مساء الأحد بعد اشتباكات."
    french = "Le gouverneur a déclaré que les rebelles avaient quitté la ville dans la nuit de lundi à mardi, selon l'hôpital."
    text = "\n\n".join([english, arabic, "Photo: Reuters / Khalil Ashawi", french, "Karsh, Velm, Osk, Orlan, Steppe Watch, Free Column"])
    assert [(text[s.start : s.end], code) for s, code in find_other_languages(text, "en")] == [(arabic, "ar"), (french, "fr")]
