from __future__ import annotations

from desk.test_judging import post

from onrecord.desk.corpus import Left, judged
from onrecord.ledger import LedgerView


def test_a_report_goes_out_when_all_its_claims_are_judged_without_the_rejected_ones(desk):
    left = Left()
    post(desk, "accept", claim="clm-shells")
    assert list(judged(LedgerView(desk.ledger), left)) == [] and (left.reports, left.claims) == (1, 1)
    post(desk, "correct", claim="clm-nine", field="modality", value="hedged")
    (row,) = judged(LedgerView(desk.ledger), Left())
    assert [(c["quote"], c["modality"]) for c in row["claims"]] == [
        ("shells had hit the bakery", "asserted"),
        ("nine people were killed", "hedged"),
    ]
    post(desk, "reject", claim="clm-shells")
    (row,) = judged(LedgerView(desk.ledger), Left())
    assert row["annotated_by"] == "editor" and len(row["claims"]) == 1
