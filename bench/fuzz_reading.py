"""Puts damaged files of every format through the reading stage: none may crash it, hang over ten seconds, or take more than 1 GB.

    python bench/fuzz_reading.py [HOW_MANY] [SEED]      100,000 files, seed 1; `make fuzz`
    python bench/fuzz_reading.py --guided [HOW_MANY]    the same guided by coverage, by atheris (`pip install atheris`), in this process

Files of tests/read/files and of tests/corpus/formats/files are changed: bytes lost, put in, repeated and altered, pieces of another file
of any format put in, words of a format's grammar put in; and inside ZIP containers and gzipped files too, whose damage would else be found
by their check sums before a parser sees anything. Text recognition is left out: it takes seconds a page of any scan. The short form is
tests/read/test_damage.py. Progress is written to a file, so that a run that is broken off tells how far it came.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import resource
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from importlib import import_module
from pathlib import Path

from onrecord.read import apart, read_all
from onrecord.read.formats import scans
from onrecord.records import Skipped

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT / "tests" / "read" / "files", ROOT / "tests" / "corpus" / "formats" / "files")
HANG, MOST_MEMORY = 10.0, 1 << 30  # seconds of a processor; bytes of this process or of a parser's child
WORDS = (  # pieces of the formats' grammars, and what parsers stumble over
    *(
        b"<html>",
        b"</p>",
        b"<script type='application/ld+json'>[[{",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"&a;",
        b"]]>",
        b"<table><tr><td>",
        b"<br><br>",
    ),
    *(
        b"\r\n\r\n",
        b"Content-Type: multipart/mixed; boundary=x\r\n",
        b"\n--x\n",
        b"\nFrom x Mon Sep 17 00:00:00 2001\n",
        b"=?utf-8?q?=FF?=",
        b"Date: 99 Foo\n",
    ),
    *(
        b"endobj",
        b"/Length 99999999999",
        b"/Kids [1 0 R]",
        b"/Filter /FlateDecode",
        b"stream\n",
        b"xref\n0 65535\n",
        b"\\bin99999999 ",
        b"{\\*\\footnote ",
        b"\\u-1?",
    ),
    *(
        b"\x00" * 64,
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        "\u202e\u2066\ud7ff".encode(),
        b"{" * 500,
        b"[" * 500,
        b"(" * 500,
        b"<div>" * 500,
        b"'\"`",
        b"%s%n",
        b"\t" * 300,
    ),
    *(
        b'{"text":',
        b'"messages":[{',
        b'"articles":[{"url":"file:///etc/passwd"',
        b"WARC/1.0\r\n",
        b"Content-Length: -1\r\n",
        b"1e999",
        b"NaN",
        b"-0",
        b"../../x",
    ),
)


def seeds() -> list[Path]:
    return sorted(p for folder in FOLDERS for p in folder.iterdir() if p.suffix != ".ms" and p.name != "README.md")


def mutated(raw: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """The bytes after some accidents; of containers, at times those of a part."""
    if raw[:4] == b"PK\x03\x04" and chance.random() < 0.7:
        return _in_zip(raw, chance, others)
    if raw[:2] == b"\x1f\x8b" and chance.random() < 0.7:
        return gzip.compress(mutated(gzip.decompress(raw), chance, others), 1)
    held = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 5, 20, 100))):
        at = chance.randrange(len(held) or 1)
        match chance.randrange(8):
            case 0:
                held[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del held[at : at + chance.randrange(1, 300)]
            case 2:
                held[at:at] = chance.randbytes(chance.randrange(1, 50))
            case 3:
                held[at:at] = held[at : at + chance.randrange(1, 3000)]
            case 4:
                held[at:at] = chance.choice(WORDS)
            case 5:
                other = chance.choice(others)
                begin = chance.randrange(len(other))
                held[at:at] = other[begin : begin + chance.randrange(1, 3000)]
            case 6:
                if at < len(held):
                    held[at] ^= 1 << chance.randrange(8)
            case _:
                if chance.random() < 0.2:
                    del held[at:]
    return bytes(held[:500_000])


def _in_zip(raw: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        infos = archive.infolist()
        chosen = chance.choice(infos)
        for info in infos:
            held = archive.read(info)
            made.writestr(info.filename, mutated(held, chance, others) if info is chosen and held else held)
    return out.getvalue()


def tried(path: Path) -> tuple[str, float]:
    """What became of a file, and in how many seconds. Raises what the reading stage lets through."""
    skipped: list[Skipped] = []
    start = spent()
    reports = list(read_all([path], on_skip=skipped.append, web=_NoWeb()))  # type: ignore[arg-type]
    for report in reports:
        json.dumps(report.text).encode("utf-8")
        assert all(0 <= at <= len(report.text) for at, _ in report.marks)
    assert reports or skipped, "neither read nor named"
    return ("read" if reports else skipped[0].reason), max(0.0, spent() - start)


def spent() -> float:
    """Seconds of a processor that this process and the parsers' child have used: what else a machine does is no hang of ours."""
    child = apart._child
    at_work = 0.0
    if child is not None:
        try:
            fields = Path(f"/proc/{child._process.pid}/stat").read_text().rpartition(")")[2].split()
            at_work = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except OSError:
            pass
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + gone.ru_utime + gone.ru_stime + at_work


