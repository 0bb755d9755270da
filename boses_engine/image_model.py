"""Finding, checking and opening the image model that paints the portraits."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from boses_engine.errors import ModelError
from boses_engine.settings import Settings

if TYPE_CHECKING:
    from boses_engine.avatars.checkpoint import Checkpoint
    from boses_engine.avatars.port import Offer, Painter
    from boses_engine.weights.find import Weights

VOCABULARY_ROLE = "vocabulary"
WITHOUT = (
    "no image model is there, so the people get no portraits: put a Stable Diffusion checkpoint (a diffusers folder or "
    "a .safetensors file) into the models folder and name it with --avatar-model"
)


@dataclass(frozen=True)
class Found:
    """An image model on disk that can be loaded, as far as its files tell."""

    weights: "Weights"
    checkpoint: "Checkpoint"
    vocabulary: Path | None


class ImageModel:
    """The model that paints: the default of the manifest, a named one, or a painter that was given ready."""

    def __init__(self, settings: Settings, model: "str | Path | Painter | None" = None):
        self._settings = settings
        self._named = str(model) if isinstance(model, str | Path) else None
        self._painter: Painter | None = None if isinstance(model, str | Path) else model
        self._found: Found | None = None

    def look_up(self) -> Found | None:
        """The image model, None where a ready painter was given or no model is there and none was named.

        :raises ModelError: it is missing, damaged, or nothing that can paint.
        :raises NotFoundError: nothing goes by the name.
        """
        from boses_engine.avatars.recognise import recognise
        from boses_engine.weights.find import find_model
        from boses_engine.weights.manifest import load_manifest

        if self._painter is not None or self._found is not None:
            return self._found
        known = [entry for entry in load_manifest(self._settings) if entry.role == "avatar" and entry.default]
        if self._named is None and not any(entry.path(self._settings).exists() for entry in known):
            return None
        weights = find_model(self._named, "avatar", self._settings)
        checkpoint = recognise(weights.path)
        vocabulary = self._vocabulary(checkpoint) if checkpoint.layout == "file" else None
        self._found = Found(weights, checkpoint, vocabulary)
        return self._found

    def note(self) -> str:
        """What the user should know before a run: that there will be no portraits; "" where there will.

        :raises ModelError: as `look_up`.
        """
        return WITHOUT if self.look_up() is None and self._painter is None else ""

    def offer(self, release: Callable[[], None]) -> "Offer | None":
        """The painter to be, None where there is no image model.

        `release` frees the language model's memory; it is called where the image model would not fit beside it.

        :raises ModelError: as `look_up`, or the file's SHA-256 is not the manifest's.
        """
        from boses_engine.avatars.port import Offer

        painter = self._painter
        if painter is not None:
            return Offer(painter.name, painter.sha256, painter.style, lambda: painter, replaces=True)
        found = self.look_up()
        if found is None:
            return None
        weights = found.weights.hashed(self._settings)
        sha256 = weights.sha256 or ""
        style = found.checkpoint.style

        def opened() -> "Painter":
            from boses_engine.avatars import diffusion, memory

            free = diffusion.free_memory()
            if not memory.fits(found.checkpoint, memory.best(free), free):
                release()
                free = diffusion.free_memory()
            return diffusion.open_painter(
                found.checkpoint,
                memory.choose(found.checkpoint, free),
                name=weights.name,
                sha256=sha256,
                threads=self._settings.threads,
                vocabulary=found.vocabulary,
            )

        return Offer(
            weights.name, sha256, style, opened, about=found.checkpoint.title, replaces=self._named is not None
        )

    def _vocabulary(self, checkpoint: "Checkpoint") -> Path:
        """The file of CLIP's vocabulary; ModelError without it."""
        from boses_engine.weights.find import PULL
        from boses_engine.weights.manifest import load_manifest

        entries = [entry for entry in load_manifest(self._settings) if entry.role == VOCABULARY_ROLE]
        for entry in entries:
            if entry.path(self._settings).is_file():
                return entry.path(self._settings)
        name = entries[0].name if entries else "clip-vocabulary"
        raise ModelError(
            f"{checkpoint.path} is a single file, which is read with CLIP's vocabulary (1.4 MB): run `{PULL} {name}` "
            "once, or give the checkpoint's diffusers folder"
        )
