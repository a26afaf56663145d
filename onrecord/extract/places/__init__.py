"""Places: names found in a text and resolved against the gazetteer, and the place of a claim."""

from onrecord.extract.places.claim_features import ClaimFrame
from onrecord.extract.places.claim_place import ClaimPlaces, place_of
from onrecord.extract.places.find import find_places
from onrecord.extract.places.mention import PlaceMention
from onrecord.extract.places.resolve import resolve_place

__all__ = ["ClaimFrame", "ClaimPlaces", "PlaceMention", "find_places", "place_of", "resolve_place"]
