"""What a model is asked: the instruction, the form of the answer, and one part of a report as data."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from importlib import resources
from typing import Any

from onrecord.extract.reader.llm.parts import Part
from onrecord.records import Report
from onrecord.vocab.event_types import TERMS

# Marks that end a turn of the conversation for one model or another: "<|im_end|>", "[/INST]", "<end_of_turn>", "</s>". Servers read them as
# such wherever they stand, so in a report they are broken by a joiner that nobody sees and that is no part of a word (grounding drops it).
_TURN = re.compile(r"<(?=<|\|?/?\w[\w|]{0,40}>|/\w)|\[(?=/?[A-Z_]{3,20}\])")

_HERE = resources.files("onrecord.extract.reader.llm")


@functools.cache
def instruction() -> str:
    """The instruction with the list of types as it stands in the vocabulary."""
    types = "\n".join(f"- `{code}`: {term.means}{' Not: ' + term.not_this if term.not_this else ''}" for code, term in TERMS.items())
    return (_HERE / "instruction.md").read_text("utf-8").replace("{types}", types)


@functools.cache
def schema() -> dict[str, Any]:
    """JSON schema of an answer, with the codes of the vocabulary."""
    form: dict[str, Any] = json.loads((_HERE / "schema.json").read_text("utf-8"))
    form["properties"]["claims"]["items"]["properties"]["type"]["enum"] = [str(code) for code in TERMS]
    return form


@functools.cache
def digest() -> str:
    """Eight hex digits of instruction and schema: a claim says by which of them it was made."""
    return hashlib.sha256((instruction() + json.dumps(schema(), sort_keys=True)).encode()).hexdigest()[:8]


def messages(report: Report, part: Part) -> list[dict[str, str]]:
    """The instruction as the system's word; the part of the report as the user's, fenced by marks that do not occur in it."""
    text = report.text
    fence = _fence(text)
    about = ", ".join(v for v in (f"published {report.published}" if report.published else "", report.publisher or "") if v)
    shown = [f"Report ({_broken(about)})" if about else "Report", f"Title: {_broken(report.title)}" if report.title else ""]
    if part.shown.start < part.own.start:
        shown += [
            f"CONTEXT {fence} (from the same report; claims in it are asked for elsewhere)",
            _broken(text[part.shown.start : part.own.start]),
        ]
    shown += [f"BEGIN {fence}", _broken(text[part.own.start : part.own.end]), f"END {fence}"]
    return [{"role": "system", "content": instruction()}, {"role": "user", "content": "\n".join(s for s in shown if s)}]


def _broken(text: str) -> str:
    return _TURN.sub(lambda m: m[0] + "\u2060", text)


def _fence(text: str) -> str:
    """A word that the report does not hold, the same for the same report: from its digest, lengthened till it is new."""
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return next(mark[:n] for n in range(12, 65) if mark[:n] not in text)
