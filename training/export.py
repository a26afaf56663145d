"""Writes trained weights as the two ONNX graphs that the reader runs, their matrices kept in eight bits.

python -m training.export --base FOLDER --weights FOLDER/weights.pt --to onrecord/extract/reader/model [--threshold 0.5]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from onrecord.extract.reader.trained.features import PLACES
from onrecord.extract.reader.trained.flags import Flags
from training.model import Finder, Heads, Shape

FINDER_OUT = ["states", "start", "begin", "close"]
HEADS_IN = ["states", "text", "quote", "sentence", "flags", "places"]
SMALL = 4096  # matrices below this size stay as they are
HEADS_OUT = ["pointers", "type", "modality", "change", "extent", "open", "shut"]


def load(weights: Path) -> tuple[Finder, Heads]:
    """The trained network, ready to read."""
    state = torch.load(weights, weights_only=True)
    shape = Shape(**state["shape"])
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
    """Keeps every large matrix in eight bits, with one scale a column (a row, where rows are looked up), and computes in full precision.

    Dynamic quantisation, which computes in eight bits too, is twice as fast but cost 0.01 to 0.02 of F1 in trials, and its sums differ
    between processors; half precision would not fit the size that the reader may have.
    """
    model = onnx.load(source)
    graph = model.graph
    ahead: list[onnx.NodeProto] = []
    for held in list(graph.initializer):
        weight = numpy_helper.to_array(held)
        users = [n for n in graph.node if held.name in n.input]
        kinds = {n.op_type for n in users}
        if weight.dtype != np.float32 or weight.ndim != 2 or weight.size < SMALL or kinds not in ({"MatMul"}, {"Gather"}):
            continue
        axis = 0 if kinds == {"Gather"} else 1
        scale = np.maximum(np.abs(weight).max(axis=1 - axis, keepdims=True), 1e-8).astype(np.float32) / 127
        graph.initializer.remove(held)
        graph.initializer.append(numpy_helper.from_array(np.round(weight / scale).astype(np.int8), f"{held.name}.bits"))
        if kinds == {"MatMul"}:
            graph.initializer.append(numpy_helper.from_array(scale.reshape(-1), f"{held.name}.scale"))
            ahead.append(helper.make_node("DequantizeLinear", [f"{held.name}.bits", f"{held.name}.scale"], [held.name], axis=axis))
        else:
            graph.initializer.append(numpy_helper.from_array(scale, f"{held.name}.scale"))
            for node in users:
                _look_up(graph, node, held.name)
    for node in reversed(ahead):
        graph.node.insert(0, node)
    for node in graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    for value in [*graph.value_info, *graph.input, *graph.output, *graph.initializer]:
        value.doc_string = ""
        del value.metadata_props[:]
    del model.metadata_props[:]
    model.doc_string = graph.doc_string = ""
    onnx.checker.check_model(model)
    onnx.save(model, to)


def _look_up(graph: onnx.GraphProto, node: onnx.NodeProto, table: str) -> None:
    """Rows of a table are widened after they are looked up, not before."""
    rows, out = node.input[1], node.output[0]
    made = [
        helper.make_node("Gather", [f"{table}.bits", rows], [f"{out}.bits"]),
        helper.make_node("Cast", [f"{out}.bits"], [f"{out}.wide"], to=TensorProto.FLOAT),
        helper.make_node("Gather", [f"{table}.scale", rows], [f"{out}.scale"]),
        helper.make_node("Mul", [f"{out}.wide", f"{out}.scale"], [out]),
    ]
    at = list(graph.node).index(node)
    graph.node.remove(node)
    for step, one in enumerate(made):
        graph.node.insert(at + step, one)


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
