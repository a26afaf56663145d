"""What speaks for an actor as a party of a claim: named signs, whose weights are learned. Nothing here names an actor of any war."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.actors.parties.scene import CIVILIANS, Candidate, Mention, Pointed, Role, Scene
from onrecord.knowledge.actors.tokens import Token
from onrecord.vocab.event_types import EventType as T
from onrecord.vocab.roles import Kind

_GROUPS: Mapping[T, str] = {
    **dict.fromkeys((T.ARMED_CLASH, T.AIR_STRIKE, T.SHELLING, T.SUICIDE_BOMB, T.IED, T.GRENADE, T.CHEMICAL_WEAPON), "fight"),
    **dict.fromkeys((T.ATTACK_ON_CIVILIANS, T.CASUALTY_TOLL, T.HERITAGE_DAMAGE), "fight"),
    **dict.fromkeys((T.GOVERNMENT_REGAINS_TERRITORY, T.NONSTATE_OVERTAKES_TERRITORY, T.CONTROL_STATUS), "land"),
    **dict.fromkeys((T.NONVIOLENT_TRANSFER, T.TROOP_MOVEMENT, T.BASE_ESTABLISHED), "land"),
    **dict.fromkeys((T.ABDUCTION, T.ARRESTS, T.DETENTION_MISSING, T.SEXUAL_VIOLENCE, T.LOOTING_DESTRUCTION), "seize"),
    T.DISRUPTED_WEAPONS_USE: "seize",
    **dict.fromkeys((T.PEACEFUL_PROTEST, T.VIOLENT_DEMONSTRATION, T.MOB_VIOLENCE), "crowd"),
    **dict.fromkeys((T.DISPLACEMENT, T.EVACUATION, T.AID_ACCESS), "help"),
}  # the rest are deeds of words
_CLASSES = {
    Kind.ARMED_GROUP: "arm",
    Kind.COMMANDER: "arm",
    Kind.MILITARY: "mil",
    Kind.GOVERNMENT: "gov",
    Kind.FOREIGN_GOVERNMENT: "gov",
    Kind.WITNESS: "people",
    Kind.ACTIVISTS: "people",
    Kind.MEDICAL: "people",
    Kind.UNKNOWN: "unknown",
}
_FORCES = frozenset(("arm", "mil", "gov"))
_ARTICLES = frozenset("the a an its their his".split())
_FAR = 6  # sentences; farther is all the same


def class_of(name: str, kind: Kind) -> str:
    """What sort of actor: the few that the choice tells apart."""
    return "civil" if name == CIVILIANS else _CLASSES.get(kind, "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What speaks for one candidate: its own signs, and the name of a set that it shares with others of the claim."""

    own: tuple[str, ...]
    shared: str


