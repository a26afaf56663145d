"""Actors: where a text names them (`find_actors`), and one name for each within a report (`ActorNames`)."""

from onrecord.extract.actors.finder import ActorMention, find_actors
from onrecord.extract.actors.names import ActorNames

__all__ = ["ActorMention", "ActorNames", "find_actors"]
