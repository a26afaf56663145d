"""Views of the claims for one field each: casualties, heritage, chemical weapons, the missing, demands. Each entry leads back to words."""

from __future__ import annotations
