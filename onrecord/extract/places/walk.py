"""Where names stand in a text: candidates by the gazetteer, by abbreviation, and runs of capitalised words that no gazetteer has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.extract.places import cues
from onrecord.extract.places.scan import LINKS, Token, capitalised, run_end, tokens_of
from onrecord.knowledge.gazetteer import Entry, Gazetteer
from onrecord.knowledge.gazetteer.names import exact
from onrecord.knowledge.gazetteer.tables import abbreviations, namesakes


@dataclass(slots=True)
class Candidate:
    """Tokens [i, j) may name a place."""

    i: int
    j: int
    name: str
    entries: tuple[Entry, ...]  # empty: no place of the gazetteer goes by the name
    evidence: float = 0.0
    kinds: tuple[str, ...] = ()  # kinds that a type word beside it asks for, the likeliest first
    named_type: str = ""  # the type word of a place that may be unknown: "village", "airbase"
    prefix: str = ""  # "eastern", "rural": part of a place
    near: bool = False  # the words point near it, not into it
    span: tuple[int, int] = (0, 0)  # offsets; wider than the tokens where a type word belongs to the name
    within: list[int] = field(default_factory=list)  # numbers of candidates that it is said to lie in
    prepared: bool = False  # a preposition of place stands before it


class Walker:
    """Tokens of one text, and the names among them."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text, self.gazetteer = text, gazetteer
        self.tokens = tokens_of(text)
        self.flags = namesakes()
        self.lowered = {t.lower for t in self.tokens if not t.capital and len(t.lower) > 2}
        self.has_apostrophes = "'" in text or "’" in text
        self.runs: set[str] = set()
        self.persons = self._persons()

    def _walk(self) -> Iterator[Candidate]:
        i = 0
        while i < len(self.tokens):
            if not capitalised(self.tokens, i):
                i += 1
                continue
            candidate = self._longest(i)
            if candidate:
                yield candidate
                i = candidate.j
            else:
                i += 1

    def _longest(self, i: int) -> Candidate | None:
        tokens = self.tokens
        end = run_end(tokens, i)
        token = tokens[i]
        joined = token.gap == "-" and end > i + 1
        short = self._abbreviation(i)
        if short:
            return short
        if len(token.text) == 1 and token.gap == "-" and i + 1 < len(tokens) and len(tokens[i + 1].text) > 3 and tokens[i + 1].capital:
            return None  # "D-Braxton": a party before a place
        skip_single = not joined and (
            (token.lower in cues.FUNCTION and not (token.text.isupper() and len(token.text) > 1 and not token.first))
            or token.lower in cues.DAYS
        )
        for j in range(end, i, -1):
            last = tokens[j - 1]
            if not last.capital and not last.text[0].isdigit():
                continue
            if j == i + 1 and skip_single:
                break
            if j > i + 1 and token.lower in cues.FUNCTION and not joined and token.lower not in ("the", "la", "le", "los", "las"):
                break
            name = self.text[token.start : last.end]
            entries = tuple(self.gazetteer.lookup(name))
            if entries and len(exact(name)) > 1:
                if j < end and self._goes_on(j, end, entries):
                    return self._unknown(i, end)
                start = i + 1 if token.lower == "the" and j > i + 1 else i
                return Candidate(start, j, self.text[tokens[start].start : last.end], entries, span=(tokens[start].start, last.end))
        if skip_single:
            return None
        return self._possessive(i) or self._unknown(i, end)

    def _goes_on(self, j: int, end: int, entries: tuple[Entry, ...]) -> bool:
        """Whether a known name is only the head of a longer one: "Ain" in "Ain Sindyan"."""
        after = self.tokens[j]
        if self.tokens[j - 1].gap != " " or not after.capital or after.titled or any(e.kind in ("country", "adm1") for e in entries[:1]):
            return False
        word = after.lower
        if word in cues.UNITS or word in cues.SITES or word in cues.LOCAL_TITLES or word in cues.TITLES or word in cues.ORGANISATIONS:
            return False
        if (
            "c" in self.flags.get(word, "")
            or word in cues.DAYS
            or word in cues.FUNCTION
            or word in cues.QUARTERS
            or self.gazetteer.is_demonym(word)
        ):
            return False
        rest = [t.lower for t in self.tokens[j:end]]
        if rest[-1] in cues.ORGANISATIONS or (rest[-1] in cues.LOCAL_TITLES and rest[-1] not in cues.SETTLEMENTS):
            return False
        return not any(
            e.population > 100_000 or e.kind in ("country", "adm1")
            for e in self.gazetteer.lookup(self.text[after.start : self.tokens[end - 1].end])[:2]
        )

    def _abbreviation(self, i: int) -> Candidate | None:
        """ "Miss." in "Jackson, Miss."."""
        token = self.tokens[i]
        if i == 0 or self.tokens[i - 1].gap != ",":
            return None
        name = abbreviations().get(token.lower.replace(".", ""))
        if not name or not ("." in token.text or self.text[token.end : token.end + 1] == "." or token.text.isupper()):
            return None
        end = token.end + (self.text[token.end : token.end + 1] == ".")
        entries = tuple(e for e in self.gazetteer.lookup(name) if e.kind == "adm1" and e.country in ("USA", "CAN", "AUS"))
        return Candidate(i, i + 1, name, entries, evidence=2.0, span=(token.start, end)) if entries else None

    def _possessive(self, i: int) -> Candidate | None:
        """ "Syrias" where a text has lost its apostrophes."""
        token = self.tokens[i]
        if self.has_apostrophes or not token.lower.endswith("s") or len(token.text) < 5:
            return None
        name = token.text[:-1]
        entries = tuple(e for e in self.gazetteer.lookup(name) if e.kind in ("country", "adm1", "region") or e.population > 20_000)
        return Candidate(i, i + 1, name, entries, evidence=0.5, span=(token.start, token.end - 1)) if entries else None

    def _unknown(self, i: int, end: int) -> Candidate | None:
        """A run that no entry goes by: the whole of it, if what stands around it is such that a place may be meant (weighed later)."""
        tokens = self.tokens
        if tokens[i].first and end > i + 1 and self.text[tokens[i + 1].start : tokens[end - 1].end] in self.runs:
            return None  # "Consider Adi Werhi": a sentence begins before the name
        j = i + 1
        while j < end and tokens[j].lower not in cues.DAYS:
            if not tokens[j].capital and tokens[j].lower in ("and", "of", "the"):
                break
            j += 1
        while j > i + 1 and not (tokens[j - 1].capital or tokens[j - 1].text[0].isdigit()):
            j -= 1
        name = self.text[tokens[i].start : tokens[j - 1].end]
        while j > i + 1 and tokens[j - 1].lower in (*cues.UNITS, *cues.SITES, *cues.QUARTERS) and not tokens[j - 1].titled:
            j -= 1
            name = self.text[tokens[i].start : tokens[j - 1].end]
        return Candidate(i, j, name, (), span=(tokens[i].start, tokens[j - 1].end))

    def before(self, i: int, back: int = 1) -> Token | None:
        k = i - back
        if k < 0 or any(self.tokens[m].gap in ".|" for m in range(k, i)):
            return None
        return self.tokens[k]

    def after(self, j: int, on: int = 0) -> Token | None:
        k = j + on
        if k >= len(self.tokens) or any(self.tokens[m].gap in ".|" for m in range(j - 1, k)):
            return None
        return self.tokens[k]

    def _persons(self) -> set[str]:
        """Last words of person's names in the text: after a given name or a title."""
        found, tokens = set(), self.tokens
        i = 0
        while i < len(tokens):
            if tokens[i].capital and not tokens[i].titled:
                end = run_end(tokens, i)
                if not tokens[i].first:
                    self.runs.add(self.text[tokens[i].start : tokens[end - 1].end])
                stop = next(
                    (k for k in range(i, end) if tokens[k].lower in ("of", "and", "the", "on", "de") and not tokens[k].capital), end
                )
                words = [t for t in tokens[i:stop] if t.lower not in LINKS and t.lower not in cues.FUNCTION]
                k = 0
                while k < len(words) and (words[k].lower in cues.TITLES or self.gazetteer.is_demonym(words[k].text)):
                    k += 1
                titled = 0 < k < len(words) and words[k - 1].lower in cues.TITLES
                rest = words[k:]
                given = (
                    len(rest) >= 2
                    and "g" in self.flags.get(rest[0].lower, "")
                    and rest[1].lower not in cues.LOCAL_TITLES | cues.UNITS.keys()
                )
                if (
                    (titled or given)
                    and len(rest) <= 4
                    and not (len(rest) == 1 and any(e.kind == "country" for e in self.gazetteer.lookup(rest[0].text)))
                ):
                    found |= {exact(t.text) for t in rest if len(t.text) > 1}
                i = max(end, i + 1)
            else:
                i += 1
        return found
