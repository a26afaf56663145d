"""A dossier: nothing in it that may not leave, every figure and sentence leads to words, the same bytes twice, nothing loaded."""

from __future__ import annotations

import re
from html import unescape

import pytest
from leaving import EMBARGOED, NOW, PRIVATE, REGISTER, picture, readable

from onrecord.errors import OnrecordError
from onrecord.publish.dossier import Custody, Entered, Scope, dossier, render, write_docx, write_pdf
from onrecord.publish.dossier.page import refused
from onrecord.publish.entries import named_victims, sections
from onrecord.publish.exports import outgoing
from onrecord.publish.exports.base import MissingExtraError
from onrecord.publish.exports.registers import ground_of

CUSTODY = Custody(ledger="l1", entries=3, root="ab" * 32, reports={"r1": Entered(seq=1, at="2016-12-11T00:00:00Z", digest="cd" * 32)})


def made(scope=None, when=NOW):
    scope = scope or Scope()
    whole = picture()
    out = outgoing(whole, REGISTER, at=when, only=scope.within(whole))
    return dossier(out, scope, custody=CUSTODY, embargo_hours=72)


def _as(form, tmp_path):
    path = tmp_path / f"d.{form}"
    if form == "html":
        path.write_text(render(made()), "utf-8")
    else:
        try:
            (write_pdf if form == "pdf" else write_docx)(made(), path)
        except MissingExtraError as error:
            pytest.skip(str(error))
    return path.read_bytes()


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_nothing_private_embargoed_or_too_fine_is_in_it_or_its_metadata(form, tmp_path):
    text = readable(_as(form, tmp_path))
    assert "Dura" in text and "█" in text and "ab" * 8 in re.sub(r"\s", "", text)
    assert [word for word in (*PRIVATE, *EMBARGOED, "32.123", "36.654") if word in text] == []


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_a_second_run_gives_the_same_bytes(form, tmp_path):
    assert _as(form, tmp_path) == _as(form, tmp_path)


def test_every_figure_and_sentence_leads_to_the_words_of_a_claim():
    page = render(made(when=NOW.replace(year=2017)))
    words = {n: (unescape(w), claim) for n, claim, w in re.findall(r'<li id="c(\d+)".*?data-claim="([^"]*)"[^>]*>(.*?)</span>', page)}
    claims = picture().claims
    cited = re.findall(r'<span class="said" data-cites="([^"]*)">(.*?)</span>', page, re.S)
    assert cited and all(number in words for cites, _ in cited for number in cites.split())
    for _, claim in words.values():
        assert claim in claims
    figures = re.findall(r'<td class="figure"><span class="said" data-cites="([^"]*)">(\d+)', page)
    assert [number for _, number in figures] == ["12"]
    assert all(any(number in words[c][0] for c in cites.split()) for cites, number in figures)
    without = [text for cites, text in cited if not cites]
    assert all("independent root" in text or not text for text in without)  # only the count of all has no words of its own


@pytest.mark.parametrize(
    "scope, events",
    [
        (Scope(event="e1"), 1),
        (Scope(event="e2"), 0),
        (Scope(source=("Syrian army",)), 0),
        (Scope(victims="Suha"), 1),
        (Scope(victims="nobody"), 0),
    ],
)
def test_scopes(scope, events):
    assert len(made(scope).events) == events


def test_what_is_withheld_is_said_with_why():
    said = " ".join(made().withheld)
    assert "1 event whose last day ended less than 72 hours ago" in said and "covered by █" in said


def test_nothing_is_fetched():
    with pytest.raises(OnrecordError, match="a dossier loads nothing"):
        refused("https://evil.example/x.png")


def test_hostile_text_stays_text():
    whole = picture(publisher="<script>alert(1)</script>", title='"><img src=x onerror=alert(1)>')
    page = render(dossier(outgoing(whole, REGISTER, at=NOW.replace(year=2017)), Scope(), embargo_hours=72))
    assert "<script" not in page and "<img" not in page and "default-src 'none'" in unescape(page)


@pytest.mark.parametrize("form", ["html", "docx"])
def test_the_registers_stand_in_it_and_nothing_that_may_not_leave(form, tmp_path):
    whole = picture()
    out = outgoing(whole, REGISTER, at=NOW, only=Scope().within(whole))
    ground = ground_of(out)
    with_registers = dossier(
        out, Scope(), custody=CUSTODY, embargo_hours=72, registers=sections(ground, named_victims(ground, out.named_in()))
    )
    path = tmp_path / f"d.{form}"
    path.write_text(render(with_registers), "utf-8") if form == "html" else write_docx(with_registers, path)
    text = readable(path.read_bytes())
    assert "Casualties" in text and "killed, unknown: 12" in text
    assert [word for word in (*PRIVATE, *EMBARGOED, "32.123", "36.654") if word in text] == []
    cited = {c.number for c in with_registers.citations}
    lines = [line for r in with_registers.registers for e in r.entries for line in e.lines if r.title != "Casualties" or e.heading.cites]
    assert lines and all(line.cites and cited.issuperset(line.cites) for line in lines)
