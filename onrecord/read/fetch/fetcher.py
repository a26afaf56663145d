"""Fetches one page after another: robots and pauses, redirections, retries, conditions, limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from onrecord import __version__
from onrecord.errors import ReadError
from onrecord.read.fetch import guard
from onrecord.read.fetch.exchange import Exchange, TransientError, exchange, unpacked
from onrecord.read.fetch.manners import AGENT, LONGEST_WAIT, MOST_RULES, Manners
from onrecord.read.fetch.warcs import Validators, to_warc

_MOVED = (301, 302, 303, 307, 308)
_LATER = (408, 429, 500, 502, 503, 504)
_MEANS = {
    401: "it asks for a login",
    402: "it must be paid for",
    403: "the server does not let us have it",
    404: "there is no such page",
    408: "the server did not wait",
    410: "the page was taken away",
    429: "the server finds that we ask too often",
    451: "it is withheld for legal reasons",
    503: "the server is not available",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one page may cost. seconds: for one exchange from the look-up of the name to the last byte."""

    most_bytes: int = 50_000_000
    wait: float = 15.0  # seconds for any single answer
    seconds: float = 60.0
    redirections: int = 5
    tries: int = 3
    pause: float = 1.0  # seconds between two requests to one host


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page. body: unpacked; kind: its media type, without parameters; warc: everything that was asked and came, to be archived."""

    asked: str
    url: str  # where it was in the end
    at: str
    body: bytes
    kind: str
    charset: str
    warc: bytes


class Fetcher:
    """One run's way to the web. Proxies are not used: they would choose the address in our place."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        resolver: guard.Resolve = guard.resolve,
        may_reach: guard.MayReach = guard.is_public,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits = limits or Limits()
        self._resolver, self._may_reach, self._sleep = resolver, may_reach, sleep
        self._manners = Manners(get=self._rules, pause=self.limits.pause, clock=clock, sleep=sleep)

    def fetch(self, url: str, known: Validators | None = None) -> Fetched | None:
        """The page at an address; None: it has not changed since `known` was given. Raises ReadError with the address and the reason."""
        try:
            return self._followed(url, known)
        except ReadError as error:
            raise ReadError(url, error.problem) from None

    def post(self, url: str, content: bytes) -> None:
        """Gives JSON to an address, once, under the same rules about public addresses; redirections are not followed. Raises ReadError."""
        answer = self._once(guard.checked(url), {"Content-Type": "application/json"}, MOST_RULES, content)
        if not 200 <= answer.status < 300:
            raise ReadError("", f"the server did not take it (status {answer.status})")

    def _followed(self, asked: str, known: Validators | None) -> Fetched | None:
        asked = url = guard.checked(asked)
        done, seen = [], {url}
        while True:
            self._manners.ask(url)
            answer = self._patiently(url, known)
            done.append(answer)
            if answer.status == 304 and known:
                return None
            if answer.status not in _MOVED or not answer.header("Location"):
                break
            url = _next(url, answer.header("Location"))
            if url in seen:
                raise ReadError("", f"it is redirected in a circle ({_clip(url)})")
            seen.add(url)
            if len(done) > self.limits.redirections:
                raise ReadError("", f"it is redirected more than {self.limits.redirections} times")
        if answer.status != 200:
            means = _MEANS.get(answer.status, "the server did not give this page")
            raise ReadError("", f"{means} (status {answer.status})")
        body = unpacked(answer, self.limits.most_bytes)
        if not body.strip():
            raise ReadError("", "the page is empty")
        kind, charset = _kind(answer.header("Content-Type"))
        return Fetched(asked=asked, url=url, at=answer.at, body=body, kind=kind, charset=charset, warc=to_warc(done))

    def _patiently(self, url: str, known: Validators | None) -> Exchange:
        """An answer that is no passing trouble, within the tries allowed. Raises ReadError."""
        headers = dict(known.headers()) if known else {}
        for attempt in range(1, self.limits.tries + 1):
            last = attempt == self.limits.tries
            try:
                answer = self._once(url, headers, self.limits.most_bytes)
            except TransientError as error:
                if last:
                    raise ReadError("", f"{error.problem} (asked {attempt} times)") from None
                pause = float(2 ** (attempt - 1))
            else:
                if answer.status not in _LATER or last:
                    return answer
                pause = _retry_after(answer) or float(2 ** (attempt - 1))
                if pause > LONGEST_WAIT:
                    raise ReadError("", f"the server asks us to come back in {pause:.0f} seconds (status {answer.status})")
            self._sleep(pause)
            self._manners.wait(url, self.limits.pause)
        raise AssertionError("unreachable")

    def _once(self, url: str, headers: dict[str, str], most: int, given: bytes | None = None) -> Exchange:
        said = {
            "User-Agent": f"{AGENT}/{__version__} (archives published reports, one page at a time)",
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "en",
            "Accept-Encoding": "gzip, deflate",
        }
        return exchange(
            url,
            said | headers,
            connect=lambda host, port, wait: guard.connect(host, port, wait, resolver=self._resolver, may_reach=self._may_reach),
            wait=self.limits.wait,
            seconds=self.limits.seconds,
            most=most,
            given=given,
        )

    def _rules(self, url: str) -> tuple[int, str]:
        """Status and words of a robots.txt, through redirections. Raises ReadError."""
        for _ in range(self.limits.redirections + 1):
            try:
                answer = self._once(guard.checked(url), {}, MOST_RULES)
                words = unpacked(answer, MOST_RULES) if answer.status == 200 else b""
            except TransientError as error:
                if _is_missing(error):
                    raise
                raise ReadError("", f"its site's robots.txt cannot be read, so that nothing may be fetched: {error.problem}") from None
            if answer.status in _MOVED and answer.header("Location"):
                url = _next(url, answer.header("Location"))
                continue
            return answer.status, words.decode("utf-8", "replace")
        return 404, ""  # RFC 9309: after five redirections it may be taken for missing


def _is_missing(error: TransientError) -> bool:
    """Whether there is no site at all, of which a robots.txt could be missed."""
    return error.problem.startswith(("there is no host", "nobody answers"))


def _next(url: str, location: str) -> str:
    """Where a redirection leads. Raises ReadError where it leads nowhere that may be fetched."""
    try:
        target = guard.checked(urljoin(url, location))
    except ValueError:
        raise ReadError("", "it is redirected to what is no address") from None
    except ReadError as error:
        raise ReadError("", f"it is redirected to {_clip(location)}: {error.problem}") from None
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme == "http":
        raise ReadError("", f"it is redirected from a secure address to an open one ({_clip(target)})")
    return target


def _clip(text: str) -> str:
    shown = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return shown if len(shown) <= 120 else shown[:119] + "…"


def _retry_after(answer: Exchange) -> float | None:
    value = answer.header("Retry-After")
    if value.isdecimal() and len(value) < 10:
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time()) if value else None
    except (ValueError, TypeError, OverflowError):
        return None


def _kind(header: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type."""
    kind, _, rest = header.partition(";")
    charset = next((p.partition("=")[2].strip().strip("\"'") for p in rest.split(";") if p.strip().lower().startswith("charset=")), "")
    return kind.strip().lower(), charset if charset.isascii() else ""
