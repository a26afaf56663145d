"""Names in Russian, Ukrainian, Arabic, French and Spanish, and in scripts that the rules cannot read; all reports are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.privacy import cover_picture
from onrecord.publish.privacy.names_cover import BLOCK, Cover, cover_of
from onrecord.publish.privacy.people import Reading, find_people
from onrecord.publish.privacy.scripts import stem, unread_scripts
from onrecord.records import Picture, Report

REGISTER = ActorRegister.load()


def cover(text: str) -> str:
    return cover_of(find_people([Reading(text, REGISTER)], REGISTER), unread_scripts(text)).text(text)


PRIVATE = [
    # Russian
    ("Жительница Харькова Оксана Петренко рассказала, что снаряд попал в её дом.", ["Оксана Петренко"]),
    ("Погиб пекарь Иван Сергеевич Коваль, 54 года. Соседи помнят Коваля.", ["Иван Сергеевич Коваль", "Коваля"]),
    ("И. И. Петров был ранен в Мариуполе.", ["И. И. Петров"]),
    ("Жена губернатора Анна Ветрова уехала в Киев.", ["Анна Ветрова"]),
    ("Врач Марина Лебедева осталась в больнице с Игорем Лебедевым.", ["Марина Лебедева", "Игорем Лебедевым"]),
    ("Тела Ахмеда Магомедова и его сестры Заремы нашли в Грозном.", ["Ахмеда Магомедова", "Заремы"]),
    ("Командир убил Ивана Смирнова у ворот.", ["Ивана Смирнова"]),
    ("Аслан Гиоргадзе и Нино Беридзе бежали из Цхинвала.", ["Аслан Гиоргадзе", "Нино Беридзе"]),
    ("По словам Бармалеева, снаряды упали ночью.", ["Бармалеева"]),
    # Ukrainian
    ("Мешканка Покровська Олена Шевчук розповіла, що її сина Дмитра вбили.", ["Олена Шевчук", "Дмитра"]),
    ("Лікарка Надія Гончаренко лишилася в лікарні. Гончаренко поранена.", ["Надія Гончаренко", "Гончаренко"]),
    ("Вчитель Мар’ян Сидорчук, 61 рік, загинув удома.", ["Мар’ян Сидорчук"]),
    # Arabic
    ("قال أحمد المصري إن الجنود قتلوا زوجته سهى في دورا.", ["أحمد المصري", "سهى"]),
    ("قتل الطفل يزن خالد برصاص قناص في حلب.", ["يزن خالد"]),
    ("قالت أم محمد، وهي ربة منزل من حمص، إن القصف دمر بيتها.", ["أم محمد"]),
    ("وقال رامي شعبان درغام (34 عاما)، وهو طبيب، إن المستشفى قصف.", ["رامي شعبان درغام"]),
    ("استشهد المواطن قصي بركات في مخيم جنين.", ["قصي بركات"]),
    ("زوجة الوزير منى حداد غادرت دمشق.", ["منى حداد"]),
    ("قُتِلَ مُحَمَّد العلي، ودفن محمد في القرية.", ["مُحَمَّد العلي", "محمد"]),
    ("أصيب كنعوش زرفان، وهو سائق، في الرقة.", ["كنعوش زرفان"]),  # of no list
    # French
    ("Fatoumata Keïta, médecin à Gao, a soigné douze blessés.", ["Fatoumata Keïta"]),
    ("Une habitante, Aïssata Diallo, 34 ans, raconte la nuit.", ["Aïssata Diallo"]),
    ("Selon Jean-Pierre Mukendi, instituteur, ils sont venus à l'aube.", ["Jean-Pierre Mukendi"]),
    ("Le maire de Bangui a parlé. Son épouse, Brigitte Nakombo, est partie.", ["Brigitte Nakombo"]),
    # Spanish
    ("Rosa Quiñones, vecina de Tumaco, vio los cuerpos.", ["Rosa Quiñones"]),
    ("El campesino Eusebio Chilito, de 54 años, murió.", ["Eusebio Chilito"]),
    ("Según Pedro Antonio Mosquera, los hombres llegaron de noche.", ["Pedro Antonio Mosquera"]),
]


@pytest.mark.parametrize(("text", "names"), PRIVATE)
def test_a_private_persons_name_is_covered(text, names):
    shown = text
    for name in sorted(names, key=len, reverse=True):
        shown = shown.replace(name, BLOCK * len(name))
    assert cover(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Губернатор Харьковской области Олег Тарасенко сообщил о пяти погибших. По словам Тарасенко, бои идут под Изюмом.",
        "Президент Украины Владимир Зеленский заявил, что Россия нарушила перемирие.",
        "Сергей Дугин, командир бригады, отрицает это.",
        "Владимира Путина ждут в Минске.",  # of the register
        "Речник Генштабу Сергій Коваленко повідомив про атаку на Авдіївку.",
        "قال المتحدث باسم قوات الدعم السريع الفاتح قرشي إن قواته سيطرت على الفاشر.",
        "أعلن وزير الدفاع علي محمود النصر مقتل عشرة مسلحين في حمص.",
        "العقيد رائد مراد قال إن الجيش انسحب من أم درمان.",
        "Le gouverneur de Kidal, Ousmane Traoré, a déclaré que la ville était calme.",
        "Le porte-parole de l'armée Jean Dupuis a démenti.",
        "El alcalde de Tumaco, Jairo Castillo, dijo que hubo tres muertos.",
        "La ministra de Defensa, Laura Arboleda, viajó a Bogotá.",
    ],
)
def test_who_is_named_with_an_office_or_a_rank_is_public(text):
    assert cover(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Российские войска взяли Бахмут, сообщает ТАСС. Организация Объединённых Наций осудила удар. В Донецке взорвалась бомба.",
        "Бои идут в Херсонской области и под Покровском; Министерство обороны молчит.",
        "Збройні сили відступили з Авдіївки. Мешканці Харкова чули вибухи.",
        "سيطرت قوات الدعم السريع على مدينة الفاشر بعد محادثات سلام في جدة.",
        "قصف الطيران شارع خالد بن الوليد في غزة.",
        "قال مسعفون إن خمسة مدنيين قتلوا في خان يونس.",
    ],
)
def test_places_bodies_and_everyday_words_are_left_alone(text):
    assert cover(text) == text


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        ("علی رضایی در شهر تهران گفت که برادرش در ۱۵ دی کشته شد.", ["علی", "رضایی"], ["تهران", "۱۵"]),
        ("မောင်မောင် က ရန်ကုန် မှာ ပြောသည်", ["မောင်မောင်"], ["ရန်ကုန်"]),
        ("Ο Γιώργος Παπαδόπουλος στην Αθήνα, 15.", ["Γιώργος", "Παπαδόπουλος"], ["Αθήνα", "15"]),
        ("王小明在北京说 12", ["王小明"], ["12"]),
        ("דוד כהן נהרג, said BBC.", ["דוד", "כהן"], ["said BBC"]),
        ("रामेश्वर प्रसाद २०२४ में", ["रामेश्वर", "प्रसाद"], ["२०२४"]),
    ],
)
def test_in_a_script_that_the_rules_cannot_read_every_word_but_places_is_covered(text, names, left):
    shown = cover(text)
    assert len(shown) == len(text)
    assert not any(name in shown for name in names) and all(words in shown for words in left)


def test_a_quote_of_such_a_report_is_covered_as_the_report_is():
    text = "王小明在北京说"
    assert Cover(unread=unread_scripts(text)).text(text[1:4]) == BLOCK * 3


def test_an_editor_may_release_words_of_such_a_report():
    report = Report(id="r1", text="דוד כהן נהרג בעיר", title="דוד כהן", language="he")
    shown = cover_picture(Picture(reports={"r1": report}, claims={}), REGISTER, released=["נהרג בעיר"]).reports["r1"]
    assert shown.text == f"{BLOCK * 3} {BLOCK * 3} נהרג בעיר" and shown.title == f"{BLOCK * 3} {BLOCK * 3}"


def test_a_name_of_another_alphabet_is_released_in_every_case():
    report = Report(id="r1", text="Погиб пекарь Иван Коваль. Коваля помнят.", language="ru")
    assert cover_picture(Picture(reports={"r1": report}, claims={}), REGISTER, released=["Иван Коваль"]).reports["r1"].text == report.text


@pytest.mark.parametrize("url", ["https://news.example/ivan-koval-pogib", "https://news.example/%D0%9A%D0%BE%D0%B2%D0%B0%D0%BB%D1%8C"])
def test_an_address_that_spells_the_name_in_either_alphabet_is_cut(url):
    report = Report(id="r1", text="Погиб пекарь Иван Коваль.", url=url, language="ru")
    assert cover_picture(Picture(reports={"r1": report}, claims={}), REGISTER).reports["r1"].url == "https://news.example/"


@pytest.mark.parametrize(
    "forms",
    ["Петров Петрова Петрову Петровым Петрове", "Сергей Сергея Сергею Сергеем", "Мария Марии Марию Марией", "Андрій Андрія Андрієві"],
)
def test_the_cases_of_a_name_have_one_key(forms):
    assert len({stem(form) for form in forms.split()}) == 1


PIECES = [
    "Иван",
    "Петрова",
    "губернатор",
    "И.",
    "أحمد",
    "بن",
    "المواطن",
    "وقال",
    "وزير",
    "علی",
    "王",
    "Anna",
    "мэр",
    "،",
    ",",
    " (34)",
    "\n",
    "«",
    "»",
    "ال",
    "و",
    "ь",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", " "]))
def test_any_heap_of_scripts_keeps_its_length_and_its_lines(pieces, gap):
    text = gap.join(pieces)
    shown = cover(text)
    assert len(shown) == len(text) and [i for i, c in enumerate(text) if c == "\n"] == [i for i, c in enumerate(shown) if c == "\n"]
