"""The thin reader of Arabic: who says what, in which words."""

from __future__ import annotations

import pytest
from builders import a_report

from onrecord.extract.arabic.reader import ArabicReader
from onrecord.extract.pipeline import Pipeline
from onrecord.records import Report

REPORT = """قال الجيش السوداني إن قواته سيطرت على مدينة بارا في ولاية شمال كردفان فجر الجمعة.

ونفت قوات الدعم السريع سقوط المدينة، وأعلنت أن مقاتليها تصدوا للهجوم ودمروا خمس دبابات.

وقتل ما لا يقل عن 17 مدنياً في قصف مدفعي على أم درمان مساء الخميس، بحسب شبكة أطباء السودان.

ونقلت رويترز عن مصدر عسكري قوله إن تعزيزات وصلت إلى الأبيض.

وأفاد شهود بأن الطيران الحربي شن ثلاث غارات على كوستي."""


def read(text: str) -> list[tuple[str, str | None, str | None, str]]:
    def words(span: object) -> str | None:
        return text[span.start : span.end] if span else None  # type: ignore[attr-defined]

    report = a_report(text=text, language="ar")
    return [(c.type, words(c.source), words(c.cue), c.modality) for c in ArabicReader().read(report)]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, ("government_regains_territory", "الجيش السوداني", "قال", "asserted")),
        (1, ("nonstate_overtakes_territory", "قوات الدعم السريع", "ونفت", "denied")),
        (2, ("looting_destruction", "قوات الدعم السريع", "وأعلنت", "asserted")),
        (3, ("shelling", "شبكة أطباء السودان", "بحسب", "asserted")),
        (4, ("troop_movement", "مصدر عسكري", "ونقلت", "asserted")),
        (5, ("air_strike", "شهود", "وأفاد", "asserted")),
    ],
)
def test_speaker_cue_and_kind(number: int, expected: tuple[str, str, str, str]) -> None:
    assert read(REPORT)[number] == expected


def test_a_relay_stands_apart_from_the_speaker() -> None:
    claim = ArabicReader().read(a_report(text=REPORT, language="ar"))[4]
    assert [REPORT[v.start : v.end] for v in claim.via] == ["رويترز"]


def test_a_report_in_arabic_gives_claims_with_names_places_and_days() -> None:
    pipeline = Pipeline.load(reader="rules")
    report: Report = a_report(text=REPORT, language="ar", published="2024-05-18")
    first, *_, shelling, _, _ = pipeline.claims(report)
    assert first.source.name == "Sudanese army"
    assert first.when and first.when.earliest == "2024-05-17"
    assert first.made_by.startswith("rules ar")
    assert shelling.place and shelling.place.country == "SDN"
    assert [(str(f.what), f.low, f.high) for f in shelling.figures] == [("killed", 17, None)]
