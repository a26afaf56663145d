"""The network: an encoder (BERT or MPNet), a quote finder, and heads that read one claim each. See README.md for the picture."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.extract.reader.trained.features import PLACES
from onrecord.extract.reader.trained.labels import ANSWERS, CHANGES, EXTENTS, MODALITIES, ROLES, TYPES

BOUNDS = (1, 5, 13, 41, 121)  # distances in pieces at which a pointer's bias changes


DISTANCES = 32  # buckets of MPNet's relative positions
FARTHEST = 128  # pieces from which on all distances are one
LONGEST = 512  # pieces of a window at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    first: int = 0  # the position of a window's first piece
    relative: bool = False  # attention also sees how far apart two pieces stand, as in MPNet
    epsilon: float = 1e-12
    flags: int = 0  # columns of the four blocks of flags together

    @classmethod
    def of(cls, base: Path, *, flags: int, layers: int = 0) -> Shape:
        """The shape of a published encoder, from its config.json; `layers`: only so many of its layers, from below."""
        told = json.loads((base / "config.json").read_text("utf-8"))
        mpnet = told["model_type"] == "mpnet"
        return cls(
            layers=layers or told["num_hidden_layers"],
            width=told["hidden_size"],
            heads=told["num_attention_heads"],
            inner=told["intermediate_size"],
            vocabulary=told["vocab_size"],
            positions=told["max_position_embeddings"],
            first=told["pad_token_id"] + 1 if mpnet else 0,
            relative=mpnet,
            epsilon=told["layer_norm_eps"],
            flags=flags,
        )


def distance_buckets(length: int) -> Tensor:
    """(T, T) the bucket of every pair's distance, near ones exact and far ones by logarithm; Song and others, "MPNet", 2020, after T5."""
    apart = torch.arange(length)[:, None] - torch.arange(length)[None, :]  # from the piece that is looked at to the one that looks
    half, exact = DISTANCES // 2, DISTANCES // 4
    far = apart.abs()
    steps = exact + (torch.log(far.clamp(min=1).float() / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    return (apart < 0).long() * half + torch.where(far < exact, far, steps.clamp(max=half - 1))


class Layer(nn.Module):
    """One layer of the encoder, as BERT has it: attention, then two linear maps, each added and normalised."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query, self.key, self.value, self.output = (nn.Linear(shape.width, shape.width) for _ in range(4))
        self.norm1, self.norm2 = (nn.LayerNorm(shape.width, eps=shape.epsilon) for _ in range(2))
        self.up, self.down = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, d = x.shape
        q, k, v = (f(x).view(b, t, self.heads, d // self.heads).transpose(1, 2) for f in (self.query, self.key, self.value))
        # Written out, without dropout on the weights: on a CPU the fused kernel's backward pass and so many random bits cost more.
        weights = torch.softmax((q * (d // self.heads) ** -0.5) @ k.transpose(2, 3) + bias.to(q.dtype), dim=-1)
        mixed = (weights @ v).transpose(1, 2).reshape(b, t, d)
        x = self.norm1(x + self.dropout(self.output(mixed)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Finder(nn.Module):
    """ids and mask of windows -> states, start scores, and the two sides of the score of (start, end) pairs of quotes."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        w = shape.width
        self.words, self.positions = nn.Embedding(shape.vocabulary, w), nn.Embedding(shape.positions, w)
        self.kind = nn.Parameter(torch.zeros(w))  # BERT's segment embedding, the first of two
        self.norm, self.dropout = nn.LayerNorm(w, eps=shape.epsilon), nn.Dropout(dropout)
        self.first, self.relative = shape.first, nn.Embedding(DISTANCES, shape.heads) if shape.relative else None
        if self.relative is not None:
            self.register_buffer("buckets", distance_buckets(LONGEST).to(torch.uint8), persistent=False)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.start = nn.Sequential(nn.Linear(w, 256), nn.GELU(), nn.Dropout(dropout), nn.Linear(256, 1))
        self.inside = nn.Linear(w, 1)  # only trained with, to steady the encoder
        self.begin, self.close = nn.Linear(w, 128), nn.Linear(w, 128)
        self.frozen = 0  # layers from below that stay as published

    def freeze(self, layers: int) -> None:
        """Keeps the word pieces' vectors and the lowest layers as published: the corpus shows few words often."""
        self.frozen = layers
        parts = [self.words, self.positions, self.norm, *self.layers[:layers]] if layers else [self.words]
        if self.relative is not None:
            parts.append(self.relative)
        for part in parts:
            part.requires_grad_(False)
        if layers:
            self.kind.requires_grad_(False)

    def train(self, mode: bool = True) -> Finder:
        """Layers that do not learn drop nothing out."""
        super().train(mode)
        for layer in self.layers[: self.frozen]:
            layer.train(False)
        return self

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        t = ids.shape[1]
        x = self.words(ids) + self.positions.weight[self.first : self.first + t] + self.kind
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask)[:, None, None, :] * -10000.0
        if self.relative is not None:
            bias = bias + self.relative(self.buckets[:t, :t].long()).permute(2, 0, 1)[None]
        for number, layer in enumerate(self.layers):
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= self.frozen):
                x = layer(x, bias)
        return x, self.start(x).squeeze(-1), self.begin(x), self.close(x)


