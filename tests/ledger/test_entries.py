"""The one form in which entries are written."""

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.entries import CanonicalError, canonical, chained, committed, genesis

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e15, 1e15) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
HEADER = {"seq": 1, "batch": 1, "kind": "claim", "at": "2020-01-01T00:00:00.000000Z", "commitment": "a" * 64}


@given(JSON)
def test_canonical_json_says_the_same_and_is_stable(value):
    text = canonical(value)
    assert json.loads(text) == value and canonical(json.loads(text)) == text


@given(TEXT, TEXT, TEXT, TEXT)
def test_ids_and_payloads_cannot_run_together(ref, payload, other_ref, other_payload):
    same = (ref, payload) == (other_ref, other_payload)
    salt = "0" * 32
    assert (committed(salt, ref, canonical(payload)) == committed(salt, other_ref, canonical(other_payload))) is same


def test_every_part_of_a_header_counts():
    plain = chained(genesis("a"), **HEADER)
    changed = [{"seq": 2}, {"batch": 2}, {"kind": "report"}, {"at": "2020"}, {"commitment": "b" * 64}]
    assert len({plain, chained(genesis("b"), **HEADER), *(chained(genesis("a"), **(HEADER | c)) for c in changed)}) == 7


def test_the_salt_decides():
    assert committed("0" * 32, "r1", "{}") != committed("1" * 32, "r1", "{}")


@given(JSON)
def test_what_is_plain_is_written_as_the_standard_has_it(value):
    assert canonical(value) == rfc8785.dumps(value).decode()


HALF = "\ud800"
NOT_CANONICAL = [HALF, {HALF: 1}, 2**53, -(2**53), float("nan"), float("inf"), [2**60], {1: 2}, {"a": {"b": object()}}]


@pytest.mark.parametrize("value", NOT_CANONICAL)
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(CanonicalError):
        canonical(value)
