"""`onrecord gazetteer`: find, add, list. Run inside this process."""

import json
import zipfile

import pytest

OWN = "name,lat,lon,country,aliases\nTell Example,35.5,37.5,SY,Tal Example;Tell Mithal\n"


def dump_line(number, name, wide="P", code="PPL", admin1="09"):
    return "\t".join(
        [str(number), name, name, "OSXX,Qaryat Mithal", "35.1", "37.1", wide, code, "SY", "", admin1, *[""] * 3, "1200", *[""] * 4]
    )


def test_added_places_are_found_and_read_in_reports(onrecord, tmp_path):
    (tmp_path / "ours.csv").write_text(OWN, "utf-8")
    (tmp_path / "r.txt").write_text("Shells fell on Tell Mithal in Syria on Sunday, residents said.", "utf-8")
    assert onrecord("gazetteer", "find", "Tell Mithal")[0] == 1
    code, out, err = onrecord("gazetteer", "add", "ours.csv")
    assert code == 0 and out.startswith("ours, version 1 in onrecord-places, 1 place, sha256") and err == ""
    code, out, _ = onrecord("gazetteer", "find", "tell mithal", "--format", "jsonl")
    assert code == 0 and json.loads(out)["id"] == "own:Tell Example"
    code, out, _ = onrecord("annotate", "r.txt", "--layers", "places", "--format", "jsonl")
    assert [(p["lat"], p["gazetteer"]) for p in json.loads(out)["places"] if p["lat"] == 35.5] == [(35.5, "own:Tell Example")]


def test_the_newest_version_of_every_name_counts(onrecord, tmp_path):
    (tmp_path / "ours.csv").write_text(OWN, "utf-8")
    (tmp_path / "SY.txt").write_text(dump_line(9999999, "Kafr Example") + "\n", "utf-8")
    onrecord("gazetteer", "add", "ours.csv")
    onrecord("gazetteer", "add", "SY.txt")
    assert onrecord("gazetteer", "add", "ours.csv")[1].startswith("unchanged: ours, version 1")
    (tmp_path / "ours.csv").write_text(OWN.replace("Tell Example", "Tell Other"), "utf-8")
    assert "ours, version 2" in onrecord("gazetteer", "add", "ours.csv")[1]
    _, out, _ = onrecord("gazetteer", "list", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(r["name"], r["version"], r["counts"]) for r in rows] == [("SY", 1, True), ("ours", 1, False), ("ours", 2, True)]
    assert "superseded" in onrecord("gazetteer", "list")[1]
    assert onrecord("gazetteer", "find", "Tell Example")[0] == 1
    assert onrecord("gazetteer", "find", "Tell Other")[0] == onrecord("gazetteer", "find", "Kafr Example")[0] == 0


def test_a_version_that_was_changed_is_refused(onrecord, tmp_path):
    (tmp_path / "ours.csv").write_text(OWN, "utf-8")
    onrecord("gazetteer", "add", "ours.csv")
    kept = next((tmp_path / "onrecord-places").iterdir())
    kept.write_text(OWN.replace("35.5", "36.5"), "utf-8")
    code, _, err = onrecord("gazetteer", "find", "Aleppo")
    assert code == 1 and "changed since it was added" in err


def test_a_zip_of_a_country_is_read(onrecord, tmp_path):
    lines = [dump_line(1, "Mithal Governorate", "A", "ADM1"), dump_line(2, "Kafr Example"), dump_line(3, "Hotel Example", "S", "HTL")]
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("readme.txt", "GeoNames")
        archive.writestr("SY.txt", "\n".join(lines) + "\n")
    assert "2 places" in onrecord("gazetteer", "add", "SY.zip")[1]
    row = json.loads(onrecord("gazetteer", "find", "Kafr Example", "--format", "jsonl")[1])
    assert row["parents"][0] == "Mithal Governorate" and row["aliases"] == ["Kafr Example", "Qaryat Mithal"]
    assert onrecord("gazetteer", "find", "Hotel Example")[0] == 1


@pytest.mark.parametrize(
    "content, said",
    [
        (b"name,lat,lon\nX,1,1\n", "has to name the columns name, lat, lon, country"),
        (b"name,lat,lon,country\nX,one,1,SY\nY,1,1,XX\n", "line 2: lat 'one'"),
        (b"name,lat,lon,country\nX,one,1,SY\nY,1,1,XX\n", "line 3: country 'XX'"),
        (b"name,lat,lon,country\nX,nan,181,SY\n", "lon '181' is not a number of degrees from -180 to 180"),
        (b"name,lat,lon,country\nX,1,1,SY\nX,2,2,SY\n", "the id 'X' is that of line 2 too"),
        (b"name,lat,lon,country,kind\nX,1,1,SY,hamlet\n", "kind 'hamlet'"),
        (b"name,lat,lon,country\n", "holds no place"),
        (b"", "has to name the columns"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"PK\x03\x04broken", "the zip cannot be read"),
        (b"x" * 10 + b"\t" * 18 + b"\n", "line 1: 19 columns, 19 expected, the first a number"),
        (b'name,lat,lon,country\n"X,1,1,SY\n', "unexpected end of data"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(onrecord, tmp_path, content, said):
    (tmp_path / "bad.csv").write_bytes(content)
    code, _, err = onrecord("gazetteer", "add", "bad.csv")
    assert code == 1 and said in err and not (tmp_path / "onrecord-places").exists()


def test_a_missing_file_and_a_bad_name_are_said(onrecord, tmp_path):
    assert "No such file" in onrecord("gazetteer", "add", "none.csv")[2]
    (tmp_path / "ours.csv").write_text(OWN, "utf-8")
    assert "letters, digits" in onrecord("gazetteer", "add", "ours.csv", "--name", "a/b")[2]
    assert onrecord("gazetteer", "find", " ")[0] == 2
    assert onrecord("gazetteer", "list")[0] == 0
