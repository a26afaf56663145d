"""Right-to-left words in sentences of ours."""

from onrecord.publish.brief.isolates import isolated


def test_a_speaker_and_his_words_are_set_apart_each() -> None:
    said = "مصدر عسكري: “وصلت إلى الأبيض”; Rapid Support Forces: “<b>سقوط”"
    assert isolated(said) == ("<bdi>مصدر عسكري</bdi>: “<bdi>وصلت إلى الأبيض</bdi>”; Rapid Support Forces: “&lt;b&gt;<bdi>سقوط</bdi>”")


def test_other_sentences_stay_as_they_are() -> None:
    assert isolated("The army: “took Dura”.") == "The army: “took Dura”."
