"""Says where the claims of an event agree, differ or are silent, with figures, findings and a grade."""

from onrecord.reconcile.reconciling import reconcile

__all__ = ["reconcile"]
