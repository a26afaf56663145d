"""Where a text may be sent: to this machine, and to a host that the user named with --allow-remote. Nowhere else."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from onrecord.errors import OnrecordError

HOSTS = Path(os.environ.get("SYSTEMROOT", "C:/Windows"), "System32/drivers/etc/hosts") if os.name == "nt" else Path("/etc/hosts")


class RemoteError(OnrecordError):
    """The endpoint is not on this machine and was not allowed, or cannot be an endpoint at all; exit code 2."""

    usage = True


@dataclass(frozen=True, slots=True)
class Target:
    """An endpoint that may be sent to. `base` has the address in place of a local name, so that no second look-up can lead elsewhere."""

    base: str
    host: str  # as given, with the port where one was given
    remote: bool


def target(url: str, *, allowed: tuple[str, ...] = ()) -> Target:
    """Checks an endpoint's URL. allowed: hosts, with or without port, that may be sent to though they are not this machine.

    Raises RemoteError, before anything is sent.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise RemoteError(f"{url}: not a port") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise RemoteError(f"{_shown(url)}: an address like http://127.0.0.1:8080/v1 is expected")
    host = parts.hostname.lower()
    named = f"{host}:{port}" if port else host
    home = _loopback(host)
    if home:
        at = f"[{home}]" if ":" in home else home
        # A certificate is made out to a name, so the name stays for https; a look-up that led elsewhere would fail at the certificate.
        base = url if parts.scheme == "https" else urlunsplit((parts.scheme, f"{at}:{port}" if port else at, parts.path, "", ""))
        return Target(base.rstrip("/"), named, remote=False)
    if {host, named} & {a.strip().lower() for a in allowed}:
        if parts.scheme != "https" and not _private(host):
            raise RemoteError(f"{named}: a host on the internet is reached by https alone")
        return Target(url.rstrip("/"), named, remote=True)
    raise RemoteError(f"{named} is not this machine: reports are sent there only with --allow-remote {named}")


def _loopback(host: str) -> str | None:
    """The loopback address that the host is, or None.

    A name counts by this machine's own list of hosts, and only if every address that it has there is one: to ask a name server would
    already tell somebody else where reports are meant to go.
    """
    found = {host} if _address(host) else _listed(host)
    if not found and (host == "localhost" or host.endswith(".localhost")):  # RFC 6761: never anybody else
        return "127.0.0.1"
    if not found or not all((a := _address(f)) and a.is_loopback for f in found):
        return None
    return min(found, key=lambda f: (":" in f, f))


def _listed(name: str) -> set[str]:
    """The addresses of a name in this machine's list of hosts."""
    try:
        lines = HOSTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return set()
    entries = (line.partition("#")[0].lower().split() for line in lines)
    return {words[0] for words in entries if name in words[1:] and _address(words[0])}


def _private(host: str) -> bool:
    address = _address(host)
    return address is not None and address.is_private


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _shown(url: str) -> str:
    """The URL without a password that somebody put into it."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.hostname or "", parts.path, "", ""))
