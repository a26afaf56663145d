"""Which numbers are public."""

from __future__ import annotations

import pytest

from onrecord.read.fetch.guard import is_public

INNER = (
    "127.0.0.1 127.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1 100.100.100.200 0.0.0.0 255.255.255.255"
    " 224.0.0.1 240.0.0.1 192.0.2.1 198.18.0.1 168.63.129.16 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 ::ffff:127.0.0.1"
    " ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:a00:1::1 2001:db8::1 2001::1 100::1 nonsense"
).split()


@pytest.mark.parametrize("number", INNER)
def test_what_stands_behind_a_firewall_is_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"])
def test_what_anybody_can_reach_is_public(number: str) -> None:
    assert is_public(number)
