"""Where names stand in a text: candidates by the gazetteer, by abbreviation, and runs of capitalised words that no gazetteer has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from onrecord.extract.places import cues
from onrecord.extract.places.scan import ARTICLES, LINKS, Token, capitalised, run_end, tokens_of
from onrecord.knowledge.gazetteer import Entry, Gazetteer
from onrecord.knowledge.gazetteer.names import exact
from onrecord.knowledge.gazetteer.tables import abbreviations, namesakes

_LONG_WITHOUT_COMMAS = 400  # code points; prose of that length has a comma unless somebody has taken them out
# Adjectives that end a name: "Tuloul al-Hawa al-Sharqiya" is one place.
_NAME_TAILS = frozenset(
    "sharqiya sharqiyah sharqi sharqiyeh gharbiya gharbiyah gharbi gharbiyeh shamali shamaliya janoubi janoubiya kubra kubrah kabir kabira "
    "kabireh saghir saghira saghireh fawqani fawqa tahtani tahta jadid jadida jadideh qadim qadima wusta airport hospital base".split()
)
_ONLY_HEADS_OF_PERSONS = frozenset("abu el al bani beni river cape point port camp new".split())


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
    owned: bool = False  # a place's possessive stands before it: "Aleppo's X"
    listed: bool = False  # one of a list whose type word stands before it


def _well_known(entry: Entry) -> bool:
    return entry.kind in ("country", "adm1", "region") or entry.population > 50_000


class Walker:
    """Tokens of one text, and the names among them."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text, self.gazetteer = text, gazetteer
        self.tokens = tokens_of(text)
        self.flags = namesakes()
        if "'" not in text and "’" not in text:
            self.tokens = [self._possessive(n) for n in range(len(self.tokens))]
        self.no_commas = len(text) > _LONG_WITHOUT_COMMAS and "," not in text
        self.lowered = {t.lower for t in self.tokens if not t.capital and len(t.lower) > 2}
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
            if j == i + 1 < end and self._only_begins(i):
                break
            name = self.text[token.start : last.end]
            entries = tuple(self.gazetteer.lookup(name))
            if entries and len(exact(name)) > 1:
                if j < end and self._goes_on(i, j, end, entries):
                    return self._unknown(i, end)
                start = i + 1 if token.lower == "the" and j > i + 1 else i
                return Candidate(start, j, self.text[tokens[start].start : last.end], entries, span=(tokens[start].start, last.end))
        if skip_single:
            return None
        return self._unknown(i, end)

    def _only_begins(self, i: int) -> bool:
        """Whether a word alone is no name where a name goes on after it: "Al Salem", "Bab al Salama", "Base 46"."""
        token, after = self.tokens[i], self.tokens[i + 1]
        if token.lower in ARTICLES and (after.capital or token.gap == "-"):
            return True
        if after.text[0].isdigit():
            return token.lower in cues.NUMBERED
        return token.lower in cues.NAME_PARTS and after.lower in ARTICLES and not after.capital

    def _goes_on(self, i: int, j: int, end: int, entries: tuple[Entry, ...]) -> bool:
        """Whether a known name is only the head of a longer one: "Ain" in "Ain Sindyan"."""
        after = self.tokens[j]
        if self.tokens[j - 1].gap != " " or not after.capital or after.titled or any(e.kind in ("country", "adm1") for e in entries[:1]):
            return False
        if self.no_commas and (j - i > 1 or self._first_of_several(i, end) <= j):
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

    def _possessive(self, n: int) -> Token:
        """ "Syrias" where a text has lost its apostrophes: as "Syria's" would be read. Any other token as it is."""
        token, before = self.tokens[n], self.tokens[n - 1] if n else None
        if not token.capital or not token.lower.endswith("s") or len(token.text) < 5 or token.gap not in " ,":
            return token
        name = token.text[:-1]
        if self.gazetteer.knows(token.text) or self.gazetteer.is_demonym(token.text):
            return token
        namesake = any(f in self.flags.get(name.lower(), "") for f in "gsc")
        if before and before.capital and before.gap in " -" and not before.first and not self.gazetteer.is_demonym(before.text):
            namesake = True  # "Tel Hamis"
        if not any(e.kind == "country" or (not namesake and _well_known(e)) for e in self.gazetteer.lookup(name)):
            return token
        return replace(token, text=name, lower=token.lower[:-1], end=token.end - 1, gap="'")

    def _unknown(self, i: int, end: int) -> Candidate | None:
        """A run that no entry goes by: the whole of it, if what stands around it is such that a place may be meant (weighed later)."""
        tokens = self.tokens
        if end > i + 1 and tokens[i].gap == " " and self.gazetteer.is_demonym(tokens[i].text):
            return None  # "the Palestinian Yarmouk camp"
        if tokens[i].first and end > i + 1 and self.text[tokens[i + 1].start : tokens[end - 1].end] in self.runs:
            return None  # "Consider Adi Werhi": a sentence begins before the name
        j = i + 1
        while j < end and tokens[j].lower not in cues.DAYS:
            if not tokens[j].capital and tokens[j].lower in ("and", "of", "the"):
                break
            j += 1
        while j > i + 1 and not (tokens[j - 1].capital or tokens[j - 1].text[0].isdigit()):
            j -= 1
        if self.no_commas:
            j = self._first_of_several(i, j)
        name = self.text[tokens[i].start : tokens[j - 1].end]
        while j > i + 1 and tokens[j - 1].lower in (*cues.UNITS, *cues.SITES, *cues.QUARTERS) and not tokens[j - 1].titled:
            j -= 1
            name = self.text[tokens[i].start : tokens[j - 1].end]
        return Candidate(i, j, name, (), span=(tokens[i].start, tokens[j - 1].end))

    def _first_of_several(self, i: int, j: int) -> int:
        """Where the first name ends in a run of several that a text without commas runs together: "al-Waer al-Samalil"."""
        tokens = self.tokens
        complete = False  # the name so far has its article and its noun: what follows is another
        k = i
        while k < j:
            article = tokens[k].lower in ARTICLES and tokens[k].gap == "-" and k + 1 < j
            word = tokens[k + 1] if article else tokens[k]
            if k > i and tokens[k - 1].gap == " " and word.lower not in _NAME_TAILS:
                known = article is False and word.lower in cues.NAME_PARTS and word.lower not in _ONLY_HEADS_OF_PERSONS
                if complete or known or self.known_from(k, j):
                    return k
            complete = complete or article
            k += 2 if article else 1
        return j

    def known_from(self, k: int, j: int) -> bool:
        """Whether the rest of a run, from k, is or begins with the name of a town of some size."""
        tokens = self.tokens
        names = (self.text[tokens[k].start : tokens[m - 1].end] for m in range(j, k, -1))
        return any(_well_known(e) or e.population > 10_000 for name in names for e in self.gazetteer.lookup(name)[:1])

    def _typed(self, i: int, end: int) -> bool:
        """Whether a type word beside a run of capitals says that it is a place: "X district", "the village of X"."""
        tokens = self.tokens
        after = tokens[end].lower if end < len(tokens) and tokens[end - 1].gap == " " else ""
        if after in cues.UNITS or after in cues.QUARTERS or after in cues.SITES:
            return True
        if i == 0 or tokens[i - 1].gap != " ":
            return False
        before = tokens[i - 1].lower if tokens[i - 1].lower != "of" or i == 1 else tokens[i - 2].lower
        return before in cues.SETTLEMENTS or before in cues.QUARTERS or before in cues.UNITS

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

    def _called_places(self) -> set[str]:
        """Names that might be a person's and that a type word calls a place: "Sheikh Maqsoud district", "the village of Khan Tuman"."""
        found, i = set(), 0
        while i < len(self.tokens):
            end = run_end(self.tokens, i) if self.tokens[i].capital and not self.tokens[i].titled else i + 1
            head = self.tokens[i + 1 if self.tokens[i].lower in ARTICLES and i + 1 < end else i].lower
            if end - i > 1 and head in cues.NAME_PARTS and self._typed(i, end):
                found.add(self.text[self.tokens[i].start : self.tokens[end - 1].end])
            i = end
        return found

    def _persons(self) -> set[str]:
        """Last words of person's names in the text: after a given name or a title."""
        found, tokens = set(), self.tokens
        places = self._called_places()
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
                if self.text[tokens[i].start : tokens[end - 1].end] in places:
                    i = max(end, i + 1)
                    continue
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
