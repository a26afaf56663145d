"""A report may be as long as a book: what is asked of every claim looks no farther than its neighbourhood."""

import pytest
from builders import a_report
from pace import grows_in_line

from onrecord.extract.dates import Frame, dates_of, find_dates
from onrecord.extract.places import ClaimFrame, ClaimPlaces, PlaceMention
from onrecord.extract.reader.mend import mend
from onrecord.extract.reader.rules import RuleReader
from onrecord.records import Span
from onrecord.vocab.event_types import EventType
from onrecord.vocab.hedges import Modality

LINE = "Rebels seized the depot at Dura on 5 May 2016 after fighting with the army in {town}. "


def text_of(lines: int) -> str:
    return "".join(LINE.format(town=f"Tel{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}") for n in range(lines))


def quotes(text: str) -> list[Span]:
    found, at = [], text.find("Rebels")
    while at >= 0:
        found.append(Span(at, at + 40))
        at = text.find("Rebels", at + 1)
    return found


def places(text: str) -> list[PlaceMention]:
    found, at = [], text.find("Tel")
    while at >= 0:
        found.append(PlaceMention(start=at, end=at + 5, name=text[at : at + 5], kind="city", precision=1, country="SYR"))
        at = text.find("Tel", at + 1)
    return found


@pytest.mark.parametrize("stop", [".", ""])
@pytest.mark.parametrize("hinted", [False, True])
def test_places_of_claims(hinted, stop):
    def work(lines):
        text = text_of(lines).replace(".", stop)
        frames = [ClaimFrame(quote=q, hint=Span(q.start, q.start + 6) if hinted else None) for q in quotes(text)]
        ClaimPlaces(text, places(text)).of_all(frames)

    assert grows_in_line(work, 60)


@pytest.mark.parametrize("stop", [".", ""])  # "": a whole report as one sentence
def test_dates_of_claims(stop):
    def work(lines):
        text = text_of(lines).replace(".", stop)
        frames = [Frame(quote=q, event_type=EventType.ARMED_CLASH, modality=Modality.ASSERTED) for q in quotes(text)]
        dates_of(frames, text, find_dates(text, "2016-05-06"), published="2016-05-06")

    assert grows_in_line(work, 120)


def test_rules_that_mend():
    reader = RuleReader()

    def work(lines):
        report = a_report(text_of(lines))
        mend(report, reader.read(report))

    assert grows_in_line(work, 15)
