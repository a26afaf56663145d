"""What a site asks of programs: robots.txt (RFC 9309), and time between two requests."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from protego import Protego

from onrecord.errors import ReadError

AGENT = "Onrecord"  # by which a robots.txt can name us
MOST_RULES = 500_000  # bytes of a robots.txt that are read, as RFC 9309 has it
LONGEST_WAIT = 60.0  # seconds that one page is worth waiting for


@dataclass(slots=True)
class Manners:
    """What is known of the sites that were asked in this run. get: fetches a robots.txt, giving its status and words."""

    get: Callable[[str], tuple[int, str]]
    pause: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _rules: dict[str, Any] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def ask(self, url: str) -> None:
        """Returns when the page may be asked for. Raises ReadError where the site does not want it."""
        rules = self._of(url)
        if rules is None:
            raise ReadError("", "its site's robots.txt cannot be read, which means that nothing may be fetched; try again later")
        if not rules.can_fetch(url, AGENT):
            raise ReadError("", "its site does not want it fetched by programs (robots.txt); save the page by hand and add the file")
        delay = float(rules.crawl_delay(AGENT) or 0.0)
        if delay > LONGEST_WAIT:
            raise ReadError("", f"its site asks for {delay:.0f} seconds between two pages (robots.txt)")
        self.wait(url, max(self.pause, delay))

    def wait(self, url: str, seconds: float) -> None:
        """Lets so much time pass since the last request to this host, and notes this one."""
        host = urlsplit(url).hostname or ""
        last = self._last.get(host)
        if last is not None and (left := last + seconds - self.clock()) > 0:
            self.sleep(left)
        self._last[host] = self.clock()

    def _of(self, url: str) -> Any:
        """The rules of the url's site; None: they could not be had, and everything counts as forbidden."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self.wait(url, self.pause)
            status, words = self.get(f"{site}/robots.txt")
            # Without a robots.txt everything is allowed; where the server fails, nothing is.
            self._rules[site] = None if status >= 500 or status == 429 else Protego.parse(words if status == 200 else "")
        return self._rules[site]
