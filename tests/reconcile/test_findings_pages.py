"""The pages on grades and control say what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.reconcile.grade import RULES as GRADE_RULES
from onrecord.reconcile.standings import RULES as CONTROL_RULES
from onrecord.vocab.findings import ControlState, FindingKind

DOCS = Path(__file__).resolve().parents[2] / "docs"
GRADES, CONTROL = ((DOCS / name).read_text("utf-8") for name in ("grades.md", "control.md"))


@pytest.mark.parametrize("kind", FindingKind)
def test_every_kind_of_finding_is_explained(kind: FindingKind) -> None:
    assert f"| `{kind}` |" in GRADES


@pytest.mark.parametrize("rule", [rule for _, rule, _ in GRADE_RULES])
def test_every_rule_of_grading_is_printed_in_order(rule: str) -> None:
    assert rule in GRADES
    assert [GRADES.index(r) for _, r, _ in GRADE_RULES] == sorted(GRADES.index(r) for _, r, _ in GRADE_RULES)


@pytest.mark.parametrize("rule", CONTROL_RULES.values())
def test_every_rule_of_control_is_printed(rule: str) -> None:
    assert f"- {rule}" in CONTROL


@pytest.mark.parametrize("state", ControlState)
def test_every_state_of_control_is_named(state: ControlState) -> None:
    assert f"`{state}`" in CONTROL
