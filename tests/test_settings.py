from pathlib import Path

import pytest

from onrecord.settings import Settings, SettingsError, load


def test_without_file_and_environment_the_defaults_hold(tmp_path):
    assert load(tmp_path, {}) == Settings()


def test_the_environment_wins_over_the_file(tmp_path):
    (tmp_path / "onrecord.toml").write_text('ledger = "team.db"\nmax_text = 5000\n')
    found = load(tmp_path, {"ONRECORD_MAX_TEXT": "7000"})
    assert found.ledger == Path("team.db") and found.max_text == 7000


@pytest.mark.parametrize(
    "content, problem",
    [
        ("ledgre = 'x'", "unknown setting 'ledgre'"),
        ("max_text = 'many'", "not a number"),
        ("= 3", "onrecord.toml"),
        ("ledger = 5", "onrecord.toml: ledger: 5 is not a path"),
        ("reader = ['rules']", "is not a name"),
        ("max_text = true", "not a number"),
        ("max_text = 12.7", "not a number"),
        ("max_text = 99999999999", "1,000,000,000"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, content, problem):
    (tmp_path / "onrecord.toml").write_text(content)
    with pytest.raises(SettingsError, match=problem):
        load(tmp_path, {})


def test_a_wrong_value_in_the_environment_is_named_by_its_variable(tmp_path):
    with pytest.raises(SettingsError, match="ONRECORD_MAX_TEXT: 'many' is not a number"):
        load(tmp_path, {"ONRECORD_MAX_TEXT": "many"})
