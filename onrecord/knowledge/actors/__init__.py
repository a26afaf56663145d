"""The register of actors: names, kinds, sides and the dates of the sides, each with where the fact is from."""

from onrecord.knowledge.actors.register import Actor, ActorRegister, Side

__all__ = ["Actor", "ActorRegister", "Side"]
