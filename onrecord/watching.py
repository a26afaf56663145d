"""Polls feeds, adds what is new, and finds what came of it. What was added and posted stands in the ledger: a restart changes nothing."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from onrecord import flow
from onrecord.errors import OnrecordError, ReadError
from onrecord.extract.pipeline import Pipeline
from onrecord.intake import Added, Confidence
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Ledger, LedgerView
from onrecord.ledger.addresses import Addresses
from onrecord.ledger.audit import note_export
from onrecord.ledger.entries import EntryKind
from onrecord.publish.exports.outgoing import EMBARGO_HOURS, LEAST_EMBARGO, Outgoing, outgoing
from onrecord.publish.posts import is_news, posts
from onrecord.publish.privacy import cover_picture
from onrecord.read.fetch import Fetcher, Validators, Web, is_address, validators_of
from onrecord.records import Finding, Picture, Skipped
from onrecord.settings import Settings

LEAST_PAUSE = 60  # seconds between two rounds
MOST_TRIES = 3  # rounds in which a page that could not be had is asked for again
POSTED, FAILED, BEGAN = "webhook post", "webhook post that was not taken", "watch begins"


class WatchError(OnrecordError):
    """The list of feeds, or a webhook, is not as it must be; exit code 2, as for any wrong usage."""

    usage = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed to poll. full: the page of each entry is fetched; otherwise the entry's own text is the report."""

    url: str
    full: bool = True
    confidential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeds:
    """What feeds.toml says."""

    feeds: tuple[Feed, ...]
    every: int = 900  # seconds from the end of a round to the next
    embargo_hours: int = EMBARGO_HOURS


def read_feeds(path: Path) -> Feeds:
    """Raises WatchError with what is wrong and where."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WatchError(f"{path}: {error}") from None
    rows = said.pop("feed", [])
    every, embargo = said.pop("every", 900), said.pop("embargo_hours", EMBARGO_HOURS)
    if said:
        raise WatchError(f"{path}: {min(said)!r} is not known; known are every, embargo_hours and [[feed]]")
    for name, value, least in (("every", every, LEAST_PAUSE), ("embargo_hours", embargo, LEAST_EMBARGO)):
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise WatchError(f"{path}: {name} = {value!r}: a whole number of {least} or more is expected")
    if not isinstance(rows, list) or not rows:
        raise WatchError(f"{path}: no [[feed]] with a url is named")
    return Feeds(feeds=tuple(_feed(path, n, row) for n, row in enumerate(rows, 1)), every=every, embargo_hours=embargo)


def _feed(path: Path, number: int, row: Any) -> Feed:
    where = f"{path}: feed {number}"
    if not isinstance(row, dict) or not is_address(row.get("url")):
        raise WatchError(f"{where}: url = an address of the web is expected")
    for name, value in row.items():
        if name not in ("url", "full", "confidential"):
            raise WatchError(f"{where}: {name!r} is not known; known are url, full, confidential")
        if name != "url" and not isinstance(value, bool):
            raise WatchError(f"{where}: {name} is true or false")
    return Feed(**row)


def checked_webhook(chosen: Settings, *, open_too: bool = False) -> str:
    """The settings' webhook, empty if there is none. open_too: http will do. Raises WatchError for one that is not allowed."""
    if not chosen.webhook:
        return ""
    try:
        parts = urlsplit(chosen.webhook)
        host = (parts.hostname or "").lower()
    except ValueError:
        raise WatchError("webhook: this is no address of the web") from None
    if parts.scheme != "https" and not (open_too and parts.scheme == "http"):
        raise WatchError("webhook: an https address is expected")
    allowed = {h.strip().lower() for h in chosen.webhook_hosts.split(",")} - {""}
    if host not in allowed:
        raise WatchError(f"webhook: {host} is not among webhook_hosts ({', '.join(sorted(allowed)) or 'none are allowed'})")
    return chosen.webhook


@dataclass(slots=True)
class Round:
    """What one round came to. news: new findings, as sentences with names covered."""

    added: int = 0
    claims: int = 0
    posted: int = 0
    news: list[str] = field(default_factory=list)
    problems: list[Skipped] = field(default_factory=list)


