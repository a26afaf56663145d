"""Writers and readers at once: no lost entry, no broken chain, and no lock that reaches the user."""

import multiprocessing

from ledgers import SKIP

from onrecord.ledger import Ledger
from onrecord.ledger.entries import EntryKind
from onrecord.ledger.judgements import Act, Decision, judge
from onrecord.ledger.verify import verify

BATCHES = 6
FORK = multiprocessing.get_context("fork")


def write(where, number, said):
    try:
        with Ledger(where) as ledger:
            for batch in range(BATCHES):
                ledger.append([(EntryKind.SKIPPED, f"{number}-{batch}", {"location": f"{number}-{batch}", "reason": "x"})] * 3)
        said.put(None)
    except Exception as error:
        said.put(f"writer {number}: {error}")


def read(where, number, said):
    try:
        with Ledger.existing(where) as ledger:
            before = 0
            for _ in range(3):
                found = verify(ledger, archive=False)
                if found.faults or found.entries < before or (found.entries - 1) % 3:
                    said.put(f"reader {number}: {found.faults[:1]} at {found.entries} after {before}")
                    return
                before = found.entries
        said.put(None)
    except Exception as error:
        said.put(f"reader {number}: {error}")


def at_once(*tasks):
    """What went wrong, of all these processes started together."""
    said = FORK.Queue()
    running = [FORK.Process(target=target, args=(*args, said)) for target, *args in tasks]
    for process in running:
        process.start()
    problems = [said.get(timeout=120) for _ in running]
    for process in running:
        process.join()
    return [problem for problem in problems if problem]


def test_writers_and_readers_at_once(where, opened):
    with opened() as ledger:
        ledger.append([SKIP])
    writers = 2 if not isinstance(where, str) else 8
    tasks = [(write, where, n) for n in range(writers)] + [(read, where, n) for n in range(8)]
    assert at_once(*tasks) == []
    with opened() as ledger:
        found = verify(ledger, archive=False)
        assert found.sound and found.entries == 1 + writers * BATCHES * 3 and found.batches == 1 + writers * BATCHES
        assert len({entry.ref for entry in ledger.entries()}) == 1 + writers * BATCHES


def test_a_ledger_that_two_make_at_once_is_one_ledger(where, opened):
    assert at_once(*[(write, where, n) for n in range(3)]) == []
    with opened() as ledger:
        assert verify(ledger, archive=False).entries == 3 * BATCHES * 3


def decide(where, number, said):
    with Ledger(where) as ledger:
        done = 0
        for name in range(5):
            try:
                judge(ledger, Decision(act=Act.RELEASE, by=f"analyst {number}", because="agreed", names=(f"Name {name}",)))
                done += 1
            except Exception as error:
                if "decided on this at" not in str(error):
                    said.put(str(error))
                    return
        said.put(f"{done}")


def test_two_people_deciding_at_once_never_overwrite_each_other_unseen(where, opened):
    opened().close()
    assert sum(map(int, at_once((decide, where, 1), (decide, where, 2)))) == 5
    with opened() as ledger:
        assert len(list(ledger.entries(EntryKind.JUDGEMENT))) == 5
