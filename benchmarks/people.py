"""The people of a run, and the snapshot that they were made with."""

from collections.abc import Sequence
from pathlib import Path

from boses_engine.domain.persona import Persona
from boses_engine.domain.snapshot import Snapshot
from boses_engine.settings import Settings
from boses_engine.snapshots.catalogue import find


def people_of(run: Path) -> list[Persona]:
    """Those of a results folder.

    :raises OSError: there are none.
    """
    lines = (run / "personas.jsonl").read_text(encoding="utf-8").splitlines()
    return [Persona.model_validate_json(line) for line in lines]


def snapshot_of(people: Sequence[Persona]) -> Snapshot | None:
    """The snapshot of a group, None where it was made without one.

    :raises SnapshotError: it is not there any more.
    """
    versions = {person.provenance.snapshot for person in people} - {None}
    return find(Settings.from_env().snapshots, str(versions.pop())) if versions else None
