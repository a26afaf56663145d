"""Says where the claims of an event agree, differ or are silent, with figures, findings and a grade."""

from onrecord.reconcile.answering import Answer, Answering, answering
from onrecord.reconcile.control import Timelines
from onrecord.reconcile.reconciling import reconcile, reconcile_all

__all__ = ["Answer", "Answering", "Timelines", "answering", "reconcile", "reconcile_all"]
