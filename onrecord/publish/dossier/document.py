"""A dossier as DOCX, to be edited and quoted from. It has no map and no timeline: Word draws no SVG that older versions can show."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from onrecord.publish.brief.wording import shown
from onrecord.publish.dossier.content import Dossier, RegisterPart, Said
from onrecord.publish.exports.base import extra, plain
from onrecord.publish.exports.packs import settled
from onrecord.vocab.findings import GRADE_MEANS

_THEN = datetime(1980, 1, 1)  # when it was made is not in it


def write_docx(made: Dossier, path: Path) -> None:
    """Raises MissingExtraError where python-docx is not installed."""
    docx = extra("docx", of="dossier")
    document = docx.Document()
    known = document.core_properties
    known.author, known.title, known.comments, known.last_modified_by, known.revision = "Onrecord", _clean(made.title), "", "Onrecord", 1
    known.created = known.modified = _THEN
    _Writing(document).whole(made)
    with tempfile.TemporaryDirectory(prefix=".onrecord-", dir=path.parent) as folder:
        document.save(str(Path(folder) / "dossier.docx"))
        settled(Path(folder) / "dossier.docx", path, {})


class _Writing:
    def __init__(self, document: Any) -> None:
        self.to = document

    def whole(self, made: Dossier) -> None:
        self.to.add_heading(_clean(made.title), 0)
        if made.asked:
            self.to.add_paragraph(_clean("; ".join(made.asked)))
        self.to.add_heading("1. Summary", 1)
        for said in made.summary:
            self._said(self.to.add_paragraph(), said)
        self.to.add_heading("2. Events", 1)
        for event in made.events:
            self.to.add_heading(_clean(f"{event.number}. {event.heading}"), 2)
            line = self.to.add_paragraph()
            line.add_run(f"{event.grade}. ").bold = True
            self._said(line, event.rule)
            line.add_run(f" {event.counts}.")
            self._accounts(event.accounts)
            if event.figures:
                rows: list[list[str | Said]] = [[f.what, f.of, f.root or "all roots", f.shown] for f in event.figures]
                self._table(["what", "of whom", "according to", "least to most"], rows)
            for kind, strength, why in event.findings:
                line = self.to.add_paragraph(f"{kind} ({strength}): ", style="List Bullet")
                self._said(line, why)
        if made.control:
            self.to.add_heading("3. Who says who held each place", 1)
            held: list[list[str | Said]] = [
                [h.place, h.root or "all, consolidated", h.holder, h.state, h.time, h.because] for h in made.control
            ]
            self._table(["place", "according to", "holder", "state", "time", "why"], held)
        if made.registers:
            self.to.add_heading("4. Registers", 1)
            for register in made.registers:
                self._register(register)
        self._end(made)

    def _register(self, register: RegisterPart) -> None:
        self.to.add_heading(_clean(register.title), 2)
        self.to.add_paragraph(_clean(register.means))
        for title, entries in (("", register.entries), ("To be checked: the reader may have misread these", register.unsure)):
            if title and entries:
                self.to.add_heading(title, 3)
            for entry in entries:
                line = self.to.add_paragraph()
                self._said(line, entry.heading)
                line.add_run(_clean("".join(f"; {mark}" for mark in entry.marks)))
                for fact in entry.lines:
                    self._said(self.to.add_paragraph(style="List Bullet"), fact)

    def _end(self, made: Dossier) -> None:
        self.to.add_heading("5. The words", 1)
        for c in made.citations:
            line = self.to.add_paragraph(f"[{c.number}] ")
            line.add_run(_clean(f"“{c.words}”" if c.words else "[held back]")).italic = True
            line.add_run(
                _clean(f" {c.speaker} ({c.firmly}), {c.publisher}, {c.published}; report {c.report}, {c.start}–{c.end}; claim {c.claim}")
            )
        self.to.add_heading("6. Chain of custody", 1)
        if made.custody:
            self.to.add_paragraph(
                f"Ledger {made.custody.ledger}, {made.custody.entries} entries, Merkle root over them {made.custody.root}. It shows that"
                " nothing changed since it was collected; never that a text is true, nor that it is what was published."
            )
        kept = [
            [
                str(k.number),
                f"{k.publisher}, {k.published}{': ' + k.report.title if k.report.title else ''}",
                f"{k.report.id}; SHA-256 {k.report.digest or 'not kept'}"
                + (f"; entry {k.entered.seq}: {k.entered.digest}" if k.entered else ""),
            ]
            for k in made.reports
        ]
        self._table(["", "report", "original and entry"], kept)
        self.to.add_heading("7. Method and limits", 1)
        self.to.add_paragraph(
            "Every sentence here is a template filled from claims; nothing is averaged or added. About one claim in five is missed or cut"
            " wrongly: read the words before you rely on them. Grades say how far sources agree, not what is true."
        )
        for label, means in GRADE_MEANS.items():
            self.to.add_paragraph(f"{label}: {means}", style="List Bullet")
        self.to.add_heading("8. What is withheld, and why", 1)
        for reason in made.withheld:
            self.to.add_paragraph(_clean(reason), style="List Bullet")

    def _said(self, paragraph: Any, said: Said) -> None:
        paragraph.add_run(_clean(said.text))
        if said.cites:
            paragraph.add_run("".join(f"[{n}]" for n in said.cites)).font.superscript = True

    def _accounts(self, accounts: Sequence[Any]) -> None:
        table = self.to.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        for n in range(0, len(accounts), 2):
            cells = table.add_row().cells
            for cell, account in zip(cells, accounts[n : n + 2], strict=False):
                cell.paragraphs[0].add_run(_clean(account.root)).bold = True
                for line in account.lines:
                    self._said(cell.add_paragraph(), line)

    def _table(self, head: Sequence[str], rows: Sequence[Sequence[str | Said]]) -> None:
        table = self.to.add_table(rows=1, cols=len(head))
        table.style = "Table Grid"
        for cell, name in zip(table.rows[0].cells, head, strict=True):
            cell.paragraphs[0].add_run(name).bold = True
        for row in rows:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                self._said(cell.paragraphs[0], value if isinstance(value, Said) else Said(text=value))


def _clean(text: str) -> str:
    """What XML can hold, with misleading characters written out."""
    return "".join(c for c in plain(shown(text)) if c in "\n\t" or ord(c) >= 32)
