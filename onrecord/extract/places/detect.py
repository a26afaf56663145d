"""Which words of a text name a place: the evidence of the words around each candidate.

Evidence is a sum of small weights set by hand; ground.py adds what the gazetteer and the rest of the document say, and find.py decides. A
candidate that stands in a person's, a body's or a ship's name is dropped here.
"""

from __future__ import annotations

import re

from onrecord.extract.places import cues
from onrecord.extract.places.scan import LINKS, Token, run_end
from onrecord.extract.places.walk import Candidate, Walker
from onrecord.knowledge.gazetteer.names import exact

_DATELINE = re.compile(
    r"(?:, [A-Z][\w.' ]{2,30})?(?:, \d{1,2} [A-Z]\w+|, [A-Z]\w+\.? \d{1,2})?\s?(?:\([A-Za-z./ ]{2,20}\)|[-–—:]{1,2} |//)"
)


LONGEST_ACRONYM = 6


class Detector(Walker):
    """Finds candidates in one text."""

    ended = -1  # index after the last token of the candidate before

    def candidates(self) -> list[Candidate]:
        found: list[Candidate] = []
        for c in self._walk():
            if self._weigh(c):
                found.append(c)
                self.ended = c.j
        self._joined(found)
        for number in range(len(found) - 1, -1, -1):
            self._parents(found, number, found[number])
        return found

    # --- what stands around them ---------------------------------------------------------------------------

    def _weigh(self, c: Candidate) -> bool:
        """Adds the evidence of the words around; False: it names something else."""
        tokens = self.tokens
        before, after = self.before(c.i), self.after(c.j)
        touches_before = before is not None and tokens[c.i - 1].gap in " -"
        touches_after = after is not None and tokens[c.j - 1].gap in " -"
        i = c.i
        if before and touches_before and before.lower in cues.DIRECTIONS:
            if not (before.capital and not before.first and not before.titled):
                c.prefix = before.lower
            else:
                c.prefix = before.text
            c.evidence += 2.0
            i -= 1
            before = self.before(i)
            touches_before = before is not None and tokens[i - 1].gap in " -"
        if not self._ending(c, after, touches_after):
            return False
        if not self._beginning(c, i, before, touches_before):
            return False
        self._apposed(c)
        self._namesake(c)
        self._acronym(c)
        return True

    def _acronym(self, c: Candidate) -> None:
        """ "NATO" in running text names a body, though towns go by the name; "GOMA —" at the head of a report is the town."""
        if not c.entries or c.j - c.i > 1 or not c.name.isupper() or not 2 <= len(c.name) <= LONGEST_ACRONYM or "." in c.name:
            return
        if any(e.kind == "country" for e in c.entries) or _DATELINE.match(self.text[c.span[1] : c.span[1] + 50].split("\n")[0]):
            return
        beside = [t for t in (self.before(c.i), self.after(c.j)) if t is not None]
        if self.tokens[c.i].titled or any(t.text.isupper() and len(t.text) > 1 for t in beside):
            return  # a line in capitals
        c.evidence -= 4.0

    def _ending(self, c: Candidate, after: Token | None, touches: bool) -> bool:
        tokens = self.tokens
        if after is None:
            return True
        gap = tokens[c.j - 1].gap
        if gap == "-":
            if after.lower in ("based", "born", "bound", "area", "wide"):
                c.evidence += 2
            elif not after.capital and after.lower in (
                "led",
                "backed",
                "made",
                "style",
                "controlled",
                "held",
                "run",
                "aligned",
                "allied",
                "affiliated",
                "funded",
            ):
                c.evidence += 0.5
            return True
        if gap == "'":
            c.evidence += 0.5
            return True
        if not touches:
            return True
        if after.lower in cues.SORTS and not after.capital:
            typed = self.after(c.j, 1)
            if typed and tokens[c.j].gap == " " and (typed.lower in cues.QUARTERS or typed.lower in cues.SITES):
                # "al-Mshairfeh residential neighbourhood", "Shayrat air base"
                c.named_type = "airbase" if (after.lower, typed.lower) in cues.AIRBASES else typed.lower
                c.evidence += 3.0
                return True
        if after.lower in cues.UNITS:
            self._unit_after(c, after)
            return True
        if after.lower in cues.QUARTERS or after.lower in cues.SITES:
            self._site_after(c, after)
            return True
        if after.lower in cues.PLACE_TAILS and not after.capital:
            c.evidence += 2.0
            return True
        if after.lower in cues.OUTSKIRTS:
            c.near, c.evidence = True, c.evidence + 2
            return True
        if after.capital and not after.titled:
            return self._capital_after(c, after)
        if after.lower in cues.PERSON_VERBS and len(exact(c.name).split()) <= 2:
            c.evidence -= 1.0 if after.lower in cues.SPEECH else 0.5
        if after.lower in ("on", "as", "and", "where", "after", "when", "in", "since", "before"):
            c.evidence += 0.25
        return True

    def _unit_after(self, c: Candidate, after: Token) -> None:
        """ "Homs province", "Tyrone County"."""
        tokens = self.tokens
        c.kinds = tuple(cues.UNITS[after.lower].split())
        c.named_type = after.lower
        vague = after.lower in ("area", "state", "states", "division", "zone", "agency", "department", "city", "town", "region")
        c.evidence += 1.5 if vague else 2.5
        follower = self.after(c.j, 1)
        if after.capital and not after.titled:
            ends = not (follower and tokens[c.j].gap == " " and (follower.capital or follower.lower == "of"))
            if vague and c.entries and not ends:
                c.kinds, c.named_type = (), ""
            elif ends and (not vague or not c.entries):
                c.span = (c.span[0], after.end)
                if after.lower == "co" and self.text[after.end : after.end + 1] == ".":
                    c.span = (c.span[0], after.end + 1)
            elif not c.entries and vague:
                c.evidence -= 3.0

    def _site_after(self, c: Candidate, after: Token) -> None:
        """ "Menagh airbase", "Bustan al-Qasr district"."""
        site = after.lower
        if after.capital and not after.titled:
            follower = self.after(c.j, 1)
            if not c.entries or (site in cues.FEATURES and not (follower and follower.capital)):
                c.span = (c.span[0], after.end)
                c.near = bool(c.entries)
            c.named_type = site
            c.evidence += 1.5
        else:
            if not c.entries or site in cues.QUARTERS:
                c.named_type = site
            c.evidence += 2.0 if site in cues.SITES_NAMED or site in cues.QUARTERS else 1.0

    def _capital_after(self, c: Candidate, after: Token) -> bool:
        if after.lower in cues.DAYS or after.lower in cues.FUNCTION:
            return True
        if after.lower in cues.LOCAL_TITLES or after.lower in cues.TITLES:
            c.evidence += 0.5
            return not self._is_person_name(c) or after.lower in cues.LOCAL_TITLES
        if self.gazetteer.is_demonym(after.text):
            return True
        end = run_end(self.tokens, c.j)
        rest = [t.lower for t in self.tokens[c.j : end] if t.lower not in LINKS]
        if rest and (rest[0] in cues.ORGANISATIONS or rest[-1] in cues.ORGANISATIONS):
            return False
        if rest and rest[-1] in cues.LOCAL_TITLES:
            return True
        if self.no_commas and c.entries and self.known_from(c.j, end):
            return True  # a list that has lost its commas
        name = self.text[after.start : self.tokens[end - 1].end]
        if self._given_name(c, after):
            return False
        if any(e.kind in ("country", "adm1") or e.population > 300_000 for e in self.gazetteer.lookup(name)[:3]):
            c.evidence += 1
            return True
        country = any(e.kind == "country" for e in c.entries)
        if self._is_person_name(c) or any(f in self.flags.get(after.lower, "") for f in "gs"):
            c.evidence -= 1.0 if country else 2.5
            return country or not self._is_person_name(c)
        c.evidence -= 0.5  # part of the name of something there: "Dublin Art Stroll"
        return True

    def _given_name(self, c: Candidate, after: Token) -> bool:
        """ "Jordan Smith", "Georgia Meloni": a country or unit that people are called after, before a surname."""
        if not self._single(c) or not (c.name.lower() in cues.GIVEN or "g" in self.flags.get(exact(c.name), "")):
            return False
        if any(e.kind == "city" and e.population > 100_000 for e in self.gazetteer.lookup(after.text)[:2]):
            return False
        before = self.before(c.i)
        if before is not None and before.lower in cues.PLACE_PREPOSITIONS:
            return False
        flags = self.flags.get(after.lower, "")
        return "s" in flags or "c" not in flags

    def _beginning(self, c: Candidate, i: int, before: Token | None, touches: bool) -> bool:
        tokens = self.tokens
        if before is not None and tokens[i - 1].gap == "'":
            return self._owned(c, i)
        if before is None:
            if c.i == 0 or c.name.isupper() or "\n" in self.text[tokens[c.i - 1].end : tokens[c.i].start]:
                self._dateline(c)
            return True
        if self.no_commas and c.entries and c.i == self.ended:
            c.evidence += 1.0  # a list that has lost its commas goes on
        elif touches and before.capital and not before.titled and before.lower not in cues.FUNCTION and tokens[i - 1].gap == " ":
            if not self._capital_before(c, before):
                return False
        elif touches and tokens[i - 1].gap == "-" and before.capital:
            c.evidence += 0.5 if self.gazetteer.knows(before.text) else -1.0
        word = before.lower
        if word in cues.PLACE_PREPOSITIONS:
            c.prepared = True
            c.evidence += 2.0 if word in cues.SURE_PREPOSITIONS else 1.25
            if word in ("near", "outside", "around"):
                c.near = True
        elif word == "of":
            self._of(c, i)
        elif word in cues.WEAK_PREPOSITIONS:
            c.evidence += 0.75
        elif word == "the":
            previous = self.before(i, 2)
            if previous and previous.lower in cues.PLACE_PREPOSITIONS and before.capital and not before.titled:  # "in The Hague"
                c.prepared = True
                c.evidence += 2.0
            if previous and previous.lower in cues.PLACE_PREPOSITIONS and c.named_type:
                c.prepared = True
                c.evidence += 1.5
            elif not c.named_type:
                after = self.after(c.j)
                followed = after is not None and tokens[c.j - 1].gap in " -" and (after.capital or after.lower in cues.PLACE_TAILS)
                c.evidence -= 0.0 if followed else 1.0
        elif word in ("and", "or") or tokens[i - 1].gap == ",":
            c.evidence += 0.25
        elif word in cues.SETTLEMENTS and not before.capital:
            c.evidence += 1.5
            c.kinds = c.kinds or ("city",)
            c.named_type = c.named_type or word
        elif word in cues.SHIPS:
            return False
        elif word in cues.TITLES and not before.capital:
            c.evidence -= 2.0
        elif word in ("held", "controlled", "besieged", "occupied", "divided", "neighbouring", "neighboring", "nearby", "entire", "whole"):
            c.evidence += 1.5
        elif word in cues.PLACE_VERBS:
            c.evidence += 1.0
        return True

    def _owned(self, c: Candidate, i: int) -> bool:
        """ "Aleppo's Rashidin district", "Syria's northern Homs": more of a place where a place has it and words say so."""
        if self.gazetteer.knows(self.tokens[i - 1].text):
            c.evidence += 1.5 if c.named_type or c.prefix else 0.25
            c.owned = True
        return True

    def _dateline(self, c: Candidate) -> None:
        """ "ALEPPO, Syria (Reuters) - ", "GOMA — " at the start of a line."""
        rest = self.text[c.span[1] : c.span[1] + 50].split("\n")[0]
        if _DATELINE.match(rest):
            c.prepared = True
            c.evidence += 2.5

    def _apposed(self, c: Candidate) -> None:
        """ "Ulonde, a seaside town": a type word a few words on says what it is."""
        if self.tokens[c.j - 1].gap != ",":
            return
        words = [t.lower for t in self.tokens[c.j : c.j + 7]]
        if not words or words[0] not in ("a", "an", "the", "one", "his", "her"):
            return
        for word in words[1:]:
            if word in cues.FUNCTION:
                return
            if word in cues.SETTLEMENTS or word in cues.QUARTERS or word in cues.SITES_NAMED:
                c.evidence += 2.5
                c.named_type = c.named_type or word
                return

    def _joined(self, found: list[Candidate]) -> None:
        """ "al-Qusour and al-Joura neighbourhoods", "the villages of A, B and C": a plural type word speaks for all names of the list."""
        for c, following in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
            if not c.named_type and following.named_type in cues.PLURALS and self._listed(c, following):
                after = self.after(following.j)
                if after is not None and after.lower == following.named_type:
                    self._share_type(c, following)
        for c, earlier in zip(found[1:], found[:-1], strict=True):
            if not c.named_type and earlier.named_type in cues.PLURALS and self._listed(earlier, c):
                before = self.before(earlier.i, 2)
                if before is not None and (before.lower == earlier.named_type or earlier.listed):
                    self._share_type(c, earlier)
                    c.listed = True

    def _share_type(self, c: Candidate, other: Candidate) -> None:
        c.named_type, c.kinds = other.named_type, c.kinds or other.kinds
        c.evidence += 2.0

    def _listed(self, c: Candidate, following: Candidate) -> bool:
        """Whether nothing but a comma or "and" stands between two names."""
        between = self.tokens[c.j : following.i]
        if any(t.lower not in ("and", "or", "the") for t in between) or len(between) > 2:
            return False
        return self.tokens[c.j - 1].gap == "," or (bool(between) and self.tokens[c.j - 1].gap == " ")

    def _of(self, c: Candidate, i: int) -> None:
        head = self.before(i, 2)
        if head is None:
            return
        word = head.lower
        if exact(head.text) in self.persons and head.capital:
            c.evidence += 2.0  # "Kris Goodman of Hudson"
        elif word in cues.UNITS or word in cues.SETTLEMENTS or word in cues.QUARTERS:
            older = self.before(i, 3)
            if older is not None and older.lower == "old":
                c.near = True  # "the Old City of Aleppo" is a part of it
            else:
                c.kinds = tuple(cues.UNITS.get(word, "city").split()) or c.kinds
                c.named_type = c.named_type or word
            c.evidence += 3.0
        elif word in cues.RELATIVE_DIRECTIONS or word in cues.OUTSKIRTS:
            c.near = True
            c.evidence += 2.5
        elif word in cues.OF_HEADS:
            c.evidence += 1.5
            c.near = c.near or word in cues.PARTS
        elif word in (
            "president",
            "king",
            "minister",
            "government",
            "university",
            "republic",
            "bank",
            "kingdom",
            "embassy",
            "border",
            "coast",
        ):
            c.evidence += 1.0
        else:
            c.evidence += 0.5

    def _capital_before(self, c: Candidate, before: Token) -> bool:
        word = before.lower
        if word in cues.TITLES:
            return False
        if word in cues.SHIPS:
            return False
        if word in ("operation", "treaty"):
            return False
        if word in cues.DAYS or self.gazetteer.is_demonym(before.text):
            return True
        known_place = self.gazetteer.knows(before.text)
        flags = self.flags.get(word, "")
        if "g" in flags and not any(e.kind == "country" for e in c.entries):
            return False
        if word in cues.NAME_PARTS:
            c.evidence -= 1.5  # "Tell Rifaat" that no entry goes by: the parts of its name are not it
            return False
        if word in cues.ORGANISATIONS or word in ("of", "for"):
            c.evidence -= 1.0
            return True
        country = any(e.kind == "country" for e in c.entries)
        if known_place:
            c.evidence -= 0.5
            return True
        c.evidence -= 1.0 if country else 2.5
        return country or not self._single(c)

    # --- what else the words may be -------------------------------------------------------------------------

    def _single(self, c: Candidate) -> bool:
        return c.j - c.i == 1

    def _is_person_name(self, c: Candidate) -> bool:
        if any(e.kind == "country" for e in c.entries):
            return False
        return self._single(c) and any(f in self.flags.get(exact(c.name), "") for f in "gs")

    def _namesake(self, c: Candidate) -> None:
        key = exact(c.name)
        flags = self.flags.get(key, "") if " " not in key else ""
        country = any(e.kind == "country" for e in c.entries)
        if "c" in flags and not country:
            c.evidence -= 3.5
        elif "w" in flags and not country:
            c.evidence -= 2.0
        if ("g" in flags or "s" in flags) and not country:
            c.evidence -= 1.5 if "g" in flags and "s" in flags else 1.0
        if " " not in key and c.name.lower() in self.lowered and not country:
            c.evidence -= 2.5
        if key in self.persons and not country:
            c.evidence -= 3.0
        if len(key) <= 3 and not country:
            c.evidence -= 1.5

    def _parents(self, found: list[Candidate], number: int, c: Candidate) -> None:
        """ "X, Y" and "X in Y": Y may be what X lies in."""
        tokens = self.tokens
        if c.owned and number and c.named_type and tokens[found[number - 1].j - 1].gap == "'" and c.i - found[number - 1].j <= 1:
            c.within.append(number - 1)
        if number + 1 >= len(found):
            return
        after = found[number + 1]
        k = c.j
        if k < len(tokens) and tokens[k].lower in cues.SORTS:
            k += 1
        if k < len(tokens) and c.named_type and tokens[k].lower == c.named_type:
            k += 1
        if k - 1 < len(tokens) and tokens[k - 1].gap == "," and after.i == k:
            c.within += [number + 1, *after.within]
            return
        between = tokens[k : after.i]
        if after.within and len(between) == 1 and between[0].lower in ("and", "or") and after.named_type and not c.entries:
            c.within += after.within
            return
        if 1 <= len(between) <= 6 and all(t.gap in " -" for t in tokens[k - 1 : after.i]):
            words = [t.lower for t in between]
            if words[0] in ("in", "of") and all(
                w in cues.DIRECTIONS or w in ("in", "of", "the", "s") or w in cues.UNITS or self.gazetteer.is_demonym(w) for w in words
            ):
                c.within.append(number + 1)
        elif (
            1 <= len(between) <= 7
            and tokens[k - 1].gap == ","
            and between[0].lower == "in"
            and all(t.lower in cues.DIRECTIONS or t.lower in ("in", "the") for t in between)
        ):
            c.within.append(number + 1)
