"""The mean of the weights of several runs that began with the same seed: steadier than any of them, and no larger.

python -m training.average MEAN.pt WEIGHTS.pt WEIGHTS.pt ...
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch


def mean_of(paths: list[Path]) -> dict[str, Any]:
    runs = [torch.load(p, weights_only=True, map_location="cpu") for p in paths]
    if any(r["shape"] != runs[0]["shape"] for r in runs):
        raise ValueError("only networks of one shape have a mean")
    parts = ("finder", "heads")
    return {"shape": runs[0]["shape"]} | {p: {k: torch.stack([r[p][k] for r in runs]).mean(0) for k in runs[0][p]} for p in parts}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("to", type=Path)
    parser.add_argument("runs", type=Path, nargs="+")
    args = parser.parse_args()
    torch.save(mean_of(args.runs), args.to)


if __name__ == "__main__":
    main()
