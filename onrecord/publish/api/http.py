"""The read-only HTTP interface: JSON, bearer tokens, pages by cursor, ETags, and its own description in OpenAPI 3.1."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord import __version__
from onrecord.publish.api.answers import MOST, UNTRUSTED, Answers, Asked, AskedWrongError, NotThereError
from onrecord.publish.api.tokens import Role, Token, Tokens
from onrecord.vocab.event_types import EventType
from onrecord.vocab.findings import FindingKind, GradeLabel
from onrecord.vocab.hedges import Modality

Load = Callable[[], Answers]
Note = Callable[[str, Sequence[str], str], None]  # who, ids of what was shown, by which question
_HEADERS = {
    "cache-control": "private, no-cache",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'",
    "referrer-policy": "no-referrer",
}

# Name in the query, field of Asked, what it means, its codes.
PARAMETERS: tuple[tuple[str, str, str, type | None], ...] = (
    ("place", "place", "A place, a unit it lies in, or an ISO 3166 alpha-3 country.", None),
    ("from", "first", "On or after this day, YYYY-MM-DD.", None),
    ("to", "last", "On or before this day, YYYY-MM-DD.", None),
    ("source", "source", "A speaker, or the root under which a claim counts.", None),
    ("type", "type", "Code of an event type.", EventType),
    ("modality", "modality", "How firmly it is said.", Modality),
    ("grade", "grade", "Grade of the event.", GradeLabel),
    ("kind", "kind", "Kind of finding.", FindingKind),
    ("words", "words", "Words that all stand in the quote.", None),
    ("event", "event", "Id of an event.", None),
)
_OF = {
    "claims": ("place", "from", "to", "source", "type", "modality", "words", "event"),
    "events": ("place", "from", "to", "source", "type", "modality", "grade", "kind", "words", "event"),
    "findings": ("place", "from", "to", "source", "type", "grade", "kind", "event"),
    "control": ("place", "from", "to", "source"),
}
_MEANS = {
    "claims": "Who said what, when, how firmly, in whose words.",
    "events": "Claims that speak of the same thing, with roots, figures, grade and findings.",
    "findings": "Where claims of an event agree or differ, with both sides' words.",
    "control": "Who is said to have held which place, according to whom.",
}


def app(load: Load, tokens: Tokens, *, hosts: Sequence[str], note: Note | None = None) -> Starlette:
    """The application. hosts: names under which it answers; note: told what was shown to whom."""
    holding = _Interface(load, note)
    routes = [
        Route("/openapi.json", holding.description),
        Route("/v1/status", holding.status),
        Route("/v1/places", holding.places),
        *(Route(f"/v1/{kind}", holding.pages(kind)) for kind in _OF),
        Route("/v1/claims/{id:path}", holding.one("claim")),
        Route("/v1/events/{id:path}", holding.one("event")),
    ]
    made = Starlette(
        routes=routes,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)), Middleware(Guard, tokens=tokens)],
        exception_handlers={
            AskedWrongError: lambda _, error: _problem(400, str(error)),
            NotThereError: lambda _, error: _problem(404, str(error)),
            HTTPException: lambda _, error: _problem(error.status_code, error.detail),
        },
    )
    return made


class Guard:
    """Lets in who brings a token; the description is for everybody. Whose token it is stands in the request's state."""

    def __init__(self, app: ASGIApp, tokens: Tokens) -> None:
        self.app, self.tokens = app, tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == "/openapi.json":
            await self.app(scope, receive, send)
            return
        token = self.tokens.bearer(Request(scope).headers.get("authorization"))
        if token is None:
            refused = _problem(401, "a token is expected: Authorization: Bearer onr_...")
            refused.headers["www-authenticate"] = "Bearer"
            await refused(scope, receive, send)
            return
        scope.setdefault("state", {})["token"] = token
        await self.app(scope, receive, send)


class _Interface:
    def __init__(self, load: Load, note: Note | None) -> None:
        self.load, self.note = load, note

    def description(self, request: Request) -> Response:
        return _answer(request, openapi())

    def status(self, request: Request) -> Response:
        token: Token = request.state.token
        answers = self.load()
        told: dict[str, Any] = {"version": __version__, "role": str(token.role), "state": answers.state}
        if token.role is not Role.READER:
            told["events_held_back"] = answers.withheld
        return _answer(request, told)

    def places(self, request: Request) -> Response:
        _only(request, ())
        return _answer(request, self.load().places())

    def pages(self, kind: str) -> Callable[[Request], Response]:
        def page(request: Request) -> Response:
            given = _only(request, (*_OF[kind], "limit", "cursor"))
            asked = Asked(**{field: given[name] for name, field, _, _ in PARAMETERS if name in given}).check()
            limit = _whole(given.get("limit", "50"))
            found = getattr(self.load(), kind)(asked, limit=limit, cursor=given.get("cursor"))
            self._noted(request, found["items"])
            return _answer(request, found)

        return page

    def one(self, kind: str) -> Callable[[Request], Response]:
        def single(request: Request) -> Response:
            _only(request, ())
            found = getattr(self.load(), kind)(request.path_params["id"])
            self._noted(request, [found])
            return _answer(request, found | {"note": UNTRUSTED})

        return single

    def _noted(self, request: Request, rows: Sequence[dict[str, Any]]) -> None:
        ids = [str(row.get("finding") or row.get("spell") or row.get("claim") or row["event"]) for row in rows]
        if self.note and ids:
            self.note(request.state.token.name, ids, f"GET {request.url.path}?{request.url.query}".rstrip("?")[:500])


