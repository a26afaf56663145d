"""Words that say how an attack or an operation ended."""

from __future__ import annotations

import re

BEATEN_OFF = re.compile(
    r"(?<!\bto )\b(?:repel|repuls|beat(?:en)? (?:back|off)|broken|broke the|foil|thwart"
    r"|(?:push|hurl|throw|threw|fl[iu]ng)\w* (?:\w+ ){0,2}back"
    r"|(?:driven|drove) (?:\w+ ){0,2}(?:off|back)|held off|put .{0,12}to flight|(?:in|up|on) (?:the |its |their )?defen[cs]e of"
    r"|defend(?!er|ant))\w*",
    re.IGNORECASE,
)
STOPPED = re.compile(
    r"\b(?:(?:halt|stopp|suspend|paus)\w*|ceas(?:e|es|ed|ing)\b(?![\s-]?fire)|on hold|called off|standing down|stood down)", re.IGNORECASE
)
