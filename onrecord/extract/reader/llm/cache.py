"""Answers kept on disk by what was asked, so that a long run goes on where it was stopped and nothing is paid for twice."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

VARIABLE = "ONRECORD_LLM_CACHE"


def folder() -> Path:
    """Where answers are kept: ONRECORD_LLM_CACHE, else the user's folder for caches."""
    if os.environ.get(VARIABLE):
        return Path(os.environ[VARIABLE])
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "onrecord" / "llm"


class Cache:
    """One file an answer, in a folder for each report's text: what is removed from a ledger can be removed here too (`forget`)."""

    def __init__(self, at: Path) -> None:
        self.at = at

    def get(self, text: str, model: str, digest: str, messages: Sequence[Mapping[str, str]]) -> str | None:
        """The answer to these messages, or None. A damaged file counts as none."""
        try:
            kept = json.loads(self._path(text, model, digest, messages).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return kept["answer"] if isinstance(kept, dict) and isinstance(kept.get("answer"), str) else None

    def put(self, text: str, model: str, digest: str, messages: Sequence[Mapping[str, str]], answer: str) -> None:
        """Keeps the answer; a run that dies leaves whole files alone. Failing to keep one is no error: it is asked for again."""
        path = self._path(text, model, digest, messages)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, scratch = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"model": model, "instruction": digest, "answer": answer}, file, ensure_ascii=False)
            Path(scratch).replace(path)
        except OSError:
            return

    def pace(self, model: str) -> float | None:
        """Seconds that the model took for a character of a report so far; None where it was not asked yet."""
        try:
            seconds, characters = json.loads(self._pace(model).read_text("utf-8"))
            return float(seconds) / float(characters)
        except (OSError, ValueError, TypeError, ZeroDivisionError):
            return None

    def note_pace(self, model: str, seconds: float, characters: int) -> None:
        """Adds what the model took for so many characters. Failing to is no error."""
        path = self._pace(model)
        try:
            before = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            before = [0.0, 0]
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_text(json.dumps([round(before[0] + seconds, 3), before[1] + characters]), "utf-8")
        except (OSError, TypeError, LookupError):
            return

    def _pace(self, model: str) -> Path:
        return self.at / f"{_sha(model)[:16]}.pace"

    def forget(self, text: str) -> bool:
        """Deletes every answer about a report with this text; whether there was one."""
        at = self.at / _sha(text)
        if not at.is_dir():
            return False
        shutil.rmtree(at)
        return True

    def _path(self, text: str, model: str, digest: str, messages: Sequence[Mapping[str, str]]) -> Path:
        asked = _sha(json.dumps([model, digest, [dict(m) for m in messages]], ensure_ascii=False, sort_keys=True))
        return self.at / _sha(text) / f"{asked}.json"


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
