"""The page on linking says what the table says."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.link.score import PRIOR, RULES_V2, VERSION, Rule

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "linking.md").read_text("utf-8")


@pytest.mark.parametrize("rule", RULES_V2, ids=lambda rule: rule.says.__name__)
def test_every_statement_stands_in_the_page_with_its_weights(rule: Rule) -> None:
    [line] = [x for x in PAGE.splitlines() if x.startswith(f"| `{rule.says.__name__}` |")]
    assert line.split("|")[3].strip() == f"{rule.weight:+g}"
    assert line.split("|")[4].strip() == (f"{rule.otherwise:+g}" if rule.otherwise else "")


def test_the_page_names_version_and_prior() -> None:
    assert f"`{VERSION}`" in PAGE
    assert f"**{PRIOR:g}**" in PAGE