class Watch:
    """One watch over a ledger. webhook: where findings go, checked; empty: nowhere."""

    def __init__(
        self, feeds: Feeds, ledger: Ledger, pipeline: Pipeline, register: ActorRegister, *, max_text: int, folders: tuple[Path, ...] = (),
        webhook: str = "", by: str, fetcher: Fetcher | None = None,
    ) -> None:  # fmt: skip
        self._feeds, self._ledger, self._pipeline, self._register = feeds, ledger, pipeline, register
        self._max_text, self._folders, self._webhook, self._by = max_text, folders, webhook, by
        self._fetcher = fetcher or Fetcher()
        self._known: dict[str, Validators | None] = {}
        self._failed: Counter[str] = Counter()
        self._to = urlsplit(webhook).hostname or ""
        self._seen = {f.id for f in _news(self._picture())}
        self._began = self._beginning() if webhook else ""

    def round(self) -> Round:
        """Asks every feed once."""
        done = Round()
        for feed in self._feeds.feeds:
            for added in self._feed(feed, done):
                done.added, done.claims = done.added + added.reports, done.claims + added.claims
                done.problems += added.skipped
        picture = self._picture()
        view = LedgerView(self._ledger)
        covered = cover_picture(picture, self._register, released=view.released().keys(), withheld=view.withheld().keys())
        for finding in _news(covered):
            if finding.id not in self._seen:
                self._seen.add(finding.id)
                done.news.append(f"{finding.kind}: {finding.because}")
        if self._webhook:
            self._post(picture, done)
        return done

    def _picture(self) -> Picture:
        return flow.picture(LedgerView(self._ledger), self._register)

    def _feed(self, feed: Feed, done: Round) -> Iterator[Added]:
        try:
            page = self._fetcher.fetch(feed.url, self._known.get(feed.url))
        except ReadError as error:
            done.problems.append(Skipped(location=feed.url, reason=error.problem))
            return
        if page is None:
            return
        self._known[feed.url] = validators_of(page.warc)
        found = list(Web.read_page(page, self._max_text))
        done.problems += [f for f in found if isinstance(f, Skipped)]
        links = [f.report.url for f in found if not isinstance(f, Skipped)]
        if not feed.full:
            yield self._add([feed.url], feed)
            return
        held = Addresses(self._ledger)
        wanted = [url for url in dict.fromkeys(links) if url and not held.latest(url) and self._failed[url] < MOST_TRIES]
        for url in wanted:
            added = self._add([url], feed)
            self._failed[url] += not (added.reports or added.held)
            yield added

    def _add(self, urls: list[str], feed: Feed) -> Added:
        confidence = Confidence(all=feed.confidential, folders=self._folders)
        return flow.add(urls, self._ledger, self._pipeline, max_text=self._max_text, confidence=confidence, fetcher=self._fetcher)

    def _beginning(self) -> str:
        """The moment from which what comes in is posted: the first start with this webhook. It is an entry."""
        first = next((e for e in self._exports(BEGAN)), None)
        if first is None:
            note_export(self._ledger, BEGAN, self._to, by=self._by)
            first = next(e for e in self._exports(BEGAN))
        return str(first.at)

    def _exports(self, *whats: str) -> Iterator[Any]:
        return (e for e in self._ledger.entries(EntryKind.EXPORT) if e.payload.get("what") in whats and e.payload.get("to") == self._to)

    def _post(self, picture: Picture, done: Round) -> None:
        """Posts what is free of embargo by now and rests on a report that came in since the watch began; each post is an entry first."""
        new = {e.ref for e in self._ledger.entries(EntryKind.REPORT) if e.at > self._began}
        state = {e.payload.get("finding"): e.payload["what"] for e in self._exports(POSTED, FAILED)}
        out = self._outgoing(picture)
        for id, claims, post in posts(out):
            if state.get(id) == POSTED or new.isdisjoint(picture.claims[c].report for c in claims):
                continue
            content = json.dumps(post, ensure_ascii=False).encode("utf-8", "replace")
            note_export(self._ledger, POSTED, self._to, by=self._by, finding=id, embargo_hours=self._feeds.embargo_hours)
            try:
                self._fetcher.post(self._webhook, content)
                done.posted += 1
            except ReadError as error:
                note_export(self._ledger, FAILED, self._to, by=self._by, finding=id, because=error.problem)
                done.problems.append(Skipped(location=self._to, reason=f"{id} was not taken: {error.problem}"))
                return  # what is not taken now is posted in the next round

    def _outgoing(self, picture: Picture) -> Outgoing:
        view, now = LedgerView(self._ledger), dt.datetime.now(dt.UTC)
        return outgoing(picture, self._register, at=now, embargo_hours=self._feeds.embargo_hours, **view.letting(picture))


def _news(picture: Picture) -> Iterator[Finding]:
    return (finding for event in picture.events for finding in event.findings if is_news(finding))
