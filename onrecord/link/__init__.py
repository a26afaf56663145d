"""Links claims that speak of the same event: claims and decisions in, events with their roots out."""

from onrecord.link.linking import link
from onrecord.link.standing import Standing
from onrecord.link.why import Why

__all__ = ["Standing", "Why", "link"]
