from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

# A browser's event loop stays in the thread between tests; Django would then refuse every query, though none is awaited here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

pytest.importorskip("django", reason="needs onrecord[desk]")

from desk.record import fill

from onrecord.knowledge.actors import ActorRegister


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Django, set up once a process; each test gives it a ledger and members of its own."""
    from onrecord.desk.config import DeskConfig
    from onrecord.desk.start import open_desk

    folder = tmp_path_factory.mktemp("desk")
    fill(folder / "onrecord.db").close()
    return open_desk(DeskConfig(ledger=folder / "onrecord.db", key="k" * 50, embargo_hours=72))


@pytest.fixture(scope="session")
def register() -> ActorRegister:
    return ActorRegister.load(None)


@pytest.fixture
def desk(application: Any, register: ActorRegister, tmp_path: Path) -> Iterator[SimpleNamespace]:
    """A fresh ledger on the shelf, and no accounts. desk.team(True) turns the desk into a team's."""
    from django.conf import settings
    from django.contrib.sessions.models import Session
    from django.core.cache import cache
    from django.test import override_settings

    from onrecord.desk import door, here
    from onrecord.desk.models import Member
    from onrecord.desk.roles import Role
    from onrecord.desk.shelf import Shelf

    cache.clear()
    for model in (Member, Session):
        model.objects.all().delete()
    ledger = fill(tmp_path / "onrecord.db")
    here.use(Shelf(ledger, register, embargo_hours=72))
    door.use(None)
    overrides: list[Any] = []

    def team() -> None:
        change = override_settings(DESK=replace(settings.DESK, team=True, https=False), LOGIN_URL="/account/login/")
        change.enable()
        overrides.append(change)

    def member(name: str, role: Role, password: str = "correct horse battery") -> Any:
        return Member.objects.create_user(name, password=password, role=role)

    def client(role: Role | None = Role.ADMIN, name: str = "", **options: Any) -> Any:
        from django.test import Client

        made = Client(HTTP_HOST="127.0.0.1", **options)
        if role is not None:
            name = name or role.name.lower()
            made.force_login(
                Member.objects.filter(username=name).first() or member(name, role), backend="django.contrib.auth.backends.ModelBackend"
            )
        return made

    yield SimpleNamespace(ledger=ledger, team=team, member=member, client=client, shelf=here.shelf, path=tmp_path / "onrecord.db")
    for change in overrides:
        change.disable()
    ledger.close()
