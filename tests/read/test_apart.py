"""A parser that breaks a limit stops its file, and the next file is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.read import apart, read_all
from onrecord.records import Skipped

FILES = Path(__file__).parent / "files"


@pytest.fixture
def child(monkeypatch):
    """Starts children whose RTF parser is the given expression of raw and max_chars."""

    def start(expression: str) -> None:
        patch = f"import os, signal, time; from onrecord.read.formats import base, rtf; rtf.parse = lambda raw, max_chars: {expression}"
        monkeypatch.setattr(apart, "_START", f"{patch}; {apart._START}")
        monkeypatch.setattr(apart, "_child", None)

    yield start
    if apart._child:
        apart._child.end()


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("bytearray(1 << 31)", "more than 1,024 MB of memory"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "its parser broke down on it"),
        ("time.sleep(60)", "longer than 1 seconds to parse"),
        ("__import__('tempfile').TemporaryFile(buffering=0).write(bytes(9))", "it is damaged"),
        ("1 // 0", "it is damaged, cut short or not in the form its name says (ZeroDivisionError)"),
    ],
)
def test_a_broken_limit_is_the_reason_and_the_next_file_is_read(child, monkeypatch, expression, reason):
    child(expression)
    if "sleep" in expression:
        monkeypatch.setattr(apart, "SECONDS", 1.0)
    skipped: list[Skipped] = []
    reports = list(read_all([FILES / "report.rtf"], on_skip=skipped.append))
    assert reports == []
    assert reason in skipped[0].reason
    monkeypatch.setattr(apart, "SECONDS", 60.0)
    assert len(list(read_all([FILES / "report.docx"], on_skip=skipped.append))) == 1


def test_what_a_parser_prints_is_no_answer(child):
    child("print('rubbish') or [base.Parsed(text='Said.')]")
    assert [r.text for r in read_all([FILES / "report.rtf"], on_skip=print)] == ["Said."]


def test_a_child_ends_after_its_share_of_files(monkeypatch):
    monkeypatch.setattr(apart, "FILES_A_CHILD", 1)
    monkeypatch.setattr(apart, "_child", None)
    list(read_all([FILES / "report.rtf"], on_skip=print))
    first = apart._child
    list(read_all([FILES / "report.odt"], on_skip=print))
    assert apart._child is not first
    for one in (first, apart._child):
        if one:
            one.end()


def test_the_plain_formats_start_no_child(monkeypatch, tmp_path):
    monkeypatch.setattr(apart, "_child", None)
    (tmp_path / "r.txt").write_text("The town fell on Sunday, the army said in a statement.")
    list(read_all([tmp_path, FILES / "report.md"], on_skip=print))
    assert apart._child is None


@pytest.mark.parametrize("name", ["paper.docx", "paper.xlsx", "paper.epub"])
def test_a_document_with_a_password_says_so(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000))
    skipped: list[Skipped] = []
    list(read_all([path], on_skip=skipped.append))
    assert skipped[0].reason == "it is protected by a password"
