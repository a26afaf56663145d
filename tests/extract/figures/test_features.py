from __future__ import annotations

import pytest
from pace import grows_in_line

from onrecord.extract.figures.context import Context
from onrecord.extract.figures.features import Features
from onrecord.extract.figures.implied import implied_features, one_site
from onrecord.extract.figures.lexicon import noun_class
from onrecord.extract.figures.model import best, parse_weights, print_weights
from onrecord.records import Span


def whole(text: str) -> Span:
    return Span(0, len(text))


def features(text: str, nth: int = 0) -> list[str]:
    context = Context(text)
    view = Features(context, "shelling", whole(text))
    before = [(n, "killed") for n in context.numbers[:nth]]
    return view.of(context.numbers[nth], before)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("soldiers", "fighter"),
        ("midwife", "person"),
        ("Jesuits", "person"),
        ("17-year-old", "person"),
        ("T-72", "vehicle"),
        ("Su-25s", "vehicle"),
        ("mosque", "site"),
        ("Porter", None),  # a name, for all one can tell
        ("killed", None),
        ("2016", None),
    ],
)
def test_a_noun_has_a_class(word, kind):
    assert noun_class(word) == kind


def test_names_are_one_word_to_the_table():
    assert not any("palmyra" in f.lower() for f in features("In Palmyra 12 people were killed."))


def test_the_verb_behind_the_counted_noun_is_told_from_the_one_after_the_next_number():
    made = features("Shells killed five civilians while nine other people were reported injured.", 1)
    assert "does=be say" in made and "aft=injure" in made and "last=killed" in made


def test_the_noun_after_two_adjectives_is_the_counted_one():
    context = Context("At least 70 government and rebel fighters have been killed.")
    phrase = context.noun_phrase(context.numbers[0])
    assert phrase and context.text[phrase.start : phrase.end] == "government and rebel fighters"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A woman and her grandson were killed.", [2]),
        ("Shells killed a shepherd and two of his sons.", [3]),
        ("A mother and her two daughters died.", [3]),
        ("The shot killed a girl of 12 and her grandmother.", [2]),
        ("Two women and their driver were killed.", [2, 1]),  # a number already counts the first
        ("A bomb and two of his mines were found.", [1, 2]),  # no people
        ("A teacher and a doctor were killed.", [1, 1]),
        ("A civilian was killed and his son was injured.", [1, 1]),
    ],
)
def test_people_named_by_their_relation_are_counted_together(text, counts):
    assert [n.low for n in Context(text).numbers if n.low] == counts


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("the temple has been reduced to rubble", True),
        ("Militants dynamited the tomb of the poet", True),
        ("The minaret fell in an air raid on Thursday", True),
        ("the temples were blown up", False),  # how many is not said
        ("they might destroy the theatre", False),
        ("part of the temple was destroyed", False),
        ("the mosque was not destroyed", False),
        ("the mosque was visited", False),
    ],
)
def test_a_site_that_is_said_to_be_destroyed_is_one(text, one):
    assert one_site(Context(text), whole(text)) is one


def test_the_features_of_a_quote_hold_no_more_than_its_first_words():
    text = "the temple was destroyed and " * 500
    assert len(implied_features(Context(text), whole(text), "heritage_damage", ())) < 400


def test_weights_are_read_as_they_were_printed():
    weights = {"bias": {"killed": 0.5, "none": -1.25}, "r1=people": {"killed": 0.1}, "nothing": {"killed": 0.01}}
    read = parse_weights(print_weights(weights, "about"))
    assert {f: {k: round(w, 6) for k, w in row.items()} for f, row in read.items()} == {k: weights[k] for k in ("bias", "r1=people")}


def test_the_best_label_that_is_allowed_is_taken():
    weights = {"a": {"killed": 2.0, "injured": 1.0, "none": 0.5}}
    assert best(["a"], weights, lambda _: True) == "killed"
    assert best(["a"], weights, lambda what: what != "killed") == "injured"
    assert best(["a"], weights, lambda _: False) == "none"
    assert best([], weights, lambda _: True) == "none"


@pytest.mark.parametrize("piece", ["5, ", "a woman and her son, ", "seven, eight ", "killed 3 and "])
def test_time_grows_with_length_only(piece):
    def work(n):
        text = piece * n
        context = Context(text)
        view, before = Features(context, "shelling", whole(text)), []
        for number in context.numbers:
            view.of(number, before)
            before.append((number, "killed"))

    assert grows_in_line(work, 60)
