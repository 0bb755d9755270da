"""What a model file was made from, as far as the manifest knows."""

from boses_engine.domain.passport import ModelFile
from boses_engine.settings import Settings
from boses_engine.weights.digest import sha256_of
from boses_engine.weights.manifest import load_manifest, origin


def merged_from(sha256: str, settings: Settings) -> tuple[ModelFile, ...]:
    """The base and the adapter of the file with that hash; none where it is no file that is made here.

    The adapter's hash is that of the one that lies here.
    """
    entry = next((entry for entry in load_manifest(settings) if entry.sha256 == sha256), None)
    if entry is None or entry.made is None:
        return ()
    base, adapter = origin(entry, settings), entry.made.adapter_path(settings)
    found = [ModelFile(name=base.name, sha256=base.sha256)]
    if adapter is not None and adapter.exists():
        found.append(ModelFile(name=str(entry.made.adapter), sha256=sha256_of(adapter, settings)))
    return tuple(found)
