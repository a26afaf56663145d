"""The archive of originals: bytes under their SHA-256, safely stored before the entry that names them is written.

A folder by default; any store that fsspec reaches (S3 and its likes) by URL.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from onrecord.errors import LedgerError

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Archive(Protocol):
    """What the ledger asks of an archive. Digests are SHA-256, hex."""

    name: str

    def keep(self, original: bytes) -> str: ...
    def read(self, digest: str) -> bytes | None: ...
    def holds(self, digest: str) -> bool: ...
    def digests(self) -> Iterator[str]: ...
    def drop(self, digest: str) -> None: ...


def open_archive(where: str | Path) -> Archive:
    """A folder, or a store by URL (`s3://bucket/folder`). Raises LedgerError."""
    text = str(where)
    return StoreArchive(text) if re.match(r"[a-z0-9+]+://", text) else FolderArchive(Path(text))


class FolderArchive:
    """A folder; made when the first original is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = str(folder)

    def keep(self, original: bytes) -> str:
        """Archives the bytes, on disk before this returns, and gives their digest. Raises LedgerError."""
        digest = hashlib.sha256(original).hexdigest()
        target = self._path(digest)
        try:
            if target.exists():
                if target.read_bytes() != original:
                    raise LedgerError(f"{target}: this archived original was changed; `onrecord verify` says what else was")
                _sync(target)  # another writer may have put it there a moment ago, and not be done
            else:
                made = [folder for folder in (self.folder, target.parent) if not folder.is_dir()]
                target.parent.mkdir(parents=True, exist_ok=True)
                for folder in made:
                    _sync(folder.parent)
                _write(target, original)
            _sync(target.parent)
        except OSError as error:
            raise LedgerError(f"{self.folder}: an original could not be archived ({error.strerror or error})") from None
        return digest

    def read(self, digest: str) -> bytes | None:
        """The bytes kept under a digest, None if there is no such file. Raises LedgerError if it cannot be read."""
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise LedgerError(f"{self._path(digest)}: cannot be read ({error.strerror or error})") from None

    def holds(self, digest: str) -> bool:
        return bool(_DIGEST.fullmatch(digest)) and self._path(digest).is_file()

    def digests(self) -> Iterator[str]:
        """What the archive holds, and the names of files that do not belong in it."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                yield path.name if path == self._path(path.name) else str(path.relative_to(self.folder))

    def drop(self, digest: str) -> None:
        """Takes an original out, overwritten first as far as the file system allows. Raises LedgerError."""
        path = self._path(digest)
        try:
            with contextlib.suppress(FileNotFoundError):
                with path.open("r+b") as file:
                    file.write(bytes(path.stat().st_size))
                    file.flush()
                    os.fsync(file.fileno())
                path.unlink()
                _sync(path.parent)
        except OSError as error:
            raise LedgerError(f"{path}: could not be removed ({error.strerror or error})") from None

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


class StoreArchive:
    """A store behind fsspec. A put has ended, and is durable by the store's own word, before keep returns."""

    def __init__(self, url: str) -> None:
        try:
            import fsspec
        except ImportError:
            raise LedgerError(f"{url}: needs fsspec; install onrecord[stores]") from None
        try:
            self._files, self._root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise LedgerError(f"{url}: {error}") from None
        self.name = url

    def keep(self, original: bytes) -> str:
        """Archives the bytes and gives their digest. Raises LedgerError."""
        digest = hashlib.sha256(original).hexdigest()

        def put() -> None:
            if not self._files.exists(self._path(digest)):
                self._files.makedirs(f"{self._root}/{digest[:2]}", exist_ok=True)
                self._files.pipe_file(self._path(digest), original)
            if self._files.cat_file(self._path(digest)) != original:
                raise LedgerError(f"{self._path(digest)}: the store does not give back what was archived")

        self._try(put, "an original could not be archived")
        return digest

    def read(self, digest: str) -> bytes | None:
        """The bytes kept under a digest, None if there are none. Raises LedgerError."""
        try:
            found: bytes = self._files.cat_file(self._path(digest))
            return found
        except FileNotFoundError:
            return None
        except Exception as error:  # each store has errors of its own
            raise LedgerError(f"{self.name}: {digest} cannot be read ({error})") from None

    def holds(self, digest: str) -> bool:
        return bool(_DIGEST.fullmatch(digest)) and bool(self._try(lambda: self._files.exists(self._path(digest)), "cannot be asked"))

    def digests(self) -> Iterator[str]:
        found = self._try(lambda: self._files.find(self._root) if self._files.exists(self._root) else [], "cannot be listed")
        yield from (str(name).rsplit("/", 1)[-1] for name in sorted(found))

    def drop(self, digest: str) -> None:
        """Takes an original out. A store that keeps versions still has it there: that is its owner's to clear. Raises LedgerError."""
        path = self._path(digest)
        self._try(lambda: self._files.exists(path) and self._files.rm_file(path), f"{digest} could not be removed")

    def _path(self, digest: str) -> str:
        return f"{self._root}/{digest[:2]}/{digest}"

    def _try(self, act: Any, problem: str) -> Any:
        try:
            return act()
        except LedgerError:
            raise
        except Exception as error:  # each store has errors of its own
            raise LedgerError(f"{self.name}: {problem} ({error})") from None


def _write(target: Path, original: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(original)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _sync(path: Path) -> None:
    """Makes a file, or the names in a folder, outlive a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
