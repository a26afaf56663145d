"""A private PostgreSQL server for tests: in a temporary folder, on a socket there, as a user without rights."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def programs() -> Path | None:
    """The folder of initdb and pg_ctl of PostgreSQL 15 or newer, or None."""
    on_path = shutil.which("initdb")
    for folder in [*FOLDERS, *([Path(on_path).resolve().parent] if on_path else [])]:
        with contextlib.suppress(OSError, ValueError, IndexError):
            said = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
            if int(said.split()[2].split(".")[0]) >= 15:
                return folder
    return None


class Server:
    """Started by `started`; can be killed and started again."""

    def __init__(self, folder: Path, bin_folder: Path, options: str) -> None:
        self.folder, self.data, self._bin, self._options = folder, folder / "data", bin_folder, options
        self._numbers = count()

    def initialise(self) -> None:
        self._do("initdb", "-D", self.data, "-U", "onrecord", "--auth=trust", "--no-locale", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        options = f"-c listen_addresses= -k {self.folder} -c logging_collector=off {self._options}"
        self._do("pg_ctl", "-D", self.data, "-w", "-t", "120", "-l", self.folder / "log", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """mode immediate is a crash: what was not on disk is lost, and the next start recovers from the log."""
        self._do("pg_ctl", "-D", self.data, "-w", "-t", "120", "-m", mode, "stop")

    def kill(self) -> None:
        """SIGKILL to the server and each process of it."""
        first = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True, text=True, check=False).stdout.split()
        for pid in [first, *map(int, children)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, 9)

    def restart(self) -> None:
        """After `kill`: the lock file of the dead server is in the way until its processes are gone."""
        for _ in range(100):
            try:
                return self.start()
            except RuntimeError:
                time.sleep(0.1)
        self.start()

    def new_place(self) -> str:
        """The URL of a fresh, empty schema: as good as a database of its own, and quicker to make."""
        name = f"t{next(self._numbers)}"
        self.sql(f"CREATE SCHEMA {name}")
        return f"postgresql://onrecord@/postgres?host={self.folder}&options=-csearch_path%3D{name}"

    def sql(self, statement: str, at: str | None = None) -> list[tuple]:
        """Runs a statement as the superuser, in the schema of a URL if one is given, and gives its rows."""
        import psycopg

        with psycopg.connect(at or f"postgresql://onrecord@/postgres?host={self.folder}", autocommit=True) as connection:
            done = connection.execute(statement)
            return done.fetchall() if done.description else []

    def _do(self, program: str, *words: object) -> None:
        user = {"user": _unprivileged(), "group": pwd.getpwnam(_unprivileged()).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        # Output goes to a file: a server started here would hold a pipe open.
        with (self.folder / "said").open("w+") as said:
            done = subprocess.run([self._bin / program, *map(str, words)], stdout=said, stderr=said, cwd=self.folder, check=False, **user)
            if done.returncode:
                said.seek(0)
                log = self.folder / "log"
                raise RuntimeError(f"{program}: {said.read()}{log.read_text()[-2000:] if log.exists() else ''}")


def _unprivileged() -> str:
    return "postgres" if "postgres" in [entry.pw_name for entry in pwd.getpwall()] else "nobody"


@contextlib.contextmanager
def started(options: str = "-c fsync=off", bin_folder: Path | None = None) -> Iterator[Server]:
    """A running server that is stopped, and its folder removed, at the end. Raises RuntimeError where there is no program for it."""
    bin_folder = bin_folder or programs()
    if bin_folder is None:
        raise RuntimeError("no PostgreSQL server of version 15 or newer is installed")
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
    if os.geteuid() == 0:
        entry = pwd.getpwnam(_unprivileged())
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    server = Server(folder, bin_folder, options)
    try:
        server.initialise()
        server.start()
        yield server
    finally:
        with contextlib.suppress(RuntimeError):
            server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
