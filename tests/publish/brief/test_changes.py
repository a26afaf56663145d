"""What a brief says has changed, its text for mail, and the feed of findings."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

from leaving import EMBARGOED, NOW, PRIVATE, REGISTER, picture

from onrecord.publish.brief import find_changes, render, render_feed, render_text
from onrecord.publish.exports import outgoing
from onrecord.publish.privacy import cover_picture
from onrecord.records import Event, EventFigure, Grade, Picture, Root
from onrecord.vocab.findings import GradeLabel
from onrecord.vocab.measures import Measure


def with_event(event: Event) -> Picture:
    return replace(picture(), events=(event,))


def test_an_event_none_of_whose_claims_was_known_is_new():
    before = replace(picture(), events=picture().events[:1])
    assert [(c.what, c.claims) for c in find_changes(before, picture())] == [("new event", ("c2",))]


def test_what_did_not_change_is_not_told():
    assert find_changes(picture(), picture()) == []


def test_grades_figures_findings_and_roots_that_changed_are_told_with_their_claims():
    old = picture().events[0]
    figure = EventFigure(what=Measure.KILLED, of=None, low=12, high=40, by_root=old.figures[0].by_root)
    new = replace(
        old,
        id="e9",
        claims=("c1", "c2"),
        roots=(*old.roots, Root(name="Syrian army", claims=("c2",))),
        figures=(figure,),
        grade=Grade(label=GradeLabel.FAIR, rule="Two roots.", because=("c1", "c2")),
    )
    changes = find_changes(with_event(replace(old, findings=())), with_event(new))
    assert [(c.what, c.claims) for c in changes] == [
        ("grade", ("c1", "c2")),
        ("finding", ("c1",)),
        ("figure", ("c1",)),
        ("told again", ("c2",)),
    ]
    assert "12–40 killed, before 12" in changes[2].text and "graded Fair, before Weak" in changes[0].text


def test_a_page_and_a_text_have_the_changes_with_words_of_their_claims():
    covered = cover_picture(picture(), REGISTER)
    changes = find_changes(replace(picture(), events=()), covered)
    page = render(covered, since="2016-12-10T00:00:00Z", changes=changes)
    assert 'id="changes"' in page and "Changed since 2016-12-10" in page
    text = render_text(covered, since="2016-12-10T00:00:00Z", changes=changes)
    assert "CHANGED SINCE 2016-12-10T00:00:00Z (2)" in text and "rebels shelled Dura" in text and "[c1]" in text
    assert max(map(len, text.splitlines())) <= 76 and not [w for w in PRIVATE if w in text]


def test_the_feed_has_each_direct_finding_that_may_leave_with_the_words():
    feed = render_feed(outgoing(picture(), REGISTER, at=NOW))
    root = ET.fromstring(feed)
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert [e.findtext("a:id", "", space) for e in root.findall("a:entry", space)] == ["urn:onrecord:finding:f1"]
    for parent in (root, *root.findall("a:entry", space)):  # RFC 4287: each has these three
        assert all(parent.findtext(f"a:{name}", "", space) for name in ("id", "title", "updated"))
    assert "rebels shelled Dura" in feed and "[c1]" in feed
    assert not [w for w in (*PRIVATE, *EMBARGOED) if w in feed]
    assert feed == render_feed(outgoing(picture(), REGISTER, at=NOW))