def _only(request: Request, names: Sequence[str]) -> dict[str, str]:
    """The query, each name once. Raises AskedWrongError: a name misspelt would narrow nothing, and nobody would know."""
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in names:
            raise AskedWrongError(f"{name[:40]!r} is not asked for here; what is: {', '.join(names) or 'nothing'}")
        if name in given:
            raise AskedWrongError(f"{name!r} is given twice")
        given[name] = value
    return given


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise AskedWrongError(f"limit {text[:40]!r}: a number from 1 to {MOST} is expected")
    return int(text)


def _answer(request: Request, value: dict[str, Any]) -> Response:
    """JSON with an ETag of its bytes; 304 without them where the asker has them already."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    held = [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]
    headers = {**_HEADERS, "etag": tag}
    if tag in held or held == ["*"]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _problem(status: int, detail: str) -> Response:
    """RFC 9457."""
    body = json.dumps({"title": "refused", "status": status, "detail": detail}, ensure_ascii=False)
    return Response(body.encode("utf-8", "replace"), status_code=status, media_type="application/problem+json", headers=_HEADERS)


# --- the description -------------------------------------------------------------------------------------------


def openapi() -> dict[str, Any]:
    """The interface in OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Onrecord", "version": __version__, "description": f"Read-only. Who said what, in whose words. {UNTRUSTED}."},
        "security": [{"token": []}],
        "paths": {
            "/openapi.json": {"get": {"summary": "This description.", "security": [], "responses": {"200": _body("The description.", {})}}},
            "/v1/status": {"get": {"summary": "Version, role, and a digest of all that can be answered.", "responses": _responses()}},
            "/v1/places": {"get": {"summary": "Places that events are known of, most first.", "responses": _responses()}},
            **{f"/v1/{kind}": {"get": _listing(kind)} for kind in _OF},
            "/v1/claims/{id}": {"get": _single("One claim.")},
            "/v1/events/{id}": {"get": _single("One event with all its claims.")},
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Page": {
                    "type": "object",
                    "required": ["total", "items", "next", "note"],
                    "properties": {
                        "total": {"type": "integer"},
                        "items": {"type": "array", "items": {"type": "object"}},
                        "next": {"type": ["string", "null"], "description": "Cursor of the next page."},
                        "note": {"type": "string"},
                    },
                },
                "Problem": {
                    "type": "object",
                    "properties": {"title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}},
                },
            },
        },
    }


def _listing(kind: str) -> dict[str, Any]:
    known = {name: (means, codes) for name, _, means, codes in PARAMETERS}
    parameters: list[dict[str, Any]] = []
    for name in _OF[kind]:
        means, codes = known[name]
        schema: dict[str, Any] = {"type": "string"} | ({"enum": [str(c) for c in codes]} if codes else {})  # type: ignore[attr-defined]
        parameters.append({"name": name, "in": "query", "description": means, "schema": schema})
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": 50}
    parameters.append({"name": "limit", "in": "query", "description": "Rows of a page.", "schema": limit})
    parameters.append({"name": "cursor", "in": "query", "description": "`next` of the page before.", "schema": {"type": "string"}})
    return {"summary": _MEANS[kind], "parameters": parameters, "responses": _responses({"$ref": "#/components/schemas/Page"})}


def _single(summary: str) -> dict[str, Any]:
    parameter = {"name": "id", "in": "path", "required": True, "description": "Its id.", "schema": {"type": "string"}}
    return {"summary": summary, "parameters": [parameter], "responses": _responses()}


def _responses(schema: dict[str, Any] | None = None) -> dict[str, Any]:
    def refused(means: str) -> dict[str, Any]:
        return {"description": means, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}

    return {
        "200": _body("The answer, with an ETag.", schema or {"type": "object"}),
        "304": {"description": "Nothing has changed since the ETag given."},
        "400": refused("The question makes no sense."),
        "401": refused("No token, or one that is not known."),
        "404": refused("It is not there, or may not leave."),
    }


def _body(means: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": means, "content": {"application/json": {"schema": schema}}}
