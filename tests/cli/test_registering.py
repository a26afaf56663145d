"""`onrecord register` as its user runs it."""

import json

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.publish.privacy import BLOCK

TEXT = (
    "Warplanes bombed the town of Maraba on Monday and the clinic and killed 14 civilians, the Valley Monitor said. "
    "A shopkeeper, Kamila Haddad, was killed with two children in a strike on Lower Maraba on Tuesday, her brother said."
)


def _row(id_, quote, source, day, **changed):
    start = TEXT.index(quote)
    row = {
        "claim": id_,
        "report": "r1",
        "quote": {"text": quote, "start": start, "end": start + len(quote)},
        "source": {"mention": source, "start": TEXT.index(source), "end": TEXT.index(source) + len(source), "name": source},
        "modality": "asserted",
        "type": "air_strike",
        "place": {"name": "Maraba", "mention": "Maraba"},
        "when": {"from": day, "to": day, "mention": None},
        "quantities": [],
        "made_by": "a test",
    }
    return row | changed


@pytest.fixture
def register(tmp_path, monkeypatch):
    """Runs a register over two claims, or over what they are changed to."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "reports.jsonl").write_text(json.dumps({"id": "r1", "publisher": "The Courier", "published": "2019-03-13", "text": TEXT}))

    def run(*words, claims=None):
        given = claims or [
            _row(
                "c1",
                "Warplanes bombed the town of Maraba on Monday and the clinic and killed 14 civilians",
                "Valley Monitor",
                "2019-03-11",
                quantities=[{"what": "killed", "low": 14, "high": 14, "of": "civilians", "mention": "14"}],
            ),
            _row(
                "c2",
                "A shopkeeper, Kamila Haddad, was killed with two children in a strike on Lower Maraba on Tuesday",
                "her brother",
                "2019-03-12",
                quantities=[{"what": "killed", "low": 2, "high": 2, "of": "children", "mention": "two"}],
            ),
        ]
        (tmp_path / "claims.jsonl").write_text("\n".join(json.dumps(c) for c in given))
        return CliRunner().invoke(app, ["register", *words, "--from-claims", "claims.jsonl", "--reports", "reports.jsonl"])

    return run


def test_casualties_as_json_with_the_sums_last(register):
    done = register("casualties", "--format", "jsonl")
    assert done.exit_code == 0, done.output
    *entries, period = (json.loads(line) for line in done.stdout.splitlines())
    assert [(c["people"], c["low"], c["high"]) for e in entries for c in e["counts"]] == [("civilian", 14, 14), ("children", 2, 2)]
    quote = entries[0]["claims"][0]["quote"]
    assert TEXT[quote["start"] : quote["end"]] == quote["text"]
    assert [(s["people"], s["low"]) for s in period["sums"]] == [("civilian", 14), ("children", 2)]


def test_names_of_private_persons_are_covered_in_table_and_json(register):
    for words in (("casualties",), ("casualties", "--format", "jsonl")):
        shown = register(*words).stdout
        assert "Kamila" not in shown and "Haddad" not in shown
        assert BLOCK in shown


def test_a_period_without_anything_says_so(register):
    done = register("casualties", "--from", "2020-01-01")
    assert done.exit_code == 0
    assert "nothing can be added" in done.stdout


@pytest.mark.parametrize(
    ("name", "type_", "keys"),
    [
        ("heritage", "heritage_damage", {"place", "world_heritage", "parts", "at_risk"}),
        ("chemical", "chemical_weapon", {"event", "agents", "means", "blamed", "victims", "denied_by", "referrals"}),
        ("health", "air_strike", {"happening", "affected", "means", "facilities", "blamed", "victims"}),
        ("displacement", "displacement", {"happening", "what", "who", "counts", "origins", "destinations", "deals"}),
        ("accusations", "accusation", {"happening", "accused", "harmed", "accusers", "denials", "investigations", "rulings"}),
        ("missing", "abduction", {"event", "kinds", "who", "counts", "held_by", "fate"}),
        ("demands", "demand", {"kind", "asked_by", "of", "by_when", "from", "to", "kept", "broken"}),
    ],
)
def test_each_register_leads_back_to_words(register, name, type_, keys):
    quote = (
        "Warplanes bombed the town of Maraba on Monday and the clinic"
        if name == "health"
        else "Warplanes bombed the town of Maraba on Monday"
    )
    claim = _row("c1", quote, "Valley Monitor", "2019-03-11", type=type_)
    other = _row("c2", "killed with two children", "her brother", "2019-03-12")
    done = register(name, "--place", "Maraba", "--format", "jsonl", claims=[claim, other])
    assert done.exit_code == 0, done.output
    (entry,) = (json.loads(line) for line in done.stdout.splitlines())
    assert keys <= set(entry)
    assert [(c["claim"], c["root"], c["quote"]["text"]) for c in entry["claims"]] == [("c1", "Valley Monitor", claim["quote"]["text"])]
    table = register(name, claims=[claim, other]).stdout
    assert "Warplanes bombed the town" in table and f"{name}: 1 entry" in table
    assert f"{name}: nothing is on record" in register(name, "--to", "2019-01-01", claims=[claim, other]).stdout


def test_a_register_of_the_ledger(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.md").write_text(f"---\npublisher: Valley Monitor\ndate: 2019-03-13\n---\n{TEXT}\n")
    assert CliRunner().invoke(app, ["add", "report.md", "--reader", "rules"]).exit_code == 0
    done = CliRunner().invoke(app, ["register", "casualties", "--as-known-at", "2019-03-12"])
    assert "nothing is on record" in done.stdout
    assert "14" in CliRunner().invoke(app, ["register", "casualties"]).stdout


def test_a_register_that_there_is_not_is_wrong_usage(register):
    assert register("victories").exit_code == 2


def test_a_named_victim_is_listed_with_the_name_covered(register):
    rows = [json.loads(line) for line in register("casualties", "--format", "jsonl").stdout.splitlines()]
    (victim,) = (v for row in rows for v in row.get("named", ()))
    assert (victim["name"], victim["occupation"], victim["people"]) == (BLOCK * 13, "shopkeeper", "unknown")
    assert (victim["according_to"], victim["claims"]) == (["her brother"], ["c2"])
    assert f"named: {BLOCK * 13}; shopkeeper; killed" in register("casualties").output
