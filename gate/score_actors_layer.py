#!/usr/bin/env python3
"""Measures the actors layer on annotated reports, the mentions given and the names hidden.

    python gate/score_actors_layer.py GOLD_DIR [--guess] [--errors N] [--kinds]

GOLD_DIR holds <cluster>/<id>.json and <cluster>/actors.json. For each claim with a named source, `ActorNames.name_of` gets the words of the
mention (the occurrence nearest to the quote). Printed: B-cubed F1 of the names against the annotators' canonical names, over the claims of
a report and of a cluster; how often the kind is right; how often the name alone is right by the scorer's rule.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.extract.actors import ActorNames
from onrecord.knowledge.actors.register import ActorRegister, key
from onrecord.records import Span

_TOKEN = re.compile(r"\w+")
_EMPTY = {"the", "a", "an", "city", "town", "village", "province", "governorate", "of", "district", "neighbourhood", "neighborhood"}


def plain(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(t for t in _TOKEN.findall(text) if t not in _EMPTY)


def same(left: str, right: str, table: dict[str, str]) -> bool:
    a, b = plain(left), plain(right)
    if table.get(a, a) == table.get(b, b):
        return True
    return bool(a and b) and (set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()))


def reports(folder: Path) -> Iterator[tuple[str, dict[str, Any], dict[str, str]]]:
    for actors in sorted(folder.rglob("actors.json")):
        listed: dict[str, list[str]] = json.loads(actors.read_text("utf-8"))
        table = {plain(spelling): name for name, others in listed.items() for spelling in (name, *others)}
        for path in sorted(actors.parent.glob("*.json")):
            report = json.loads(path.read_text("utf-8"))
            if isinstance(report, dict) and "claims" in report and "text" in report:
                yield actors.parent.name, report, table


def b_cubed(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Summed precision and recall over (given name, gold name) pairs."""
    given, gold, both = Counter(p[0] for p in pairs), Counter(p[1] for p in pairs), Counter(pairs)
    return sum(both[p] / given[p[0]] for p in pairs), sum(both[p] / gold[p[1]] for p in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument(
        "--guess", action="store_true", help="let the layer guess the country that the report is about, instead of its claims' country"
    )
    parser.add_argument("--kinds", action="store_true", help="list wrong kinds")
    args = parser.parse_args()
    register = ActorRegister.load()
    within: dict[str, list[tuple[str, str]]] = defaultdict(list)
    across: dict[str, list[tuple[str, str]]] = defaultdict(list)
    kinds = named = total = 0
    wrong: list[str] = []
    bad_kinds: Counter[tuple[str, str, str]] = Counter()
    for cluster, report, table in reports(args.gold):
        text = report["text"]
        countries = Counter(c["country"] for c in report["claims"] if c["country"])
        names = ActorNames(text, register, country=None if args.guess else _country(countries))
        for claim in report["claims"]:
            mention = claim["source"]["mention"]
            start = text.find(mention) if mention else -1
            quote = text.find(claim["quote"])
            if start < 0 or quote < 0 or claim["source"]["canonical"] in ("narrator", "unattributed"):
                continue
            name, kind = names.name_of(Span(start, start + len(mention)), near=Span(quote, quote + len(claim["quote"])))
            want = claim["source"]
            total += 1
            kinds += str(kind) == want["kind"]
            bad_kinds[str(kind), want["kind"], mention] += str(kind) != want["kind"]
            right = same(name, want["canonical"], table)
            named += right
            within[report["id"]].append((key(name), want["canonical"]))
            across[cluster].append((key(name), want["canonical"]))
            if not right:
                wrong.append(f"{report['id']}: {mention!r} -> {name!r} ({kind}), gold {want['canonical']!r} ({want['kind']})")
    print(f"{total} named sources; name right {named / total:.3f}, kind right {kinds / total:.3f}")
    for label, groups in (("within a report", within), ("across a cluster", across)):
        p, r = map(sum, zip(*(b_cubed(pairs) for pairs in groups.values()), strict=True))
        print(f"B-cubed {label}: P {p / total:.3f} R {r / total:.3f} F1 {2 * p * r / (p + r) / total:.3f}")
    print("\n".join(wrong[: args.errors]))
    if args.kinds:
        print("\n".join(f"{n} {k}" for k, n in bad_kinds.most_common() if n))


def _country(counted: Counter[str]) -> str | None:
    return counted.most_common(1)[0][0] if counted else None


if __name__ == "__main__":
    main()
