"""Verbs of saying beside a date: "said on Sunday" dates the saying, not the event."""

from __future__ import annotations

import re

_VERBS = (
    "said|says|told|tells|announced|reported|reports|stated|claimed|claims|added|confirmed|declared|warned|insisted|denied|tweeted|wrote|"
    "statement|briefing|interview|quoted|accused|condemned|called"
)

BEFORE = re.compile(rf"(?i)\b(?:{_VERBS})\b(?:\s[\w’'.\-]+){{0,5}}?,?\s(?:(?:on|late|early|in|by|issued)\s){{0,2}}(?:\w+)?$")
"""Up to the date's end: a verb of saying, a few words, and at most one word of the date itself."""

AFTER = re.compile(
    r"(?i),?\s(?:[\w’'.\-]+\s){0,4}(?:said|told|announced|reported|stated|claimed|confirmed|declared|warned|denied|accused)\b"
)
"""From the date's end on: "On Sunday the ministry said"."""
