"""Makes the files of this folder from three composed reports, by the programs that people use: each format by a real one.

python tests/corpus/formats/make.py    needs soffice, chromium, wget, git, zip, gzip and playwright

The files are committed; this is run again only when reports or formats change, and gives other bytes each time (dates inside).
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import html
import http.server
import json
import subprocess
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CORPUS = HERE.parents[2] / "training" / "corpus" / "composed.jsonl"
REPORTS = (HERE / "sources.txt").read_text(encoding="utf-8").split()
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | {publisher}</title>
<meta property="og:site_name" content="{publisher}"><meta property="article:published_time" content="{published}">
<style>body {{ font: 12pt/1.4 serif; max-width: 40em }}</style></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a> <a href="/s">Sport</a></nav><article><h1>{title}</h1>{paragraphs}</article>
<footer><p>Copyright {publisher}. All rights reserved.</p></footer></body></html>"""


def rows() -> list[dict[str, Any]]:
    found = {row["id"]: row for row in map(json.loads, CORPUS.read_text(encoding="utf-8").splitlines()) if row["id"] in REPORTS}
    return [found[id] for id in REPORTS]


def paragraphs(row: dict[str, Any]) -> list[str]:
    parts = [" ".join(part.split()) for part in row["text"].split("\n\n")]
    return [part for part in parts if part and part != row["title"]]


def page(row: dict[str, Any], *, bare: bool = False) -> str:
    inside = "".join(f"<p>{html.escape(part)}</p>\n" for part in paragraphs(row))
    if bare:  # what an office program is given: a heading and paragraphs
        title = html.escape(row["title"])
        return f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1>{inside}</body></html>"
    values = {key: html.escape(row[key]) for key in ("title", "publisher", "published")}
    return PAGE.format(paragraphs=inside, **values)


def run(*command: str | Path, cwd: Path, **options: Any) -> bytes:
    return subprocess.run([str(part) for part in command], cwd=cwd, check=True, capture_output=True, timeout=300, **options).stdout


def office(source: Path, out: Path) -> None:
    """DOCX, ODT, RTF, PDF and EPUB by LibreOffice Writer."""
    run("soffice", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "odt:writer8", "--outdir", out, source, cwd=out)
    odt = out / f"{source.stem}.odt"
    for form in ("docx:MS Word 2007 XML", "rtf:Rich Text Format", "pdf:writer_pdf_Export", "epub:EPUB"):
        run("soffice", "--headless", "--convert-to", form, "--outdir", out, odt, cwd=out)


