"""Records as JSON with every field, and back: for stored views, whose form is nobody's but ours (`interchange` has the public one)."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from onrecord.interchange import dump

T = TypeVar("T")


def to_text(record: Any) -> str:
    """One line of JSON, the same for the same record, or the same list of records."""
    return dump(_plain(record))


def _plain(value: Any) -> Any:
    """As `dataclasses.asdict` has it, without copies of what does not change: half of a rebuild's writing went into these."""
    kind: Any = type(value)
    names = _names(kind)
    if names is not None:
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return value


@cache
def _names(kind: Any) -> tuple[str, ...] | None:
    """The fields of a kind of record; None for what is no record."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None


def from_plain(kind: type[T], value: Any) -> T:
    """The record of that kind. Raises KeyError, ValueError or TypeError on what is not in that form."""
    read: Callable[[Any], T] = _reader(cast(Any, kind))
    return read(value)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """How a value of this type is made of what JSON holds."""
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        names = [f.name for f in fields(kind)]
        # The readers of its fields are looked up when a value is read: a grade may hold a grade.
        return lambda value: kind(**{name: _reader(hints[name])(value[name]) for name in names})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if get_origin(kind) is tuple:
        inner = [_reader(of) for of in get_args(kind) if of is not Ellipsis]
        if get_args(kind)[-1] is Ellipsis:
            return lambda value: tuple(inner[0](item) for item in value)
        return lambda value: tuple(read(item) for read, item in zip(inner, value, strict=True))
    if get_origin(kind) in (Union, types.UnionType):
        some = [_reader(of) for of in get_args(kind) if of is not type(None)]
        return lambda value: None if value is None else some[0](value)
    return lambda value: value
