"""The parties of a claim: who did it (`doer`) and to whom (`target`), chosen among the actors that the report names."""

from onrecord.extract.actors.parties.choose import Parties, parties_of
from onrecord.extract.actors.parties.scene import Frame

__all__ = ["Frame", "Parties", "parties_of"]
