"""Writes trained weights as the two ONNX graphs that the reader runs, with eight-bit weights in the encoder.

python -m training.export --base FOLDER --weights FOLDER/weights.pt --to onrecord/extract/reader/model [--threshold 0.5]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from onrecord.extract.reader.trained.features import PLACES
from onrecord.extract.reader.trained.flags import Flags
from training.model import Finder, Heads, Shape

FINDER_OUT = ["states", "start", "begin", "close"]
HEADS_IN = ["states", "text", "quote", "sentence", "flags", "places"]
HEADS_OUT = ["pointers", "type", "modality", "change", "extent", "open", "shut"]


def load(weights: Path) -> tuple[Finder, Heads]:
    """The trained network, ready to read."""
    state = torch.load(weights, weights_only=True)
    shape = Shape(flags=4 * len(Flags.load().names))
    finder, heads = Finder(shape), Heads(shape)
    finder.load_state_dict(state["finder"]), heads.load_state_dict(state["heads"])
    return finder.eval(), heads.eval()


def export_graphs(finder: nn.Module, heads: nn.Module, folder: Path) -> None:
    """finder.onnx and heads.onnx, full precision, one window at a time, any length."""
    ids, mask = torch.randint(1000, 2000, (1, 40)), torch.ones(1, 40)
    t, c = torch.export.Dim("pieces", min=4, max=512), torch.export.Dim("claims", min=2, max=512)
    torch.onnx.export(
        finder,
        (ids, mask),
        folder / "finder.onnx",
        input_names=["ids", "mask"],
        output_names=FINDER_OUT,
        dynamic_shapes=({1: t}, {1: t}),
        dynamo=True,
        external_data=False,
    )
    flags = 4 * len(Flags.load().names)
    example = (
        torch.randn(1, 40, 384),
        torch.ones(1, 40),
        torch.tensor([[[3, 9], [12, 30], [14, 20]]]),
        torch.tensor([[[2, 10], [11, 31], [11, 31]]]),
        torch.zeros(1, 3, flags),
        torch.zeros(1, 3, PLACES),
    )
    torch.onnx.export(
        heads,
        example,
        folder / "heads.onnx",
        input_names=HEADS_IN,
        output_names=HEADS_OUT,
        dynamic_shapes=({1: t}, {1: t}, {1: c}, {1: c}, {1: c}, {1: c}),
        dynamo=True,
        external_data=False,
    )


def shrink(source: Path, to: Path) -> None:
    """Eight-bit weights. One bit is left unused, so that processors without VNNI add up the same numbers."""
    quantize_dynamic(
        source, to, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul", "Gemm", "Gather"]
    )
    model = onnx.load(to)
    model.doc_string = ""
    for node in model.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    del model.metadata_props[:]
    onnx.save(model, to)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--name", default="trained-small-1")
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--full", action="store_true", help="keep full precision, to see what eight bits cost")
    args = parser.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    finder, heads = load(args.weights)
    with tempfile.TemporaryDirectory() as scratch:
        export_graphs(finder, heads, Path(scratch))
        for name in ("finder.onnx", "heads.onnx"):
            if args.full:
                shutil.copy(Path(scratch) / name, args.to / name)
            else:
                shrink(Path(scratch) / name, args.to / name)
    shutil.copy(args.base / "tokenizer.json", args.to / "tokenizer.json")
    digests = {n: hashlib.sha256((args.to / n).read_bytes()).hexdigest() for n in ("finder.onnx", "heads.onnx", "tokenizer.json")}
    card = {"name": args.name, "threshold": args.threshold, "sha256": digests}
    (args.to / "reader.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    for name in sorted(digests):
        print(name, (args.to / name).stat().st_size)


if __name__ == "__main__":
    main()
