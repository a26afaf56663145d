"""The append-only ledger: what may be written, where it is stored, and the views derived from it."""

from onrecord.ledger.store import Ledger
from onrecord.ledger.views import LedgerView

__all__ = ["Ledger", "LedgerView"]
