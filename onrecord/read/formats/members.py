"""Files inside files: each is read as if it lay in the folder, with the name of what it lies in before its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.read.formats.base import FIELDS, File, Held, Origin, Original, to_report
from onrecord.records import Skipped

DEEPEST = 4  # a document in a mail in a mailbox in an archive; deeper nesting is a bomb or a mistake


def read_member(name: str, raw: bytes, outer: File, location: str, max_chars: int, *, ending: str = "") -> Iterator[Original | Skipped]:
    """Every report of a file that lies in another one.

    location: the outer file's, as printed; ending: the inner one's kind, where its name does not tell.
    """
    from onrecord.read.formats import read_any  # the list of formats holds those that call this

    here = f"{location}#{printable_name(name)}"
    depth = (outer.depth if isinstance(outer, Held) else 0) + 1
    if depth > DEEPEST:
        yield Skipped(location=here, reason=f"it lies in more than {DEEPEST} files, one in the other; unpack them first")
        return
    yield from read_any(Held(name, raw, depth, ending), here, max_chars)


def printable_name(name: str) -> str:
    """A foreign name fit to be printed and stored."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in name.encode("utf-8", "replace").decode("utf-8"))
    return shown if len(shown) <= 200 else shown[:199] + "…"


def with_origin(found: Original | Skipped, known: Origin, collected: str | None = None) -> Original | Skipped:
    """The report with what its container knows and the file itself does not say."""
    if isinstance(found, Skipped):
        return found
    report = found.report
    origin = Origin(**{n: getattr(report, n) for n in FIELDS}, stated=tuple(s for s in report.stated if s[0] in FIELDS)).or_else(known)
    filled = to_report(report.text, origin, raw=found.raw, location=report.location, warnings=report.warnings)
    return Original(raw=found.raw, report=replace(filled, collected=report.collected or collected, marks=report.marks))
