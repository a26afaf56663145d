"""Scores how pages are read on the 500 made pages of tests/corpus/pages: body text, publisher and date, by layout.

python gate/score_pages.py [--seed 8] [--worst 10] [--part open|held-out]

The rules of page reading were mended on the layouts of the open part alone; a third of the layouts, drawn by seed, is held out: of those
only sums are printed, so that nobody mends a rule on them.

Pages are read through onrecord.read alone, from files, as a person would read saved pages. Body is the F1 of words, counted as often
as they come, after a leading headline is taken off what was read; a page that gives several reports (a live blog) counts with all
their text. Publisher is right if it is the same but for case, punctuation and a leading "The"; where the page names none, any is
wrong. A day is right if it is the day of first publication; of several reports, if their days are the days of the posts.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any

from onrecord.read import read_all
from onrecord.records import Report, Skipped

PAGES = Path(__file__).parents[1] / "tests" / "corpus" / "pages"
HELD_OUT_SEED, HELD_OUT_SHARE = 20261201, 3  # one layout in three, drawn before any rule was mended
MEASURES = ("body", "whole", "publisher", "date")


def making() -> ModuleType:
    spec = importlib.util.spec_from_file_location("known_pages", PAGES / "make.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["known_pages"] = module
    spec.loader.exec_module(module)
    return module


def held_out(layouts: Sequence[str]) -> frozenset[str]:
    """The layouts that no rule was mended on."""
    return frozenset(random.Random(HELD_OUT_SEED).sample(sorted(layouts), len(layouts) // HELD_OUT_SHARE))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def f1(wanted: str, got: str) -> float:
    left, right = Counter(words(wanted)), Counter(words(got))
    both = (left & right).total()
    return 2 * both / (left.total() + right.total()) if both else 0.0


def without_headline(text: str, title: str) -> str:
    text = text.lstrip("# \n")
    return text[len(title) :] if text.startswith(title) else text


def same_name(left: str | None, right: str | None) -> bool:
    def plain(name: str | None) -> list[str]:
        return [word for at, word in enumerate(words(name or "")) if at or word != "the"]

    return plain(left) == plain(right)


def right_day(page: Any, reports: Sequence[Report]) -> bool:
    days = [report.published_day for report in reports]
    return days == [page.published] or (len(days) > 1 and set(days) == set(page.posts or [page.published]))


def score(page: Any, reports: Sequence[Report]) -> dict[str, float]:
    body = f1(page.body, "\n".join(without_headline(report.text, page.title) for report in reports))
    publisher = bool(reports) and all(same_name(page.publisher, report.publisher) for report in reports)
    return dict(zip(MEASURES, (body, float(body >= 0.95), float(publisher), float(right_day(page, reports))), strict=True))


def row(name: str, scores: Sequence[dict[str, float]]) -> str:
    return f"{name:28} {len(scores):5}  " + "  ".join(f"{mean(s[m] for s in scores):9.3f}" for m in MEASURES)


def read_pages(pages: Sequence[Any]) -> tuple[dict[str, list[Report]], list[Skipped]]:
    """The reports of each page, by its name, read from files."""
    read: dict[str, list[Report]] = defaultdict(list)
    skipped: list[Skipped] = []
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            (Path(folder) / f"{page.name}.html").write_text(page.html, encoding="utf-8")
        # One by one: two pages with one text, publisher and day are one report, which is right, but no measure of the second.
        for report in (r for path in sorted(Path(folder).iterdir()) for r in read_all([path], on_skip=skipped.append)):
            name, _, part = report.location.partition("#")
            if not part.startswith("quoted"):  # what the page shows of a network is a report of its own, and none of the page's body
                read[Path(name).stem].append(report)
    return read, skipped


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=8)
    options.add_argument("--worst", type=int, default=10)
    options.add_argument("--pages", type=int, help="so many pages only, each layout in turn")
    options.add_argument("--part", choices=("open", "held-out"), help="the layouts that rules were mended on, or the others")
    options.add_argument("--show", metavar="LAYOUT", help="print what was read of this layout's pages")
    chosen = options.parse_args()
    maker = making()
    hidden = held_out(list(maker.layouts()))
    pages = list(maker.make(chosen.seed, **({"pages": chosen.pages} if chosen.pages else {})))
    if chosen.part:
        pages = [page for page in pages if (page.layout in hidden) == (chosen.part == "held-out")]
    read, skipped = read_pages(pages)
    scored = defaultdict(list)
    for page in pages:
        scored[page.layout].append(score(page, read[page.name]))
        if page.layout == chosen.show and page.layout not in hidden:
            for report in read[page.name] or [None]:
                print(page.name, page.publisher, page.published, "read:", report and (report.publisher, report.published, report.stated))
    head = f"{'layout':28} pages  " + "  ".join(f"{name:>9}" for name in ("body F1", "F1>=.95", "publisher", "date"))
    print(head)
    layouts = sorted(scored, key=lambda name: sum(s[m] for s in scored[name] for m in ("body", "publisher", "date")) / len(scored[name]))
    for name in layouts:
        if name not in hidden:
            print(row(name, scored[name]))
    for part, names in (("open", scored.keys() - hidden), ("held out", scored.keys() & hidden), ("all", scored.keys())):
        if names:
            print(row(f"{part}: {len(names)} layouts", [s for name in names for s in scored[name]]))
    for part, inside in (("open", False), ("held out", True)):
        undated = [p for p in pages if (p.layout in hidden) == inside and p.published and not any(r.published for r in read[p.name])]
        print(f"{part}: {len(undated)} pages without a day though they have one")
    print(f"{len(skipped)} pages skipped" + "".join(f"\n  {one}" for one in skipped[:5] if not chosen.part))
    print("worst:", ", ".join([name for name in layouts if name not in hidden][: chosen.worst]))


if __name__ == "__main__":
    main()
