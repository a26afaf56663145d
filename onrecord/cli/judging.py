"""`onrecord judge ...`, `judgements`, `reread`: what people decide, kept with who, when and why."""

from __future__ import annotations

import getpass
import json
from typing import Annotated, Any

import typer

from onrecord import flow
from onrecord.cli import work
from onrecord.cli.books import to_read, to_write
from onrecord.cli.lines import shown
from onrecord.cli.options import LedgerFile, ReaderName, UsageError, settings
from onrecord.errors import LedgerError
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Ledger, LedgerView
from onrecord.ledger.judgements import Act, Anchor, Decision, ReplacedError, corrected, grade_label
from onrecord.ledger.judgements import judge as write_decision
from onrecord.ledger.rereading import Reread
from onrecord.records import Claim

app = typer.Typer(help="Decide on claims: each decision is an entry with who, when and why, undone by another.", no_args_is_help=True)

Because = Annotated[str, typer.Option("--because", help="Why.")]
By = Annotated[str | None, typer.Option("--by", help="Who decides. [default: your login]")]
Replaces = Annotated[str | None, typer.Option("--replaces", help="The decision on the same thing whose place this one takes.")]
ClaimId = Annotated[str, typer.Argument(metavar="CLAIM")]


@app.command("same")
def same(left: ClaimId, right: ClaimId, because: Because, by: By = None, replaces: Replaces = None, ledger: LedgerFile = None) -> None:
    """Two claims speak of the same event."""
    _pair(Act.SAME, left, right, because, by, replaces, ledger)


@app.command("different")
def different(left: ClaimId, right: ClaimId, because: Because, by: By = None, replaces: Replaces = None, ledger: LedgerFile = None) -> None:
    """Two claims speak of different events."""
    _pair(Act.DIFFERENT, left, right, because, by, replaces, ledger)


@app.command("correct")
def correct(
    claim: ClaimId,
    field: Annotated[str, typer.Argument(help="A key of the claim in interchange form, or one below it: type, place.name, when ...")],
    value: Annotated[str, typer.Argument(help="What it is: JSON, or plain text.")],
    because: Because,
    by: By = None,
    replaces: Replaces = None,
    ledger: LedgerFile = None,
) -> None:
    """A field of a claim is something else."""
    try:
        meant: Any = json.loads(value)
    except ValueError:
        meant = value
    with to_write(ledger) as book:
        held = _claim(book, claim)
        mended = corrected(held, field, meant)
        if mended.quote != held.quote:
            text = next((r.text for r in LedgerView(book).reports() if r.id == held.report), "")
            if problem := work.untraceable(mended, {held.report: text}):
                raise LedgerError(problem)
        decision = Decision(act=Act.CORRECT, by=_who(by), because=because, claims=(Anchor.of(held),), field=field, value=meant)
        _write(book, decision, replaces)


@app.command("reject")
def reject(claim: ClaimId, because: Because, by: By = None, replaces: Replaces = None, ledger: LedgerFile = None) -> None:
    """No claim stands in these words."""
    with to_write(ledger) as book:
        anchor = Anchor.of(_claim(book, claim))
        _write(book, Decision(act=Act.REJECT, by=_who(by), because=because, claims=(anchor,)), replaces)


@app.command("merge")
def merge(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Names that mean one actor.")],
    into: Annotated[str, typer.Option("--as", help="The name that stands for all of them.")],
    because: Because,
    by: By = None,
    replaces: Replaces = None,
    ledger: LedgerFile = None,
) -> None:
    """Several names mean one actor."""
    with to_write(ledger) as book:
        _write(book, Decision(act=Act.MERGE, by=_who(by), because=because, names=tuple(names), name=into), replaces)


@app.command("grade")
def grade(
    event: Annotated[str, typer.Argument(metavar="EVENT")],
    label: Annotated[str, typer.Argument(metavar="GRADE", help="Discounted, Confirmed, Contested, Fair or Weak.")],
    because: Because,
    by: By = None,
    replaces: Replaces = None,
    ledger: LedgerFile = None,
) -> None:
    """The grade of an event is another than the rule's."""
    meant = str(grade_label(label))
    with to_write(ledger) as book:
        picture = flow.picture(LedgerView(book), ActorRegister.load(settings().actors), confidential=True)
        found = next((e for e in picture.events if e.id == event), None)
        if found is None:
            raise LedgerError(f"{book.name}: no event is called {event!r}; `onrecord events` lists them")
        anchors = tuple(Anchor.of(picture.claims[id]) for id in sorted(found.claims))
        _write(book, Decision(act=Act.GRADE, by=_who(by), because=because, claims=anchors, value=meant), replaces)


