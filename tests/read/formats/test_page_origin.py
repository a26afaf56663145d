"""Whose page it is and on which day it was published, from metadata and else from what the page prints."""

from __future__ import annotations

import pytest

from onrecord.read.formats.page import parse_page
from onrecord.read.formats.page_dates import find_days, settled

TEXT = """<p>The army had pulled out of the city, the governor told state television on Sunday, and
fighters were seen there by the evening.</p>
<p>At least 12 people were killed in shelling of the market, residents said, and thirty more
were taken to hospital in the next town.</p>"""


def a_page(head: str = "", above: str = "", below: str = "", lang: str = "") -> str:
    return f"<html lang='{lang}'><head>{head}</head><body>{above}<h1>Army leaves the city</h1>{TEXT}{below}</body></html>"


@pytest.mark.parametrize(
    ("page", "where"),
    [
        (a_page("<title>Army leaves the city | The Daily</title>"), "title of the page"),
        (a_page("<title>The Daily - News - Army leaves the city</title>", below="<div>&copy; 2024 The Daily</div>"), "title of the page"),
        (
            a_page("<title>Army leaves the city</title>", below="<p>Copyright 2011-2024 The Daily. All rights reserved.</p>"),
            "copyright line",
        ),
        (a_page("<title>Army leaves the city</title>", below="<p>All rights reserved for The Daily</p>"), "copyright line"),
        (a_page("<title>Army leaves the city</title>", above="<a href='/'><img src='l.gif' alt='The Daily'></a>"), "logo"),
        (a_page("<title>Army leaves the city</title>", above="<div id='site-name'><a href='/'>The Daily</a></div>"), "head of the page"),
        (
            a_page(above="<div itemscope><span itemprop='publisher' itemscope><meta itemprop='name' content='The Daily'></span></div>"),
            "microdata",
        ),
        (
            a_page("<title>Army leaves the city | Aid Library</title>", above="<dl><dt>Source</dt><dd>The Daily</dd></dl>"),
            "label on the page",
        ),
        (
            a_page(
                """<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","publisher":{"@id":"#o"}},
                {"@type":"Organization","@id":"#o","name":"The Daily"}]}</script>"""
            ),
            "schema.org",
        ),
    ],
)
def test_a_publisher_is_read_wherever_a_page_names_it(page, where):
    origin = parse_page(page)[0].origin
    assert (origin.publisher, dict(origin.stated)["publisher"]) == ("The Daily", where)


def test_a_headline_is_no_publisher():
    assert parse_page(a_page("<title>Army leaves the city</title>"))[0].origin.publisher is None


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("Publié le 26 août 2014 à 08h43", "fr", "2014-08-26"),
        ("1er mars 2024", "fr", "2024-03-01"),
        ("18 января 2024 г. (10:05)", "ru", "2024-01-18"),
        ("14 березня 2024 р.", "uk", "2024-03-14"),
        ("14 de marzo de 2024 - 10:00 h", "es", "2024-03-14"),
        ("نشر في 14 كانون الثاني 2024", "ar", "2024-01-14"),
        ("14 آذار/مارس 2024", "ar", "2024-03-14"),
        ("١٤ مارس ٢٠٢٤", None, "2024-03-14"),
        ("14. März 2024", "de", "2024-03-14"),
        ("14-Mar-2024", None, "2024-03-14"),
        ("26.08.2014 | 09:06", None, "2014-08-26"),
        ("2016年8月26日", "zh", "2016-08-26"),
    ],
)
def test_a_day_is_read_in_the_words_of_its_language(line, language, day):
    assert [d.readings for d in find_days(line, language)] == [(day,)]


def test_a_day_of_change_is_no_day_of_publication():
    assert [d.readings for d in find_days("Updated 3 May 2019; first published 2 May 2019", "en")] == [("2019-05-02",)]
    assert find_days("Mis à jour le 3 mai 2019", "fr") == []
    assert find_days("Printed from The Daily on 3 May 2019", "en") == []


@pytest.mark.parametrize(
    ("near", "month_first", "day"),
    [("", None, None), ("", True, "2016-04-05"), ("", False, "2016-05-04"), ("It began in May, he said.", None, "2016-05-04")],
)
def test_an_ambiguous_day_is_settled_by_the_page_or_left_open(near, month_first, day):
    (found,) = find_days("04.05.2016", None)
    assert settled(found, month_first=month_first, near=near) == day


