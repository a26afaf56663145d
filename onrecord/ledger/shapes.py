"""Records as JSON with every field, and back: for stored views, whose form is nobody's but ours (`interchange` has the public one)."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from onrecord.interchange import dump

T = TypeVar("T")


def to_text(record: Any) -> str:
    """One line of JSON, the same for the same record."""
    return dump(asdict(record))


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
