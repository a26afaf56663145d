"""Speed of reading, component by component, on the text of examples/ repeated to a given length.

    read_reports.py [--words 20000] [--reader default]

The baseline in the same run is one pass of the package's own splitter into sentences and words (onrecord/extract/text.py): it says how
fast this machine and Python are, and each component is given as words a second and as so many times the cost of that pass. The last lines
read half the text as well: linear means a factor of about two. Times are of the processor, so that a busy machine does not show; a
reader that runs on several threads counts the time of all of them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from onrecord.extract.actors import find_actors
from onrecord.extract.attribution import find_attributions
from onrecord.extract.dates import find_dates
from onrecord.extract.figures import find_figures
from onrecord.extract.pipeline import Pipeline
from onrecord.extract.places import find_places
from onrecord.extract.reader.mend import mend
from onrecord.extract.text import sentences, words
from onrecord.read import read_all
from onrecord.records import Report

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PUBLISHED = "2016-12-12"


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def text_of(length: int) -> str:
    """The texts of examples/ in order, over and over, as `length` words."""
    texts = [r.text for r in read_all([EXAMPLES], on_skip=lambda _: None)]
    joined = "\n\n".join(texts)
    times = length // len(joined.split()) + 1
    long = "\n\n".join([joined] * times)
    return long[: words(long)[length - 1].end]


def split(text: str) -> None:
    for sentence in sentences(text):
        words(text, sentence)


def components(pipeline: Pipeline) -> dict[str, Callable[[Report], object]]:
    """Each component by itself, and last all of them together as `Pipeline.claims` has them."""
    gazetteer, register, reader = pipeline.gazetteer, pipeline.register, pipeline.reader
    return {
        "attributions": lambda r: find_attributions(r.text, nested=True),
        "dates": lambda r: find_dates(r.text, r.published),
        "places": lambda r: find_places(r.text, gazetteer),
        "figures": lambda r: find_figures(r.text),
        "actors": lambda r: find_actors(r.text, register),
        f"reader {reader.name}": reader.read,
        "reader, mended": lambda r: mend(r, reader.read(r)),
        "claims, all together": pipeline.claims,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--reader", default="default")
    args = parser.parse_args()
    pipeline = Pipeline.load(reader=args.reader)
    whole, half = (Report(id=f"r{n}", text=text_of(n), published=PUBLISHED) for n in (args.words, args.words // 2))
    pipeline.claims(Report(id="warm", text=text_of(500), published=PUBLISHED))  # lists, weights and caches are loaded
    base = min(seconds(lambda: split(whole.text)) for _ in range(5))
    print(f"{args.words:,} words, {len(whole.text):,} characters")
    print(f"{'baseline: sentences and words':32} {args.words / base:>12,.0f} words a second")
    for name, work in components(pipeline).items():
        took, less = seconds(lambda work=work: work(whole)), seconds(lambda work=work: work(half))  # type: ignore[misc]
        print(f"{name:32} {args.words / took:>12,.0f} words a second, {took / base:8.1f} x baseline; {took / less:.1f} x half the text")


if __name__ == "__main__":
    main()
