"""Readers of claims, by the name a user gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.extract.reader.base import Reader

READERS = ("default", "small", "rules", "llm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The language model that the reader `llm` asks: its address, its name there, its limits, and the hosts that reports may be sent to."""

    url: str = "http://127.0.0.1:8080/v1"
    name: str = ""  # "": the first that the server names
    allowed: tuple[str, ...] = ()
    tokens: int = 8192  # the most of one answer
    timeout: float = 1800.0  # seconds without a byte


def load_reader(name: str, model: Model | None = None) -> Reader:
    """The reader of that name, loaded. Raises OnrecordError for a name that is not in READERS, or a model that cannot be asked."""
    if name == "llm":
        from onrecord.extract.reader.llm import Cache, Endpoint, LlmReader, target
        from onrecord.extract.reader.llm.cache import folder
        from onrecord.extract.reader.llm.endpoint import key_of

        asked = model or Model()
        at = target(asked.url, allowed=asked.allowed)
        return LlmReader(Endpoint(at, asked.name, key=key_of(at.host), timeout=asked.timeout, most=asked.tokens), Cache(folder()))
    if name == "rules":
        from onrecord.extract.reader.rules import RuleReader

        return RuleReader()
    if name in ("default", "small"):
        from onrecord.extract.reader.trained import TrainedReader

        return TrainedReader.load(name)
    raise OnrecordError(f"reader {name!r} is not known; known are {', '.join(READERS)}")
