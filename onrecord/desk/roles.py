"""Who may do what at the desk. Each role may do everything that those before it may."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    READER = 1
    ANALYST = 2
    EDITOR = 3
    ADMIN = 4


ROLE_MEANS: dict[Role, str] = {
    Role.READER: "Reads what may leave: names of private persons covered, nothing on events under embargo.",
    Role.ANALYST: "Reads everything as the reports print it; judges claims and events.",
    Role.EDITOR: "Releases and withholds names, lifts an embargo, exports.",
    Role.ADMIN: "Makes accounts, gives roles, reads the audit.",
}
SECOND_FACTOR_FROM = Role.EDITOR  # whoever can let something out needs more than a password
