"""Makes onrecord/extract/figures/data/nouns.toml: what kind of thing an English noun names, from WordNet's hierarchy.

    python training/layers/nouns.py WORDNET_DIR        (the folder that holds data.noun and index.noun, release 3.0)

Only single words, by their most frequent sense, and only those that are more often nouns than verbs or adjectives by WordNet's own
counts. Words of data/en.toml go before these.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections import Counter, defaultdict
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "onrecord" / "extract" / "figures" / "data" / "nouns.toml"
# Kind -> the words of the hierarchy (first sense) under which it stands; the nearest one above a word decides.
KINDS = {
    "fighter": ("serviceman", "combatant", "soldier", "terrorist", "insurgent"),
    "person": ("person",),
    "vehicle": ("vehicle",),
    "weapon": ("weapon", "ammunition", "explosive"),
    "building": ("building", "housing", "plant"),
    "site": ("structure",),
    "animal": ("animal",),
    "group": ("social_group",),
    "place": ("location",),
    "document": ("document",),
    "event": ("event",),
    "thing": ("artifact",),
    "stuff": ("substance",),
}
EVERY_WORD = frozenset({"fighter", "person", "vehicle", "weapon", "building", "site", "animal"})  # of the other kinds: those seen in use
_PLAIN = re.compile(r"[a-z]{3,}(?:-[a-z]+)*")
# Nouns by the book that running text hardly ever uses as such.
_NOT_NOUNS = frozenset(
    "can will may might must have has had was are were her his its more most all any both but off out over down back left right about "
    "still while when who being then there here now today yesterday not one two no none so well way like just near past early late west "
    "east north south dead wounded injured missing military local central general official former foreign public medical civil private "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november "
    "december mr mrs many several total least".split()
)


def read_nouns(folder: Path) -> tuple[dict[str, tuple[list[str], bool]], dict[str, list[str]]]:
    """Synset -> (those above it, whether it is one named thing); word -> its synsets, most frequent first."""
    above: dict[str, tuple[list[str], bool]] = {}
    for line in (folder / "data.noun").read_text("utf-8").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split(" | ")[0].split()
        at = 4 + 2 * int(fields[3], 16)
        links = [fields[i : i + 3] for i in range(at + 1, at + 1 + 4 * int(fields[at]), 4)]
        above[fields[0]] = ([to for kind, to, part in links if kind in ("@", "@i") and part == "n"], any(k == "@i" for k, *_ in links))
    senses = {}
    for line in (folder / "index.noun").read_text("utf-8").splitlines():
        if not line.startswith("  "):
            fields = line.split()
            senses[fields[0]] = fields[-int(fields[2]) :]
    return above, senses


def read_uses(folder: Path) -> dict[str, Counter[str]]:
    """Word -> how often each part of speech was met (n, v, a, r)."""
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for line in (folder / "cntlist.rev").read_text("utf-8").splitlines():
        key, _, count = line.split()
        word, _, rest = key.partition("%")
        uses[word][{"1": "n", "2": "v", "4": "r"}.get(rest[0], "a")] += int(count)
    return uses


def kinds(folder: Path) -> dict[str, list[str]]:
    above, senses = read_nouns(folder)
    uses = read_uses(folder)
    anchors = {senses[word][0]: kind for kind, words in KINDS.items() for word in words}

    def kind_of(synset: str) -> str | None:
        level = [synset]
        while level:
            found = next((anchors[s] for s in level if s in anchors), None)
            if found:
                return found
            if any(above[s][1] for s in level):
                return None  # a named person or place
            level = [up for s in level for up in above[s][0]]
        return None

    found: dict[str, list[str]] = defaultdict(list)
    for word, synsets in sorted(senses.items()):
        if not _PLAIN.fullmatch(word) or word in _NOT_NOUNS:
            continue
        met = uses.get(word, Counter())
        kind = kind_of(synsets[0])
        if kind and met["n"] >= max(met["v"], met["a"], met["r"]) and (kind in EVERY_WORD or met["n"]):
            found[kind].append(word)
    return found


def main() -> None:
    found = kinds(Path(sys.argv[1]))
    lines = [
        "# What kind of thing a noun names: single words by their most frequent sense, from WordNet 3.0, (c) 2006 Princeton University, by",
        "# training/layers/nouns.py. Licence: LICENSE-WORDNET.txt.",
        "",
        "[nouns]",
    ]
    for kind, words in found.items():
        lines += [f'{kind} = """', *textwrap.wrap(" ".join(words), 138, break_on_hyphens=False), '"""']
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print({kind: len(words) for kind, words in found.items()}, f"{OUT.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
