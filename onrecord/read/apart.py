"""Parsers of risky formats, run in a child process with little memory and little time.

A PDF or an office file from a stranger may be made to eat memory, to loop, or to crash a parser. The child is started when the first such
file comes, answers one file after another, writes no file, and is ended when it breaks a limit; that file is then named with the reason and
the next one gets a new child. The child is no prison: it guards against bad files, not against a fault in a parser that runs foreign code.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from onrecord.errors import ReadError
from onrecord.read.formats.base import Origin, Parsed

PARSERS = (
    "page",
    "pdf",
    "pdf_scans",
    "docx",
    "odt",
    "epub",
    "rtf",
    "sheet",
    "feed",
)  # modules of onrecord.read.formats with a parse(raw, max_chars)
MEMORY = 1 << 30  # bytes of address space
SECONDS, SECONDS_A_MB, MOST_SECONDS = 20.0, 40.0, 300.0  # a long PDF takes about ten seconds a megabyte on a slow machine
FILES_A_CHILD = 200  # parsers leak; a new child costs a third of a second

_START = "from onrecord.read.apart import serve; serve()"


def parse_apart(parser: str, raw: bytes, location: str, max_chars: int, *, more_seconds: float = 0.0) -> list[Parsed]:
    """What the parser of that name makes of the bytes. Raises ReadError with the parser's reason or the limit that was broken.

    more_seconds: beyond what its size allows, for parsers that recognise pages.
    """
    global _child  # noqa: PLW0603
    with _lock:
        if _child is None or _child.spent:
            _child = _Child()
        answer = _child.ask(parser, raw, max_chars, more_seconds)
    if "problem" in answer:
        raise ReadError(location, answer["problem"])
    return [_parsed(row) for row in answer["parts"]]


class _Child:
    """A running child and what it has done so far."""

    def __init__(self) -> None:
        home = str(Path(__file__).parents[2])
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([home, *filter(None, [os.environ.get("PYTHONPATH")])])}
        # Its complaints (parsers warn on standard error) are said in our own words.
        # In a session of its own: Ctrl-C is for us, and must not be recorded as the fault of a file.
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
            start_new_session=True,
        )
        self._files = 0
        self._late = False
        atexit.register(self.end)

    @property
    def spent(self) -> bool:
        return self._files >= FILES_A_CHILD or self._process.poll() is not None

    def ask(self, parser: str, raw: bytes, max_chars: int, more_seconds: float = 0.0) -> dict[str, Any]:
        """The child's answer; a problem where it gave none in time or at all."""
        self._files += 1
        limit = min(MOST_SECONDS, SECONDS + SECONDS_A_MB * len(raw) / 1e6) + more_seconds
        timer = threading.Timer(limit, self._stop)
        timer.start()
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin and stdout
        try:
            stdin.write(json.dumps({"parser": parser, "bytes": len(raw), "max_chars": max_chars}).encode() + b"\n" + raw)
            stdin.flush()
            line = stdout.readline()
        except OSError:
            line = b""
        finally:
            timer.cancel()
        if line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line)
            if answer.get("memory"):
                self.end()  # what is left of its memory is not worth trusting
            return answer
        self.end()
        return {"problem": f"it took longer than {limit:.0f} seconds to parse" if self._late else "its parser broke down on it"}

    def _stop(self) -> None:
        self._late = True
        self._kill()

    def _kill(self) -> None:
        """The child, and what it may have started."""
        if hasattr(os, "killpg") and self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)  # it leads a session of its own
        self._process.kill()

    def end(self) -> None:
        """Ends the child; its pipes are closed."""
        atexit.unregister(self.end)
        self._kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:
                pass  # the child was gone with our bytes unread


_child: _Child | None = None
_lock = threading.Lock()


def serve() -> None:
    """The child: one answer a request, until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a parser that prints must not print into an answer
    _limit()
    while head := sys.stdin.buffer.readline():
        request = json.loads(head)
        raw = _exactly(sys.stdin.buffer, request["bytes"])
        _limit_time()
        answers.write(json.dumps(_answer(request["parser"], raw, request["max_chars"])).encode() + b"\n")
        answers.flush()


def _answer(parser: str, raw: bytes, max_chars: int) -> dict[str, Any]:
    if parser not in PARSERS:
        return {"problem": f"there is no parser {parser!r}"}
    try:
        return {"parts": [asdict(part) for part in import_module(f"onrecord.read.formats.{parser}").parse(raw, max_chars)]}
    except ReadError as error:
        return {"problem": error.problem}
    except MemoryError:
        return {"problem": f"it needs more than {MEMORY >> 20:,} MB of memory to parse", "memory": True}
    except Exception as error:  # a parser that is not ours stumbled over hostile bytes
        return {"problem": f"it is damaged, cut short or not in the form its name says ({type(error).__name__})"}


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the time limit holds there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # parsers write nothing


def _limit_time() -> None:
    """For a child whose parent was killed while it was at work: nobody is left to end it."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + MOST_SECONDS) + 1, most))


def _exactly(stream: IO[bytes], count: int) -> bytes:
    raw = stream.read(count)
    if len(raw) < count:
        raise SystemExit(0)  # whoever asked has gone
    return raw


def _parsed(row: dict[str, Any]) -> Parsed:
    return Parsed(
        text=row["text"],
        origin=Origin(**{**row["origin"], "stated": tuple((str(name), str(where)) for name, where in row["origin"]["stated"])}),
        warnings=tuple(row["warnings"]),
        marks=tuple((int(at), str(what)) for at, what in row["marks"]),
        part=row["part"],
        unread=row["unread"],
    )
