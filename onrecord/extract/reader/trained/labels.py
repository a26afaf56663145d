"""The closed lists that the trained reader chooses from, in the order of its outputs. Changing one means training again."""

from __future__ import annotations

from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import Change
from onrecord.vocab.hedges import Modality

TYPES: tuple[EventType, ...] = tuple(EventType)
MODALITIES: tuple[Modality, ...] = tuple(Modality)
CHANGES: tuple[Change | None, ...] = (None, Change.GAIN, Change.LOSS, Change.HOLD)
EXTENTS: tuple[str, ...] = ("all", "most", "part", "percent")
ROLES: tuple[str, ...] = ("source", "cue", "actor", "target", "place", "holder", "via", "joint")

# A pointer may choose, after the window's pieces, one of three answers that stand nowhere: for every role `nothing` (for the source: the
# narrator), and for the source also `unattributed` and `the source of the claim before`.
NOTHING, UNATTRIBUTED, SAME_AS_BEFORE = 0, 1, 2
ANSWERS = 3

QUOTE_PIECES = 160  # a quote's length at most
MENTION_PIECES = 24  # a mention's length at most
