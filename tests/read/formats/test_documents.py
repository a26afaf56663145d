"""Documents of office programs and printers give the words of the report, whatever holds them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from onrecord.read import read_all
from onrecord.read.formats import scans
from onrecord.read.formats.pdf_layout import Line, Page, lay_out
from onrecord.records import Report, Skipped

FILES = Path(__file__).parents[1] / "files"
DOCUMENTS = ["report.docx", "report.odt", "report.rtf", "report.epub"]
# The paragraphs of the source, as any of its forms should give them.
PARAGRAPHS = [
    re.sub(r"\[\^1\]", "", " ".join(p.split())).replace('"We', "“We").replace('hospital,"', "hospital,”")
    for p in (FILES / "report.md").read_text().split("\n\n")[1:]
    if not p.startswith(("|", "[^1]: "))
]


def read(path: Path) -> tuple[list[Report], list[Skipped]]:
    skipped: list[Skipped] = []
    return list(read_all([path], on_skip=skipped.append)), skipped


def one(path: Path) -> Report:
    reports, skipped = read(path)
    assert (len(reports), skipped) == (1, [])
    return reports[0]


def flat(text: str) -> str:
    return " ".join(text.replace("−", "–").replace("’", "'").split())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_paragraph_stands_whole_and_in_order(name):
    paragraphs = [flat(p) for p in one(FILES / name).text.split("\n\n")]
    found = [p for p in paragraphs if p in PARAGRAPHS]
    assert found == PARAGRAPHS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_date_is_the_one_that_is_printed(name):
    report = one(FILES / name)
    assert (report.title, report.published) == ("Army leaves Karvan after three days of shelling", "2016-12-11")


@pytest.mark.parametrize("name", ["report.docx", "report.odt", "report.epub"])
def test_the_author_is_the_files_own(name):
    assert one(FILES / name).author == "Lena Harrow"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_cells_of_a_row_stay_together(name):
    assert re.search(r"^Karvan\s*\t12\s*\t30$", one(FILES / name).text, re.M)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_footnote_is_kept_and_leaves_its_sentence_alone(name):
    text = one(FILES / name).text
    assert "did not comment. A monitoring group" in text
    assert text.rstrip().endswith("The ministry has not commented on losses since October.")


def test_two_columns_are_read_one_after_the_other():
    text = flat(one(FILES / "columns.pdf").text)
    at = [text.index(p) for p in PARAGRAPHS]
    assert at == sorted(at)


def test_justified_columns_with_wide_spaces_are_columns():
    text = flat(one(FILES / "justified.pdf").text)
    at = [text.index(p) for p in PARAGRAPHS[:3]]
    assert at == sorted(at)


def test_headers_and_page_numbers_are_no_text():
    text = one(FILES / "columns.pdf").text
    assert "Monthly monitor" not in text
    assert not re.search(r"(?i)^page", text, re.M)


def test_words_divided_at_line_ends_are_whole_again():
    text = one(FILES / "columns.pdf").text
    assert "fighters of the Northern Front" in text
    assert not re.search(r"[a-z]-\n|[a-z]- [a-z]", text)
    assert "counter-attack" in text


def test_a_paragraph_cut_by_the_page_is_one():
    assert (
        "photographs taken independently by schoolteachers of the neighbouring settlement.\n\nWitness number 6"
        in one(FILES / "columns.pdf").text
    )


def test_a_pdfs_footnote_comes_after_the_text():
    text = one(FILES / "columns.pdf").text
    assert "did not comment. A monitoring group" in flat(text)
    assert text.endswith("1 The ministry has not commented on losses since October.")


def test_what_a_browser_prints_on_pages_is_no_text():
    report = one(FILES / "printed.pdf")
    assert report.title == "Army leaves Karvan after three days of shelling"
    assert "http" not in report.text and "11:09" not in report.text
    assert report.published == "2016-12-11"  # as printed, not the day of the printing


@pytest.mark.parametrize(
    ("name", "reason"),
    [("locked.pdf", "protected by a password"), ("scanned.pdf", "but Tesseract is not installed")],
)
def test_a_pdf_that_gives_no_words_says_why(name, reason, monkeypatch):
    monkeypatch.setattr(scans, "why_not", lambda: "Tesseract is not installed")
    reports, skipped = read(FILES / name)
    assert reports == []
    assert reason in skipped[0].reason


@pytest.mark.skipif(scans.why_not() is not None, reason="Tesseract is not installed")
def test_a_scanned_page_is_read_by_tesseract_and_says_so():
    report = one(FILES / "photographed.pdf")
    assert "At least 12 people were killed in shelling of the market, residents said" in flat(report.text)
    assert (report.published, report.dateline) == ("2016-12-11", "KARVAN")
    assert any("read by text recognition (Tesseract" in warning for warning in report.warnings)
    mark = report.mark_at(report.text.index("At least 12"))
    assert mark.startswith("page 1, box ")


@pytest.mark.skipif(scans.why_not() is not None, reason="Tesseract is not installed")
def test_what_tesseract_is_unsure_of_is_no_text():
    noise = b"P5 200 100 255\n" + bytes((x * 37 + x * x) % 251 for x in range(20_000))
    assert list(scans._lines(scans._words(noise), 1.0, 100.0)) == []


@pytest.mark.parametrize("name", [*DOCUMENTS, "columns.pdf"])
def test_a_wrong_ending_does_not_matter(name, tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes((FILES / name).read_bytes())
    assert one(path).text == one(FILES / name).text


@pytest.mark.parametrize("name", [*DOCUMENTS, "columns.pdf"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_a_file_that_is_cut_short_is_named_or_read(name, part, tmp_path):
    raw = (FILES / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(raw[: int(len(raw) * part)])
    reports, skipped = read(path)
    assert len(reports) + len(skipped) == 1
    assert not skipped or len(skipped[0].reason) > 20


def a_docx(tmp_path: Path, body: str, **others: str) -> Path:
    """A document with this body, in the namespace w."""
    path = tmp_path / "made.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        xml = '<?xml version="1.0"?>{dtd}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", xml.format(body=body, dtd=others.get("dtd", "")))
    return path


def test_tracked_changes_are_read_as_accepted(tmp_path):
    gone, new = "<w:del><w:r><w:delText>held</w:delText></w:r></w:del>", "<w:ins><w:r><w:t>fell, the army said.</w:t></w:r></w:ins>"
    body = f"<w:p><w:r><w:t>The town </w:t></w:r>{gone}{new}</w:p>"
    assert one(a_docx(tmp_path, body)).text == "The town fell, the army said."


def test_a_text_box_is_read(tmp_path):
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>Inside.</w:t></w:r></w:p></w:txbxContent></w:pict>"
    body = f"<w:p><w:r><w:t>Outside.</w:t></w:r><w:r>{box}</w:r></w:p>"
    assert set(one(a_docx(tmp_path, body)).text.split("\n\n")) == {"Outside.", "Inside."}


def test_the_moment_at_which_a_book_was_made_is_no_date_of_publication(tmp_path):
    path = tmp_path / "made.epub"
    made = "2026-12-01T11:09:05Z"
    with zipfile.ZipFile(FILES / "report.epub") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            if name.endswith(".opf"):
                raw = re.sub(rb"(<dc:date[^>]*>)[^<]*", rb"\g<1>" + made.encode(), raw)
                raw = re.sub(rb'(property="dcterms:modified">)[^<]*', rb"\g<1>" + made.encode(), raw)
            new.writestr(name, raw)
    report = one(path)
    assert (report.published, dict(report.stated)["published"]) == ("2016-12-11", "dateline or dated line")


def test_an_xml_bomb_is_not_lit(tmp_path):
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "boom"}">' for i in range(10))
    path = a_docx(tmp_path, "<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", dtd=f"<!DOCTYPE bomb [{entities}]>")
    reports, skipped = read(path)
    assert reports == []
    assert "entities of its own" in skipped[0].reason or "damaged" in skipped[0].reason


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000)
    assert "zip bomb" in read(path)[1][0].reason


def test_an_encrypted_part_says_so(tmp_path):
    held = io.BytesIO((FILES / "report.docx").read_bytes())
    raw = bytearray(held.getvalue())
    # The flag of encryption in every header of the archive, local and central.
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := raw.find(magic, at + 1)) >= 0:
            raw[at + offset] |= 1
    path = tmp_path / "locked.docx"
    path.write_bytes(raw)
    assert read(path)[1][0].reason == "it is protected by a password"


def a_page(number: int, rows: list[tuple[str, float, float, float]]) -> Page:
    """A4, lines given as words, left edge, right edge and top."""
    lines = tuple(Line(text=t, x0=x0, x1=x1, top=top, bottom=top - 10, size=10.0) for t, x0, x1, top in rows)
    return Page(number=number, height=842, width=595, lines=lines)


def test_offsets_lead_to_pages():
    first = a_page(1, [("The town fell on Sunday, the army", 70, 500, 700), ("said in a state-", 70, 500, 686)])
    second = a_page(2, [("ment on Monday.", 70, 200, 700), ("Nobody was hurt.", 70, 300, 660)])
    text, marks = lay_out([first, second])
    assert text == "The town fell on Sunday, the army said in a statement on Monday.\n\nNobody was hurt."
    assert [(at, what.partition(",")[0]) for at, what in marks] == [
        (0, "page 1"),
        (text.index("ment on"), "page 2"),
        (text.index("Nobody"), "page 2"),
    ]
    # A box in points from the upper left corner: left, top, right, bottom.
    assert marks[2][1] == "page 2, box 70 182 300 192"


@pytest.mark.parametrize(
    ("line", "rest", "joined"),
    [
        ("held by rebels in Deir al-", "Zor", "Deir al-Zor"),
        ("two groups that are US-", "backed", "US-backed"),
        ("a town that is rebel-", "held", "rebel-held"),
        ("the army evacu-", "ated", "evacuated"),
        ("the shell­", "ing", "shelling"),
    ],
)
def test_a_hyphen_at_a_lines_end_is_the_writers_or_the_typesetters(line, rest, joined):
    page = a_page(1, [(line, 70, 500, 700), (f"{rest} on Monday.", 70, 300, 686)])
    assert joined in lay_out([page])[0]


def test_a_hyphen_that_the_paper_writes_elsewhere_stays():
    page = a_page(1, [("A cease-fire was agreed on Sunday and the cease-", 70, 500, 700), ("fire held on Monday.", 70, 300, 686)])
    assert "cease-fire held" in lay_out([page])[0]
