"""The mean of the weights of several runs that began with the same seed: steadier than any of them, and no larger.

python -m training.average MEAN.pt WEIGHTS.pt WEIGHTS.pt ...
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def mean_of(paths: list[Path]) -> dict[str, dict[str, torch.Tensor]]:
    runs = [torch.load(p, weights_only=True) for p in paths]
    return {part: {k: torch.stack([r[part][k] for r in runs]).mean(0) for k in runs[0][part]} for part in runs[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("to", type=Path)
    parser.add_argument("runs", type=Path, nargs="+")
    args = parser.parse_args()
    torch.save(mean_of(args.runs), args.to)


if __name__ == "__main__":
    main()
