from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.formats.dateline import read_dateline
from onrecord.read.formats.heading import past_head, read_heading


def test_front_matter_is_cut_and_read():
    head = '---\ntitle: "Army leaves city"\ndate: 11 December 2016\npublisher: The Daily\nurl: https://daily.example/a\ntags: [x]\n---'
    text = head + "\n\nThe army left."
    origin, skip = read_heading(text)
    assert text[skip:] == "The army left."
    assert (origin.title, origin.published, origin.publisher, origin.url) == (
        "Army leaves city",
        "2016-12-11",
        "The Daily",
        "https://daily.example/a",
    )


def test_a_block_of_key_lines_is_front_matter_too():
    text = "Title: Army leaves city\nDate: 2016-12-11T18:20:00Z\n\nThe army left."
    origin, skip = read_heading(text)
    assert (origin.published, text[skip:]) == ("2016-12-11T18:20:00Z", "The army left.")


def test_one_key_line_is_text():
    assert read_heading("Source: Reuters\n\nThe army left.")[1] == 0


def test_a_rule_without_an_end_is_text():
    assert read_heading("---\nThe army left.\n")[1] == 0


@pytest.mark.parametrize(
    ("first", "date"),
    [
        ("11 December 2016", "2016-12-11"),
        ("Sunday, December 11, 2016 | 14:05 GMT", "2016-12-11"),
        ("Published: 2016-12-11", "2016-12-11"),
        ("Published on 11th December 2016 at 2:05 pm", "2016-12-11"),
        ("BEIRUT, Dec 11, 2016 (Agency) — The army pulled out of the city on Sunday, the governor said in a call.", "2016-12-11"),
        ("The town fell on 20 May 2015, the army said.", None),
        ("Nothing of the kind", None),
        ("3/4/2016", None),
        ("13/4/2016", "2016-04-13"),
    ],
)
def test_a_date_is_looked_for_in_the_first_lines(first, date):
    assert read_heading(f"{first}\n\nThe army left the city.\n")[0].published == date


def test_a_headline_is_the_title_and_no_front_matter():
    origin, skip = read_heading("Army leaves city\n\nThe army left the city on Sunday.")
    assert (origin.title, skip) == ("Army leaves city", 0)


def test_a_first_sentence_is_no_headline():
    assert read_heading("The army left.\n\nIt came back.")[0].title is None


BODY = "The army left the city on Sunday, the governor said."


@pytest.mark.parametrize(
    "head",
    [
        "Army leaves city\n\n",
        "Army leaves city\nSudan Tribune\n15 March 2026\n\n",
        "Army leaves city\n\nBy Jane Doe\nReuters, 15 March 2026\n\n",
    ],
)
def test_a_headline_with_the_lines_of_outlet_author_and_day_is_no_body(head):
    text = head + BODY
    assert text[past_head(text, 0, "Army leaves city") :] == BODY


def test_what_is_no_headline_is_cut_nowhere():
    assert past_head(BODY, 0, None) == past_head(BODY, 0, "Army leaves city") == past_head("Army leaves city\n", 0, "Army leaves city") == 0


def test_outlet_author_and_day_below_a_headline_are_read():
    origin, _ = read_heading("Army leaves city\nSudan Tribune\n15 March 2026\nBy Jane Doe\n\n" + BODY)
    assert (origin.title, origin.publisher, origin.published, origin.author) == (
        "Army leaves city",
        "Sudan Tribune",
        "2026-03-15",
        "Jane Doe",
    )


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("KHARTOUM, March 15, 2026 (Reuters) - The army", ("KHARTOUM", "2026-03-15", "Reuters")),
        ("KHARTOUM, March 15, 2026 (Reuters)", ("KHARTOUM", "2026-03-15", "Reuters")),
        ("MOSCOW, February 6. /TASS/. Militants of", ("MOSCOW", None, "TASS")),
        ("PARIS (AFP) — The minister", ("PARIS", None, "AFP")),
        ("LONDON/BEIRUT, Dec 11 (Reuters) - The", ("LONDON/BEIRUT", None, "Reuters")),
        ("ADEN, Yemen (AP) — The", ("ADEN, Yemen", None, "AP")),
        ("Beirut, 11 December 2016 – The army", ("Beirut", "2016-12-11", None)),
    ],
)
def test_a_dateline_names_place_day_and_agency(line, dateline):
    found = read_dateline(line)
    assert (found.place, found.day, found.agency) == dateline


@pytest.mark.parametrize("line", ["The army (FARDC) left on Sunday.", "The town of Homs (Syria) fell.", "Fighters - and others - left."])
def test_brackets_in_a_sentence_are_no_dateline(line):
    assert read_dateline(line) is None


def test_the_agency_of_a_dateline_is_the_publisher_where_nobody_else_is_named():
    origin, _ = read_heading("KHARTOUM, March 15, 2026 (Reuters)\n\n" + BODY)
    assert (origin.publisher, origin.published, dict(origin.stated)["publisher"]) == ("Reuters", "2026-03-15", "agency in the dateline")


@given(st.text(alphabet="-: \nab\tTitledate0216\r\ufeff", max_size=200))
def test_no_heading_raises_or_cuts_past_the_end(text):
    assert 0 <= read_heading(text)[1] <= len(text)


@pytest.mark.parametrize(
    ("first", "published"),
    [
        ("Frontier Wire, 14 March 2024", "2024-03-14"),
        ("The Observatory for Human Rights, December 11, 2016", "2016-12-11"),
        ("Fighters took Dura, 14 soldiers died", None),
        ("He was born in Homs, 3 May 1980", None),
    ],
)
def test_a_name_and_a_date_alone_are_a_dated_line(first, published):
    assert read_heading(f"{first}\n\nFighters entered the town.")[0].published == published


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Frontier Wire, 14 March 2024", "Frontier Wire"),
        ("The Courier, 11 December 2016", "The Courier"),
        ("Radio Karvan, 11 December 2016", "Radio Karvan"),
        ("Deir Hafer, 11 December 2016", None),
        ("Karvan, 11 December 2016", None),
        ("Daily Star said on 11 December 2016", None),
    ],
)
def test_an_outlet_that_signs_its_date_is_the_publisher(line, publisher):
    origin, _ = read_heading(f"Army leaves Karvan\n\n{line}\n\nThe army pulled out of Karvan on Sunday, the governor said.\n")
    assert origin.publisher == publisher
    assert publisher is None or dict(origin.stated)["publisher"] == "dateline or dated line"
