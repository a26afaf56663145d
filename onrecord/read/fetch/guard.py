"""Which addresses may be spoken to. A name is looked up once, and the socket goes to the very number that was checked.

A page, or whoever owns its name, can point a program at what stands behind the reader's own firewall: a router, a database, the service
that hands out a cloud machine's keys. So only public numbers are spoken to, at every step of a redirection, and a name that answers
differently the second time (DNS rebinding) is never asked a second time.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from onrecord.errors import ReadError

Resolve = Callable[[str, int], list[str]]  # host and port -> numbers
MayReach = Callable[[str, int], bool]  # number and port -> whether it may be spoken to

# A public number at which one cloud's machines find their own settings.
_METADATA = frozenset({"168.63.129.16"})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_6TO4 = ipaddress.ip_network("2002::/16")
_WEB_PORTS = (80, 443)
LONGEST_URL = 4000


def is_public(number: str, port: int = 443) -> bool:
    """Whether a number stands on the public internet: not private, loopback, link-local, multicast, reserved, nor a metadata service."""
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_public(str(inner), port)
    return address.is_global and not address.is_multicast and not address.is_reserved and str(address) not in _METADATA


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The number of the older kind that one of the newer kind leads to."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _6TO4:
        return ipaddress.IPv4Address(int(address) >> 80 & 0xFFFFFFFF)
    return None


def resolve(host: str, port: int) -> list[str]:
    """The numbers of a name. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect(host: str, port: int, timeout: float, *, resolver: Resolve, may_reach: MayReach) -> socket.socket:
    """A socket to the first number of the host that answers. Raises ReadError where one of its numbers is not public, and OSError.

    One such number among others is enough to refuse the name: who mixes them is not to be trusted with the choice.
    """
    numbers = resolver(host, port)
    refused = [number for number in numbers if not may_reach(number, port)]
    if refused:
        raise ReadError("", f"{host} leads to {refused[0]}, which is no public address; nothing behind a firewall is fetched")
    problem: OSError = OSError(f"{host} has no address")
    for number in numbers:
        made = socket.socket(socket.AF_INET6 if ":" in number else socket.AF_INET, socket.SOCK_STREAM)
        try:
            made.settimeout(timeout)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            made.connect((number, port))
        except OSError as error:
            made.close()
            problem = error
        else:
            return made
    raise problem


def checked(url: str) -> str:
    """The address as it can be asked for, without its fragment. Raises ReadError for one that is not to be asked."""
    if len(url) > LONGEST_URL:
        raise ReadError("", f"the address is longer than {LONGEST_URL:,} characters")
    if any(ord(c) < 33 or c == "\x7f" for c in url):
        raise ReadError("", "the address holds spaces or control characters")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ReadError("", "this is no address of the web") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ReadError("", f"only http and https are fetched, not {parts.scheme or 'this'}")
    if parts.username is not None or parts.password is not None:
        raise ReadError("", "the address holds a name or password, which would be archived with it")
    if port is not None and port < 1024 and port not in _WEB_PORTS:
        raise ReadError("", f"port {port} is no web server's")
    return parts._replace(fragment="").geturl()
