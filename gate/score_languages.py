#!/usr/bin/env python3
"""Scores the layers of dates, numbers and places in Arabic, Russian, Ukrainian, French and Spanish on tests/corpus/languages.

    python gate/score_languages.py [--language fr] [--layer dates] [--errors]

A case is right when everything that it names is found as it says and nothing else is:

- dates: the words, type, value, first and last day; no date beside them
- numbers: the words, the bounds, "approx" and "vague" (a vague count has no bounds in the cases; ours are those that the English layer
  gives it, and are not compared); no figure beside them
- places: the words, and a coordinate within 50 km, or for countries, units, waters and places that no gazetteer holds the country; where
  the case names none, none is found (quarters beside a town that is listed are not in the cases, so finds beside its own are let pass)

Words are right if they overlap and what only one of the two has is made of short words without digits (articles, prepositions, clitics).
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from onrecord.extract.dates import find_dates  # noqa: E402
from onrecord.extract.figures import find_figures  # noqa: E402
from onrecord.extract.places import find_places  # noqa: E402
from onrecord.knowledge.gazetteer import Gazetteer  # noqa: E402
from onrecord.knowledge.gazetteer.tables import countries  # noqa: E402

CASES = ROOT / "tests/corpus/languages"
LANGUAGES = ("ar", "ru", "uk", "fr", "es")
LAYERS = ("dates", "numbers", "places")
NEAR_KM = 50.0
_SHORT = 5  # letters of a word that may be on one side alone
_WATER_KM = 1500.0  # a water or a region has its middle somewhere

Span = tuple[int, int]


def cases(language: str, layer: str) -> list[dict[str, Any]]:
    path = CASES / f"{language}.{layer}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def places_of(text: str, items: list[dict[str, Any]]) -> list[Span]:
    """Where the words of each item stand: in order, at the edges of words or numbers where there is such a place."""
    spans, at = [], 0
    for item in items:
        words = re.escape(item["words"])
        found = (
            re.compile(rf"(?<!\w){words}(?!\w)").search(text, at) or re.compile(words).search(text, at) or re.compile(words).search(text)
        )
        assert found, (text, item)
        spans.append(found.span())
        at = found.end()
    return spans


def same_words(text: str, ours: Span, theirs: Span) -> bool:
    """Whether two stretches differ in short words alone."""
    if ours[1] <= theirs[0] or theirs[1] <= ours[0]:
        return False
    edges = sorted((ours[0], theirs[0])), sorted((ours[1], theirs[1]))
    return all(not re.search(r"\d", text[a:b]) and all(len(w) <= _SHORT for w in re.findall(r"\w+", text[a:b])) for a, b in edges)


def matched(text: str, ours: list[Span], theirs: list[Span]) -> list[int | None]:
    """For each span of a case the number of ours that has its words."""
    free, found = set(range(len(ours))), list[int | None]()
    for span in theirs:
        fits = sorted(
            (n for n in free if same_words(text, ours[n], span)), key=lambda n: abs(ours[n][0] - span[0]) + abs(ours[n][1] - span[1])
        )
        found.append(fits[0] if fits else None)
        free -= set(fits[:1])
    return found


def wrong_dates(case: dict[str, Any], language: str) -> str:
    text = case["text"]
    ours = find_dates(text, case["published"], language=language)
    numbers = matched(text, [(d.start, d.end) for d in ours], places_of(text, case["dates"]))
    for want, number in zip(case["dates"], numbers, strict=True):
        if number is None:
            return f"{want['words']!r} not found; found {[text[d.start : d.end] for d in ours]}"
        got = ours[number]
        have = (got.type, got.value, got.earliest, got.latest)
        if have != (want["type"], want["value"], want.get("from"), want.get("to")):
            return f"{want['words']!r} is {have}, not {(want['type'], want['value'], want.get('from'), want.get('to'))}"
    extra = [text[d.start : d.end] for n, d in enumerate(ours) if n not in numbers]
    return f"too much: {extra}" if extra else ""


def wrong_numbers(case: dict[str, Any], language: str) -> str:
    text = case["text"]
    ours = find_figures(text, language=language)
    numbers = matched(text, [(d.start, d.end) for d in ours], places_of(text, case["figures"]))
    for want, number in zip(case["figures"], numbers, strict=True):
        if number is None:
            return f"{want['words']!r} not found; found {[text[d.start : d.end] for d in ours]}"
        got = ours[number]
        vague = want.get("vague")
        have = (None, None, got.approx, got.vague) if vague and got.vague else (got.low, got.high, got.approx, got.vague)
        if have != (want["min"], want["max"], bool(want.get("approx")), vague):
            return f"{want['words']!r} is {have}, not {(want['min'], want['max'], bool(want.get('approx')), vague)}"
    extra = [text[d.start : d.end] for n, d in enumerate(ours) if n not in numbers]
    return f"too much: {extra}" if extra else ""


def wrong_places(case: dict[str, Any], language: str) -> str:
    text = case["text"]
    ours = find_places(text, gazetteer(), language=language)
    numbers = matched(text, [(d.start, d.end) for d in ours], places_of(text, case["places"]))
    for want, number in zip(case["places"], numbers, strict=True):
        if number is None:
            return f"{want['words']!r} not found; found {[text[d.start : d.end] for d in ours]}"
        got = ours[number]
        country = codes().get(want["country"], "")
        if got.lat is not None and got.lon is not None and km(got.lat, got.lon, want["lat"], want["lon"]) <= NEAR_KM:
            continue
        far = got.lat is not None and got.lon is not None and km(got.lat, got.lon, want["lat"], want["lon"]) > _WATER_KM
        wide = want["kind"] != "settlement" and (not country or not got.country or got.country == country) and not far
        unknown = got.lat is None and got.country == country
        if (want["kind"] == "country" and got.country == country) or wide or unknown:
            continue
        asked = f"{want['name']} ({want['country']}, {want['lat']}, {want['lon']})"
        return f"{want['words']!r} is {got.name} ({got.country}, {got.lat}, {got.lon}), not {asked}"
    if ours and not case["places"]:
        return f"too much: {[text[d.start : d.end] for d in ours]}"
    return ""


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@cache
def codes() -> dict[str, str]:
    return {c.alpha2: c.code for c in countries()}


def km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    a, b = math.radians(lat), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


WRONG = {"dates": wrong_dates, "numbers": wrong_numbers, "places": wrong_places}


def score(language: str, layer: str) -> tuple[float, list[tuple[str, str]]]:
    """The share of cases that are right, and the id and fault of the others."""
    all_ = cases(language, layer)
    faults = [(case["id"], fault) for case in all_ if (fault := WRONG[layer](case, language))]
    return 1 - len(faults) / len(all_), faults


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--layer", choices=LAYERS, action="append")
    parser.add_argument("--errors", action="store_true", help="print what is wrong in each case that is")
    asked = parser.parse_args()
    for language in asked.language or LANGUAGES:
        for layer in asked.layer or LAYERS:
            share, faults = score(language, layer)
            print(f"{language} {layer:8} {share:.3f}")
            if asked.errors:
                for case, fault in faults:
                    print(f"    {case} {fault}")


if __name__ == "__main__":
    main()
