"""From words to conclusion: why an event, a finding, a claim or a pair of claims stands as it does, for a terminal and for programs."""

from onrecord.publish.explain.chain import Chain, Explained, UnknownIdError
from onrecord.publish.explain.rows import to_row
from onrecord.publish.explain.text import to_lines

__all__ = ["Chain", "Explained", "UnknownIdError", "to_lines", "to_row"]
