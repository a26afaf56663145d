"""Words written from right to left in our own sentences: set apart, so that they do not reorder what stands beside them."""

from __future__ import annotations

import re

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
# From a letter of such a script to the last before a Latin letter, a quotation mark or the end of our clause.
_RUN = re.compile(rf"[{_RIGHT}](?:[^A-Za-z\u00c0-\u024f“”;:]*[{_RIGHT}])?")


def isolated(text: str) -> str:
    """The text with each run of right-to-left words between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE."""
    return _RUN.sub(lambda m: f"\u2068{m.group()}\u2069", text)
