"""Writes trained weights as the two ONNX graphs that the reader runs, their matrices kept in eight bits.

    python -m training.export --base FOLDER --weights FOLDER/weights.pt --curves calibration.json \\
        --name trained-default-1 --to onrecord/extract/reader/model/default

The weights of the finder lie beside its graph, in files of at most 60 MB each.
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
from onnx.external_data_helper import set_external_data
from torch import nn

from onrecord.extract.reader.trained.features import PLACES
from onrecord.extract.reader.trained.flags import Flags
from training.model import Finder, Heads, Shape

FINDER_OUT = ["states", "start", "begin", "close"]
HEADS_IN = ["states", "text", "quote", "sentence", "flags", "places"]
SMALL = 4096  # matrices below this size stay as they are
PART = 60_000_000  # bytes of weights in one file
HEADS_OUT = ["pointers", "type", "modality", "change", "extent", "open", "shut"]


def load(weights: Path) -> tuple[Finder, Heads]:
    """The trained network, ready to read."""
    state = torch.load(weights, weights_only=True, map_location="cpu")
    shape = Shape(**state["shape"])
    finder, heads = Finder(shape), Heads(shape)
    finder.load_state_dict(state["finder"]), heads.load_state_dict(state["heads"])
    return finder.eval(), heads.eval()


def export_graphs(finder: nn.Module, heads: nn.Module, folder: Path, width: int) -> None:
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
        torch.randn(1, 40, width),
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
    tidy(model)
    onnx.checker.check_model(model)
    onnx.save(model, to)


def tidy(model: onnx.ModelProto) -> None:
    """Takes out what names the machine that made it."""
    graph = model.graph
    for node in graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    for value in [*graph.value_info, *graph.input, *graph.output, *graph.initializer]:
        value.doc_string = ""
        del value.metadata_props[:]
    del model.metadata_props[:]
    model.doc_string = graph.doc_string = ""


def split(path: Path) -> None:
    """Moves the large tensors of a graph into files beside it, so that no file is larger than a repository takes."""
    model = onnx.load(path)  # just written, its weights inside
    for old in path.parent.glob(f"{path.stem}-*.weights"):
        old.unlink()
    number, room = 0, 0
    for tensor in model.graph.initializer:
        size = len(tensor.raw_data)
        if size < SMALL:
            continue
        if size > room:
            number, room = number + 1, PART
        room -= size
        set_external_data(tensor, f"{path.stem}-{number}.weights")
    onnx.save(model, path)


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
    parser.add_argument("--name", required=True, help="what claims say they were made by, e.g. trained-default-1")
    parser.add_argument("--curves", type=Path, help="what training.calibrate wrote: threshold and curves of the chances")
    parser.add_argument("--full", action="store_true", help="keep full precision, to see what eight bits cost")
    args = parser.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    finder, heads = load(args.weights)
    with tempfile.TemporaryDirectory() as scratch:
        export_graphs(finder, heads, Path(scratch), finder.words.embedding_dim)
        for name in ("finder.onnx", "heads.onnx"):
            if args.full:
                shutil.copy(Path(scratch) / name, args.to / name)
            else:
                shrink(Path(scratch) / name, args.to / name)
    split(args.to / "finder.onnx")
    shutil.copy(args.base / "tokenizer.json", args.to / "tokenizer.json")
    files = sorted(p for pattern in ("*.onnx", "*.weights", "tokenizer.json") for p in args.to.glob(pattern))
    learned = json.loads(args.curves.read_text("utf-8")) if args.curves else {"threshold": 0.5}
    card = {"name": args.name, **learned, "sha256": {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}}
    (args.to / "reader.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    for path in files:
        path.chmod(0o644)
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
