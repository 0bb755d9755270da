"""Step one: the training pictures, rendered into shards on disk."""

import os
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from portrait_training.attributes import Person, draw_person
from portrait_training.renderer.portrait import SIZE, draw_portrait
from portrait_training.steps.clock import Clock

SHARD: Final = 2000  # pictures


def training_person(index: int) -> Person:
    """The person on training picture `index`; people of other seeds ("fresh" ones) are never trained on."""
    return draw_person("train", index)


def render_dataset(folder: Path, count: int, clock: Clock, size: int = SIZE) -> None:
    """Render `count` pictures, a multiple of `SHARD`, into `folder`; shards that are there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for shard in range(count // SHARD):
        path = folder / f"shard-{shard:03}.npy"
        if path.exists():
            continue
        if clock.over:
            return
        pictures = np.stack([draw_portrait(training_person(shard * SHARD + i), size) for i in range(SHARD)])
        save_array(path, pictures)
        clock.say(f"rendered {(shard + 1) * SHARD} of {count}")


def save_array(path: Path, array: NDArray[np.generic]) -> None:
    """Write an array so that a file of this name is always whole."""
    part = path.with_suffix(".part.npy")
    np.save(part, array)
    os.replace(part, path)


class Pictures:
    """All shards of a folder as one array, read from disk when asked for."""

    def __init__(self, folder: Path) -> None:
        self._shards = [np.load(path, mmap_mode="r") for path in sorted(folder.glob("shard-???.npy"))]
        if not self._shards:
            raise FileNotFoundError(f"{folder} holds no rendered shards: run the dataset step first")

    def __len__(self) -> int:
        return sum(len(shard) for shard in self._shards)

    def take(self, indices: NDArray[np.int64]) -> NDArray[np.uint8]:
        """The pictures of these indices: [n, size, size, 3]."""
        return np.stack([self._shards[i // SHARD][i % SHARD] for i in indices.tolist()])
