"""Confidential reports never leave: every output is looked through for their words, before and after an editor's release."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from awaiting import awaited
from builders import a_report
from leaving import readable
from mcp import Client
from starlette.testclient import TestClient

from onrecord import flow
from onrecord.cli import main
from onrecord.cli.serving import Standing
from onrecord.confidence import SOURCE
from onrecord.errors import PublishError
from onrecord.extract.pipeline import extract
from onrecord.knowledge.actors import ActorRegister
from onrecord.ledger import Ledger, LedgerView
from onrecord.publish.api.http import app
from onrecord.publish.api.mcp import server
from onrecord.publish.api.tokens import Role, Tokens
from onrecord.publish.exports import EXPORTS
from onrecord.publish.privacy import cover_picture
from onrecord.registers.every import Register

OPEN = (
    "The Courier, 12 December 2016\n\nThe Syrian Observatory for Human Rights said on Sunday that an air strike killed 12 civilians in"
    " Palmyra on Saturday. The Russian Defence Ministry denied on Sunday that its aircraft had bombed Palmyra on Saturday.\n"
)
SECRET = (
    "Notes of the orchard kitchen, 12 December 2016\n\nBrother Oswin Pelletrie, a porter, said that an air strike killed 31313 civilians"
    " in Palmyra on Saturday. The Syrian Observatory for Human Rights said on Sunday that shelling wounded 70707 people in Tadmur prison."
    " The hidden orchard was shelled too, Pelletrie said, and 19 people were killed in Raqqa on Friday.\n"
)
# Words, names, address and file name of the confidential report, and of one that could not be read.
WORDS = ("Oswin", "Pelletrie", "porter", "orchard", "kitchen", "informant-7", "secret-scan", "Tadmur prison")
REGISTER = ActorRegister.load()


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs a command in the folder of a ledger with one open and one confidential report; gives code and output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_READER", "rules")

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["onrecord", *words])
        try:
            main.run()
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    (tmp_path / "open.txt").write_text(OPEN)
    (tmp_path / "informant-7.txt").write_text(SECRET)
    (tmp_path / "secret-scan.pdf").write_bytes(b"%PDF-1.4 broken")
    assert run("add", "open.txt")[0] == 0
    assert run("add", "--confidential", "informant-7.txt", "secret-scan.pdf")[0] == 1
    return run


def what_leaves(run, folder: Path, *, some: bool = False) -> dict[str, str]:
    """Every output that is made to be given away, by the command that makes it; or some, to save time."""
    found = {}
    code, out, err = run("brief", "-o", "brief.html")
    assert code == 0, err
    found["brief"] = out + err + (folder / "brief.html").read_text("utf-8")
    for exporter in [e for e in EXPORTS if not some or e.name in ("claims-hxl", "prov")]:
        name = f"out{exporter.ending}"
        code, out, err = run("export", "--format", exporter.name, "-o", name)
        assert code == 0, err
        found[exporter.name] = out + err + readable((folder / name).read_bytes()) + (folder / f"{name}.rules.md").read_text("utf-8")
    for register in [Register.CASUALTIES] if some else Register:
        for shape in ("jsonl",):
            code, out, err = run("register", register.value, "--format", shape)
            assert code == 0, err
            found[f"register {register} {shape}"] = out + err
    for words in [("dossier", "-o", f"d{ending}") for ending in (".html", ".pdf", ".docx")] + [
        ("brief", "-o", "b.txt"),
        ("brief", "-o", "b.atom"),
        ("brief", "--since", "2016-12-01", "-o", "since.html"),
    ]:
        if not some or words[-1] in ("d.html", "b.txt"):
            code, out, err = run(*words)
            assert code == 0, err
            found[" ".join(words)] = out + err + readable((folder / words[-1]).read_bytes())
    return found | what_is_answered(folder)


def what_is_answered(folder: Path) -> dict[str, str]:
    """Everything that can be asked over HTTP and of the MCP server."""
    standing, tokens = Standing(folder / "onrecord.db", None, 72), Tokens(folder / "tokens")
    tokens.path.parent.mkdir(exist_ok=True)
    held = next((t.name for t in tokens.all()), None)
    if held:
        tokens.revoke(held)
    headers = {"authorization": f"Bearer {tokens.new('mk', Role.EDITOR)}"}
    client, found = TestClient(app(standing.load, tokens, hosts=["testserver"], note=standing.note), headers=headers), {}
    kinds = ("claims", "events", "findings", "control")
    for path in (*(f"{kind}?limit=200" for kind in kinds), "places", "status"):
        answer = client.get(f"/v1/{path}")
        assert answer.status_code == 200, path
        found[f"api {path}"] = answer.text + str(answer.headers)
    for event in client.get("/v1/events?limit=200").json()["items"]:
        found[f"api events/{event['event']}"] = client.get(f"/v1/events/{event['event']}").text

    async def ask() -> None:
        async with Client(server(standing.load, lambda ids, question: standing.note("mk", ids, question))) as asking:
            for tool in ("who_said_what", "find_events", "find_findings", "who_held", "list_places"):
                result = await asking.call_tool(tool, {} if tool == "list_places" else {"limit": 200})
                assert not result.is_error
                found[f"mcp {tool}"] = "".join(part.text for part in result.content if part.type == "text")

    awaited(ask())
    return found


def secret_id(folder: Path) -> str:
    with Ledger.existing(folder / "onrecord.db") as book:
        return next(r.id for r in LedgerView(book).reports() if r.confidential)


def leaked(text: str, *also: str) -> list[str]:
    return [word for word in (*WORDS, *also) if word.casefold() in text.casefold()]


def test_nothing_of_a_confidential_report_leaves_by_any_way(run, tmp_path):
    id = secret_id(tmp_path)
    for way, text in what_leaves(run, tmp_path).items():
        figures = () if way == "brief" or "html" in way else ("31313", "70707")  # a map is full of numbers
        assert leaked(text, id, SOURCE, *figures) == [], way


def test_a_released_report_counts_as_a_confidential_source_and_no_word_of_it_leaves(run, tmp_path):
    id = secret_id(tmp_path)
    code, _, err = run("judge", "disclose", id, "--because", "two witnesses agreed", "--by", "ed")
    assert code == 0, err
    left = what_leaves(run, tmp_path, some=True)
    for way, text in left.items():
        assert leaked(text, id) == [], way
    assert SOURCE in left["brief"]
    casualties = left["register casualties jsonl"]
    assert SOURCE in casualties and "31313" in casualties
    # The observatory speaks openly of Palmyra: what it says in confidence elsewhere stands under no second name there.
    assert run("judge", "withdraw", _decision(tmp_path), "--because", "one of them is afraid")[0] == 0
    assert run("brief", "-o", "brief.html")[0] == 0
    assert SOURCE not in (tmp_path / "brief.html").read_text("utf-8")


def _decision(folder: Path) -> str:
    with Ledger.existing(folder / "onrecord.db") as book:
        return next(iter(LedgerView(book).decisions()))


def test_the_analyst_sees_it_and_is_told_that_it_may_not_leave(run):
    code, out, err = run("claims", "--format", "jsonl")
    assert code == 0 and "Pelletrie" in out and "nothing of it may leave" in err
    assert "nothing of it may leave" in run("events", "--format", "jsonl")[2]


def test_a_way_out_that_asked_for_everything_is_stopped(run, tmp_path):
    with Ledger.existing(tmp_path / "onrecord.db") as book:
        everything = flow.picture(LedgerView(book), REGISTER, confidential=True)
    with pytest.raises(PublishError):
        cover_picture(everything, REGISTER)


@pytest.mark.parametrize("words", [("export", "--all", "-o", "all.zip"), ("prove", "ID", "-o", "p.json")])
def test_the_whole_ledger_or_a_proof_leaves_only_when_that_is_said(run, tmp_path, words):
    words = tuple(secret_id(tmp_path) if w == "ID" else w for w in words)
    code, _, err = run(*words)
    assert code == 2 and "--with-confidential" in err
    assert not (tmp_path / words[-1]).exists()
    assert run(*words, "--with-confidential")[0] == 0


def test_a_folder_of_the_settings_is_confidential(run, tmp_path):
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "more.txt").write_text(SECRET.replace("Palmyra", "Homs"))
    (tmp_path / "onrecord.toml").write_text('confidential = ["vault"]\n')
    assert run("add", "vault")[0] == 0
    with Ledger.existing(tmp_path / "onrecord.db") as book:
        assert sum(r.confidential for r in LedgerView(book).reports()) == 2
    _, out, _ = run("brief", "vault", "-o", "b.html")
    assert leaked((tmp_path / "b.html").read_text("utf-8") + out) == []


def test_confidential_reports_that_another_program_read_are_left_out(run, tmp_path):
    with Ledger.existing(tmp_path / "onrecord.db") as book:
        view = LedgerView(book)
        from onrecord.interchange import claim_row, dump, report_row

        (tmp_path / "r.jsonl").write_text("\n".join(dump(report_row(r)) for r in view.reports()))
        (tmp_path / "c.jsonl").write_text("\n".join(dump(claim_row(c)) for c in view.claims()))
    code, out, err = run("register", "casualties", "--from-claims", "c.jsonl", "--reports", "r.jsonl", "--format", "jsonl")
    assert code == 0, err
    assert leaked(out) == []
    assert json.loads(out.splitlines()[0])


def test_a_confidential_report_is_not_sent_to_a_remote_model():
    class Remote:
        sends_to, rejected = "model.example", ()

        def claims(self, report):
            raise AssertionError("it was sent")

    failed = []
    reports = [a_report(id="r1", confidential=True)]
    assert list(extract(reports, Remote(), on_error=failed.append)) == []
    assert "confidential and is not sent to model.example" in str(failed[0])
