"""Opens the desk: sets Django up, brings its tables to the present form, and gives the application that a server runs."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from onrecord.desk.config import SCHEMA, DeskConfig, DeskError, django_settings, is_url
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Ledger
from onrecord.registers.sites import read_sites


def key_beside(ledger: Path) -> Path:
    """Where the key of a ledger's desk lies: beside the ledger's file; of a team's database, in the folder where one stands."""
    return Path("onrecord.desk-key") if is_url(str(ledger)) else Path(f"{ledger}.desk-key")


def key_file(path: Path) -> str:
    """The secret that signs sessions; made on first use, for its owner's eyes alone. Raises DeskError."""
    try:
        with path.open(encoding="ascii") as file:
            key = file.read().strip()
    except FileNotFoundError:
        key = secrets.token_urlsafe(48)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(key + "\n")
        except OSError as error:
            raise DeskError(f"{path}: the desk's key cannot be kept there ({error.strerror or error})") from None
    except (OSError, UnicodeError) as error:
        raise DeskError(f"{path}: the desk's key cannot be read ({error})") from None
    if len(key) < 32:
        raise DeskError(f"{path}: this is no key: 32 characters or more are expected; remove the file, and one is made")
    return key


def open_desk(config: DeskConfig) -> Callable[..., Any]:
    """Django's WSGI application for this ledger. Once a process. Raises LedgerError, DeskError."""
    import django
    from django.conf import settings

    if settings.configured:
        raise DeskError("one process serves one desk")
    settings.configure(**django_settings(config))
    django.setup()
    _migrate(config)
    ledger = Ledger(config.ledger, archive=config.archive)
    from onrecord.desk import here
    from onrecord.desk.shelf import Shelf

    here.use(Shelf(ledger, ActorRegister.load(config.actors), embargo_hours=config.embargo_hours, sites=read_sites(config.sites)))
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def _migrate(config: DeskConfig) -> None:
    """Makes the desk's tables, or brings them to the present form. Raises DeskError."""
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    try:
        if is_url(config.own_database):
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        elif not Path(config.own_database).exists():
            os.close(os.open(config.own_database, os.O_WRONLY | os.O_CREAT, 0o600))  # accounts and sessions are nobody else's to read
        call_command("migrate", verbosity=0, interactive=False)
    except (DatabaseError, OSError) as error:
        raise DeskError(f"the desk's own database cannot be used: {' '.join(str(error).split())}") from None


def first_account(name: str) -> str:
    """Makes an admin where there is no account yet; the path by which they choose a password. Raises DeskError."""
    from onrecord.desk import here
    from onrecord.desk.models import Member
    from onrecord.desk.roles import Role
    from onrecord.desk.views.team import invitation
    from onrecord.ledger.audit import note_role

    if Member.objects.exists():
        raise DeskError("there are accounts already; an admin makes others, on the page Team")
    member = Member(username=name, role=Role.ADMIN)
    member.set_unusable_password()
    member.save()
    note_role(here.shelf().ledger, name, "admin", by="who started the desk", because="the first account")
    return invitation(member)
