"""What read_all gives and what it passes over."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from onrecord.read import read_all
from onrecord.records import Report, Skipped

SENTENCE = "The army pulled out of the city on Sunday, the governor said, and at least 12 people were killed. "


def read(*paths: Path | str, max_chars: int = 2_000_000) -> tuple[list[Report], list[Skipped]]:
    skipped: list[Skipped] = []
    return list(read_all(paths, max_chars=max_chars, on_skip=skipped.append)), skipped


def a_file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def a_line(**keys: object) -> str:
    return json.dumps({"text": SENTENCE, **keys})


def test_a_folder_is_read_whole_in_the_order_of_names(tmp_path):
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".hidden.txt", ".git/x.txt", "README.md", "a/LICENSE"):
        a_file(tmp_path, name, name + " " + SENTENCE)
    reports, skipped = read(tmp_path)
    assert [Path(r.location).name for r in reports] == ["1.txt", "2.txt", "b.txt"]
    assert skipped == []


def test_every_report_carries_the_sha256_of_its_original(tmp_path):
    path = a_file(tmp_path, "r.txt", SENTENCE.encode("utf-16"))
    assert read(path)[0][0].digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_digest_of_a_jsonl_report_is_its_lines(tmp_path):
    line = a_line(id="a")
    path = a_file(tmp_path, "r.jsonl", line + "\n")
    assert read(path)[0][0].digest == hashlib.sha256(line.encode()).hexdigest()


def test_the_original_is_kept_before_the_report_is_seen(tmp_path):
    a_file(tmp_path, "1.txt", SENTENCE)
    a_file(tmp_path, "2.txt", SENTENCE + "More.")
    order: list[object] = []

    def keep(raw: bytes) -> str:
        order.append(raw)
        return hashlib.sha256(raw).hexdigest()

    for report in read_all([tmp_path], on_skip=lambda _: None, keep=keep):
        order.append(report.digest)
    assert [type(o) for o in order] == [bytes, str, bytes, str]


def test_a_jsonl_text_stays_exactly_as_given(tmp_path):
    text = "\ufeff  One.\r\nTwo\x00 \u202ethree\u00a0\t\r "
    path = a_file(tmp_path, "r.jsonl", a_line(id="a") + "\n" + json.dumps({"id": "b", "text": text}) + "\n")
    assert read(path)[0][1].text == text


def test_one_bad_line_is_named_and_the_rest_goes_on(tmp_path):
    lines = [a_line(id="a"), "{not json", '{"id": "c"}', "[1]", "\xff", "", a_line(id="g")]
    path = a_file(tmp_path, "r.jsonl", "\n".join(lines).encode("latin-1"))
    reports, skipped = read(path)
    assert [r.id for r in reports] == ["a", "g"]
    assert [s.location.rpartition("#")[2] for s in skipped] == ["2", "3", "4", "5"]


def test_unknown_keys_are_ignored_and_wrong_types_are_said(tmp_path):
    path = a_file(tmp_path, "r.jsonl", a_line(id=7, claims=[1], title=["x"], published=20161211))
    report = read(path)[0][0]
    assert (report.id, report.title, report.published) == ("7", None, "2016-12-11")
    assert "title is not a string and was left out" in report.warnings


def test_halves_of_code_points_cannot_reach_an_output(tmp_path):
    path = a_file(tmp_path, "r.jsonl", '{"id": "a", "text": "The town \\ud800 fell, the army said on Sunday in a statement."}')
    report = read(path)[0][0]
    assert report.text.encode("utf-8") and report.text[9] == "\ufffd"


def test_an_annotated_report_is_a_report(tmp_path):
    path = a_file(tmp_path, "r.json", json.dumps({"id": "a", "text": SENTENCE, "claims": [], "published": "2016-12-11"}, indent=1))
    report = read(path)[0][0]
    assert (report.id, report.text, report.published, report.warnings) == ("a", SENTENCE, "2016-12-11", ())


def test_a_json_file_without_a_text_is_no_report(tmp_path):
    _, skipped = read(a_file(tmp_path, "actors.json", '{"Islamic State": ["Isis"]}'))
    assert 'no "text"' in skipped[0].reason


def test_a_report_without_a_date_says_so(tmp_path):
    report = read(a_file(tmp_path, "r.txt", SENTENCE))[0][0]
    assert report.published is None
    assert "no publication date: relative dates stay open" in report.warnings


def test_a_report_in_another_language_is_read_and_says_so(tmp_path):
    text = "Le gouvernement a déclaré dimanche que la ville était tombée aux mains des rebelles après de violents combats. " * 2
    report = read(a_file(tmp_path, "r.txt", text))[0][0]
    assert report.language == "fr"
    assert "language: fr; read by rules and word lists alone" in report.warnings


def test_two_outlets_that_print_the_same_words_stay_two_reports(tmp_path):
    for name in ("one", "two"):
        a_file(tmp_path, f"{name}.txt", f"---\npublisher: {name}\n---\n{SENTENCE}")
    reports, _ = read(tmp_path)
    assert len({r.id for r in reports}) == 2


def test_the_same_file_given_twice_is_read_once(tmp_path):
    path = a_file(tmp_path, "r.txt", SENTENCE)
    reports, skipped = read(path, tmp_path, path)
    assert (len(reports), skipped) == (1, [])


def test_a_copy_of_a_report_is_named_with_the_first_one(tmp_path):
    a_file(tmp_path, "a.txt", SENTENCE)
    a_file(tmp_path, "b.txt", SENTENCE)
    reports, skipped = read(tmp_path)
    assert len(reports) == 1
    assert skipped[0].reason == f"the same report as {tmp_path / 'a.txt'}"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\t\n", "the file is empty"),
        ("empty.jsonl", b"", "the file is empty"),
        ("empty.json", b"", "the file is empty"),
        ("empty.html", b"", "the file is empty"),
        ("only-matter.md", b"---\ntitle: x\n---\n", "no text"),
        ("page.html", b"<html><body><script>1</script></body></html>", "no main text"),
        ("noise.txt", bytes(range(256)) * 40, "not a text file"),
        ("noise", os.urandom(1) * 0 + b"\x00\x01\x02\x03" * 500, "not a text file"),
        ("paper.pdf", b"%PDF-1.7\n...", "a PDF file"),
        ("misnamed.txt", b"PK\x03\x04rest", "a ZIP archive or an office document"),
        ("picture.html", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("broken.txt", b"\xff\xfea\x00b", "not valid in it"),
        ("broken.json", b'{"text": "abc', "not JSON"),
        ("deep.json", b"[" * 100_000, "not JSON"),
        ("numbers.json", b"[1, 2]", 'nothing in it has a "text"'),
    ],
)
def test_a_bad_file_is_named_with_the_reason(tmp_path, name, content, reason):
    good = a_file(tmp_path, "zz.txt", SENTENCE)
    path = a_file(tmp_path, name, content)
    reports, skipped = read(path, good)
    assert len(reports) == 1
    assert [s.location for s in skipped] == [str(path)]
    assert reason in skipped[0].reason


@pytest.mark.parametrize("name", ["long.txt", "long.md", "long.html", "long.jsonl", "long.json"])
def test_a_text_over_the_limit_names_the_option_that_raises_it(tmp_path, name):
    text = SENTENCE * 20
    content = {"jsonl": a_line(text=text), "json": a_line(text=text), "html": f"<article><p>{text}</p></article>"}
    path = a_file(tmp_path, name, content.get(name.partition(".")[2], text))
    reports, skipped = read(path, max_chars=500)
    assert reports == []
    assert "--max-text" in skipped[0].reason


def test_a_huge_file_is_not_loaded(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    _, skipped = read(path, max_chars=1000)
    assert "--max-text" in skipped[0].reason


def test_a_huge_line_is_passed_over_and_the_next_is_read(tmp_path):
    path = a_file(tmp_path, "r.jsonl", a_line(id="a", text="x" * 100_000) + "\n" + a_line(id="b") + "\n")
    reports, skipped = read(path, max_chars=500)
    assert [r.id for r in reports] == ["b"]
    assert skipped[0].location == f"{path}#1"


def test_a_missing_path_is_named(tmp_path):
    _, skipped = read(tmp_path / "nowhere")
    assert skipped == [Skipped(location=str(tmp_path / "nowhere"), reason="there is no such file or folder")]


def test_a_path_with_a_nul_is_named():
    assert read("a\x00b")[1][0].reason


def test_an_empty_folder_is_named(tmp_path):
    (tmp_path / ".hidden").write_text("x")
    assert read(tmp_path)[1][0].reason == "the folder is empty"


def test_a_folder_that_lies_in_itself_is_read_once(tmp_path):
    a_file(tmp_path, "a/r.txt", SENTENCE)
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    reports, skipped = read(tmp_path)
    assert len(reports) == 1
    assert [s.reason for s in skipped] == ["this folder lies in itself (a loop of links)"]


def test_a_pipe_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert read(tmp_path)[1][0].reason == "this is a pipe, not a file"


def test_an_unreadable_file_is_named(tmp_path, monkeypatch):
    path = a_file(tmp_path, "r.txt", SENTENCE)

    def refuse(self: Path, *args: object, **keys: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert read(path)[1] == [Skipped(location=str(path), reason="it may not be opened (permission denied)")]


def test_a_name_that_is_no_utf8_can_be_printed(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(SENTENCE.encode())
    assert read(tmp_path)[0][0].location.encode("utf-8")


def test_very_deep_folders_do_no_harm(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(300):
        os.mkdir("d")  # noqa: PTH102
        os.chdir("d")
    Path("r.txt").write_text(SENTENCE)
    os.chdir(tmp_path)
    assert len(read(tmp_path)[0]) == 1


def test_a_parser_that_stumbles_stops_that_file_only(tmp_path, monkeypatch):
    from onrecord.read.formats import markdown

    def stumble(tokens: object) -> None:
        raise RecursionError

    monkeypatch.setattr(markdown, "to_text", stumble)
    a_file(tmp_path, "a.md", "# x")
    a_file(tmp_path, "b.txt", SENTENCE)
    reports, skipped = read(tmp_path)
    assert len(reports) == 1
    assert skipped[0].reason == "it could not be parsed (RecursionError)"
