"""Makes the corpus files from folders of annotated reports: one JSON object a line, empty fields left out.

    python training/corpus/build.py GOLD_FOLDER        (the folder that holds train/, train-real/ and bank/)

The files it writes are committed, so training needs only a clone; this script is kept to show how they came about, and to add a
team's own corrected reports (`--add NAME FOLDER`, reports in the same form).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KEEP = tuple("quote source cue modality type actor target place country date_from date_to quantities control".split())


def packed(value: Any) -> Any:
    """The same without empty strings, lists and nulls."""
    if isinstance(value, dict):
        return {k: packed(v) for k, v in value.items() if v not in ("", None, [], {})}
    return value


def read_clusters(folder: Path) -> Iterator[dict[str, Any]]:
    """Whole reports, annotated in full; `names` holds every spelling of the cluster's actors that the report's text has."""
    for cluster in sorted(p for p in folder.iterdir() if (p / "actors.json").exists()):
        table = json.loads((cluster / "actors.json").read_text("utf-8"))
        for path in sorted(cluster.glob("*.json")):
            report = json.loads(path.read_text("utf-8"))
            if not (isinstance(report, dict) and "claims" in report):
                continue
            text = report["text"].casefold()
            names = {n: [a for a in also if a.casefold() in text] for n, also in table.items()}
            yield packed(
                {
                    **{k: report.get(k) for k in ("id", "cluster", "publisher", "published", "title", "origin", "text")},
                    "names": {n: also for n, also in names.items() if also},
                    "claims": [packed({k: c.get(k) for k in KEEP}) for c in report["claims"]],
                }
            )


def read_passages(folder: Path) -> Iterator[dict[str, Any]]:
    """Short passages whose fields are stretches of the text."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            row = json.loads(line)
            claims = [packed({k: c.get(k) for k in KEEP}) for c in row["claims"]]
            yield {"id": f"{path.stem}-{number}", "text": row["text"], "claims": claims}


def write(name: str, rows: Iterator[dict[str, Any]]) -> None:
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
    (HERE / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{name}: {len(lines)} rows")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--add", nargs=2, metavar=("NAME", "FOLDER"))
    args = parser.parse_args()
    if args.gold:
        write("composed", read_clusters(args.gold / "train"))
        write("real", read_clusters(args.gold / "train-real"))
        write("passages", read_passages(args.gold / "bank"))
    if args.add:
        write(args.add[0], read_clusters(Path(args.add[1])))


if __name__ == "__main__":
    main()
