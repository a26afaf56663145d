"""Findings as an Atom feed (RFC 4287): one entry each, with both sides' words. For readers' programs, and so only of what may leave."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from onrecord.publish.brief.safety import web_link
from onrecord.publish.brief.wording import publisher_of, shown, write_days, write_speaker
from onrecord.records import Claim, Event, Finding, Report
from onrecord.vocab.event_types import TERMS
from onrecord.vocab.findings import FINDING_MEANS, Strength

if TYPE_CHECKING:  # the exports take half a second to load
    from onrecord.publish.exports.outgoing import Outgoing

ATOM = "http://www.w3.org/2005/Atom"
NEVER = "1970-01-01T00:00:00Z"  # of a finding none of whose reports is dated


def render_feed(out: Outgoing, *, title: str = "Onrecord: findings") -> str:
    """Direct findings, the newest first. An entry is dated by the latest of its reports: the feed does not change of itself."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    found = [(_known(f, out), f, e) for e in out.events for f in e.findings if f.strength is Strength.DIRECT]
    found.sort(key=lambda item: (item[0], item[1].id), reverse=True)
    _add(feed, "id", "urn:onrecord:findings")
    _add(feed, "title", title)
    _add(feed, "updated", found[0][0] if found else NEVER)
    _add(_under(feed, "author"), "name", "Onrecord")
    for at, finding, event in found:
        _entry(feed, at, finding, event, out)
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _entry(feed: ET.Element, at: str, finding: Finding, event: Event, out: Outgoing) -> None:
    entry = _under(feed, "entry")
    place = event.place.name if event.place and event.place.name else None
    heading = ", ".join(p for p in (TERMS[event.type].label, place, write_days(event.earliest, event.latest)) if p)
    _add(entry, "id", f"urn:onrecord:finding:{quote(finding.id, safe='')}")
    _add(entry, "title", f"{finding.kind.replace('_', ' ').capitalize()}: {heading}")
    _add(entry, "updated", at)
    claims = [out.claims[i] for i in finding.claims if i in out.claims]
    lines = [FINDING_MEANS[finding.kind], *(_said(c, out.reports.get(c.report)) for c in claims)]
    _add(entry, "content", "\n".join(lines))
    _under(entry, "category").set("term", str(finding.kind))
    for link in dict.fromkeys(web_link(r.url) for c in claims if (r := out.reports.get(c.report))):
        if link:
            related = _under(entry, "link")
            related.set("rel", "related")
            related.set("href", link)


def _said(claim: Claim, report: Report | None) -> str:
    words = f"“{' '.join(claim.quote.text.split())}”" if claim.quote.text else "[words held back]"
    return f"{write_speaker(claim, report)} ({publisher_of(report)}): {words} [{claim.id}]"


def _known(finding: Finding, out: Outgoing) -> str:
    reports: Iterable[Report | None] = (out.reports.get(out.claims[i].report) for i in finding.claims if i in out.claims)
    return max((at for r in reports if r and (at := r.known_at())), default=NEVER)


def _under(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{ATOM}}}{name}")


def _add(parent: ET.Element, name: str, text: str) -> None:
    clean = "".join(c for c in shown(text) if c in "\n\t" or ord(c) >= 32)
    _under(parent, name).text = clean.encode("utf-8", "replace").decode()
