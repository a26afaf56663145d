"""The gazetteer: places of the world with their names, units, countries and the words for their people."""

from onrecord.knowledge.gazetteer.entry import Entry, PlaceKind
from onrecord.knowledge.gazetteer.gazetteer import Gazetteer

__all__ = ["Entry", "Gazetteer", "PlaceKind"]
