"""Make a bundle of this checkout: what goes in is looked at first, the file is there whole or not at all."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from boses_engine.bundles.contents import (
    FIRST,
    documents,
    group_files,
    model_files,
    require_checkout,
    snapshot_files,
    weights_in_use,
)
from boses_engine.bundles.layout import Contents
from boses_engine.bundles.machine import this_machine
from boses_engine.bundles.sbom import bill_of_materials, require_library
from boses_engine.bundles.wheels import compiled_for, gather_wheels, glibc_needed, require_toolkit
from boses_engine.bundles.write import Item, write_bundle
from boses_engine.domain.snapshot import MARKETS
from boses_engine.errors import BundleError
from boses_engine.files import replacing
from boses_engine.settings import Settings
from boses_engine.snapshots.catalogue import newest
from boses_engine.store import Store

Gather = Callable[[Path, bool], list[Path]]


@dataclass(frozen=True)
class Wanted:
    """What goes into a bundle beside what always does."""

    with_store: bool = False
    groups: Sequence[Path] = ()  # group files, which were checked
    models: Sequence[str] = ()  # further language models, by name or path
    cuda: bool = False


def create(
    path: Path, wanted: Wanted, settings: Settings, say: Callable[[str], None], gather: Gather = gather_wheels
) -> Contents:
    """Writes a bundle for machines like this one to a new file and gives its manifest.

    `say` is told what begins; `gather` brings the wheels.

    :raises BundleError: the file is there already or cannot be written, or something that goes in is not to be had.
    :raises ModelError: weights are missing or damaged; StoreBusyError: another process holds the store.
    """
    if path.exists():
        raise BundleError(f"{path} is there already: name another file")
    if not path.absolute().parent.is_dir():
        raise BundleError(f"{path.absolute().parent} is no folder: make it, or name another file")
    require_checkout()
    require_library()
    if wanted.cuda:
        require_toolkit()
    say("[1/3] The weights and snapshots")
    weights = weights_in_use(wanted.models, settings)
    snapshots = [found for market in MARKETS if (found := newest(settings.snapshots, market))]
    try:
        with tempfile.TemporaryDirectory(prefix="boses-bundle-", dir=path.absolute().parent) as work:
            say("[2/3] The packages: minutes where they are fetched, and where llama.cpp is compiled")
            wheels = gather(Path(work) / "wheels", wanted.cuda)
            machine = replace(this_machine(), libc=glibc_needed(wheels), processor=compiled_for(), cuda=wanted.cuda)
            say("[3/3] The bundle")
            first = FIRST.format(python=machine.python, platform=machine.platform)
            items = [
                Item("READ_ME_FIRST.txt", first.encode()),
                Item("sbom.cdx.json", bill_of_materials(wheels, weights, snapshots)),
                *documents(),
                *group_files(wanted.groups),
                *snapshot_files(settings),
                *(Item(f"wheels/{wheel.name}", wheel) for wheel in wheels),
                *model_files(weights, settings),
                *(_store_files(settings, Path(work) / "store") if wanted.with_store else ()),
            ]
            with replacing(path) as fresh, fresh.open("xb") as file:
                return write_bundle(file, items, machine)
    except OSError as exc:
        raise BundleError(f"cannot write {exc.filename or path}: {exc.strerror}") from exc


def _store_files(settings: Settings, work: Path) -> list[Item]:
    """A copy of the store, with nothing left to write into it, and of the library's index."""
    if not settings.database.exists():
        raise BundleError(f"there is no store at {settings.database}: leave out --with-store, or set BOSES_HOME")
    with Store(settings.database):
        pass  # puts what a killed process has left beside it into the one file; StoreBusyError where one holds it
    work.mkdir()
    there = [path for path in (settings.database, settings.library_index) if path.exists()]
    return [Item(f"store/{path.name}", Path(shutil.copy2(path, work))) for path in there]
