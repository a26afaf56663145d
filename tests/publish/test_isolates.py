"""Right-to-left words in sentences of ours."""

from onrecord.publish.isolates import isolated


def test_a_speaker_and_his_words_are_set_apart_each() -> None:
    said = "مصدر عسكري: “وصلت إلى الأبيض”; Rapid Support Forces: “سقوط المدينة”"
    assert isolated(said) == ("\u2068مصدر عسكري\u2069: “\u2068وصلت إلى الأبيض\u2069”; Rapid Support Forces: “\u2068سقوط المدينة\u2069”")


def test_other_sentences_stay_as_they_are() -> None:
    assert isolated("The army: “took Dura”.") == "The army: “took Dura”."
