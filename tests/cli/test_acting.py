"""`onrecord actors`: list, explain, add, versions. Run inside this process."""

import json

import pytest

OWN = '[[actor]]\nname = "Blue Valley Guards"\nkind = "armed_group"\ncountry = "MLI"\naliases = ["BVG", "MINUSMA"]\norigin = "interviews"\n'


def listed(onrecord, *words):
    code, out, _ = onrecord("actors", *words, "--format", "jsonl")
    assert code == 0
    return [json.loads(line) for line in out.splitlines()]


def test_the_register_is_listed_with_where_each_fact_is_from(onrecord):
    rows = listed(onrecord)
    assert len(rows) >= 400 and all(row["origin"] for row in rows)


def test_the_list_is_narrowed_by_country_kind_side_and_name(onrecord):
    mali = listed(onrecord, "--country", "mali", "--kind", "armed_group")
    assert mali and all(row["kind"] == "armed_group" for row in mali)
    assert {row["name"] for row in mali} >= {"Ansar Dine"}
    sided = listed(onrecord, "--side", "syria:government", "--on", "2016-12-11")
    assert "Hezbollah" in {row["name"] for row in sided}
    assert "Hezbollah" not in {row["name"] for row in listed(onrecord, "--side", "syria:government", "--on", "2010-01-01")}
    assert [row["name"] for row in listed(onrecord, "--named", "daesh", "--kind", "armed_group")][:1] == ["Islamic State"]


def test_the_table_names_sides_and_origins(onrecord):
    code, out, _ = onrecord("actors", "--side", "syria:government")
    assert code == 0 and "Hezbollah" in out and "syria:government in SYR, from 2013-04-01 until 2024-12-08" in out and "origin:" in out


@pytest.mark.parametrize(
    "words, said",
    [
        (("--country", "Ruritania"), "no country by name or three letters"),
        (("--kind", "militia"), "known are government"),
        (("--on", "2016-12-11"), "--on goes with --side"),
        (("--side", "x", "--on", "yesterday"), "a date like 2016-12-11 is expected"),
    ],
)
def test_wrong_filters_are_refused(onrecord, words, said):
    code, out, err = onrecord("actors", *words)
    assert (code, out) == (2, "") and said in err


def test_a_mention_is_explained_in_its_report(onrecord, tmp_path):
    (tmp_path / "r.txt").write_text("The Ministry of Defence of Ukraine said so. A ministry spokesman denied it.", "utf-8")
    code, out, _ = onrecord("actors", "explain", "ministry spokesman", "--in", "r.txt")
    assert code == 0
    assert "is Ukrainian Defence Ministry (government)" in out and "the report is about Ukraine" in out
    code, out, err = onrecord("actors", "explain", "the Taliban", "--in", "r.txt")
    assert (code, out) == (1, "") and "'the Taliban' does not stand in r.txt" in err


def test_a_name_is_explained_by_itself(onrecord):
    code, out, _ = onrecord("actors", "explain", "ADF", "--country", "COD")
    assert code == 0 and out.startswith("“ADF” is Allied Democratic Forces")
    code, out, err = onrecord("actors", "explain", "the ministry")
    assert (code, out) == (1, "") and "--in REPORT" in err


def test_a_teams_file_is_added_in_versions_and_read_from_then_on(onrecord, tmp_path):
    (tmp_path / "mine.toml").write_text(OWN, "utf-8")
    code, out, err = onrecord("actors", "add", "mine.toml")
    assert code == 0 and out.startswith("version 1 in onrecord-actors, 1 actor")
    assert "'MINUSMA' of 'Blue Valley Guards' is also MINUSMA" in err
    assert listed(onrecord, "--named", "BVG")[0]["name"] == "Blue Valley Guards"
    assert onrecord("actors", "add", "mine.toml")[1].startswith("unchanged: version 1")
    (tmp_path / "mine.toml").write_text(OWN.replace("BVG", "VG"), "utf-8")
    assert onrecord("actors", "add", "mine.toml")[1].startswith("version 2")
    code, out, _ = onrecord("actors", "versions")
    assert code == 0 and len(out.splitlines()) == 2


def test_a_faulty_file_is_refused_with_every_fault(onrecord, tmp_path):
    (tmp_path / "mine.toml").write_text(OWN.replace("armed_group", "gang").replace("MLI", "Mali"), "utf-8")
    code, out, err = onrecord("actors", "add", "mine.toml")
    assert (code, out) == (1, "")
    assert "has the kind 'gang'" in err and "country 'Mali'" in err
    (tmp_path / "mine.toml").write_text("# nothing yet\n", "utf-8")
    assert "holds no actor" in onrecord("actors", "add", "mine.toml")[2]
