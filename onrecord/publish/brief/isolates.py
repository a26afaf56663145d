"""Words written from right to left in our own sentences: set apart, so that they do not reorder what stands beside them."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from onrecord.publish.brief.wording import shown

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
# From a letter of such a script to the last before a Latin letter, a quotation mark or the end of our clause.
_RUN = re.compile(rf"([{_RIGHT}](?:[^A-Za-z\u00c0-\u024f“”;:]*[{_RIGHT}])?)")


def isolated(text: str) -> Markup:
    """The sentence as HTML, each run of right-to-left words in a <bdi>; marks that would be obeyed are shown."""
    parts = _RUN.split(shown(text))
    return Markup("").join(Markup("<bdi>{}</bdi>").format(p) if n % 2 else escape(p) for n, p in enumerate(parts))
