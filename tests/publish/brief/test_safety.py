from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.publish.brief.safety import json_in_html, policy, web_link


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10))
def test_json_in_html_is_the_same_json_and_no_markup(value: object) -> None:
    written = str(json_in_html(value))
    assert json.loads(written) == value
    assert not set(written) & set("<>&\u2028\u2029")


@given(st.text())
def test_what_becomes_a_link_is_a_web_address(url: str) -> None:
    assert web_link(url) in (None, url)
    if web_link(url):
        assert url.startswith(("http://", "https://"))


def test_the_policy_names_what_it_was_given_and_nothing_else() -> None:
    # openssl dgst -sha256 -binary <<< -n 'a' | base64
    assert "script-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='" in policy(["a"], [])
