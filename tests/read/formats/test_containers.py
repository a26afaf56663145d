"""Files that hold several reports: mails, mailboxes, feeds, tables, exports, archives."""

from __future__ import annotations

import gzip
import io
import json
import mailbox
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from onrecord.read import read_all
from onrecord.records import Report, Skipped

FILES = Path(__file__).parents[1] / "files"
SENTENCE = "The army pulled out of the city on Sunday, the governor said, and at least 12 people were killed."
OTHER = "Rebels said on Monday that they held the bridge and that nobody had been hurt in the fighting there."


def read(path: Path) -> tuple[list[Report], list[Skipped]]:
    skipped: list[Skipped] = []
    return list(read_all([path], on_skip=skipped.append)), skipped


def a_file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def a_zip(folder: Path, files: dict[str, str | bytes], name: str = "all.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inner, content in files.items():
            archive.writestr(inner, content)
    return path


def a_mail(text: str = SENTENCE, **attached: bytes) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Lena Harrow <lena@ledger.example>"
    mail["Subject"] = "Army leaves city"
    mail["Date"] = "Sun, 11 Dec 2016 18:20:00 +0200"
    mail.set_content(text)
    for name, content in attached.items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return mail


def test_a_mail_says_who_sent_it_and_when(tmp_path):
    report = read(a_file(tmp_path, "m.eml", a_mail().as_bytes()))[0][0]
    assert (report.text, report.title, report.author) == (SENTENCE, "Army leaves city", "Lena Harrow")
    assert (report.publisher, report.published) == ("ledger.example", "2016-12-11T18:20:00+02:00")


def test_a_mail_in_html_alone_is_read(tmp_path):
    mail = a_mail()
    mail.set_content(f"<html><style>p {{}}</style><body><p>{SENTENCE}</p><p>{OTHER}</p></body></html>", subtype="html")
    assert read(a_file(tmp_path, "m.eml", mail.as_bytes()))[0][0].text == f"{SENTENCE}\n\n{OTHER}"


def test_an_attachment_is_a_report_of_its_own(tmp_path):
    path = a_file(tmp_path, "m.eml", a_mail(report_docx=(FILES / "report.docx").read_bytes()).as_bytes())
    reports, skipped = read(path)
    assert [r.location for r in reports] == [str(path), f"{path}#report.docx"]
    assert skipped == []


def test_every_mail_of_a_mailbox_is_read_and_a_bad_one_named(tmp_path):
    box = mailbox.mbox(tmp_path / "all.mbox")
    for text in (SENTENCE, "From the town nothing was heard, officials in the capital said on Monday.", ""):
        box.add(a_mail(text))
    box.close()
    reports, skipped = read(tmp_path / "all.mbox")
    assert [r.text.strip() for r in reports] == [SENTENCE, "From the town nothing was heard, officials in the capital said on Monday."]
    assert [s.location.rpartition("#")[2] for s in skipped] == ["3"]


RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Daily Ledger</title><language>en-gb</language>
<item><title>Army leaves city</title><link>https://ledger.example/1</link><pubDate>Sun, 11 Dec 2016 18:20:00 GMT</pubDate>
<description>&lt;p&gt;{SENTENCE}&lt;/p&gt;</description></item>
<item><title>Bridge</title><link>https://ledger.example/2</link><description>{OTHER}</description></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily Ledger</title>
<entry><title>Army leaves city</title><link href="https://ledger.example/1"/><published>2016-12-11T18:20:00Z</published>
<content type="html">&lt;p&gt;{SENTENCE}&lt;/p&gt;</content></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Daily Ledger",
    "items": [
        {
            "id": "1",
            "title": "Army leaves city",
            "url": "https://ledger.example/1",
            "date_published": "2016-12-11T18:20:00Z",
            "content_text": SENTENCE,
        }
    ],
}


@pytest.mark.parametrize(("name", "content"), [("f.rss", RSS), ("f.xml", ATOM), ("f", RSS), ("f.json", json.dumps(JSON_FEED))])
def test_an_entry_of_a_feed_is_a_report(tmp_path, name, content):
    report = read(a_file(tmp_path, name, content))[0][0]
    assert (report.text, report.title, report.publisher) == (SENTENCE, "Army leaves city", "The Daily Ledger")
    assert (report.published, report.url) == ("2016-12-11T18:20:00Z", "https://ledger.example/1")


def test_a_feed_that_gives_summaries_says_so(tmp_path):
    assert "the feed gives a summary only" in read(a_file(tmp_path, "f.rss", RSS))[0][0].warnings


def test_xml_that_is_no_feed_is_named(tmp_path):
    assert "no entry" in read(a_file(tmp_path, "f.xml", "<a><b>1</b></a>"))[1][0].reason


