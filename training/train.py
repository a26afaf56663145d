"""Trains the reader from the corpus and the published weights of a sentence encoder.

    python -m training.train --base FOLDER --out FOLDER [--epochs 8] [--hold-out [EPOCHS]] [--resume]

FOLDER of --base holds config.json, model.safetensors and tokenizer.json (see README.md). Seeded; writes a checkpoint after every epoch
and goes on from it with --resume. --hold-out keeps every tenth group of reports out of training, to choose thresholds and designs by;
with a number, only for so many epochs, after which weights-held-out.pt is kept and the rest of the run learns from everything.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from onrecord.extract.reader.trained import TrainedReader
from onrecord.extract.reader.trained.flags import Flags
from onrecord.extract.reader.trained.labels import MENTION_PIECES, QUOTE_PIECES, ROLES, TYPES
from onrecord.extract.reader.trained.reader import load_tokenizer
from training.align import Text, held_out, read_corpus, without_marks
from training.data import Item, batches, collate, items, joined, mask_of
from training.model import Finder, Heads, Shape, load_encoder
from training.silver import silver

ROLE_WEIGHT = {"source": 0.6, "cue": 0.2, "actor": 0.3, "target": 0.3, "place": 0.3, "holder": 0.15, "via": 0.15, "joint": 0.1}
UNTITLED = 2  # where a window's text begins when there is no title: after the two markers


def losses(finder: Finder, heads: Heads, batch: dict[str, Tensor], type_weight: Tensor, smooth: float) -> dict[str, Tensor]:
    """Every loss of a batch, each a mean over claims."""
    where = batch["ids"].device
    with torch.autocast(where.type, dtype=torch.bfloat16):
        out = finder(batch["ids"], batch["mask"])
        inner = finder.inside(out[0]).squeeze(-1)
    states, start, begin, close = (o.float() for o in out)
    text, real = batch["text"], batch["real"]
    count = real.sum().clamp(min=1)
    found = functional.binary_cross_entropy_with_logits(start, batch["start"], weight=text, reduction="sum") / (count + 4)
    within = functional.binary_cross_entropy_with_logits(inner.float(), batch["inside"], weight=text, reduction="sum") / text.sum()
    if not real.any():
        return {"start": found, "inside": within * 0.5}
    _, t = batch["ids"].shape
    first, last = batch["quote"][..., 0], batch["quote"][..., 1]
    scores = torch.gather(begin, 1, first[..., None].expand(-1, -1, begin.shape[-1])) @ close.transpose(1, 2) * close.shape[-1] ** -0.5
    at = torch.arange(t, device=where)[None, None]
    ahead = (at >= first[..., None]) & (at < first[..., None] + QUOTE_PIECES) & (text[:, None] > 0)
    end = functional.cross_entropy(scores.masked_fill(~ahead, -1e4)[real], last[real])
    with torch.autocast(where.type, dtype=torch.bfloat16):
        told = heads(states, text, batch["quote"], batch["sentence"], batch["flags"], batch["places"])
    pointers, kind, modality, change, extent, opening, shut = (o.float() for o in told)
    labels = batch["labels"][real]
    made = {"start": found, "inside": within * 0.5, "end": end}
    made["type"] = functional.cross_entropy(kind[real], labels[:, 0], weight=type_weight, label_smoothing=smooth)
    made["modality"] = functional.cross_entropy(modality[real], labels[:, 1], label_smoothing=0.02) * 0.4
    made["change"] = functional.cross_entropy(change[real], labels[:, 2], label_smoothing=0.02) * 0.4
    holds = labels[:, 2] > 0
    if holds.any():
        made["extent"] = functional.cross_entropy(extent[real][holds], labels[holds, 3]) * 0.1
    logp = functional.log_softmax(pointers, dim=-1)
    for number, role in enumerate(ROLES):
        goal = batch["goal"][:, :, number][real]
        known = goal.any(-1)
        if known.any():
            right = logp[:, :, number][real][known].masked_fill(~goal[known], -1e4)
            made[role] = -torch.logsumexp(right, dim=-1).clamp(min=-12).mean() * ROLE_WEIGHT[role]
    mention = batch["mention"]
    row, claim, role = torch.nonzero((mention[..., 0] >= 0) & real[..., None], as_tuple=True)
    if len(row):
        a, z = mention[row, claim, role].unbind(-1)
        fits = z - a < MENTION_PIECES
        row, role, a, z = row[fits], role[fits], a[fits], z[fits]
        pair = (opening[row, role, a][:, None] @ shut[row].transpose(1, 2)).squeeze(1) * heads.dim**-0.5
        span = torch.arange(t, device=where)[None]
        allowed = (span >= a[:, None]) & (span < a[:, None] + MENTION_PIECES) & (text[row] > 0)
        made["mention"] = functional.cross_entropy(pair.masked_fill(~allowed, -1e4), z) * 0.3
    return made


class Average:
    """A running mean of weights: steadier than the last step's."""

    def __init__(self, modules: list[torch.nn.Module], decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.modules = modules
        self.mean = [{k: v.detach().clone() for k, v in m.state_dict().items()} for m in modules]
        self.pairs = [(v, mean[k]) for m, mean in zip(modules, self.mean, strict=True) for k, v in m.named_parameters() if v.requires_grad]

    def update(self) -> None:
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            torch._foreach_lerp_([m for _, m in self.pairs], [v for v, _ in self.pairs], 1 - decay)


def parameter_groups(finder: Finder, heads: Heads, rate: float, head_rate: float, shrink: float) -> list[dict[str, Any]]:
    """Lower layers learn slower; the word pieces' vectors stay as published, since the corpus shows few of them often."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, value in [*finder.named_parameters(), *heads.named_parameters(prefix="heads")]:
        if not value.requires_grad:
            continue
        part = name.split(".")[0]
        if part == "layers":
            speed = rate * shrink ** (len(finder.layers) - 1 - int(name.split(".")[1]))
        elif part in ("words", "positions", "kind", "norm"):
            speed = rate * shrink ** len(finder.layers)
        else:
            speed = head_rate
        groups.setdefault((speed, 0.01 if value.dim() > 1 else 0.0), []).append(value)
    return [{"params": p, "lr": speed, "top": speed, "weight_decay": decay} for (speed, decay), p in groups.items()]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=2400, help="word pieces in a batch")
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--head-rate", type=float, default=6e-4)
    parser.add_argument("--shrink", type=float, default=0.9)
    parser.add_argument("--blank", type=float, default=0.12)
    parser.add_argument("--average", type=float, default=0.996)
    parser.add_argument("--layers", type=int, default=0, help="only so many layers of the encoder, from below; 0: all")
    parser.add_argument("--balance", type=float, default=0.25)
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--head-dropout", type=float, default=0.3)
    parser.add_argument("--freeze", type=int, default=2, help="lowest layers of the encoder that stay as published")
    parser.add_argument("--smooth", type=float, default=0.1, help="share of a type's weight that is spread over the other types")
    parser.add_argument("--apart", type=float, default=0.5, help="chance of an epoch that reads short passages one by one")
    parser.add_argument("--teacher", type=Path, help="a reader's folder: what it reads in the texts without annotation is learned too")
    parser.add_argument("--seed", type=int, default=1, help="where the heads begin; runs that are to be averaged begin alike")
    parser.add_argument("--order", type=int, default=1, help="of the reports, and of all that is drawn along the way")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--stop-after", type=int, default=0, help="epochs after which to stop early, for a trial")
    parser.add_argument("--hold-out", type=int, nargs="?", const=10**6, default=0, metavar="EPOCHS")
    parser.add_argument("--resume", action="store_true")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(args.base)
    texts: list[Text] = [*read_corpus(), *(silver(TrainedReader.load(folder=args.teacher)) if args.teacher else ())]
    pools = {t.id: (items(tokenizer, t), items(tokenizer, without_marks(t))) for t in texts}
    apart = {t.id for t in texts if held_out(t.group)}
    shape = Shape.of(args.base, flags=4 * len(Flags.load().names), layers=args.layers)
    finder, heads = Finder(shape, args.dropout), Heads(shape, args.head_dropout)
    load_encoder(finder, load_file(args.base / "model.safetensors"))
    finder.freeze(args.freeze)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    finder.to(device), heads.to(device)
    weight = type_weights([*pools.values()], args.balance).to(device)
    optimizer = torch.optim.AdamW(parameter_groups(finder, heads, args.rate, args.head_rate, args.shrink), betas=(0.9, 0.98), fused=True)
    average, begun = Average([finder, heads], args.average), 0
    saved = args.out / "checkpoint.pt"
    if args.resume and saved.exists():
        state = torch.load(saved, weights_only=True, map_location=device)
        finder.load_state_dict(state["finder"]), heads.load_state_dict(state["heads"]), optimizer.load_state_dict(state["optimizer"])
        average.steps, begun = state["steps"], state["epoch"]
        for mean, kept in zip(average.mean, state["mean"], strict=True):
            for key, value in mean.items():
                value.copy_(kept[key])
    for epoch in range(begun, args.stop_after or args.epochs):
        seen = [pool for name, pool in pools.items() if epoch >= args.hold_out or name not in apart]
        report = run_epoch(epoch, args, seen, finder, heads, optimizer, average, weight, mask_of(tokenizer))
        print(json.dumps(report), flush=True)
        kept = {"shape": asdict(shape), "finder": average.mean[0], "heads": average.mean[1]}
        for name in ("weights.pt", *(["weights-held-out.pt"] if epoch + 1 == args.hold_out else [])):
            torch.save(kept, args.out / name)
        state = {"finder": finder.state_dict(), "heads": heads.state_dict(), "optimizer": optimizer.state_dict()}
        torch.save(state | {"mean": average.mean, "steps": average.steps, "epoch": epoch + 1}, saved.with_suffix(".new"))
        saved.with_suffix(".new").replace(saved)


def type_weights(pools: list[tuple[list[Item], list[Item]]], power: float) -> Tensor:
    count = np.ones(len(TYPES))
    for plain, _ in pools:
        for item in plain:
            for label in item.labels:
                count[label[0]] += 1
    weight = (np.median(count) / count) ** power
    return torch.tensor(weight * count.sum() / (weight * count).sum(), dtype=torch.float32)


def run_epoch(
    epoch: int,
    args: argparse.Namespace,
    pools: list[tuple[list[Item], list[Item]]],
    finder: Finder,
    heads: Heads,
    optimizer: torch.optim.Optimizer,
    average: Average,
    weight: Tensor,
    mask: int,
) -> dict[str, Any]:
    """One pass. Batches depend on the seed and the epoch alone, so a resumed run sees the same ones."""
    rng, draw = random.Random(args.order * 1000 + epoch), np.random.default_rng(args.order * 1000 + epoch)
    torch.manual_seed(args.order * 1000 + epoch)
    drawn = [bare if rng.random() < 0.3 else plain for plain, bare in pools]
    pool = [item for found in drawn if len(found) > 1 or found[0].offset > UNTITLED for item in found]
    short = [found[0] for found in drawn if len(found) == 1 and found[0].offset == UNTITLED]
    pool += short if rng.random() < args.apart else joined(short, rng)
    groups = list(batches(pool, size=args.batch, rng=rng))
    finder.train(), heads.train()
    total: dict[str, float] = {}
    clock = time.time()
    for step, group in enumerate(groups):
        done = (epoch + step / len(groups)) / args.epochs
        pace = min(1.0, done * args.epochs) * 0.5 * (1 + math.cos(math.pi * done))
        for g in optimizer.param_groups:
            g["lr"] = g["top"] * pace
        batch = {name: value.to(weight.device) for name, value in collate(group, draw, blank=args.blank, mask=mask).items()}
        made = losses(finder, heads, batch, weight, args.smooth)
        optimizer.zero_grad(set_to_none=True)
        sum(made.values()).backward()
        torch.nn.utils.clip_grad_norm_([*finder.parameters(), *heads.parameters()], 2.0)
        optimizer.step()
        average.update()
        for name, value in made.items():
            total[name] = total.get(name, 0.0) + float(value.detach())
    means = {name: round(value / len(groups), 4) for name, value in total.items()}
    return {"epoch": epoch + 1, "seconds": round(time.time() - clock), "steps": len(groups), **means}


if __name__ == "__main__":
    main()
