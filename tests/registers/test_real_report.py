"""The report that the product began from gives a first entry in six registers, from the right claims."""

import json
import subprocess
import sys

import pytest
from builders import shared
from typer.testing import CliRunner

from onrecord.cli.main import app

REPORT = "palmyra-2016-12-11-guardian"


@pytest.fixture(scope="module")
def entries(tmp_path_factory):
    """What each register says on the cluster's right claims."""
    folder, out = shared(), tmp_path_factory.mktemp("registers")
    for what in ("answers", "reports"):
        run = [sys.executable, str(folder / "score" / "score_claims.py"), what, str(folder / "gold" / "dev")]
        lines = subprocess.run(run, capture_output=True, text=True, check=True).stdout.splitlines()
        (out / what).with_suffix(".jsonl").write_text("\n".join(line for line in lines if REPORT in line))

    def of(name):
        given = ["--from-claims", str(out / "answers.jsonl"), "--reports", str(out / "reports.jsonl")]
        done = CliRunner().invoke(app, ["register", name, "--format", "jsonl", *given])
        assert done.exit_code == 0, done.output
        return [json.loads(line) for line in done.stdout.splitlines()]

    return of


def test_heritage(entries):
    palmyra, aleppo = entries("heritage")
    assert palmyra["world_heritage"]["name"] == "Site of Palmyra"
    assert (aleppo["world_heritage"]["name"], aleppo["parts"], len(aleppo["risks"]) > 0) == ("Ancient City of Aleppo", [], True)
    assert {p["part"] for p in palmyra["parts"]} == {"temples", "arch", "funerary towers"}
    assert {(d["by"], d["condition"], d["from"], d["to"]) for p in palmyra["parts"] for d in p["damages"]} == {
        ("Islamic State", "Destroyed", "2015-05-01", "2016-03-31")
    }


def test_chemical(entries):
    (incident,) = entries("chemical")
    assert (incident["place"]["name"], [a["name"] for a in incident["agents"]]) == ("Kallaseh", ["chlorine"])
    assert [(v["what"], v["low"], v["high"]) for v in incident["victims"]] == [("injured", 25, 25)]
    assert incident["referrals"][0]["source"] == "UOSSM International"


def test_missing(entries):
    (men,) = entries("missing")
    assert (men["place"]["name"], men["kinds"], men["counts"][0]["low"], men["fate"]) == ("Aleppo", ["missing"], 200, [])
    assert men["claims"][0]["root"] == "United Nations"


def test_demands(entries):
    asked = {(d["asked_by"], d["of"]) for d in entries("demands")}
    assert {("UOSSM International", "OPCW"), ("John Kerry", "Russia")} <= asked


def test_health(entries):
    (attack,) = entries("health")
    assert [a["name"] for a in attack["affected"]] == ["health_facility"]
    assert (attack["place"]["name"], [m["name"] for m in attack["means"]]) == ("Kallaseh", ["chemical agent"])
    assert (attack["alleged_by"], attack["blamed"], attack["victims"]) == (["UOSSM International"], [], [])


def test_displacement(entries):
    (asked,) = (e for e in entries("displacement") if e["asked_only"])
    assert (asked["place"]["name"], asked["from"], asked["to"]) == ("Aleppo", "2016-12-10", "2016-12-10")
    assert [w["name"] for w in asked["who"]] == ["civilians"]
    assert {c["root"] for c in asked["claims"]} == {"John Kerry", "world diplomats"}
