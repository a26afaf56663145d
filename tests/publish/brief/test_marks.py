from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from onrecord.publish.brief.marks import Mark, marked_text
from onrecord.publish.brief.wording import shown


class Reader(HTMLParser):
    """Text, text by id, and whether every element closes in order."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.nested: list[tuple[str, str | None]] = []
        self.ids: list[str] = []
        self.under: dict[str, str] = {}
        self.deepest = 0
        self.proper = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.nested.append((tag, given.get("id") or (given.get("class") or "").rpartition("of-")[2] or None))
        self.deepest = max(self.deepest, len(self.nested))
        if given.get("id"):
            self.ids.append(str(given["id"]))

    def handle_endtag(self, tag: str) -> None:
        self.proper = self.proper and bool(self.nested) and self.nested.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        for anchor in {a for _, a in self.nested if a}:
            self.under[anchor] = self.under.get(anchor, "") + data


def read(text: str, marks: list[Mark]) -> Reader:
    reader = Reader()
    reader.feed(str(marked_text(text, marks)[0]))
    reader.close()
    return reader


def mark(start: int, end: int, number: int = 1) -> Mark:
    return Mark(start=start, end=end, anchor=f"t1-{start}-{end}", claims=((number, "e1"),))


def test_a_quote_is_marked_and_leads_to_its_claim() -> None:
    html, split = marked_text("The army left.", [mark(4, 13)])
    assert html == (
        'The <mark id="t1-4-13" class="q">army left<a class="n" href="#k1" data-n="1" aria-label="claim 1"></a>'
        '<a class="back" href="#e1" aria-label="back"></a></mark>.'
    )
    assert split == []


def test_marks_nest() -> None:
    reader = read("one two three", [mark(0, 13), mark(4, 7)])
    assert reader.under["t1-0-13"] == "one two three"
    assert reader.under["t1-4-7"] == "two"


def test_a_mark_that_crosses_another_is_split_and_lights_up_as_a_whole() -> None:
    html, split = marked_text("one two three", [mark(0, 7), mark(4, 13)])
    assert split == ["t1-4-13"]
    assert 'class="q of-t1-4-13"' in html
    assert read("one two three", [mark(0, 7), mark(4, 13)]).under["t1-4-13"] == "two three"


def test_a_mark_outside_the_text_is_left_out() -> None:
    assert read("short", [mark(2, 99)]).text == "short"


def test_nesting_never_grows_deeper_than_a_parser_allows() -> None:
    text = "x" * 600
    reader = read(text, [mark(n, 600 - n // 2, n) for n in range(300)])
    assert reader.deepest < 60 and reader.text == text and len(reader.ids) == 300


def test_blank_lines_are_gaps_and_wrapped_lines_flow_on() -> None:
    html, _ = marked_text("One\n\nTwo\nThree\nfour", [])
    assert html == 'One<span class="gap">\n\n</span>Two<span class="eol">\n</span>Three\nfour'


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), max_size=60))
    spans = draw(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=25, unique=True))
    return text, [mark(a, b, n) for n, (a, b) in enumerate(spans, 1)]


@given(texts_with_marks())
def test_every_word_stands_once_and_in_order_and_every_mark_holds_its_words(given_texts: tuple[str, list[Mark]]) -> None:
    text, marks = given_texts
    reader = read(text, marks)
    assert reader.text == shown(text)
    assert reader.proper and not reader.nested
    kept = [m for m in marks if m.start < m.end <= len(text)]
    assert sorted(reader.ids) == sorted(m.anchor for m in kept)
    if len(kept) < 20:
        for m in kept:
            assert reader.under[m.anchor] == shown(text[m.start : m.end])
