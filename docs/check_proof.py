#!/usr/bin/env python3
"""Checks a proof written by `onrecord prove`, with Python's standard library alone: python3 check_proof.py PROOF [CHECKPOINT]

Says whether the entry in PROOF stood, as it is printed here, in the ledger when its checkpoint was taken. CHECKPOINT is your own copy of
that checkpoint, kept apart from the ledger and from the proof; without it you trust the one that the proof brings along.
"""

import hashlib
import json
import sys


def sha(data):
    return hashlib.sha256(data).digest()


def plain(value):  # canonical JSON (RFC 8785) of what stands in headers: text and small whole numbers
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def follow(digest, path):  # up a Merkle tree (RFC 6962)
    for side, other in path:
        other = bytes.fromhex(other)
        digest = sha(b"\1" + (other + digest if side == "left" else digest + other))
    return digest


def check(proof, checkpoint):
    header, batch = proof["header"], proof["batch"]
    content = proof["salt"] + '{"payload":' + proof["payload"] + ',"ref":' + plain(proof["ref"]) + "}"
    if sha(content.encode()).hex() != header["commitment"]:
        return "the payload is not the one that was recorded"
    if header["batch"] != batch["number"] or not batch["first"] <= header["seq"] <= batch["last"]:
        return "the entry is not of this batch"
    root = follow(sha(b"\0" + plain(header).encode()), batch["path"])
    leaf = sha(b"\0" + plain([batch["number"], batch["first"], batch["last"], root.hex()]).encode())
    if follow(leaf, proof["path"]).hex() != checkpoint["root"]:
        return "the entry is not in the ledger of this checkpoint"
    for key in ("ledger", "entries", "batches", "head", "root"):
        if checkpoint[key] != proof["checkpoint"][key]:
            return "the proof was made for another checkpoint (" + key + ")"
    return None


def main(paths):
    proof = json.load(open(paths[0], encoding="utf-8"))
    checkpoint = json.load(open(paths[1], encoding="utf-8")) if len(paths) > 1 else proof["checkpoint"]
    problem = check(proof, checkpoint)
    if problem:
        sys.exit("NOT PROVED: " + problem)
    header = proof["header"]
    print("proved: entry %s (%s %s), written %s" % (header["seq"], header["kind"], proof["ref"], header["at"]))
    print("in ledger %(ledger)s as it was with %(entries)s entries at %(at)s" % checkpoint)
    print(json.dumps(json.loads(proof["payload"]), ensure_ascii=False, indent=1))


main(sys.argv[1:])
