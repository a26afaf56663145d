"""Scanned pages of a PDF by Tesseract, where it is installed: drawn by pypdfium2, read word by word with their boxes, put into lines.

Tesseract gets the picture on standard input and answers on standard output, under the limits of the child process that starts it.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

from onrecord.read.formats.pdf_layout import Line

DOTS = 300  # an inch; what Tesseract was trained on
MOST_DOTS = 25_000_000  # of one picture: a page of A3; larger sheets are drawn coarser
MOST_PAGES = 200  # scanned pages of one file that are read
SECONDS_A_PAGE = 20.0
SUREST = 30.0  # words of which Tesseract is less sure, in hundredths, are stains
SURE_ENOUGH = 70.0  # a page whose words are less sure than this on the whole is not read: a drawing, a script, a scan too coarse
_PROGRAM = "tesseract"


def why_not() -> str | None:
    """What is missing to read scanned pages; None: nothing."""
    if shutil.which(_PROGRAM) is None:
        return "Tesseract is not installed"
    if importlib.util.find_spec("pypdfium2") is None:
        return 'the part that draws pages is not installed (pip install "onrecord[ocr]")'
    return None


def version() -> str:
    """Tesseract with its version, as in "Tesseract 5.3.0"."""
    told = subprocess.run([_PROGRAM, "--version"], capture_output=True, text=True, timeout=30, check=False).stdout
    return f"Tesseract {told.split()[1]}" if len(told.split()) > 1 else "Tesseract"


def read_scans(raw: bytes, numbers: list[int]) -> Iterator[tuple[int, tuple[Line, ...]]]:
    """The lines of these pages, counted from 1, each with its box in points from the lower left."""
    import pypdfium2

    document = pypdfium2.PdfDocument(raw)
    try:
        for number in numbers[:MOST_PAGES]:
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(DOTS / 72, (MOST_DOTS / max(1.0, width * height)) ** 0.5)
            dots: Any = page.render(scale=scale, grayscale=True).to_numpy()
            picture = dots[..., 0] if dots.ndim == 3 else dots
            header = f"P5 {picture.shape[1]} {picture.shape[0]} 255\n".encode()
            yield number, tuple(_lines(_words(header + picture.tobytes()), scale, height))
            page.close()
    finally:
        document.close()


def _words(picture: bytes) -> list[dict[str, str]]:
    """Tesseract's table of words; empty where it gave none in time."""
    # One thread: its own make it slower on a busy machine.
    command = [_PROGRAM, "stdin", "stdout", "-l", "eng", "--dpi", str(DOTS), "--psm", "3", "tsv"]
    try:
        done = subprocess.run(
            command,
            input=picture,
            capture_output=True,
            timeout=3 * SECONDS_A_PAGE,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        return []
    rows = [line.split("\t") for line in done.stdout.decode("utf-8", "replace").splitlines()]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if len(row) == len(rows[0])] if rows else []


def _lines(words: list[dict[str, str]], scale: float, height: float) -> Iterator[Line]:
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for word in words:
        if word["level"] == "5" and word["text"].strip() and float(word["conf"]) >= SUREST:
            lines.setdefault((word["block_num"], word["par_num"], word["line_num"]), []).append(word)
    sure = [float(word["conf"]) for line in lines.values() for word in line]
    if not sure or sum(sure) / len(sure) < SURE_ENOUGH:
        return
    sizes = sorted(_height(word) for line in lines.values() for word in line)
    usual = sizes[len(sizes) // 2] / scale if sizes else 0.0
    for line in lines.values():
        left, top = min(int(w["left"]) for w in line), min(int(w["top"]) for w in line)
        right, bottom = max(int(w["left"]) + int(w["width"]) for w in line), max(int(w["top"]) + _height(w) for w in line)
        # The height of a line goes with its letters ("can" or "Sky"): only what is well larger or smaller is set in another type.
        size = sorted(_height(w) for w in line)[len(line) // 2] / scale
        size = usual if 0.7 * usual < size < 1.5 * usual else size
        yield Line(
            text=" ".join(w["text"] for w in line),
            x0=left / scale,
            x1=right / scale,
            top=height - top / scale,
            bottom=height - bottom / scale,
            size=size,
        )


def _height(word: dict[str, str]) -> int:
    return int(word["height"])