@pytest.mark.parametrize(
    "page",
    [
        a_page(above="<div>Monday, 13 July 2026</div><div><a href='/'>Home</a></div><div>x</div>").replace(
            TEXT, "<div>24.05.2023</div>" + TEXT
        ),
        a_page(below="<p>First published on: 24 May 2023</p>"),
        a_page("<meta name='last-modified' content='2023-06-01'>").replace(TEXT, "<h5>24 May 2023, updated 1 June 2023</h5>" + TEXT),
        a_page("<link rel='canonical' href='https://daily.example/2023/may/24/army-leaves'>"),
        a_page(below="<script>var s = {'id': 7, 'publishedAt': '2023-05-24T10:00:00'}</script>"),
    ],
)
def test_the_day_beside_the_headline_is_believed_before_others(page):
    assert parse_page(page)[0].origin.published == "2023-05-24"


@pytest.mark.parametrize(
    "furniture",
    [
        "<div class='related'><h3>Related stories</h3><ul><li><a href='/a'>Rebels say they shot down a helicopter</a></li></ul></div>",
        "".join(f"<div class='card'><a href='/{n}'><h3>Rebels shot down helicopter {n}</h3></a><p>Rebels said so.</p></div>" for n in "ab"),
        "<h3>3 comments</h3><p>Rebels are liars, all of them, I tell you.</p>",
        "<div class='paywall-barrier'><p>Rebels read us. Subscribe to go on reading this article and all others.</p></div>",
        "<p>Copyright 2024 Rebels Broadcasting. This material may not be published or rewritten.</p>",
    ],
)
def test_furniture_is_no_text(furniture):
    (parsed,) = parse_page(a_page(below=furniture))
    assert parsed.text.startswith("The army had pulled out")
    assert "ebels" not in parsed.text


def test_text_parted_by_line_breaks_in_a_table_has_its_paragraphs():
    lines = "The army had pulled out of the city, the governor said.<BR><BR>At least 12 people were killed in the market.<BR><BR>"
    cells = f"<TD><FONT SIZE=1>Home<BR>World</FONT></TD><TD><FONT SIZE=5><B>Army leaves</B></FONT><BR>{lines}</TD>"
    page = f"<HTML><BODY><TABLE><TR>{cells}</TR></TABLE></BODY></HTML>"
    assert parse_page(page)[0].text.splitlines()[-2:] == [
        "The army had pulled out of the city, the governor said.",
        "At least 12 people were killed in the market.",
    ]


POSTS = "".join(
    f"<article class='post' id='p{n}'><header><time datetime='2023-05-2{n}T10:00:00Z'>10.00</time></header>"
    f"<p>The army said on day {n} that it holds the town.</p></article>"
    for n in (4, 5, 6)
)


def test_a_live_blog_is_its_posts_each_with_its_moment():
    head = "<title>Army leaves the city: live | The Daily</title><link rel='canonical' href='https://d.example/l'>"
    page = f"<html><head>{head}</head><body><h1>Army leaves the city: live</h1><div>{POSTS}</div></body></html>"
    posts = parse_page(page)
    assert [(p.part, p.origin.published, p.origin.url, p.text) for p in posts] == [
        (f"post {at}", f"2023-05-2{n}T10:00:00Z", f"https://d.example/l#p{n}", f"The army said on day {n} that it holds the town.")
        for at, n in enumerate((4, 5, 6), 1)
    ]
    assert {p.origin.publisher for p in posts} == {"The Daily"}


def test_many_undated_boxes_do_not_hide_a_report():
    posts = POSTS.replace("post", "c")
    (parsed,) = parse_page(a_page(below=f"<div class='c-list'>{posts}{posts.replace('day', 'night')}</div>"))
    assert (parsed.part, parsed.origin.title) == ("", "Army leaves the city")
    assert "The army had pulled out" in parsed.text


def test_comments_with_moments_are_no_live_blog():
    (parsed,) = parse_page(a_page(below=f"<div class='comments'>{POSTS.replace('post', 'comment')}</div>"))
    assert parsed.part == ""


def test_a_post_shown_on_a_page_is_a_report_of_its_author():
    tweet = (
        "<blockquote class='twitter-tweet'><p>The town is ours.</p>&mdash; Samir Hadad (@shadad) "
        "<a href='https://twitter.com/shadad/status/7?ref=x'>December 11, 2016</a></blockquote>"
    )
    page, post = parse_page(a_page(below=tweet))
    assert "ours" not in page.text
    assert (post.part, post.text, post.origin.publisher, post.origin.author) == (
        "quoted post 1",
        "The town is ours.",
        "shadad",
        "Samir Hadad",
    )
    assert (post.origin.published, post.origin.url) == ("2016-12-11", "https://twitter.com/shadad/status/7")