@app.command("release")
def release(name: str, because: Because, by: By = None, replaces: Replaces = None, ledger: LedgerFile = None) -> None:
    """A private person's name may be published."""
    with to_write(ledger) as book:
        _write(book, Decision(act=Act.RELEASE, by=_who(by), because=because, names=(name,)), replaces)


@app.command("disclose")
def disclose(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id of a confidential report.")],
    because: Because,
    by: By = None,
    replaces: Replaces = None,
    ledger: LedgerFile = None,
) -> None:
    """What a confidential report says may be counted, as "a confidential source"; its words, speakers and origin stay where they are."""
    with to_write(ledger) as book:
        held = next((r for r in LedgerView(book).reports() if r.id == report), None)
        if held is None or not held.confidential:
            raise LedgerError(
                f"{book.name}: {report!r} is no confidential report" if held else f"{book.name}: there is no report {report!r}"
            )
        _write(book, Decision(act=Act.DISCLOSE, by=_who(by), because=because, names=(report,)), replaces)


@app.command("withdraw")
def withdraw(
    id: Annotated[str, typer.Argument(metavar="ID", help="The decision to take back.")],
    because: Because,
    by: By = None,
    ledger: LedgerFile = None,
) -> None:
    """Take a decision back, with nothing in its place."""
    with to_write(ledger) as book:
        _write(book, Decision(act=Act.WITHDRAW, by=_who(by), because=because, replaces=id), None)


def judgements(ledger: LedgerFile = None) -> None:
    """List the decisions that stand, with who, when and why."""
    with to_read(ledger) as book:
        for decision in LedgerView(book).decisions().values():
            print(_line(decision))


def reread(
    ledger: LedgerFile = None,
    reader: ReaderName = None,
    write: Annotated[bool, typer.Option("--write", help="Record the new reading; without it, only show what it would change.")] = False,
) -> None:
    """Read the recorded reports again, with a better reader: what changes, and which decisions no longer find their claim."""
    chosen = settings(reader=reader)
    with to_write(ledger) as book:
        done, failed = flow.reread(book, work.pipeline(chosen), write=write)
        if write:
            work.keep_up(book, chosen.actors)
    _tell(done, write=write)
    work.finish(failed)


def _tell(done: Reread, *, write: bool) -> None:
    print(f"{done.reports} reports read again{'' if write else ' (nothing written: --write records it)'}")
    print(f"claims: {done.same} the same, {len(done.changed)} read otherwise, {len(done.added)} new, {len(done.gone)} gone")
    fields: dict[str, int] = {}
    for changed in done.changed.values():
        for field in changed:
            fields[field] = fields.get(field, 0) + 1
    if fields:
        print("read otherwise: " + ", ".join(f"{field} {n}" for field, n in sorted(fields.items(), key=lambda f: -f[1])))
    for decision in done.moved:
        print(f"finds its claim under another id: {_line(decision)}")
    for decision in done.lost:
        print(f"finds its claim no more, and is kept: {_line(decision)}")


def _line(d: Decision) -> str:
    what = [a.claim for a in d.claims][:2] + ([f"{len(d.claims) - 2} more"] if len(d.claims) > 2 else [])
    said = [
        *what,
        *d.names,
        *(x for x in (d.field, d.name and f"as {d.name}") if x),
        *([json.dumps(d.value)] if d.value is not None else []),
    ]
    replaced = f", in place of {d.replaces}" if d.replaces else ""
    return shown(f"{d.id} {d.act} {' '.join(said)}: by {d.by}, {d.at}: {d.because}{replaced}")


def _pair(act: Act, left: str, right: str, because: str, by: str | None, replaces: str | None, ledger: LedgerFile) -> None:
    if left == right:
        raise UsageError("two different claims are expected")
    with to_write(ledger) as book:
        anchors = (Anchor.of(_claim(book, left)), Anchor.of(_claim(book, right)))
        _write(book, Decision(act=act, by=_who(by), because=because, claims=anchors), replaces)


def _claim(book: Ledger, id: str) -> Claim:
    found = next((claim for claim in LedgerView(book).claims() if claim.id == id), None)
    if found is None:
        raise LedgerError(f"{book.name}: no claim {id!r} stands; `onrecord claims --format jsonl` lists them")
    return found


def _who(by: str | None) -> str:
    return by or getpass.getuser()


def _write(book: Ledger, decision: Decision, replaces: str | None) -> None:
    try:
        print(_line(write_decision(book, decision, knowing=replaces)))
        work.keep_up(book, settings().actors)
    except ReplacedError as error:
        raise LedgerError(f"nothing was written: {error} (--replaces {error.standing.id})") from None
