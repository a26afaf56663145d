#!/usr/bin/env python3
"""Measures the places layer on what lies beside the checkout; skips what is absent.

    python gate/score_places_layer.py [--shared ../shared]

Prints: found and resolved places on the local news set (by its own scorer), places and countries right on annotated claims whose
quotes are given (by the claims scorer's own comparison of names), and words read a second. Nothing is learnt here.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from onrecord.extract.places import ClaimFrame, ClaimPlaces, find_places
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.records import Span
from onrecord.vocab.event_types import EventType


def local_news(shared: Path, gazetteer: Gazetteer, *, demonyms: bool) -> None:
    """Found and resolved places; demonyms: with words such as "Syrian", as that set counts them."""
    gold = shared / "data/places/lgl.jsonl"
    words, began = 0, time.perf_counter()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for line in gold.open(encoding="utf-8"):
            report = json.loads(line)
            words += len(report["text"].split())
            places = [
                {"start": m.start, "end": m.end, "lat": m.lat, "lon": m.lon}
                for m in find_places(report["text"], gazetteer, demonyms=demonyms)
            ]
            out.write(json.dumps({"id": report["id"], "places": places}) + "\n")
        out.flush()
        seconds = time.perf_counter() - began
        scorer = [sys.executable, str(shared / "score/score_places.py"), str(gold), out.name]
        print(
            "local news, with demonyms:" if demonyms else "local news:",
            subprocess.run(scorer, check=True, capture_output=True, text=True).stdout.strip(),
        )
    print(f"speed: {words / seconds:,.0f} words a second")


def claims(shared: Path, folder: str, gazetteer: Gazetteer) -> None:
    sys.path.insert(0, str(shared / "score"))
    import score_claims

    right = countries = total = 0
    for report, _ in score_claims.load_gold(shared / "gold" / folder):
        text, title = report["text"], report.get("title")
        found = ((score_claims.span_of(text, gold["quote"]), gold) for gold in report["claims"])
        given = sorted(((Span(*at), gold) for at, gold in found if at), key=lambda g: g[0])
        frames = [ClaimFrame(quote=quote, type=EventType(gold["type"])) for quote, gold in given]
        places = ClaimPlaces(text, find_places(text, gazetteer, title=title), title).of_all(frames)
        for (_, gold), place in zip(given, places, strict=True):
            total += 1
            right += score_claims.same_name(gold["place"], place and place.name)
            countries += (gold["country"] or "") == ((place and place.country) or "")
    if total:
        print(f"{folder}: {total} claims, quotes given: place right {right / total:.3f}, country right {countries / total:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("ONRECORD_SHARED", "../shared")))
    args = parser.parse_args()
    if not args.shared.exists():
        print(f"{args.shared} is absent: nothing to measure")
        return
    gazetteer = Gazetteer.load()
    local_news(args.shared, gazetteer, demonyms=False)
    local_news(args.shared, gazetteer, demonyms=True)
    for folder in ("dev", "real"):
        claims(args.shared, folder, gazetteer)


if __name__ == "__main__":
    main()
