"""Originals lie under their SHA-256, in a folder or behind a store's URL."""

import hashlib

import pytest
from ledgers import add_report

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger
from onrecord.ledger.archive import FolderArchive, open_archive
from onrecord.ledger.removal import Rule, remove
from onrecord.ledger.verify import verify


@pytest.fixture(params=["folder", "store"])
def archive(request, tmp_path):
    if request.param == "folder":
        return open_archive(tmp_path / "originals")
    pytest.importorskip("fsspec", reason="needs fsspec, through which stores are reached")
    return open_archive(f"memory://{tmp_path.name}/originals")


def test_an_original_is_kept_once_under_its_digest(archive):
    digest = archive.keep(b"<p>Hello</p>")
    assert archive.keep(b"<p>Hello</p>") == digest == hashlib.sha256(b"<p>Hello</p>").hexdigest()
    assert archive.holds(digest) and archive.read(digest) == b"<p>Hello</p>" and list(archive.digests()) == [digest]
    archive.drop(digest)
    archive.drop(digest)  # a second time there is nothing to do
    assert not archive.holds(digest) and archive.read(digest) is None and list(archive.digests()) == []


def test_a_folder_is_named_by_its_path(tmp_path):
    assert isinstance(open_archive(tmp_path), FolderArchive)
    assert isinstance(open_archive(str(tmp_path)), FolderArchive)


def test_a_store_that_nothing_here_reaches_is_named():
    pytest.importorskip("fsspec")
    with pytest.raises(LedgerError, match="nosuch://x"):
        open_archive("nosuch://x/y")


def test_a_ledger_keeps_its_originals_in_a_store(tmp_path):
    fsspec = pytest.importorskip("fsspec")
    where = f"memory://{tmp_path.name}/store"
    with Ledger(tmp_path / "a.db", archive=where) as ledger:
        add_report(ledger, "r1", "Dura fell.", "Dura fell")
        add_report(ledger, "r2", "Maraba fell.", "Maraba fell")
        assert verify(ledger).sound and not (tmp_path / "a.db.archive").exists()
        remove(ledger, "r1", by="mk", rule=Rule.LAW, because="law")
        assert len(list(ledger.archive.digests())) == 1 and verify(ledger).sound
        (left,) = fsspec.filesystem("memory").find(f"/{tmp_path.name}")
        fsspec.filesystem("memory").pipe_file(left, b"Maraba held.")
        assert "was changed" in verify(ledger).faults[0].what
