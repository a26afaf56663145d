"""What becomes of a language model's answers when the model is right: answers made from annotated reports, played back by a local server.

    gate/replay_model.py [dev] [--pointed tests/corpus/pointed.jsonl] [--errors N]

The annotation gives quote, speaker, cue and codes; the words for places, dates and parties are empty unless --pointed names them, which a
reader did by hand for the reports of tests/corpus/pointed.jsonl; with it those reports alone are read and scored. What is lost is lost by
our own reading of names, places, dates and figures. Prints what the scorer beside the annotated reports prints.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from gate.measure import GOLD, OUT, PROGRAM, SCORE

MENTIONS = ("actor", "target", "place", "when", "holder")


def answer(claim: dict[str, Any], pointed: dict[str, str]) -> dict[str, Any]:
    """An annotated claim as a model gives it back."""
    source, control = claim["source"], claim.get("control") or {}
    voice = source["canonical"] if source["canonical"] in ("narrator", "unattributed") else "named"
    given = {
        "quote": claim["quote"],
        "voice": voice,
        "source": source["mention"] if voice == "named" else "",
        "via": list(source.get("via", ())),
        "cue": claim["cue"],
        "modality": claim["modality"],
        "type": claim["type"],
        "change": control.get("change", "none"),
        "extent": control.get("extent", "all") if "%" not in control.get("extent", "") else "percent",
        "translation": "",
    }
    return given | {name: pointed.get(name, "") for name in MENTIONS}


def reports(folder: Path) -> list[dict[str, Any]]:
    found = (json.loads(p.read_text("utf-8")) for p in sorted(folder.rglob("*.json")))
    return [r for r in found if isinstance(r, dict) and "claims" in r and "text" in r]


def only(ids: set[str], folder: Path, out: Path) -> Path:
    """A folder with these annotated reports alone, and the names that the scorer knows."""
    shutil.rmtree(out, ignore_errors=True)
    for path in folder.rglob("*.json"):
        read = json.loads(path.read_text("utf-8"))
        if path.name == "actors.json" or (isinstance(read, dict) and read.get("id") in ids):
            to = out / path.relative_to(folder)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, to)
    return out


def serve(answers: dict[str, list[dict[str, Any]]]) -> ThreadingHTTPServer:
    """answers: the claims of each report by its text."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say({"data": [{"id": "annotation"}]})

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["messages"][1]["content"]
            own = asked.split("\nBEGIN ", 1)[1].split("\n", 1)[1].rsplit("\nEND ", 1)[0].replace("\u2060", "")
            found = next((c for text, c in answers.items() if own in text), [])
            said = json.dumps({"claims": [c for c in found if c["quote"] in own]})
            self._say({"choices": [{"message": {"content": said}, "finish_reason": "stop"}]})

        def _say(self, body: dict[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", nargs="?", default="dev")
    parser.add_argument(
        "--pointed", type=Path, help="words for places, dates and parties of claims; only their reports are read and scored"
    )
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    folder = GOLD / args.set
    pointed: dict[tuple[str, int], dict[str, str]] = {}
    if args.pointed:
        rows = [json.loads(line) for line in args.pointed.read_text("utf-8").splitlines()]
        pointed = {(r["report"], r["claim"]): r for r in rows}
        folder = only({r["report"] for r in rows}, folder, OUT / f"{args.set}.pointed")
    answers = {r["text"]: [answer(c, pointed.get((r["id"], n), {})) for n, c in enumerate(r["claims"])] for r in reports(folder)}
    server = serve(answers)
    OUT.mkdir(exist_ok=True)
    given, made = OUT / f"{args.set}.reports.jsonl", OUT / f"{args.set}.replayed.jsonl"
    score = [sys.executable, str(SCORE / "score_claims.py")]
    given.write_text(subprocess.run([*score, "reports", str(folder)], capture_output=True, text=True, check=True).stdout, "utf-8")
    own = {"ONRECORD_LLM_URL": f"http://127.0.0.1:{server.server_port}/v1", "ONRECORD_LLM_CACHE": str(OUT / "no-cache" / str(os.getpid()))}
    words = [*PROGRAM, "claims", str(given), "--reader", "llm", "--format", "jsonl"]
    made.write_text(subprocess.run(words, capture_output=True, text=True, check=False, env=os.environ | own).stdout, "utf-8")
    print(
        subprocess.run(
            [*score, "score", str(folder), str(made), "--errors", str(args.errors)], capture_output=True, text=True, check=True
        ).stdout
    )


if __name__ == "__main__":
    main()
