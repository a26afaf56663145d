"""The web, politely: one page at a time, from public addresses alone, kept with its headers as a WARC."""

from __future__ import annotations

from onrecord.read.fetch.fetcher import Fetched, Fetcher, Limits
from onrecord.read.fetch.reports import Web, is_address
from onrecord.read.fetch.warcs import Validators, validators_of

__all__ = ["Fetched", "Fetcher", "Limits", "Validators", "Web", "is_address", "validators_of"]
