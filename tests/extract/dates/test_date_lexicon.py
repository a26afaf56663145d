from __future__ import annotations

import pytest

from onrecord.extract.dates.layer import READERS
from onrecord.extract.dates.lexicon import Node, Rule, english


def rules(node: Node) -> set[Rule | int]:
    found: set[Rule | int] = {r.number for r in node.rules}
    for child in node.children.values():
        found |= rules(child)
    return found


def kinds(node: Node) -> set[str]:
    found = {r.kind for r in node.rules}
    for child in node.children.values():
        found |= kinds(child)
    return found


def test_every_kind_of_the_grammar_has_its_reader() -> None:
    assert kinds(english().root) == set(READERS)


def test_every_rule_has_a_form() -> None:
    numbers = rules(english().root)
    assert numbers == set(range(len(numbers)))


@pytest.mark.parametrize("words", ["ahead", "back", "limits", "orders"])
def test_the_direction_words_are_there(words: str) -> None:
    assert english().direction[words]
