"""What was archived and what was done: originals, shown so that nothing in them runs; the audit; what leaves."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from onrecord.desk import audit, here
from onrecord.desk.pages import page
from onrecord.ledger import LedgerView
from onrecord.ledger.audit import note_export
from onrecord.ledger.entries import EntryKind
from onrecord.publish.exports import EXPORTS, sidecar

_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
_MOST = 20_000_000
_LINES = 200


@require_safe
def original(request: HttpRequest, digest: str) -> HttpResponse:
    """An archived original as plain text or a picture, sandboxed: uploaded HTML is read, never run."""
    archive = here.shelf().ledger.archive
    known = any(r.digest == digest for r in here.shelf().now().whole.picture.reports.values())
    data = archive.read(digest) if archive and known and re.fullmatch(r"[0-9a-f]{64}", digest) else None
    if data is None:
        raise Http404("No original of a report that stands has this digest.")
    audit.saw(request, digest)
    kind = next((k for start, k in _PICTURES.items() if data.startswith(start)), "text/plain; charset=utf-8")
    response = HttpResponse(data[:_MOST], content_type=kind)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    return response


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Who came, saw, decided, released and exported what, the newest first."""
    who, kind = request.GET.get("who", "")[:150], request.GET.get("kind", "")
    kinds = (EntryKind.LOGIN, EntryKind.SEEN, EntryKind.EXPORT, EntryKind.ROLE, EntryKind.REMOVAL, EntryKind.JUDGEMENT)
    wanted = [k for k in kinds if k == kind] or list(kinds)
    entries = [e for e in LedgerView(here.shelf().ledger).audit(*wanted) if not who or who in (e.payload.get("who"), e.payload.get("by"))]
    rows = [(e, e.payload.get("who") or e.payload.get("by") or "", _told(e.kind, e.payload)) for e in entries[-_LINES:][::-1]]
    return page(request, "audit.html.j2", rows=rows, total=len(entries), who=who, kind=kind, kinds=kinds)


def _told(kind: EntryKind, row: dict[str, object]) -> str:
    """An entry in a few words."""
    if kind is EntryKind.LOGIN:
        return f"{row.get('outcome')} by {row.get('by_way')}"
    if kind is EntryKind.SEEN:
        ids = row.get("ids")
        return ", ".join(map(str, ids))[:200] if isinstance(ids, list) else ""
    if kind is EntryKind.ROLE:
        return f"{row.get('who')} is {row.get('role') or 'out'}, by {row.get('by')}: {row.get('because')}"
    if kind is EntryKind.JUDGEMENT:
        return f"{row.get('act')}: {row.get('because')}"
    if kind is EntryKind.EXPORT:
        return f"{row.get('what')} to {row.get('to')}"
    return str(row.get("because") or row.get("rule") or "")


@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    return page(request, "exports.html.j2", formats=EXPORTS)


@require_POST
def export(request: HttpRequest) -> HttpResponse | FileResponse:
    """A file for other people's tools: what may leave, and noted in the ledger before it does."""
    chosen = next((e for e in EXPORTS if e.name == request.POST.get("format")), None)
    if chosen is None:
        messages.error(request, "Nothing was exported: choose a format.")
        return redirect("exports")
    shelf = here.shelf()
    going = shelf.outgoing(dt.datetime.now(dt.UTC))
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        made = Path(folder) / f"onrecord{chosen.ending}"
        chosen.write(going, made)
        data = made.read_bytes()
    who = request.user.username
    digest = hashlib.sha256(data).hexdigest()
    note_export(shelf.ledger, f"export {chosen.name}", f"desk, {who}", by=who, embargo_hours=settings.DESK.embargo_hours, sha256=digest)
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="onrecord-{chosen.name}{chosen.ending}"'
    return response


@require_safe
def rules(request: HttpRequest, name: str) -> HttpResponse:
    """The coding rules of a format."""
    chosen = next((e for e in EXPORTS if e.name == name), None)
    if chosen is None:
        raise Http404("No format has this name.")
    return HttpResponse("".join(sidecar(chosen)), content_type="text/plain; charset=utf-8")
