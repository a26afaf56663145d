"""What the tests of commands share."""

import sys

import pytest

from onrecord.cli import main


@pytest.fixture
def onrecord(monkeypatch, capsys, tmp_path):
    """Runs a command in an empty folder; gives its exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, words)])
        try:
            main.run()
            code = 0
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run
