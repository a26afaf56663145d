"""What keeps foreign text from doing anything: links, JSON inside HTML, and the content security policy."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

_JSON_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def web_link(url: str | None) -> str | None:
    """The address if it is a plain http(s) one that names a host; else None, and the page prints no link."""
    if not url or not url.isprintable() or any(c in " \"'<>\\^`{|}" for c in url):
        return None
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname)
    except ValueError:
        return None
    return url if named and parts.scheme in ("http", "https") and not parts.username and not parts.password else None


def json_in_html(value: Any) -> Markup:
    """JSON that cannot end the script element it stands in, nor be read as markup."""
    return Markup(json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).translate(_JSON_ESCAPES))


def _digest(content: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode() + "'"


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A content security policy that lets only these exact scripts and styles run, and nothing connect to anywhere."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(map(_digest, scripts)),
            "style-src " + " ".join(map(_digest, styles)),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
