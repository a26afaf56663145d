"""Where everything comes from, as PROV in JSON-LD: event from claims, claim quoted from report, both attributed to who speaks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, TextIO
from urllib.parse import quote

from onrecord.publish.exports.base import Exporter, as_text, write_graph
from onrecord.publish.exports.outgoing import Outgoing
from onrecord.publish.privacy import BLOCK
from onrecord.records import Claim, Event, Report
from onrecord.vocab.roles import NARRATOR

CONTEXT: dict[str, object] = {
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "onrecord": "urn:onrecord:term:",
    **{
        f"prov:{link}": {"@type": "@id"}
        for link in ("wasQuotedFrom", "hadPrimarySource", "wasAttributedTo", "wasDerivedFrom", "wasRevisionOf")
    },
    "dcterms:source": {"@type": "@id"},
}

KEYS = (
    ("@id", "`urn:onrecord:` and the kind and id of the thing, percent-encoded."),
    ("@type", "`prov:Entity` and `onrecord:Report`, `onrecord:Claim` or `onrecord:Event`; `prov:Agent` for who speaks or publishes."),
    ("rdfs:label", "An agent's name; a report's headline."),
    ("dcterms:issued", "A report's publication date, as it was given."),
    ("dcterms:source", "A report's web address."),
    ("onrecord:sha256", "SHA-256 of the archived original of a report."),
    ("onrecord:type", "Code of the event type (docs/vocabulary.md)."),
    ("onrecord:modality", "How far a claim's source commits (docs/vocabulary.md)."),
    ("onrecord:grade", "An event's grade (docs/grades.md)."),
    ("onrecord:locator", "Where in the archived original the words stand: page and box, paragraph, chapter."),
    ("onrecord:start", "First code point of a claim's words in the text of its report."),
    ("onrecord:end", "The code point after the last."),
    ("prov:value", "A claim's exact words."),
    ("prov:wasQuotedFrom", "The report in which a claim stands."),
    ("prov:hadPrimarySource", "The claim from which a claim has it: a copy's or relay's origin."),
    ("prov:wasAttributedTo", "Who speaks in a claim, or who published a report."),
    ("prov:wasDerivedFrom", "The claims that an event is made of."),
    ("prov:wasRevisionOf", "What the publisher had at a report's address before."),
)

RULES = (
    "An event is derived from its claims; a claim is quoted from its report and attributed to its named source, or to the publisher where"
    " that speaks for itself. What nobody in particular says is attributed to nobody.",
    "A claim that copies or relays another has that one as primary source, by the root graph. A chain that leads to a claim"
    " not in the file ends.",
    "A source whose name is covered is an agent of its own in each claim: two covered names are not said to be one person.",
    "What is not known is left out.",
)


def urn(kind: str, id: str) -> str:
    return f"urn:onrecord:{kind}:{quote(id, safe='')}"


def nodes(out: Outgoing) -> Iterator[dict[str, Any]]:
    """Agents before what is attributed to them, reports before their claims, claims before their events."""
    known: set[str] = set()
    for report in out.reports.values():
        if report.publisher:
            yield from _agent(report.publisher, report.id, known)
        yield _report(report, out)
    for event in out.events:
        claims = out.of(event)
        origins = {o.claim: o.of for o in event.origins if o.of in out.claims}
        for claim in claims:
            if claim.source.named:
                yield from _agent(claim.source.name, claim.id, known)
            yield _claim(claim, out.reports.get(claim.report), origins.get(claim.id))
        yield _event(event, claims)


def agent(name: str, spoken_in: str) -> str:
    """The agent of a name. A covered name says nothing about whose it is, so that it is one within the claim it speaks in alone."""
    digest = hashlib.sha256(f"{name} {spoken_in if BLOCK in name else ''}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return urn("agent", digest)


def _agent(name: str, spoken_in: str, known: set[str]) -> Iterator[dict[str, Any]]:
    id = agent(name, spoken_in)
    if id not in known:
        known.add(id)
        yield {"@id": id, "@type": "prov:Agent", "rdfs:label": name}


def _report(report: Report, out: Outgoing) -> dict[str, Any]:
    return _stated(
        {
            "@id": urn("report", report.id),
            "@type": ["prov:Entity", "onrecord:Report"],
            "rdfs:label": report.title,
            "dcterms:issued": report.published,
            "dcterms:source": report.url,
            "onrecord:sha256": report.digest,
            "prov:wasAttributedTo": agent(report.publisher, report.id) if report.publisher else None,
            "prov:wasRevisionOf": urn("report", report.supersedes) if report.supersedes and report.supersedes in out.reports else None,
        }
    )


def _claim(claim: Claim, report: Report | None, origin: str | None) -> dict[str, Any]:
    speaker = claim.source.name if claim.source.named else None
    narrator = report.publisher if report and claim.source.name == NARRATOR else None
    said_by = agent(speaker, claim.id) if speaker else agent(narrator, claim.report) if narrator else None
    return _stated(
        {
            "@id": urn("claim", claim.id),
            "@type": ["prov:Entity", "onrecord:Claim"],
            "onrecord:type": str(claim.type),
            "onrecord:modality": str(claim.modality),
            "prov:value": claim.quote.text,
            "onrecord:start": claim.quote.start,
            "onrecord:end": claim.quote.end,
            "onrecord:locator": "; ".join(report.marks_of(claim.quote.start, claim.quote.end)) if report else None,
            "prov:wasQuotedFrom": urn("report", claim.report) if report else None,
            "prov:hadPrimarySource": urn("claim", origin) if origin else None,
            "prov:wasAttributedTo": said_by,
        }
    )


def _event(event: Event, claims: list[Claim]) -> dict[str, Any]:
    return _stated(
        {
            "@id": urn("event", event.id),
            "@type": ["prov:Entity", "onrecord:Event"],
            "onrecord:type": str(event.type),
            "onrecord:grade": str(event.grade.label) if event.grade else None,
            "prov:wasDerivedFrom": [urn("claim", c.id) for c in claims] or None,
        }
    )


def _stated(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value is not None and value != ""}


def _write(out: Outgoing, to: TextIO) -> int:
    return write_graph(to, CONTEXT, nodes(out))


ALL = Exporter(
    name="prov",
    ending=".jsonld",
    means="Events, claims, reports and who speaks, as PROV in JSON-LD: what was derived and quoted from what.",
    columns=KEYS,
    rules=RULES,
    write=as_text(_write),
)
