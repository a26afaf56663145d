"""Scores how much of a report's claims is the same in every format: the files of tests/corpus/formats against the plain text.

python gate/score_formats.py [--reader default]

A claim is the same if its words, white space apart, its type, its speaker and its modality are. Of each file counted are the plain text's
claims that it gives too; what it gives beyond them is printed beside it.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from onrecord.extract.pipeline import Pipeline
from onrecord.read import read_all
from onrecord.records import Claim, Report, Skipped

FILES = Path(__file__).parents[1] / "tests" / "corpus" / "formats" / "files"
Key = tuple[str, str, str, str]


def key(claim: Claim) -> Key:
    return " ".join(claim.quote.text.split()), str(claim.type), claim.source.name or "", str(claim.modality)


def reports() -> dict[str, list[Report]]:
    """The reports of each file."""
    skipped: list[Skipped] = []
    found = {path.name: list(read_all([path], on_skip=skipped.append)) for path in sorted(FILES.iterdir())}
    assert not skipped, skipped
    return found


def whose(report: Report, plain: dict[str, Report]) -> str:
    """The plain text that a report is of: the one with most words in common."""
    words = Counter(report.text.split())
    return max(plain, key=lambda name: (words & Counter(plain[name].text.split())).total())


def score(pipeline: Pipeline, *, only: str = "") -> Iterable[tuple[str, int, int, int]]:
    """Each kind of file: claims of the plain texts, how many of them it gives, and how many others. only: of that plain text."""
    read = reports()
    plain = {name: found[0] for name, found in read.items() if name.endswith(".txt")}
    cache: dict[tuple[str, str, str], Counter[Key]] = {}

    def claims(report: Report) -> Counter[Key]:
        told = (report.text, report.publisher or "", report.published_day or "")
        if told not in cache:
            cache[told] = Counter(map(key, pipeline.claims(report)))
        return cache[told]

    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for name, found in read.items():
        ending = name.partition(".")[2]
        for report in found:
            text = whose(report, plain)
            if only not in text:
                continue
            wanted, got = claims(plain[text]), claims(report)
            both = (wanted & got).total()
            for at, number in enumerate((wanted.total(), both, got.total() - both)):
                sums[ending][at] += number
    return [(ending, *numbers) for ending, numbers in sums.items()]  # type: ignore[misc]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reader", default="default")
    scored = list(score(Pipeline.load(reader=options.parse_args().reader)))
    print(f"{'format':14} claims   same  share  others")
    for ending, wanted, both, others in scored:
        print(f"{ending:14} {wanted:6} {both:6}  {both / wanted:.3f}  {others:6}")
    wanted, both = sum(s[1] for s in scored), sum(s[2] for s in scored)
    print(f"{'all':14} {wanted:6} {both:6}  {both / wanted:.3f}")


if __name__ == "__main__":
    main()
