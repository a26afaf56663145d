"""What the desk keeps for itself: accounts, and what they saw. Nothing about the record."""

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


class Trace(models.Model):
    """A line of the audit: who came, saw, or took something away. Judgements and releases stand in the ledger itself."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    who = models.CharField(max_length=150, db_index=True)
    what = models.CharField(max_length=20)  # login, logout, refused, view, export, role
    ref = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = (models.Index(fields=["what", "-at"], name="trace_what"),)
