"""Makes 500 web pages over more than 60 layouts whose text, title, publisher and date are known, for measuring how pages are read.

python tests/corpus/pages/make.py [--seed 8] [--out FOLDER] [--write-truth]

The texts are those of training/corpus/composed.jsonl (our own), cut, with a paragraph of another report of the same events mixed in now and
then. The layouts stand in layouts-*.html, what surrounds a text in furniture.html; README.md says what a page's body is.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
CORPUS = HERE.parents[2] / "training" / "corpus" / "composed.jsonl"
SEED, PAGES = 8, 500
WORDS: dict[str, Any] = json.loads((HERE / "words.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page with what a reader should get from it. published: YYYY-MM-DD; None: the page does not say."""

    name: str
    layout: str
    html: str
    body: str
    title: str
    publisher: str | None
    published: str | None
    posts: tuple[str, ...] = ()  # of a live blog: the day of each post, in the page's order


class Moment(dt.datetime):
    """A moment that prints itself in the languages of pages."""

    def say(self, form: str) -> str:
        """strftime without padding marks of one system: {d} {dd} {m} {mm} {yy} {y} {Mon} {Month} {Day} {Dy} {hm} {h12}."""
        at = self
        return form.format(
            d=at.day, dd=f"{at.day:02}", m=at.month, mm=f"{at.month:02}", y=at.year, yy=f"{at.year % 100:02}",
            Mon=WORDS["months"]["en"][at.month - 1][:3], Month=WORDS["months"]["en"][at.month - 1],
            Day=WORDS["days"][at.weekday()], Dy=WORDS["days"][at.weekday()][:3],
            hm=f"{at.hour:02}:{at.minute:02}", h12=f"{(at.hour - 1) % 12 + 1}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}",
        )  # fmt: skip

    def in_words(self, language: str) -> str:
        return str(WORDS["months"][language][self.month - 1])

    def epoch(self) -> int:
        return int(self.replace(tzinfo=dt.UTC).timestamp())

    def iso(self, zone: str = "+00:00") -> str:
        return self.strftime("%Y-%m-%dT%H:%M:00") + zone

    def later(self, **by: int) -> Moment:
        return self + dt.timedelta(**by)


