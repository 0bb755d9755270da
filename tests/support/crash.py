"""A process that saves people, to be killed."""

import argparse
from pathlib import Path

from boses_engine.domain.report import Effort
from boses_engine.store import Store
from support.moments import Moments, announce_commits, announce_files
from support.samples import SAMPLE_GROUP, sample_persona

RUN, PEOPLE = "r-1", 10


def main(arguments: list[str]) -> None:
    """Fills some free slots of a run one after another; its one argument is the store's path.

    Announces each commit and each file, as in `support.moments`, and "saved SLOT" once `save_persona` has returned.
    """
    parser = argparse.ArgumentParser(prog="support.crash")
    parser.add_argument("path", type=Path)
    parser.add_argument("--moments", type=int, required=True)
    given = parser.parse_args(arguments)
    announce = Moments.on(given.moments).stand
    announce_files(announce, given.path.parent)
    with Store(given.path) as store:
        announce_commits(store, announce)
        store.start_run(RUN, store.add_group(SAMPLE_GROUP), {"seed": 7})
        first = max(store.finished(RUN), default=-1) + 1
        for slot in range(first, first + PEOPLE):
            store.save_persona(RUN, slot, sample_persona(slot), Effort(fields=slot))
            announce("saved", slot)
