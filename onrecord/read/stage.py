"""The read stage: paths in, reports out. What cannot be read is named with the reason and the rest goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from onrecord.read.fetch import Fetcher, Web
from onrecord.read.files import find_files, printable
from onrecord.read.formats import read_any
from onrecord.read.formats.base import File, Original
from onrecord.read.language import ENGLISH, find_language, find_other_languages
from onrecord.read.lists import find_addresses
from onrecord.read.meter import Meter
from onrecord.records import Report, Skipped
from onrecord.vocab.languages import READ_BY_RULES

MAX_CHARS = 2_000_000
NO_DATE = "no publication date: relative dates stay open"


def read_all(
    locations: Iterable[str | Path],
    *,
    max_chars: int = MAX_CHARS,
    on_skip: Callable[[Skipped], None],
    keep: Callable[[bytes], str] | None = None,
    web: Web | None = None,
    meter: Meter | None = None,
) -> Iterator[Report]:
    """Every report under the paths and addresses, in their order and that of the names in each folder.

    keep archives a report's original bytes (of a .jsonl: its line) and gives their SHA-256; it is called before the report is handed on.
    A report in another language than English is read, archived and given a warning; its language says so to the stages after this one.
    Nothing is raised for a bad file; on_skip gets it. web: the way to the web; without one, an ordinary one is used.
    meter: is told how far it has come.
    """
    seen: dict[str, tuple[str, str]] = {}  # id -> digest and location: no more, so that memory does not grow with what was read
    web = web or Web(fetcher=Fetcher())
    meter = meter or Meter(lambda _: None)
    for path in find_files(locations, on_skip):
        meter.begin(path)
        for found in _found(path, web, max_chars, on_skip):
            meter.found(found)
            if isinstance(found, Skipped):
                on_skip(found)
                continue
            problem = _too_long(found.report, max_chars) or _seen_before(found.report, seen)
            if problem:
                on_skip(Skipped(location=found.report.location, reason=problem))
                continue
            seen[found.report.id] = found.report.digest, found.report.location
            digest = keep(found.raw) if keep else found.report.digest
            yield _finished(replace(found.report, digest=digest))
    meter.end()


def _found(path: File | str, web: Web, max_chars: int, on_skip: Callable[[Skipped], None]) -> Iterator[Original | Skipped]:
    """What is read at an address or from a file; of a list that only names pages, what is read at those."""
    if isinstance(path, str):
        yield from web.read(path, max_chars)
    elif (addresses := find_addresses(path, printable(path), on_skip)) is None:
        yield from read_any(path, printable(path), max_chars)
    else:
        for address in addresses:
            yield from web.read(address, max_chars)


def _too_long(report: Report, max_chars: int) -> str | None:
    if len(report.text) <= max_chars:
        return None
    return f"the text has {len(report.text):,} characters, more than {max_chars:,}; --max-text raises the limit"


def _seen_before(report: Report, seen: dict[str, tuple[str, str]]) -> str | None:
    if report.id not in seen:
        return None
    digest, location = seen[report.id]
    if digest == report.digest:
        return f"the same report as {location}"
    return f'the same id or text as {location}; an "id" of its own would keep it apart'


def _finished(report: Report) -> Report:
    """With its language, the time of reading, and warnings about what will be missed."""
    language = report.language or find_language(report.text)
    warnings = list(report.warnings)
    if not report.published:
        warnings.append(NO_DATE)
    if language and not language.lower().startswith(ENGLISH):
        read = "read by rules and word lists alone" if language in READ_BY_RULES else "the built-in readers do not read it"
        warnings.append(f"language: {language}; {read}")
    if language and (others := find_other_languages(report.text, language)):
        told = Counter(code for _, code in others)
        warnings.append("other languages in it: " + ", ".join(f"{code} ({n} paragraph{'s' if n > 1 else ''})" for code, n in told.items()))
    collected = report.collected or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return replace(report, language=language, warnings=tuple(dict.fromkeys(warnings)), collected=collected)
