"""The append-only ledger: what may be written, where it is stored, and the views derived from it.

What other parts of the program use of it, and nothing else:

    Ledger(where, archive=...)        opens to write, makes or migrates; `Ledger.existing` opens to read alone
      .keep(bytes) -> digest          archives an original, safely on disk before it returns
      .append([(kind, ref, payload)]) one batch, all or nothing; kinds are `entries.EntryKind`
      .find(kind, ref), .newest(ref)  one standing entry
      .entries(*kinds, until=...)     standing entries in order
      .broken_at()                    the first entry that is not as it was written

    LedgerView(ledger, ingested_at=)  state derived from the entries, as it was at that moment
      .reports() .claims() .skipped() records, as people left them; .read_claims() as they were read
      .decisions() .judgements()      what people decided and still stands; as linking takes it
      .released() .withheld()         names that may be published, and may not
      .lifted(picture) .letting(picture)   events whose embargo was lifted; all that decides on what may leave
      .roles() .audit(*kinds)         who may do what; what was done with the ledger

    judgements.judge(ledger, Decision, knowing=)   a person's decision; refused if another stands that was not seen
    audit.note_login .note_role .note_seen .note_export .note_software   what was done with the ledger

    StoredViews(ledger, known_at=)    events, grades, figures and control as they were last worked out, by place and period
      .built()                        up to which entry, by which rules; None: never
      .behind(rules)                  why they do not speak for the ledger as it is; None: they do; rules: `rules.rules_of`
      .events(asked) .spells(asked) .claims(asked) .picture(asked)   records; asked is an `Asked(place, first, last)`

`onrecord.keeping.Keeper` brings stored views up to date after an append; a program that goes on appending keeps one.
Every error is a LedgerError.
"""

from onrecord.ledger.store import Ledger
from onrecord.ledger.stored import Asked, StoredViews
from onrecord.ledger.views import LedgerView, Letting

__all__ = ["Asked", "Ledger", "LedgerView", "Letting", "StoredViews"]
