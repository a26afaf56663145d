"""Settings, read once from a file and the environment into one frozen record, and passed in from there."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError

FILE = "onrecord.toml"
PREFIX = "ONRECORD_"


class SettingsError(OnrecordError):
    """A setting is not known or not of its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run depends on beside its input. Names are the same in `onrecord.toml` and, upper case after ONRECORD_, in the environment."""

    ledger: Path = Path("onrecord.db")
    max_text: int = 2_000_000  # characters; longer reports are skipped with the reason
    reader: str = "default"  # default, rules
    actors: Path | None = None  # a team's own actor register, read before ours
    places: Path | None = None  # a team's own gazetteer, read before ours


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
    values |= {name: environ[PREFIX + name.upper()] for name in known if environ.get(PREFIX + name.upper())}
    return replace(Settings(), **{name: _kind(name, value) for name, value in values.items()})


def _kind(name: str, value: Any) -> Any:
    if name in ("ledger", "actors", "places"):
        return Path(value)
    if name == "max_text":
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise SettingsError(f"max_text: {value!r} is not a number") from None
        if number <= 0:
            raise SettingsError("max_text: must be above 0")
        return number
    return str(value)
