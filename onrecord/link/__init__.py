"""Links claims that speak of the same event: claims and decisions in, events with their roots out."""

from onrecord.link.linking import link
from onrecord.link.why import Why

__all__ = ["Why", "link"]
