"""Places: names found in a text and resolved against the gazetteer, and the place of a claim."""

from onrecord.extract.places.find import find_places
from onrecord.extract.places.mention import PlaceMention

__all__ = ["PlaceMention", "find_places"]
