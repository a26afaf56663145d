"""Names of private persons are covered in everything that is published. See docs/privacy.md for the rule and its limits."""

from __future__ import annotations

from onrecord.publish.privacy.cover import Covering, cover_picture
from onrecord.publish.privacy.names_cover import BLOCK
from onrecord.publish.privacy.people import persons_at

__all__ = ["BLOCK", "Covering", "cover_picture", "persons_at"]
