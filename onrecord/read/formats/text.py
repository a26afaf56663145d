"""Bytes to clean text: decoding, and cleaning that can say where each character stood before.

Unicode is left as it is: no normal form is applied, no direction mark removed. Only three things change: a byte order mark goes,
CR LF and CR become LF, and NUL, which other programs cannot carry, becomes U+FFFD one for one. What was changed is said in words.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass

from onrecord.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KNOWN_BINARIES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "an RTF file"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_END = re.compile(r"\r\n?")
SAMPLE = 200_000  # bytes or characters looked at to judge an encoding or whether this is text at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """Text fit to read, and the way back to the decoded original."""

    text: str
    changes: tuple[str, ...] = ()
    cuts: tuple[tuple[int, int], ...] = ()  # (position in text, code points dropped in the original just before it)

    def original(self, offset: int) -> int:
        """Where the code point at this offset of text stood in the decoded original."""
        upto = bisect_right(self.cuts, (offset, 1 << 62))
        return offset + sum(dropped for _, dropped in self.cuts[:upto])


def clean(text: str, *, skip: int = 0) -> Cleaned:
    """The text without its first `skip` code points (front matter), with the changes that the head of this module lists."""
    cuts: list[tuple[int, int]] = []
    if text.startswith("\ufeff", skip):
        skip += 1
    if skip:
        cuts.append((0, skip))
    pieces, at, ends, lost = [], skip, 0, skip
    for end in _LINE_END.finditer(text, skip):
        pieces += [text[at : end.start()], "\n"]
        at, ends = end.end(), ends + 1
        if len(end.group()) == 2:
            lost += 1
            cuts.append((end.end() - lost, 1))
    pieces.append(text[at:])
    whole = "".join(pieces)
    nuls = whole.count("\x00")
    changes = []
    if ends:
        changes.append(f"cleaned: {ends:,} line ends made LF")
    if nuls:
        changes.append(f"cleaned: {nuls:,} NUL characters shown as U+FFFD")
        whole = whole.replace("\x00", "\ufffd")
    return Cleaned(text=whole, changes=tuple(changes), cuts=tuple(cuts))


def decode(raw: bytes, location: str, *, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The file's characters, and a warning where the encoding had to be guessed. Raises ReadError for what is not text."""
    for magic, name in _KNOWN_BINARIES:
        if raw.startswith(magic):
            raise ReadError(location, f"this is {name}, which cannot be read yet")
    text, warnings = _decode(raw, location, declared)
    sample = text[:SAMPLE]
    # NUL alone is forgiven (old exports pad with it) as long as it is rare; a page of control characters is not a text.
    if len(_CONTROL.findall(sample)) > max(3, len(sample) // 50):
        raise ReadError(location, "this is not a text file (binary data)")
    return text, warnings


def _decode(raw: bytes, location: str, declared: str | None) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), ()
            except UnicodeDecodeError:
                raise ReadError(location, f"the file begins as {encoding.upper()} but is not valid in it") from None
    for encoding in dict.fromkeys(("utf-8", declared or "utf-8")):
        try:
            return raw.decode(encoding), ()
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(raw, location)


def _guess(raw: bytes, location: str) -> tuple[str, tuple[str, ...]]:
    sample = raw[:SAMPLE]
    if b"\x00" not in sample and sum(b > 0x7F for b in sample) * 20 < len(sample):
        # Western text with a few curly quotes or accents: guessers name a new code page each time, newsrooms' own is nearly always this.
        try:
            return raw.decode("cp1252"), ("the encoding is not stated; read as windows-1252",)
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise ReadError(location, "this is not a text file, or its encoding cannot be told")
    text = raw.decode(best.encoding, errors="replace")
    return text, (f"the encoding is not stated; read as {best.encoding}",)
