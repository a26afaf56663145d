"""The registers in the brief, as page and as text for mail."""

import re
from dataclasses import replace

import pytest
from registering import a_ground, at, killed, on, said

from onrecord.publish.brief import render, render_text
from onrecord.publish.entries import sections
from onrecord.vocab.event_types import EventType as T

TEXT = "Shells hit the Clock Mosque in Sarda on Friday and killed 3 civilians, doctors said. Aid for Sarda was turned back, the envoy said."
SARDA, FRIDAY = at("Sarda"), on("2016-12-09")
HARM = said("c1", "Shells hit the Clock Mosque in Sarda on Friday", TEXT, T.HERITAGE_DAMAGE, place=SARDA, when=FRIDAY)
DEAD = said(
    "c2", "killed 3 civilians", TEXT, T.SHELLING, by="doctors", place=SARDA, when=FRIDAY, figures=(killed(3, 3, "civilians"),)
)  # fmt: skip
AID = said("c3", "Aid for Sarda was turned back", TEXT, T.AID_ACCESS, by="the envoy", place=SARDA)


@pytest.fixture(scope="module")
def told():
    ground = a_ground(HARM, DEAD, replace(AID, confidence={"quote": 0.5, "type": 0.5}), text=TEXT)
    made = sections(ground)
    return render(ground.picture, registers=made), render_text(ground.picture, registers=made)


def test_a_section_for_each_register_of_which_there_is_something(told):
    page, text = told
    assert re.findall(r'id="register-(\w+)"', page) == ["casualties", "heritage", "displacement"]
    assert re.findall(r"REGISTER: ([A-Z]+)", text) == ["CASUALTIES", "HERITAGE", "DISPLACEMENT"]


def test_every_line_leads_to_words_of_a_report(told):
    page, _ = told
    part = page[page.index('<section id="registers">') : page.index("</section>", page.index('<section id="registers">'))]
    links = re.findall(r'class="ev[^"]*" href="#(t[\d-]+)"', part)
    assert len(links) > 5
    assert [link for link in links if f'id="{link}"' not in page] == []


def test_what_may_be_misread_stands_apart(told):
    page, text = told
    assert "To be checked: 1 that the reader may have misread" in page
    assert "1 of them to be checked" in text and "Aid for Sarda" not in text.split("REGISTER: DISPLACEMENT")[1]


def test_a_brief_without_registers_has_no_section():
    assert 'id="registers"' not in render(a_ground(AID, text=TEXT).picture)
