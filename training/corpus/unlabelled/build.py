"""Makes texts.jsonl, reports without annotation that the small reader learns from by what the large one reads in them.

    python training/corpus/unlabelled/build.py SHARED_FOLDER        (the folder that holds data/ and gold/)

Articles of FA-KES that stand neither among the annotated ones nor among those that the reader is measured on, told apart by their words,
for ids differ; and MUC-4's training texts, every fourth. The file is committed; this script is kept to show how it came about.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MOST_ALIKE = 0.3  # share of runs of eight words that a text may have in common with those it must not be
FIRST, EVERY = 600, 4  # MUC-4: so many texts, and one in so many of them


def shingles(text: str) -> set[str]:
    """Runs of eight words, without case and marks."""
    words = re.sub(r"[^\w\s]", "", text).casefold().split()
    return {" ".join(words[i : i + 8]) for i in range(len(words) - 7)}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def texts(shared: Path) -> Iterator[dict[str, Any]]:
    taken: set[str] = set()
    for folder in ("real", "dev", "train-real"):
        for path in (shared / "gold" / folder).rglob("*.json"):
            report = json.loads(path.read_text("utf-8"))
            if isinstance(report, dict) and "text" in report:
                taken |= shingles(report["text"])
    for row in lines(shared / "data" / "fakes" / "dev.jsonl"):
        own = shingles(row["text"])
        if own and len(own & taken) / len(own) <= MOST_ALIKE:
            taken |= own
            yield {"id": f"fakes-{row['id']}", "origin": "FA-KES", **{k: row[k] for k in ("publisher", "published", "title", "text")}}
    for row in lines(shared / "data" / "muc4" / "train.jsonl")[:FIRST:EVERY]:
        body = re.sub(r"(?<!\n)\n(?!\n)", " ", row["text"]).strip()
        yield {"id": f"muc4-{row['id']}", "origin": "MUC-4", "text": body}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    made = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in texts(parser.parse_args().shared)]
    (HERE / "texts.jsonl").write_text("\n".join(made) + "\n", "utf-8")
    print(f"{len(made)} texts")


if __name__ == "__main__":
    main()
