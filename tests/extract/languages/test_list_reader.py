"""The thin reader by lists, and that claims of one event meet across languages. Texts retell public reporting in our own words."""

import pytest

from onrecord.extract.pipeline import Pipeline
from onrecord.flow import conclude
from onrecord.records import Claim, Report

ENGLISH = "At least 40 Malian soldiers were killed on Friday in an attack on the military camp in Dioura, the UN said."
FRENCH = (
    "Au moins quarante soldats maliens ont été tués vendredi dans une attaque contre le camp militaire de Dioura, selon l'ONU. "
    "L'état-major a démenti que le camp soit tombé aux mains des jihadistes. "
    "« L'armée a repoussé les assaillants », a déclaré le colonel Souleymane Dembélé."
)
SPANISH = (
    "Al menos tres policías murieron el jueves en un ataque con una moto bomba en Jamundí, informó la Fiscalía. "
    "El Estado Mayor Central negó que sus hombres hayan participado. Según la ONU, unas 300 familias huyeron de la zona."
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(reader="rules")


def report(text: str, language: str, published: str) -> Report:
    return Report(id=f"rpt-{language}", text=text, publisher=f"The {language}", language=language, published=published)


def told(claims: list[Claim]) -> list[tuple[str, str, str]]:
    return [(c.source.name, str(c.modality), c.quote.text.split()[0]) for c in claims]


def test_french_speakers_are_found_before_and_behind_their_words(pipeline: Pipeline) -> None:
    claims = pipeline.claims(report(FRENCH, "fr", "2025-05-24"))
    assert told(claims) == [
        ("United Nations", "asserted", "Au"),
        ("état-major", "denied", "le"),
        ("colonel Souleymane Dembélé", "asserted", "L'armée"),
    ]
    first = claims[0]
    assert first.place and (first.place.name, first.place.country) == ("Dioura", "MLI")
    assert first.when and first.when.earliest == "2025-05-23"
    assert [(f.what, f.low, f.high) for f in first.figures] == [("killed", 40, None)]
    assert first.made_by.startswith("rules fr")


def test_spanish_speakers_are_found_before_and_behind_their_words(pipeline: Pipeline) -> None:
    claims = pipeline.claims(report(SPANISH, "es", "2024-06-21"))
    assert told(claims) == [
        ("Fiscalía", "asserted", "Al"),
        ("FARC dissidents", "denied", "sus"),
        ("United Nations", "asserted", "unas"),
    ]


def test_claims_of_one_event_meet_across_languages(pipeline: Pipeline) -> None:
    reports = [report(ENGLISH, "en", "2025-05-24"), report(FRENCH, "fr", "2025-05-24")]
    claims = [c for r in reports for c in pipeline.claims(r)]
    events = conclude(reports, claims, pipeline.register).events
    of = {claim: event.id for event in events for claim in event.claims}
    english, french = (next(c for c in claims if c.report == r.id and c.figures) for r in reports)
    assert english.source.name == french.source.name == "United Nations"
    assert of[english.id] == of[french.id]