class Heads(nn.Module):
    """States of a window and its quotes -> for each quote: pointers to the other roles, type, modality, control."""

    def __init__(self, shape: Shape, dropout: float = 0.2, size: int = 512, dim: int = 64) -> None:
        super().__init__()
        w, r = shape.width, len(ROLES)
        self.dim, self.roles = dim, r
        self.attend = nn.Linear(w, 1)
        self.take = nn.Linear(6 * w, size)
        self.marks, self.places = nn.Linear(shape.flags, size), nn.Linear(PLACES, size)
        self.norm = nn.LayerNorm(size)
        self.around = nn.ModuleList(nn.Sequential(nn.Linear(3 * size, size), nn.GELU(), nn.Linear(size, size)) for _ in range(2))
        self.around_norm = nn.ModuleList(nn.LayerNorm(size) for _ in range(2))
        self.ask, self.answer = nn.Linear(size, r * dim), nn.Linear(w, r * dim)
        self.nowhere = nn.Linear(size, r * ANSWERS)
        self.far = nn.Embedding(2 * (2 * len(BOUNDS) + 1), r)
        self.open, self.shut, self.role = nn.Linear(w, dim), nn.Linear(w, dim), nn.Parameter(torch.zeros(r, dim))
        self.seen = nn.Linear(w, 96)
        self.join, self.join_norm = nn.Linear(size + r * 96, size), nn.LayerNorm(size)
        self.kind, self.kind_marks = nn.Linear(size, len(TYPES)), nn.Linear(shape.flags, len(TYPES), bias=False)
        self.modality, self.change, self.extent = (nn.Linear(size, len(x)) for x in (MODALITIES, CHANGES, EXTENTS))
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, states: Tensor, text: Tensor, quote: Tensor, sentence: Tensor, flags: Tensor, places: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        """states (B,T,W), text (B,T) 1 for pieces of text, quote and sentence (B,C,2) first and last piece, flags (B,C,F), places (B,C,P).

        -> pointers (B,C,R,T+3), type (B,C,33), modality (B,C,5), change (B,C,4), extent (B,C,4), open (B,R,T,D), shut (B,T,D).
        """
        b, t, w = states.shape
        c = quote.shape[1]
        at = torch.arange(t, device=states.device)[None, None, :]
        first, last = quote[..., :1], quote[..., 1:]
        inside = ((at >= first) & (at <= last)).to(states.dtype)
        around = ((at >= sentence[..., :1]) & (at <= sentence[..., 1:])).to(states.dtype)
        mean, wide = (m @ states / m.sum(-1, keepdim=True).clamp(min=1.0) for m in (inside, around))
        weight = torch.softmax(self.attend(states).squeeze(-1)[:, None, :] + (inside - 1.0) * 10000.0, dim=-1)
        edges = [torch.gather(states, 1, p.expand(b, c, w)) for p in (first, last)]
        title = states[:, :1].expand(b, c, w)
        x = self.take(self.dropout(torch.cat([*edges, mean, weight @ states, wide, title], dim=-1)))
        x = self.norm(functional.gelu(x + self.marks(flags) + self.places(places)))
        for mix, norm in zip(self.around, self.around_norm, strict=True):
            none = torch.zeros_like(x[:, :1])
            near = torch.cat([torch.cat([none, x[:, :-1]], 1), x, torch.cat([x[:, 1:], none], 1)], dim=-1)
            x = norm(x + mix(self.dropout(near)))
        ask = self.ask(self.dropout(x)).view(b, c, self.roles, self.dim).transpose(1, 2)
        answer = self.answer(states).view(b, t, self.roles, self.dim).permute(0, 2, 3, 1)
        scores = (ask @ answer) * self.dim**-0.5 + self.far(self._distance(at, first, last, around)).permute(0, 3, 1, 2)
        scores = scores + (text[:, None, None, :] - 1.0) * 10000.0
        nowhere = self.nowhere(x).view(b, c, self.roles, ANSWERS).transpose(1, 2)
        pointers = torch.cat([scores, nowhere], dim=-1).transpose(1, 2)
        seen = torch.softmax(pointers, dim=-1)[..., :t] @ self.seen(states)[:, None]
        y = self.join_norm(x + functional.gelu(self.join(self.dropout(torch.cat([x, seen.reshape(b, c, -1)], dim=-1)))))
        y = self.dropout(y)
        kind = self.kind(y) + self.kind_marks(flags)
        opening = self.open(states)[:, None] + self.role[None, :, None, :]
        return pointers, kind, self.modality(y), self.change(y), self.extent(y), opening, self.shut(states)

    @staticmethod
    def _distance(at: Tensor, first: Tensor, last: Tensor, around: Tensor) -> Tensor:
        """Buckets of the distance from quote to piece, before and after apart, in its sentence and elsewhere apart: (B,C,T)."""
        before, after = (first - at).clamp(min=0), (at - last).clamp(min=0)
        steps = sum((before >= n).long() for n in BOUNDS) + (after > 0).long() * len(BOUNDS) + sum((after >= n).long() for n in BOUNDS)
        return steps * 2 + around.long()


