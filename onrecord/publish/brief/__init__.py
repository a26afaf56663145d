"""The brief: one HTML file for a night editor, its text form for mail, its gist for a terminal, and a feed of findings."""

from onrecord.publish.brief.changes import find_changes
from onrecord.publish.brief.feed import render_feed
from onrecord.publish.brief.gist import gist
from onrecord.publish.brief.page import render
from onrecord.publish.brief.plain import render_text

__all__ = ["find_changes", "gist", "render", "render_feed", "render_text"]