class _NoWeb:
    """Addresses that a damaged list names are not fetched."""

    def read(self, address: str, max_chars: int):  # type: ignore[no-untyped-def]
        yield Skipped(location=address[:200], reason="not fetched here")


def memory() -> int:
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return kilobytes * 1024


def main(how_many: int, seed: int, log: Path | None) -> int:
    scans.why_not = lambda: "it is left out here"  # type: ignore[assignment]
    paths = seeds()
    others = [path.read_bytes() for path in paths]
    kinds: dict[str, list[int]] = {}  # each kind of file comes as often
    for at, path in enumerate(paths):
        kinds.setdefault("".join(path.suffixes[-2:]), []).append(at)
    outcomes: Counter[tuple[str, str]] = Counter()
    faults: list[str] = []
    slowest: list[tuple[float, str]] = []
    began = time.time()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(how_many):
            chance = random.Random(f"{seed}/{number}")
            which = chance.choice(kinds[chance.choice(sorted(kinds))])
            path = Path(folder) / paths[which].name
            try:
                path.write_bytes(mutated(others[which], chance, others))
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError):
                continue
            kind = "".join(paths[which].suffixes[-2:]) if paths[which].suffix == ".gz" else paths[which].suffix
            try:
                outcome, seconds = tried(path)
            except Exception as error:
                faults.append(f"{seed}/{number} {path.name}: {type(error).__name__}: {str(error)[:200]}")
                outcome, seconds = "CRASH", 0.0
            if seconds > HANG:
                faults.append(f"{seed}/{number} {path.name}: {seconds:.1f} seconds")
            outcomes[kind, "read" if outcome == "read" else "named" if outcome != "CRASH" else outcome] += 1
            slowest = sorted([*slowest, (round(seconds, 2), path.name)], reverse=True)[:5]
            path.unlink()
            if log and number % 500 == 499:
                row = {
                    "done": number + 1,
                    "minutes": round((time.time() - began) / 60, 1),
                    "faults": faults,
                    "slowest": slowest,
                    "mb": memory() >> 20,
                }
                log.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")
    for (kind, outcome), count in sorted(outcomes.items()):
        print(f"{count:7,}  {kind:10} {outcome}")
    print(f"{how_many:,} files, seed {seed}; slowest {slowest}; memory {memory() >> 20} MB; {(time.time() - began) / 60:.0f} minutes")
    print(f"{len(faults)} faults", *faults, sep="\n  ")
    return int(bool(faults) or memory() > MOST_MEMORY)


def guided(how_many: int) -> None:
    """By coverage: atheris makes the bytes, and keeps those that lead somewhere new."""
    import atheris

    scans.why_not = lambda: "it is left out here"  # type: ignore[assignment]
    # In this process, where coverage is seen: what runs in a child else.
    apart.parse_apart = lambda parser, raw, _, most, **__: import_module(f"onrecord.read.formats.{parser}").parse(raw, most)  # type: ignore
    folder = tempfile.mkdtemp()
    kinds = (".html", ".md", ".txt", ".eml", ".mbox", ".mhtml", ".json", ".jsonl", ".warc", ".csv", ".rtf", ".pdf", ".rss", ".atom")

    def one(raw: bytes) -> None:
        if raw:
            path = Path(folder) / f"x{kinds[raw[0] % len(kinds)]}"
            path.write_bytes(raw[1:])
            assert tried(path)[1] <= HANG, "it took too long"

    for name, module in list(sys.modules.items()):
        if name.startswith("onrecord.read."):
            for value in vars(module).values():
                if callable(value) and getattr(value, "__module__", "") == name and hasattr(value, "__code__"):
                    atheris.instrument_func(value)
    corpus = Path(folder) / "seeds"
    corpus.mkdir()
    for number, path in enumerate(seeds()):
        if path.suffix in kinds:
            (corpus / str(number)).write_bytes(bytes([kinds.index(path.suffix)]) + path.read_bytes())
    atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            f"-atheris_runs={how_many}",
            "-timeout=600",
            f"-artifact_prefix={folder}/",
            "-rss_limit_mb=1024",
            "-max_len=60000",
        ],
        one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--guided"]:
        guided(int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
    else:
        given = [int(a) for a in sys.argv[1:3]]
        sys.exit(main(*(given + [100_000, 1][len(given) :]), Path(sys.argv[3]) if len(sys.argv) > 3 else None))
