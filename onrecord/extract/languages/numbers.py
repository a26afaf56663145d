"""Numbers in a language's words or digits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.extract.languages.words import SPACE, Letters, any_of, forms, letters
from onrecord.vocab.load import table

_DIGITS = r"\d{1,3}(?:[  \u202f.,'٬\u066c]\d{3})+(?:[.,٫]\d{1,2}(?!\d))?|\d+(?:[.,٫]\d{1,2}(?!\d))?"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Number words of a language. pattern: digits, words or both ("2,5 millions")."""

    values: Mapping[str, float]
    joiners: str
    units_first: bool
    vigesimal: bool
    decimal: str
    pattern: str
    words: str
    scales: Mapping[str, float]  # words that multiply what stands before them: "two tens", "one and a half thousand"
    half: str  # "and a half", said after the number

    def value(self, given: str) -> float | None:
        """The number that stands there in plain letters; None where the words do not make one ("two three")."""
        if self.scales:
            return self._scaled(given)
        total, current, room, seen = 0.0, 0.0, float("inf"), False
        for piece in self._pieces(given):
            value = self.digits(piece) if piece[0].isdigit() else self.values.get(" ".join(piece.split()))
            if value is None:
                return None
            if value >= 1000 and value in (1e3, 1e6, 1e9, 1e12):
                if seen and current == 0:
                    return None
                total += (current if seen and current else 1.0) * value
                current, room, seen = 0.0, float("inf"), False
                continue
            if value == 100 and 1 < current < 10 and seen and not piece[0].isdigit():
                current, room = current * 100, 100
            elif seen and current and self.units_first and self._after_units(current, value):
                current, room = current + value, 1
            elif seen and current and value >= room:
                return None
            else:
                current += value
                room = self._room(value)
            seen = True
        return total + current if seen or total else None

    @staticmethod
    def _after_units(current: float, value: float) -> bool:
        """ "Five and twenty", "three ten": where the units come first."""
        return 0 < current % 100 < 10 and value % 10 == 0 and 10 <= value < 100

    def _scaled(self, given: str) -> float | None:
        """The value where tens, hundreds and dozens are nouns that are counted, like thousands."""
        total, current, room, seen, last = 0.0, 0.0, float("inf"), False, float("inf")
        for piece in self._pieces(given):
            word = " ".join(piece.split())
            scale = self.scales.get(word)
            if scale is not None:
                if scale >= 1000 and scale >= last:
                    return None
                many = (current if seen else 1.0) * scale
                total, current = (total + many, 0.0) if scale >= 1000 else (total, many)
                room, seen, last = (scale, False, scale) if scale >= 1000 else (scale, True, last)
                continue
            if word == self.half:
                current, room = current + 0.5, 0.0
                continue
            value = self.digits(piece) if piece[0].isdigit() else self.values.get(word)
            if value is None or value >= room:
                return None
            current, seen = current + value, True
            room = self._room(value) if value == int(value) and not piece[0].isdigit() else 1.0
        return total + current

    def _room(self, value: float) -> float:
        if value >= 100 and value % 100 == 0:
            return 100
        if self.vigesimal and value in (60, 80):
            return 20
        if 20 <= value < 100 and value % 10 == 0:
            return 10
        if self.units_first and value < 10:
            return 1
        return 1

    def _pieces(self, given: str) -> list[str]:
        return [m[0] for m in re.finditer(rf"{_DIGITS}|{self.words}", given)]

    def digits(self, piece: str) -> float | None:
        """Digits with the language's marks of thousands and decimals."""
        plain = re.sub(r"[\s']", "", piece).replace("٬", "").replace("٫", self.decimal)
        other = "." if self.decimal == "," else ","
        grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain)
        if grouped and not (plain.startswith("0")):
            return float(re.sub(r"[.,]", "", plain))
        plain = re.sub(rf"{re.escape(other)}(?=\d{{3}}(?!\d))", "", plain).replace(",", ".")
        try:
            return float(plain)
        except ValueError:
            return None


@cache
def numbers(language: str) -> Numbers:
    given: Mapping[str, Any] = table("numbers", language)
    alphabet: Letters = letters(language)
    values: dict[str, float] = {}
    for value, many in given["number"].items():
        for form in forms(many):
            values.setdefault(alphabet.word(form), float(value))
    joiners: Sequence[str] = given.get("joiners", ())
    nouns = {alphabet.word(form): float(value) for value, many in given.get("scale", {}).items() for form in forms(many)}
    half = alphabet.word(given.get("half", ""))
    values |= nouns | ({half: 0.5} if half else {})
    words = rf"(?:{any_of(values)})(?!\w)" if not given.get("glued") else rf"(?:{any_of(values)})"
    glue = given.get("prefix", "")
    left = r"(?<!\w)"
    if joiners and not glue:  # "y", "et" stand between tens and units alone: "treinta y cuatro y ochenta" is two numbers
        tens = any_of(w for w, v in values.items() if 20 <= v < 100 and v % 10 == 0)
        units = any_of(w for w, v in values.items() if 1 <= v < 20)
        between = "|".join(SPACE + re.escape(alphabet.word(j)) + SPACE for j in joiners) + "|-" + "-|-".join(map(re.escape, joiners)) + "-"
        one = rf"(?:(?:{tens})(?:{between})(?:{units})(?!\w)|{words})"
        join = f"(?:-|{SPACE})"
    else:
        one, join = words, rf"(?:-|{SPACE}{glue}|{SPACE})"
    many = rf"(?:{one})(?:{join}(?:{one}))*"
    scales = any_of(w for w, v in values.items() if v in (1e3, 1e6, 1e9))
    pattern = rf"(?:{left}(?:(?:{_DIGITS})(?:(?:-|{SPACE})(?:{scales})(?!\w))?|{many}))"
    return Numbers(
        values=values,
        joiners="|".join(joiners),
        units_first=bool(given.get("units_first")),
        vigesimal=bool(given.get("vigesimal")),
        decimal=given.get("decimal", ","),
        pattern=pattern,
        words=words,
        scales=nouns,
        half=half,
    )
