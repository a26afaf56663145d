"""Ten thousand random and hostile strings through the layers of actors and figures.

    python bench/hostile_strings.py [--count 10000] [--seed 7]

No layer may raise, point outside the text or answer differently twice. Printed: how many strings, the slowest one of each layer, and words
a second over all of them. The short form is tests/extract/actors/test_actors_robustness.py and tests/extract/figures/test_mentions.py.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from typing import Any

from onrecord.extract.actors import ActorNames, find_actors
from onrecord.extract.figures import find_figures
from onrecord.knowledge.actors import ActorRegister
from onrecord.records import Span

PIECES = (
    "the The a its said , . ( ) ' \u2019 \n - Syria's U.S. UN (UN) (JNA) army spokesman of for Gen. Col. Isis IS rebels group ministry "
    "Moscow governor Homs regional military administration 79th Brigade al-Qaeda affiliate its men who told according to one of them "
    "hospital al- 12 1,200 1.2m at least between and two thirds dozens a family of six killed wounded % km \u00a3 \ufeff \u202e \u0000 "
    "\u0301 \u4e2d\u6587 \u062d\u0645\u0635 \U0001f525 \xad"
).split(" ")


def strings(count: int, seed: int) -> list[str]:
    """Half words of the trade in any order, a quarter any characters, a quarter one piece again and again."""
    chance = random.Random(seed)
    made = []
    for n in range(count):
        length = chance.randint(0, 60)
        if n % 4 < 2:
            made.append(chance.choice(("", " ")).join(chance.choices(PIECES, k=length)))
        elif n % 4 == 2:
            high = chance.choice((127, 0xD7FF))
            made.append("".join(chr(chance.randrange(32, high)) for _ in range(length * 3)))
        else:
            made.append("".join(chance.choices(PIECES, k=chance.randint(1, 3))) * (length * 4))
    return made


def layers() -> Sequence[tuple[str, Callable[[str], Any]]]:
    register = ActorRegister.load()

    def named(text: str) -> Any:
        names = ActorNames(text, register, country="SYR")
        return names.name_of(Span(0, min(len(text), 40))), [m.name for m in names.cast.members]

    return (
        ("actors", lambda text: find_actors(text, register)),
        ("actor names", named),
        ("figures", find_figures),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    texts = strings(given.count, given.seed)
    words = sum(len(text.split()) for text in texts)
    for name, layer in layers():
        slowest, total = (0.0, ""), 0.0
        for text in texts:
            started = time.process_time()
            found = layer(text)
            took = time.process_time() - started
            slowest, total = max(slowest, (took, text)), total + took
            if found != layer(text):
                raise SystemExit(f"{name}: answers differently twice: {text!r}")
            for mention in found if isinstance(found, list) else ():
                if not 0 <= mention.start <= mention.end <= len(text):
                    raise SystemExit(f"{name}: points outside the text: {text!r}")
        print(
            f"{name}: {len(texts):,} strings, slowest {slowest[0] * 1000:.0f} ms, {words / total:,.0f} words a second: {slowest[1][:60]!r}"
        )


if __name__ == "__main__":
    main()