def test_a_feed_with_entities_of_its_own_is_not_read(tmp_path):
    bomb = RSS.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "boom">]><rss')
    assert "entities of its own" in read(a_file(tmp_path, "f.rss", bomb))[1][0].reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_row_of_a_table_is_a_report(tmp_path, delimiter):
    rows = [
        ["Title", "Full text", "Date", "Source"],
        ["Army leaves", f'"{SENTENCE}"', "2016-12-11", "Ledger"],
        ["Bridge", f'"{OTHER}"', "", ""],
    ]
    path = a_file(tmp_path, "t.csv", "\n".join(delimiter.join(row) for row in rows))
    reports, _ = read(path)
    assert [(r.text, r.title, r.published, r.publisher) for r in reports] == [
        (SENTENCE, "Army leaves", "2016-12-11", "Ledger"),
        (OTHER, "Bridge", None, None),
    ]
    assert reports[1].location == f"{path}#row 3"


def test_a_workbook_is_a_table(tmp_path):
    from datetime import datetime

    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Reports"
    book.active.append(["text", "published"])
    book.active.append([SENTENCE, datetime(2016, 12, 11)])
    book.save(tmp_path / "t.xlsx")
    report = read(tmp_path / "t.xlsx")[0][0]
    assert (report.text, report.published, report.location) == (SENTENCE, "2016-12-11", f"{tmp_path / 't.xlsx'}#Reports row 2")


def test_the_day_of_an_event_is_not_taken_for_that_of_its_report(tmp_path):
    path = a_file(tmp_path, "t.csv", f'event_date,notes\n2016-12-10,"{SENTENCE}"\n')
    assert read(path)[0][0].published is None


def test_a_column_of_prose_is_found_without_its_heading_and_said(tmp_path):
    report = read(a_file(tmp_path, "t.csv", f'n,what happened\n1,"{SENTENCE}"\n'))[0][0]
    assert report.text == SENTENCE
    assert any("what happened" in w for w in report.warnings)


def test_a_table_of_numbers_holds_no_report(tmp_path):
    assert "no column of texts" in read(a_file(tmp_path, "t.csv", "a,b\n1,2\n3,4\n"))[1][0].reason


def test_a_telegram_export_gives_its_messages(tmp_path):
    chat = {
        "name": "Northern Front",
        "type": "public_channel",
        "id": 7,
        "messages": [
            {"id": 1, "type": "service", "date": "2016-12-10T00:00:00", "action": "create_channel"},
            {
                "id": 2,
                "type": "message",
                "date": "2016-12-11T20:20:00",
                "date_unixtime": "1481480400",
                "from": "Northern Front",
                "text": SENTENCE,
            },
            {
                "id": 3,
                "type": "message",
                "date": "2016-12-12T20:20:00",
                "text": ["Rebels said ", {"type": "bold", "text": "on Monday"}, " that it fell."],
            },
            {"id": 4, "type": "message", "date": "2016-12-12T20:21:00", "text": "", "photo": "x.jpg"},
        ],
    }
    reports, skipped = read(a_file(tmp_path, "result.json", json.dumps(chat)))
    assert [(r.text, r.published, r.publisher) for r in reports] == [
        (SENTENCE, "2016-12-11T18:20:00Z", "Northern Front"),
        ("Rebels said on Monday that it fell.", "2016-12-12", "Northern Front"),
    ]
    assert skipped == []


def test_an_x_archive_gives_its_posts(tmp_path):
    rows = [{"tweet": {"id_str": "12", "created_at": "Sun Dec 11 18:20:00 +0000 2016", "full_text": SENTENCE, "lang": "en"}}]
    report = read(a_file(tmp_path, "tweets.js", "window.YTD.tweets.part0 = " + json.dumps(rows)))[0][0]
    assert (report.text, report.published, report.url) == (SENTENCE, "2016-12-11T18:20:00Z", "https://x.com/i/status/12")


def test_a_reliefweb_list_gives_its_articles(tmp_path):
    fields = {"title": "Flash update", "body": SENTENCE, "source": [{"name": "OCHA"}], "date": {"created": "2016-12-11T00:00:00+00:00"}}
    report = read(a_file(tmp_path, "rw.json", json.dumps({"data": [{"id": "9", "fields": fields}]})))[0][0]
    assert (report.text, report.publisher, report.published_day) == (SENTENCE, "OCHA", "2016-12-11")


def test_a_page_saved_in_one_file_is_a_page(tmp_path):
    report = read(FILES / "saved.mhtml")[0][0]
    assert (report.publisher, report.published) == ("The Daily Ledger", "2016-12-11")
    assert report.text == read(FILES / "page.html")[0][0].text


