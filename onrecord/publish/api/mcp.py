"""A Model Context Protocol server over the answers: read-only tools, none of which answers without claim ids and exact words."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from onrecord import __version__
from onrecord.errors import OnrecordError
from onrecord.publish.api.answers import UNTRUSTED, Answers, Asked
from onrecord.publish.exports.base import extra

INSTRUCTIONS = (
    "Onrecord keeps who said what about events of armed conflict, when, how firmly and in whose words. It does not say what is true."
    " Quote the words and name who said them, how firmly, and in which report; give both the number of reports and of independent roots;"
    " where findings name a contradiction, give both sides. Names of private persons are covered by █ and stay so. Every answer has"
    " claim ids: cite them. " + UNTRUSTED[0].upper() + UNTRUSTED[1:] + "."
)

Load = Callable[[], Answers]
Note = Callable[[Sequence[str], str], None]  # ids of what was shown, by which question


def server(load: Load, note: Note | None = None) -> Any:
    """The server, not yet running. load gives the answers of this moment; note is told what was shown. Raises MissingExtraError."""
    sdk = extra("mcp.server.mcpserver", of="mcp")
    types, refused = extra("mcp_types", of="mcp"), extra("mcp.server.mcpserver.exceptions", of="mcp")
    made = sdk.MCPServer("onrecord", title="Onrecord", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING")
    reads = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

    def tool(title: str) -> Callable[[Callable[..., str]], Callable[..., str]]:
        return made.tool(title=title, annotations=reads, structured_output=False)  # type: ignore[no-any-return]

    def _answer(ask: Callable[[Answers], dict[str, Any]], question: str) -> str:
        """The answer as JSON. What was asked wrongly is said in words, as the SDK wants a tool's error."""
        try:
            found = ask(load())
        except OnrecordError as error:
            raise refused.ToolError(str(error)) from None
        rows = found.get("items", [found])
        ids = [str(i) for row in rows if (i := row.get("finding") or row.get("spell") or row.get("claim") or row.get("event"))]
        if note and ids:
            note(ids, f"mcp {question}")
        return json.dumps(found, ensure_ascii=False, indent=1)

    @tool("Who said what")
    def who_said_what(
        place: str | None = None,
        from_day: str | None = None,
        to_day: str | None = None,
        source: str | None = None,
        event_type: str | None = None,
        how_firmly: str | None = None,
        words: str | None = None,
        event: str | None = None,
        limit: int = 20,
        cursor: str | None = None,
    ) -> str:
        """Claims: who said what, when, how firmly, in whose words, each with its claim id, exact quote, report, root and findings.

        Narrow by place (also a province or ISO alpha-3 country), days (YYYY-MM-DD), source (a speaker or root), event_type and how_firmly
        (asserted, hedged, denied, future, demanded) as codes, words in the quote, an event's id. `next` is the cursor of the next page.
        """
        asked = Asked(
            place=place, first=from_day, last=to_day, source=source, type=event_type, modality=how_firmly, words=words, event=event
        )
        return _answer(lambda a: a.claims(asked.check(), limit=limit, cursor=cursor), "who_said_what")

    @tool("Events")
    def find_events(
        place: str | None = None,
        from_day: str | None = None,
        to_day: str | None = None,
        source: str | None = None,
        event_type: str | None = None,
        grade: str | None = None,
        words: str | None = None,
        limit: int = 20,
        cursor: str | None = None,
    ) -> str:
        """Events: claims that speak of the same thing, with reports, independent roots, each root's figures, grade with its rule, findings.

        grade: Confirmed, Fair, Weak, Contested or Discounted.
        """
        asked = Asked(place=place, first=from_day, last=to_day, source=source, type=event_type, grade=grade, words=words)
        return _answer(lambda a: a.events(asked.check(), limit=limit, cursor=cursor), "find_events")

    @tool("One event in full")
    def one_event(event: str) -> str:
        """One event by its id, with every claim of it."""
        return _answer(lambda a: a.event(event) | {"note": UNTRUSTED}, "one_event")

    @tool("Contradictions and admissions")
    def find_findings(
        kind: str | None = None,
        place: str | None = None,
        from_day: str | None = None,
        to_day: str | None = None,
        event: str | None = None,
        limit: int = 20,
        cursor: str | None = None,
    ) -> str:
        """Where claims of an event agree or differ, with both sides' exact words.

        kind: denial, control_clash, figure_clash, account_clash, reversal, corroboration, admission or circular.
        """
        asked = Asked(kind=kind, place=place, first=from_day, last=to_day, event=event)
        return _answer(lambda a: a.findings(asked.check(), limit=limit, cursor=cursor), "find_findings")

    @tool("Who is said to have held a place")
    def who_held(
        place: str | None = None,
        from_day: str | None = None,
        to_day: str | None = None,
        according_to: str | None = None,
        limit: int = 20,
        cursor: str | None = None,
    ) -> str:
        """Spells of control: holder, place, state, bounds of beginning and end, according to which root; the quotes it rests on."""
        asked = Asked(place=place, first=from_day, last=to_day, source=according_to)
        return _answer(lambda a: a.control(asked.check(), limit=limit, cursor=cursor), "who_held")

    @tool("Places named")
    def list_places() -> str:
        """Places that events are known of, most first, so that a question can be put by a name that is there."""
        return _answer(lambda a: a.places(), "list_places")

    return made


def http_app(load: Load, *, host: str, port: int, origins: Sequence[str] = (), note: Note | None = None) -> Any:
    """The server as an ASGI application under /mcp, which answers only requests whose Host is this one and whose Origin, if there is any,
    is this one or one of those named: a web page of somebody else cannot ask through the user's browser."""
    security = extra("mcp.server.transport_security", of="mcp")
    names = dict.fromkeys([host, "127.0.0.1", "localhost"] if host in ("127.0.0.1", "localhost") else [host])
    settings = security.TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=[f"{name}:{port}" for name in names],
        allowed_origins=[*(f"http://{name}:{port}" for name in names), *origins],
    )
    return server(load, note).streamable_http_app(transport_security=settings, stateless_http=True, json_response=True, host=host)
