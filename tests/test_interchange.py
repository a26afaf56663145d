import json

import pytest
from builders import a_claim, a_full_claim, a_report

from onrecord.errors import InterchangeError
from onrecord.interchange import claim_from, claim_row, dump, read_claims, report_from, report_id, report_row
from onrecord.records import moment


def test_a_claim_survives_the_round_trip():
    claim = a_full_claim()
    assert claim_from(json.loads(dump(claim_row(claim)))) == claim


def test_a_report_survives_the_round_trip():
    report = a_report(digest="ab" * 32, warnings=("no date",))
    assert report_from(json.loads(dump(report_row(report)))) == report


def test_a_report_needs_only_its_text():
    report = report_from({"text": "Shells fell on the town."})
    assert report.id == report_id("Shells fell on the town.")
    assert report.published is None and report.publisher is None


def test_claims_of_other_programs_may_leave_out_what_they_do_not_know():
    row = {
        "claim": "x",
        "report": "r1",
        "quote": {"text": "Dura", "start": 0, "end": 4},
        "type": "shelling",
        "source": {"name": "narrator"},
    }
    (claim,) = read_claims([json.dumps(row)], "theirs.jsonl")
    assert (claim.place, claim.when, claim.figures, claim.control) == (None, None, (), None)


@pytest.mark.parametrize(
    "line, problem",
    [
        ("{", "line 1: not JSON"),
        ("[]", "one JSON object a line"),
        ('{"claim": "x", "report": "r1"}', "quote is missing"),
        (
            '{"claim": "x", "report": "r1", "quote": {"text": "a", "start": 0, "end": 1}, "type": "flood"}',
            "type: 'flood' is not one of the codes",
        ),
    ],
)
def test_a_bad_line_is_named_with_its_number(line, problem):
    with pytest.raises(InterchangeError, match="line 1"):
        list(read_claims([line], "theirs.jsonl"))
    with pytest.raises(InterchangeError) as caught:
        list(read_claims([line], "theirs.jsonl"))
    assert problem in str(caught.value)


def test_a_claim_id_that_stands_twice_is_refused():
    line = dump(claim_row(a_claim()))
    with pytest.raises(InterchangeError, match="stands twice"):
        list(read_claims([line, line], "theirs.jsonl"))


@pytest.mark.parametrize(
    "given, at",
    [
        ("2016-12-11", "2016-12-11T23:59:59Z"),  # a bare date counts as known at the end of that day
        ("2016-12-11T10:00:00+03:00", "2016-12-11T07:00:00Z"),
        ("2016-12-11T10:00:00Z", "2016-12-11T10:00:00Z"),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_moments_compare_as_text(given, at):
    assert moment(given) == at
