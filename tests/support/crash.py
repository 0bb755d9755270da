"""A process that saves people until it is killed; apart, so that a fork server can load it beforehand."""

from multiprocessing.connection import Connection
from pathlib import Path

from boses_engine.store import Store
from support.samples import SAMPLE_GROUP, sample_persona


def save_until_killed(path: Path, run_id: str, reports: Connection) -> None:
    """Fill the free slots of a run one after another, and report each slot once `save_persona` has returned.

    Reports None before all, when it is about to open the store.
    """
    reports.send(None)
    with Store(path) as store:
        store.start_run(run_id, store.add_group(SAMPLE_GROUP), {"seed": 7})
        slot = max(store.finished(run_id), default=-1) + 1
        while True:
            store.save_persona(run_id, slot, sample_persona(slot), {"slot": slot})
            reports.send(slot)
            slot += 1
