"""Views of the claims for one field each. Every entry is made of claims and leads back to their words."""

from __future__ import annotations