class Claim:
    """One claim of a scene, with what is worked out once for all its candidates."""

    def __init__(self, scene: Scene, number: int, role: Role, doer: Candidate | None) -> None:
        self.scene, self.role, self.doer = scene, role, doer
        self.frame, self.pointed = scene.frames[number], scene.pointed[number]
        self.first, self.last = scene.words(self.frame.quote)
        tokens = scene.sketch.tokens
        self.type, self.group = str(self.frame.event_type), _GROUPS.get(self.frame.event_type, "say")
        self.vocabulary = sorted({t.fold for t in tokens[self.first : self.last]})
        self.neighbours = [scene.pointed[n] if 0 <= n < len(scene.pointed) else None for n in (number - 1, number + 1)]
        said = "actor" if role == "doer" else "target"
        sure = self.frame.chances.get(said)
        self.chance = "?" if sure is None else str(int(sure * 4.99))  # a reader may not say how sure it is
        self.given = self.pointed.doer if role == "doer" else self.pointed.target
        sentence = scene.sketch.sentence
        self.sentences = (sentence[self.first], sentence[self.last - 1]) if self.first < self.last else (0, 0)
        self.doing = class_of(doer.name, doer.kind) if doer else "nobody"
        self.doers_side = scene.side(doer.name) if doer else None
        self.sources_side = scene.side(self.pointed.source)
        self.sorts: dict[str, str] = {}  # of the actors that the quote names
        self.verb = next((n for n in range(self.first, self.last) if _verb(tokens[n])), self.last)

    def shared(self, name: str) -> list[str]:
        """The words of the claim, as they speak for a sort of candidate."""
        return [f"{name}|w={word}" for word in self.vocabulary]

    def inside(self, mention: Mention) -> bool:
        return self.first <= mention.first < self.last

    def signs(self, candidates: Sequence[Candidate]) -> list[Signs]:
        """Signs of nobody, then of each candidate in order."""
        named = [(min(m.first for m in c.mentions if self.inside(m)), c.base) for c in candidates if any(map(self.inside, c.mentions))]
        order: dict[str, int] = {}
        for _, base in sorted(named):
            order.setdefault(base, len(order))
        self.sorts = {c.base: class_of(c.name, c.kind) for c in candidates if c.base in order and not c.turn}
        forces = [
            c for c in candidates if class_of(c.name, c.kind) in _FORCES and not c.turn and not (self.doer and c.name == self.doer.name)
        ]
        most = {c.name: n for n, c in enumerate(sorted(forces, key=lambda c: -self.scene.count[c.name]))}
        latest = {c.name: n for n, c in enumerate(sorted(forces, key=self._recency))}
        return [self._nobody(len(order)), *(self._signs(c, order, most, latest) for c in candidates)]

    def _others(self, base: str) -> str:
        """Which sorts of other actors the quote names."""
        return "+".join(sorted({sort for name, sort in self.sorts.items() if name != base}))

    def _recency(self, candidate: Candidate) -> int:
        return min((self.first - m.first for m in candidate.mentions if m.first < self.first), default=1 << 30)

    def _nobody(self, named: int) -> Signs:
        kind, modality = self.type, self.frame.modality
        told = f"{self.pointed.told[:3]}"
        inside = f"in{min(named, 3)}"
        own = [f"{kind}", f"{kind}{modality}", f"{self.group}{self.frame.voice}", told, f"{told}{kind}", f"{told}{self.chance}"]
        own += [inside, f"{inside}{self.group}", f"{self.doing}", f"{self.doing}{kind}", f"{kind}{self.frame.voice}"]
        own += [f"with{self._others('')}", f"with{self._others('')}{kind}"]
        for where, other in zip("<>", self.neighbours, strict=True):
            own.append(f"{where}{other.told[:2] if other else '?'}")
        return Signs(own=tuple(f"nobody|{sign}" for sign in own), shared="nobody")

    def _signs(self, candidate: Candidate, order: Mapping[str, int], most: Mapping[str, int], latest: Mapping[str, int]) -> Signs:
        sort = class_of(candidate.name, candidate.kind)
        inside = [m for m in candidate.mentions if self.inside(m)]
        own = [
            *self._of_pointers(candidate, sort),
            *self._of_actor(candidate, sort),
            *self._of_report(candidate, sort, most, latest),
            *(self._beside_doer(candidate, sort) if self.role == "target" else ()),
            *(self._of_words(candidate, sort, inside, order) if inside else self._of_distance(candidate, sort, len(order))),
        ]
        return Signs(own=tuple(own), shared=f"{sort}{'+' if inside else '-'}")

    def _of_pointers(self, candidate: Candidate, sort: str) -> list[str]:
        letters = self.pointed.letters(candidate.name)
        signs = [f"p{letters}", f"p{letters}|{self.type}", f"p{letters}|{self.group}|{sort}", f"p{letters}{self.pointed.told}"]
        if candidate.name == self.given:
            signs.append(f"given{self.chance}")
        else:
            signs.append(f"{'rival' if self.given else 'none'}{self.chance}")
        if not self.given:
            signs.append(f"none|{sort}|{self.type}")
        if candidate.turn:
            before = self.pointed.letters(candidate.base)
            turn = f"turn{candidate.turn}"
            signs += [turn, f"{turn}|{self.type}", f"{turn}|{before}", f"{turn}|{before}|{self.group}"]
        for where, other in zip("<>", self.neighbours, strict=True):
            if other:
                signs += self._of_neighbour(where, other, candidate)
        return signs

    def _of_neighbour(self, where: str, other: Pointed, candidate: Candidate) -> list[str]:
        letters = other.letters(candidate.name)
        return [f"{where}{letters}", f"{where}{letters}|{self.group}"]

    def _of_actor(self, candidate: Candidate, sort: str) -> list[str]:
        signs = [sort, f"{sort}|{self.type}", f"{sort}|{self.group}{self.frame.modality}{self.frame.voice}"]
        others = f"{sort}{'+' if candidate.base in self.sorts else '-'}with{self._others(candidate.base)}"
        signs += [others, f"{others}|{self.type}"]
        family = candidate.mentions[0].family if candidate.mentions else ""
        if family:
            signs.append(f"family{family}|{self.type}")
        actor = self.scene.register.find(candidate.name)
        home = "?" if actor is None or not actor.country else "h" if actor.country == self.scene.country else "x"
        side = self.scene.side(candidate.name)
        stands = "?" if not side else "g" if side.endswith(":government") else "o"
        signs += [f"{home}{sort}", f"{home}{sort}|{self.type}", f"{stands}", f"{stands}|{self.type}", f"{stands}{sort}|{self.group}"]
        beside = "?" if not side or not self.sources_side else "=" if side == self.sources_side else "!"
        return [*signs, f"speaker{beside}|{self.group}", f"speaker{beside}|{self.type}"]

    def _of_report(self, candidate: Candidate, sort: str, most: Mapping[str, int], latest: Mapping[str, int]) -> list[str]:
        scene, base = self.scene, candidate.base
        many = scene.count[base]
        share = int(4 * many / max(1, scene.count[scene.often[0]])) if scene.often else 0
        doing = scene.doers[base] - (self.pointed.doer == base)
        done_to = scene.targets[base] - (self.pointed.target == base)
        saying = scene.sources[base] - (self.pointed.source == base)
        signs = [f"n{min(many, 6)}", f"share{share}", f"d{min(doing, 4)}t{min(done_to, 4)}", f"d{min(doing, 3)}|{self.group}"]
        signs += [f"t{min(done_to, 3)}|{self.group}", f"s{min(saying, 3)}|{sort}"]
        if base in most:
            signs += [f"most{min(most[base], 3)}", f"most{min(most[base], 3)}|{self.type}"]
            signs += [f"latest{min(latest[base], 3)}", f"latest{min(latest[base], 3)}|{self.type}"]
        if scene.title and scene.title & frozenset(base.casefold().split()):
            signs.append(f"title|{sort}")
        return signs

    def _beside_doer(self, candidate: Candidate, sort: str) -> list[str]:
        signs = [f"by{self.doing}>{sort}", f"by{self.doing}>{sort}|{self.type}"]
        if self.doer is None:
            return signs
        side = self.scene.side(candidate.name)
        stands = "?" if not side or not self.doers_side else "=" if side == self.doers_side else "!"
        name, pointed = self.doer.name, self.pointed
        there = self.scene.pairs[name, candidate.name] - ((pointed.doer, pointed.target) == (name, candidate.name))
        back = self.scene.pairs[candidate.name, name]
        signs += [
            f"self{name == candidate.name}{candidate.turn}",
            f"sides{stands}",
            f"sides{stands}|{self.type}",
            f"given{name == pointed.doer}",
        ]
        return [*signs, f"pair{min(there, 3)}{min(back, 3)}", f"pair{min(there, 2)}{min(back, 2)}|{self.group}"]

    def _of_words(self, candidate: Candidate, sort: str, inside: Sequence[Mention], order: Mapping[str, int]) -> list[str]:
        rank = min(order.get(candidate.base, 9), 4)
        signs = ["in", f"in|{self.type}", f"in|{sort}|{self.group}", f"rank{rank}of{min(len(order), 4)}"]
        signs += [f"rank{rank}|{self.type}", f"rank{rank}|{self.type}|{sort}"]
        for mention in inside[:3]:
            signs += self._of_place(mention, candidate.turn, sort)
        return signs

    def _of_place(self, mention: Mention, turn: str, sort: str) -> list[str]:
        """The words on either side of a mention in the quote, its own last word, and on which side of the verb it stands."""
        tokens = self.scene.sketch.tokens
        before = [t.fold for t in tokens[max(self.first, mention.first - 3) : mention.first]]
        after = [t.fold for t in tokens[mention.last : min(self.last, mention.last + 3)]]
        plain = [word for word in before if word not in _ARTICLES]
        left, right, head = plain[-1] if plain else "^", after[0] if after else "$", tokens[mention.last - 1]
        signs = [f"l={left}", f"r={right}", f"l={left}|{self.group}", f"r={right}|{self.group}", f"l={left}|{sort}", f"lr={left}/{right}"]
        signs += [f"rr={'_'.join(after[:2])}", f"how{mention.how}", f"h={head.fold}", f"h={head.fold}|{self.type}"]
        signs += [f"r{n}={word}" for n, word in enumerate(after[1:], 2)]
        if "by" in before:
            signs += ["by", f"by|{self.type}"]
        if head.owner:
            signs.append("owner")
        if turn:
            signs += [f"turn{turn}|h={head.fold}", f"turn{turn}|r={right}"]
        if self.verb < self.last:
            where = "b" if mention.first < self.verb else "a"
            signs += [f"verb{where}", f"verb{where}={tokens[self.verb].fold}", f"verb{where}|{self.type}"]
        return signs

    def _of_distance(self, candidate: Candidate, sort: str, named: int) -> list[str]:
        """How far from the quote the nearest mention stands."""
        sketch = self.scene.sketch
        best, nearest = (_FAR, "-"), None
        for mention in candidate.mentions:
            before = mention.first < self.first
            here = sketch.sentence[mention.first]
            apart = max(0, self.sentences[0] - here if before else here - self.sentences[1])
            if (apart, ">") < best or (apart == best[0] and before):
                best, nearest = (apart, "<" if before else ">"), mention
        where = f"{best[1]}{min(best[0], 5)}"
        signs = [f"at{where}", f"at{where}|{self.type}", f"at{where}|{sort}", f"at{where}|{self.group}{sort}", f"at{where}|{min(named, 2)}"]
        if nearest is not None and best[0] == 0:
            left = sketch.tokens[nearest.first - 1].fold if nearest.first else "^"
            right = sketch.tokens[nearest.last].fold if nearest.last < len(sketch.tokens) else "$"
            signs += [f"outl={left}", f"outr={right}"]
        return signs


def _verb(token: Token) -> bool:
    """A plain guess at the first verb: what most claims have in the past or the passive."""
    word = token.fold
    return not token.capital and ((word.endswith("ed") and len(word) > 4) or word in _VERBS)


_VERBS = frozenset(
    "was were is are has have had been took fell lost won shot fought held hit left struck fled went gave set said sent made met told "
    "broke drove began came withdrew retook overran kept blew threw put let says control controls hold holds".split()
)
