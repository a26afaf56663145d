"""Reads a language's date grammar (en.toml) and compiles its forms to a trie of elements.

The file says what stands beside what; calendar.py and resolve.py say what it means.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from onrecord.errors import VocabularyError

Value = int | float | str

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT_ENDS = r"(?![.:]\d|,\d{3}(?!\d))"  # "July 5,000" is no day of July
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Element:
    """One place in a form. name None: its words carry no meaning of their own."""

    name: str | None
    regex: re.Pattern[str]
    values: dict[str, Value]
    starts: frozenset[str]  # lower-case letters it may begin with; "#" a digit, "'" an apostrophe
    comma: bool = False

    def value(self, words: str) -> Value:
        return self.values.get(fold(words), words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    number: int
    kind: str
    fixed: dict[str, Value]
    the: bool = False
    needs: frozenset[str] = frozenset()
    guard: str | None = None


@dataclass(slots=True)
class Node:
    """What may follow, and the rules that may end here, the earliest first."""

    children: dict[Element, Node] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    by_key: dict[str, list[tuple[Element, Node]]] = field(default_factory=dict)  # children by the key of the letters they begin with

    def child(self, element: Element) -> Node:
        return self.children.setdefault(element, Node())

    def index(self) -> None:
        """Fills by_key here and below, once every form is in."""
        for element, node in self.children.items():
            for key in sorted(element.starts):
                self.by_key.setdefault(key, []).append((element, node))
            node.index()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    root: Node
    direction: dict[str, list[str]]
    around: dict[str, list[str]]


def fold(words: str) -> str:
    """Lower case, one space for any gap between words: how the word lists are looked up."""
    return " ".join(re.split(r"[\s\-]+", words.strip())).lower().rstrip(".") if words else words


@cache
def english() -> Lexicon:
    """The English grammar, read and compiled once. Raises VocabularyError where the file contradicts itself."""
    data = tomllib.loads((resources.files(__package__) / "en.toml").read_text("utf-8"))
    compiler = _Compiler(data)
    root = Node()
    for number, row in enumerate(data["rule"]):
        needs = row.get("needs")
        rule = Rule(
            number=number,
            kind=row["kind"],
            fixed=row.get("set", {}),
            the=row.get("the", False),
            needs=frozenset(data["needs"][needs]) if needs else frozenset(),
            guard=row.get("guard"),
        )
        for form in row["forms"]:
            for elements in compiler.expand(form):
                compiler.add(root, elements, rule)
    root.index()
    return Lexicon(root=root, direction=data["direction"], around=data["around"])


class _Compiler:
    def __init__(self, data: dict[str, dict[str, dict[str, object]]]) -> None:
        self.classes = data["class"]
        self.macros = data["macro"]
        self.known: dict[str, Element] = {}

    def expand(self, form: str) -> list[list[str]]:
        """Every row of elements a form stands for, optional elements and macros written out."""
        choices: list[list[list[str]]] = []
        for token in form.split():
            if token.startswith("@"):
                forms = self.macros.get(token[1:])
                if not forms:
                    raise VocabularyError(f"dates: no macro {token!r} (in {form!r})")
                choices.append([row for inner in forms for row in self.expand(inner)])
            elif token.endswith("?"):
                choices.append([[token[:-1]], []])
            else:
                choices.append([[token]])
        return [list(itertools.chain(*rows)) for rows in itertools.product(*choices)]

    def add(self, root: Node, tokens: list[str], rule: Rule) -> None:
        node, names = root, set[str]()
        for token in tokens:
            element = self.element(token)
            if element.name in names:
                raise VocabularyError(f"dates: {element.name} stands twice in {' '.join(tokens)!r}")
            if element.name:
                names.add(element.name)
            node = node.child(element)
        node.rules.append(rule)

    def element(self, token: str) -> Element:
        if token not in self.known:
            self.known[token] = self._element(token)
        return self.known[token]

    def _element(self, token: str) -> Element:
        comma = token.endswith(",")
        body = token.rstrip(",")
        label, _, rest = body.rpartition(":")
        name: str | None
        if rest in self.classes:
            row = self.classes[rest]
            name = label or rest.lower()
        elif rest.isupper() and "." not in rest and len(rest) > 2 and rest != "BCE":
            raise VocabularyError(f"dates: no class {rest!r}")
        else:
            row = {"words": {w.replace("_", " "): w.replace("_", " ") for w in rest.split("|")}}
            name = label or None
        words = dict(row.get("words") or {})  # type: ignore[call-overload]
        if row.get("compound"):
            words |= {f"{t} {o}": words[t] + words[o] for t in _TENS for o in _ONES}
        pattern = row.get("pattern")
        alternatives = [_word(w, capital=bool(row.get("capital"))) for w in sorted(words, key=len, reverse=True)]
        starts = {_key(w) for w in words}
        if isinstance(pattern, str):
            alternatives.append(pattern.replace(r"\1", "(?P=mark)").replace("([-./])", "(?P<mark>[-./])") + _DIGIT_ENDS)
            starts |= {"q"} if pattern.startswith("Q") else ({"'"} if pattern.startswith("['") else {"#"})
            starts |= {"'"} if "|['" in pattern else set()
            starts = {"d"} if pattern.startswith("D(") else starts
        regex = re.compile(f"(?:{'|'.join(alternatives)})(?!\\w)")
        return Element(name=name, regex=regex, values={fold(w): v for w, v in words.items()}, starts=frozenset(starts), comma=comma)


def _word(word: str, *, capital: bool) -> str:
    """The words as a regular expression: any gap for a space, any case unless they are a name."""
    escaped = re.escape(word).replace(r"\ ", r"(?:\s|-)").replace("\\-", "[-\\s]?")
    if not capital:
        return f"(?i:{escaped})"
    upper = re.escape(word.upper()).replace(r"\ ", r"(?:\s|-)").replace("\\-", "[-\\s]?")
    return f"{escaped}|{upper}"


def _key(word: str) -> str:
    match = _LETTERS.match(word)
    return match.group().lower() if match else "#"
