"""Whatever kills the program or its disk, what was acknowledged is there, nothing is half-written, and the next add goes on."""

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import torture
from ledgers import SKIP, add_report

from onrecord.cli import main, work
from onrecord.errors import LedgerError
from onrecord.extract.pipeline import Pipeline
from onrecord.ledger import Ledger
from onrecord.ledger.verify import verify

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline.load(reader="rules")


def test_add_killed_at_random_points_loses_nothing_that_it_acknowledged(where, opened, tmp_path, pipeline):
    """The short form; `make torture` is the long one."""
    run = torture.Torture(where, tmp_path / "book", pipeline)
    opened().close()
    for _ in range(4):
        run.round(reports=4)
    run.last_add()
    assert run.tally.problems == [] and run.tally.landed >= 2 and len(run.tally.acknowledged) > 3


def test_a_report_killed_between_archive_and_entry_is_added_again(ledger):
    ledger.keep(b"Dura fell.")  # and here the program died
    assert verify(ledger).sound and "1 files that no entry names" in verify(ledger).notes[0]
    add_report(ledger, "r1", "Dura fell.", "Dura fell")
    assert verify(ledger).sound and verify(ledger).notes == []


def test_the_original_is_on_disk_before_the_entry_that_names_it(ledger, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr("os.fsync", lambda handle: (synced.append(str(Path(f"/proc/self/fd/{handle}").readlink())), real(handle)))
    digest = ledger.keep(b"Dura fell.")
    folder = str(ledger.archive_folder)
    assert synced[-1] == f"{folder}/{digest[:2]}" and any(name.startswith(f"{folder}/{digest[:2]}/") for name in synced)
    assert {folder, str(Path(folder).parent)} <= set(synced)  # the folders that were made are there after a loss of power too


def test_a_full_disk_is_one_error_and_nothing_is_half_written(ledger, monkeypatch):
    add_report(ledger, "r1", "Dura fell.", "Dura fell")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(LedgerError, match="No space left"):
        ledger.keep(b"another")
    monkeypatch.undo()
    assert [len(list(ledger.archive.digests())), verify(ledger).sound] == [1, True]
    add_report(ledger, "r2", "another", "another")


def full(_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind
from onrecord.cli import main, work
from onrecord.errors import LedgerError
with Ledger(sys.argv[1]) as ledger:
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    for n in range(1000):
        try:
            ledger.append([(EntryKind.SKIPPED, f"s{n}", {"location": "x" * 2000, "reason": "y"})] * 3)
        except LedgerError as error:
            print("acknowledged", n * 3, error)
            break
"""


def test_a_file_that_cannot_grow_keeps_what_was_acknowledged(tmp_path):
    said = subprocess.run([sys.executable, "-c", LIMITED, tmp_path / "a.db"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "nothing was written" in said
    with Ledger(tmp_path / "a.db") as ledger:
        assert verify(ledger).sound and len(list(ledger.entries())) == int(said.split()[1]) > 0
        assert ledger.append([SKIP]) == 1


@pytest.fixture
def open_folder():
    """A folder that any user may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


@pytest.mark.parametrize("closed", ["folder", "file", "archive"])
def test_a_lost_permission_is_one_line_and_a_code(open_folder, closed, pipeline, monkeypatch):
    book = open_folder / "book"
    book.mkdir()
    with Ledger(book / "a.db") as ledger:
        add_report(ledger, "r1", "Dura fell.", "Dura fell")
    (open_folder / "b.txt").write_text("Rebels took Maraba on Sunday, the army said.")
    for path in (book, *book.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    {"folder": book, "file": book / "a.db", "archive": book / "a.db.archive"}[closed].chmod(0o444 if closed == "file" else 0o555)
    monkeypatch.setattr(work, "pipeline", lambda _: pipeline)
    code, said = as_nobody("add", open_folder / "b.txt", "--ledger", book / "a.db", "--reader", "rules")
    assert code == 1 and said.count("\n") == 1 and said.startswith("onrecord: "), said
    for path in (book, *book.rglob("*")):
        path.chmod(0o777)
    with Ledger(book / "a.db") as ledger:
        assert len(list(ledger.entries())) == 2 and verify(ledger).sound


def as_nobody(*words):
    """Runs a command in a forked process without rights; gives its exit code and what it said on stderr."""
    with tempfile.TemporaryFile() as said:
        if (child := os.fork()) == 0:
            try:
                os.dup2(said.fileno(), 2)
                sys.stderr = os.fdopen(2, "w", closefd=False)
                sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - the process ends with it
                if os.geteuid() == 0:
                    os.setgid(65534)
                    os.setuid(65534)
                sys.argv = ["onrecord", *map(str, words)]
                main.run()
                os._exit(0)
            except SystemExit as stop:
                sys.stderr.flush()
                os._exit(stop.code or 0)
            finally:
                os._exit(99)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read().decode()
