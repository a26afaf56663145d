"""The one shelf that this process serves from; set when the desk is opened."""

from __future__ import annotations

from onrecord.desk.shelf import Shelf

_held: list[Shelf] = []


def use(shelf: Shelf) -> None:
    _held[:] = [shelf]


def shelf() -> Shelf:
    return _held[0]
