"""Merkle trees by RFC 6962: one leaf can be proved to stand among many with a handful of digests.

Digests are hex. A leaf is hashed with a zero byte before it, a node with a one, so that neither can pass for the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").hexdigest()

Step = tuple[str, str]  # on which side the other digest stands, "left" or "right", and that digest


def batch_leaf(number: int, first: int, last: int, root: str) -> str:
    """The leaf that a batch is in the tree over all batches."""
    return hashlib.sha256(b"\0" + f'[{number},{first},{last},"{root}"]'.encode()).hexdigest()


def root_of(leaves: Sequence[str]) -> str:
    """The root over leaves that are hashed already."""
    if not leaves:
        return EMPTY
    level = [bytes.fromhex(leaf) for leaf in leaves]
    while len(level) > 1:
        level = _up(level)
    return level[0].hex()


def path_of(leaves: Sequence[str], at: int) -> list[Step]:
    """The steps from the leaf at that index up to the root."""
    level, steps = [bytes.fromhex(leaf) for leaf in leaves], []
    while len(level) > 1:
        beside = at ^ 1
        if beside < len(level):
            steps.append(("left" if beside < at else "right", level[beside].hex()))
        level, at = _up(level), at // 2
    return steps


def follow(leaf: str, steps: Sequence[Step]) -> str:
    """The root to which the steps lead from a leaf. Raises ValueError for digests that are not hex."""
    at = bytes.fromhex(leaf)
    for side, other in steps:
        pair = bytes.fromhex(other) + at if side == "left" else at + bytes.fromhex(other)
        at = hashlib.sha256(b"\1" + pair).digest()
    return at.hex()


def _up(level: list[bytes]) -> list[bytes]:
    """The level above; a last one without a neighbour goes up as it is, which is the same tree as RFC 6962's split at a power of two."""
    above = [hashlib.sha256(b"\1" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
    return above + level[-1:] if len(level) % 2 else above
