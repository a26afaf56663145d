"""The brief: one HTML file for a night editor, and its gist for a terminal."""

from onrecord.publish.brief.gist import gist
from onrecord.publish.brief.page import render

__all__ = ["gist", "render"]
