"""1. Published page or file -> Report: one published text, with its origin and its digest."""

from __future__ import annotations

from onrecord.read.stage import read_all

__all__ = ["read_all"]
