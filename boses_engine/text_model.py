"""Finding, checking and opening the language model, once it is needed, and letting it go."""

from pathlib import Path
from typing import TYPE_CHECKING

from boses_engine.settings import Settings

if TYPE_CHECKING:
    from boses_engine.language.port import LanguageModel
    from boses_engine.pipeline.fields import Guidance
    from boses_engine.weights.find import Weights


class TextModel:
    """The model that writes: the default of the manifest, a named one, or one that was given ready."""

    def __init__(
        self,
        settings: Settings,
        model: "str | Path | LanguageModel | None" = None,
        guidance: "Guidance | None" = None,
    ):
        self._settings, self._guidance = settings, guidance
        named = isinstance(model, (str, Path))
        self._named = str(model) if named else None
        self._model: LanguageModel | None = None if isinstance(model, (str, Path)) else model
        self._opened = False  # by this one, not given to it

    def look_up(self) -> "Weights | None":
        """The model's file, in no time; None where the model is there already.

        :raises ModelError: the weights are missing or cut off.
        """
        if self._model is not None:
            return None
        from boses_engine.weights.find import find_model

        return find_model(self._named, "language", self._settings)

    def find(self) -> "Weights | None":
        """The same with its hash.

        :raises ModelError: the weights are missing or damaged.
        """
        found = self.look_up()
        return found and found.hashed(self._settings)

    def ready(self, weights: "Weights | None") -> "tuple[LanguageModel, Guidance]":
        """The model, loaded from what `find` found, and how much guidance it needs."""
        if weights is not None:
            from boses_engine.language.llama import Options, open_model

            settings = self._settings
            options = Options(
                threads=settings.threads,
                gpu_layers=settings.offloaded_layers(),
                parallel=settings.parallel,
                deterministic=settings.deterministic,
                flash_attention=settings.flash_attention,
                cache_type=settings.cache_type,
            )
            self._opened = True
            self._model = open_model(weights.path, options, name=weights.name, sha256=weights.sha256 or "")
            if self._guidance is None and weights.entry is not None:
                self._guidance = weights.entry.guidance
        assert self._model is not None
        # A file the manifest does not know is taken for a small one: safe for any, if more uniform.
        return self._model, self._guidance or "full"

    def unload(self) -> None:
        """Frees the memory of a model that was opened here; it is opened again when it is needed."""
        if self._model is not None and self._opened:
            self._model.close()
            self._model = None

    def close(self) -> None:
        """Closes the model, whoever opened it."""
        if self._model is not None:
            self._model.close()
