from __future__ import annotations

from onrecord.read import read_all

PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Army leaves city | The Daily</title>
<link rel="canonical" href="https://daily.example/world/army-leaves-city">
<meta property="og:site_name" content="The Daily"><meta property="og:title" content="Army leaves city">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Army leaves city",
"datePublished":"2016-12-11T18:20:00+02:00","author":{"@type":"Person","name":"Jane Doe"},
"publisher":{"@type":"Organization","name":"The Daily"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Army leaves city</h1>
<p>The army had pulled out of the city, the governor told state television on Sunday, and fighters were seen there by the evening.</p>
<p>At least 12 people were killed in shelling of the market, residents said, and thirty more were taken to hospital in the next town.</p>
</article><footer>Copyright 2024 The Daily. Cookie settings</footer></body></html>"""


def a_page(tmp_path, html: str | bytes):
    path = tmp_path / "r.html"
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    return next(read_all([path], on_skip=print))


def test_a_pages_own_metadata_are_its_origin(tmp_path):
    report = a_page(tmp_path, PAGE)
    assert report.title == "Army leaves city"
    assert report.publisher == "The Daily"
    assert report.author == "Jane Doe"
    assert report.published == "2016-12-11T18:20:00+02:00"
    assert report.url == "https://daily.example/world/army-leaves-city"
    assert report.language == "en"


def test_the_main_text_comes_without_headline_and_furniture(tmp_path):
    text = a_page(tmp_path, PAGE).text
    assert text.startswith("The army had pulled out")
    assert text.endswith("in the next town.")


def test_a_page_in_another_encoding_is_read_as_it_declares(tmp_path):
    html = PAGE.replace("utf-8", "windows-1252").replace("market", "café")
    assert "café" in a_page(tmp_path, html.encode("cp1252")).text


def test_a_small_page_is_read_too(tmp_path):
    assert "The town fell" in a_page(tmp_path, "<p>The town fell on Sunday, the army said.</p>").text


def test_a_page_nested_without_end_does_no_harm(tmp_path):
    path = tmp_path / "r.html"
    path.write_text("<html><body>" + "<div>" * 20_000 + "The town fell.")
    skipped: list[object] = []
    assert len(list(read_all([path], on_skip=skipped.append))) + len(skipped) == 1


def test_a_page_that_is_all_menu_holds_no_report(tmp_path):
    path = tmp_path / "r.html"
    path.write_text('<html><body><nav><a href="/">Home</a> <a href="/w">World</a></nav><footer><p>Copyright</p></footer></body></html>')
    skipped = []
    assert list(read_all([path], on_skip=skipped.append)) == []
    assert skipped[0].reason == "no main text was found in the page"


def test_a_short_page_is_read_without_its_menu(tmp_path):
    html = '<html><body><nav><a href="/">Home</a> <a href="/w">World</a></nav><p>The town fell on Sunday, the army said.</p></body></html>'
    assert a_page(tmp_path, html).text == "The town fell on Sunday, the army said."


def test_a_brief_is_not_read_as_a_report(tmp_path):
    path, skipped = tmp_path / "brief.html", []
    path.write_text(PAGE.replace('<meta charset="utf-8">', '<meta charset="utf-8"><meta name="generator" content="Onrecord">'))
    assert list(read_all([path], on_skip=skipped.append)) == []
    assert "Onrecord made" in skipped[0].reason
