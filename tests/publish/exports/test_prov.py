"""PROV as JSON-LD: every link leads to a node, and covered names are not taken for one person."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from leaving import picture, written

from onrecord.publish.exports import prov
from onrecord.records import Origin, Picture, Source
from onrecord.vocab.roles import NARRATOR, UNATTRIBUTED
from onrecord.vocab.roots import Basis

LINKS = ("prov:wasQuotedFrom", "prov:hadPrimarySource", "prov:wasAttributedTo", "prov:wasDerivedFrom")


def nodes(given: Picture) -> dict[str, dict[str, Any]]:
    return {n["@id"]: n for n in json.loads(written(prov.ALL, given))["@graph"]}


def told_twice(**second: Any) -> Picture:
    """One event that two claims tell, the second after the first; its fields may be changed."""
    whole = picture()
    first = whole.claims["c1"]
    origins = tuple(Origin(claim=c, basis=Basis.COPY, of=of) for c, of in (("c1", None), ("c3", "c1")))
    event = replace(whole.events[0], claims=("c1", "c3"), origins=origins)
    return replace(whole, claims={"c1": first, "c3": replace(first, id="c3", **second)}, events=(event,))


def test_every_link_leads_to_a_node_and_every_key_is_documented():
    found = nodes(told_twice())
    assert {key for node in found.values() for key in node} <= {key for key, _ in prov.KEYS}
    for node in found.values():
        for link in LINKS:
            to = node.get(link, [])
            assert [t for t in (to if isinstance(to, list) else [to]) if t not in found] == []


def test_the_chain_from_event_to_report():
    found = nodes(told_twice())
    assert found["urn:onrecord:event:e1"]["prov:wasDerivedFrom"] == ["urn:onrecord:claim:c1", "urn:onrecord:claim:c3"]
    claim = found["urn:onrecord:claim:c3"]
    assert claim["prov:hadPrimarySource"] == "urn:onrecord:claim:c1"
    assert claim["prov:wasQuotedFrom"] == "urn:onrecord:report:r1"
    assert "prov:hadPrimarySource" not in found["urn:onrecord:claim:c1"]


def test_two_covered_names_are_two_agents():
    found = nodes(told_twice())
    assert found["urn:onrecord:claim:c1"]["prov:wasAttributedTo"] != found["urn:onrecord:claim:c3"]["prov:wasAttributedTo"]


@pytest.mark.parametrize("name, by_publisher", [(NARRATOR, True), (UNATTRIBUTED, False)])
def test_the_publishers_own_voice_and_nobodys(name, by_publisher):
    found = nodes(told_twice(source=Source(name=name)))
    publisher = found["urn:onrecord:report:r1"]["prov:wasAttributedTo"]
    assert found["urn:onrecord:claim:c3"].get("prov:wasAttributedTo") == (publisher if by_publisher else None)


def test_an_origin_held_back_is_not_named():
    whole = told_twice()
    event = replace(whole.events[0], claims=("c3",), roots=())
    alone = replace(whole, claims={"c3": whole.claims["c3"]}, events=(event,))
    assert "prov:hadPrimarySource" not in nodes(alone)["urn:onrecord:claim:c3"]
