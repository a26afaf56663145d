from __future__ import annotations

from django.apps import AppConfig


class Desk(AppConfig):
    name = "onrecord.desk"
    label = "desk"

    def ready(self) -> None:
        from onrecord.desk import audit

        audit.listen()