def sheet(made: list[dict[str, Any]], out: Path) -> None:
    """A table of all reports, by LibreOffice Calc from the CSV."""
    with (out / "table.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["title", "publisher", "published", "text"])
        table.writerows([row["title"], row["publisher"], row["published"], "\n\n".join(paragraphs(row))] for row in made)
    run(
        "soffice",
        "--headless",
        "--infilter=CSV:44,34,76,1",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        out,
        out / "table.csv",
        cwd=out,
    )


def browser(address: str, name: str, out: Path) -> None:
    """Printed to PDF, saved in one file, and saved as the page it became, by Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = chromium.new_page()
        tab.goto(address)
        tab.pdf(
            path=str(out / f"{name}.printed.pdf"),
            format="A4",
            display_header_footer=True,
            margin={"top": "1in", "bottom": "1in", "left": "0.7in"},
        )
        session = tab.context.new_cdp_session(tab)
        saved = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        (out / f"{name}.mhtml").write_bytes(saved.encode())
        (out / f"{name}.saved.html").write_text(tab.content(), encoding="utf-8")
        chromium.close()


def mails(made: list[dict[str, Any]], out: Path) -> None:
    """A mailbox by git, which writes each commit as a mail, and one of its mails."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        run("git", "init", "-q", cwd=here)
        for row in made:
            message = row["title"].replace("\n", " ") + "\n\n" + "\n\n".join(paragraphs(row))
            who = {
                "GIT_AUTHOR_NAME": row["publisher"],
                "GIT_AUTHOR_EMAIL": "desk@bureau.example",
                "GIT_COMMITTER_NAME": "x",
                "GIT_COMMITTER_EMAIL": "x@y.example",
            }
            day = row["published"][:10] + "T09:00:00+00:00"
            run(
                "git",
                "commit",
                "-q",
                "--allow-empty",
                "--cleanup=verbatim",
                "-F",
                "-",
                cwd=here,
                input=message.encode(),
                env={**who, "PATH": "/usr/bin:/bin", "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day, "HOME": folder},
            )
        head = ("From: %an <%ae>", "Date: %aD", "Subject: %s", "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8")
        form = "%n".join(("From %H Mon Sep 17 00:00:00 2001", *head, "Content-Transfer-Encoding: 8bit", "", "%b", ""))
        (out / "box.mbox").write_bytes(run("git", "log", "--reverse", f"--format={form}", cwd=here))
    first = (out / "box.mbox").read_bytes().partition(b"\n")[2].partition(b"\nFrom ")[0]
    (out / f"{made[0]['id']}.eml").write_bytes(first)


def data(made: list[dict[str, Any]], out: Path) -> None:
    """Forms of data whose programs cannot be run here, in their documented shapes."""
    items = "".join(
        f"<item><title>{html.escape(row['title'])}</title><link>https://bureau.example/{n}</link><pubDate>{day(row)}</pubDate>"
        f"<description>{html.escape(body(row))}</description></item>"
        for n, row in enumerate(made)
    )
    (out / "feed.rss").write_text(
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>Bureau</title>{items}</channel></rss>", encoding="utf-8"
    )
    entries = "".join(
        f"<entry><title>{html.escape(row['title'])}</title><id>urn:{n}</id><published>{row['published'][:10]}T09:00:00Z</published>"
        f"<content type='html'>{html.escape(body(row))}</content></entry>"
        for n, row in enumerate(made)
    )
    (out / "feed.atom").write_text(
        f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Bureau</title>{entries}</feed>", encoding="utf-8"
    )
    messages = [
        {"id": n, "type": "message", "date": row["published"][:10] + "T09:00:00", "from": row["publisher"], "text": text(row)}
        for n, row in enumerate(made)
    ]
    write(out / "telegram.json", {"name": "Bureau", "type": "public_channel", "messages": messages})
    listed = [
        {
            "id": str(n),
            "fields": {
                "title": row["title"],
                "body-html": body(row),
                "source": [{"name": row["publisher"]}],
                "date": {"original": row["published"][:10]},
            },
        }
        for n, row in enumerate(made)
    ]
    write(out / "reliefweb.json", {"data": listed})
    posts = [
        {
            "tweet": {
                "id_str": str(n),
                "full_text": text(row),
                "created_at": day(row)[:3] + day(row)[7:11] + day(row)[4:7] + " 09:00:00 +0000 " + row["published"][:4],
            }
        }
        for n, row in enumerate(made)
    ]
    (out / "tweets.js").write_text("window.YTD.tweets.part0 = " + json.dumps(posts, ensure_ascii=False), encoding="utf-8")
    lines = [
        {"id": row["id"], "text": text(row), "title": row["title"], "publisher": row["publisher"], "published": row["published"]}
        for row in made
    ]
    (out / "reports.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    with zipfile.ZipFile(out / "crawl.wacz", "w") as packed:
        packed.writestr("datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1"}))
        packed.write(out / "crawl.warc.gz", "archive/crawl.warc.gz")
    items_ = [
        {"id": str(n), "title": row["title"], "content_html": body(row), "date_published": row["published"][:10] + "T09:00:00Z"}
        for n, row in enumerate(made)
    ]
    write(out / "feed.json", {"version": "https://jsonfeed.org/version/1.1", "title": "Bureau", "items": items_})


def text(row: dict[str, Any]) -> str:
    return "\n\n".join(paragraphs(row))


def body(row: dict[str, Any]) -> str:
    return "".join(f"<p>{html.escape(part)}</p>" for part in paragraphs(row))


def day(row: dict[str, Any]) -> str:
    return dt.datetime.fromisoformat(row["published"][:10]).strftime("%a, %d %b %Y 09:00:00 +0000")


def write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    out = HERE / "files"
    out.mkdir(exist_ok=True)
    made = rows()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        for row in made:
            (site / f"{row['id']}.html").write_text(page(row), encoding="utf-8")
            bare = site / f"bare-{row['id']}"
            bare.mkdir()
            (bare / f"{row['id']}.html").write_text(page(row, bare=True), encoding="utf-8")
            office(bare / f"{row['id']}.html", out)
            head = f"Title: {row['title']}\nPublisher: {row['publisher']}\nDate: {row['published'][:10]}\n\n"
            (out / f"{row['id']}.txt").write_text(head + text(row) + "\n", encoding="utf-8")
            (out / f"{row['id']}.md").write_text(f"# {row['title']}\n\n" + text(row) + "\n", encoding="utf-8")
        serve = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_address[1]}"
            for row in made:
                browser(f"{address}/{row['id']}.html", row["id"], out)
            run("wget", "-q", "--warc-file=crawl", "-O", "/dev/null", *(f"{address}/{row['id']}.html" for row in made), cwd=out)
            server.shutdown()
    sheet(made, out)
    mails(made, out)
    data(made, out)
    run("zip", "-q", "-r", out / "all.zip", *(f"{row['id']}.docx" for row in made), cwd=out)
    (out / f"{made[0]['id']}.txt.gz").write_bytes(run("gzip", "-9", "-c", f"{made[0]['id']}.txt", cwd=out))


if __name__ == "__main__":
    main()
