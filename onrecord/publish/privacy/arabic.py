"""Names of persons in Arabic letters, which have no capitals.

A given name, a kunya, "bin", a title, an office, kin, an occupation, a word of saying or an age tells where a name stands; from there
it goes on over given names, families and up to two words more that no list knows. What is not sure is taken for a name: a cover too
long is better than a name left open.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources

from onrecord.publish.privacy.names import LONGEST, Name
from onrecord.publish.privacy.scripts import ARABIC, arabic, arabic_forms
from onrecord.publish.privacy.words import Word

_AGED = re.compile(
    r"\s?(?:،\s?)?(?:\(\s?[\d٠-٩]{1,2}\s?(?:عام|سنة|سن|\))|[\d٠-٩]{1,2}\s(?:عام|سنة|ربيع)|(?:و?(?:هو|هي)\s)?(?:البالغة?|يبلغ|تبلغ|عمره|عمرها)\s)"
)
_WHO = re.compile(r"\s?[،,]?\s?(?:وهو|وهي|هو|هي)\s(\w+)")
_ASIDE = re.compile(r"\s?(?:[،,—–-]|\()\s?(?:وهو\s|وهي\s)?(\w+)|\s(?:وهو|وهي)\s(\w+)")
_DIRECT = re.compile(r"\s(\w+)\s\w")
_FAMILY = ("بن", "ابن", "بنت", "ابو", "ابي", "ابا", "ام", "ال", "عبد", "بو")
_INTO = frozenset("في من إلى الى نحو قرب باتجاه على بين مدينة بلدة قرية".split())
_BEFORE = 7  # words before a name in which its office is looked for
_STRANGE = 2  # words that no list knows, behind a name
_UNHEARD = 3  # such words where a cue alone tells of a name


@cache
def _table() -> dict[str, frozenset[str]]:
    text = (resources.files("onrecord.publish.privacy") / "data" / "arabic.toml").read_text("utf-8")
    return {k: frozenset(arabic(w) for w in v.split()) for k, v in tomllib.loads(text).items()}


class ArabicNames:
    """Finds the names of persons in the Arabic words of one text, and whether an office stands beside each."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.text, self.words, self.t = text, words, _table()

    def find(self) -> list[Name]:
        found: list[Name] = []
        i = 0
        while i < len(self.words):
            stop = self._name(i) if self.words[i].script == ARABIC else i
            if stop == i and self._place_before(i) and self._is_given(i, anywhere=True):
                stop = self._goes_on(i + 1, 0)  # the street's name, to its end
            elif stop > i:
                found.append(Name(first=i, last=stop, titles=(), public=self._public(i, stop)))
            i = max(stop, i + 1)
        return [*found, *self._aged(found)]

    # --- where a name begins

    def _name(self, i: int) -> int:
        """Where the name that begins with word i ends; i: none begins there."""
        word = self.words[i]
        if self._place_before(i):
            return i
        if word.key in _FAMILY and word.word not in ("ام", "الأم", "الام") and i + 1 < len(self.words) and self._joined(i):
            nxt = self.words[i + 1]
            if i and self.words[i - 1].word in _INTO and _settled(f"{word.word} {nxt.word}", 0):
                return i  # "في بنت جبيل"
            kin_of_someone = word.key in ("ابن", "بنت", "ام", "ابو", "ابي", "ابا", "بن")
            if (
                not _settled(f"{word.word} {nxt.word}")
                and not (word.key == "ام" and self._is(i + 1, "closed"))
                and (kin_of_someone or word.key in ("عبد", "بو", "ال"))
            ):
                return self._goes_on(i + 2, _STRANGE) if not self._is(i + 1, "closed") else i
        cue = self._cue_before(i)
        if self._is_given(i):
            if not self._is_everyday(i) or cue or self._name_follows(i):
                return self._goes_on(i + 1, _STRANGE)
            return i
        if cue and self._may_be(i):
            return self._goes_on(i + 1, _UNHEARD - 1)
        return i

    def _cue_before(self, i: int) -> bool:
        """Kin, an occupation, a title, an office or a word of saying at once before word i."""
        if not i or not self._joined(i - 1):
            return False
        key = self.words[i - 1].key
        if key in _FAMILY and _settled(f"{self.words[i - 1].word} {self.words[i].word}"):
            return False  # "أم درمان"
        if any(self._is(i - 1, kind) for kind in ("private", "honorific", "saying")):
            # "قال مسعفون": many people, who bear no name; "الطبيب في": no name follows.
            return True
        return key in self.t["public"] and self.words[i - 1].word.startswith(("ال", "وال"))

    def _may_be(self, i: int) -> bool:
        """Whether a word that no list of names has may be one, where a cue says that one stands there."""
        word = self.words[i]
        if len(word.key) < 2 or any(
            self._is(i, kind) for kind in ("closed", "body", "place", "public", "private", "honorific", "saying", "countries")
        ):
            return False
        if word.word.startswith(("لل", "بال", "كال", "وال", "فال")):
            return False
        cue = self.words[i - 1]
        if self._is(i - 1, "saying") and not self._is(i - 1, "private"):
            return not _settled(word.word) and not word.word.startswith("ال") and not word.word.endswith(("ون", "ين", "ات"))
        if cue.word.startswith("ال") and word.word.startswith("ال") and word.word.endswith(("ي", "ية")) and not self._is_family(i):
            return self._name_follows(i)  # "الطبيب السوري": an adjective, unless a name goes on
        return not _settled(word.word)

    def _name_follows(self, i: int) -> bool:
        if i + 1 >= len(self.words) or not self._joined(i):
            return False
        word = self.words[i + 1]
        if word.script != ARABIC or self._is_stop(i + 1):
            return False
        return (
            word.key in _FAMILY
            or self._is_given(i + 1)
            or self._is_family(i + 1)
            or (word.word.startswith("ال") and word.word.endswith("ي"))
        )

    # --- how far it goes

    def _goes_on(self, j: int, strange: int) -> int:
        first = j
        while j < len(self.words) and j - first < LONGEST and self._joined(j - 1) and self.words[j].script == ARABIC:
            word = self.words[j]
            if word.key in _FAMILY and j + 1 < len(self.words) and self._joined(j) and not self._is_stop(j + 1):
                j += 2
                continue
            if word.key in self.t["joiners"] or (self._is_given(j) and word.word[:1] != "ل") or self._is_family(j):
                # "أحمد قائد": a name; "أحمد قائد الكتيبة": a post, which the text behind it tells.
                if word.key in self.t["public"] and not word.word.startswith("ال") and self._is_post(j):
                    break
                j += 1
                continue
            if j == first and word.word.startswith("ال") and word.word.endswith("ي") and word.key not in self.t["public"]:
                j += 1  # "أحمد المصري", though "المصري" is of a country too
                continue
            if self._is_stop(j) or not strange or (j > first and word.word.startswith("و")):
                break
            strange -= 1
            j += 1
        return j

    def _is_post(self, j: int) -> bool:
        return (
            j + 1 < len(self.words)
            and self._joined(j)
            and (self.words[j + 1].word.startswith("ال") or self._is(j + 1, "body") or self._is(j + 1, "place"))
        )

    def _is_stop(self, j: int) -> bool:
        word = self.words[j]
        if any(self._is(j, kind) for kind in ("closed", "saying", "public", "private", "body", "place", "honorific")):
            return True
        if word.word.endswith(("وا", "اً", "ًا")):
            return True  # "they did", "-ly"
        return word.word.startswith(("لل", "بال", "وال", "كال", "فال")) or (
            word.word[:1] in "يت" and not word.word.startswith("ال") and len(word.key) == 4
        )

    # --- names that only what follows them tells

    def _aged(self, found: Sequence[Name]) -> Iterator[Name]:
        """ "X Y (34 عاما)", "X Y، وهو طبيب": up to three words before, back to one that cannot be a name's."""
        taken = {k for name in found for k in range(name.first, name.last)}
        for k, word in enumerate(self.words):
            if word.script != ARABIC or k in taken or self._is_stop(k) or not self._tells_of_a_person(word.end):
                continue
            first = k
            while first > 0 and k - first < 2 and self._joined(first - 1) and first - 1 not in taken and not self._is_stop(first - 1):
                first -= 1
            yield Name(first=first, last=k + 1, titles=(), public=self._public(first, k + 1))

    def _tells_of_a_person(self, end: int) -> bool:
        if _AGED.match(self.text, end):
            return True
        who = _WHO.match(self.text, end)
        return who is not None and arabic(who[1]) in self.t["private"]

    # --- office or not

    def _public(self, first: int, last: int) -> bool:
        return self._office_before(first) or self._office_after(last)

    def _office_before(self, first: int) -> bool:
        """An office in the words before the name: between them only what says of what it is one, and nobody's kin before it."""
        found = False
        for k in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
            if not self._joined(k):
                break
            if self._is(k, "private") and not self._is(k, "public"):
                return False
            if self._is(k, "public"):
                found = True
            elif self._is(k, "saying") or not self._of_a_body(k):
                break
        return found

    def _of_a_body(self, k: int) -> bool:
        word = self.words[k]
        if self._is(k, "body") or self._is(k, "place") or self._is(k, "countries") or self._is(k, "honorific"):
            return True
        if word.word in ("باسم", "في", "لدى", "عن"):
            return True
        return word.word.startswith(("ال", "لل", "وال", "بال")) or _settled(word.word)

    def _office_after(self, last: int) -> bool:
        end = self.words[last - 1].end
        aside = _ASIDE.match(self.text, end)
        if aside:
            key = arabic(aside[1] or aside[2])
            return key in self.t["public"] and key not in self.t["private"]
        direct = _DIRECT.match(self.text, end)
        return bool(direct) and not direct[1].startswith("ال") and arabic(direct[1]) in self.t["public"]  # type: ignore[index]

    # --- words

    def _is(self, i: int, kind: str) -> bool:
        table = self.t[kind]
        return any(form in table for form in arabic_forms(self.words[i].key))

    def _is_given(self, i: int, *, anywhere: bool = False) -> bool:
        key = self.words[i].key
        if key in self.t["given"]:
            return anywhere or not self._place_before(i)
        return any(form in self.t["given"] and form not in self.t["everyday"] and len(form) > 2 for form in arabic_forms(key)[1:])

    def _is_everyday(self, i: int) -> bool:
        return self.words[i].key in self.t["everyday"] or self.words[i].word.startswith("ال") or self._is(i, "closed")

    def _is_family(self, i: int) -> bool:
        return self.words[i].key in self.t["surnames"] and not self._is(i, "closed")

    def _place_before(self, i: int) -> bool:
        """ "شارع خالد بن الوليد": a street, a hospital or a brigade that bears a name."""
        return (
            bool(i)
            and self._joined(i - 1)
            and self._is(i - 1, "place")
            and not self._is(i - 1, "private")
            and not self._is(i - 1, "public")
        )

    def _joined(self, i: int) -> bool:
        return i + 1 < len(self.words) and self.text[self.words[i].end : self.words[i + 1].start] in (" ", "\u00a0", "  ")


@lru_cache(maxsize=16384)
def _settled(name: str, people: int = 20_000) -> bool:
    from onrecord.publish.privacy.people import gazetteer

    if len(name) > 80:
        return False
    return any(e.kind in ("country", "region", "adm1") or e.population >= people for e in gazetteer().lookup(name))
