"""Aligned reports -> batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.extract.reader.trained.features import Features
from onrecord.extract.reader.trained.flags import Flags
from onrecord.extract.reader.trained.labels import ANSWERS, CHANGES, EXTENTS, MODALITIES, QUOTE_PIECES, ROLES, TYPES
from onrecord.extract.reader.trained.windows import pieces, range_of, windows
from training.align import Text

MASKS = ("<mask>", "[MASK]")  # MPNet's, BERT's


def mask_of(tokenizer: Tokenizer) -> int:
    """The piece that hides another."""
    return next(found for name in MASKS if (found := tokenizer.token_to_id(name)) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One window with its claims, in pieces of the window. A goal is the right mentions and the right answers."""

    ids: np.ndarray
    offset: int
    quotes: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    flags: np.ndarray
    places: np.ndarray
    labels: list[tuple[int, int, int, int]]
    goals: list[list[tuple[list[tuple[int, int]], tuple[int, ...]]]]


def items(tokenizer: Tokenizer, text: Text) -> list[Item]:
    """The windows of one report with everything that is taught on them."""
    doc = pieces(tokenizer, text.text, text.title)
    features = Features(Flags.load(), doc, text.text, text.title)
    placed = [(r, c) for c in text.claims if (r := range_of(doc, c.quote))]
    placed.sort(key=lambda p: (p[0][0], -p[0][1]))
    made = []
    for window in windows(doc):
        here = [(r, c) for r, c in placed if window.first <= r[0] and r[1] < window.last and r[1] - r[0] < QUOTE_PIECES]
        spans = [r for r, _ in here]
        goals = []
        for _, claim in here:
            row = []
            for role in ROLES:
                goal = claim.goals[role]
                ranges = [r for s in goal.spans if (r := range_of(doc, s)) and window.first <= r[0] and r[1] < window.last]
                row.append(([(window.local(a), window.local(b)) for a, b in ranges], goal.answers))
            goals.append(row)
        made.append(
            Item(
                ids=window.ids,
                offset=window.offset,
                quotes=[(window.local(a), window.local(b)) for a, b in spans],
                sentences=[tuple(window.local(x) for x in features.sentence(a, b)) for a, b in spans],
                flags=np.array([features.flags(a, b) for a, b in spans]),
                places=features.places(spans),
                labels=[
                    (TYPES.index(c.type), MODALITIES.index(c.modality), CHANGES.index(c.change), EXTENTS.index(c.extent)) for _, c in here
                ],
                goals=goals,
            )
        )
    return made


def joined(pool: Sequence[Item], rng: random.Random) -> list[Item]:
    """Short passages strung together at random, up to some 300 pieces: a claim is then read among others, as in a report."""
    order = list(pool)
    rng.shuffle(order)
    made: list[list[Item]] = [[]]
    room = rng.randint(40, 300)
    for item in order:
        if made[-1] and sum(len(i.ids) for i in made[-1]) + len(item.ids) > room:
            made.append([])
            room = rng.randint(40, 300)
        made[-1].append(item)
    return [_string(group) for group in made]


def _string(group: list[Item]) -> Item:
    """Several items without a title as one."""
    offset = group[0].offset
    total = sum(len(i.ids) - offset - 1 for i in group)
    ids, quotes, sentences, places, goals = [group[0].ids[:offset]], [], [], [], []
    at = 0
    for item in group:
        length = len(item.ids) - offset - 1
        ids.append(item.ids[offset:-1])
        quotes += [(a + at, b + at) for a, b in item.quotes]
        sentences += [(a + at, b + at) for a, b in item.sentences]
        goals += [[([(a + at, b + at) for a, b in spans], answers) for spans, answers in row] for row in item.goals]
        for row in item.places:
            moved = row.copy()
            moved[0] = (at + row[0] * length) / total
            moved[1] = row[1] if at == 0 else 0.0
            places.append(moved)
        at += length
    ids.append(group[0].ids[-1:])
    return Item(
        ids=np.concatenate(ids),
        offset=offset,
        quotes=quotes,
        sentences=sentences,
        flags=np.concatenate([i.flags for i in group if len(i.quotes)] or [group[0].flags]),
        places=np.array(places, np.float32).reshape(-1, group[0].places.shape[1]),
        labels=[label for i in group for label in i.labels],
        goals=goals,
    )


def batches(pool: Sequence[Item], *, size: int, rng: random.Random) -> Iterator[list[Item]]:
    """Items of like length together, about `size` pieces a batch, in random order."""
    order = sorted(pool, key=lambda i: len(i.ids) * rng.uniform(0.85, 1.15))
    groups: list[list[Item]] = [[]]
    longest = 0
    for item in order:
        longest = max(longest, len(item.ids))
        if groups[-1] and longest * (len(groups[-1]) + 1) > size:
            groups.append([])
            longest = len(item.ids)
        groups[-1].append(item)
    rng.shuffle(groups)
    yield from groups


def collate(group: list[Item], rng: np.random.Generator | None = None, *, blank: float = 0.0, mask: int = 0) -> dict[str, Tensor]:
    """One batch. `blank`: the share of pieces that are hidden from the encoder, so that it leans on more than single words."""
    b, t, c = len(group), max(len(i.ids) for i in group), max(1, *(len(i.quotes) for i in group))
    f = max((i.flags.shape[1] for i in group if len(i.quotes)), default=4 * len(Flags.load().names))
    out = {
        "ids": np.zeros((b, t), np.int64),
        "mask": np.zeros((b, t), np.float32),
        "text": np.zeros((b, t), np.float32),
        "quote": np.zeros((b, c, 2), np.int64),
        "sentence": np.zeros((b, c, 2), np.int64),
        "flags": np.zeros((b, c, f), np.float32),
        "places": np.zeros((b, c, group[0].places.shape[1]), np.float32),
        "real": np.zeros((b, c), bool),
        "labels": np.zeros((b, c, 4), np.int64),
        "start": np.zeros((b, t), np.float32),
        "inside": np.zeros((b, t), np.float32),
        "goal": np.zeros((b, c, len(ROLES), t + ANSWERS), bool),
        "mention": np.full((b, c, len(ROLES), 2), -1, np.int64),
    }
    for n, item in enumerate(group):
        length, k = len(item.ids), len(item.quotes)
        out["ids"][n, :length], out["mask"][n, :length], out["text"][n, item.offset : length - 1] = item.ids, 1, 1
        for a, z in item.quotes:
            out["start"][n, a] = 1
            out["inside"][n, a : z + 1] = 1
        if k:
            out["quote"][n, :k], out["sentence"][n, :k], out["labels"][n, :k] = item.quotes, item.sentences, item.labels
            out["flags"][n, :k], out["places"][n, :k], out["real"][n, :k] = item.flags, item.places, True
        for row, roles in enumerate(item.goals):
            for role, (spans, answers) in enumerate(roles):
                for a, _ in spans:
                    out["goal"][n, row, role, a] = True
                for answer in answers:
                    out["goal"][n, row, role, t + answer] = True
                if spans:
                    pick = int(rng.integers(len(spans))) if rng is not None else 0
                    out["mention"][n, row, role] = spans[pick]
    if rng is not None and blank:
        hide = (rng.random((b, t)) < blank) & (out["text"] > 0)
        out["ids"][hide] = mask
    return {name: torch.from_numpy(value) for name, value in out.items()}
