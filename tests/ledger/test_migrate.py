"""A ledger of every form that was ever written opens, is brought to the present form, and loses nothing."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from onrecord.errors import LedgerError
from onrecord.ledger import Ledger, LedgerView, migrate
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.tables import META, SCHEMA
from onrecord.ledger.verify import old_head, verify

DATA = Path(__file__).parent / "data"


@pytest.fixture
def old(tmp_path):
    """The ledger that version 0.1.0 wrote before it had a number for its form."""
    shutil.copy(DATA / "schema-1.db", tmp_path / "a.db")
    shutil.copytree(DATA / "schema-1.db.archive", tmp_path / "a.db.archive")
    return tmp_path / "a.db"


def test_there_is_a_ledger_of_every_older_form():
    assert [f"schema-{int(form)}.db" for form in migrate.FORMS if form != SCHEMA] == [p.name for p in sorted(DATA.glob("*.db"))]
    assert migrate.FORMS[-1] == SCHEMA


def test_the_first_form_is_brought_to_the_present_one(old):
    raw = sqlite3.connect(old)
    rows = raw.execute("SELECT seq, kind, ref, at, payload, digest FROM entries ORDER BY seq").fetchall()
    raw.close()
    with Ledger(old) as ledger:
        *entries, notice = ledger.entries()
        assert [(e.seq, e.kind, e.ref, e.at, e.payload) for e in entries] == [(*row[:4], json.loads(row[4])) for row in rows]
        assert notice.kind is EntryKind.MIGRATION and notice.payload["head"] == rows[-1][5]
        assert old_head(ledger) == (rows[-1][5], rows[-1][5])
        found = verify(ledger)
        assert found.sound and found.batches == 4 and len(found.originals) == 1
        view = LedgerView(ledger)
        assert len(list(view.claims())) == 2 and len(view.judgements()) == 1
    with Ledger(old) as ledger:
        assert len(list(ledger.entries())) == 6  # a second opening changes nothing


def test_the_second_form_keeps_its_chain_and_what_was_removed(tmp_path):
    shutil.copy(DATA / "schema-2.db", tmp_path / "a.db")
    shutil.copytree(DATA / "schema-2.db.archive", tmp_path / "a.db.archive")
    raw = sqlite3.connect(tmp_path / "a.db")
    digests = raw.execute("SELECT digest FROM entries ORDER BY seq").fetchall()
    raw.close()
    with Ledger(tmp_path / "a.db") as ledger:
        found = verify(ledger)
        assert found.sound and found.head == digests[-1][0] and found.entries == len(digests)
        assert len(found.removals) == 1 and len(found.originals) == 2
        assert len(list(LedgerView(ledger).claims())) == 3 and len(LedgerView(ledger).judgements()) == 1


def test_an_old_ledger_is_not_changed_by_reading_it(old):
    before = old.read_bytes()
    with pytest.raises(LedgerError, match="onrecord migrate"):
        Ledger.existing(old)
    assert old.read_bytes() == before


def test_an_old_ledger_whose_chain_is_broken_is_left_as_it_is(old):
    raw = sqlite3.connect(old)
    raw.execute("DROP TRIGGER entries_no_update")
    raw.execute("UPDATE entries SET at = '2020' WHERE seq = 3")
    raw.commit()
    raw.close()
    with pytest.raises(LedgerError, match="entry 3 was changed"):
        Ledger(old)
    raw = sqlite3.connect(old)
    assert raw.execute("SELECT count(*), max(at) FROM entries WHERE prev != ''").fetchone()[0] == 5


def test_a_ledger_of_a_later_version_is_refused(tmp_path):
    with Ledger(tmp_path / "a.db") as ledger, ledger.writing() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(LedgerError, match="a newer version of the program wrote it"):
        Ledger(tmp_path / "a.db")


def test_migrations_lead_to_the_tables_that_a_new_ledger_has(where, opened, server):
    with opened() as new:
        expected = shape(new._engine)
    engine = sa.create_engine("sqlite://") if new.dialect == "sqlite" else sa.create_engine(_psycopg(server.new_place()))
    with engine.begin() as db:
        migrate.upgrade(db)
        assert migrate.form_of(db) == SCHEMA
    assert shape(engine) == expected
    engine.dispose()


def _psycopg(url):
    return url.replace("postgresql:", "postgresql+psycopg:")


def shape(engine):
    found = sa.inspect(engine)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)],
            found.get_pk_constraint(table)["constrained_columns"],
            [(i["name"], i["column_names"]) for i in found.get_indexes(table)],
        )
        for table in sorted(META.tables)
    }