def test_a_crawled_page_knows_when_it_was_fetched():
    reports, skipped = read(FILES / "crawled.warc.gz")
    assert len(reports) == 1 and skipped == []
    assert reports[0].text == read(FILES / "page.html")[0][0].text
    assert reports[0].collected == "2026-12-01T11:09:43Z"
    assert reports[0].url == "https://ledger.example/world/army-leaves-karvan"  # the page's own address before the one it was fetched from


def test_a_packed_web_archive_is_read(tmp_path):
    files = {"datapackage.json": "{}", "archive/data.warc.gz": (FILES / "crawled.warc.gz").read_bytes(), "pages/pages.jsonl": "{}"}
    assert len(read(a_zip(tmp_path, files, "site.wacz"))[0]) == 1


def test_a_web_archive_that_is_cut_short_says_so(tmp_path):
    raw = gzip.decompress((FILES / "crawled.warc.gz").read_bytes())
    reports, skipped = read(a_file(tmp_path, "cut.warc", raw[: len(raw) // 3]))
    assert reports or skipped


def test_an_archive_is_read_as_a_folder_is(tmp_path):
    files = {"b.txt": OTHER, "a/report.odt": (FILES / "report.odt").read_bytes(), ".hidden.txt": "x", "__MACOSX/a": "x", "README.md": "x"}
    path = a_zip(tmp_path, files)
    reports, skipped = read(path)
    assert [r.location for r in reports] == [f"{path}#a/report.odt", f"{path}#b.txt"]
    assert skipped == []


def test_a_bad_file_in_an_archive_is_named_and_the_rest_is_read(tmp_path):
    path = a_zip(tmp_path, {"a.pdf": b"%PDF-1.7\nrubbish", "b.txt": SENTENCE, "c.png": b"\x89PNG\r\n\x1a\n"})
    reports, skipped = read(path)
    assert [r.text for r in reports] == [SENTENCE]
    assert [s.location.rpartition("#")[2] for s in skipped] == ["a.pdf", "c.png"]


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a/../../evil.txt"])
def test_a_path_that_leads_out_of_the_archive_is_not_followed(tmp_path, name):
    reports, skipped = read(a_zip(tmp_path, {name: SENTENCE, "good.txt": OTHER}))
    assert len(reports) == 1
    assert [s.reason for s in skipped] == ["its path leads out of the archive"]


def test_archives_in_archives_end_somewhere(tmp_path):
    raw = SENTENCE.encode()
    name = "r.txt"
    for _ in range(8):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr(name, raw)
        raw, name = held.getvalue(), "inner.zip"
    reports, skipped = read(a_file(tmp_path, "deep.zip", raw))
    assert reports == []
    assert "one in the other" in skipped[0].reason


def test_a_bomb_in_an_archive_is_named_and_the_rest_is_read(tmp_path):
    reports, skipped = read(a_zip(tmp_path, {"a.txt": b"0" * 60_000_000, "b.txt": SENTENCE}))
    assert len(reports) == 1
    assert "zip bomb" in skipped[0].reason


@pytest.mark.parametrize("name", ["all.zip", "all.wacz"])
def test_an_archive_may_be_larger_than_a_document(tmp_path, monkeypatch, name):
    monkeypatch.setattr("onrecord.read.formats.risky.LARGEST", 1_000)
    files = {"datapackage.json": "{}", "archive/data.warc.gz": (FILES / "crawled.warc.gz").read_bytes()}
    texts = {"page.html": (FILES / "page.html").read_bytes(), "other.txt": OTHER}
    path = a_zip(tmp_path, files if name.endswith("wacz") else texts, name)
    assert path.stat().st_size > 1_000
    assert len(read(path)[0]) == (1 if name.endswith("wacz") else 2)


def test_a_line_of_a_mailbox_may_be_long(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.read.formats.mail.LONGEST_PIECE", 16)
    mails = b"".join(b"From someone Sun Dec 11 18:20:00 2016\n" + a_mail(t).as_bytes() + b"\n" for t in (SENTENCE, OTHER))
    assert [r.text for r in read(a_file(tmp_path, "b.mbox", mails))[0]] == [SENTENCE, OTHER]


def test_a_gzipped_file_is_the_file_it_holds(tmp_path):
    assert read(a_file(tmp_path, "r.txt.gz", gzip.compress(SENTENCE.encode())))[0][0].text == SENTENCE


def test_standard_input_is_a_file(monkeypatch):
    class Input:
        buffer = io.BytesIO((FILES / "report.docx").read_bytes())

    monkeypatch.setattr("sys.stdin", Input())
    reports = list(read_all(["-"], on_skip=print))
    assert reports[0].location == "standard input"
    assert reports[0].published == "2016-12-11"
