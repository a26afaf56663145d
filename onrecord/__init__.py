"""Onrecord: who said what, when, how firmly, about which event, in whose words.

For notebooks: `import onrecord as rec; rec.read("folder").claims().to_pandas()`; see docs/python.md.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.1.0"
__all__ = ["Reading", "Rows", "__version__", "open_ledger", "read"]  # their types stand in __init__.pyi


def __getattr__(name: str) -> Any:
    """Names for notebooks are loaded when they are first asked for, so that no part of the program waits for the others."""
    if name in __all__:
        return getattr(import_module("onrecord.notebook"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Stage(ModuleType):
    """The package of the stage `read`, which stands here under the name of the function and can be called as it."""

    def __call__(self, *paths: Any, **options: Any) -> Any:
        return import_module("onrecord.notebook").read(*paths, **options)


class _Root(ModuleType):
    def __setattr__(self, name: str, value: Any) -> None:
        if name == "read" and isinstance(value, ModuleType):  # Python puts the package here when it is first imported
            value.__class__ = _Stage
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Root
