"""`onrecord watch`: feeds, polled for as long as it runs."""

from __future__ import annotations

import getpass
import time
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import work
from onrecord.cli.lines import count, shown
from onrecord.cli.options import LedgerFile, MaxText, ReaderName, settings
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Ledger
from onrecord.watching import Round, Watch, checked_webhook, read_feeds

By = Annotated[str | None, typer.Option("--by", help="In whose name posts leave. [default: your login]")]


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.toml", help="Which feeds, how often: docs/watch.md.")],
    ledger: LedgerFile = None,
    max_text: MaxText = None,
    reader: ReaderName = None,
    once: Annotated[bool, typer.Option("--once", help="One round, then the end.")] = False,
    by: By = None,
) -> None:
    """Poll feeds, add what is new, and say which contradictions, reversals and admissions came with it."""
    asked = read_feeds(feeds)
    chosen = settings(ledger=ledger, max_text=max_text, reader=reader)
    webhook = checked_webhook(chosen)
    with Ledger(chosen.ledger, archive=chosen.archive) as book:
        actors, reading = ActorRegister.load(chosen.actors), work.pipeline(chosen)
        at_work = Watch(
            asked, book, reading, actors, max_text=chosen.max_text, folders=chosen.confidential, webhook=webhook, by=by or getpass.getuser()
        )
        while True:
            done = at_work.round()
            _tell(done)
            if once:
                break
            time.sleep(asked.every)
    work.finish(done.problems)


def _tell(done: Round) -> None:
    posted = f", {count(done.posted, 'post')} sent" if done.posted else ""
    print(f"{time.strftime('%Y-%m-%d %H:%M')}: {count(done.added, 'report')} and {count(done.claims, 'claim')} added{posted}", flush=True)
    for line in done.news:
        print(shown(line), flush=True)
    for problem in done.problems:
        work.say(f"{problem.location}: {problem.reason}")
