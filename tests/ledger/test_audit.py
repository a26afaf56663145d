"""What was done with the ledger stands in it, chained like all the rest."""

import pytest

from onrecord.errors import LedgerError
from onrecord.ledger import LedgerView, audit
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.verify import verify

from ledgers import add_report  # isort: skip


def test_logins_roles_looks_and_exports_are_read_back_in_order(ledger):
    audit.note_role(ledger, "mk", "editor", by="admin", because="joins the desk")
    audit.note_login(ledger, "mk", outcome="in", by_way="desk")
    audit.note_seen(ledger, "mk", ["rpt-1", "evt-1"], by_way="desk/events")
    audit.note_export(ledger, "brief", "a.html", by="mk", sha256="00")
    audit.note_login(ledger, "mk", outcome="out")
    found = list(LedgerView(ledger).audit())
    assert [entry.kind for entry in found] == [EntryKind.ROLE, EntryKind.LOGIN, EntryKind.SEEN, EntryKind.EXPORT, EntryKind.LOGIN]
    assert found[2].payload == {"who": "mk", "ids": ["rpt-1", "evt-1"], "by_way": "desk/events"} and found[2].at
    assert [entry.payload["sha256"] for entry in LedgerView(ledger).audit(EntryKind.EXPORT)] == ["00"]
    assert len({entry.ref for entry in found}) == 5 and verify(ledger).sound


def test_the_last_word_on_a_role_counts(ledger):
    audit.note_role(ledger, "mk", "reader", by="admin", because="new")
    audit.note_role(ledger, "eb", "admin", by="admin", because="second admin")
    then = list(ledger.entries())[-1].at
    audit.note_role(ledger, "mk", "editor", by="eb", because="trained")
    audit.note_role(ledger, "eb", None, by="mk", because="left")
    assert LedgerView(ledger).roles() == {"mk": "editor"}
    assert LedgerView(ledger, ingested_at=then).roles() == {"mk": "reader", "eb": "admin"}


@pytest.mark.parametrize(
    "note",
    [
        lambda book: audit.note_login(book, "mk", outcome="maybe"),
        lambda book: audit.note_role(book, "mk", "editor", by="admin", because=" "),
        lambda book: audit.note_login(book, " ", outcome="in"),
        lambda book: audit.note_export(book, "brief", "a.html", by=""),
    ],
)
def test_an_entry_without_a_name_a_reason_or_an_outcome_is_refused(ledger, note):
    with pytest.raises(LedgerError):
        note(ledger)
    assert list(ledger.entries()) == []


def test_software_is_recorded_when_it_changes(ledger):
    assert audit.note_software(ledger, {"onrecord": "1", "reader": "rules"})
    add_report(ledger, "r1", "Dura fell.", "Dura fell")
    assert not audit.note_software(ledger, {"onrecord": "1", "reader": "rules"})
    assert audit.note_software(ledger, {"onrecord": "2", "reader": "rules"})
    assert [entry.payload["onrecord"] for entry in ledger.entries(EntryKind.SOFTWARE)] == ["1", "2"]
