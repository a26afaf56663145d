"""Settings, read once from a file and the environment into one frozen record, and passed in from there."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError

FILE = "onrecord.toml"
OWN_ACTORS = "onrecord-actors"  # where `onrecord actors add` keeps a team's register, if no setting says otherwise
OWN_PLACES = "onrecord-places"  # where `onrecord gazetteer add` keeps a team's places, if no setting says otherwise
PREFIX = "ONRECORD_"
_PRICE = r"\d{1,9}(\.\d{1,9})?/\d{1,9}(\.\d{1,9})?"
PATHS = frozenset({"ledger", "actors", "places", "sites"})
MOST_TEXT = 1_000_000_000  # characters; beyond this a limit means nothing
MOST = {"max_text": MOST_TEXT, "llm_tokens": 1_000_000, "llm_timeout": 86_400}  # settings that are numbers, and the most that each may be


class SettingsError(OnrecordError):
    """A setting is not known or not of its kind; exit code 2, as for any wrong usage."""

    usage = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run depends on beside its input. Names are the same in `onrecord.toml` and, upper case after ONRECORD_, in the environment."""

    ledger: Path = Path("onrecord.db")  # or the URL of a PostgreSQL database
    archive: str | None = None  # archived originals: a folder or a store's URL; beside the ledger where it is a file
    max_text: int = 2_000_000  # characters; longer reports are skipped with the reason
    reader: str = "default"  # default, small, rules, llm
    llm_url: str = "http://127.0.0.1:8080/v1"  # of the reader llm: an endpoint that speaks the OpenAI chat API
    llm_model: str = ""  # as that server calls it; the first that it names if this is empty
    llm_tokens: int = 8192  # the most that it may answer at a time; an answer that is cut off is asked for again in halves
    llm_timeout: int = 1800  # seconds without a byte from it; a server sends none before an answer is whole
    llm_price: str = ""  # what a million tokens asked and answered cost, "3/15" in any money; for the estimate before a long run
    allow_remote: str = ""  # hosts other than this machine that reports may be sent to, with commas between them
    actors: Path | None = None  # a team's own actor register, file or folder of versions, read before ours; OWN_ACTORS if that is there
    confidential: tuple[Path, ...] = ()  # folders whose reports never leave, as if each was added with --confidential
    webhook: str = ""  # the https address to which `watch` posts what it finds
    webhook_hosts: str = ""  # hosts that posts may go to, with commas between them; without its own among them a webhook is refused
    places: Path | None = None  # a team's own gazetteer, file or folder of versions, read before ours; OWN_PLACES if that is there

    sites: Path | None = None  # a team's own list of heritage sites, a CSV file, read before the World Heritage list (docs/registers.md)


def load(folder: Path = Path(), environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `onrecord.toml` in the folder, then the environment, which wins. Raises SettingsError."""
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    path = folder / FILE
    if path.is_file():
        try:
            values |= tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise SettingsError(f"{path}: {error}") from None
    known = {f.name for f in fields(Settings)}
    for name in sorted(set(values) - known):
        raise SettingsError(f"{path}: unknown setting {name!r}; known are {', '.join(sorted(known))}")
    chosen = {name: _kind(f"{path}: {name}", name, value) for name, value in values.items()}
    for name in sorted(known):
        variable = PREFIX + name.upper()
        if environ.get(variable):
            chosen[name] = _kind(variable, name, environ[variable])
    if "actors" not in chosen and (folder / OWN_ACTORS).is_dir():
        chosen["actors"] = folder / OWN_ACTORS
    if "places" not in chosen and (folder / OWN_PLACES).is_dir():
        chosen["places"] = folder / OWN_PLACES
    return replace(Settings(), **chosen)


def _kind(where: str, name: str, value: Any) -> Any:
    """The value as the setting holds it; from the environment every value is text. Raises SettingsError."""
    if name == "llm_price" and isinstance(value, str) and not re.fullmatch(_PRICE, value):
        raise SettingsError(f"{where}: {value!r} is not a price of tokens asked and answered, such as 3/15")
    if name in MOST:
        return _number(where, value, MOST[name])
    if name == "confidential":
        return _folders(where, value)
    if not isinstance(value, str) or not value:
        raise SettingsError(f"{where}: {value!r} is not {'a path' if name in PATHS else 'a name'}")
    return Path(value) if name in PATHS else value


def _folders(where: str, value: Any) -> tuple[Path, ...]:
    """Folders from a list, or from the environment as PATH has them. Raises SettingsError."""
    names = value.split(os.pathsep) if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(n, str) and n for n in names):
        raise SettingsError(f"{where}: {value!r} is not a list of folders")
    return tuple(Path(n) for n in names)


def _number(where: str, value: Any, most: int) -> int:
    if isinstance(value, str) and value.strip().isdecimal():
        value = int(value) if len(value) < 20 else most + 1
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= most:
        raise SettingsError(f"{where}: {value!r} is not a number from 1 to {most:,}")
    return value
