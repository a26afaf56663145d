"""What the desk keeps for itself: accounts. Nothing about the record, and no audit: both stand in the ledger."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from onrecord.desk.roles import Role


class Member(AbstractUser):
    """Somebody with an account. seen_at: up to which moment of the ledger (RFC 3339, UTC) they have looked at what was new."""

    role = models.PositiveSmallIntegerField(choices=[(r.value, r.name.lower()) for r in Role], default=Role.READER)
    seen_at = models.CharField(max_length=40, blank=True, default="")

    @property
    def rank(self) -> Role:
        return Role(self.role)

    def may(self, least: Role) -> bool:
        return self.is_active and self.role >= least
