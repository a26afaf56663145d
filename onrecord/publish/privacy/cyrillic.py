"""Names of persons in Cyrillic letters, in Russian and Ukrainian above all.

Capitals tell a name; every stretch of them that is no place, no body and no title is a person's, in doubt too. Cases are taken off
(scripts.stem), so that a person is one in every case and the lists need one form of a word.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources

from onrecord.knowledge.actors import ActorRegister
from onrecord.publish.privacy.names import LONGEST, Name
from onrecord.publish.privacy.scripts import CYRILLIC, latin_of, stem
from onrecord.publish.privacy.words import Word

_LINKS = frozenset("ибн оглы кызы заде де ван фон бен абу аль уль".split())
_VERB = re.compile(r"(?:л|ла|ли|ло|ть|ет|ит|ют|ят|ут|ся|сь|ав|ив|ув|яв|їв|вши|ти)$")
_AGED = re.compile(r",?\s\(?\d{1,2}(?:-(?:летн|річн)\w+|\)|,|\s(?:лет|год|года|рок\w*)\b)|,?\s(?:которому|которой|якому|якій)\s\d")
_ASIDE = re.compile(r"(?:,|\s[—–-]|\s\(|,\s\d{1,2},)\s?((?:[\w'’ʼ-]+\s){0,6}[\w'’ʼ-]+)")
_LEADS = re.compile(r",\s(?:который|которая|який|яка|що)\s(?:\w+\s)?(?:возглавля|возглавил|команду|руковод|очолю|очолив|керу)")
_UKRAINIAN = re.compile("[іїєґ]", re.I)
_OF_A_PLACE = frozenset(
    stem(w) for w in "житель жители жительница мешканець мешканці мешканка мэр мер глава губернатор защитники захисники".split()
)
_BACK = 8  # words before a name in which its office is looked for
_MANY = 20_000  # people of a place whose name may be a surname too


@cache
def _table() -> dict[str, frozenset[str]]:
    text = (resources.files("onrecord.publish.privacy") / "data" / "cyrillic.toml").read_text("utf-8")
    raw = tomllib.loads(text)
    made = {k: frozenset(stem(w) for w in v.split()) for k, v in raw.items()}
    made["endings"], made["patronymics"] = frozenset(raw["endings"].split()), frozenset(raw["patronymics"].split())
    made["links"] = frozenset(w for k in ("into", "into_ru") for w in raw[k].split())
    made["into"], made["into_ru"] = frozenset(raw["into"].split()), frozenset(raw["into_ru"].split())
    # A word of one case may be another word's other case: what a name may be is no everyday word here.
    return made


class CyrillicNames:
    """Finds the names of persons in the Cyrillic words of one text, and whether an office stands beside each."""

    def __init__(self, text: str, words: Sequence[Word], taken: Sequence[bool], register: ActorRegister) -> None:
        self.text, self.words, self.taken, self.register, self.t = text, words, taken, register, _table()
        self.lower = {w.key for w in words if w.script == CYRILLIC and w.word.islower()}
        self.into = self.t["into" if _UKRAINIAN.search(text) else "into_ru"]
        self._endings, self._patronymics = tuple(self.t["endings"]), tuple(self.t["patronymics"])

    def find(self) -> list[Name]:
        return [name for first, last in self._stretches() for name in self._names(first, last)]

    def _stretches(self) -> Iterator[tuple[int, int]]:
        i, n = 0, len(self.words)
        while i < n:
            if not self._capital(i):
                i += 1
                continue
            j = i + 1
            while j < n and j - i < LONGEST and self._gap(j - 1) and (self._capital(j) or self._links(j)):
                j += 1
            while not self._capital(j - 1):
                j -= 1
            yield i, j
            i = j

    def _capital(self, i: int) -> bool:
        word = self.words[i]
        if word.script != CYRILLIC or not word.capital or self.taken[i]:
            return False
        if len(word.word) == 1:
            return self.text[word.end : word.end + 1] == "."
        if word.word.isupper() and len(word.word) <= 5 and not self._given(word) and not self._ends(word):
            return False  # initials of a body
        return self._given(word) or word.key not in self.t["closed"]

    def _links(self, j: int) -> bool:
        return self.words[j].word in _LINKS and j + 1 < len(self.words) and self._capital(j + 1)

    def _gap(self, i: int) -> bool:
        """Whether words i and i + 1 may be of one name."""
        gap = self.text[self.words[i].end : self.words[i + 1].start]
        return gap in (" ", "\u00a0") or (len(self.words[i].word) == 1 and gap in (". ", ".", ".\u00a0"))

    def _names(self, first: int, last: int) -> Iterator[Name]:
        """The names in a stretch: it is cut at titles, bodies and places."""
        start = first
        for k in range(first, last + 1):
            if k == last or self._cuts(k, first, last):
                if k > start and self._person(start, k):
                    yield Name(first=start, last=k, titles=(), public=self._public(start, k))
                start = k + 1

    def _cuts(self, k: int, first: int, last: int) -> bool:
        word = self.words[k]
        if len(word.word) == 1 or (self._given(word) and not (k == first and word.key in self.lower)):
            return False
        t = self.t
        if any(word.key in t[kind] for kind in ("public", "private", "honorific", "thing", "countries")):
            # "Староста" and "Пекар" are surnames too, behind a given name.
            return not (k > first and self._given(self.words[k - 1]))
        if k == first and k + 1 < last and self._opens(k) and word.key in self.lower:
            return True
        after_given = k > first and any(self._given(self.words[m]) or len(self.words[m].word) == 1 for m in range(first, k))
        return not after_given and k + 1 < last and self._given(self.words[k + 1]) and self._settled(word)

    def _person(self, start: int, stop: int) -> bool:
        words = [w for w in self.words[start:stop] if len(w.word) > 1]
        if not words:
            return False
        before = self.words[start - 1] if start else None
        after = self.words[stop] if stop < len(self.words) else None
        named = stop - start > len(words) or any(self._given(w) or self._patronymic(w) for w in words)
        cue = self._cue(start, stop)
        near = before is not None and self.text[before.end : self.words[start].start] in (" ", " «", ' "')
        if near and before is not None and before.word.islower() and before.key in self.t["place"] and not cue:
            return False  # "улица Ивана Франко"
        if after is not None and after.word.islower() and after.key in self.t["place"] and self._gap(stop - 1) and not named:
            return False  # "Харьковской области"
        placed = near and before is not None and before.word in self.into
        quoted = self.text[self.words[start].start - 1 : self.words[start].start] in ("«", '"', "“", "„") and self.text[
            words[-1].end : words[-1].end + 1
        ] in ("»", '"', "”", "“")
        if len(words) == 1 and stop - start == 1:
            return self._single(start, stop, cue=cue, named=named, placed=placed, quoted=quoted)
        return named or cue or not (placed or quoted or self._place_of(words))

    def _single(self, start: int, stop: int, *, cue: bool, named: bool, placed: bool, quoted: bool) -> bool:
        word = self.words[start]
        if cue:
            lives = start > 0 and self.words[start - 1].key in _OF_A_PLACE
            if lives and not named and _known(word.word, word.key, _MANY) and not _AGED.match(self.text, word.end):
                return False  # "жители Харькова"
            return not placed or named
        if self._opens(start) and (word.key in self.lower or not (named or (self._ends(word) and self._speaks(stop)))):
            return False
        if self._settled(word) or quoted:
            return False
        return named or not placed

    def _cue(self, start: int, stop: int) -> bool:
        """An age, kin, an occupation, an office, a word of saying."""
        t, words = self.t, self.words
        if _AGED.match(self.text, words[stop - 1].end):
            return True
        if start:
            before = words[start - 1]
            gap = self.text[before.end : words[start].start]
            if gap in (" ", ", ") and any(before.key in t[kind] for kind in ("private", "public", "honorific", "saying")):
                return gap == " " or before.key in t["private"] or before.key in t["public"]
            if gap == " " and before.word in ("словам", "имени", "фамилии", "імені", "прізвищем", "словами", "имя", "ім'я"):
                return True
        if self._speaks(stop):
            return not self._settled(words[start]) and not self._opens(start)
        aside = _ASIDE.match(self.text, words[stop - 1].end)
        return bool(aside) and any(stem(w) in t["private"] or stem(w) in t["public"] for w in aside[1].split()[:3])  # type: ignore[index]

    def _speaks(self, stop: int) -> bool:
        return stop < len(self.words) and self._gap(stop - 1) and self.words[stop].key in self.t["saying"]

    def _public(self, start: int, stop: int) -> bool:
        spelled = " ".join(w.word for w in self.words[start:stop])
        return self._before(start) or self._after(stop) or (stop - start > 1 and _registered(spelled, self.register))

    def _before(self, start: int) -> bool:
        """An office in the words before the name, with no kin or occupation, no verb and no clause between."""
        found, t = False, self.t
        for k in range(start - 1, max(-1, start - 1 - _BACK), -1):
            gap = self.text[self.words[k].end : self.words[k + 1].start]
            if gap not in (" ", "\u00a0", " «", "» ", ' "', '" ') and not (k == start - 1 and gap == ", " and not found):
                break
            word = self.words[k]
            if word.key in t["private"]:
                return False
            if word.key in t["public"]:
                found = True
            elif word.word.islower() and word.key not in t["thing"] and word.key not in t["place"]:
                if word.key in t["closed"] and word.word not in ("по", "в", "во", "на", "з", "із", "у", "та", "и", "і", "при"):
                    break
                if _VERB.search(word.word):
                    break
        return found

    def _after(self, stop: int) -> bool:
        """ "X, губернатор ...", "X, который командует ..."."""
        end = self.words[stop - 1].end
        if _LEADS.match(self.text, end):
            return True
        aside = _ASIDE.match(self.text, end)
        for word in aside[1].split()[:5] if aside else ():
            key = stem(word)
            if key in self.t["private"] or word in ("который", "которая", "який", "яка", "что", "що"):
                return False
            if key in self.t["public"]:
                return True
            if _VERB.search(word):
                return False
        return False

    def _opens(self, k: int) -> bool:
        before = self.text[max(0, self.words[k].start - 3) : self.words[k].start].rstrip(" \u00a0")
        return not before or before[-1] in '.!?\n:;"“”„«•–—)…'

    def _given(self, word: Word) -> bool:
        return word.key in self.t["given"] or any(stem(part) in self.t["given"] for part in word.word.split("-")[:1] if "-" in word.word)

    def _patronymic(self, word: Word) -> bool:
        return len(word.key) > 5 and word.key.endswith(self._patronymics)

    def _ends(self, word: Word) -> bool:
        return word.key in self.t["surnames"] or (len(word.key) > 4 and word.key.endswith(self._endings))

    def _settled(self, word: Word) -> bool:
        """A place; where the word is like a surname, one of many people, since villages are called after families."""
        if word.key in self.t["countries"] or word.key.endswith("щин"):
            return True  # "Херсонщина"
        return _known(word.word, word.key, 0 if not self._ends(word) else _MANY)

    def _place_of(self, words: Sequence[Word]) -> bool:
        return all(w.key in self.t["countries"] for w in words) or _known_whole(tuple((w.word, w.key) for w in words[:3]))


@lru_cache(maxsize=16384)
def _known(word: str, key: str, people: int) -> bool:
    """Whether the gazetteer knows the word in one of the cases from which this one may come."""
    from onrecord.publish.privacy.people import gazetteer

    return any(e.population >= people for form in _forms(word, key) for e in gazetteer().lookup(form))


@lru_cache(maxsize=4096)
def _known_whole(words: tuple[tuple[str, str], ...]) -> bool:
    from onrecord.publish.privacy.people import known_place

    forms = itertools.product(*(_forms(word, key) for word, key in words))
    return any(known_place(" ".join(form)) for form in itertools.islice(forms, 400))


def _forms(word: str, key: str) -> tuple[str, ...]:
    head = word[: len(key)]
    other = (head[:-2] + "ів",) if head.endswith(("ов", "ев")) else ()
    return tuple(
        dict.fromkeys(
            (word, *other, *(head + end for end in ("", "а", "я", "ь", "о", "е", "ы", "и", "і", "ий", "ый", "ая", "ое", "ия", "ія", "ой")))
        )
    )


def _registered(name: str, register: ActorRegister) -> bool:
    """A person of the register under a Latin spelling of the name in the first case."""
    words = name.split()
    spellings = itertools.product(*({latin_of(w.casefold().replace("ё", "е")), latin_of(stem(w)), _adjective(w)} for w in words[:3]))
    return any(register.person(" ".join(s).title()) is not None for s in spellings)


def _adjective(word: str) -> str:
    return re.sub(r"sk$", "sky", latin_of(stem(word)))
