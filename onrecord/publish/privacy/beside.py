"""What stands beside a stretch of capitals: ages, kin, occupations and words of saying speak for a person, others for a place or a body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.publish.privacy.lists import Lists, plain
from onrecord.publish.privacy.words import Word

_AGED = re.compile(
    r",?\s(?:was\s)?aged?\s\d{1,2}\b|\s\(\d{1,2}\)|,\s\d{1,2}(?=[,;)]|\.(?!\d)|\s(?:years|ans|años|and|was|from|who|said|told)\b|$)|,?\s(?:a|an)\s\d{1,2}-year-old\b|,?\s(?:âgée?\s)?de\s\d{1,2}\s(?:ans|años)\b"
)
_SPEAKS = re.compile(r",?\s(?:a\s)?(\w+)\b")
_WHO = re.compile(r",?\swho\b")
_FIELD_AFTER = re.compile(r"\s([a-z]+)\b")
_SPOKEN = frozenset(
    "dit déclaré affirmé raconté raconte expliqué explique témoigné témoigne dijo dice afirmó declaró contó relató explicó señaló".split()
)
_INTO_PLACES = frozenset("in at near from to into around outside towards toward inside across through via over".split())
_DETERMINERS = frozenset("a an the his her their its one another our then un une le la son sa leur una el su".split())
_OCCUPATIONS = ("keeper", "maker", "seller", "worker", "driver", "owner", "monger", "wright", "smith")
_NAMED_SO = frozenset("anyone someone somebody be is was as himself herself him her them only who".split())
_HEAD_ENDS = frozenset("of for from in at that which who whose whom with by to on man men people de du des del qui que".split())
# "the owner of Hassan": a thing may be owned and a place may be lived in; kin are of persons.
_NOT_OF_PERSONS = frozenset(
    "member owner officer worker workers soldier fighter resident residents local villager teacher doctor student".split()
)
_VERBS = frozenset(
    "watch command hold project plant report reports star express review force forces monitor monitors trust rights workers".split()
)


class Beside:
    """Questions about the words before and after a stretch of one text. start and stop are numbers of words, stop excluded."""

    def __init__(self, text: str, words: Sequence[Word], lists: Lists) -> None:
        self.text, self.words, self.lists = text, words, lists

    def aged(self, stop: int) -> bool:
        """ "X, 34,", "X (34)", "X, aged 34"."""
        return _AGED.match(self._ahead(stop)) is not None

    def _ahead(self, stop: int) -> str:
        last = self.words[stop - 1]
        end = last.end + (2 if last.owner else 0)
        return self.text[end : end + 40]

    def human_cue(self, start: int, stop: int, titles: tuple[str, ...]) -> bool:
        """An age, kin, an occupation, "Mr", "named", "who": what is said of people only."""
        lists, text = self.lists, self.text
        if titles and titles[-1] == "by" and stop - start > 1:
            return True  # a byline
        if titles and (titles[-1] in lists.honorific or titles[-1] in lists.public or titles[-1] in lists.private):
            return True
        ahead = self._ahead(stop)
        if _AGED.match(ahead) or _WHO.match(ahead):
            return True
        if self.words[stop - 1].owner and stop < len(self.words) and self.words[stop].key in lists.private:
            return True
        before = self.words[start - 1] if start else None
        if before and text[before.end : self.words[start].start] in (" ", ", ", ". ", ": "):
            close = text[before.end : self.words[start].start] != ". " or before.key in lists.honorific
            if before.key in lists.naming and start > 1 and self.words[start - 2].key not in (*lists.private, *_NAMED_SO):
                close = False  # "the ridge called Brgule"
            if close and (before.key in lists.private or before.key in lists.honorific or before.key in lists.naming):
                return before.word.islower() or before.key in lists.honorific
            if before.key in lists.public and before.word.islower():
                return True
            if self.kin_of(start) or self._apposed_before(start):
                return True
        return self._apposed(ahead)

    def kin_of(self, start: int) -> bool:
        """ "the mother of X"."""
        if start < 2 or self.words[start - 1].key != "of":
            return False
        kin = self.words[start - 2]
        return kin.key in self.lists.private and kin.word.islower() and kin.key not in _NOT_OF_PERSONS

    def _apposed_before(self, start: int) -> bool:
        """ "a nurse at the district hospital, X, said": an occupation heads the words before the comma, and a comma follows too."""
        at = self.words[start].start
        if self.text[at - 2 : at] != ", ":
            return False
        clause = re.split(r"[.;:!?,\n\"“”()]", self.text[max(0, at - 82) : at - 2])[-1]
        for word in map(plain, clause.split()):
            if word in self.lists.private:
                return True
            if word in _HEAD_ENDS:
                return False
        return False

    def _apposed(self, ahead: str) -> bool:
        """ "X, a baker", "X, the mother of three", "X, his wife": an office or an occupation in the words after a comma."""
        match = re.match(r",\s((?:[\w'’-]+\s){0,6}[\w'’-]+)", ahead)
        if not match:
            return False
        words = [plain(word) for word in match[1].split()]
        if words[0] in self.lists.romance:
            return True  # "X, médecin à Kidal", "X, vecina de Apatzingán": no article
        if words[0] not in _DETERMINERS:
            return False
        for word in words:
            if word in _HEAD_ENDS:
                return False
            if word in self.lists.private or word in self.lists.public or word.endswith(_OCCUPATIONS):
                return True
        return False

    def speaks(self, stop: int) -> bool:
        """Whether a word of saying follows the name."""
        match = _SPEAKS.match(self.text[self.words[stop - 1].end : self.words[stop - 1].end + 20])
        return bool(match) and not self.words[stop - 1].owner and plain(match[1]) in self.lists.saying  # type: ignore[index]

    def spoken(self, start: int) -> bool:
        """ "said X", "told X", "according to X"."""
        if not start:
            return False
        before = self.words[start - 1]
        return (before.key in ("said", "says", "told", "asked") or before.word in _SPOKEN) and before.word.islower()

    def placed(self, start: int) -> bool:
        before = self.words[start - 1] if start else None
        if before and before.key == "to" and start > 1 and self.words[start - 2].key == "according":
            return False
        return bool(before and before.key in _INTO_PLACES and self.text[before.end : self.words[start].start] == " ")

    def after_article(self, start: int, stop: int) -> bool:
        """ "the Geneva communique", "the Asad regime" are things; "the Taleb family" is people."""
        before = self.words[start - 1] if start else None
        if not before or before.key != "the" or self.text[before.end : self.words[start].start] != " ":
            return False
        after = self.words[stop].key if stop < len(self.words) else ""
        return after not in ("family", "families", "brothers", "sisters", "household", "couple", "children")

    def listed(self, start: int) -> bool:
        """One of a row of names: "Bani Suheila, Abasan al-Kabira and ..."."""
        before = self.words[start - 1] if start else None
        if before and before.key == "and":
            before = self.words[start - 2] if start > 1 else None
        return bool(before and before.capital and self.text[before.end : self.words[start].start] in (", ", " and ", ", and "))

    def headed(self, keys: Sequence[str]) -> bool:
        return keys[-1] in self.lists.body or keys[-1] in self.lists.place

    def names_a_thing(self, start: int, stop: int) -> bool:
        """Whether the stretch is a place's or a body's name: it ends in such a word, begins with one, or such a word follows."""
        lists, words = self.lists, self.words[start:stop]
        keys = [w.bare for w in words]
        if keys[-1] in lists.body or keys[-1] in lists.place or keys[0] in lists.body:
            return not (len(keys) == 2 and lists.is_given(keys[0]) and "s" in lists.flags(keys[-1]))
        if len(keys) > 1 and keys[0] in lists.place_first and (keys[0] not in ("abu", "umm", "um", "oum", "sheikh") or self.placed(start)):
            return True
        return any(k in lists.body for k in keys[1:-1])

    def field_follows(self, stop: int) -> bool:
        """ "the Omar field", "Kurdi mosque": a word for a place or a body in lower case behind the name."""
        end = self.words[stop - 1]
        after = _FIELD_AFTER.match(self.text[end.end : end.end + 24])
        if not after or end.owner or after[1] in _VERBS:
            return False
        return after[1] in self.lists.place or after[1] in self.lists.body
