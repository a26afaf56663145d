"""Docs are tested like code: every code, command, option, setting and interchange key appears."""

import dataclasses
import re
from pathlib import Path

import pytest
import typer
from builders import a_full_claim, a_report

from onrecord.cli.main import app, outline
from onrecord.interchange import claim_row, report_row
from onrecord.settings import Settings
from onrecord.vocab import event_types, findings, fine_types, hedges, measures, roles, roots

ROOT = Path(__file__).resolve().parents[2]
VOCABULARY = (ROOT / "docs" / "vocabulary.md").read_text("utf-8")
COMMANDS = (ROOT / "docs" / "command-line.md").read_text("utf-8")
INTERCHANGE = (ROOT / "docs" / "interchange.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
GROUP = typer.main.get_command(app)


def test_the_help_that_loads_no_command_says_what_the_commands_say():
    told = typer.main.get_command(outline()).commands
    assert [(name, one_line(command)) for name, command in told.items()] == [(n, one_line(c)) for n, c in GROUP.commands.items()]


def one_line(command):
    return command.get_short_help_str(1000)


@pytest.mark.parametrize("event_type", event_types.EventType)
def test_event_type_is_documented(event_type):
    assert f"### `{event_type}`" in VOCABULARY
    assert event_types.TERMS[event_type].means in VOCABULARY


CODES = [
    *hedges.Modality,
    *measures.Measure,
    *roles.Kind,
    *findings.FindingKind,
    *findings.Strength,
    *findings.GradeLabel,
    *findings.ControlState,
    *findings.Change,
    *roots.Basis,
    *fine_types.FineType,
]


@pytest.mark.parametrize("code", CODES)
def test_code_is_documented(code):
    assert f"| `{code}` |" in VOCABULARY


@pytest.mark.parametrize("name", sorted(GROUP.commands))
def test_command_and_its_options_are_documented(name):
    assert f"`onrecord {name}" in COMMANDS
    for parameter in GROUP.commands[name].params:
        for option in parameter.opts:
            assert option in COMMANDS or not option.startswith("--"), option


@pytest.mark.parametrize("name", [f.name for f in dataclasses.fields(Settings)])
def test_setting_is_documented(name):
    assert f"| `{name}` | `ONRECORD_{name.upper()}` |" in COMMANDS


@pytest.mark.parametrize("key", sorted({*claim_row(a_full_claim()), *report_row(a_report())}))
def test_interchange_key_is_documented(key):
    assert f"`{key}`" in INTERCHANGE


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_links_of_the_readme_lead_somewhere():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_readme_names_the_two_commands_and_no_other_step():
    assert "make demo" in README and "make test" in README