def load_encoder(finder: Finder, weights: dict[str, Tensor]) -> None:
    """Fills the encoder from the weights of a BERT or MPNet model as published."""
    if finder.relative is not None:
        weights = _named_as_bert(weights)
    named = {"words.weight": "embeddings.word_embeddings.weight", "positions.weight": "embeddings.position_embeddings.weight"}
    named |= {f"norm.{k}": f"embeddings.LayerNorm.{k}" for k in ("weight", "bias")}
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "output": "attention.output.dense",
    }
    parts |= {"norm1": "attention.output.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
    for n in range(len(finder.layers)):
        named |= {f"layers.{n}.{ours}.{k}": f"encoder.layer.{n}.{theirs}.{k}" for ours, theirs in parts.items() for k in ("weight", "bias")}
    state = {ours: weights[theirs].float() for ours, theirs in named.items()}
    if finder.relative is not None:
        state["relative.weight"] = weights["encoder.relative_attention_bias.weight"].float()
        state["kind"] = torch.zeros_like(finder.kind)
    else:
        state["kind"] = weights["embeddings.token_type_embeddings.weight"][0].float()
    missing, unexpected = finder.load_state_dict(state, strict=False)
    if unexpected or any(not m.startswith(("start", "inside", "begin", "close")) for m in missing):
        raise ValueError(f"weights do not fit: missing {missing}, unexpected {unexpected}")


def _named_as_bert(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    parts = {f"attention.attn.{a}": f"attention.self.{b}" for a, b in (("q", "query"), ("k", "key"), ("v", "value"))}
    parts |= {"attention.attn.o": "attention.output.dense", "attention.LayerNorm": "attention.output.LayerNorm"}

    def renamed(name: str) -> str:
        return next((name.replace(theirs, ours) for theirs, ours in parts.items() if theirs in name), name)

    return {renamed(name): value for name, value in weights.items()}
