"""A team's own file: every fault is named with its line, and versions are kept and never changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import VocabularyError
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.actors.own import keep, newest, read_own, versions
from onrecord.knowledge.actors.rows import parse_actors
from onrecord.vocab.roles import Kind

GOOD = """
[[actor]]
name = "Blue Valley Guards"
kind = "armed_group"
country = "MLI"
aliases = ["BVG", "Valley Guards"]
sides = [{ side = "mali:government", theatre = "MLI", since = "2019-03-01", until = "2021-05-24" }]
origin = "our own interviews, 2021"
"""


def a_file(tmp_path, text=GOOD):
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def faults(text, **options):
    with pytest.raises(VocabularyError) as raised:
        parse_actors(text, "mine.toml", **options)
    return str(raised.value).splitlines()


def test_a_good_file_is_read_before_the_register_that_ships(tmp_path):
    register = ActorRegister.load(a_file(tmp_path))
    assert register.find("BVG").name == "Blue Valley Guards"
    assert register.side_of("Valley Guards", theatre="MLI", on="2020-01-01") == "mali:government"
    assert register.side_of("Valley Guards", theatre="MLI", on="2022-01-01") is None


@pytest.mark.parametrize(
    "row, said",
    [
        ('kind = "ngo"', "it has no name"),
        ('name = ""\nkind = "ngo"', "'' is no name"),
        ('name = "A b"\nkind = "militia"', "has the kind 'militia'; known are government"),
        ('name = "A b"\nkind = "narrator"', "has the kind 'narrator'"),
        ('name = "A b"\nkind = "ngo"\nalias = ["c"]', "'alias' is not known; is 'aliases' meant?"),
        ('name = "A b"\nkind = "ngo"\naliases = "c"', "aliases are a list of names"),
        ('name = "A b"\nkind = "ngo"\ncountry = "XQZ"', "country 'XQZ' is no country's three letters"),
        ('name = "A b"\nkind = "ngo"\nparent = "A b"', "parent is the name of another body"),
        ('name = "A b"\nkind = "ngo"\nsides = [{ theatre = "SYR" }]', "side None is no code"),
        ('name = "A b"\nkind = "ngo"\nsides = [{ side = "x:y", since = 2016-12-11 }]', "days are text like"),
        ('name = "A b"\nkind = "ngo"\nsides = [{ side = "x:y", since = "2016-13-01" }]', "since '2016-13-01' is no day"),
        ('name = "A b"\nkind = "ngo"\nsides = [{ side = "x:y", since = "2017-01-01", until = "2016-01-01" }]', "is after until 2016-01-01"),
        ('name = "A b"\nkind = "ngo"\nsides = [{ side = "x:y", place = "SYR" }]', "'place' is not known"),
    ],
)
def test_a_fault_is_named_with_the_line_of_its_row(row, said):
    text = f"# ours\n\n[[actor]]\n{row}\n"
    assert any(line.startswith("mine.toml, line 3: ") and said in line for line in faults(text))


def test_every_fault_of_a_file_is_named_at_once():
    text = GOOD + '\n[[actor]]\nname = "A b"\nkind = "x"\ncountry = "?"\n\n[[actor]]\nname = "the Blue Valley Guards"\nkind = "ngo"\n'
    found = faults(text)
    assert len(found) == 3
    assert "'the Blue Valley Guards' stands twice, first as actor 1" in found[-1]


def test_a_row_that_is_added_must_say_where_its_facts_are_from():
    text = GOOD.replace('origin = "our own interviews, 2021"', "")
    assert parse_actors(text, "mine.toml")
    assert "does not say where its facts are from" in faults(text, sourced=True)[0]


@pytest.mark.parametrize(
    "text, said", [("[[actor]\nname", "not TOML"), ("[actor]\nname = 'x'", "in two brackets"), ("x = 1", "'x' is not known")]
)
def test_what_is_not_in_the_form_is_said(text, said):
    assert said in faults(text)[0]


@pytest.mark.parametrize("data, said", [(b"\xff\xfe", "not UTF-8 at byte 0"), (None, "No such file")])
def test_a_file_that_cannot_be_read_is_a_fault_of_the_file(tmp_path, data, said):
    path = tmp_path / "mine.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(VocabularyError, match=said):
        read_own(path)


def test_versions_are_kept_and_the_newest_counts(tmp_path):
    folder = tmp_path / "own"
    first, new = keep(a_file(tmp_path), folder, day="2026-01-01")
    assert new and first.number == 1
    assert keep(a_file(tmp_path), folder, day="2026-01-02") == (first, False)
    second, new = keep(a_file(tmp_path, GOOD.replace("BVG", "VG")), folder, day="2026-01-03")
    assert new and [v.number for v in versions(folder)] == [1, 2]
    assert newest(folder) == second.path
    register = ActorRegister.load(folder)
    assert register.find("VG").name == "Blue Valley Guards" and register.find("BVG") is None


def test_a_version_that_was_changed_by_hand_is_refused(tmp_path):
    version, _ = keep(a_file(tmp_path), tmp_path / "own", day="2026-01-01")
    version.path.write_text(GOOD + "\n", "utf-8")
    with pytest.raises(VocabularyError, match="changed since it was added"):
        ActorRegister.load(tmp_path / "own")


def test_a_faulty_file_makes_no_version(tmp_path):
    with pytest.raises(VocabularyError):
        keep(a_file(tmp_path, "[[actor]]\n"), tmp_path / "own", day="2026-01-01")
    assert versions(tmp_path / "own") == []


VALUES = st.one_of(st.text(max_size=20), st.integers(), st.booleans(), st.lists(st.text(max_size=5), max_size=3))


@given(
    st.lists(st.dictionaries(st.sampled_from(["name", "kind", "aliases", "country", "sides", "parent", "origin", "x"]), VALUES), max_size=4)
)
@settings(max_examples=200, deadline=None)
def test_any_rows_are_either_actors_or_faults(rows):
    text = "".join("[[actor]]\n" + "".join(f"{k} = {_toml(v)}\n" for k, v in row.items()) for row in rows)
    try:
        assert all(a.kind in Kind and a.name for a in parse_actors(text, "mine.toml"))
    except VocabularyError as error:
        assert str(error).startswith("mine.toml")


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(text):
    try:
        parse_actors(text, "mine.toml")
    except VocabularyError as error:
        assert str(error).startswith("mine.toml")


def _toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    if isinstance(value, str):
        return '"' + "".join(c if c.isalnum() or c == " " else f"\\U{ord(c):08x}" for c in value if not 0xD800 <= ord(c) < 0xE000) + '"'
    return str(value)
