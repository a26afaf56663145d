"""Runs a coroutine from a test, also where a browser's own event loop already runs in the thread."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def awaited(asking: Coroutine[Any, Any, Any]) -> Any:
    """What the coroutine comes to, run in a thread of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asking).result()