def slug(words: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", words.lower()))


@lru_cache
def layouts() -> dict[str, tuple[dict[str, str], str]]:
    """Each layout's options and template, by name, in order. A layout begins with a line '=== name option option=value'."""
    found: dict[str, tuple[dict[str, str], str]] = {}
    for path in sorted(HERE.glob("layouts-*.html")):
        for part in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            head, template = part.split("\n", 1)
            name, *options = head.split()
            found[name] = ({key: value for key, _, value in (o.partition("=") for o in options)}, template)
    return found


@lru_cache
def texts() -> list[dict[str, Any]]:
    """The reports that pages are made of: those of sources.txt, so that a corpus which grows leaves the pages as they are."""
    wanted = set((HERE / "sources.txt").read_text(encoding="utf-8").split())
    rows = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    return sorted((row for row in rows if row["id"] in wanted), key=lambda row: str(row["id"]))


def paragraphs(row: dict[str, Any]) -> list[str]:
    """A report's paragraphs, without a first one that repeats its title."""
    parts = [" ".join(part.split()) for part in row["text"].split("\n\n")]
    return [part for part in parts if part and part != row["title"]]


def body_of(row: dict[str, Any], rng: random.Random) -> list[str]:
    """A report's paragraphs, cut at the end, at times with one of another report of the same events."""
    found = paragraphs(row)
    found = found[: max(5, rng.randint(len(found) // 2 + 1, len(found)))]
    others = [other for other in texts() if other["cluster"] == row["cluster"] and other["id"] != row["id"]]
    if others and rng.random() < 0.5:
        long = [part for part in paragraphs(rng.choice(others)) if len(part) > 120]
        found.insert(rng.randint(2, len(found)), rng.choice(long) if long else found.pop())
    return found


def teaser(row: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    day = dt.date.fromisoformat(row["published"]) + dt.timedelta(days=rng.randint(-40, 40))
    first = next(part for part in paragraphs(row) if len(part) > 60)
    at = Moment(day.year, day.month, day.day, rng.randint(6, 22), rng.randint(0, 59))
    return {
        "title": row["title"],
        "text": first[:140].rsplit(" ", 1)[0] + "...",
        "at": at,
        "href": f"/{day:%Y/%m/%d}/{slug(row['title'])[:50]}",
        "full": paragraphs(row),
    }


def comment(at: Moment, rng: random.Random) -> dict[str, Any]:
    return {
        "name": rng.choice(WORDS["nicks"]),
        "text": rng.choice(WORDS["comments"]),
        "at": at.later(hours=rng.randint(1, 90)),
        "likes": rng.randint(0, 200),
    }


def live(parts: list[str], at: Moment, days: int, rng: random.Random) -> list[dict[str, Any]]:
    """Posts of a live blog, the newest first: each with its moment and paragraphs. The first post is as old as the page."""
    posts, left, now = [], list(parts), at
    while left:
        take = rng.randint(1, 2)
        posts.append({"at": now, "p": left[:take], "by": rng.choice(WORDS["authors"]), "id": f"{rng.randrange(16**8):08x}"})
        left = left[take:]
        now = now.later(minutes=rng.randint(3, 40)) if days < 2 else now.later(hours=rng.randint(5, 12))
    return posts[::-1]


def make_page(number: int, layout: str, row: dict[str, Any], rng: random.Random, templates: Environment) -> Page:
    options, template = layouts()[layout]
    day = dt.date.fromisoformat(row["published"])
    at = Moment(day.year, day.month, day.day, rng.randint(6, 14), rng.randint(0, 59))
    parts = body_of(row, rng)
    if "stub" in options:
        parts = parts[: int(options["stub"])]
    publisher = rng.choice(WORDS["institutions"]) if "institution" in options else re.sub(r"\s*\(.*?\)", "", row["publisher"])
    posts = live(parts, at, int(options["live"]), rng) if "live" in options else []
    others = [other for other in texts() if other["cluster"] != row["cluster"]]
    host = "www." + (slug(publisher).replace("-", "")[:24] or "news") + rng.choice([".com", ".org", ".net", ".info"])
    values = {
        "p": parts,
        "title": row["title"],
        "publisher": publisher,
        "at": at,
        "mod": at.later(hours=rng.randint(2, 60)),
        "now": at.later(days=rng.randint(200, 1500)),
        "author": rng.choice(WORDS["authors"]),
        "author2": rng.choice(WORDS["authors"]),
        "host": host,
        "slug": slug(row["title"])[:60],
        "url": f"https://{host}/{slug(rng.choice(WORDS['nav']['en']))}/{slug(row['title'])[:60]}",
        "n": rng.randint(10_000, 9_999_999),
        "rel": [teaser(other, rng) for other in rng.sample(others, 12)],
        "com": [comment(at, rng) for _ in range(rng.randint(3, 9))],
        "cap": rng.sample(WORDS["captions"], 4),
        "credit": rng.choice(WORDS["credits"]),
        "nav": WORDS["nav"],
        "ui": WORDS["ui"],
        "posts": posts,
        "rng": rng,
        "place": rng.choice(WORDS["places"]),
        "tags": rng.sample(WORDS["tags"], 4),
        "bio": rng.choice(WORDS["bios"]),
        "json": lambda value: json.dumps(value, ensure_ascii=False),
    }
    html = templates.from_string("{% import 'furniture.html' as f with context %}" + template).render(values)
    return Page(
        name=f"{number:03}-{layout}", layout=layout, html=html.strip() + "\n", body="\n\n".join(parts), title=row["title"],
        publisher=None if "nopublisher" in options else publisher, published=None if "nodate" in options else day.isoformat(),
        posts=tuple(f"{post['at']:%Y-%m-%d}" for post in posts),
    )  # fmt: skip


def make(seed: int = SEED, pages: int = PAGES) -> Iterator[Page]:
    """The pages of a seed: the layouts in turn, each with another report."""
    rng = random.Random(seed)
    templates = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    names, rows = list(layouts()), texts()
    order = [row for _ in range(pages // len(rows) + 1) for row in rng.sample(rows, len(rows))]
    for number in range(pages):
        yield make_page(number, names[number % len(names)], order[number], random.Random(f"{seed}/{number}"), templates)


def truth_row(page: Page) -> dict[str, str]:
    digests = {key: hashlib.sha256(text.encode()).hexdigest()[:16] for key, text in (("body", page.body), ("html", page.html))}
    return {"page": page.name, "publisher": page.publisher or "", "published": page.published or "", "title": page.title, **digests}


def write_truth(pages: list[Page]) -> None:
    with (HERE / "truth.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, list(truth_row(pages[0])), lineterminator="\n")
        table.writeheader()
        table.writerows(truth_row(page) for page in pages)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--out", type=Path)
    options.add_argument("--write-truth", action="store_true")
    chosen = options.parse_args()
    pages = list(make(chosen.seed))
    if chosen.write_truth:
        write_truth(pages)
    if chosen.out:
        chosen.out.mkdir(parents=True, exist_ok=True)
        for page in pages:
            (chosen.out / f"{page.name}.html").write_text(page.html, encoding="utf-8")
    print(f"{len(pages)} pages, {len(layouts())} layouts")


if __name__ == "__main__":
    main()
