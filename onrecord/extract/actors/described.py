"""Reads phrases without a name of their own: "the army", "the ministry", "a spokesman", "the group", "residents of Aden"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.actors.cast import Member
from onrecord.extract.actors.named import NamedReader
from onrecord.extract.actors.reading import PARTICLES, PEOPLE, ROLE_LINKS, VOICES, Reading, as_reading, in_a_name
from onrecord.extract.actors.sketch import Found
from onrecord.extract.actors.words import DETERMINERS, PREPOSITIONS, RANKS_IN_FULL, singular
from onrecord.knowledge.actors.nations import nation
from onrecord.vocab.roles import Kind

_BARE_GROUPS = frozenset({"rebels", "separatists", "militia"})
_REBELS = frozenset({"rebel", "opposition"})
_PLACE_PREPOSITIONS = frozenset("of in at from for near".split())
# Words before "group" that do not tell one group from another.
_NEUTRAL = frozenset(
    "based monitoring opposition militant rebel jihadist extremist activist same war charity aid medical rights human armed itself".split()
)
_GROUPS = {
    "monitoring": Kind.MONITOR,
    "monitor": Kind.MONITOR,
    "observer": Kind.MONITOR,
    "rights": Kind.NGO,
    "aid": Kind.NGO,
    "relief": Kind.NGO,
    "humanitarian": Kind.NGO,
    "advocacy": Kind.NGO,
    "charity": Kind.NGO,
    "medical": Kind.MEDICAL,
    "media": Kind.MEDIA,
    "activist": Kind.ACTIVISTS,
    "activists": Kind.ACTIVISTS,
}
_GROUP_HEADS = frozenset("group organisation network body agency worker official team".split())
# Who is called so fights the state.
_REBELLIOUS = frozenset("rebel insurgent militant jihadist extremist guerrilla separatist terrorist".split())
_PAPERS = frozenset(
    "statement statements communique report reports release letter bulletin post posts message press video tweet website page".split()
)
# Words too common to find a name by one of them alone.
_COMMON = frozenset("group army government force forces military state united national people party".split())
_OFFICERS = frozenset("general colonel captain major lieutenant sergeant brigadier admiral marshal commodore".split())
_ARMS = frozenset("air navy naval coastguard guard guards".split())
_WATCHING = frozenset({Kind.WITNESS, Kind.MEDICAL, Kind.MONITOR, Kind.NGO, Kind.MEDIA})
_MAY_BE_ONE = frozenset(
    {Kind.WITNESS, Kind.MEDICAL, Kind.COMMANDER, Kind.ACTIVISTS, Kind.UNKNOWN, Kind.GOVERNMENT, Kind.MILITARY, Kind.ARMED_GROUP}
)
_PLURALS = {"man": "men", "woman": "women", "family": "families", "witness": "witnesses", "eyewitness": "eyewitnesses", "people": "people"}


class DescribedReader(NamedReader):
    """The ways of reading a phrase that only describes."""

    def state(self, found: Sequence[Found], first: int, last: int, head: int) -> Reading | None:
        """ "Moscow", "Syria": a state that speaks by its own name or its seat's."""
        here = found[0] if found and found[0].how == "country" and found[0].first == first else None
        if here is None or not (here.last == last or here.last > head):
            return None
        return Reading(name=here.name, kind=here.kind, family="government")

    def through_role(self, first: int, last: int, head: int) -> Reading | None:
        """ "A spokesman for the mission", "the centre's spokesman", "ministry officials": the body that somebody in a role speaks for."""
        tokens = self.sketch.tokens
        owner = next((n for n in range(first, last - 1) if tokens[n].owner), None)
        if owner is not None and self.is_role(owner + 1, last):
            start = (
                first - 1 if first and tokens[first - 1].fold == "the" else first
            )  # "the organisation's" points back, "organisation's" does not
            return self.voice_of(self.part(start, owner + 1), owner + 1, last)
        medical = self.words.kind_of(tokens[head].fold) is Kind.MEDICAL  # "a surgeon at Tripoli Medical Centre"
        if tokens[head].fold not in self.words.folds and not medical:
            return None
        if head + 2 < last and tokens[head + 1].fold in ROLE_LINKS and not self._seat(head + 1):
            behind = self.voice_of(self.part(head + 2, last), head, last)
            if behind:
                return behind
        if any(t.fold == "coalition" for t in tokens[first:head]):  # "coalition warplanes"
            return self._coalition_named(first) or self._coalition()
        tied = head > first and self.sketch.gap(head - 1) in ("-", "–")  # "pro-government forces"
        before = tokens[head - 1].fold if head > first else ""  # "ministry officials", "a rebel spokesman"
        named = self.sketch.found_at[head - 1] if head > first else None
        whole = named is not None and named.last - named.first > 1  # "a foreign ministry statement": which ministry is said
        if (before in self.words.back or before + "s" in self.words.back) and not (tied or whole or self.sketch.found_at[head]):
            return self.voice_of(self.pointed_back(first, head - 1), head, last)
        return None

    def _seat(self, at: int) -> bool:
        """ "a source in Mexico City" does not speak for the Mexican government."""
        here = self.sketch.found_at[at + 1]
        return self.sketch.tokens[at].fold in ("in", "at", "from") and here is not None and here.how == "country"

    def plain(self, found: Sequence[Found], first: int, last: int, head: int, definite: bool) -> Reading | None:
        """ "The army", "government forces": a body without its state, at home in the country that the report is about."""
        here = next((f for f in found if f.how == "bare"), None)
        if here is None:
            return None
        kind = self._group(first, head) or self.words.kind_of(self.sketch.tokens[head].fold)
        if kind in _WATCHING and not here.first <= head < here.last:  # "an opposition monitoring group" is not the opposition
            return None
        if definite and here.last - here.first == 1 and here.family not in ("army", "police"):
            back = self.pointed_back(first, here.last - 1)
            if back:
                return back
        if here.actor is None and here.family in ("rebels", "separatists", "militia", "activists"):
            return self.pointed_back(first, head) or self.described(first, last, head, definite)
        held = self.holder(here, first, last)
        if held:
            return Reading(name=held.name, kind=held.kind, family=here.family, person=True, names=held.person)
        same = self._so_called(here)
        if same:
            return as_reading(same)
        abroad = self._abroad(here, first) if definite or here.family == "ministry" else None
        if abroad:
            return as_reading(abroad)
        roles = any(t.fold in self.words.folds for t in self.outside(here, first, last))
        names = self.names_after(here.last, last)
        return Reading(name=here.name, kind=here.kind, family=here.family, person=roles or bool(names), names=names)

    def _so_called(self, here: Found) -> Member | None:
        """ "Militants" where the report said "Isis militants": the group that was called so last. A country's rebels stay its rebels."""
        noun = singular(self.sketch.tokens[here.last - 1].fold)
        if here.family not in _BARE_GROUPS or noun in _REBELS or here.last - here.first > 1:
            return None
        last = self.cast.before(here.first, lambda m: m.own and m.kind is Kind.ARMED_GROUP and noun in m.said)
        return last or self.cast.only_called(noun, Kind.ARMED_GROUP)

    def _abroad(self, here: Found, at: int) -> Member | None:
        """Another state's army or ministry that was named, where the home state's was not."""
        if here.family not in ("army", "ministry", "government") or self.sketch.tokens[here.first].fold == "regime":
            return None
        if self.cast.before(at, lambda m: m.name == here.name and m.own):
            return None
        office = _office(here.name) if here.family == "ministry" else None
        other = self.cast.before(at, lambda m: m.family == here.family and m.own and (office is None or _office(m.name) == office))
        home = self.sketch.home_of(other.name) if other else None
        if home == "USA" and any(t.fold == "ministry" for t in self.sketch.tokens[here.first : here.last]):
            return None  # it has departments
        return other if home and home != self.sketch.country else None

    def pointed_back(self, first: int, head: int) -> Reading | None:
        """ "The group", "the monitor", "the Centre": the member whose name holds the word, else the last of that kind."""
        fold = self.sketch.tokens[head].fold
        known = None if fold in _COMMON or fold in _OFFICERS else self.cast.by_words((fold,), first)
        if known:
            return as_reading(known)
        if fold == "coalition":
            return self._coalition()
        kinds = self.words.back.get(fold) or self.words.back.get(singular(fold))
        if not kinds:
            return None
        told = self._group(first, head)
        if told:
            kinds = frozenset({told})
        elif any(t.fold == "based" for t in self.sketch.tokens[first:head]):  # "the Britain-based group" watches from afar
            kinds = frozenset({Kind.MONITOR, Kind.NGO}) & kinds or kinds
        wanted, rebellious = kinds, singular(fold) in _REBELLIOUS

        governing = fold == "government"  # neither its police nor one ministry nor a governor
        whole = fold in ("army", "military")  # not its air force alone

        def fits(member: Member) -> bool:
            if member.family == "police" or (governing and "government" not in member.words and member.family != "government"):
                return False
            if whole and member.words & _ARMS:
                return False
            return member.kind in wanted and member.own and not (rebellious and member.loyal)

        member = self.cast.before(first, lambda m: fits(m) and m.speaks) or self.cast.before(first, fits)
        return as_reading(member) if member else None

    def _coalition_named(self, at: int) -> Reading | None:
        known = self.cast.by_words(("coalition",), at)
        return as_reading(known) if known else None

    def _coalition(self) -> Reading | None:
        """ "The coalition" where none was named: the one that fights in the country that the report is about."""
        state = nation(self.sketch.country)
        actor = self.sketch.register.find(state.own["coalition"]) if state and "coalition" in state.own else None
        return Reading(name=actor.name, kind=actor.kind, family="coalition") if actor else None

    def described(self, first: int, last: int, head: int, definite: bool) -> Reading | None:
        """Somebody told only by what they are: "residents of Aden", "a doctor at the Sinjar hospital", "the source", "the statement"."""
        tokens = self.sketch.tokens
        fold = tokens[head].fold
        if fold in _PAPERS or singular(fold) in VOICES:
            member = self.cast.body(first, self.sketch.sentence[first])
            if member:
                return as_reading(member, person=fold not in _PAPERS)
        kind = self._group(first, head) or self.words.kind_of(fold)
        again = self._again(first, last, head, kind, definite)
        if again:
            return again
        if kind is None:
            kinds = (self._group(first, n) or self.words.kind_of(tokens[n].fold) for n in range(first, last))
            kind = next((k for k in kinds if k), Kind.UNKNOWN)
        named = self._named(head + 1, last) if kind in PEOPLE | {Kind.MEDIA} and kind is not Kind.UNKNOWN else None
        if named:  # "local activist Mohammad al-Halabi", "a witness named Ahmad"
            return Reading(name=named[0], kind=kind, family="name", person=True, names=named[1])
        medical = next((n for n in range(first, last) if tokens[n].fold in ("hospital", "clinic")), None)
        if medical is not None and kind in (Kind.MEDICAL, Kind.GOVERNMENT, Kind.UNKNOWN):
            return self._hospital(first, last, medical)
        return Reading(
            name=self._description(first, last, head),
            kind=kind,
            family=singular(fold),
            person=self._one(fold, kind),
            own=False,
        )

    def _named(self, first: int, last: int) -> tuple[str, tuple[str, ...]] | None:
        """The person's name that follows a description at once, or after "named"; with its folded words."""
        tokens, n = self.sketch.tokens, first
        while n < last and tokens[n].fold in ("named", "called", "identified", "as"):
            n += 1
        stop = n
        while stop < last and not self.sketch.found_at[stop] and (in_a_name(tokens[stop]) or tokens[stop].fold in PARTICLES):
            stop += 1
        if stop == n or not any(t.capital for t in tokens[n:stop]):
            return None
        return self.sketch.words_of(n, stop), tuple(t.fold for t in tokens[n:stop])

    def _again(self, first: int, last: int, head: int, kind: Kind | None, definite: bool) -> Reading | None:
        """A description that names somebody known: "the task force", "the source", "a monitoring group", "residents" a second time."""
        fold = self.sketch.tokens[head].fold
        if kind is Kind.MONITOR and singular(fold) == fold and self._tells_nothing(first, head):  # the one that is named further down
            only = self.cast.only(Kind.MONITOR)
            if only:
                return as_reading(only)
        if definite and head > first:
            whole = self.cast.by_words(tuple(t.fold for t in self.sketch.tokens[first : head + 1]), first)
            if whole:
                return as_reading(whole)
        if definite and (last - first == 1 or kind not in (Kind.WITNESS, None)):
            back = self.pointed_back(first, head) if self._tells_nothing(first, head) else None
            if back:
                return back
            word = RANKS_IN_FULL.get(fold, singular(fold))
            rank = word in _OFFICERS  # "the general" is a person, not the General Command

            def bears(member: Member) -> bool:
                return word in member.said and (member.own or member.family == word) and (member.person or not rank)

            same = self.cast.before(first, bears) if last - first == 1 else None
            if same:
                return as_reading(same)
        if kind in (Kind.WITNESS, Kind.ACTIVISTS, Kind.MEDICAL) and head + 1 == last and singular(fold) != fold:
            same = self.cast.before(first, lambda m: m.kind is kind and singular(fold) in m.said and not m.person)
            return as_reading(same) if same else None
        return None

    def _group(self, first: int, head: int) -> Kind | None:
        """What kind of group: "a monitoring group", "rights groups"."""
        if singular(self.sketch.tokens[head].fold) not in _GROUP_HEADS:
            return None
        return next((k for t in self.sketch.tokens[first:head] if (k := _GROUPS.get(t.fold))), None)

    def _tells_nothing(self, first: int, head: int) -> bool:
        """Only words that tell nothing apart stand before the head: "the Britain-based group", "the monitoring group"."""
        return all(t.fold in _NEUTRAL or self.sketch.state_word(t) for t in self.sketch.tokens[first:head])

    def _hospital(self, first: int, last: int, at: int) -> Reading:
        """A hospital with the words or the place that tell it apart; bare, the one named before."""
        tokens, start = self.sketch.tokens, at
        while start > first and tokens[start - 1].fold not in PREPOSITIONS | DETERMINERS:
            start -= 1
        known = self.cast.before(first, lambda m: m.family == "hospital")
        if start == at and at + 1 == last and known:
            return as_reading(known)
        stop = last if start == at else at + 1
        return Reading(name=self.sketch.words_of(start, stop), kind=Kind.MEDICAL, family="hospital", person=at > first)

    def _description(self, first: int, last: int, head: int) -> str:
        """The head noun, people's in the plural, with the place that it is tied to: "residents of Aden"."""
        tokens = self.sketch.tokens
        fold = tokens[head].fold
        before, noun = self.sketch.words_of(first, head), tokens[head].word
        if self.words.kind_of(fold) in (Kind.WITNESS, Kind.ACTIVISTS, Kind.MEDICAL):
            before, noun = "", fold if singular(fold) != fold else _PLURALS.get(fold, fold + "s")
        tied = head + 1 < last and tokens[head + 1].fold in _PLACE_PREPOSITIONS
        tail = self.sketch.words_of(head + 1, last) if tied else ""
        return " ".join(piece for piece in (before, noun, tail) if piece)

    def _one(self, fold: str, kind: Kind) -> bool:
        """Whether the noun tells of one person."""
        one = singular(fold) == fold and fold not in _PAPERS and fold not in self.words.bodies
        return one and self.words.kind_of(fold) is not None and kind in _MAY_BE_ONE


def _office(name: str) -> str:
    """What a ministry is for, its state left out: "Defence Ministry"."""
    return " ".join(name.split()[-2:])
