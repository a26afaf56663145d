"""Draws the brief of one cluster of annotated reports, from the annotators' claims: what the page looks like when reading is right.

    python gate/brief_from_gold.py SHARED/gold/dev/palmyra-2016-12 -o brief.html [--as-known-at T]

The text of an annotated report may not be passed on; the page is for looking at, here.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord import flow, interchange
from onrecord.extract.complete import complete
from onrecord.knowledge.actors.register import ActorRegister
from onrecord.knowledge.gazetteer.gazetteer import Gazetteer
from onrecord.publish.brief import gist, render
from onrecord.publish.privacy import cover_picture
from onrecord.records import Claim, Picture


def read_gold(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        if isinstance(row, dict) and "claims" in row and "text" in row:
            yield row


def to_claim(report: dict[str, Any], number: int, gold: dict[str, Any]) -> Claim | None:
    """The annotators' claim; None if its quote is not in the text by the letter."""

    def piece(words: str, start: int = 0) -> dict[str, Any] | None:
        at = report["text"].find(words, start) if words else -1
        return {"text": words, "start": at, "end": at + len(words)} if at >= 0 else None

    quote, source = piece(gold["quote"]), gold["source"]
    if quote is None:
        return None
    mention = piece(source["mention"])
    place = piece(gold["place"], quote["start"])
    inside = place if place and place["end"] <= quote["end"] else None
    return interchange.claim_from(
        {
            "claim": f"{report['id']}#{number}",
            "report": report["id"],
            "quote": quote,
            "source": {
                "name": source["canonical"],
                "kind": source["kind"],
                "via": source.get("via"),
                **({"mention": mention["text"], "start": mention["start"], "end": mention["end"]} if mention else {}),
            },
            "cue": piece(gold["cue"]),
            "modality": gold["modality"],
            "type": gold["type"],
            "actor": gold["actor"],
            "target": gold["target"],
            "place": {
                "name": gold["place"],
                "country": gold["country"],
                **({"mention": inside["text"], "start": inside["start"], "end": inside["end"]} if inside else {}),
            },
            "when": {"from": gold["date_from"], "to": gold["date_to"]},
            "quantities": gold["quantities"],
            "control": gold.get("control"),
            "made_by": "annotators",
        }
    )


def picture_of(folder: Path, as_known_at: str | None) -> Picture:
    rows = list(read_gold(folder))
    given = [to_claim(row, number, gold) for row in rows for number, gold in enumerate(row["claims"])]
    register = ActorRegister.load()
    claims = complete([c for c in given if c is not None], Gazetteer.load(), register)
    picture = flow.conclude([interchange.report_from(r) for r in rows], claims, register, known_at=as_known_at)
    return cover_picture(picture, register)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("-o", "--output", type=Path, default=Path("brief.html"))
    options.add_argument("--as-known-at")
    chosen = options.parse_args()
    picture = picture_of(chosen.folder, chosen.as_known_at)
    page = render(picture)
    chosen.output.write_text(page, "utf-8")
    print("\n".join(gist(picture)))
    print(f"\n{chosen.output}: {len(page.encode()):,} bytes")


if __name__ == "__main__":
    main()
