"""From a path to a checkpoint that can be loaded, without loading a tensor."""

from pathlib import Path

from boses_engine.avatars.checkpoint import Checkpoint
from boses_engine.avatars.folder import recognise_folder
from boses_engine.avatars.single_file import recognise_file
from boses_engine.errors import ModelError


def recognise(path: Path) -> Checkpoint:
    """What lies there, a diffusers folder or a single file.

    :raises ModelError: nothing that can paint: the text says what it is and what to give.
    """
    if path.is_dir():
        return recognise_folder(path)
    if not path.exists():
        raise ModelError(f"there is no image model at {path}: give a diffusers folder or a .safetensors file")
    return recognise_file(path)
