"""JSON as other programs write it: Telegram and X exports, JSON Feed, ReliefWeb lists. Each message, post or article is a report."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

from onrecord.read.formats.base import Origin, Parsed
from onrecord.read.formats.docx import language_code
from onrecord.read.formats.markup import to_paragraphs
from onrecord.read.published import to_published

_JS = re.compile(r"^\s*window\.YTD\.[\w.]+\s*=\s*")
_POSTED = "%a %b %d %H:%M:%S %z %Y"  # Sun Dec 11 18:20:00 +0000 2016


def without_script(text: str) -> str:
    """The JSON of a file of an X archive, which assigns it to a variable."""
    return _JS.sub("", text, count=1)


def find_export(content: Any) -> list[Parsed] | None:
    """The reports of an export that is known; None: it is none of these."""
    reader = next((read for fits, read in EXPORTS if fits(content)), None)
    return None if reader is None else [part for part in reader(content) if part.text.strip()]


# --- Telegram --------------------------------------------------------------------------------------------------


def _is_telegram(content: Any) -> bool:
    return isinstance(content, dict) and (isinstance(content.get("messages"), list) or isinstance(_at(content, "chats", "list"), list))


def _telegram(content: Any) -> Iterator[Parsed]:
    for chat in _at(content, "chats", "list") or [content]:
        for message in _dicts(_at(chat, "messages")):
            if message.get("type", "message") == "message":
                yield _message(message, chat)


def _message(message: dict[str, Any], chat: dict[str, Any]) -> Parsed:
    channel, sender = _text(chat.get("name")), _text(message.get("from"))
    warnings = tuple(f"forwarded from {name}" for name in [_text(message.get("forwarded_from"))] if name)
    origin = Origin.of("Telegram export", publisher=channel or sender, published=_telegram_time(message), author=sender)
    return Parsed(text=_pieces(message.get("text")), origin=origin, warnings=warnings, part=f"message {message.get('id', '?')}")


def _pieces(text: Any) -> str:
    """A message's text: a string, or a list of strings and of objects with a text (links, bold)."""
    pieces = text if isinstance(text, list) else [text]
    return "".join(_text(p.get("text")) or "" if isinstance(p, dict) else p if isinstance(p, str) else "" for p in pieces)


def _telegram_time(message: dict[str, Any]) -> str | None:
    stamp = str(message.get("date_unixtime", ""))
    if stamp.isdecimal() and len(stamp) <= 11:
        return dt.datetime.fromtimestamp(int(stamp), dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return to_published(message.get("date"))  # in the clock of whoever exported it, without a zone: the day alone is kept


# --- X, formerly Twitter ---------------------------------------------------------------------------------------


def _is_posts(content: Any) -> bool:
    first = next(_dicts(content), {})
    post = first.get("tweet", first)
    return isinstance(post, dict) and isinstance(post.get("full_text"), str)


def _posts(content: Any) -> Iterator[Parsed]:
    for number, row in enumerate(_dicts(content), 1):
        post = row.get("tweet", row)
        if not isinstance(post, dict):
            continue
        name = _text(_at(post, "user", "screen_name"))
        key = _text(post.get("id_str")) or _text(post.get("id"))
        address = f"https://x.com/{name or 'i'}/status/{key}" if key else None
        origin = Origin.of(
            "X export",
            publisher=name or "X",
            published=_posted(post.get("created_at")),
            author=_text(_at(post, "user", "name")),
            url=address,
            language=language_code(_text(post.get("lang")) or None),
        )
        yield Parsed(text=_text(post.get("full_text")) or "", origin=origin, part=f"post {key or number}")


def _posted(value: Any) -> str | None:
    try:
        return dt.datetime.strptime(str(value), _POSTED).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return to_published(value)


# --- JSON Feed and ReliefWeb -----------------------------------------------------------------------------------


def _is_feed(content: Any) -> bool:
    return (
        isinstance(content, dict)
        and str(content.get("version", "")).startswith("https://jsonfeed.org/")
        and isinstance(content.get("items"), list)
    )


def _feed(content: Any) -> Iterator[Parsed]:
    for number, item in enumerate(_dicts(content["items"]), 1):
        html = _text(item.get("content_html"))
        authors = [_text(a.get("name")) for a in _dicts(item.get("authors"))] or [_text(_at(item, "author", "name"))]
        origin = Origin.of(
            "feed",
            title=_text(item.get("title")),
            publisher=_text(content.get("title")),
            published=to_published(item.get("date_published")),
            author=authors[0],
            url=_text(item.get("url")),
            language=language_code(_text(item.get("language")) or _text(content.get("language"))),
        )
        words = _text(item.get("content_text")) or (to_paragraphs(html) if html else "") or _text(item.get("summary")) or ""
        yield Parsed(text=words, origin=origin, part=str(number))


def _is_reliefweb(content: Any) -> bool:
    return isinstance(content, dict) and any("fields" in row for row in _dicts(content.get("data")))


def _reliefweb(content: Any) -> Iterator[Parsed]:
    for number, row in enumerate(_dicts(content["data"]), 1):
        fields = row.get("fields")
        if not isinstance(fields, dict):
            continue
        html = _text(fields.get("body-html"))
        origin = Origin.of(
            "ReliefWeb",
            title=_text(fields.get("title")),
            publisher=next((_text(s.get("name")) for s in _dicts(fields.get("source"))), None),
            # "original" is the publisher's own date, "created" the day on which it was listed.
            published=to_published(_at(fields, "date", "original") or _at(fields, "date", "created")),
            url=_text(fields.get("origin")) or _text(fields.get("url")),
        )
        yield Parsed(text=to_paragraphs(html) if html else _text(fields.get("body")) or "", origin=origin, part=str(row.get("id", number)))


def _at(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    return (row for row in value if isinstance(row, dict)) if isinstance(value, list) else iter(())


def _text(value: Any) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int) and not isinstance(value, bool) else None


EXPORTS: tuple[tuple[Callable[[Any], bool], Callable[[Any], Iterator[Parsed]]], ...] = (
    (_is_telegram, _telegram),
    (_is_posts, _posts),
    (_is_feed, _feed),
    (_is_reliefweb, _reliefweb),
)
